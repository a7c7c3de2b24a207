"""Expressions of time in a sentence: one linear pattern, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.reading.lexicon import load_yaml
from pipeline.reading.parse import Sentence, Token

FIRST_YEAR, LAST_YEAR = 1000, 2200
RANGES = frozenset({("between", "and"), ("from", "to"), ("from", "until"), ("from", "through"), ("from", "till")})
_KINDS = (
    "iso",
    "months",
    "day",
    "edge",
    "quarter",
    "ago",
    "span",
    "same",
    "deictic",
    "today",
    "month",
    "weekday",
    "season",
    "decade",
    "years",
    "year",
)


@cache
def table(name: str) -> dict[str, int]:
    return dict(load_yaml("actors")[name])


@cache
def _pattern() -> re.Pattern[str]:
    months = "|".join(sorted(table("months"), key=len, reverse=True))
    days = "|".join(sorted(table("weekdays"), key=len, reverse=True))
    numbers = "|".join(sorted(table("small_numbers"), key=len, reverse=True))
    units = "days?|weeks?|months?|quarters?|years?|decades?|weekends?|fortnights?"
    seasons = "spring|summer|autumn|fall|winter|season"
    parts = "morning|afternoon|evening|night"
    full = "january|february|march|april|may|june|july|august|september|october|november|december"
    month = rf"(?:(?:{full})\b|(?:{months})\b\.?)"
    month_day = rf"(?:{month} \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d|[:.,]\d)|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{month})"
    ordinal = "first|second|third|fourth|final|last|1st|2nd|3rd|4th"
    of_year = r"of (?:the (?:\w+ )?year|\d{4}|(?:this|last|next) year|fiscal \d{4})"
    about = "about |around |nearly |almost |some |more than |over |just |less than "
    which = (
        "last|this|next|past|the past|the last|the previous|previous|the following|the coming|coming|current"
        "|the current|the next|late last|early this|late this|early next"
    )
    what = (
        rf"{days}|{month}|weekend|week|month|quarter|year|decade|century|fiscal year|financial year|{parts}|{seasons}"
    )
    edge_what = rf"{month}(?: \d{{4}})?|(?:(?:this|last|next) )?(?:week|month|quarter|year|decade)|\d{{4}}"
    of_span = rf"(?:of|to) (?:the year|last year|this year|(?:{month} )?\d{{4}}|{month})"
    of_same = r"last year|a year (?:ago|earlier|before)|the (?:previous|year) (?:year|before)|in \d{4}|\d{4}"
    forms = (
        r"(?P<iso>\d{4}-\d{2}-\d{2})",
        rf"(?P<months>{month}(?: \d{{4}})?[-–—/]{month}(?: \d{{4}})?"
        rf"|(?:the )?(?:(?P<months_count>\d{{1,2}}|{numbers}|twelve) months|year) (?:to|through|ended|ending) "
        rf"(?:the end of |end[- ]|\d{{1,2}} )?(?P<months_end>{month}(?: \d{{1,2}}\b(?!\d))?(?:,? \d{{4}}\b)?))",
        rf"(?P<day>(?:(?:{days})\b\.?,? )?{month_day}(?:,? \d{{4}}\b)?)",
        rf"(?P<edge>(?:the )?(?P<edge_of>end|start|beginning|middle) of (?:the )?(?P<edge_what>{edge_what}))",
        rf"(?P<quarter>(?:the )?(?:(?:{ordinal}) (?:quarter|half)|Q[1-4]|H[12])(?: {of_year}| \d{{4}})?)",
        rf"(?P<ago>(?:{about})?(?:\d{{1,3}}|{numbers})(?: and a half)? (?:{units}|hours?|minutes?) "
        r"(?:ago|earlier|before|later|previously))",
        rf"(?P<span>(?:the )?(?:past|last|next|previous|coming|first|final|opening|preceding|following) "
        rf"(?:\d{{1,3}}|{numbers}) (?:{units})(?: {of_span})?)",
        rf"(?P<same>(?:the )?(?:same|corresponding|comparable) (?:\w+ )?(?:{units}|period|time)(?: (?:of )?(?:{of_same}))?)",
        rf"(?P<deictic>(?:(?:earlier|later) )?(?P<which>{which}) (?P<what>{what})\b)",
        rf"(?P<today>(?:today|tonight|yesterday|tomorrow|overnight|nowadays)(?: (?:{parts}))?)",
        rf"(?P<month>(?:(?:early|late|mid)[- ])?{month}(?:,? (?:of )?(?:\d{{4}}\b|(?:last|this|next) year))?)",
        rf"(?P<weekday>(?:{days})\b(?!s)(?:['’]s)?(?: (?:{parts}))?)",
        rf"(?P<season>(?:the )?(?:{seasons})(?: of)? \d{{4}}\b|(?:this|last|next) (?:{seasons})"
        r"|the (?:spring|summer|autumn|winter))",
        r"(?P<decade>(?:the )?(?:(?:early|late|mid)[- ])?\d{3}0s\b)",
        r"(?P<years>\b(?:1[5-9]|20)\d\d[-–/](?:\d{4}|\d{2})\b)",
        r"(?P<year>(?:(?:fiscal|financial|calendar|tax) (?:year )?)?\b(?:1[5-9]|20)\d\d\b(?![-–/.,]?\d|%))",
    )
    return re.compile(r"(?<![\w$£€.,-])(?:" + "|".join(forms) + r")(?!\w)", re.IGNORECASE)


@dataclass(slots=True)
class Expression:
    """One expression of time in a sentence; offsets in the document; `opening` is the preposition before it."""

    start: int
    end: int
    kind: str
    match: dict[str, str | None]
    head: Token
    opening: Token | None
    possessive: bool = False  # "October's"
    until: Expression | None = None  # the second of "between 1997 and 2002"; `end` is then its end


def find_expressions(text: str, sentence: Sentence) -> list[Expression]:
    found: list[Expression] = []
    by_start = {token.start: token for token in sentence.tokens}
    for match in _pattern().finditer(text, sentence.start, sentence.end):
        kind = next(name for name in _KINDS if match[name] is not None)
        tokens = _tokens(sentence, by_start, match.start(), match.end())
        if not tokens or not _is_time(kind, match.group(), tokens):
            continue
        inside = {token.i for token in tokens}
        head = next((t for t in tokens if t.head.i not in inside or t.is_root), tokens[0])
        at = tokens[0].i - sentence.tokens[0].i
        before = sentence.tokens[at - 1] if at > 0 else None
        if before is not None and before.lower == "the" and at > 1:
            before = sentence.tokens[at - 2]
        owns = match.group().endswith(("’s", "'s")) or text[match.end() : match.end() + 2] in ("’s", "'s")
        if owns or (head.dep in ("poss", "compound", "amod", "nmod", "nummod") and head.head.i > tokens[-1].i):
            before = None  # "in Saturday's protest": the preposition is the protest's
        opening = before if before is not None and before.lower in table("time_prepositions") else None
        found.append(Expression(match.start(), match.end(), kind, match.groupdict(), head, opening, owns))
    return _joined(text, found)


def _joined(text: str, found: Sequence[Expression]) -> list[Expression]:
    """Pairs that make one stretch of time: "between 1997 and 2002", "from May to July"."""
    joined: list[Expression] = []
    for expression in found:
        before = joined[-1] if joined else None
        if before is not None and before.opening is not None and before.until is None:
            link = text[before.end : expression.start].strip().lower()
            if (before.opening.lower, link) in RANGES:
                joined[-1] = Expression(
                    before.start,
                    expression.end,
                    before.kind,
                    before.match,
                    before.head,
                    before.opening,
                    expression.possessive,
                    expression,
                )
                continue
        joined.append(expression)
    return joined


def _tokens(sentence: Sentence, by_start: dict[int, Token], start: int, end: int) -> list[Token]:
    first = by_start.get(start)
    if first is None:
        first = next((t for t in sentence.tokens if t.start < end and t.end > start), None)
    if first is None:
        return []
    found = []
    for token in sentence.tokens[first.i - sentence.tokens[0].i :]:
        if token.start >= end:
            break
        found.append(token)
    return found


def _is_time(kind: str, text: str, tokens: Sequence[Token]) -> bool:
    """Not the verbs "may" and "march", nor a year that counts or names something."""
    first = tokens[0]
    if kind in ("month", "weekday"):
        if not text[:1].isupper() and not text.lower().startswith(("early", "late", "mid")):
            return False
        if len(tokens) == 1 and (first.tag == "MD" or first.pos in ("VERB", "AUX")):
            return False
        # "March Madness", "Sun Microsystems", "April Jones": part of a longer name.
        after = _after(tokens[-1])
        before = _before(first)
        if (
            kind == "month"
            and len(tokens) == 1
            and after is not None
            and after.tag == "NNP"
            and after.text[:1].isupper()
            and first.dep == "compound"
        ):
            return False
        if text.lower() in ("sun", "sat", "mar", "may", "dec", "jan") and (after is not None and after.tag == "NNP"):
            return False
        if (
            before is not None
            and before.tag == "NNP"
            and before.dep == "compound"
            and before.head is first
            and text.lower() not in table("weekdays")
        ):
            return False
    if kind == "year":
        after = _after(tokens[-1])
        if after is not None and after.tag == "NNS" and tokens[-1].head is after and tokens[-1].dep == "nummod":
            return False
        year = int(re.findall(r"\d{4}", text)[0])
        return FIRST_YEAR <= year <= LAST_YEAR
    return True


def _after(token: Token) -> Token | None:
    tokens = token.sentence.tokens
    at = token.i + 1 - tokens[0].i
    return tokens[at] if at < len(tokens) else None


def _before(token: Token) -> Token | None:
    tokens = token.sentence.tokens
    at = token.i - 1 - tokens[0].i
    return tokens[at] if at >= 0 else None
