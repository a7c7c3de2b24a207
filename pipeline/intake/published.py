"""The day a document was published: taken where the seed states it in full, never guessed."""

from __future__ import annotations

import re
from datetime import date, datetime

from dateutil import parser  # type: ignore[import-untyped, unused-ignore]

# In this order: a "Published" line beats a bare "Date".
_LABELS = (
    r"(?:date\s+published|published(?:\s+(?:on|at))?|publication\s+date|pub\s?date|first\s+published)",
    r"(?:date|posted(?:\s+(?:on|at))?|date\s+posted)",
)
_LINES = tuple(
    re.compile(rf"^[ \t>*_]{{0,8}}{label}[ \t]{{0,4}}[*_]{{0,3}}:[ \t*_]{{0,8}}([^\n]{{6,80}})$", re.IGNORECASE)
    for label in _LABELS
)
_LEAD_LINES = 25
_CLOSE_LINES = 5
MAX_DATE_CHARACTERS = 80
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_YEAR_FIRST = re.compile(r"((?:1[5-9]|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?![\d])(?:[T ,].*)?", re.DOTALL)


def published_line(text: str) -> date | None:
    """The date of the first line that is a label and a full date and nothing else ("Published: 4 March 2024").

    Looked for where such a line stands: among the first lines and the last. "Date: 4 March" in mid-article is an
    event's.
    """
    lead = [line for line in text[:20_000].split("\n") if line.strip()][:_LEAD_LINES]
    close = [line for line in text[-2_000:].split("\n") if line.strip()][-_CLOSE_LINES:]
    for pattern in _LINES:
        for line in (*lead, *close):
            match = pattern.match(line.strip())
            found = parse_date(match[1].rstrip(" \t*_.")) if match else None
            if found:
                return found
    return None


def parse_date(value: object) -> date | None:
    """A full date with its year, or None: nothing is filled in, no order of day and month is guessed.

    Takes dates and datetimes (the day in their own time zone) and strings: year first (2024-03-04, with or without a
    time), or any spelling of dateutil's in which day, month and a four-digit year stand. "03/04/2024" is ambiguous:
    None; "13/04/2024" isn't.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    text = value.strip()
    if len(text) > MAX_DATE_CHARACTERS or not text.isprintable():
        return None
    year_first = _YEAR_FIRST.fullmatch(text)
    try:
        if year_first:
            return date(int(year_first[1]), int(year_first[3]), int(year_first[4]))
        if re.fullmatch(r"(?:1[5-9]|20)\d{6}(?:T\d{4,6}Z?)?", text):
            return datetime.strptime(text[:8], "%Y%m%d").date()
        if not _YEAR.search(text):
            return None
        return _parse_words(text)
    # dateutil's parser is known to leak errors of its own working on odd strings.
    except (ValueError, OverflowError, TypeError, ArithmeticError, LookupError, AttributeError):
        return None


def _parse_words(text: str) -> date | None:
    """What dateutil reads, if the answer depends neither on what it fills in nor on the order of day and month."""
    text = re.sub(
        r"\b(am|pm|a\.m\.|p\.m\.)\s+(?:[A-Z]{1,5}T|[A-Z]{1,3}ST|GMT|UTC|IST|BST|CET)$", r"\1", text, flags=re.IGNORECASE
    )
    text = re.sub(r"\b([ECMP][SD]?T|GMT|UTC|BST|CES?T|IST)$", "", text).strip(" ,|")
    readings = {
        parser.parse(text, default=default, dayfirst=dayfirst, ignoretz=True).date()
        for default in (datetime(2000, 1, 1), datetime(2003, 2, 2))
        for dayfirst in (False, True)
    }
    found = readings.pop()
    return None if readings or not re.search(rf"(?<!\d){found.year}(?!\d)", text) else found
