"""Split a text into paragraphs: nothing lost, nothing overlapping, whatever the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.paragraphs import split_paragraphs

LINES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                "",
                "Share on Facebook",
                "- item",
                "By Ann Leigh",
                "17:42",
                "KEY FACTS",
                "The river rose by two metres on Monday night and closed the",
                "only road to the island, officials said on Tuesday morning.",
            ]
        ),
    ),
    max_size=12,
)


@given(LINES)
def test_paragraphs_hold_all_but_white_space(lines: list[str]) -> None:
    text = "\n".join(lines)
    spans = split_paragraphs(text)
    covered = [i for span in spans for i in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    assert {i for i, char in enumerate(text) if not char.isspace()} <= set(covered)
    for span in spans:
        part = text[span.start : span.end]
        assert part
        assert part == part.strip()
        assert span.role in ("title", "heading", "body", "boilerplate", "metadata")


@given(LINES)
def test_at_most_one_title(lines: list[str]) -> None:
    assert sum(span.role == "title" for span in split_paragraphs("\n".join(lines))) <= 1


def test_empty() -> None:
    assert split_paragraphs("") == split_paragraphs(" \n\t\n ") == []


def test_spans_of_wrapped_lines_keep_the_line_ends() -> None:
    text = "The river rose by two metres on Monday night and closed the\nonly road to the island.\n"
    (span,) = split_paragraphs(text)
    assert text[span.start : span.end] == text.strip()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("a " * 5_000_000, 5),
        ("1" * 10_000_000, 5),
        ("Police said so on Monday in town\n" * 50_000, 10),
        ("some lower words that go on and on\n" * 100_000, 10),
        ("\n" * 3_000_000, 10),
        ("(" * 1_000_000, 5),
    ],
    ids=["one_line", "digits", "lines", "wrapped", "blank_lines", "brackets"],
)
def test_linear(text: str, seconds: float) -> None:
    began = time.perf_counter()
    split_paragraphs(text)
    assert time.perf_counter() - began < seconds
