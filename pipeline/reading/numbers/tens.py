"""Tens that are no years: 'in her 30s' (of age), 'highs in the mid-80s' (of degrees)."""

from __future__ import annotations

import re

from pipeline.reading.numbers import units
from pipeline.reading.numbers.ambiguous import FAHRENHEIT_CUE
from pipeline.reading.numbers.context import Context, Measure

PART = r"(?:very[ \u2009])?(?:(early|mid|late|low|lower|high|upper)[ \u2009-])?"
OF_AGE = re.compile(rf"\b(?:in|into)[ \u2009](?:his|her|their|my|your|our)[ \u2009]{PART}$")
OF_DEGREES = re.compile(
    r"\b(?:temperatures?|mercury|highs?|lows?|thermometers?|heat[ \u2009]index|heat|wind[ \u2009]chills?|readings)\b"
    rf"[^.;\d]{{0,45}}[ \u2009](?:in|into|to|reach\w*|hit\w*|near|around|above|below|from)[ \u2009]the[ \u2009]{PART}$"
)
DEGREES_AFTER = re.compile(
    r"(?:'?s)?[ \u2009](?:degrees[ \u2009])?(?P<scale>celsius|centigrade|fahrenheit|c\b|f\b)|(?:'?s)?[ \u2009]degrees\b"
)
PLURAL_S = re.compile(r"'?s\b")
# The years or degrees of ten that a word names.
SHARE = {None: (0, 9), "early": (0, 3), "low": (0, 3), "lower": (0, 3), "mid": (4, 6), "late": (7, 9), "high": (7, 9),
         "upper": (7, 9)}  # fmt: skip


def are_measured(context: Context, start: int, end: int) -> bool:
    """Are the tens at start:end ('30s', 'mid-thirties') of age or of degrees, and so no decade?"""
    before = context.before(start, 90)
    return bool(OF_AGE.search(before) or OF_DEGREES.search(before) or DEGREES_AFTER.match(context.after(end, 20)))


def read_tens(context: Context, m: Measure) -> bool:
    """Make a range of tens of age or degrees; True if it is one."""
    plural = PLURAL_S.match(context.low, m.end)
    if m.value % 10 or not 10 <= m.value <= 110 or not (plural or m.numeral.form == "decade"):
        return False
    before = context.before(m.start, 90)
    end = plural.end() if plural else m.end
    age, degrees = OF_AGE.search(before), OF_DEGREES.search(before)
    after = DEGREES_AFTER.match(context.low, m.end)
    if age:
        kind, unit, rule = "age", "year", "in_his_40s"
    elif degrees or after:
        kind, unit, rule = "temperature", _scale(context, m, after), "highs_in_the_80s"
        end = after.end() if after else end
    else:
        return False
    first, last = SHARE[(age or degrees or re.search(rf"{PART}$", before))[1]]  # type: ignore[index]
    m.low, m.high = m.value + first, m.value + last
    m.value += (first + last) / 2
    m.kind, m.unit, m.pint = kind, unit, units.units_by_name()[unit].pint
    m.end = end
    m.rules["kind"] = m.rules["unit"] = rule
    return True


def _scale(context: Context, m: Measure, after: re.Match[str] | None) -> str:
    """The scale that stands behind, else the one of the place, else the one in which such a day can be."""
    if after is not None and after["scale"]:
        return "degree fahrenheit" if after["scale"].startswith("f") else "degree celsius"
    sentence = context.sentence_at(m.start)
    words = context.low[sentence.start - context.offset : sentence.end - context.offset]
    return "degree fahrenheit" if m.value > 50 or FAHRENHEIT_CUE.search(words) else "degree celsius"
