"""Which noun likely names what a figure counts where no construction ties one to it: a conditional logistic model.

The weights are data (lexicon/metric_weights.yaml), fitted by `tests/fit_metric.py` on labelled articles and cases. What
the construction says is one of the facts of `metric_evidence`; another noun is taken only where it is plainly likelier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from pipeline.reading.claims.context import Context
from pipeline.reading.claims.metric_evidence import Candidate, Facts, candidates
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.weighing import log_odds


@cache
def _weights() -> dict[str, float]:
    return {str(name): float(weight) for name, weight in load_yaml("metric_weights")["weights"].items()}


@cache
def _margin() -> float:
    """Log odds by which another noun must be likelier than the construction's."""
    return float(load_yaml("metric_weights")["margin"])


@cache
def weighed_rules() -> frozenset[str]:
    """The constructions that guess more than they read: their answers are weighed against others."""
    return frozenset(map(str, load_yaml("metric_weights")["weighed_rules"]))


def score(facts: Facts) -> float:
    """Log odds of a candidate, but for a constant of the figure."""
    return log_odds(_weights(), facts)


def likeliest(
    context: Context, answers: Sequence[tuple[str, str]], topics: Mapping[str, int] | None
) -> Candidate | None:
    """The noun that is plainly likelier than the first of `answers`, None if none is."""
    found = candidates(context, answers, topics)
    if not found:
        return None
    first = found[0]
    best = max(found, key=lambda candidate: score(candidate.facts))
    return best if best is not first and score(best.facts) - score(first.facts) > _margin() else None
