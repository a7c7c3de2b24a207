"""What a document says of itself: hash, words, title; and what is empty."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from pipeline.intake import compose as compose_module
from pipeline.intake.compose import MAX_DOCUMENT_CHARACTERS, compose, count_words
from pipeline.intake.document import MAX_DETAIL_CHARACTERS, REASONS, Refusal, RejectedSeed, one_line
from pipeline.intake.formats.content import Content
from pipeline.reading.paragraphs import ParagraphSpan
from schemas.vocabularies import SEED_REJECTION_REASONS

from .conftest import SENTENCE, Read, document, outcomes, refusal


def test_reasons_are_those_of_the_schema() -> None:
    assert set(REASONS) == set(SEED_REJECTION_REASONS)


def test_hash_is_of_the_text_as_it_is_stored(read: Read) -> None:
    found = document(read({"a.txt": SENTENCE.replace(" ", "\r\n", 1)}))
    assert found.text == SENTENCE.replace(" ", "\n", 1)
    assert found.content_hash == hashlib.sha256(found.text.encode("utf-8")).hexdigest()


def test_text_is_otherwise_as_given(read: Read) -> None:
    text = f"\n\n  {SENTENCE}\t \n\n\n"
    assert document(read({"a.txt": text})).text == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mr. Smith – aged 51", 4),
        ("“No Kings” 3,000 $9 million", 5),
        ("- - ... !", 0),
        ("北京 2,000", 2),
        ("a\u200bb c", 2),
        ("don't re-open", 2),
        ("", 0),
        ("👍", 0),
        ("(((5", 1),
    ],
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize("content", [b"", b"\n \t\r\n", b"\xef\xbb\xbf", b"...", "\u200b\u2060\ufeff".encode(), b"\0"])
def test_empty(read: Read, content: bytes) -> None:
    assert refusal(read({"a.txt": content})).reason == "empty"


def test_title_is_the_first_paragraph_with_that_role(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"Share\n  Raids in the north \n{SENTENCE}"
    spans = [ParagraphSpan("boilerplate", 0, 5), ParagraphSpan("title", 8, 26), ParagraphSpan("body", 28, len(text))]
    monkeypatch.setattr(compose_module, "split_paragraphs", lambda _: spans)
    assert compose("a.txt", Content(text)).title == "Raids in the north"


def test_stated_title_and_date_win() -> None:
    found = compose(
        "a.txt", Content(f"Published: 2020-01-01\n{SENTENCE}", title="Stated", published_at=date(2024, 3, 4))
    )
    assert (found.title, found.published_at) == ("Stated", date(2024, 3, 4))


def test_published_line_dates_a_document(read: Read) -> None:
    assert document(read({"a.txt": f"Published: 4 March 2024\n\n{SENTENCE}"})).published_at == date(2024, 3, 4)


def test_language_of_a_document_in_none_that_is_read() -> None:
    with pytest.raises(Refusal) as raised:
        compose("a.txt", Content(SENTENCE, language="fr"))
    assert raised.value.reason == "unsupported_language"


def test_details_are_one_printable_line() -> None:
    detail = RejectedSeed("a", "failed", "two\nlines \x1b[31mred\x1b[0m \u202e bidi \ud800 \0 " + "x" * 1000).detail
    assert detail.isprintable()
    assert len(detail) == MAX_DETAIL_CHARACTERS
    detail.encode("utf-8")


def test_one_line_of_nothing() -> None:
    assert one_line("\n") == ""


def test_a_text_longer_than_a_document_is_too_large(read: Read) -> None:
    most = ("Five people died in the city. " * 40_000)[:MAX_DOCUMENT_CHARACTERS]
    found = outcomes(read({"more.txt": most + "x", "most.txt": most}))
    assert found == {"more.txt": "too_large", "most.txt": "document"}
