"""Rates in time: 'a day', 'daily', 'per week', 'each morning', as ISO 8601 durations."""

from __future__ import annotations

import re
from functools import cache

from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers.context import Context, Measure

REACH = 70  # characters behind a figure in which its rate may stand


@cache
def _rate() -> re.Pattern[str]:
    data = load_yaml("periods")
    nouns = "|".join(sorted((n for n, p in data["nouns"].items() if p), key=len, reverse=True))
    adverbs = "|".join(sorted(data["adverbs"], key=len, reverse=True))
    short = "|".join(sorted(data["abbreviations"], key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?:an?|per|each|every|-a-|-per-)[ \u2009-](?:single[ \u2009])?(?P<noun>{nouns})(?![\w-]|'s)"
        rf"|-an?-(?P<hyphen>{nouns})\b|(?P<adverb>\b(?:{adverbs}))\b|/[ \u2009]?(?P<short>{short})"
        rf"(?![\w])|(?P<annum>\bp\.?a\.?(?![\w]))|\b(?P<bare>pcm|pw)\b)"
    )


NOT_A_RATE = re.compile(
    r"[ \u2009](?:ago|earlier|later|before|after|from now|old|long|on[,.]|on[ \u2009]from|"
    r"when\b|or so|or two|or more|and a half|in (?:jail|prison|advance)|of (?:the|his|her|"
    r"their)|away|in which|that\b|to (?:go|come|remember|forget))"
)
STOP = re.compile(
    r"[.;:!?()\[\]\"]|,[ \u2009]|\b(?:and|but|that|which|while|compared|against|than|"
    r"after|before|until|because|if|when|or|twice|times)\b|\d"
)

OF_WHAT = re.compile(r"[ \u2009]of[ \u2009](?:[a-z-]+[ \u2009]){1,3}")  # "two hours of sport a week"
BY_HOW_MUCH = ("worse off", "better off")

# "3,000 arrests from ICE daily" says who makes them; "up from ten a day" gives another figure its rate.
FROM_FIGURE = re.compile(r"\bfrom[ \u2009](?!the\b|[A-Z])")


def read_period(context: Context, m: Measure) -> None:
    """Set the period from the words behind the figure and its noun; 'a year ago' is none."""
    if m.period or m.unit and (m.kind in ("age", "speed", "temperature")) or m.kind == "ratio" and m.unit is None:
        return
    start = m.end
    if aside := re.match(r"[ \u2009]\([^()]{1,24}\)", context.low[start : start + 28]):
        start += aside.end()  # "9 billion shekels ($2.4 billion) a year"
    window = context.low[start : start + REACH]
    match = _rate().search(window)
    if not match:
        return
    between = window[: match.start()]
    if m.kind == "duration" and match.start() > 3 and not re.match(r"[ \u2009](?:a|per|each|every)\b", window):
        if m.unit not in ("minute", "hour") or not OF_WHAT.fullmatch(between):
            return
    if FROM_FIGURE.search(context.text, start, start + match.start()):
        return
    if (
        STOP.search(between)
        and between.strip() not in ("times", "time")
        and not re.fullmatch(r"[ \u2009](?:\w+[ \u2009]){0,2}of[ \u2009](?:\w+[ \u2009]){1,4}", between)
    ):
        return
    noun = match["noun"] or match["hyphen"]
    if noun and match["noun"]:
        article = match[0].split()[0]
        if article in ("a", "an") and NOT_A_RATE.match(window, match.end()):
            return
        if article in ("a", "an") and not _follows_noun(context, m, start + match.start(), between):
            return
        if (
            article in ("a", "an")
            and noun in ("night", "season", "second", "min", "morning", "evening", "afternoon", "weekend")
            and m.kind != "money"
            and len(between.split()) > 2
        ):
            return
    if match["adverb"]:
        token = context.token_at(start + match.start())
        following = context.next_token(start + match.end())
        if (
            token is not None
            and token.dep == "amod"
            and following is not None
            and following.pos in ("NOUN", "PROPN")
            and between.strip()
        ):
            return
        if len(between.split()) > 5:
            return
    if len(between.split()) > 8:
        return
    if match["annum"] and m.kind == "time":
        return
    data = load_yaml("periods")
    if noun:
        m.period = data["nouns"][noun]
    elif match["adverb"]:
        m.period = data["adverbs"][match["adverb"]]
    elif match["short"]:
        if between.strip():
            return
        m.period = data["abbreviations"][match["short"]]
    elif match["bare"]:
        m.period = {"pcm": "P1M", "pw": "P1W"}[match["bare"]]
    else:
        m.period = "P1Y"
    if m.rate_end is None or m.rate_end < start + match.end():
        m.rate_end = start + match.end()
    m.rules["period"] = "rate_behind"


def _follows_noun(context: Context, m: Measure, position: int, between: str) -> bool:
    """An article that opens a rate follows the noun or the sum: 'arrests a day', '$200 a month'; not a verb."""
    if not between.strip() or between.strip() in BY_HOW_MUCH:
        return True
    token = context.previous_token(position)
    if token is None:
        return False
    return token.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM") or token.tag in ("NN", "NNS", "VBG", "NNP", "CD")
