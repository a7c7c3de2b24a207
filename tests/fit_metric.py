"""Fit the weights of lexicon/metric_weights.yaml on labelled articles and on the cases of the metric.

    python -m tests.fit_metric SCORER_FOLDER ARTICLES_FOLDER... > pipeline/reading/lexicon/metric_weights.yaml

SCORER_FOLDER holds articles.py, which knows the labels' format. The first ARTICLES_FOLDER holds articles that the
constructions were not written on; the others and the cases count for less. A figure's candidates compete (a conditional
logit; any that the labels accept is right), drawn to a prior in which the construction that answers first is trusted.
What is found across articles, each by weights fitted without it, is written to standard error.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from scipy.optimize import minimize

from pipeline.reading.claims.assemble import last_sentence_before
from pipeline.reading.claims.claim import Claim
from pipeline.reading.claims.context import make_context
from pipeline.reading.claims.metric import answers_of
from pipeline.reading.claims.metric_evidence import Facts, candidates, topics_of
from pipeline.reading.read import Reading, read_texts

CASES = Path(__file__).parent / "cases"
MARGIN = 0.1
WEIGHED = (
    "unit kind elided subject sum_of_subject nearest_noun people_as_subject event_of_verb "
    "people_of_verb proposed of_clause further purpose purpose_beside predicate"
).split()
RIDGE = 1.0
TRUST = 3.0  # prior log odds of the construction that answers first
MIN_SEEN = 4  # candidates with a fact
FOLDS = 10
WEIGHT_OF_OTHERS = 0.6
WEIGHT_OF_CASES = 0.15


class Row(NamedTuple):
    """One labelled figure: its candidates' facts, which are right, and its weight."""

    document: str
    share: float  # what it counts for; 1 for articles that the constructions were not written on
    rule: str
    facts: list[Facts]
    right: list[bool]


def rows(reading: Reading, wanted: Iterable[tuple[Claim, Callable[[str], bool]]], share: float) -> Iterator[Row]:
    """The candidates of claims whose metric is known."""
    document = reading.documents[0]
    topics = topics_of(document)
    paragraphs = {paragraph.paragraph_id: paragraph for paragraph in document.paragraphs}
    for claim, accepts in wanted:
        i = reading.claims.index(claim)
        paragraph = paragraphs[claim.paragraph_id]
        preceding = last_sentence_before(document, paragraph)
        context = make_context(claim.quantity, reading.claims[:i], paragraph, preceding)
        answers = [(rule, metric) for rule, metric, _ in answers_of(context)]
        found = candidates(context, answers, topics)
        right = [accepts(candidate.metric) for candidate in found]
        yield Row(document.document_id, share, answers[0][0], [candidate.facts for candidate in found], right)


def labelled(scorer: Any, folder: str, share: float) -> Iterator[Row]:
    """The rows of a folder of labelled articles."""
    for name, (text, golds, _) in scorer.load(folder).items():
        reading = read_texts({name: text})
        wanted = []
        for gold in golds:
            if "metric" not in gold or "x" in gold or "optional" in gold or gold["start"] < text.index("\n"):
                continue
            over = [c for c in reading.claims if c.quantity.start < gold["end"] and c.quantity.end > gold["start"]]
            if over:
                best = max(over, key=lambda c: scorer.close(c.quantity.value, gold["v"]))
                wanted.append((best, lambda metric, accepted=gold["metric"]: scorer.heads_match(metric, accepted)))
        yield from rows(reading, wanted, share)


def cases() -> Iterator[Row]:
    """The rows of the cases that say what is counted."""
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            if not any("metric" in claim for claim in case.get("claims", ())):
                continue
            reading = read_texts({f"{case['name']}.txt": case["text"]})
            wanted = []
            for want, claim in zip(case["claims"], reading.claims, strict=False):
                metrics = want.get("metric")
                if metrics is not None and claim.quantity.text == str(want["text"]):
                    accepted = metrics if isinstance(metrics, list) else [metrics]
                    wanted.append(
                        (claim, lambda metric, accepted=accepted: any(f" {metric}".endswith(f" {a}") for a in accepted))
                    )
            yield from rows(reading, wanted, WEIGHT_OF_CASES)


def fit(table: list[Row], names: list[str]) -> np.ndarray:
    """The weights of the facts, in the order of names."""
    known = [row for row in table if any(row.right) and not all(row.right)]
    x = np.vstack([matrix(row, names) for row in known])
    right = np.concatenate([np.array(row.right) for row in known])
    sizes = [len(row.right) for row in known]
    of_row = np.repeat(np.arange(len(known)), sizes)
    starts = np.cumsum([0, *sizes[:-1]])
    shares = np.array([row.share for row in known])
    prior = np.array([TRUST if name.startswith("first_") else 0.0 for name in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = x @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[of_row])
        total = np.add.reduceat(raised, starts)
        of_right = np.add.reduceat(raised * right, starts) + 1e-12
        drawn = weights - prior
        value = -(shares * np.log(of_right / total)).sum() + RIDGE / 2 * (drawn**2).sum()
        slope = shares[of_row] * (raised / total[of_row] - raised * right / of_right[of_row])
        return float(value), x.T @ slope + RIDGE * drawn

    return np.asarray(minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x)


def matrix(row: Row, names: list[str]) -> np.ndarray:
    return np.array([[facts.get(name, 0.0) for name in names] for facts in row.facts])


def chosen(row: Row, scores: np.ndarray) -> int:
    """The candidate that `metric_weigh.likeliest` leads to; the construction's own stands first."""
    best = int(scores.argmax())
    return best if row.rule in WEIGHED and scores[best] - scores[0] > MARGIN else 0


def main() -> None:
    sys.path.insert(0, sys.argv[1])
    import articles as scorer

    table = [
        row for i, folder in enumerate(sys.argv[2:]) for row in labelled(scorer, folder, WEIGHT_OF_OTHERS if i else 1.0)
    ] + list(cases())
    seen = Counter(name for row in table for facts in row.facts for name, value in facts.items() if value)
    names = sorted(name for name, count in seen.items() if count >= MIN_SEEN)
    documents = sorted({row.document for row in table})
    fold_of = {document: i % FOLDS for i, document in enumerate(documents)}
    before = after = 0
    for fold in range(FOLDS):
        weights = fit([row for row in table if fold_of[row.document] != fold], names)
        for row in table:
            if fold_of[row.document] == fold and row.share == 1:
                before += row.right[0]
                after += row.right[chosen(row, matrix(row, names) @ weights)]
    fresh = sum(row.share == 1 for row in table)
    print(f"across articles: {after} of {fresh} right, {before} by constructions alone", file=sys.stderr)

    print("# Weights of what a figure counts (pipeline/reading/claims/metric_weigh.py), log odds a fact adds.")
    print(f"# Fitted by tests/fit_metric.py on {len(table)} figures.")
    print(f"margin: {MARGIN}")
    print(f"weighed_rules: [{', '.join(WEIGHED)}]")
    print("weights:")
    for name, weight in zip(names, fit(table, names), strict=True):
        if abs(weight) >= 0.02:
            print(f"  {name}: {weight:.2f}")


if __name__ == "__main__":
    main()
