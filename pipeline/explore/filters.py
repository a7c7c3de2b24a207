"""Which claims a page shows: the filters of a URL, and as SQL with bound values."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from schemas.vocabularies import CLAIM_KINDS, STATUSES

MAX_LENGTH = 200  # of a filter's text
MAX_WORDS = 10
PAGE_ROWS = 50
MAX_PAGE = 1_000_000
ORDERS = {
    "document": "as in the articles",
    "value-down": "largest figure first",
    "value-up": "smallest figure first",
    "confidence-up": "least sure first",
    "confidence-down": "surest first",
    "time-down": "newest first",
    "time-up": "oldest first",
}
_ORDER_SQL = {
    "document": "c.document_id, c.char_start, c.char_end",
    "value-down": "c.value DESC, c.claim_id",
    "value-up": "c.value, c.claim_id",
    "confidence-up": "c.confidence, c.claim_id",
    "confidence-down": "c.confidence DESC, c.claim_id",
    "time-down": "coalesce(c.time_start, d.published_at) DESC NULLS LAST, c.claim_id",
    "time-up": "coalesce(c.time_start, d.published_at) NULLS LAST, c.claim_id",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked for; an empty text or None doesn't narrow."""

    q: str = ""
    metric: str = ""
    status: str = ""
    kind: str = ""
    unit: str = ""
    speaker: str = ""
    agent: str = ""
    place: str = ""
    since: date | None = None
    until: date | None = None
    least: float | None = None
    most: float | None = None
    document: str = ""
    order: str = "document"
    page: int = 1

    NARROWING: ClassVar[tuple[str, ...]] = (
        *("q", "metric", "status", "kind", "unit", "speaker", "agent", "place", "since", "until", "least", "most"),
        "document",
    )

    @property
    def narrowed(self) -> bool:
        return any(getattr(self, name) not in ("", None) for name in self.NARROWING)

    @property
    def needs_dates(self) -> bool:
        """True if the documents' dates decide."""
        return bool(self.since or self.until or self.order.startswith("time"))

    def query(self, **changes: Any) -> str:
        """The filters as a URL's query, empty if all of them are as they open; `changes` replace some."""
        changed = replace(self, **changes)
        opening = Filters()
        given = {field.name: getattr(changed, field.name) for field in fields(changed)}
        return urlencode({name: _plain(value) for name, value in given.items() if value != getattr(opening, name)})

    def text(self, name: str) -> str:
        """A filter as its input shows it."""
        value = getattr(self, name)
        return "" if value is None else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    return value.isoformat() if isinstance(value, date) else str(value)


def read_filters(query: Mapping[str, str]) -> tuple[Filters, list[str]]:
    """The filters of a URL's query, and one line for each that can't be read and is left out."""
    given: dict[str, Any] = {}
    notes: list[str] = []
    for name in ("q", "metric", "unit", "speaker", "agent", "place"):
        given[name] = " ".join(query.get(name, "").replace("\x00", " ").split())[:MAX_LENGTH]
    given["document"] = query.get("document", "").replace("\x00", "")[:2000]
    for name, words in (("status", STATUSES), ("kind", CLAIM_KINDS), ("order", tuple(ORDERS))):
        word = query.get(name, "").strip()
        if word in words:
            given[name] = word
        elif word:
            notes.append(f"{name} {_quoted(word)} is none of {', '.join(words)}: left out")
    for name in ("since", "until"):
        if written := query.get(name, "").strip():
            try:
                given[name] = date.fromisoformat(written)
            except ValueError:
                notes.append(f"{name} {_quoted(written)} is no date like 2025-06-30: left out")
    for name in ("least", "most"):
        if written := query.get(name, "").strip():
            value = _number(written)
            if value is None:
                notes.append(f"{name} {_quoted(written)} is no number: left out")
            else:
                given[name] = value
    page = query.get("page", "1").strip()
    given["page"] = min(max(int(page), 1), MAX_PAGE) if re.fullmatch(r"[0-9]{1,9}", page) else 1
    return Filters(**given), notes


def _quoted(text: str) -> str:
    return f"“{text[:40]}{'…' if len(text) > 40 else ''}”"


def _number(written: str) -> float | None:
    try:
        value = float(written.replace(",", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


@dataclass(frozen=True, slots=True)
class Where:
    """A condition in SQL over numeric_claims c (and raw_text d where dates decide), with the values bound to it."""

    sql: str
    values: tuple[Any, ...]


def where(filters: Filters, says: str, but: tuple[str, ...] = ()) -> Where:
    """The condition that the filters make, without those named in `but`. Every value is bound, none is in the text.

    `says`: the condition that a claim says a word, as the snapshot gives it.
    """
    parts: list[str] = []
    values: list[Any] = []

    def add(sql: str, *bound: Any) -> None:
        parts.append(sql)
        values.extend(bound)

    blank: dict[str, Any] = dict.fromkeys(but, "")
    asked = replace(filters, **blank)
    for word in search_words(asked.q):
        add(says, *(word,) * says.count("?"))
    if asked.metric:  # the head comes last: "arrest" finds "immigration arrest" too
        add("(lower(c.metric) = lower(?) OR suffix(lower(c.metric), lower(?)))", asked.metric, f" {asked.metric}")
    for name in ("status", "kind"):
        if value := getattr(asked, name):
            add(f"c.{name} = ?", value)
    if asked.unit:
        add("lower(c.unit) = lower(?)", asked.unit)
    for name, column in (("speaker", "source"), ("agent", "agent"), ("place", "place")):
        if value := getattr(asked, name):
            add(
                f"(contains(lower(c.{column}), lower(?)) OR c.{column}_entity_id IN (SELECT entity_id FROM entities"  # noqa: S608
                " WHERE contains(lower(name), lower(?))"
                " OR list_contains(list_transform(aliases, lambda alias: lower(alias)), lower(?))))",
                *(value,) * 3,
            )
    if asked.since:
        add("coalesce(c.time_end, c.time_start, d.published_at) >= ?", asked.since)
    if asked.until:
        add("coalesce(c.time_start, d.published_at) <= ?", asked.until)
    if asked.least is not None:
        add("c.value >= ?", asked.least)
    if asked.most is not None:
        add("c.value <= ?", asked.most)
    if asked.document:
        add("c.document_id = ?", asked.document)
    return Where(" AND ".join(parts) or "true", tuple(values))


def source(filters: Filters) -> str:
    """The FROM clause: claims, and their documents where dates decide."""
    documents = " JOIN raw_text d USING (document_id)" if filters.needs_dates else ""
    return f"FROM numeric_claims c{documents}"


def order(filters: Filters) -> str:
    """The ORDER BY clause; it decides every tie."""
    return f"ORDER BY {_ORDER_SQL[filters.order]}"


def search_words(q: str) -> list[str]:
    """What a search asks for: each word, or a phrase in quotes."""
    found = [phrase or word for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', q)]
    return found[:MAX_WORDS]
