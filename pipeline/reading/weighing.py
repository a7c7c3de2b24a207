"""Logistic models over named facts, whose weights are data in the lexicon: what they share.

A fact that has no weight says nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

Numbers = Mapping[str, float]  # by name of the fact: its weight, or its value


def log_odds(weights: Numbers, facts: Numbers) -> float:
    """The facts' weights, added up."""
    return sum(weights.get(name, 0.0) * fact for name, fact in facts.items())


def probability(weights: Numbers, facts: Numbers) -> float:
    """What the log odds come to, 0 to 1."""
    return 1 / (1 + math.exp(-log_odds(weights, facts)))
