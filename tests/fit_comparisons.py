"""Fit the weights of lexicon/comparison_weights.yaml on labelled articles and on the cases of comparisons.

    python -m tests.fit_comparisons SCORER_FOLDER ARTICLES_FOLDER[=SHARE]...

SCORER_FOLDER holds articles.py, which knows the labels' format. SHARE says how much the articles of a folder count (1 if
not said): less for those that the constructions were written on. Cases count for more, they are few and clear. PRIOR is
what grammar leads to expect: a thousand pairs move it where they speak clearly, and other facts count for what they tell.
What is found across articles, each by weights fitted without it, is written to standard error, for the first folder; the
new file is printed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from pipeline.reading.claims.claim import Claim
from pipeline.reading.comparisons.crowd import Crowd
from pipeline.reading.comparisons.evidence import evidence, impossible
from pipeline.reading.comparisons.frame import frames
from pipeline.reading.comparisons.pair import candidates
from pipeline.reading.comparisons.relate import CHANGE, CONFLICT, TARGET, Pair, relate
from pipeline.reading.comparisons.weigh import RELATIONS
from pipeline.reading.read import read_texts
from tests.fitting import across, fit, lines

CASES = Path(__file__).parent / "cases"
THRESHOLD = 0.28
RIDGE = 4.0
RIDGE_WITHOUT_PRIOR = 12.0  # of facts that grammar leads to expect nothing of
MIN_SEEN = 25  # pairs with such a fact
FOLDS = 8
SHARE_OF_CASES = 10.0
Row = tuple[Pair, dict[str, float], str | None]

EITHER = {
    "always": -4, "same_metric": 1.3, "near_metric": 0.7, "open_metric": 0.5, "skipped": -0.6, "apart": -1.2, "alone": 0.5,
    "crowd": -0.3, "coordinated": -1, "part_of": -1, "part": -0.5, "whole": -0.3, "other_nouns": -0.8, "other_names": -0.3,
    "elsewhere": -0.5, "opinions": -0.5, "more": -1, "age": -1, "one": -0.7, "parallel": -1, "one_sentence": 0.5,
    "next_sentence": 0.5, "echo": 0.7, "size_and_level": -0.5, "both_rates": 0.3, "other_agent": -0.3,
    "other_events": -1.5, "other_subject": -0.3, "unaligned": -1, "plan_for_another": -3, "compared_elsewhere": -2,
    "sizes_unlinked": -1, "also": -2, "points_back": -1.5, "span_tells_when": -1, "other_group": -2,
    "far": -0.5, "sizes_mixed": -1.5, "only_two_of_unit": 0.7, "only_two_of_noun": 0.7, "subject_is_metric": 0.3, "named_again": 0.3,
    "kin_near": 0.5, "kin_far": 0.2, "contrast_opens": 0.2, "base_a": -1.5, "each_its_own": -3,
}  # fmt: skip
PRIOR = {
    TARGET: EITHER
    | {
        "aim_and_report": 1.5, "aim_nearby": 0.8, "plan_and_report": 1.5, "two_aims": 0.5, "aim_and_forecast": 1,
        "short_of": 0.7, "progress": 0.7, "two_reports": -1, "room": 3.5, "would": 1, "had_aim": 1.5,
        "past_before_aim": -1.5,
        "answering_b": 0.5, "wish_a": 0.5, "wish_b": 0.5, "no_wish": -1, "only_b": 0.3, "so_far": 0.5,
        "one_thing_aimed": 0.7, "aimed_and_little": 0.5,
        "compared": -0.3, "denied": -1, "disputes": -0.5, f"rule_{TARGET}": 1.5,
    },
    CHANGE: EITHER
    | {
        "from": 1.7, "compared": 1.5, "than": 0.5, "other_time": 1, "two_times": 0.7, "moved": 0.4, "moving_verb": 0.3,
        "rather": 2, "time_colon": 3, "drop_on": 2.5, "elsewhere": -1.5, "other_subject": -2, "tenses": 0.7,
        "denied": -1.5,
        "aim_and_report": -1.5, "other_source": -0.7, "one_time": -1, "before_time": 0.5, "now_b": 0.3,
        "time_opens": 0.5, "one_thing_two_times": 0.8, f"rule_{CHANGE}": 1.5,
    },
    CONFLICT: EITHER
    | {
        "other_source": 1, "new_speaker": 0.5, "denied": 2, "disputes": 0.7, "puts_at": 0.5, "puts_at_a": 0.5,
        "dispute_around": 0.5, "higher_lower": 0.7, "aim_and_report": -1.5, "two_times": -0.7, "rather": 0.5,
        "compared": -0.5, "past_b": -0.3, "other_subject": 0, "bare_figure": 0.7, "objects_before": 0.8,
        "objects_opening": 0.5, "kin_near": 1, "kin_far": 0.5, "one_thing_two_speakers": 0.8,
        "two_speakers_answering": 0.7, f"rule_{CONFLICT}": 1.5,
    },
}  # fmt: skip


def rows(claims: list[Claim], wanted: dict[frozenset[str], str]) -> list[Row]:
    """Every pair of one document that could be one, its facts and the relation that the label gives it."""
    framed = frames([claim for claim in claims if claim.paragraph_role != "title"])
    around = Crowd(framed)
    return [
        (
            p,
            evidence(p, around.of(p), around.rare(p), relate(p)),
            wanted.get(frozenset((p.a.claim.claim_id, p.b.claim.claim_id))),
        )
        for p in candidates(framed)
        if not impossible(p)
    ]


def labelled(scorer: Any, folder: str) -> Iterator[tuple[str, list[Row]]]:
    """(document, its rows) of each labelled article of a folder."""
    for name, (text, golds, notes) in scorer.load(folder).items():
        claims = [claim for claim in read_texts({name: text}).claims if claim.paragraph_role != "title"]
        body = [gold for gold in golds if "x" not in gold and gold["start"] >= text.index("\n")]
        by_key: dict[str, Any] = {}
        for gold in body:
            by_key.setdefault(gold["text"], gold)
            by_key.setdefault(f"#{gold.get('id')}", gold)
        wanted: dict[frozenset[str], str] = {}
        for note in notes:
            if note.startswith("cmp "):
                *keys, relation = note.split()[1:]
                keys = [f"#{key}" for key in keys]
            elif note.startswith("cmp"):
                *keys, relation = (part.strip() for part in note.split(" ", 1)[1].split("|"))
            else:
                continue
            met = [
                next((c.claim_id for c in claims if c.quantity.start < g["end"] and c.quantity.end > g["start"]), None)
                for g in (by_key[key] for key in keys)
            ]
            if None not in met:
                wanted[frozenset(str(key) for key in met)] = relation
        yield name, rows(claims, wanted)


def cases() -> Iterator[tuple[str, list[Row]]]:
    """(name, its rows) of each case of comparisons."""
    for path in sorted(CASES.glob("comparisons_*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            if "comparisons" not in case:
                continue
            claims = read_texts({f"{case['name']}.txt": case["text"]}).claims
            by_text: dict[str, str] = {}
            for claim in claims:
                by_text.setdefault(claim.quantity.text, claim.claim_id)
            wanted = {
                frozenset((by_text[str(c["left"])], by_text[str(c["right"])])): str(c["relation"])
                for c in case["comparisons"]
                if str(c["left"]) in by_text and str(c["right"]) in by_text
            }
            yield case["name"], rows(claims, wanted)


def main() -> None:
    sys.path.insert(0, sys.argv[1])
    import articles as scorer

    given = [(folder, float(share or 1)) for folder, _, share in (entry.partition("=") for entry in sys.argv[2:])]
    found = [(share, pairs) for folder, share in given for _, pairs in labelled(scorer, folder)]
    fresh = len(list(Path(given[0][0]).glob("*.txt")))  # articles of the first folder
    found += [(SHARE_OF_CASES, pairs) for _, pairs in cases()]
    table = [(number, *row) for number, (_, pairs) in enumerate(found) for row in pairs]
    expected = {name for prior in PRIOR.values() for name in prior}
    seen = Counter(name for _, _, facts, _ in table for name in facts)
    names = sorted(expected | {name for name, count in seen.items() if count >= MIN_SEEN})
    x = np.array([[facts.get(name, 0.0) for name in names] for _, _, facts, _ in table])
    of_document = np.array([number for number, *_ in table])
    shares = np.array([found[number][0] for number in of_document])
    labels = np.array([label or "" for *_, label in table])
    priors = {relation: np.array([float(PRIOR[relation].get(name, 0)) for name in names]) for relation in RELATIONS}

    ridge = np.array([RIDGE if name in expected else RIDGE_WITHOUT_PRIOR for name in names])
    unseen = np.stack(
        [
            across(x, (labels == relation).astype(float), shares, priors[relation], ridge, of_document % FOLDS)
            for relation in RELATIONS
        ],
        axis=1,
    )
    best = unseen.argmax(axis=1)
    pairs = ((labels != "") & (of_document < fresh)).sum()
    for level in (0.15, 0.2, 0.25, THRESHOLD, 0.35):
        said = (unseen.max(axis=1) >= level) & (of_document < fresh)
        right = said & (labels == np.array(RELATIONS)[best])
        print(f"across articles, from {level}: {right.sum()} of {pairs} pairs, {said.sum()} said", file=sys.stderr)

    print("# Weights of the model of comparisons (pipeline/reading/comparisons/weigh.py), log odds a fact adds.")
    print(
        f"# Fitted by tests/fit_comparisons.py on {(labels != '').sum()} pairs that answer and {(labels == '').sum()} that don't."
    )
    print(f"threshold: {THRESHOLD}")
    for relation in RELATIONS:
        print(f"{relation}:")
        y = (labels == relation).astype(float)
        print("\n".join(lines(names, fit(x, y, shares, priors[relation], ridge))))


if __name__ == "__main__":
    main()
