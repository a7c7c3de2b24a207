"""Numbers that their characters alone give away: dates, times, phones, addresses, set phrases."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers import tens, units
from pipeline.reading.numbers.context import Context

MONTH = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\b|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"
)


DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"


YEAR = r"(?:1[0-9]|20)\d\d"


WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)"


@dataclass(slots=True)
class Format:
    """A span of the paragraph that is no quantity by its form."""

    start: int
    end: int
    reason: str
    rule: str


FORMATS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("url", "web_address", re.compile(
        r"(?:https?://|www\.)[^\s<>\"]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}|"
        r"(?<![\w-])[\w-]{2,63}\.(?:com|org|net|gov|edu|co\.uk|info|ly|io)(?:/[^\s<>\"]*)?"
    )),
    ("identifier", "hash", re.compile(
        r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{12,64}\b|"
        r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
    )),
    ("time", "clock_time", re.compile(
        r"\b(?:[01]?\d|2[0-4])[:.][0-5]\d(?:[:.][0-5]\d)?[ \u2009]?(?:-|–|to[ \u2009])"
        r"[ \u2009]?(?:[01]?\d|2[0-4])[:.][0-5]\d[ \u2009]?(?:[ap]\.?[ \u2009]?m\b\.?)?|"
        r"\b(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?(?::[0-5]\d)?[ \u2009]?(?:[ap]\.[ \u2009]?m\b\.?|"
        r"[ap]m\b|a\.m|p\.m)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
        r"[ \u2009](?:[ap]\.[ \u2009]?m\b\.?|[ap]m\b)|\b(?:\d{1,2}|one|two|three|four|five|six|"
        r"seven|eight|nine|ten|eleven|twelve)[ \u2009]?o'clock|(?<![\d:.])\d{1,2}:\d{2}(?::\d{2})?"
        r"(?:\.\d{1,3})?(?![\d:])(?:[ \u2009](?:gmt|bst|utc|et|pt|est|pst|cet|edt|pdt|ist|hrs)\b)?"
        r"|\b(?:[01]\d|2[0-4])[0-5]\d[ \u2009]?(?:gmt|bst|utc|hrs|hours|local time|et|est|cet|"
        r"ist)\b|\b(?:[01]?\d|2[0-4])[.:][0-5]\d[ \u2009]?(?:gmt|bst|utc|hrs|et|pt|est|pst|cet|"
        r"edt|ist)\b|\b\d{1,2}h[0-5]\d\b"
    )),
    ("time", "time_of_day", re.compile(  # "12.30 on a Saturday morning", "at 9.30 last night"; not a price "on Friday"
        r"\b(?:[01]?\d|2[0-3])\.[0-5]\d(?=[ \u2009](?:(?:on[ \u2009](?:an?|every)[ \u2009])?"
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)day[ \u2009](?:morning|afternoon|evening|night)|in[ \u2009]the[ \u2009]"
        r"(?:morning|afternoon|evening)|at[ \u2009]night|(?:every|each|last|that|this|yesterday|tomorrow)[ \u2009]"
        r"(?:morning|afternoon|evening|night)|tonight)\b)"
    )),
    ("name", "airliner", re.compile(r"\b7[0-8]7-[1-9]\d0(?:er|lr|f)?s?\b")),  # Boeing's 737-800, 777-300ER
    ("time", "military_time", re.compile(
        r"(?<=between )(?:[01]\d|2[0-3])[0-5]\d and 0\d[0-5]\d\b|(?<=from )(?:[01]\d|2[0-3])"
        r"[0-5]\d to 0\d[0-5]\d\b|(?<=between )0\d[0-5]\d and \d{4}\b|(?<=from )0\d[0-5]\d to "
        r"\d{4}\b|(?<=\bat )0\d[0-5]\d\b(?!,)"
    )),
    ("date", "month_day", re.compile(
        rf"\b{MONTH}[ \u2009]?(?:the[ \u2009])?{DAY}(?![\d%])(?![.,:]\d)(?![ \u2009]?(?:percent|"
        rf"per cent|million|billion|thousand|points))(?:[ \u2009]?(?:-|–|—|to|and|or|through|&|/|,)"
        rf"[ \u2009]?(?:{MONTH}[ \u2009])?{DAY}(?![\d,.:%]\d|[\d%])(?![ \u2009](?:\w+s|people)\b))*"
        rf"(?:,?[ \u2009]?{YEAR}\b(?!,\d))?"
    )),
    ("date", "day_month", re.compile(
        rf"(?<![\d.,$£€:])\b{DAY}(?:[ \u2009]?(?:-|–|to|and|or|&|/|,)[ \u2009]?{DAY})?"
        rf"[ \u2009-]?(?:of[ \u2009])?{MONTH}(?:,?[ \u2009-]?{YEAR}\b)?"
    )),
    ("date", "month_year", re.compile(rf"\b{MONTH}(?:[ \u2009]of)?,?[ \u2009-]?(?:{YEAR}\b(?![,.]\d)|'\d\d\b)")),
    ("date", "iso_date", re.compile(
        r"(?<![\d/-])\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?![\d/-])(?:t\d{2}:\d{2}(?::\d{2})?(?:z|"
        r"[+-]\d{2}:?\d{2})?)?|(?<![\d/-])\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}(?![\d/-])"
    )),
    ("date", "ordinal_of_month", re.compile(
        rf"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
        rf"thirteenth|fourteenth|fifteenth|twentieth|\d{{1,2}}(?:st|nd|rd|th))"
        rf"[ \u2009]of[ \u2009]{MONTH}"
    )),
    ("date", "weekday_day", re.compile(rf"\b{WEEKDAY},?[ \u2009](?:the[ \u2009])?\d{{1,2}}(?:st|nd|rd|th)\b")),
    ("year", "fiscal_period", re.compile(
        r"\b(?:fy|cy|q[1-4]|h[12])[ \u2009]?'?(?:(?:19|20)?\d\d(?:/\d\d)?)?\b(?!,\d)|"
        r"\b[1-4]q(?:[ \u2009]?'?(?:20)?\d\d)?\b|\b[12]h(?:[ \u2009]?'?(?:20)?\d\d)\b"
    )),
    ("year", "year_span", re.compile(
        r"(?<![\d.,$£€/])(?:1[6-9]|20)\d\d[ \u2009]?[-–/][ \u2009]?(?:(?:1[6-9]|20)\d\d|\d\d|(?<=/)\d)"
        r"(?![\d.,/-]\d|\d|%)(?![ \u2009-]?(?:people|percent|words))"
    )),
    ("decade", "decade", re.compile(
        r"\b(?:1[0-9]|20)\d0'?s\b|(?<![\w])'\d0s\b|(?<![\d.,$£€])\b[1-9]0s\b|\b(?:mid|early|late)"
        r"-(?:\d0s|(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))"
    )),
    ("year", "apostrophe_year", re.compile(r"(?<![\w'])'\d\d\b(?!')")),
    ("phone", "phone", re.compile(
        r"(?<![\w.,$£€])(?:\+[ ]?\d{1,3}[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)|"
        r"(?<![\w.,$£€])1-\d{3}-[\dA-Za-z]{3}-?[\dA-Za-z]{4}\b|(?<![\w.,$£€-])\d{3}-\d{4}(?![\d-])"
        r"|(?<=\+)[ ]?\d{1,3}(?:[ -]\(?\d{1,5}\)?){2,5}(?!\d)|(?<=\+)\d{8,14}(?!\d)|(?<![\w.,$£€])"
        r"0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}(?!\d)|(?<![\w.,$£€])0\d{2,4}(?:[ -]\d{1,4}){2,4}(?!\d)|"
        r"(?<![\w.,$£€])0\d{2,4}[ -]\d{5,8}(?!\d)"
    )),
    ("score", "formation", re.compile(r"(?<![\w.,$£€/-])\d(?:[-–]\d){2,3}(?![\w/-])")),
    ("identifier", "hyphened_groups", re.compile(r"(?<![\w-])\d{1,7}(?:-\d{1,7}){3,}(?:-[\dx])?(?![\w-])")),
    ("reference", "number_sign", re.compile(r"(?<!\w)#[ ]?\d+\b|\[\d{1,3}\]")),
    ("name", "version", re.compile(r"(?<![\d.])\d+\.\d+\.\d+(?:\.\d+)*(?![\d])(?!,\d)")),
    ("name", "model_number", re.compile(r"(?<=\d )\d{3}-\d{3}(?=s?[ ][a-z])")),
    ("address", "postcode", re.compile(
        r"\b[A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2}(?![A-Z])|\b[A-Z]{2}[ ]\d{5}(?:-\d{4})?"
        r"\b(?![ ]?(?:people|million|,))|(?<=[a-z] )\d{5}(?= ZIP)|(?<=zip code )\d{5}\b"
    )),
)  # fmt: skip


# What any match of a pattern holds: looked for first, since most paragraphs have none of it and it is faster found.
_MONTH_WORD = (re.compile(rf"\b{MONTH}"),)
NEEDS: dict[str, tuple[re.Pattern[str], ...]] = {
    "web_address": (re.compile(r"://|www\.|@|\.(?:com|org|net|gov|edu|co\.uk|info|ly|io)"),),
    "clock_time": (
        re.compile(r"\d[ \u2009]?(?:[:.]\d|[ap][.m]|h[0-5]|gmt|bst|utc|hrs|hours|local|[ep]t|[ep]st|cet|ist)"),
        re.compile(r"o'clock"),
        re.compile(r"[ \u2009][ap](?:\.|m\b)"),
    ),
    "time_of_day": (re.compile(r"morning|afternoon|evening|night"),),
    "airliner": (re.compile(r"7-[1-9]\d0"),),
    "military_time": (re.compile(r"0\d[0-5]\d"),),
    "month_day": _MONTH_WORD,
    "day_month": (re.compile(MONTH),),  # "3Nov"
    "month_year": _MONTH_WORD,
    "ordinal_of_month": _MONTH_WORD,
    "iso_date": (re.compile(r"\d[-/.]\d{1,2}[-/.]\d"),),
    "decade": (re.compile(r"0'?s|ties"),),
    "phone": (re.compile(r"\d{3}[) .-]{1,2}\d"), re.compile(r"\+"), re.compile(r"1-\d{3}-")),
    "postcode": (re.compile(r"[A-Z]\d"), re.compile(r"\d{5}")),
}
CASED = frozenset({"address"})
# "for road closures it's 138 138": groups of digits that no noun follows, in a paragraph that says whom to ring
SHORT_LINE = re.compile(
    r"(?:[ \u2009](?:is|on)|'s|:)[ \u2009](1[38]\d{1,2}(?:[ \u2009]\d{2,3}){1,3})(?=[.,;)](?!\d)|$)"
)
FAR = 400  # characters in which a quotation of the same sentence ends


PHONE_DIGITS = re.compile(r"\+?\(?\d[\d ()-]{3,18}\d(?![\d,.]\d)")


def find_formats(context: Context) -> list[Format]:
    """The spans that their form gives away, in order, without overlap; the earlier pattern wins."""
    found: list[Format] = []
    low, text = context.low, context.text
    taken: list[tuple[int, int]] = []
    digits_or_clock = any(c.isdigit() for c in low) or "o'clock" in low or ".m" in low or "m." in low

    def add(start: int, end: int, reason: str, rule: str) -> None:
        at = bisect_right(taken, start, key=lambda span: span[1])
        if start < end and (at == len(taken) or taken[at][0] >= end):
            taken.insert(at, (start, end))
            found.append(Format(start, end, reason, rule))

    for reason, rule, pattern in FORMATS if digits_or_clock else ():
        written = text if reason in CASED else low
        if rule in NEEDS and not any(needed.search(written) for needed in NEEDS[rule]):
            continue
        for match in pattern.finditer(written):
            start, end = match.span()
            if rule in ("month_day", "day_month", "month_year") and not _is_month(text, match, rule):
                continue
            if rule == "clock_time" and not _is_clock(context, match):
                continue
            if rule == "decade" and not _is_decade(context, match):
                continue
            if rule == "year_span" and not _is_year_span(match[0]):
                continue
            if rule == "iso_date" and not _is_numeric_date(match[0]):
                continue
            if rule == "apostrophe_year" and _is_quoted_number(context, match):
                continue
            if rule == "version" and re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", match[0]):
                continue
            if rule == "month_day":
                end = start + len(match[0].rstrip(" -–,"))
            while end > start and low[end - 1].isspace():
                end -= 1
            add(start, end, reason, rule)
    for match in re.finditer(r"\b(?:call|dial|ring|phone|tel|text|fax|hotline|helpline)[a-z]*\b", low):
        follow = re.match(
            r"[.:]?[ \u2009](?:[a-z]+[ \u2009]){0,2}(?:on[ \u2009]|at[ \u2009])?", low[match.end() : match.end() + 40]
        )
        position = match.end() + (follow.end() if follow else 0)
        digits = PHONE_DIGITS.match(low, position) or re.compile(r"(?:911|999|112|111|101|000|988|311)\b").match(
            low, position
        )
        if (
            digits
            and (
                len(re.sub(r"\D", "", digits[0])) >= 5
                or digits[0] in ("911", "999", "112", "111", "101", "000", "988", "311")
            )
            and "," not in digits[0]
        ):
            add(position, digits.end(), "phone", "phone_cue")
    if re.search(r"\b(?:call|dial|ring|phone|hotline|helpline)\b", low):
        for match in SHORT_LINE.finditer(low):
            add(match.start(1), match.end(1), "phone", "short_line")
    for match in re.finditer(r"(?<![\w$£€.,-])(?:911|999|112)(?![\w,.-]\d|\w)", low):
        if re.search(
            r"\b(?:a|call\w*|dial\w*|to|the)[ \u2009]$", low[max(0, match.start() - 10) : match.start()]
        ) or re.match(r"[ \u2009](?:call|caller|dispatch\w*|operator|emergency)", low[match.end() : match.end() + 14]):
            add(match.start(), match.end(), "phone", "emergency_number")
    _find_addresses(context, add)
    _find_idioms(context, add)
    if marker := re.match(r"[ \u2009]*[(\[]?(\d{1,2})[.)\]][ \u2009]+(?=[A-Za-z\"'])", text):
        add(marker.start(1), marker.end(1), "list_marker", "line_start_number")
    return sorted(found, key=lambda span: span.start)


def _is_month(text: str, match: re.Match[str], rule: str) -> bool:
    """'may 5' in lower case is a verb, 'march 10 miles' too; '3 mar' hardly a date."""
    written = text[match.start() : match.end()]
    ambiguous = re.search(r"\b(?:may|march|mar|sat|sun|dec|jan)\b", written.lower())
    if ambiguous and ambiguous[0] in ("may", "march", "mar"):
        cased = re.search(r"\b(?:May|March|Mar|MAY|MARCH|MAR)\b", written)
        if not cased:
            return (
                bool(re.search(rf"(?:^|[ ,]){YEAR}", written))
                or rule == "day_month"
                and not re.search(r"\bmay\b", written)
            )
    if rule == "day_month" and re.match(r"[ \u2009](?:be|have|not|well)\b", text[match.end() : match.end() + 6]):
        return bool(re.search(rf"{YEAR}", written))
    return True


def _is_clock(context: Context, match: re.Match[str]) -> bool:
    """A time with a colon or a.m./p.m.; '3:1' and 'odds of 16:10' are none; '2.30pm' is, '2.30' alone not."""
    written = match[0]
    if re.match(r"\d{1,2}:\d{2}", written):
        return True
    return bool(
        re.search(r"[apm]m|a\.|p\.|o'clock|gmt|bst|utc|hrs|hours|time|\bet|\bpt|est|pst|cet|ist|edt|h\d", written)
    )


def _is_quoted_number(context: Context, match: re.Match[str]) -> bool:
    """The mark before two digits opens a quotation ('10 litres lost'), no year ('94 election)."""
    before = context.low[max(0, match.start() - 1) : match.start()]
    after = context.after(match.end(), FAR)
    quoted = context.paragraph.text[match.start()] == "‘" or re.search(r"\w[.,!?]?'(?!\w)", after)
    measured = re.match(
        r"[ \u2009]?(?:%|per ?cent|million|billion|thousand|dollars|euros|pounds)", after
    ) or units.match_unit(context.text, context.low, match.end())
    return bool(before.strip(" (") or quoted or measured)


OVER = re.compile(r"\b(?:over|under)[ \u2009-]$")


def _is_decade(context: Context, match: re.Match[str]) -> bool:
    """'the 80s', 'mid-90s'; '10s of thousands' is no decade, 'in her 60s' and 'the over-60s' are ages."""
    if re.match(r"(?:(?:mid|early|late)-)?(?:[1-9]0'?s|[a-z]+ties)$", match[0]) and (
        OVER.search(context.before(match.start(), 12)) or tens.are_measured(context, match.start(), match.end())
    ):
        return False
    return not re.match(r"[ \u2009]of[ \u2009]", context.after(match.end(), 4))


def _is_year_span(written: str) -> bool:
    first, second = re.findall(r"\d+", written)
    if len(second) == 1:
        return (int(first) + 1) % 10 == int(second)  # 2001/2
    if len(second) == 4:
        return 0 < int(second) - int(first) <= 400
    return (int(first[2:]) + 1) % 100 == int(second) or (
        int(second) > int(first[2:]) and int(second) - int(first[2:]) < 40
    )


def _is_numeric_date(written: str) -> bool:
    parts = [int(part) for part in re.findall(r"\d+", written)[:3]]
    if len(re.match(r"\d+", written)[0]) == 4:  # type: ignore[index]
        return 1 <= parts[1] <= 12 and 1 <= parts[2] <= 31
    return (1 <= parts[0] <= 12 and 1 <= parts[1] <= 31) or (1 <= parts[1] <= 12 and 1 <= parts[0] <= 31)


@cache
def _street() -> re.Pattern[str]:
    words = load_yaml("number_rejections")["street"]
    names = "|".join(sorted((w.capitalize() for w in words), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w$£€.,%-])\d{{1,5}}[A-Za-z]?(?:[-–]\d{{1,5}})?[ ](?:(?:North|South|East|West|"
        rf"[NSEW]\.?|NE|NW|SE|SW)[ ])?(?:(?:[A-Z][\w'.]*|\d{{1,3}}(?:st|nd|rd|th)|de|of|the|la)[ ])"
        rf"{{1,3}}(?:{names})(?![\w])\.?"
        rf"|(?<![\w$£€.,%-])\d{{1,5}}[ ](?:Ave|Avenue|Rue|Via|Calle|Avenida|Boulevard)[ ][A-Z][\w']*"
        rf"|\b\d{{1,5}}[ ]block(?=[ ]of[ ](?:[A-Z]|\d))|\b\d{{1,3}}(?:st|nd|rd|th)[ ](?:{names})\b"
    )


def _find_addresses(context: Context, add: object) -> None:
    for match in _street().finditer(context.text):
        following = context.next_token(match.end())
        if (
            following is not None
            and following.tag == "NNS"
            and following.text.islower()
            and not context.text[match.end() : following.start - context.offset].strip()
        ):
            continue  # "5 Wall Street firms"
        number = re.match(r"\d+[A-Za-z]?(?:[-–]\d+)?(?:st|nd|rd|th)?", match[0])
        if number:
            end = match.start() + number.end()
            add(match.start(), end, "address", "street_number")  # type: ignore[operator]
            rest = context.text[end : match.end()]
            for inner in re.finditer(r"\d+(?:st|nd|rd|th)?", rest):
                add(end + inner.start(), end + inner.end(), "address", "street_name")  # type: ignore[operator]


@cache
def _idioms() -> re.Pattern[str]:
    phrases = load_yaml("number_rejections")["idioms"]
    return re.compile(
        rf"(?<![\w/$£€.,-])"
        rf"(?:{'|'.join(re.escape(p).replace(chr(92) + ' ', '[ ]') for p in sorted(phrases, key=len, reverse=True))})"
        rf"(?![\w/]|[.,]\d)"
    )


def _find_idioms(context: Context, add: object) -> None:
    for match in _idioms().finditer(context.low):
        phrase = match[0]
        if phrase == "below zero" and re.search(r"(?:degrees?|°[cf]?)[ \u2009]$", context.before(match.start(), 9)):
            continue
        if phrase == "one day" and re.match(
            r"'s|[ \u2009](?:a|per|each|of|after|before|later|earlier|only|in\b|ahead|off)\b",
            context.after(match.end(), 10),
        ):
            continue
        if phrase == "one or two" and re.match(
            r"[ \u2009](?:percent|per cent|million|metres|feet|miles)", context.after(match.end(), 10)
        ):
            continue
        following = context.next_token(match.end())
        if phrase == "all in one" and following is not None and following.tag == "NN":
            continue  # "all in one park"
        add(match.start(), match.end(), "idiom", "set_phrase")  # type: ignore[operator]
