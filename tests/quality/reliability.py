"""Is a claim of confidence 0.9 right nine times in ten? Bins, and two figures over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims whose confidence is in [low, high), 1.0 included in the last: how many, what was said, what was right."""

    low: float
    high: float
    count: int
    said: float | None
    right: float | None


def reliability(judged: Sequence[tuple[float, bool]], edges: Sequence[float] = EDGES) -> list[Bin]:
    """Bins of (confidence, right in every field); shares are 0 to 1, None where a bin is empty."""
    bins = []
    for low, high in pairwise(edges):
        inside = [(said, right) for said, right in judged if low <= said < high or said == high == edges[-1]]
        count = len(inside)
        said = sum(said for said, _ in inside) / count if count else None
        bins.append(Bin(low, high, count, said, sum(right for _, right in inside) / count if count else None))
    return bins


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error: how far what was said is from what was right, weighed by the bins' counts."""
    total = sum(one.count for one in bins)
    if not total:
        return None
    return (
        sum(one.count * abs(one.said - one.right) for one in bins if one.said is not None and one.right is not None)
        / total
    )


def brier(judged: Sequence[tuple[float, bool]]) -> float | None:
    """The mean squared error of the confidences: 0 is perfect, 0.25 says nothing."""
    return sum((said - right) ** 2 for said, right in judged) / len(judged) if judged else None
