"""How likely every field of a claim is right: a logistic model over a few facts about how it was read.

The weights are data (lexicon/confidence.yaml), fitted by `tests/fit_confidence.py` on labelled articles.
"""

from __future__ import annotations

import math
from functools import cache

from pipeline.reading.claims.claim import Claim
from pipeline.reading.lexicon import load_yaml

LONG_SENTENCE = 35  # tokens
FEATURES = (
    "head_unsaid",
    "long_sentence",
    "not_reported",
    "has_source",
    "has_change",
    "is_money",
    "is_share",
    "is_duration",
    "no_body",
    "hedged",
)


def features(claim: Claim) -> tuple[float, ...]:
    """The facts that the model weighs, 0 or 1 each, in the order of FEATURES."""
    quantity = claim.quantity
    facts = (
        quantity.kind == "count" and quantity.head is None,
        len(quantity.sentence.tokens) > LONG_SENTENCE,
        claim.status != "reported",
        claim.source is not None,
        quantity.change is not None,
        quantity.kind == "money",
        quantity.kind in ("percent", "ratio"),
        quantity.kind in ("duration", "age"),
        claim.paragraph_role != "body",
        quantity.comparator != "=",
    )
    return tuple(float(fact) for fact in facts)


@cache
def _weights() -> tuple[float, ...]:
    weights = load_yaml("confidence")
    return (float(weights["bias"]), *(float(weights[name]) for name in FEATURES))


def find_confidence(claim: Claim) -> float:
    """The probability that every field is right, to two decimals."""
    bias, *weights = _weights()
    score = bias + sum(weight * fact for weight, fact in zip(weights, features(claim), strict=True))
    return round(1 / (1 + math.exp(-score)), 2)
