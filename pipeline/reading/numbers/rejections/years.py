"""Bare numbers that are years or clock times."""

from __future__ import annotations

import re

from pipeline.reading.numbers.ages import PERSON
from pipeline.reading.numbers.context import Context, Measure
from pipeline.reading.numbers.rejections.nouns import has_counted_noun, named_label

YEAR_WORD = re.compile(
    r"\b(?:in|since|by|until|till|during|circa|year|late|early|mid|before|after|the|of|fiscal|summer|spring|winter|"
    r"autumn|from|its|his|her|their)[ \u2009]$|'s?[ \u2009]$"
)
QUANTIFIED = re.compile(
    r"\b(?:about|roughly|approximately|nearly|almost|some|over|more than|less than|fewer than|at least|up to|"
    r"as many as|estimated|only|another|additional|these|all|those)[ \u2009]$"
)

BOUNDED = re.compile(r"\b(?:more|less|fewer) than[ \u2009]$|\b(?:at least|as many as|nearly|an estimated)[ \u2009]$")


def year(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """A bare four-digit number that reads as a year: by its value, the words before it, the noun it would count.

    Between 1900 and 2035 a year is the rule, beyond the exception.
    """
    if not (m.bare and m.low is None and m.numeral.scale == 1):
        return None
    if not re.fullmatch(r"1[0-9]\d\d|2[0-2]\d\d", m.numeral.digits):
        return None
    modern = 1900 <= m.value <= 2035
    if context.text[m.end : m.end + 1] == "-" and context.text[m.end + 1 : m.end + 2].isalpha():
        return "year" if 1800 <= m.value <= 2100 else None
    before = context.before(m.start, 24)
    if modern and re.search(
        r"\b(?:until|till|by|since|before)[ \u2009]at[ \u2009](?:least|the[ \u2009]\w+)[ \u2009]$", before
    ):
        return "year"
    noun = context.next_token(m.end)
    touching = noun is not None and not context.text[m.end : noun.start - context.offset].strip(" \u2009")
    attribute = touching and noun is not None and noun.tag in ("NN", "JJ", "NNP")
    if before.endswith("at ") and not modern and m.value % 100 < 60 and not attribute:
        return "time"  # "due at the stadium at 1330"
    counted = has_counted_noun(context, m) or touching and noun is not None and noun.lower in ("people", "jobs")
    if counted and (QUANTIFIED.search(before) or not modern):
        return None
    if QUANTIFIED.search(before) and not modern or BOUNDED.search(before):
        return None
    if counted and _is_object_of_verb(context, m):
        return None  # "killed 1950 people"
    label = named_label(context, m)
    if label == "DATE":
        return "year"
    if modern:
        return None if counted and label in ("CARDINAL", "QUANTITY", None) and not YEAR_WORD.search(before) else "year"
    if re.search(r"\b(?:between|from)[ \u2009]$", before) and index + 1 < len(measures):
        return "year" if re.fullmatch(r"1[0-9]\d\d|20\d\d", measures[index + 1].numeral.digits) else None
    if re.search(r"\b(?:and|to)[ \u2009]$", before):
        return "year" if index and measures[index - 1].reason == "year" else None
    return "year" if YEAR_WORD.search(before) and not attribute else None


def _is_object_of_verb(context: Context, m: Measure) -> bool:
    """Does a verb stand directly before, and persons behind: 'killed 1950 people', 'questioned 1943 British adults'?"""
    verb = context.previous_token(m.start)
    number = context.token_at(m.core_end - 1)
    if verb is None or verb.pos != "VERB" or verb.tag == "VBG" or number is None:
        return False
    nouns = [token.lower for token in (number.head, context.next_token(m.end)) if token is not None]
    return any(PERSON.fullmatch(noun) or PERSON.fullmatch(noun.removesuffix("s")) for noun in nouns)


HOUR_BEFORE = re.compile(
    r"\b(?:at|until|till|til|by|around|about|past|before|after|from|to|or|and|between)[ \u2009]$|\bhalf[ \u2009]past[ \u2009]$"
)
PART_OF_DAY = re.compile(
    r"(?:[ \u2009](?:or|to|and)[ \u2009]\w+)?[ \u2009](?:in[ \u2009]the[ \u2009](?:early[ \u2009])?(?:morning|afternoon|evening)"
    r"|at[ \u2009]night|sharp\b)"
)


def hour_of_the_day(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'until three or four in the morning', 'at 8 at night': hours of the clock."""
    if not m.bare or m.low is not None or not (1 <= m.value <= 12) or m.value != int(m.value):
        return None
    if not HOUR_BEFORE.search(context.before(m.start, 12)):
        return None
    return "time" if PART_OF_DAY.match(context.low, m.end) else None


def year_range(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'between 1600 and 1900', 'from 2014 to 2017': joined as a range, but both ends are years."""
    if not (m.bare and m.low is not None and m.high is not None and "," not in context.text[m.core_start : m.core_end]):
        return None
    if not re.fullmatch(r"(?:1[5-9]|20)\d\d\D+(?:1[5-9]|20)\d\d", context.text[m.core_start : m.core_end]):
        return None
    noun = context.next_token(m.end)
    if (
        noun is not None
        and noun.tag in ("NNS",)
        and not re.search(r"\b(?:between|from|in)[ \u2009]$", context.before(m.start, 10))
        and not context.text[m.end : noun.start - context.offset].strip()
    ):
        return None
    return "year"
