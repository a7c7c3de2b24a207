"""Numbers that are no claims: dates, names, addresses, scores… each by a rule that is named.

`find_formats` reads what its characters alone give away (dates, times, phones, URLs); `reject_in_context` needs the
words around the number, its tags and its parse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers import units
from pipeline.reading.numbers.ages import PERSON
from pipeline.reading.numbers.context import Context, Measure
from pipeline.reading.numbers.expressions.ranges import SPORT, VOTE

MONTH = r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"
# Months that are also words need a capital.
MONTH_CAPITAL = re.compile(r"(?:May|March|Mar|MAY|MARCH)")
WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:1[0-9]|20)\d\d"


@dataclass(slots=True)
class Format:
    """A span of the paragraph that is no quantity by its form."""

    start: int
    end: int
    reason: str
    rule: str


FORMATS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("url", "web_address", re.compile(r"(?:https?://|www\.)[^\s<>\"]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}|(?<![\w-])[\w-]{2,63}\.(?:com|org|net|gov|edu|co\.uk|info|ly|io)(?:/[^\s<>\"]*)?")),
    ("identifier", "hash", re.compile(r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{12,64}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")),
    ("time", "clock_time", re.compile(r"\b(?:[01]?\d|2[0-4])[:.][0-5]\d(?:[:.][0-5]\d)?[ \u2009]?(?:-|–|to[ \u2009])[ \u2009]?(?:[01]?\d|2[0-4])[:.][0-5]\d[ \u2009]?(?:[ap]\.?[ \u2009]?m\b\.?)?|\b(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?(?::[0-5]\d)?[ \u2009]?(?:[ap]\.[ \u2009]?m\b\.?|[ap]m\b|a\.m|p\.m)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[ \u2009](?:[ap]\.[ \u2009]?m\b\.?|[ap]m\b)|\b(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[ \u2009]?o'clock|(?<![\d:.])\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,3})?(?![\d:])(?:[ \u2009](?:gmt|bst|utc|et|pt|est|pst|cet|edt|pdt|ist|hrs)\b)?|\b(?:[01]\d|2[0-4])[0-5]\d[ \u2009]?(?:gmt|bst|utc|hrs|hours|local time|et|est|cet|ist)\b|\b(?:[01]?\d|2[0-4])[.:][0-5]\d[ \u2009]?(?:gmt|bst|utc|hrs|et|pt|est|pst|cet|edt|ist)\b|\b\d{1,2}h[0-5]\d\b")),
    ("time", "military_time", re.compile(r"(?<=between )(?:[01]\d|2[0-3])[0-5]\d and 0\d[0-5]\d\b|(?<=from )(?:[01]\d|2[0-3])[0-5]\d to 0\d[0-5]\d\b|(?<=between )0\d[0-5]\d and \d{4}\b|(?<=from )0\d[0-5]\d to \d{4}\b|(?<=\bat )0\d[0-5]\d\b(?!,)")),
    ("date", "month_day", re.compile(rf"\b{MONTH}[ \u2009]?(?:the[ \u2009])?{DAY}(?![\d%])(?![.,:]\d)(?![ \u2009]?(?:percent|per cent|million|billion|thousand|points))(?:[ \u2009]?(?:-|–|—|to|and|or|through|&|/|,)[ \u2009]?(?:{MONTH}[ \u2009])?{DAY}(?![\d,.:%]\d|[\d%])(?![ \u2009](?:\w+s|people)\b))*(?:,?[ \u2009]?{YEAR}\b(?!,\d))?")),
    ("date", "day_month", re.compile(rf"(?<![\d.,$£€:])\b{DAY}(?:[ \u2009]?(?:-|–|to|and|or|&|/|,)[ \u2009]?{DAY})?[ \u2009-]?(?:of[ \u2009])?{MONTH}(?:,?[ \u2009-]?{YEAR}\b)?")),
    ("date", "month_year", re.compile(rf"\b{MONTH}(?:[ \u2009]of)?,?[ \u2009-]?(?:{YEAR}\b(?![,.]\d)|'\d\d\b)")),
    ("date", "iso_date", re.compile(r"(?<![\d/-])\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?![\d/-])(?:t\d{2}:\d{2}(?::\d{2})?(?:z|[+-]\d{2}:?\d{2})?)?|(?<![\d/-])\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}(?![\d/-])")),
    ("date", "ordinal_of_month", re.compile(rf"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|twentieth|\d{{1,2}}(?:st|nd|rd|th))[ \u2009]of[ \u2009]{MONTH}")),
    ("date", "weekday_day", re.compile(rf"\b{WEEKDAY},?[ \u2009](?:the[ \u2009])?\d{{1,2}}(?:st|nd|rd|th)\b")),
    ("year", "fiscal_period", re.compile(r"\b(?:fy|cy|q[1-4]|h[12])[ \u2009]?'?(?:(?:19|20)?\d\d(?:/\d\d)?)?\b|\b[1-4]q(?:[ \u2009]?'?(?:20)?\d\d)?\b|\b[12]h(?:[ \u2009]?'?(?:20)?\d\d)\b")),
    ("year", "year_span", re.compile(r"(?<![\d.,$£€/])(?:1[6-9]|20)\d\d[ \u2009]?[-–/][ \u2009]?(?:(?:1[6-9]|20)\d\d|\d\d)(?![\d.,/-]\d|\d|%)(?![ \u2009-]?(?:people|percent|words))")),
    ("decade", "decade", re.compile(r"\b(?:1[0-9]|20)\d0'?s\b|(?<![\w])'\d0s\b|(?<![\d.,$£€])\b[1-9]0s\b|\b(?:mid|early|late)-(?:\d0s|(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))")),
    ("year", "apostrophe_year", re.compile(r"(?<![\w'])'\d\d\b(?!')")),
    ("phone", "phone", re.compile(r"(?<![\w.,$£€])(?:\+[ ]?\d{1,3}[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)|(?<![\w.,$£€])1-\d{3}-[\dA-Za-z]{3}-?[\dA-Za-z]{4}\b|(?<![\w.,$£€-])\d{3}-\d{4}(?![\d-])|(?<=\+)[ ]?\d{1,3}(?:[ -]\(?\d{1,5}\)?){2,5}(?!\d)|(?<=\+)\d{8,14}(?!\d)|(?<![\w.,$£€])0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}(?!\d)|(?<![\w.,$£€])0\d{2,4}(?:[ -]\d{1,4}){2,4}(?!\d)|(?<![\w.,$£€])0\d{2,4}[ -]\d{5,8}(?!\d)")),
    ("reference", "number_sign", re.compile(r"(?<!\w)#[ ]?\d+\b|\[\d{1,3}\]")),
    ("name", "version", re.compile(r"(?<![\d.])\d+\.\d+\.\d+(?:\.\d+)*(?![\d])(?!,\d)")),
    ("name", "model_number", re.compile(r"(?<=\d )\d{3}-\d{3}(?=s?[ ][a-z])")),
    ("address", "postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2}(?![A-Z])|\b[A-Z]{2}[ ]\d{5}(?:-\d{4})?\b(?![ ]?(?:people|million|,))|(?<=[a-z] )\d{5}(?= ZIP)|(?<=zip code )\d{5}\b")),
)  # fmt: skip
CASED = frozenset({"address"})
PHONE_CUE = re.compile(r"\b(?:call(?:ing|ed)?|dial(?:ling|ing|led|ed)?|ring|phone[ds]?|tel|telephone|text(?:ing)?|fax|hotline|helpline|on|sms|whatsapp)[.:]?[ \u2009](?:the[ \u2009])?(?:\w+[ \u2009])?(?:on[ \u2009]|at[ \u2009])?$")
PHONE_DIGITS = re.compile(r"\+?\(?\d[\d ()-]{3,18}\d(?![\d,.]\d)")
TIME_WITH_DOT = re.compile(r"\bat[ \u2009](?:about[ \u2009]|around[ \u2009])?$")


def find_formats(context: Context) -> list[Format]:
    """The spans that their form gives away, in order, without overlap; the earlier pattern wins."""
    found: list[Format] = []
    low, text = context.low, context.text
    taken: list[tuple[int, int]] = []
    digits_or_clock = any(c.isdigit() for c in low) or "o'clock" in low or ".m" in low or "m." in low

    def add(start: int, end: int, reason: str, rule: str) -> None:
        if start < end and not any(start < stop and end > begin for begin, stop in taken):
            taken.append((start, end))
            found.append(Format(start, end, reason, rule))

    for reason, rule, pattern in FORMATS if digits_or_clock else ():
        for match in pattern.finditer(text if reason in CASED else low):
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
            if reason == "phone" and _is_year_pair(match[0]):
                continue
            if rule == "version" and re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", match[0]):
                continue
            if rule == "month_day":
                end = start + len(match[0].rstrip(" -–,"))
            add(start, end, reason, rule)
    for match in re.finditer(r"\b(?:call|dial|ring|phone|tel|text|fax|hotline|helpline)[a-z]*\b", low):
        follow = re.match(r"[.:]?[ \u2009](?:[a-z]+[ \u2009]){0,2}(?:on[ \u2009]|at[ \u2009])?", low[match.end() : match.end() + 40])
        position = match.end() + (follow.end() if follow else 0)
        digits = PHONE_DIGITS.match(low, position) or re.compile(r"(?:911|999|112|111|101|000|988|311)\b").match(low, position)
        if digits and (len(re.sub(r"\D", "", digits[0])) >= 5 or digits[0] in ("911", "999", "112", "111", "101", "000", "988", "311")) and "," not in digits[0]:
            add(position, digits.end(), "phone", "phone_cue")
    for match in re.finditer(r"(?<![\w$£€.,-])(?:911|999|112)(?![\w,.-]\d|\w)", low):
        if re.search(r"\b(?:a|call\w*|dial\w*|to|the)[ \u2009]$", low[max(0, match.start() - 10) : match.start()]) or re.match(r"[ \u2009](?:call|caller|dispatch\w*|operator|emergency)", low[match.end() : match.end() + 14]):
            add(match.start(), match.end(), "phone", "emergency_number")
    _find_addresses(context, add)
    _find_idioms(context, add)
    if match := re.match(r"[ \u2009]*[(\[]?(\d{1,2})[.)\]][ \u2009]+(?=[A-Za-z\"'])", text):
        add(match.start(1), match.end(1), "list_marker", "line_start_number")
    return sorted(found, key=lambda span: span.start)


def _is_month(text: str, match: re.Match[str], rule: str) -> bool:
    """'may 5' in lower case is a verb, 'march 10 miles' too; '3 mar' hardly a date."""
    written = text[match.start() : match.end()]
    ambiguous = re.search(r"\b(?:may|march|mar|sat|sun|dec|jan)\b", written.lower())
    if ambiguous and ambiguous[0] in ("may", "march", "mar"):
        cased = re.search(r"\b(?:May|March|Mar|MAY|MARCH|MAR)\b", written)
        if not cased:
            return bool(re.search(rf"(?:^|[ ,]){YEAR}", written)) or rule == "day_month" and not re.search(r"\bmay\b", written)
    if rule == "day_month" and re.match(r"[ \u2009](?:be|have|not|well)\b", text[match.end() : match.end() + 6]):
        return bool(re.search(rf"{YEAR}", written))
    return True


def _is_clock(context: Context, match: re.Match[str]) -> bool:
    """A time with a colon or a.m./p.m.; '3:1' and 'odds of 16:10' are none; '2.30pm' is, '2.30' alone not."""
    written = match[0]
    if re.match(r"\d{1,2}:\d{2}", written):
        return True
    return bool(re.search(r"[apm]m|a\.|p\.|o'clock|gmt|bst|utc|hrs|hours|time|\bet|\bpt|est|pst|cet|ist|edt|h\d", written))


def _is_quoted_number(context: Context, match: re.Match[str]) -> bool:
    """The mark before two digits opens a quotation ('10 litres lost'), no year ('94 election)."""
    before = context.low[max(0, match.start() - 1) : match.start()]
    after = context.low[match.end() :]
    quoted = context.paragraph.text[match.start()] == "‘" or re.search(r"\w[.,!?]?'(?!\w)", after)
    measured = re.match(r"[ \u2009]?(?:%|per ?cent|million|billion|thousand|dollars|euros|pounds)", after) or units.match_unit(
        context.text, context.low, match.end()
    )
    return bool(before.strip(" (") or quoted or measured)


def _is_decade(context: Context, match: re.Match[str]) -> bool:
    """'the 80s', 'mid-90s', 'in her 60s'; '10s of thousands' is no decade."""
    return not re.match(r"[ \u2009]of[ \u2009]", context.after(match.end(), 4))


def _is_year_span(written: str) -> bool:
    first, second = re.findall(r"\d+", written)
    if len(second) == 4:
        return 0 < int(second) - int(first) <= 400
    return (int(first[2:]) + 1) % 100 == int(second) or (int(second) > int(first[2:]) and int(second) - int(first[2:]) < 40)


def _is_numeric_date(written: str) -> bool:
    parts = [int(part) for part in re.findall(r"\d+", written)[:3]]
    if len(re.match(r"\d+", written)[0]) == 4:  # type: ignore[index]
        return 1 <= parts[1] <= 12 and 1 <= parts[2] <= 31
    return (1 <= parts[0] <= 12 and 1 <= parts[1] <= 31) or (1 <= parts[1] <= 12 and 1 <= parts[0] <= 31)


def _is_year_pair(written: str) -> bool:
    return bool(re.fullmatch(r"\d{3}[ ]\d{3}[ ]\d{4}", written)) and False


@cache
def _street() -> re.Pattern[str]:
    words = load_yaml("number_rejections")["street"]
    names = "|".join(sorted((w.capitalize() for w in words), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w$£€.,%-])\d{{1,5}}[A-Za-z]?(?:[-–]\d{{1,5}})?[ ](?:(?:North|South|East|West|[NSEW]\.?|NE|NW|SE|SW)[ ])?(?:(?:[A-Z][\w'.]*|\d{{1,3}}(?:st|nd|rd|th)|de|of|the|la)[ ]){{1,3}}(?:{names})(?![\w])\.?"
        rf"|(?<![\w$£€.,%-])\d{{1,5}}[ ](?:Ave|Avenue|Rue|Via|Calle|Avenida|Boulevard)[ ][A-Z][\w']*"
        rf"|\b\d{{1,5}}[ ]block(?=[ ]of[ ](?:[A-Z]|\d))|\b\d{{1,3}}(?:st|nd|rd|th)[ ](?:{names})\b"
    )


def _find_addresses(context: Context, add: object) -> None:
    for match in _street().finditer(context.text):
        following = context.next_token(match.end())
        if following is not None and following.tag == "NNS" and following.text.islower() and not context.text[match.end() : following.start - context.offset].strip():
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
    return re.compile(rf"(?<![\w/$£€.,-])(?:{'|'.join(re.escape(p).replace(chr(92) + ' ', '[ ]') for p in sorted(phrases, key=len, reverse=True))})(?![\w/]|[.,]\d)")


def _find_idioms(context: Context, add: object) -> None:
    for match in _idioms().finditer(context.low):
        phrase = match[0]
        if phrase == "one day" and re.match(r"'s|[ \u2009](?:a|per|each|of|after|before|later|earlier|only|in\b|ahead|off)\b", context.after(match.end(), 10)):
            continue
        if phrase == "one or two" and re.match(r"[ \u2009](?:percent|per cent|million|metres|feet|miles)", context.after(match.end(), 10)):
            continue
        add(match.start(), match.end(), "idiom", "set_phrase")  # type: ignore[operator]


@cache
def _labels() -> dict[str, str]:
    data = load_yaml("number_rejections")["labels"]
    table: dict[str, str] = {}
    for reason in ("ordinal", "address", "reference", "name"):
        for word in data[reason]:
            table.setdefault(str(word), reason)
    return table


QUANTIFIED = re.compile(r"\b(?:about|around|roughly|approximately|nearly|almost|some|over|under|than|least|most|to|estimated|fewer|only|just|as many as|of|all|other|another|these|those|every|than)[ \u2009]$")
YEAR_BEFORE = re.compile(r"\b(?:in|since|by|until|till|from|to|during|before|after|of|between|and|for|circa|around|early|late|mid|year|the|fiscal|season|summer|spring|winter|autumn|fall|through|than|election|its|his|her|their|our|back|early-|late-|mid-|as of|end-|copyright|class of|calendar|january|christmas|next|last)[ \u2009-]*$")
NAME_SPAN = frozenset({"PRODUCT", "FAC", "LAW", "WORK_OF_ART", "EVENT", "ORG"})


def reject_in_context(context: Context, measures: list[Measure]) -> None:
    """Set the reason of each measure that its context shows to be no claim; in place."""
    for index, m in enumerate(measures):
        if m.reason is not None:
            continue
        for rule in RULES:
            reason = rule(context, m, measures, index)
            if reason:
                m.reject(reason, rule.__name__.strip("_"))
                break


def _attached_name(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """Digits glued to letters: A320, FN417, CO2, COVID-19, 5G, 4K, 49ers, 1080p."""
    if not m.numeral.digits:
        return None
    text = context.text
    start = m.numeral.start
    if m.start == m.numeral.start and start > 0:
        before = text[max(0, start - 12) : start]
        if re.search(r"[A-Za-z]$", before) and not re.search(r"(?<![A-Za-z])(?:x|X)$", before):
            return "name"
        if re.search(r"[A-Za-z][A-Za-z.]*-$", before) and not re.search(r"\b(?:minus|plus|sub|to|and|or|now|mid|pre|post|top|under|over|the|a|then|nearly|about|just|only|roughly|some)-$", before.lower()):
            return "ordinal" if before.lower().endswith("top-") else "name"
        if re.search(r"\d[-/.]$", before) and m.unit is None and m.low is None and re.match(r"[-/]", text[m.end : m.end + 1]):
            return "identifier"
    if m.unit is None and m.kind == "count":
        after = text[m.end : m.end + 8]
        if re.match(r"[A-Za-z]", after):
            return "name"
        if re.match(r"-[A-Z]?\d*[A-Za-z]?\d", after) and not re.match(r"-\d", after):
            return "name"
    return None


def _year(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """A bare four-digit number that reads as a year."""
    if not (m.bare and m.low is None and re.fullmatch(r"1[0-9]\d\d|2[0-2]\d\d", m.numeral.digits) and m.numeral.scale == 1):
        return None
    before = context.before(m.start, 24)
    noun = context.next_token(m.end)
    touching = noun is not None and not context.text[m.end : noun.start - context.offset].strip(" \u2009")
    if re.match(r"-(?:\w)", context.text[m.end : m.end + 2]):
        return "year" if 1800 <= m.value <= 2100 else None
    plural = touching and noun is not None and noun.tag in ("NNS", "NNPS") or touching and noun is not None and noun.lower in ("people", "jobs")
    modern = 1900 <= m.value <= 2035
    if before.endswith("at ") and not modern and m.value % 100 < 60 and not (touching and noun is not None and noun.tag[:1] in "NJ"):
        return "time"  # "due at the stadium at 1330"
    quantified = re.search(r"\b(?:about|roughly|approximately|nearly|almost|some|over|more than|less than|fewer than|at least|up to|as many as|estimated|only|another|additional|these|all)[ \u2009]$", before)
    if quantified and (plural or not modern):
        return None
    label = _date_label(context, m)
    verb = context.previous_token(m.start)
    if plural and verb is not None and verb.pos == "VERB" and noun is not None and PERSON.fullmatch(noun.lower.removesuffix("s")) and verb.tag != "VBG":
        return None  # "killed 1950 people"
    if label == "DATE":
        return "year"
    if modern:
        if plural and label in ("CARDINAL", "QUANTITY") and not re.search(r"\b(?:in|since|the|its|his|her|their|of|by|from)[ \u2009]$|'s?[ \u2009]$", before):
            return None
        if plural and label is None and re.search(r"\b(?:with|has|have|had|were|are|killed|than|least|employs?|lost|cut|hired)[ \u2009]$", before):
            return None
        return "year"
    if re.search(r"\b(?:in|since|by|until|till|during|circa|year|late|early|before|after|the)[ \u2009]$", before) and not plural and not (touching and noun is not None and noun.tag in ("NN", "JJ")):
        return "year"
    if re.search(r"\b(?:between|from)[ \u2009]$", before) and index + 1 < len(measures) and re.fullmatch(r"1[0-9]\d\d|20\d\d", measures[index + 1].numeral.digits):
        return "year"
    if re.search(r"\b(?:and|to)[ \u2009]$", before) and index and measures[index - 1].reason == "year" and not plural:
        return "year"
    return None


def _date_label(context: Context, m: Measure) -> str | None:
    start, end = m.core_start + context.offset, m.core_end + context.offset
    for span in context.paragraph.parse.named_spans:
        if span.start <= start and span.end >= end:
            return span.label
    return None


def _year_range(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'between 1600 and 1900', 'from 2014 to 2017': joined as a range, but both ends are years."""
    if not (m.bare and m.low is not None and m.high is not None and "," not in context.text[m.core_start : m.core_end]):
        return None
    if not re.fullmatch(r"(?:1[5-9]|20)\d\d\D+(?:1[5-9]|20)\d\d", context.text[m.core_start : m.core_end]):
        return None
    noun = context.next_token(m.end)
    if noun is not None and noun.tag in ("NNS",) and not re.search(r"\b(?:between|from|in)[ \u2009]$", context.before(m.start, 10)) and not context.text[m.end : noun.start - context.offset].strip():
        return None
    return "year"


def _label(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """A noun that takes a number as its identifier: 'Section 1344', 'Room 208', 'Line 2', 'Local 416', 'No. 1'."""
    if m.numeral.scale > 1 or m.numeral.form == "fraction" or (m.unit is not None and m.kind not in ("age", "duration", "other", "data")):
        return None
    previous = context.previous_token(m.start)
    if previous is None:
        return None
    gap = context.text[previous.end - context.offset : m.start]
    word = previous.lower.rstrip(".")
    if previous.text == "." and previous.i:
        word = context.tokens[previous.i - 1].lower
    if gap.strip(" \u2009"):
        return None
    reason = _labels().get(word)
    if reason is None or re.match(r"[ \u2009]?(?:by|x|×)[ \u2009]?\d", context.after(m.end, 6)):
        return None
    capital = previous.text[:1].isupper() and previous.text != previous.text.lower()
    if word in ("no", "nos", "#", "nr") and (previous.lower.endswith(".") or capital or m.numeral.digits):
        return "ordinal" if m.numeral.digits else None
    if word == "top":
        return "ordinal" if not re.search(r"\bto[ \u2009]top[ \u2009]$", context.before(m.start, 10)) else None
    if word in ("number", "num", "rank", "ranked", "seed", "seeded", "position", "spot", "chart"):
        if word == "ranked" or word == "seeded":
            return "ordinal" if not _has_counted_noun(context, m) else None
        return "ordinal" if word != "position" or not _has_counted_noun(context, m) else None
    if m.unit is not None and m.kind != "age":
        # "Phase 2 m": a label beats a unit only with a capital and no other word behind
        return reason if capital and m.unit in ("degree celsius", "coulomb", "ampere", "metre", "second") and m.end - m.core_end == 1 else None
    if "," in m.numeral.digits or "." in m.numeral.digits and reason not in ("reference", "name"):
        return None
    if not m.numeral.digits:
        strong = word in ("lane", "page", "chapter", "phase", "stage", "channel", "platform", "gate", "room", "level", "terminal", "runway", "number", "round", "game", "pole", "hole", "tier", "category", "row", "flight", "route", "week", "day", "year", "season", "quarter", "set", "act", "episode", "part", "step", "grade", "group", "division", "junction", "floor", "league", "leg", "lap")
        named = capital or strong and previous.tag == "NN" and not re.search(r"\b(?:a|an|per|each|every|this|that|last)[ \u2009]\w+[ \u2009]$", context.before(m.start, 22))
        return reason if named and m.value < 100 and not _has_counted_noun(context, m) else None
    if previous.pos == "VERB" and not capital:
        return None
    if not capital and _has_counted_noun(context, m):
        return None
    if not capital and word in ("group", "team", "game", "week", "day", "year", "company", "series", "case", "count", "system", "bill", "book", "camp", "school", "field", "band", "court", "house", "hall", "studio", "track", "match", "round", "question", "measure", "point", "form", "act", "case", "file", "step", "size", "plant", "class", "road", "season", "leg", "heat", "over", "quarter", "period", "box", "table", "rule", "cell", "bay", "lot", "title", "stand", "unit", "scene", "cut", "well", "bus", "train", "radio", "division", "figure", "engine", "building", "floor", "issue", "article", "area", "amendment", "block", "bank", "super", "stop", "lap"):
        return reason if word in ("game", "round", "day", "week", "match", "season", "year", "lap", "heat", "leg", "size", "step", "grade", "bus", "train", "table", "figure", "class", "question", "lot", "box", "article", "rule", "building", "amendment", "floor", "court") and not re.search(r"\b(?:a|an|this|that|last|every|per|each|the|first|final)[ \u2009]\w+[ \u2009]$", context.before(m.start, 22)) and m.numeral.digits else None
    return reason


def _has_counted_noun(context: Context, m: Measure) -> bool:
    token = context.next_token(m.end)
    if token is None or context.text[m.end : token.start - context.offset].strip(" \u2009"):
        return False
    if token.tag in ("NNS",):
        return True
    number = context.token_at(m.core_end - 1)
    return bool(number is not None and number.dep == "nummod" and number.head.i > number.i and number.head.tag == "NNS")


def _name(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """A number in a proper name: 'iPhone 14', 'S&P 500', 'Apollo 11', 'Boeing 787 Dreamliner', 'the Fortune 100'."""
    if not (m.bare and m.numeral.digits and m.numeral.scale == 1 and m.low is None) or "," in m.numeral.digits:
        return None
    previous = context.previous_token(m.start)
    following = context.next_token(m.end)
    touching = following is not None and not context.text[m.end : following.start - context.offset].strip(" \u2009")
    if previous is not None and not context.text[previous.end - context.offset : m.start].strip(" \u2009"):
        number = context.token_at(m.core_start)
        proper = previous.pos == "PROPN" or previous.tag in ("NNP", "NNPS")
        plural = touching and following is not None and following.tag in ("NNS", "NNPS") and following.text[:1].islower()
        if proper and previous.text[:1].isalpha() and (previous.text[:1].isupper() or not previous.text.islower()):
            label = _date_label(context, m)
            if label in NAME_SPAN:
                return "name"
            if label == "CARDINAL" and plural:
                return None
            if number is not None and number.tag == "CD" and number.dep in ("nummod", "appos", "npadvmod", "punct", "dep", "pobj", "conj", "ROOT", "attr", "dobj", "nsubj", "compound", "nmod"):
                if plural and number.head.i > number.i:
                    return None
                if _is_place_or_person_before_count(context, previous, m):
                    return None
                return "name"
        if proper and previous.lower in ("s&p", "sp", "p", "ftse", "nasdaq", "russell", "nikkei", "cac", "dax", "stoxx", "fortune", "forbes", "asx", "asx/s&p", "hang"):
            return "name"
        if re.search(r"\b(?:sp|s&p|ftse|nikkei|cac|asx|stoxx|russell|fortune|iphone|galaxy|windows|android|ios|boeing|airbus|covid|formula|interstate|playstation|xbox)[ \u2009-]?$", context.before(m.start, 16)):
            return "name"
    label = _date_label(context, m)
    if label in ("PRODUCT", "LAW", "FAC") and touching and following is not None and following.pos == "PROPN":
        return "name"
    if touching and following is not None and following.pos == "PROPN" and following.text[:1].isupper() and following.tag == "NNP":
        number = context.token_at(m.core_start)
        if label in NAME_SPAN:
            return "name"
    return None


def _is_place_or_person_before_count(context: Context, previous: object, m: Measure) -> bool:
    """'In Royal Oak 300 people', with its comma stripped: a counted noun follows."""
    return _has_counted_noun(context, m)


def _label_behind(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'the 501 streetcar', 'the 90049 ZIP Code', 'the 7 train', '2018 model': a definite identifier before its noun."""
    if not (m.bare and m.numeral.digits and m.low is None and m.numeral.scale == 1):
        return None
    following = context.next_token(m.end)
    if following is None or context.text[m.end : following.start - context.offset].strip(" \u2009"):
        return None
    if following.lower == "zip":
        return "address"
    if re.search(r"\b(?:the|a|an|his|her|this|that)[ \u2009]$", context.before(m.start, 6)) and following.tag == "NN" and following.lower in ("streetcar", "bus", "train", "tram", "freeway", "highway", "motorway", "flight", "jersey", "shirt", "number", "line", "service", "route", "corridor", "expressway", "interstate", "model", "squad", "ferry"):
        return "name"
    return None


def _score(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """Two small figures joined by a dash that were not read as a range: the result of a game, unless a vote."""
    if not m.bare or m.numeral.scale > 1 or m.low is not None or m.value >= 1000 or "." in m.numeral.digits:
        return None
    other = _partner(context, m, measures, index)
    if other is None or other.value >= 1000 or not other.bare:
        return None
    gap = context.low[min(m.end, other.end) : max(m.core_start, other.core_start)]
    if gap.strip() == "to" and (_counted(context, m if m.start > other.start else other) or not RESULT_VERB.search(context.before(min(m.start, other.start), 50))):
        return None
    first, last = min(m.start, other.start), max(m.end, other.end)
    sentence = context.sentence_at(m.start)
    left = context.low[max(sentence.start - context.offset, first - 100) : first]
    right = context.low[last : last + 60]
    if re.search(r"\b(?:vot\w+|rul\w+|split|approv\w+|reject\w+|decid\w+|agreed|elect\w+|uph[eo]ld\w*|overturn\w*)\b", left[-70:]) and not SPORT.search(left[-30:]):
        return None
    if re.match(r"[ \u2009](?:vote|ruling|decision|majority|verdict|margin|split)\b", right):
        return None
    return "score"


PAIR = re.compile(r"[ \u2009]?[-–][ \u2009]?|-to-|[ \u2009]to[ \u2009]")
RESULT_VERB = re.compile(r"\b(?:beat|beats|beaten|beating|won|win|wins|lost|lose|loses|defeat\w*|thrash\w*|led|trail\w*|drew|down|score|final)\b[^.;]{0,40}$")


def _partner(context: Context, m: Measure, measures: list[Measure], index: int) -> Measure | None:
    for other in (measures[index + 1] if index + 1 < len(measures) else None, measures[index - 1] if index else None):
        if other is None:
            continue
        left, right = (m, other) if other.start > m.start else (other, m)
        if PAIR.fullmatch(context.low, left.end, right.core_start) and other.low is None and other.reason in (None, "score"):
            return other
    return None


def _slash_pair(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'7/4', '4/5': odds and ratings."""
    if not m.bare or not re.fullmatch(r"\d{1,3}", m.numeral.digits) or m.low is not None:
        return None
    if re.match(r"/\d{1,3}(?![\d,/%]|\.\d)", context.text[m.end : m.end + 5]) or re.search(r"(?<![\d/.,])\d{1,3}/$", context.text[max(0, m.start - 4) : m.start]):
        return "score"
    return None


def _capital_word(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'the Six Nations', 'BBC Three', 'League Two': a capital within a sentence makes the number word a name."""
    if m.numeral.digits or not m.bare or m.numeral.form != "words" or not context.text[m.core_start].isupper():
        return None
    label = _date_label(context, m)
    sentence = context.sentence_at(m.start)
    words = [token for token in sentence.tokens if token.text[:1].isalpha()]
    if sum(token.text[:1].isupper() for token in words) * 2 > len(words) + 1:
        return None  # a headline in title case
    opens = not words or words[0].start - context.offset >= m.core_start or context.text[max(0, m.core_start - 2) : m.core_start].strip()[-1:] in ('"', "'", ":", "•", "(", "-")
    following, previous = context.next_token(m.end), context.previous_token(m.start)
    touching = following is not None and not context.text[m.end : following.start - context.offset].strip(" \u2009-")
    proper_after = touching and following is not None and following.text[:1].isupper()
    if opens:
        return "name" if proper_after and label in NAME_SPAN else None
    proper_before = previous is not None and previous.text[:1].isupper() and not context.text[previous.end - context.offset : m.start].strip(" \u2009")
    return "name" if proper_after or proper_before else None


def _last_n(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'in the last 16', 'reached the last eight': a stage of a contest, where no noun is counted."""
    if not m.bare or m.value not in (4, 8, 16, 32, 64, 128) or not re.search(r"\blast[ \u2009]$", context.before(m.start, 6)):
        return None
    return None if _counted(context, m) else "ordinal"


def _one(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'one' as a pronoun or an article: 'the one that', 'one of the cases', 'no one'; 'one nurse' counts."""
    if m.numeral.digits or m.value != 1 or m.numeral.form != "words" or not m.bare or context.low[m.core_start : m.core_end] != "one":
        return None
    token = context.token_at(m.core_start)
    before, after = context.before(m.start, 20), context.after(m.end, 40)
    if token is None:
        return "pronoun"
    if re.search(r"\b(?:no|any|every|some|each|this|that|which|the|a|another|an?[ \u2009]\w+|last|first|next|new|old|good|the[ \u2009]only|whole|other|latest|big|other)[ \u2009-]$", before):
        if not (re.search(r"\b(?:the|only|last|each|every|another)[ \u2009]$", before) and _counted(context, m)):
            return "pronoun"
    if re.match(r"[ \u2009]of[ \u2009]", after):
        superlative = re.match(r"[ \u2009]of[ \u2009]\w+(?:'s)?[ \u2009](?:\w+[ \u2009])?(?:\w+[ \u2009])?(?:most|least|best|worst|\w{3,}est)\b", after)
        number = re.match(r"[ \u2009]of[ \u2009](?:\w+(?:'s)?[ \u2009]){0,2}(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b", after)
        return None if superlative or number else "pronoun"
    if re.match(r"[ \u2009]in[ \u2009]|[ \u2009]out[ \u2009]of", after):
        return None if _counted(context, m) else "pronoun"
    if re.search(r"(?<!the[ \u2009])\b(?:only|just|at least|more than|less than)[ \u2009]$", before) and token.tag == "CD":
        return None
    if re.match(r"'s\b|[ \u2009](?:who|that|which|can|could|should|must|might|may|would|will|is|was|has|had|does|another)\b", after):
        return "pronoun"
    if _counted(context, m):
        return None
    if re.match(r"-", after):
        return "idiom" if re.match(r"-(?:off|time|sided|way|stop|upmanship|man|woman|size|track|liner|liners|hit|on|dimensional)\b", after) else None
    if token.tag in ("PRP", "NN", "NNS"):
        return "pronoun"
    return None if re.search(r"\b(?:only|just|at least|than|about|least|to|from|and|or|by|with|had|has|have|killed)[ \u2009]$", before) and re.match(r"[.,;)]|$|[ \u2009]", after) and token.tag == "CD" else "pronoun"


def _counted(context: Context, m: Measure) -> bool:
    token = context.next_token(m.end)
    if token is None or context.text[m.end : token.start - context.offset].strip(" \u2009"):
        return False
    if token.tag in ("NN", "NNS", "NNP", "NNPS"):
        return True
    if token.tag in ("JJ", "JJR", "VBN", "VBG", "RB"):
        number = context.token_at(m.core_start)
        following = context.tokens[token.i + 1] if token.i + 1 < len(context.tokens) else None
        return bool((number is not None and number.dep == "nummod" and number.head.i > number.i) or (following is not None and following.tag in ("NN", "NNS", "NNP")))
    return False


def _two(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """Hyphened adjectives that name a kind, not a number: 'two-way', 'three-point range' keeps its count."""
    if m.numeral.digits or not m.bare:
        return None
    after = context.after(m.end, 14)
    if re.match(r"-(?:way|faced|tone|tier|dimensional|piece|fold|time|some|pronged)\b", after):
        return "idiom"
    return None


def _half(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'half' that names a part of a game or year or blurs an adjective: 'second half', 'half-time', 'half-hearted'."""
    if m.numeral.form != "fraction" or m.unit is not None:
        return None
    word = context.low[m.core_start : m.core_end]
    before, after = context.before(m.start, 20), context.after(m.end, 24)
    if word in ("half", "a half"):
        if re.search(r"[a-z]-$", before) or re.search(r"\b(?:their|our|his|her|its|your|my|the|own)(?:[ \u2009]\w+)?[ \u2009]$", before) and not re.match(r"[ \u2009](?:of|the|a|an|million|billion|dozen|hour|mile|\w+s)\b", after):
            return "fraction_word"
        if re.match(r"-(?!dozen|million|billion|hour|mile|point|percent|an-|a-|year|century|day)", after) and not re.match(r"-(?:brother|sister)?$", after):
            return "fraction_word"
        if re.search(r"\b(?:first|second|other|better|opening|latter|final|top|bottom|upper|lower|eastern|western|northern|southern|back|front|this|that|each|either|1st|2nd|the[ \u2009]last|next|previous|same|half|past|in)[ \u2009-]$", before):
            return "fraction_word"
        if re.match(r"[ \u2009](?:time|term|brother|sister|back|ago|hearted|way)\b", after):
            return "fraction_word"
        return None
    if word == "a quarter" and re.search(r"\b(?:in|for|per|during|once|every|each|times|within|after|such)[ \u2009]$", before) and not re.match(r"[ \u2009]of\b", after):
        return "fraction_word"
    if word == "quarter" and not re.match(r"[ \u2009]of[ \u2009]|[ \u2009](?:mile|inch|hour|point|percentage|acre|pound|century|more|less|higher|lower)|[.,;]|$|-(?:mile|hour|point|inch|century|million)", after):
        return "fraction_word"
    if word.startswith(("a third", "a fourth", "a fifth", "a sixth", "a seventh", "a eighth", "a tenth", "a ninth")) or word.startswith("an eighth"):
        token = context.next_token(m.end)
        if token is not None and not context.text[m.end : token.start - context.offset].strip(" \u2009-") and token.tag in ("NN", "NNS", "NNP", "JJ", "VBG", "VBN", "NNPS") and token.lower not in ("more", "less", "fewer", "higher", "lower"):
            return "ordinal"
        if re.match(r"-", after):
            return "ordinal"
    return None


MULTIPLE_SIZE = re.compile(r"[ \u2009](?:as|the|that|its|their|his|her|what|last|this|a|an|more|to|in|since|from|over|by|size|number|number of|per|every)\b|[ \u2009]?[.,;]|$")


def _multiple(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'twice', 'doubled': claims only where they state the size of something against something else."""
    if m.numeral.form != "multiple":
        return None
    word = context.low[m.core_start : m.core_end]
    after = context.after(m.end, 20)
    if word in ("twice", "thrice"):
        if re.match(r"[ \u2009]as\b", after):
            adjective = context.next_token(m.end + 3)
            return None if adjective is not None and adjective.tag in ("JJ", "RB") else "multiple"
        return None if re.match(r"[ \u2009](?:the|that|its|their|what|his|her)\b", after) else "multiple"
    return "multiple"


def _long_identifier(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """Digit sequences that no one counts: leading zeros, ten and more digits without grouping."""
    digits = m.numeral.digits
    if not digits or m.unit is not None or m.numeral.scale > 1:
        return None
    if re.fullmatch(r"0\d+", digits):
        return "identifier"
    if re.fullmatch(r"\d{10,}", digits):
        return "identifier"
    return None


def _vague_word(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'scores' as a verb or results, 'tens' alone; 'hundreds' needs nothing."""
    if m.numeral.form != "vague":
        return None
    word = context.low[m.core_start : m.core_end]
    if word == "scores" and not re.match(r"[ \u2009](?:of|more|were|are|have|dead|killed|injured)\b", context.after(m.end, 10)):
        return "vague"
    token = context.token_at(m.core_start)
    if word.startswith("scores") and token is not None and token.pos == "VERB":
        return "vague"
    if re.search(r"\b(?:by the|in their|in the|the)[ \u2009]$", context.before(m.start, 12)) and not re.match(r"[ \u2009]of", context.after(m.end, 4)):
        return "vague"
    return None


def _since_word(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """Zero as a name: 'ground zero'; handled by phrases; a bare scale word as a name: 'Million', 'the Score'."""
    word = re.sub(r"^an?[ \u2009-]", "", context.low[m.core_start : m.core_end])
    if m.numeral.form == "words" and word == "dozen" and re.search(r"\bbaker'?s?[ \u2009]$", context.before(m.core_start, 10)):
        return "idiom"
    if m.numeral.form == "words" and word in ("score", "gross"):
        if word == "gross" or not context.low.startswith("a", m.core_start) or not re.match(r"[ \u2009]of[ \u2009]", context.after(m.end, 4)):
            return "idiom"
    return None


def _singular_name(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """A count above one takes a plural; before a singular proper noun the number is part of a name: '787 Dreamliner'."""
    if not (m.bare and m.numeral.digits.isdigit() and m.value > 1 and m.low is None and m.numeral.scale == 1):
        return None
    token = context.next_token(m.end)
    if token is None or context.text[m.end : token.start - context.offset].strip(" \u2009") or token.tag != "NNP" or not token.text[:1].isupper():
        return None
    last = token
    while last.i + 1 < len(context.tokens):
        following = context.tokens[last.i + 1]
        if following.tag in ("NNS", "NNPS") or following.lower in ("people", "crew", "staff", "police"):
            return None
        if following.tag not in ("NN", "NNP", "JJ", "HYPH", "VBN", "VBG"):
            break
        last = following
    if token.lower.endswith("s") and token.dep != "compound" or re.search(r"\b(?:killed|about|than|of|least|nearly|over)[ \u2009]$", context.before(m.start, 12)):
        return None
    return "name"


def _scored_a(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'hit a 180', 'a perfect 10': an indefinite article before a bare figure makes it a score, not a count."""
    if not (m.bare and m.numeral.digits.isdigit() and m.low is None and m.numeral.scale == 1):
        return None
    if re.search(r"(?<![\w])an?[ \u2009](?:perfect[ \u2009]|rare[ \u2009])?$", context.before(m.start, 12)) and not _counted(context, m) and re.match(r"[ \u2009]?(?:[.,;)]|$)|[ \u2009](?:on|in|from|for|at|and|to|out|since|when|yet|again|after|before|last|this|during|with)\b", context.after(m.end, 9)):
        return "score"
    return None


RULES = (_long_identifier, _attached_name, _year_range, _year, _score, _slash_pair, _label, _label_behind, _capital_word, _last_n, _name, _one, _two, _half, _multiple, _vague_word, _since_word, _singular_name, _scored_a)
