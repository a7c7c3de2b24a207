"""Which days an expression of time covers, counted from the day of publication by dateutil."""

from __future__ import annotations

import re
from datetime import date

from dateutil.relativedelta import relativedelta

from pipeline.reading.claims.time_rules.expressions import FIRST_YEAR, Expression, table
from pipeline.reading.lexicon import load_yaml

Span = tuple[date | None, date | None]


def resolve(text: str, expression: Expression, base: date | None, future: bool) -> Span:
    """First and last day of an expression, inclusive; None where they can't be told."""
    until = expression.until
    if until is not None:
        return _stretch(text, expression, until, base, future)
    try:
        first, last = _days(text.lower().strip(), expression, base, future)
    except (ValueError, OverflowError):
        return None, None
    how = prepositions().get(expression.opening.lower) if expression.opening is not None else "whole"
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


def prepositions() -> dict[str, str]:
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
    if kind == "months":
        return _months(text, expression, base, future)
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
    return next((table("months")[word] for word in re.findall(r"[a-z]+", text) if word in table("months")), None)


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


def _months(text: str, expression: Expression, base: date | None, future: bool) -> Span:
    """ "July-September", "three months to December": whole months; a year that the first leaves out is the second's."""
    end = expression.match["months_end"]
    count = expression.match["months_count"]
    if end is not None:
        number = 12 if count is None or count.lower() == "twelve" else _count(count.lower())
        _, last = _month(re.sub(r"\b\d{1,2}\b", "", end.lower()), base, future)
        if last is None or not number:
            return None, None
        return last + relativedelta(days=1, months=-number), last
    opening, _, closing = re.sub(r"[–—/]", "-", text).partition("-")
    _, last = _month(closing, base, future)
    number = _month_number(opening)
    if last is None or number is None:
        return None, None
    years = re.findall(r"\d{4}", opening)
    year = int(years[0]) if years else last.year - (number > last.month)
    return date(year, number, 1), last


def _weekday(text: str, base: date, future: bool) -> Span:
    word = re.findall(r"[a-z]+", text)[0]
    number = table("weekdays")[word]
    ahead = (number - base.weekday()) % 7
    day = base + relativedelta(days=ahead if future or ahead == 0 else ahead - 7)
    return day, day


def _deictic(which: str, what: str, base: date) -> Span:
    step = -1 if re.search(r"last|past|previous", which) else 1 if re.search(r"next|following|coming", which) else 0
    what = what.rstrip(".")
    if what in table("weekdays"):
        ahead = (table("weekdays")[what] - base.weekday()) % 7
        days = ahead if step == 0 else (ahead or 7) if step > 0 else ahead - 7
        day = base + relativedelta(days=days)
        return day, day
    if what in table("months"):
        month = table("months")[what]
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
        else next((n for word, n in table("quarters").items() if re.search(rf"\b{word}\b", text)), 1)
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
    return next((table("small_numbers")[w] for w in re.findall(r"[a-z]+", text) if w in table("small_numbers")), None)


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
