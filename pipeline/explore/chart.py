"""A metric's figures in time as a drawing: points with their place in percent of the chart, and ticks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

WIDTH, HEIGHT = 900, 320
LEFT, RIGHT, TOP, BOTTOM = 90, 50, 16, 34


@dataclass(frozen=True, slots=True)
class Point:
    """A figure's place in the drawing, in its units."""

    x: float
    y: float
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    points: list[Point]
    across: list[Tick]
    up: list[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    bottom: int = HEIGHT - BOTTOM
    right: int = WIDTH - RIGHT


def chart(rows: Sequence[dict[str, Any]]) -> Chart | None:
    """The chart of rows with `day` (a date) and `value`; None if no value can be drawn. The scale holds zero."""
    drawn = [row for row in rows if math.isfinite(row["value"]) and abs(row["value"]) < 1e300]
    if not drawn:
        return None
    ups = _ticks(min(0.0, *(row["value"] for row in drawn)), max(0.0, *(row["value"] for row in drawn)))
    low, high = ups[0], ups[-1]
    days: list[int] = [row["day"].toordinal() for row in drawn]
    first, last = min(days), max(days)
    if first == last:
        first, last = max(first - 15, 1), min(last + 15, date.max.toordinal())

    def x(day: int) -> float:
        return round(LEFT + (day - first) / (last - first) * (WIDTH - LEFT - RIGHT), 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    points = [Point(x(day), y(row["value"]), row) for day, row in zip(days, drawn, strict=True)]
    return Chart(
        points, [Tick(x(day), label) for day, label in _dates(first, last)], [Tick(y(v), _short(v)) for v in ups]
    )


def _ticks(low: float, high: float, count: int = 4) -> list[float]:
    """Round numbers that hold low and high: steps of 1, 2 or 5 times a power of ten."""
    if high - low < 1e-300:
        high = low + 1.0
    raw = (high - low) / count
    power: float = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw)
    return [index * step for index in range(math.floor(low / step), math.ceil(high / step) + 1)]


def _short(value: float) -> str:
    for size, name in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
        if abs(value) >= size:
            return f"{value / size:,.4g}{name}"
    return f"{value:,.6g}" if abs(value) < 1000 else f"{value:,.0f}"


def _dates(first: int, last: int, count: int = 6) -> list[tuple[int, str]]:
    step = max(1, (last - first) // count)
    style = "%Y" if last - first > 365 * count else "%Y-%m" if last - first > 31 * count else "%Y-%m-%d"
    found: dict[str, int] = {}
    for day in range(first, last + 1, step):
        found.setdefault(date.fromordinal(day).strftime(style), day)
    return [(day, label) for label, day in found.items()]
