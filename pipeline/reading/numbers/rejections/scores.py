"""Numbers of a contest: results, odds, stages."""

from __future__ import annotations

import re

from pipeline.reading.numbers.context import Context, Measure
from pipeline.reading.numbers.expressions.ranges import SPORT
from pipeline.reading.numbers.rejections.nouns import is_counted


def result(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """Two small figures joined by a dash that were not read as a range: the result of a game, unless a vote."""
    if not m.bare or m.numeral.scale > 1 or m.low is not None or m.value >= 1000 or "." in m.numeral.digits:
        return None
    other = _partner(context, m, measures, index)
    if other is None or other.value >= 1000 or not other.bare:
        return None
    gap = context.low[min(m.end, other.end) : max(m.core_start, other.core_start)]
    if gap.strip() == "to" and (
        is_counted(context, m if m.start > other.start else other)
        or not RESULT_VERB.search(context.before(min(m.start, other.start), 50))
    ):
        return None
    first, last = min(m.start, other.start), max(m.end, other.end)
    sentence = context.sentence_at(m.start)
    left = context.low[max(sentence.start - context.offset, first - 100) : first]
    right = context.low[last : last + 60]
    if re.search(
        r"\b(?:vot\w+|rul\w+|split|approv\w+|reject\w+|decid\w+|agreed|elect\w+|uph[eo]ld\w*|overturn\w*)\b", left[-70:]
    ) and not SPORT.search(left[-30:]):
        return None
    if re.match(r"[ \u2009](?:vote|ruling|decision|majority|verdict|margin|split)\b", right):
        return None
    return "score"


PAIR = re.compile(r"[ \u2009]?[-–][ \u2009]?|-to-|[ \u2009]to[ \u2009]")


RESULT_VERB = re.compile(
    r"\b(?:beat|beats|beaten|beating|won|win|wins|lost|lose|loses|defeat\w*|thrash\w*|led|"
    r"trail\w*|drew|down|score|final)\b[^.;]{0,40}$"
)


def _partner(context: Context, m: Measure, measures: list[Measure], index: int) -> Measure | None:
    for other in (measures[index + 1] if index + 1 < len(measures) else None, measures[index - 1] if index else None):
        if other is None:
            continue
        left, right = (m, other) if other.start > m.start else (other, m)
        if (
            PAIR.fullmatch(context.low, left.end, right.core_start)
            and other.low is None
            and other.reason in (None, "score")
        ):
            return other
    return None


ODDS = re.compile(
    r"[ \u2009](?:joint[ \u2009])?(?:favou?rites?|shots?|outsiders?|odds)\b|[ \u2009]on[ \u2009]favou?rite"
)


def slash_pair(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'7/4', '4/5': odds and ratings."""
    if m.numeral.form == "fraction" and "/" in context.low[m.core_start : m.core_end]:
        return "score" if ODDS.match(context.after(m.end, 20)) else None  # "1/3 favourite", "5/2 shot"
    if not m.bare or not re.fullmatch(r"\d{1,3}", m.numeral.digits) or m.low is not None:
        return None
    if re.match(r"/\d{1,3}(?![\d,/%]|\.\d)", context.text[m.end : m.end + 5]) or re.search(
        r"(?<![\d/.,])\d{1,3}/$", context.text[max(0, m.start - 4) : m.start]
    ):
        return "score"
    return None


def last_n(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'in the last 16', 'reached the last eight': a stage of a contest, where no noun is counted."""
    if (
        not m.bare
        or m.value not in (4, 8, 16, 32, 64, 128)
        or not re.search(r"\blast[ \u2009]$", context.before(m.start, 6))
    ):
        return None
    return None if is_counted(context, m) else "ordinal"


def scored_a(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'hit a 180', 'a perfect 10': an indefinite article before a bare figure makes it a score, not a count."""
    if not (m.bare and m.numeral.digits.isdigit() and m.low is None and m.numeral.scale == 1):
        return None
    if (
        re.search(r"(?<![\w])an?[ \u2009](?:perfect[ \u2009]|rare[ \u2009])?$", context.before(m.start, 12))
        and not is_counted(context, m)
        and re.match(
            (
                r"[ \u2009]?(?:[.,;)]|$)|[ \u2009](?:on|in|from|for|at|and|to|out|since|when|yet|again|"
                r"after|before|last|this|during|with)\b"
            ),
            context.after(m.end, 9),
        )
    ):
        return "score"
    return None
