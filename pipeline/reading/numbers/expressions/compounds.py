"""One measure in two units: 'two hours and 30 minutes', 'a year and three months'."""

from __future__ import annotations

import re

from pipeline.reading.numbers.context import Context, Measure

JOINT = re.compile(r"[ \u2009](?:and[ \u2009])?|,[ \u2009](?:and[ \u2009])?")
SMALLER = {
    ("year", "month"): 12,
    ("week", "day"): 7,
    ("day", "hour"): 24,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
}


def join_durations(context: Context, measures: list[Measure]) -> list[Measure]:
    """Join a duration and the smaller one that completes it; the value is in the larger unit."""
    out: list[Measure] = []
    last_unit = ""
    size = 1.0
    for m in measures:
        left = out[-1] if out else None
        if left is not None and (size > 1 or left.value == int(left.value)) and _completes(context, left, last_unit, m):
            size *= SMALLER[(last_unit, m.unit or "")]
            left.value = float(f"{left.value + m.value / size:.12g}")
            left.end = m.end
            left.kind = m.kind  # "6 years, 3 months old"
            left.rules["value"] = "mixed_units"
            last_unit = m.unit or ""
            continue
        out.append(m)
        last_unit, size = m.unit or "", 1.0
    return out


def _completes(context: Context, left: Measure, last_unit: str, m: Measure) -> bool:
    ratio = SMALLER.get((last_unit, m.unit or ""))
    if ratio is None or left.reason or m.reason or left.kind != "duration" or m.kind not in ("duration", "age"):
        return False
    if left.low is not None or m.low is not None or left.period or m.value >= ratio:
        return False
    joint = JOINT.fullmatch(context.low, left.end, m.start)
    return joint is not None
