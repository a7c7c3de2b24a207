"""Fit the weights of lexicon/confidence.yaml on labelled articles, and print how well they are calibrated.

    python -m tests.fit_confidence SCORER_FOLDER ARTICLES_FOLDER > pipeline/reading/lexicon/confidence.yaml

SCORER_FOLDER holds articles.py, which knows the labels' format and what counts as right. The reliability table goes to
standard error.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from pipeline.reading.claims.claim import Claim
from pipeline.reading.claims.confidence import FEATURES, features
from pipeline.reading.read import read_texts

RIDGE = 1.0  # a few hundred labels bear a few weights, held near 0
STEPS = 50


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


def labelled(scorer: Any, folder: str) -> tuple[np.ndarray, np.ndarray]:
    """Features and outcomes of every claim that meets a label."""
    rows, outcomes = [], []
    for name, (text, golds, _) in scorer.load(folder).items():
        claims = read_texts({name: text}).claims
        for gold in golds:
            if "x" in gold or gold.get("optional"):
                continue
            met = [c for c in claims if c.quantity.start < gold["end"] and c.quantity.end > gold["start"]]
            if met:
                rows.append((1.0, *features(met[0])))
                outcomes.append(float(is_right(scorer, met[0], gold)))
    return np.array(rows), np.array(outcomes)


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Ridge logistic regression by iteratively reweighted least squares; the bias is free."""
    weights = np.zeros(x.shape[1])
    penalty = RIDGE * np.eye(x.shape[1])
    penalty[0, 0] = 0
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = x.T @ (x * (p * (1 - p))[:, None]) + penalty
        weights += np.linalg.solve(hessian, x.T @ (y - p) - penalty @ weights)
    return weights


def main() -> None:
    sys.path.insert(0, sys.argv[1])
    import articles as scorer

    x, y = labelled(scorer, sys.argv[2])
    weights = fit(x, y)
    print("# Weights of the confidence model (pipeline/reading/claims/confidence.py), log odds a fact adds.")
    print(
        f"# Fitted by tests/fit_confidence.py on {len(y)} labelled claims, of which {y.mean():.1%} are right in every field."
    )
    for name, weight in zip(("bias", *FEATURES), weights, strict=True):
        print(f"{name}: {weight:.2f}")
    p = 1 / (1 + np.exp(-x @ weights))
    for low, high in ((0, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)):
        inside = (p >= low) & (p < high)
        if inside.any():
            print(
                f"{low}-{high}: {inside.sum()} said {p[inside].mean():.2f}, right {y[inside].mean():.2f}",
                file=sys.stderr,
            )


if __name__ == "__main__":
    main()
