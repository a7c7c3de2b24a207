"""Datelines and opening capitals are no part of the sentence behind them."""

from __future__ import annotations

import pytest

from pipeline.reading.annotate import annotate
from pipeline.reading.openings import dateline, in_small


@pytest.mark.parametrize(
    ("line", "story"),
    [
        ("LISBON - Dockers", "Dockers"),
        ("LISBON, Oct 3 - Dockers", "Dockers"),
        ("MILL FALLS, Ohio (AP) — Dockers", "Dockers"),
        ("NEW YORK/LONDON, March 3 (Reuters) - U.S. stocks", "U.S. stocks"),
        ("NAIROBI, 14 August (AFP) – Food", "Food"),
        ("KAMPALA, Tuesday: Some 30 people", "Some 30 people"),
        ("PATNA: Admissions", "Admissions"),
        ("Lagos/Abuja, 11 April — The last", "The last"),
        ("Ottawa — The bank", "The bank"),
        ("LAGOS — 412 people", "412 people"),
    ],
)
def test_a_dateline_ends_where_the_story_starts(line: str, story: str) -> None:
    assert line[dateline(line) :] == story


@pytest.mark.parametrize(
    "line",
    [
        "BP - which fell 3% - said",
        "ROSA: I think 30 came",
        "Analysts — The Few — said",
        "Growth — The third quarter",
        "Factual (primary) - Thinking Skills",
        "The bank lost $3m - half of it in May.",
        "PARIS (Reuters) -",
        "",
    ],
)
def test_other_dashes_and_colons_open_no_story(line: str) -> None:
    assert dateline(line) == 0


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("TAXPAYERS face a bill of £3m.", "Taxpayers face a bill of £3m."),
        ("HARD-UP families pay £3.", "Hard-up families pay £3."),
        ("BRITAIN'S grocers cut 3%.", "Britain's grocers cut 3%."),
        ("NATO chiefs met.", "NATO chiefs met."),
        ("THE WHOLE LINE IS LOUD.", "THE WHOLE LINE IS LOUD."),
        ("IBM shares rose 3%.", "IBM shares rose 3%."),
    ],
)
def test_opening_capitals_are_read_in_small(line: str, read: str) -> None:
    assert in_small(line) == read


def test_a_dateline_is_a_sentence_of_its_own() -> None:
    text = "STUTTGART, Oct 3 - Carmakers shipped 400 vans."
    (annotation,) = annotate([(text, 5)])
    starts = [annotation.token_start[i] for i in annotation.sentence_start]
    assert starts[0] == 5
    assert starts[-1] == 5 + text.index("Carmakers")
    assert max(annotation.token_end) == 5 + len(text)
