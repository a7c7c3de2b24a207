"""Filters from a URL, back into it, and as SQL."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.explore.filters import MAX_LENGTH, Filters, read_filters, search_words, where
from pipeline.explore.snapshot import SAYS_FILED


def test_every_filter_is_read_and_the_url_gives_it_back() -> None:
    query = {
        "q": "arrests a day", "metric": "arrest", "status": "target", "kind": "money", "unit": "GBP", "speaker": "Miller",
        "agent": "ICE", "place": "Leeds", "since": "2025-01-01", "until": "2025-12-31", "least": "1,000", "most": "2e6",
        "document": "a/b.txt", "order": "value-down", "page": "3",
    }  # fmt: skip
    filters, notes = read_filters(query)
    assert notes == []
    assert (filters.since, filters.least, filters.most, filters.page) == (date(2025, 1, 1), 1000.0, 2e6, 3)
    assert read_filters(dict(parse_qsl(filters.query()))) == (filters, [])


def test_what_cannot_be_read_is_left_out_and_said() -> None:
    filters, notes = read_filters(
        {"status": "true", "since": "yesterday", "least": "many", "most": "nan", "page": "-4", "order": "x; drop table"}
    )
    assert filters == Filters()
    assert [note.split()[0] for note in notes] == ["status", "order", "since", "least", "most"]


@given(st.dictionaries(st.sampled_from(("q", "metric", "since", "least", "page", "status", "document")), st.text()))
def test_any_query_is_read_and_no_value_gets_into_the_sql(query: dict[str, str]) -> None:
    filters, _ = read_filters(query)
    condition = where(filters, SAYS_FILED)
    assert condition.sql.count("?") == len(condition.values)
    marker = "qzx'; DROP TABLE"
    assert (
        marker
        not in where(Filters(q=marker, metric=marker, speaker=marker, document=marker, unit=marker), SAYS_FILED).sql
    )


def test_long_texts_are_cut() -> None:
    assert len(read_filters({"q": "x" * 10_000})[0].q) == MAX_LENGTH


@pytest.mark.parametrize(
    ("q", "words"),
    [("", []), ("a  b", ["a", "b"]), ('"a day" x', ["a day", "x"]), ('"open', ["open"]), ('""', [])],
)
def test_words_and_phrases(q: str, words: list[str]) -> None:
    assert search_words(q) == words
