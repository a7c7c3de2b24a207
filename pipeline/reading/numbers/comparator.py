"""Bounds and blurs: the comparator that the words beside a figure give it."""

from __future__ import annotations

import re
from functools import cache

from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers.context import Context, Measure

WINDOW = 48


@cache
def _before() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {cue: sign for sign, cues in load_yaml("comparators")["before"].items() for cue in cues}
    cues = "|".join(re.escape(cue).replace(r"\ ", "[ \u2009]+") for cue in sorted(table, key=len, reverse=True))
    filler = (
        r"(?:(?:another|an? total of|a|an|only|just|"
        r"the[ \u2009]equivalent[ \u2009]of|an?[ \u2009]average[ \u2009]of|some|about|around|"
        r"roughly|nearly|an estimated|further|additional|extra|whopping|staggering|paltry)"
        r"[ \u2009]+)?"
    )
    return re.compile(rf"(?:^|(?<=[^\w]))({cues})[ \u2009-]*{filler}[\"'(]?$"), table


@cache
def _after() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {cue: sign for sign, cues in load_yaml("comparators")["after"].items() for cue in cues}
    cues = "|".join(re.escape(cue).replace(r"\ ", "[ \u2009]+") for cue in sorted(table, key=len, reverse=True))
    return re.compile(rf"[ \u2009]?-?[ \u2009]?({cues})(?![a-z])"), table


LASTING = re.compile(
    r"\b(?:for|just|well|little|in|of|after|wait\w*|last(?:s|ed|ing)|takes?|took|taking|taken|spen[dt]\w*|is|was|been|with)"
    r"[ \u2009]$"
)
COMPARED = re.compile(
    r"(?:\d|%|\b(?:percent|per cent|times|points?|cents?|twice|double|half|dollars|euros|"
    r"pounds|years?|million|billion|much|many|far|even|little))[ \u2009]?$"
)
ADVERB = re.compile(
    r"\b(?:talk\w*|spoke|speak\w*|think\w*|thought|know\w*|knew|ask\w*|tell\w*|told|worr\w+|"
    r"concern\w*|hear\w*|learn\w*|write|wrote|book|stor(?:y|ies)|all|what)[ \u2009]$"
)


@cache
def moved_up() -> re.Pattern[str]:
    """A verb whose "up to" is a movement and no bound, at the end of a text."""
    verbs = "|".join(load_yaml("comparators")["moved_up_to"])
    return re.compile(rf"\b(?:{verbs})[ \u2009](?:back[ \u2009])?$")


def read_comparator(context: Context, m: Measure) -> None:
    """Set the comparator from the cue words directly before or behind the expression."""
    low = context.low
    window = low[max(0, m.start - WINDOW) : m.start]
    pattern, table = _before()
    if match := pattern.search(window):
        cue = re.sub("[ \u2009]+", " ", match[1])
        sign = table[cue]
        lead = window[: match.start(1)]
        if not _is_excluded(context, m, cue, lead):
            m.comparator = sign
            m.rules["comparator"] = f"{cue} …"
            return
    pattern, table = _after()
    end = m.rate_end or m.end
    match = pattern.match(low, end)
    if match is None and m.bare:
        noun = context.next_token(m.end)
        if noun is not None and noun.pos in ("NOUN", "PROPN"):
            match = pattern.match(low, noun.end - context.offset)
    if match and not (
        match[1] == "plus" and re.match(r"[ \u2009](?:a|the|\d|an|one|two)\b", low[match.end() : match.end() + 6])
    ):
        cue = re.sub("[ \u2009]+", " ", match[1])
        if (
            cue in ("odd", "minimum", "maximum", "tops", "roughly", "approximately")
            and low[match.start() : match.start() + 1] != "-"
            and cue != "odd"
        ):
            if not re.match(r"[.,;)]|$", low[match.end() : match.end() + 1]):
                return
        if cue in ("at least", "at most") and re.match(
            r"[ \u2009](?:\d|one|two|three|four|five|six|seven|eight|nine|ten|a |an |half|some)",
            low[match.end() : match.end() + 8],
        ):
            return
        m.comparator = table[cue]
        m.rules["comparator"] = f"… {cue}"
        if cue == "+" or low[match.start() : match.start() + 1] == "-":
            m.end = max(m.end, match.end())


def _is_excluded(context: Context, m: Measure, cue: str, lead: str) -> bool:
    """Cues that here compare with another figure, or name a topic, a place or a span of time."""
    if cue.endswith(" than") and not cue.startswith("no") and COMPARED.search(lead):
        return True
    if cue in ("over", "past", "within", "beyond") and m.kind == "duration" and not LASTING.search(lead):
        return True  # "over five years": during them
    if cue in ("top", "past", "over") and re.search(r"\b(?:the|a|this)[ \u2009]$", lead):
        return True
    if cue == "up to" and moved_up().search(lead):
        return True  # "edged up to 5.1%": a movement and its level
    if cue == "about" and ADVERB.search(lead):
        return True
    if cue in ("over", "around", "past", "about", "under"):
        token = context.previous_token(m.start)
        if token is not None and token.lower == cue and (token.tag == "RP" or token.dep == "prt"):
            return True
    if cue == "top" and not re.search(r"(?:\bto|\bcould|\bwill|\bwould|\bmay|\bmight|\bcan|\bshould)[ \u2009]$", lead):
        return True
    if cue == "within" and m.kind not in ("length", "percent"):
        return True
    if cue in ("over", "under", "above", "below") and re.search(
        r"\b(?:turn\w*|hand\w*|took|take\w*|taken|flip\w*|argue\w*|fight\w*|control|charged?)[ \u2009]$", lead
    ):
        return True
    return cue == "over" and m.numeral.form == "words" and m.value < 3 and m.bare
