"""The claim's own time: the expression of time in the figure's clause, and the days it covers.

Expressions are read by one linear pattern ("in August", "last month", "by Oct. 1", "two years ago", "the third quarter of
2004"). What is relative is counted from the day of publication by dateutil; without one it stays without dates. A bare
weekday or month is the last one in the past tense, the next one in a future clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from pipeline.reading.claims.context import make_context
from pipeline.reading.claims.phrase import verb_lemma
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Sentence, Token

MAX_CLIMB = 14
MAX_SENTENCE = 600
MAX_NEAR = 9  # tokens between a figure and a time right after it
FIRST_YEAR, LAST_YEAR = 1000, 2200
Span = tuple[date | None, date | None]
RANGES = frozenset({("between", "and"), ("from", "to"), ("from", "until"), ("from", "through"), ("from", "till")})


class ClaimTime(NamedTuple):
    """The time of a claim: as written, first and last day (inclusive), and the rule that gave it."""

    text: str | None
    start: date | None
    end: date | None
    rule: str | None


UNTIMED = ClaimTime(None, None, None, None)


@cache
def _table(name: str) -> dict[str, int]:
    return dict(load_yaml("actors")[name])


@cache
def _pattern() -> re.Pattern[str]:
    months = "|".join(sorted(_table("months"), key=len, reverse=True))
    days = "|".join(sorted(_table("weekdays"), key=len, reverse=True))
    numbers = "|".join(sorted(_table("small_numbers"), key=len, reverse=True))
    units = "days?|weeks?|months?|quarters?|years?|decades?|weekends?|fortnights?"
    seasons = "spring|summer|autumn|fall|winter|season"
    parts = "morning|afternoon|evening|night"
    full = "january|february|march|april|may|june|july|august|september|october|november|december"
    month = rf"(?:(?:{full})\b|(?:{months})\b\.?)"
    forms = (
        r"(?P<iso>\d{4}-\d{2}-\d{2})",
        rf"(?P<day>(?:(?:{days})\b\.?,? )?(?:{month} \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d|[:.,]\d)|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{month})(?:,? \d{{4}}\b)?)",
        rf"(?P<edge>(?:the )?(?P<edge_of>end|start|beginning|middle) of (?:the )?(?P<edge_what>{month}(?: \d{{4}})?|(?:(?:this|last|next) )?(?:week|month|quarter|year|decade)|\d{{4}}))",
        r"(?P<quarter>(?:the )?(?:(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th) (?:quarter|half)|Q[1-4]|H[12])(?: of (?:the (?:\w+ )?year|\d{4}|(?:this|last|next) year|fiscal \d{4})| \d{4})?)",
        rf"(?P<ago>(?:about |around |nearly |almost |some |more than |over |just |less than )?(?:\d{{1,3}}|{numbers})(?: and a half)? (?:{units}|hours?|minutes?) (?:ago|earlier|before|later|previously))",
        rf"(?P<span>(?:the )?(?:past|last|next|previous|coming|first|final|opening|preceding|following) "
        rf"(?:\d{{1,3}}|{numbers}) (?:{units})(?: (?:of|to) (?:the year|last year|this year|(?:{month} )?\d{{4}}|{month}))?)",
        rf"(?P<same>(?:the )?(?:same|corresponding|comparable) (?:\w+ )?(?:{units}|period|time)(?: (?:of )?(?:last year|a year (?:ago|earlier|before)|the (?:previous|year) (?:year|before)|in \d{{4}}|\d{{4}}))?)",
        rf"(?P<deictic>(?:(?:earlier|later) )?(?P<which>last|this|next|past|the past|the last|the previous|previous|the following|the coming|coming|current|the current|the next|late last|early this|late this|early next) (?P<what>{days}|{month}|weekend|week|month|quarter|year|decade|century|fiscal year|financial year|{parts}|{seasons})\b)",
        rf"(?P<today>(?:today|tonight|yesterday|tomorrow|overnight|nowadays)(?: (?:{parts}))?)",
        rf"(?P<month>(?:(?:early|late|mid)[- ])?{month}(?:,? (?:of )?(?:\d{{4}}\b|(?:last|this|next) year))?)",
        rf"(?P<weekday>(?:{days})\b(?!s)(?:['’]s)?(?: (?:{parts}))?)",
        rf"(?P<season>(?:the )?(?:{seasons})(?: of)? \d{{4}}\b|(?:this|last|next) (?:{seasons})|the (?:spring|summer|autumn|winter))",
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
    until: Expression | None = None  # the second of "between 1997 and 2002"; `end` is then its end


class Times:
    """Finds and resolves a document's expressions of time; sentences are read once."""

    def __init__(self, text: str, published_at: date | None) -> None:
        self.text = text
        self.published_at = published_at
        self._found: dict[int, list[Expression]] = {}

    def expressions(self, sentence: Sentence) -> list[Expression]:
        """The expressions of a sentence in text order."""
        found = self._found.get(id(sentence))
        if found is None:
            found = self._found[id(sentence)] = list(_expressions(self.text, sentence))
        return found

    def of(self, quantity: Quantity, others: Sequence[Quantity], status: str) -> ClaimTime:
        """The time of a figure; `others` are the figures of its paragraph, which have times of their own."""
        sentence = quantity.sentence
        if len(sentence.tokens) > MAX_SENTENCE or quantity.kind == "age":
            return UNTIMED
        expressions = [e for e in self.expressions(sentence) if e.end <= quantity.start or e.start >= quantity.end]
        expressions = [
            e
            for e in expressions
            if not any(q.start < e.end and e.start < q.end and q.kind != "duration" for q in others)
        ]
        if not expressions:
            return UNTIMED
        chosen = choose(quantity, expressions, [q for q in others if q.sentence is sentence])
        if chosen is None:
            return UNTIMED
        expression, rule = chosen
        start = expression.opening.start if expression.opening is not None else expression.start
        text = " ".join(self.text[start : expression.end].split()).removesuffix("’s").removesuffix("'s")
        future = status in ("forecast", "target", "conditional") or _is_future(quantity)
        first, last = resolve(self.text[expression.start : expression.end], expression, self.published_at, future)
        return ClaimTime(text, first, last, rule)


def _expressions(text: str, sentence: Sentence) -> list[Expression]:
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
        if head.dep in ("poss", "compound", "amod", "nmod", "nummod") and head.head.i > tokens[-1].i:
            before = None  # "in Saturday's protest": the preposition is the protest's
        opening = before if before is not None and before.lower in _table("time_prepositions") else None
        found.append(Expression(match.start(), match.end(), kind, match.groupdict(), head, opening))
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
                    before.start, expression.end, before.kind, before.match, before.head, before.opening, expression
                )
                continue
        joined.append(expression)
    return joined


_KINDS = (
    "iso",
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
            and text.lower() not in _table("weekdays")
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


# ---- which expression is the figure's ----


def choose(
    quantity: Quantity, expressions: Sequence[Expression], others: Sequence[Quantity]
) -> tuple[Expression, str] | None:
    """The expression that belongs to the figure: right after it, else tied to its noun or clause."""
    context = make_context(quantity)
    owners = {id(e): owner for e in expressions if (owner := _owner(e, others)) is not None}
    own = [e for e in expressions if owners.get(id(e)) is quantity]
    if own:
        return own[0], "right_after_the_figure"
    free = [e for e in expressions if id(e) not in owners]
    if not free:
        return None
    ties = {id(e): _tie(e) for e in free}
    shared: int | None = None
    token, child = context.top, context.top
    for _ in range(MAX_CLIMB):
        tied = [e for e in free if ties[id(e)] is token and e.head is not context.top]
        if shared is not None:
            tied = [e for e in tied if e.end <= shared]  # only what opens both clauses is the second one's too
        if child is not token and token.pos in ("VERB", "AUX") and shared is None:
            tied += [e for e in free if _in_subject_or_object(e, ties[id(e)], token, child) and e not in tied]
        if tied:
            tied.sort(
                key=lambda e: (e.kind in ("same",), min(abs(e.start - quantity.end), abs(quantity.start - e.end)))
            )
            return tied[0], "in_the_clause" if token.pos in ("VERB", "AUX") else "of_the_noun"
        if token.is_root:
            break
        if token.pos in ("VERB", "AUX") and child is not token and _stands_alone(token):
            break
        if token.dep == "conj" and token.pos in ("VERB", "AUX"):
            shared = token.head.start
        child, token = token, token.head
    return None


def _owner(expression: Expression, others: Sequence[Quantity]) -> Quantity | None:
    """The figure right before an expression, with no verb or other figure between: "from 201.5 in June"."""
    best = None
    for quantity in others:
        if quantity.end <= expression.start and (best is None or quantity.end > best.end):
            best = quantity
    if best is None or not best.tokens:
        return None
    sentence = best.sentence
    first = expression.opening or expression.head
    base = sentence.tokens[0].i
    start = next((t.i for t in sentence.tokens if t.start >= best.end), None)
    stop = (
        expression.opening.i
        if expression.opening is not None
        else next((t.i for t in sentence.tokens if t.start >= expression.start), first.i)
    )
    if start is None or stop - start > MAX_NEAR:
        return None
    between = sentence.tokens[start - base : stop - base]
    if (
        expression.kind in ("ago", "same")
        and len(between) <= 3
        and all(t.text == "," or t.tag == "DT" for t in between)
    ):
        return best  # "from $209 million, or 70 cents, a year earlier"
    if any(
        t.pos in ("VERB", "AUX")
        or t.text in (",", ";", ":", "(", ")", "—", "–")
        or t.tag == "CC"
        or t.lower in ("that", "who", "which", "when")
        for t in between
    ):
        return None
    if len([q for q in others if q.kind != "duration"]) == 1 and expression.head.head.pos in ("VERB", "AUX"):
        return None  # the only figure of its sentence: the grammar tells better
    return best


def _tie(expression: Expression) -> Token:
    """What an expression hangs on, past prepositions and other words of time."""
    token = expression.head
    for _ in range(6):
        if token.is_root:
            return token
        head = token.head
        if (
            head.dep in ("prep", "pcomp", "agent")
            or head.tag == "IN"
            or head.lower in ("late", "early", "end", "start", "night", "day", "beginning")
        ):
            token = head
            continue
        return head
    return token.head


def _in_subject_or_object(expression: Expression, tie: Token, verb: Token, child: Token) -> bool:
    """Tied to a noun that the verb has beside the figure: "participated in Saturday's protest", "last month's sales fell 5%"."""
    if tie.pos in ("VERB", "AUX"):
        return tie.dep == "aux" and tie.head is verb
    if expression.kind == "year" and expression.opening is None:
        return False  # "the 1946 movie": the thing's year, not the event's
    token = tie
    for _ in range(3):
        if token is child or token.is_root:
            return False
        if token.head is verb:
            return token.dep in ("nsubj", "nsubjpass", "dobj", "prep", "attr", "npadvmod", "advmod")
        token = token.head
    return False


def _stands_alone(verb: Token) -> bool:
    if verb.dep in ("xcomp", "acl", "pcomp", "aux", "auxpass"):
        return False
    if verb.dep == "ccomp":
        return True
    if verb.dep == "advcl":
        return verb.tag not in ("VBG", "VBN", "VB")
    if verb.dep == "conj":
        return any(c.dep in ("nsubj", "nsubjpass") for c in verb.children)
    return True


def _is_future(quantity: Quantity) -> bool:
    token = make_context(quantity).top
    for _ in range(MAX_CLIMB):
        if token.pos in ("VERB", "AUX"):
            return any(
                c.dep == "aux" and c.lower in ("will", "'ll", "’ll", "shall", "would", "may", "could")
                for c in token.children
            ) or (verb_lemma(token) in ("expect", "plan", "schedule") or any(c.lower == "due" for c in token.children))
        if token.is_root:
            return False
        token = token.head
    return False


# ---- which days it covers ----


def resolve(text: str, expression: Expression, base: date | None, future: bool) -> Span:
    """First and last day of an expression, inclusive; None where they can't be told."""
    until = expression.until
    if until is not None:
        return _stretch(text, expression, until, base, future)
    try:
        first, last = _days(text.lower().strip(), expression, base, future)
    except (ValueError, OverflowError):
        return None, None
    how = _table_of_prepositions().get(expression.opening.lower) if expression.opening is not None else "whole"
    if first is None and last is None:
        return None, None
    if how == "since":
        return first, base if base is not None and first is not None and base >= first else None
    if how == "by":
        return None, last
    if how == "before":
        return None, first - relativedelta(days=1) if first is not None else None
    if how == "after":
        return (last + relativedelta(days=1) if last is not None else None), None
    return first, last


def _stretch(text: str, expression: Expression, until: Expression, base: date | None, future: bool) -> Span:
    opening = text[: until.start - expression.start]
    year = re.findall(r"\d{4}", text[until.start - expression.start :])
    if year and not re.search(r"\d{4}", opening):
        opening = re.split(r"\b(?:and|to|until|till|through)\b", opening)[0].strip() + f" {year[0]}"
    try:
        first, _ = _days(opening.lower().strip(), expression, base, future)
        _, last = _days(text[until.start - expression.start :].lower().strip(), until, base, future)
    except (ValueError, OverflowError):
        return None, None
    return (first, last) if first is None or last is None or first <= last else (None, last)


def _table_of_prepositions() -> dict[str, str]:
    return {str(key): str(value) for key, value in load_yaml("actors")["time_prepositions"].items()}


def _days(text: str, expression: Expression, base: date | None, future: bool) -> Span:
    kind = expression.kind
    if kind == "iso":
        day = date.fromisoformat(text)
        return day, day
    if kind == "day":
        return _day_of_month(text, base, future)
    if kind == "month":
        return _month(text, base, future)
    if kind == "year":
        return _year(int(re.findall(r"\d{4}", text)[0]))
    if kind == "years":
        one, other = re.findall(r"\d+", text)
        return _year(int(one))[0], _year(int(other) if len(other) == 4 else int(one[:2] + other))[1]
    if kind == "decade":
        year = int(re.findall(r"\d{4}", text)[0])
        return _year(year)[0], _year(year + 9)[1]
    if kind == "quarter":
        return _quarter(text, base)
    if base is None:
        if kind in ("season", "same") and (years := re.findall(r"\d{4}", text)):
            return _year(int(years[0])) if kind == "same" else (None, None)
        return (None, None) if kind != "edge" else _edge(expression, base, future)
    if kind == "weekday":
        return _weekday(text, base, future)
    if kind == "today":
        shift = -1 if text.startswith("yesterday") else 1 if text.startswith("tomorrow") else 0
        day = base + relativedelta(days=shift)
        return day, day
    if kind == "ago":
        return _ago(text, base)
    if kind == "span":
        return _span(text, base)
    if kind == "deictic":
        return _deictic(str(expression.match["which"]).lower(), str(expression.match["what"]).lower(), base)
    if kind == "edge":
        return _edge(expression, base, future)
    if kind == "same" and ("last year" in text or "year ago" in text or "year earlier" in text):
        return _year(base.year - 1)
    return None, None


def _year(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)


def _month_days(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, first + relativedelta(months=1, days=-1)


def _month_number(text: str) -> int | None:
    return next((_table("months")[word] for word in re.findall(r"[a-z]+", text) if word in _table("months")), None)


def _day_of_month(text: str, base: date | None, future: bool) -> Span:
    month = _month_number(text)
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    day = next((number for number in numbers if number < 32), None)
    year = next((number for number in numbers if number >= FIRST_YEAR), None)
    if month is None or day is None:
        return None, None
    if year is None:
        if base is None:
            return None, None
        found = date(base.year, month, day)
        if future and found < base:
            found = found + relativedelta(years=1)
        if not future and found > base and (found - base).days > 31:
            found = found - relativedelta(years=1)
        return found, found
    found = date(year, month, day)
    return found, found


def _month(text: str, base: date | None, future: bool) -> Span:
    month = _month_number(text)
    if month is None:
        return None, None
    years = re.findall(r"\d{4}", text)
    if years:
        first, last = _month_days(int(years[0]), month)
    elif base is None:
        return None, None
    else:
        year = base.year
        if "last year" in text:
            year -= 1
        elif "next year" in text:
            year += 1
        elif "this year" not in text:
            if future and month < base.month:
                year += 1
            elif not future and month > base.month:
                year -= 1
        first, last = _month_days(year, month)
    if text.startswith("early"):
        last = first + relativedelta(days=9)
    elif text.startswith("mid"):
        first, last = first + relativedelta(days=10), first + relativedelta(days=19)
    elif text.startswith("late"):
        first = first + relativedelta(days=20)
    return first, last


def _weekday(text: str, base: date, future: bool) -> Span:
    word = re.findall(r"[a-z]+", text)[0]
    number = _table("weekdays")[word]
    ahead = (number - base.weekday()) % 7
    day = base + relativedelta(days=ahead if future or ahead == 0 else ahead - 7)
    return day, day


def _deictic(which: str, what: str, base: date) -> Span:
    step = -1 if re.search(r"last|past|previous", which) else 1 if re.search(r"next|following|coming", which) else 0
    what = what.rstrip(".")
    if what in _table("weekdays"):
        ahead = (_table("weekdays")[what] - base.weekday()) % 7
        days = ahead if step == 0 else (ahead or 7) if step > 0 else ahead - 7
        day = base + relativedelta(days=days)
        return day, day
    if what in _table("months"):
        month = _table("months")[what]
        year = base.year
        if step < 0 and month >= base.month:
            year -= 1
        elif step > 0 and month <= base.month:
            year += 1
        return _month_days(year, month)
    if what in ("morning", "afternoon", "evening", "night"):
        day = base + relativedelta(days=step)
        return day, day
    if what == "week":
        monday = base + relativedelta(days=-base.weekday(), weeks=step)
        return monday, monday + relativedelta(days=6)
    if what == "weekend":
        saturday = base + relativedelta(days=5 - base.weekday(), weeks=step)
        return saturday, saturday + relativedelta(days=1)
    if what == "month":
        day = base + relativedelta(months=step)
        return _month_days(day.year, day.month)
    if what == "quarter":
        day = base + relativedelta(months=3 * step)
        return _quarter_days(day.year, (day.month - 1) // 3 + 1)
    if what == "year":
        return _year(base.year + step)
    if what == "decade":
        first = base.year - base.year % 10 + 10 * step
        return _year(first)[0], _year(first + 9)[1]
    return None, None  # seasons, fiscal years: they differ by country and company


def _quarter_days(year: int, quarter: int) -> tuple[date, date]:
    first = date(year, 3 * quarter - 2, 1)
    return first, first + relativedelta(months=3, days=-1)


def _quarter(text: str, base: date | None) -> Span:
    years = re.findall(r"\d{4}", text)
    if "fiscal" in text or "financial" in text:
        return None, None
    year = int(years[0]) if years else None
    if year is None:
        if base is None:
            return None, None
        year = base.year + (-1 if "last year" in text else 1 if "next year" in text else 0)
    short = re.match(r"(?:the )?([qh])([1-4])", text)
    half = "half" in text or (short is not None and short[1] == "h")
    number = (
        int(short[2])
        if short is not None
        else next((n for word, n in _table("quarters").items() if re.search(rf"\b{word}\b", text)), 1)
    )
    if half:
        number = min(number, 2)
        first = date(year, 6 * number - 5, 1)
        last = first + relativedelta(months=6, days=-1)
    else:
        first, last = _quarter_days(year, number)
    if not years and "year" not in text and base is not None and first > base:
        first, last = first - relativedelta(years=1), last - relativedelta(years=1)
        last = first + relativedelta(months=6 if half else 3, days=-1)
    return first, last


def _count(text: str) -> int | None:
    digits = re.search(r"\d+", text)
    if digits:
        return int(digits.group())
    return next((_table("small_numbers")[w] for w in re.findall(r"[a-z]+", text) if w in _table("small_numbers")), None)


def _ago(text: str, base: date) -> Span:
    count = _count(text)
    if (
        not count
        or text.endswith("later")
        or "more than" in text
        or "less than" in text
        or "over " in text
        or "half" in text
    ):
        return None, None
    sign = -1
    if "year" in text:
        return _year(base.year + sign * count)
    if "month" in text:
        day = base + relativedelta(months=sign * count)
        return _month_days(day.year, day.month)
    if "week" in text and "weekend" not in text:
        monday = base + relativedelta(weeks=sign * count, days=-base.weekday())
        return monday, monday + relativedelta(days=6)
    if "decade" in text:
        return _year(base.year + sign * 10 * count)
    if "day" in text:
        day = base + relativedelta(days=sign * count)
        return day, day
    if "hour" in text or "minute" in text:
        return base, base
    return None, None


def _span(text: str, base: date) -> Span:
    count = _count(text)
    if not count:
        return None, None
    part = re.search(r" (of|to) (.+)$", text)
    if part is not None and "month" in text:
        what = part[2]
        years = re.findall(r"\d{4}", what)
        year = int(years[0]) if years else base.year - 1 if "last" in what else base.year
        if _month_number(what) is not None:
            _, last = _month(what, base, False)
            return (last + relativedelta(days=1, months=-count) if last is not None else None), last
        if re.match(r"(?:the )?(?:first|opening)", text):
            return date(year, 1, 1), date(year, 1, 1) + relativedelta(months=count, days=-1)
        return date(year, 12, 31) + relativedelta(days=1, months=-count), date(year, 12, 31)
    if re.match(r"(?:the )?(?:first|opening|final)", text):
        return None, None
    for unit in ("day", "week", "month", "year", "decade"):
        if unit in text:
            delta = relativedelta(years=10 * count) if unit == "decade" else relativedelta(**{f"{unit}s": count})  # type: ignore[arg-type]
            if re.search(r"next|coming|following", text):
                return base, base + delta
            return base - delta, base
    return None, None


def _edge(expression: Expression, base: date | None, future: bool) -> Span:
    what = str(expression.match["edge_what"]).lower()
    edge = str(expression.match["edge_of"]).lower()
    if re.fullmatch(r"\d{4}", what):
        first, last = _year(int(what))
    elif _month_number(what) is not None:
        first, last = _month(what, base, future)
    elif base is not None:
        which, _, unit = what.rpartition(" ")
        first, last = _deictic(which or "this", unit, base)
    else:
        return None, None
    if first is None or last is None or edge == "middle":
        return first, last
    return (last, last) if edge == "end" else (first, first)
