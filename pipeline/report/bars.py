"""A comparison as two bars on one scale."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.report.words import RELATIONS, SIDES, amount

LEAST = 0.4  # percent of the width: a bar for a small figure is still seen


@dataclass(frozen=True, slots=True)
class Bar:
    """One side of a comparison; `left` and `width` in percent of the drawing's width."""

    side: str
    amount: str
    left: str
    width: str
    claim_id: str
    document_id: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison, ready to draw."""

    comparison_id: str
    relation: str
    heading: str
    metric: str
    summary: str
    bars: tuple[Bar, ...]

    def touches(self, claim_id: str) -> bool:
        return any(bar.claim_id == claim_id for bar in self.bars)


def comparison(row: Mapping[str, Any], left_status: str | None = None) -> Comparison:
    """A row of claim_comparisons as bars: both values from zero, to the scale of the larger.

    `left_status`: the status of the left claim, which names the left side where it is an aim: target, forecast, threshold.
    """
    sides = SIDES[row["relation"]]
    if row["relation"] == "target_vs_actual" and left_status:
        sides = (left_status, sides[1])
    values = (row["left_value"], row["right_value"])
    bars = tuple(
        Bar(
            side,
            amount(value, row["unit"], row["period"]),
            f"{left:.2f}%",
            f"{width:.2f}%",
            row[f"{name}_claim_id"],
            row[f"{name}_document_id"],
        )
        for side, name, value, (left, width) in zip(sides, ("left", "right"), values, extents(values), strict=True)
    )
    return Comparison(
        row["comparison_id"], row["relation"], RELATIONS[row["relation"]], row["metric"], row["summary"], bars
    )


def extents(values: Sequence[float]) -> list[tuple[float, float]]:
    """Where each bar opens and how wide it is, in percent; zero is in the drawing, negative values go left of it."""
    finite = [value if math.isfinite(value) else 0.0 for value in values]
    size = max(map(abs, finite), default=0.0) or 1.0
    scaled = [value / size for value in finite]  # first, so that no difference overflows
    low, high = min(0.0, *scaled), max(0.0, *scaled)
    spread = (high - low) or 1.0
    return [
        (min((min(value, 0.0) - low) / spread * 100, 100 - LEAST), max(abs(value) / spread * 100, LEAST))
        for value in scaled
    ]
