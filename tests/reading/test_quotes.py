"""Direct speech: spans that lie in the text, in order, and what is open or goes on."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.claims.quotes import find_quotes
from pipeline.reading.parse import Annotation, Document, Paragraph, Parse

EMPTY = Annotation([], [], [], [], [], [], [], [], [], [], [])


def document_of(text: str) -> Document:
    """A document of one paragraph a line, without a parse: marks are read by their characters."""
    paragraphs, at = [], 0
    for index, line in enumerate(text.split("\n")):
        paragraph = Paragraph(f"x#p{index}", index, "body", at, at + len(line), line, Parse(text, EMPTY))
        paragraphs.append(paragraph)
        at += len(line) + 1
    return Document("x", text, None, date(2024, 5, 15), paragraphs)


def spoken(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in find_quotes(document_of(text)).quotes]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("He said “yes” and “no”.", ["“yes”", "“no”"]),
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("‘Yes,’ he said. ‘No.’", ["‘Yes,’", "‘No.’"]),
        ("“She told me, ‘Go.’ I went,” he said.", ["“She told me, ‘Go.’ I went,”"]),
        ("The boys’ 3 dogs and the girls’ 4 cats.", []),
        ("It’s 5 o’clock; don’t wait.", []),
        ('A 12" record and a 7" one.', []),
        ("Rock 'n' roll in the '60s.", []),
        ("He said: “We left at dawn.", ["“We left at dawn."]),
        ("no marks at all", []),
        ("", []),
    ],
)
def test_marks(text: str, want: list[str]) -> None:
    assert spoken(text) == want


def test_speech_goes_on_in_the_next_paragraph() -> None:
    first, second = find_quotes(document_of("“It was awful.\n“We lost 5,” he said.")).quotes
    assert first.left_open
    assert second.carried
    assert not second.left_open


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab .,:;5\n“”‘’'\"«»„-", max_size=200))
def test_spans_lie_in_the_text_and_in_order(text: str) -> None:
    quotes = find_quotes(document_of(text)).quotes
    assert all(0 <= quote.start < quote.end <= len(text) for quote in quotes)
    assert all(one.end <= other.start for one, other in itertools.pairwise(quotes))
