"""One measure in two units: 'two hours and 30 minutes', 'a year and three months', '12 euros and 50 cents'."""

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
    ("metre", "centimetre"): 100,
    ("kilometre", "metre"): 1000,
    ("kilogram", "gram"): 1000,
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
        if left is not None and _is_spoken_price(context, left, m):
            left.value = float(f"{left.value + m.value / 100:.12g}")
            left.end = m.end
            left.rules["value"] = "pounds_and_pence_spoken"
            continue
        if left is not None and _is_change_of(context, left, m):
            left.value = float(f"{left.value + m.value:.12g}")
            left.end = m.end
            left.rules["value"] = "mixed_units"
            continue
        out.append(m)
        last_unit, size = m.unit or "", 1.0
    return out


def _completes(context: Context, left: Measure, last_unit: str, m: Measure) -> bool:
    ratio = SMALLER.get((last_unit, m.unit or ""))
    if ratio is None or left.reason or m.reason or left.kind not in ("duration", m.kind):
        return False
    if left.kind == "duration" and m.kind not in ("duration", "age"):
        return False
    if left.kind != "duration" and context.text[left.end : m.start] not in ("", " ", "\u2009"):
        return False  # "2 kg and 300 g" may be of two things
    if left.low is not None or m.low is not None or left.period or m.value >= ratio:
        return False
    joint = JOINT.fullmatch(context.low, left.end, m.start)
    return joint is not None


def _is_spoken_price(context: Context, left: Measure, m: Measure) -> bool:
    """'four pounds fifty': the hundredths of a sum, spoken without their unit."""
    if left.reason or m.reason or left.kind != "money" or not m.bare or left.value != int(left.value):
        return False
    if left.rules.get("unit") not in ("currency_name", "pound_money") or left.per_main != 1.0 or left.low is not None:
        return False
    if m.numeral.form != "words" or m.numeral.scale > 1 or not 5 <= m.value < 100:
        return False
    following = context.next_token(m.end)
    counts = following is not None and following.pos in ("NOUN", "PROPN", "ADJ") and following.text != "-"
    return context.text[left.end : m.start] in (" ", "\u2009") and not counts


def _is_change_of(context: Context, left: Measure, m: Measure) -> bool:
    """'12 euros and 50 cents', '$5 and 20 cents': the minor unit completes a whole sum of the same currency."""
    if (
        left.reason
        or m.reason
        or left.kind != "money"
        or m.kind != "money"
        or left.low is not None
        or m.low is not None
    ):
        return False
    if left.per_main != 1 or m.per_main == 1 or not 0 < m.value < 1 or left.value != int(left.value):
        return False
    if left.numeral.scale > 1 or (m.unit or "").split(" per ")[0] != left.unit:
        return False
    return context.low[left.end : m.start] in (" and ", " ", ", ")
