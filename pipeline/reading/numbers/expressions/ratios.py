"""Ratios written as two numbers: 'one in five', 'three out of ten', 'two in every three'."""

from __future__ import annotations

import re

from pipeline.reading.numbers.context import Context, Measure

JOINT = re.compile(
    r"[ \u2009](?:in|out[ \u2009]of|in[ \u2009]every|out[ \u2009]of[ \u2009]every|"
    r"for[ \u2009]every)[ \u2009](?:a[ \u2009])?"
)
TO_ONE = re.compile(r"(?:[ \u2009]to[ \u2009]|-to-|:)")
UNITLESS = ("digits", "words")


def join_ratios(context: Context, measures: list[Measure]) -> list[Measure]:
    """Replace the two numbers of a ratio by one measure."""
    out: list[Measure] = []
    for m in measures:
        previous = out[-1] if out else None
        if previous is not None and _is_reading(context, previous, m):
            previous.kind, previous.end, previous.core_end = "other", m.core_end, m.core_end
            previous.rules["value"] = "one_over_the_other"
            continue
        if previous is not None and _is_ratio(context, previous, m):
            previous.value = previous.value / m.value
            previous.kind = "ratio"
            previous.end = previous.core_end = m.core_end
            previous.rules["value"] = "one_in_n"
            previous.numeral.form = "fraction"
            previous.numeral.scale = 1.0
            continue
        out.append(m)
    return out


def _is_reading(context: Context, left: Measure, right: Measure) -> bool:
    """'182 over 110': a blood pressure; the first figure stands for the pair."""
    between = context.low[left.end : right.core_start]
    return (
        not left.reason and not right.reason and left.bare and right.bare
        and bool(re.fullmatch(r"[ \u2009]over[ \u2009]", between))
        and 70 <= left.value <= 300 and 30 <= right.value <= 200 and right.value < left.value
    )  # fmt: skip


def _is_ratio(context: Context, left: Measure, right: Measure) -> bool:
    if (
        left.reason
        or right.reason
        or not left.bare
        or not right.bare
        or left.numeral.form not in UNITLESS
        or right.numeral.form not in UNITLESS
    ):
        return False
    if not 0 < left.value < right.value or right.value == 0:
        return False
    match = JOINT.fullmatch(context.low, left.end, right.core_start)
    if not match:
        return False
    joint = " ".join(match[0].split())
    if joint == "for every":
        return False
    if joint.startswith("in") and "every" not in joint:
        if 1900 <= right.value <= 2100 and right.numeral.digits and "," not in right.numeral.digits:
            return False  # "number one in 2000"
        if re.match(
            r"[ \u2009](?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|games?|matches)\b",
            context.after(right.end, 10),
        ):
            return False  # "seven in 10 games" counts
        if left.value > 10 and right.value not in (100, 1000, 10000, 100000, 1e6):
            return False
    return not (joint == "out of" and right.value not in (100, 1000, 10000, 100000, 1e6) and right.value > 12)
