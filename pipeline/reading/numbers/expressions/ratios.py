"""Ratios written as two numbers: 'one in five', 'three out of ten', 'two in every three'."""

from __future__ import annotations

import math
import re

from pipeline.reading.numbers.context import Context, Measure

JOINT = re.compile(
    r"[ \u2009](?:in|out[ \u2009]of|in[ \u2009]every|out[ \u2009]of[ \u2009]every|of[ \u2009]every|"
    r"for[ \u2009]every)[ \u2009](?:a[ \u2009])?|-in-(?:every-)?|-out-of-"
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
        if previous is not None and _is_proportion(context, previous, m):
            previous.value = previous.value / m.value
            previous.kind, previous.end, previous.core_end = "ratio", m.core_end, m.core_end
            previous.rules["value"] = "n_to_n"
            previous.numeral.form = "fraction"
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


def _is_proportion(context: Context, left: Measure, right: Measure) -> bool:
    """'a ratio of 3 to 1', '3:1': a proportion of two things."""
    if left.reason or right.reason or not left.bare or not right.bare or right.value == 0 or left.low is not None:
        return False
    if left.numeral.form not in UNITLESS or right.numeral.form not in UNITLESS:
        return False
    if not TO_ONE.fullmatch(context.low, left.end, right.core_start):
        return False
    cued = re.search(r"\b(?:ratio|ratios|proportion)\b[^.;]{0,50}$", context.before(left.start, 60))
    return bool(cued) or context.text[left.end] == ":" and right.value == 1


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
    joint = " ".join(match[0].replace("-", " ").split())
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


BASE = re.compile(r"[ \u2009](?:per|for every)[ \u2009]")


def join_bases(context: Context, measures: list[Measure]) -> None:
    """'12 deaths per million people': the count and its base are one ratio; in place, the base is taken out."""
    for i in range(len(measures) - 1, 0, -1):
        left, right = measures[i - 1], measures[i]
        if left.reason or right.reason or not left.bare or not right.bare or right.numeral.form not in UNITLESS:
            continue
        if right.value < 100 or math.log10(right.value) % 1 or left.low is not None or right.start - left.end > 40:
            continue
        match = BASE.search(context.low, left.end, right.start)
        if not match or match.end() != right.start or re.search(r"[.,;:()]", context.low[left.end : match.start()]):
            continue
        counted = context.token_at(match.start() - 1)
        noun = context.next_token(right.end)
        if counted is None or counted.pos not in ("NOUN", "PROPN"):
            continue
        base = context.low[right.start : right.end]
        left.kind, left.end = "ratio", right.end
        left.unit_at = match.start() - 1
        left.unit = f"{counted.lemma} per {base}"
        if noun is not None and noun.pos == "NOUN" and noun.start - context.offset - right.end <= 1:
            left.unit += f" {noun.lower}"
            left.end = noun.end - context.offset
        left.rules["unit"] = "count_per_base"
        del measures[i]
