"""Time: every expression on every day of publication covers days in order, near the day it is counted from."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.claims.when import Times
from pipeline.reading.read import parse_document

EXPRESSIONS = (
    "last week",
    "next month",
    "this year",
    "on Tuesday",
    "yesterday",
    "in August",
    "by Oct. 1",
    "since January",
    "two years ago",
    "on Feb. 29, 2024",
    "over the past three months",
    "in the second quarter",
    "at the end of June",
    "next Friday",
    "in late May",
    "in 1999",
)


@pytest.fixture(scope="module")
def sentences() -> list[tuple[str, object]]:
    return [(text, parse_document("x", text)) for text in (f"The port handled 400 ships {e}." for e in EXPRESSIONS)]


@settings(max_examples=60, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.booleans())
def test_days_are_in_order(sentences: list[tuple[str, object]], published_at: date, future: bool) -> None:
    for text, document in sentences:
        (sentence,) = [s for _, s in document.sentences()]  # type: ignore[attr-defined]
        times = Times(text, published_at)
        expressions = times.expressions(sentence)
        assert expressions, text
        for expression in expressions:
            first, last = times.days(expression, future)
            assert first is not None or last is not None, text
            assert first is None or last is None or first <= last, text


def test_a_day_that_no_month_has_is_unknown() -> None:
    text = "The port handled 400 ships on Feb. 30, 2023."
    (sentence,) = [s for _, s in parse_document("x", text).sentences()]
    times = Times(text, date(2024, 5, 15))
    assert [times.days(e, False) for e in times.expressions(sentence)] == [(None, None)]
