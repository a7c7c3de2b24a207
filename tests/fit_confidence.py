"""Fit the weights of lexicon/confidence.yaml on labelled articles, and print how well they are calibrated.

    python -m tests.fit_confidence SCORER_FOLDER UNSEEN_FOLDER [SEEN_FOLDER]

SCORER_FOLDER holds articles.py, which knows the labels' format and what counts as right. UNSEEN_FOLDER holds labelled
articles that the rules were not written on: they alone set the level. Those of SEEN_FOLDER, on which the rules were
written, help to tell the features apart; that they are read better is a term of its own, which isn't kept. The
reliability is of each unseen article by weights fitted without it. The new file is printed.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from pipeline.reading.claims.claim import Claim
from pipeline.reading.claims.confidence import FEATURES, features
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.read import read_texts
from tests.fitting import fit, probabilities

RIDGE = 1.0  # a few hundred labels bear a few weights, held near 0
BANDS = ((0, 0.5), (0.5, 0.65), (0.65, 0.75), (0.75, 0.85), (0.85, 1.01))


def is_right(scorer: Any, claim: Claim, gold: dict[str, str]) -> bool:
    """Every field that the label gives, as the scorer compares it."""
    quantity = claim.quantity
    unit_ok = scorer.norm_unit(quantity.unit) in [scorer.norm_unit(unit) for unit in gold.get("unit", "").split(",")]
    change = gold.get("change")
    return all(
        (
            scorer.close(quantity.value, gold["v"]),
            unit_ok or quantity.kind == "money",
            quantity.period == gold.get("period"),
            quantity.comparator in gold.get("mod", "=").split(","),
            "metric" not in gold or scorer.heads_match(claim.metric, gold["metric"]),
            claim.status in gold.get("status", "reported").split(","),
            quantity.change in ((None, change[:-1]) if (change or "").endswith("?") else (change,)),  # type: ignore[index]
            "source" not in gold or scorer.names_match(claim.source, gold["source"]),
        )
    )


def labelled(scorer: Any, folder: str, seen: bool) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Features, outcomes and document of every claim that meets a label; the last column tells what was seen."""
    rows, outcomes, documents = [], [], []
    for name, (text, golds, _) in scorer.load(folder).items():
        claims = read_texts({name: text}).claims
        for gold in golds:
            if "x" in gold or gold.get("optional"):
                continue
            met = [c for c in claims if c.quantity.start < gold["end"] and c.quantity.end > gold["start"]]
            if met:
                rows.append((1.0, *features(met[0]), float(seen)))
                documents.append(name)
                outcomes.append(float(is_right(scorer, met[0], gold)))
    return np.array(rows), np.array(outcomes), documents


def fit_free(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights held near 0; the bias is free."""
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 0
    return fit(x, y, np.ones(len(y)), np.zeros(x.shape[1]), ridge)


def across_articles(
    x: np.ndarray, y: np.ndarray, documents: list[str], more: tuple[np.ndarray, np.ndarray]
) -> np.ndarray:
    """The probability of each claim by weights fitted without its article."""
    names = np.array(documents)
    p = np.zeros(len(y))
    for name in dict.fromkeys(documents):
        held = names == name
        weights = fit_free(np.vstack([x[~held], more[0]]), np.concatenate([y[~held], more[1]]))
        p[held] = probabilities(x[held], weights)
    return p


def main() -> None:
    sys.path.insert(0, sys.argv[1])
    import articles as scorer

    x, y, documents = labelled(scorer, sys.argv[2], seen=False)
    more = labelled(scorer, sys.argv[3], seen=True)[:2] if len(sys.argv) > 3 else (x[:0], y[:0])
    weights = fit_free(np.vstack([x, more[0]]), np.concatenate([y, more[1]]))
    p = across_articles(x, y, documents, more)
    print("# Weights of the confidence model (pipeline/reading/claims/confidence.py), log odds a fact adds.")
    print(
        f"# Fitted by tests/fit_confidence.py: the level on {len(y)} claims of articles that the rules were not written on,"
    )
    print(f"# of which {y.mean():.0%} are right in every field; the weights on {len(more[1])} more of those they were.")
    print("# Reliability, each article by weights fitted without it (said: share right, claims):")
    for low, high in BANDS:
        inside = (p >= low) & (p < high)
        if inside.any():
            print(f"# {p[inside].mean():.2f}: {y[inside].mean():.2f}, {inside.sum()}")
    for name, weight in zip(("bias", *FEATURES), weights, strict=False):
        print(f"{name}: {weight:.2f}")
    print("# Rules of the metric that guess more than they read (pipeline/reading/claims/metric_rules).")
    print(f"unsure_metric_rules: [{', '.join(load_yaml('confidence')['unsure_metric_rules'])}]")


if __name__ == "__main__":
    main()
