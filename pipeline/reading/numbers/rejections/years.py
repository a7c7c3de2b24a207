"""Bare numbers that are years or clock times."""

from __future__ import annotations

import re

from pipeline.reading.numbers.ages import PERSON
from pipeline.reading.numbers.context import Context, Measure
from pipeline.reading.numbers.rejections.nouns import named_label


def year(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """A bare four-digit number that reads as a year."""
    if not (
        m.bare and m.low is None and re.fullmatch(r"1[0-9]\d\d|2[0-2]\d\d", m.numeral.digits) and m.numeral.scale == 1
    ):
        return None
    before = context.before(m.start, 24)
    noun = context.next_token(m.end)
    touching = noun is not None and not context.text[m.end : noun.start - context.offset].strip(" \u2009")
    if re.match(r"-(?:\w)", context.text[m.end : m.end + 2]):
        return "year" if 1800 <= m.value <= 2100 else None
    plural = (
        touching
        and noun is not None
        and noun.tag in ("NNS", "NNPS")
        or touching
        and noun is not None
        and noun.lower in ("people", "jobs")
    )
    modern = 1900 <= m.value <= 2035
    if (
        before.endswith("at ")
        and not modern
        and m.value % 100 < 60
        and not (touching and noun is not None and noun.tag[:1] in "NJ")
    ):
        return "time"  # "due at the stadium at 1330"
    quantified = re.search(
        (
            r"\b(?:about|roughly|approximately|nearly|almost|some|over|more than|less than|fewer than|"
            r"at least|up to|as many as|estimated|only|another|additional|these|all)[ \u2009]$"
        ),
        before,
    )
    if quantified and (plural or not modern):
        return None
    label = named_label(context, m)
    verb = context.previous_token(m.start)
    if (
        plural
        and verb is not None
        and verb.pos == "VERB"
        and noun is not None
        and PERSON.fullmatch(noun.lower.removesuffix("s"))
        and verb.tag != "VBG"
    ):
        return None  # "killed 1950 people"
    if label == "DATE":
        return "year"
    if modern:
        if (
            plural
            and label in ("CARDINAL", "QUANTITY")
            and not re.search(r"\b(?:in|since|the|its|his|her|their|of|by|from)[ \u2009]$|'s?[ \u2009]$", before)
        ):
            return None
        if (
            plural
            and label is None
            and re.search(
                r"\b(?:with|has|have|had|were|are|killed|than|least|employs?|lost|cut|hired)[ \u2009]$", before
            )
        ):
            return None
        return "year"
    if (
        re.search(r"\b(?:in|since|by|until|till|during|circa|year|late|early|before|after|the)[ \u2009]$", before)
        and not plural
        and not (touching and noun is not None and noun.tag in ("NN", "JJ"))
    ):
        return "year"
    if (
        re.search(r"\b(?:between|from)[ \u2009]$", before)
        and index + 1 < len(measures)
        and re.fullmatch(r"1[0-9]\d\d|20\d\d", measures[index + 1].numeral.digits)
    ):
        return "year"
    if re.search(r"\b(?:and|to)[ \u2009]$", before) and index and measures[index - 1].reason == "year" and not plural:
        return "year"
    return None


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
