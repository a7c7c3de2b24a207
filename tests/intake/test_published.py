"""A date that is stated in full, and none that would be a guess."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.published import parse_date, published_line

MARCH_4 = date(2024, 3, 4)


@pytest.mark.parametrize(
    "value",
    [
        "2024-03-04",
        "2024-3-4",
        "2024/03/04",
        "2024.03.04",
        "20240304",
        "2024-03-04T23:30:00Z",
        "2024-03-04 23:30:00-08:00",
        "2024-03-04T10:00:00.123+00:00",
        "4 March 2024",
        "4th March 2024",
        "4th of March, 2024",
        "March 4, 2024",
        "Mar. 4, 2024",
        "MARCH 4 2024",
        "Monday, 4 March 2024",
        "Monday, March 4th, 2024",
        "Mon, 04 Mar 2024 10:00:00 GMT",
        "4 March 2024, 09:15",
        "March 4, 2024 at 9:15 am ET",
        "March 4, 2024, 9:15 p.m. EST",
        "4-Mar-2024",
        " 4 March 2024 ",
        date(2024, 3, 4),
        datetime(2024, 3, 4, 23, tzinfo=UTC),
        datetime(2024, 3, 4, 23, tzinfo=timezone(timedelta(hours=-8))),
    ],
)
def test_full_dates(value: object) -> None:
    assert parse_date(value) == MARCH_4


@pytest.mark.parametrize("value", ["13/04/2024", "04/13/2024", "2024-04-13", "13.04.2024", "13-04-2024"])
def test_order_is_told_where_only_one_is_possible(value: str) -> None:
    assert parse_date(value) == date(2024, 4, 13)


def test_order_does_not_matter_where_day_and_month_are_the_same() -> None:
    assert parse_date("05/05/2024") == date(2024, 5, 5)


@pytest.mark.parametrize(
    "value",
    [
        "03/04/2024",
        "3-4-2024",
        "2024",
        "March 2024",
        "4 March",
        "4 March 24",
        "04/03/24",
        "yesterday",
        "two days ago",
        "Monday",
        "2024-02-30",
        "2024-13-01",
        "0000-00-00",
        "31 April 2024",
        "4 March 2024 or 5 March 2024",
        "about 4 March 2024",
        "4 March 2024, when 30 people died",
        "nan",
        "NaT",
        "null",
        "",
        " ",
        "9" * 5000,
        "4 March 2024\x00",
        "99999999999999 March 2024",
        "1709510400",
        1709510400,
        1709510400.5,
        True,
        None,
        [],
        {},
    ],
)
def test_what_is_not_stated_in_full_is_unknown(value: object) -> None:
    assert parse_date(value) is None


@pytest.mark.parametrize(
    "line",
    [
        "Published: 4 March 2024",
        "published: 2024-03-04",
        "PUBLISHED ON: March 4, 2024",
        "Published at: 2024-03-04T10:00:00Z",
        "First published: 4 March 2024",
        "Date: 4 March 2024",
        "Posted: March 4, 2024",
        "Publication date: 2024-03-04",
        "**Published:** 4 March 2024",
        "   Published:   4 March 2024.  ",
    ],
)
def test_published_lines(line: str) -> None:
    assert published_line(f"A headline\n\n{line}\n\nText about 5 people.\n") == MARCH_4


@pytest.mark.parametrize(
    "line",
    [
        "Published: 03/04/2024",
        "Published: Monday",
        "Published: 4 March",
        "Updated: 4 March 2024",
        "Last modified: 4 March 2024",
        "The report was published: 4 March 2024",
        "Published: 4 March 2024, when 30 people died",
        "Published by Penguin, 4 March 2024",
        "Published 4 March 2024 by the ministry",
        "Date: to be announced",
        "Update: 4 March 2024",
        "Candidate: 4 March 2024",
        "LONDON, March 4, 2024 (Reuters) - Text",
    ],
)
def test_other_lines_state_no_publication(line: str) -> None:
    assert published_line(f"A headline\n\n{line}\n\nText about 5 people.\n") is None


def test_published_wins_over_date_and_the_first_wins() -> None:
    assert published_line("Date: 1 May 2020\nPublished: 4 March 2024\nPublished: 5 March 2024") == MARCH_4


def test_line_at_the_end_counts_and_one_in_mid_article_does_not() -> None:
    body = "Text about 5 people.\n" * 50
    assert published_line(body + "Published: 4 March 2024") == MARCH_4
    assert published_line(body + "Date: 4 March 2024\n" + body) is None


@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(
            st.sampled_from("4 04 13 24 2024 1999 March Mar. / - , : T Z am GMT +5 th of".split()), max_size=9
        ).map(" ".join),
    )
)
def test_any_string_gives_a_stated_year_or_nothing(value: str) -> None:
    found = parse_date(value)
    assert found is None or str(found.year) in value


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31)))
def test_any_date_comes_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day} {day:%B} {day.year}") == day
    assert parse_date(f"{day:%A}, {day:%b} {day.day}, {day.year}") == day


@pytest.mark.parametrize(
    "line",
    ["Published:" + " " * 50_000, "*" * 50_000, "Published " * 10_000, "date" * 20_000, "Published: " + "1" * 50_000],
)
def test_long_lines_take_no_time(line: str) -> None:
    start = time.process_time()
    assert published_line("\n".join([line] * 30)) is None
    assert time.process_time() - start < 1
