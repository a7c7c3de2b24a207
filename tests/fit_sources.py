"""Fit the weights of lexicon/source_weights.yaml on labelled articles.

    python -m tests.fit_sources SCORER_FOLDER ARTICLES_FOLDER...

SCORER_FOLDER holds articles.py, which knows the labels' format. The first ARTICLES_FOLDER holds articles that the
constructions were not written on; those of the others count for less. A figure whose label names nobody is an example of
nobody, of less weight: labels leave a speaker off at times. PRIOR is what grammar leads to expect. What is found across
articles, each by weights fitted without it, is written to standard error; the new file is printed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from pipeline.reading.claims.assemble import read_claims
from pipeline.reading.claims.attribution_evidence import Asked, Candidate, Facts
from pipeline.reading.claims.attribution_voices import Voice, Voices
from pipeline.reading.claims.attribution_weigh import weighed
from pipeline.reading.entities.across_documents import link
from pipeline.reading.entities.within_document import find_mentions
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.read import parse_document
from tests.fitting import across, fit, lines

THRESHOLD = 0.3
RIDGE = 4.0
FOLDS = 10
WEIGHT_OF_OTHERS = 0.5  # articles that the constructions were written on
WEIGHT_OF_NOBODY = 0.6
WEIGHT_OF_OPTIONAL = 0.5

PRIOR = {
    "always": -3, "would": 0.5, "should": 0.3, "back_1": 0.5, "back_3": -0.5, "ahead": -1, "others_between": -0.7,
    "other_here": -1.5, "credited_last": 0.7, "other_credited_last": -0.5, "says": 0.5, "says_strongly": 0.3,
    "only_subject": -1, "only_document": -1, "opens_paragraph": -0.7, "paragraph_before": -0.5, "paragraphs_before": -1,
    "parts": -0.5, "other_named": -0.5, "in_its_phrase": -1, "leads_in_and_point": 1.5, "owned": 0.5, "subject_above": 0.3,
    "back_1_and_would": 0.7, "pluperfect_and_says_past": 0.5, "verb_above": 0.5, "in_quotes": 0.3,
}  # fmt: skip

Weighed = tuple[Quantity, list[tuple[Candidate, Facts]]]


class Row(NamedTuple):
    """One who might say a figure: the figure, the article, the facts, whether the label agrees, how much it counts."""

    figure: int
    article: int
    facts: Facts
    right: bool
    weight: float
    labelled: bool  # the label names somebody, and doesn't call that optional
    counted: bool  # an article that the constructions were not written on, a label that isn't optional


def rows(scorer: Any, folders: list[str]) -> Iterator[Row]:
    """Everyone who might say a labelled figure that no construction credits."""
    figure = article = 0
    for place, folder in enumerate(folders):
        for name, (text, golds, _) in scorer.load(folder).items():
            article += 1
            asked_of: list[Weighed] = []

            def note(asked: Asked, voices: Voices, kept: list[Weighed] = asked_of) -> Voice | None:
                kept.append((asked.quantity, weighed(asked, voices)))
                return None

            document = parse_document(name, text)
            mentions = find_mentions(document)
            link(mentions)
            read_claims(document, mentions, note)
            for gold in golds:
                if "x" in gold or gold["start"] < text.index("\n"):
                    continue
                met = [found for q, found in asked_of if q.start < gold["end"] and q.end > gold["start"]]
                if not met:
                    continue
                figure += 1
                source, optional = gold.get("source"), bool(gold.get("optional"))
                weight = (1.0 if source else WEIGHT_OF_NOBODY) * (WEIGHT_OF_OPTIONAL if optional else 1.0)
                weight *= WEIGHT_OF_OTHERS if place else 1.0
                for candidate, facts in met[0]:
                    right = bool(source) and scorer.names_match(candidate.name, source)
                    labelled = bool(source) and not optional
                    yield Row(figure, article, facts, right, weight, labelled, not place and not optional)


def main() -> None:
    sys.path.insert(0, sys.argv[1])
    import articles as scorer

    table = list(rows(scorer, sys.argv[2:]))
    names = sorted({fact for row in table for fact in row.facts} | set(PRIOR))
    x = np.array([[row.facts.get(name, 0.0) for name in names] for row in table])
    y = np.array([float(row.right) for row in table])
    shares = np.array([row.weight for row in table])
    prior = np.array([float(PRIOR.get(name, 0)) for name in names])
    ridge = np.full(len(names), RIDGE)

    p = across(x, y, shares, prior, ridge, np.array([row.article % FOLDS for row in table]))
    best: dict[int, int] = {}
    for i, row in enumerate(table):
        if row.counted and (row.figure not in best or p[i] > p[best[row.figure]]):
            best[row.figure] = i
    wanted = sum(table[i].labelled for i in best.values())
    for level in (0.2, 0.25, THRESHOLD, 0.35, 0.4, 0.5):
        said = [table[i] for i in best.values() if p[i] >= level]
        right, named = sum(row.right for row in said), sum(row.labelled for row in said)
        print(
            f"across articles, from {level}: {right} of {wanted} right, {named - right} wrong, "
            f"{len(said) - named} whose label names nobody",
            file=sys.stderr,
        )

    print("# Weights of the model of sources (pipeline/reading/claims/attribution_weigh.py), log odds a fact adds.")
    print(f"# Fitted by tests/fit_sources.py on {int(y.sum())} who say a figure and {int((1 - y).sum())} who don't.")
    print(f"threshold: {THRESHOLD}")
    print("weights:")
    print("\n".join(lines(names, fit(x, y, shares, prior, ridge))))


if __name__ == "__main__":
    main()
