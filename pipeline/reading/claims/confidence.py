"""How likely every field of a claim is right: a logistic model over a few facts about how it was read.

The weights are data (lexicon/confidence.yaml), fitted by `tests/fit_confidence.py` on labelled articles that the rules were not
written on.
"""

from __future__ import annotations

import math
from functools import cache

from pipeline.reading.claims.claim import Claim
from pipeline.reading.lexicon import load_yaml

FEATURES = (
    "metric_unsure",
    "is_forecast",
    "is_aim",
    "is_denied",
    "has_source",
    "source_followed",
    "is_measure",
    "is_share",
    "hedged",
)
AIMS = ("target", "threshold")
SHARES = ("percent", "ratio")
PLAIN = ("count", "money", "percent", "ratio", "age")


def features(claim: Claim) -> tuple[float, ...]:
    """The facts that the model weighs, 0 or 1 each, in the order of FEATURES."""
    quantity = claim.quantity
    facts = (
        quantity.rules.get("metric", "kind") in _unsure(),
        claim.status == "forecast",
        claim.status in AIMS,
        claim.status == "denied",
        claim.source is not None,
        claim.rules.get("source", "").endswith(("/pronoun", "/role_noun")),
        quantity.kind not in PLAIN,
        quantity.kind in SHARES,
        quantity.comparator != "=",
    )
    return tuple(float(fact) for fact in facts)


@cache
def _unsure() -> frozenset[str]:
    """Rules of the metric that guess more than they read."""
    return frozenset(map(str, load_yaml("confidence")["unsure_metric_rules"]))


@cache
def _weights() -> tuple[float, ...]:
    weights = load_yaml("confidence")
    return (float(weights["bias"]), *(float(weights[name]) for name in FEATURES))


def find_confidence(claim: Claim) -> float:
    """The probability that every field is right, to two decimals."""
    bias, *weights = _weights()
    score = bias + sum(weight * fact for weight, fact in zip(weights, features(claim), strict=True))
    return round(1 / (1 + math.exp(-score)), 2)
