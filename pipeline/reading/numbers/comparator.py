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
    return re.compile(rf"(?:,(?=[ \u2009]give))?[ \u2009]?-?[ \u2009]?({cues})(?![a-z])"), table


FLIPPED = {">": "<=", "<": ">=", ">=": "<", "<=": ">"}
NEGATED = re.compile(
    r"(?:\b(?:not|never|cannot|without|nor)|n't)[ \u2009](?!only\b|just\b|even\b|quite\b|merely\b|simply\b|if\b|"
    r"because\b|that\b)(?:(?!and\b|but\b|or\b|that\b|if\b|because\b)[a-z]+[ \u2009]){0,3}$"
)
MARK = frozenset({"mark", "milestone", "level", "barrier", "threshold", "point", "people", "total"})
LASTING = re.compile(
    r"\b(?:for|just|well|little|in|of|after|wait\w*|last(?:s|ed|ing)|takes?|took|taking|taken|spen[dt]\w*|is|was|been|with)"
    r"[ \u2009]$"
)
COMPARED = re.compile(
    r"(?:\d|%|\b(?:percent|per cent|times|points?|cents?|twice|double|half|dollars|euros|"
    r"pounds|years?|million|billion))[ \u2009]?$"
)
WAS = re.compile(r"(?:\b(?:is|are|was|were|be|been)|'s|'re)[ \u2009]$")
# "pushed claims up to $37bn", "brought the total up to 40": what is moved stands between the verb and its "up"
MOVED_OBJECT = re.compile(
    r"\b(?:(?:push|driv|forc|lift|bump)(?:e[ds]?|es|ing|en)?|drove)[ \u2009](?:[\w'-]+[ \u2009]){1,3}(?:back[ \u2009])?$|"
    r"\b(?:br(?:ing|ings|inging|ought)|tak(?:e|es|ing|en)|took|send|sends|sending|sent|mov(?:e|es|ed|ing)|put|puts|putting)[ \u2009]"
    r"(?:(?:it|that|this|them)|(?:the|its|their|his|her|our)[ \u2009](?:[\w'-]+[ \u2009])?"
    r"(?:total|tally|toll|number|figure|count|price|rate|cost|share|stake|average|score|bill|value))[ \u2009](?:back[ \u2009])?$"
)
UP_FROM = re.compile(r"[^.;:()\d]{0,60}[ \u2009](?:up[ \u2009])?from[ \u2009][$£€]?\d")
PASSED = frozenset({"passed", "passes", "passing", "pass", "crossed", "crosses", "crossing"})
SHORT_OF_A_MARK = re.compile(
    r"\b(?:just|little|well|far|fall\w*|fell|stop\w*|came|come|comes|finish\w*|end\w*|[a-z]+ing|mark|metres?|points?|"
    r"votes?|seats?|inch\w*|fraction|shade|bit|way|somewhat|still|\d+)[ \u2009](?:\w+[ \u2009])?$"
)
SPREAD = re.compile(
    r"\b(?:damage|loss\w*|spread\w*|scatter\w*|sprawl\w*|stretch\w*|extend\w*|distribut\w*|rac(?:e|es|ed|ing)|r[au]n|"
    r"hurdles|sprint|title|record|gold|silver|bronze|final|win|won)[ \u2009](?:\w+[ \u2009])?$"
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
    match = pattern.search(window)
    while match:
        cue = re.sub("[ \u2009]+", " ", match[1])
        sign = table[cue]
        lead = window[: match.start(1)]
        if not _is_excluded(context, m, cue, lead):
            if sign in "><" and NEGATED.search(lead) and not _is_own_negation(cue):
                sign, cue = FLIPPED[sign], f"not {cue}"  # "must not weigh more than 30 kg"
            m.comparator = sign
            m.rules["comparator"] = f"{cue} …"
            return
        match = pattern.search(window, match.end(1))  # "is short of nearly 10,000": the next cue
    pattern, table = _after()
    end = m.rate_end or m.end
    match = pattern.match(low, end)
    if match is None and m.bare:
        noun = context.next_token(m.end)
        if noun is not None and noun.pos in ("NOUN", "PROPN") and not any(c.isdigit() for c in noun.text):
            match = pattern.match(low, noun.end - context.offset)
    if match and match[1] == "+" and low[match.end() : match.end() + 1].isdigit():
        return  # "1+1"
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


def _counts_a_thing(context: Context, m: Measure) -> bool:
    """Does a noun follow that the figure counts, not the mark that was passed ("passed the 5,000 mark")?"""
    noun = context.next_token(m.end)
    return (
        noun is not None
        and not context.text[m.end : noun.start - context.offset].strip()
        and noun.pos in ("NOUN", "PROPN", "ADJ")
        and noun.lower not in MARK
    )


def _is_own_negation(cue: str) -> bool:
    """Cues that a "not" before them leaves as they are: "not even 5", "not short of 5"."""
    return cue.startswith(("not ", "just ")) or cue in ("short of", "shy of")


def _is_excluded(context: Context, m: Measure, cue: str, lead: str) -> bool:
    """Cues that here compare with another figure, or name a topic, a place or a span of time."""
    if cue.endswith(" than") and not cue.startswith("no") and COMPARED.search(lead):
        return True
    if cue in ("over", "past", "beyond") and m.kind == "duration" and not LASTING.search(lead):
        return True  # "over five years": during them
    if cue in ("top", "past", "over") and re.search(r"\b(?:the|a|this)[ \u2009]$", lead):
        return True
    if cue == "up to" and (
        moved_up().search(lead)
        or MOVED_OBJECT.search(lead)
        or WAS.search(lead)
        and UP_FROM.match(context.after(m.end, 60))
    ):
        return True  # "edged up to 5.1%", "was up to 41,200 from 33,900": a movement and its level
    if cue in PASSED and (m.kind not in ("count", "money", "percent") or m.bare and _counts_a_thing(context, m)):
        return True  # "passed 12 laws", "crossed two borders"
    if cue == "short of" and not SHORT_OF_A_MARK.search(lead):
        return True  # "is short of 10,000 drivers": it lacks them
    if cue == "over" and m.kind in ("area", "length") and SPREAD.search(lead):
        return True  # "damage over 6 lakh hectares": across them
    if cue == "about" and ADVERB.search(lead):
        return True
    if cue in ("over", "around", "past", "about", "under"):
        token = context.previous_token(m.start)
        if token is not None and token.lower == cue and (token.tag == "RP" or token.dep == "prt"):
            return True
    if cue == "top" and not re.search(
        r"(?:\b(?:to|could|will|would|may|might|can|should|not|never)|n't)[ \u2009]$", lead
    ):
        return True
    if cue in ("within", "inside") and m.kind not in ("length", "percent", "duration"):
        return True
    if cue in ("over", "under", "above", "below") and re.search(
        r"\b(?:turn\w*|hand\w*|took|take\w*|taken|flip\w*|argue\w*|fight\w*|control|charged?)[ \u2009]$", lead
    ):
        return True
    return cue == "over" and m.numeral.form == "words" and m.value < 3 and m.bare
