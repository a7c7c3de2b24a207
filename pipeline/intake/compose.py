"""From a seed's text and what it says of itself to a document."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from pipeline.intake.document import Refusal, SeedDocument
from pipeline.intake.language import detect_language
from pipeline.intake.published import published_line
from pipeline.reading.paragraphs import split_paragraphs

# Languages that the pipeline can read.
LANGUAGES = ("en",)
# Below this many words, or this sure, the detector's word isn't enough to refuse a document.
MIN_WORDS_TO_REFUSE = 6
MIN_PROBABILITY_TO_REFUSE = 0.5
# A title stands at the top: roles are asked of no more than this.
_TITLE_CHARACTERS = 20_000
MAX_TITLE_CHARACTERS = 1_000
_WORD = re.compile(r"(?<!\S)[^\w\s]*\w")


@dataclass(slots=True, frozen=True)
class Content:
    """A document as its format gives it: `text` decoded and clean, the rest where the seed states it."""

    text: str
    title: str | None = None
    published_at: date | None = None
    url: str | None = None
    language: str | None = None


def compose(document_id: str, content: Content) -> SeedDocument:
    """The document; Refusal if it is empty or in a language that isn't read."""
    text = content.text
    words = count_words(text)
    if words == 0:
        raise Refusal("empty", "no words")
    language = content.language or _accepted_language(text, words)
    if language.split("-")[0].lower() not in LANGUAGES:
        raise Refusal("unsupported_language", f"{language}, as the seed says")
    return SeedDocument(
        document_id=document_id,
        title=content.title or _first_title(text),
        published_at=content.published_at or published_line(text),
        language=language,
        text=text,
        content_hash=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        word_count=words,
        url=content.url,
    )


def count_words(text: str) -> int:
    """How many runs between white space hold a letter or digit: "Mr. Smith – aged 51" has four."""
    return sum(1 for _ in _WORD.finditer(text))


def _accepted_language(text: str, words: int) -> str:
    """The detected language; Refusal if it is certainly none of LANGUAGES; the first of them where that is unsure."""
    language, probability = detect_language(text)
    if language in LANGUAGES:
        return language
    if words >= MIN_WORDS_TO_REFUSE and probability >= MIN_PROBABILITY_TO_REFUSE:
        raise Refusal("unsupported_language", f"{language} (probability {probability:.2f})")
    return LANGUAGES[0]


def _first_title(text: str) -> str | None:
    """The first paragraph with the role of a title."""
    head = text[:_TITLE_CHARACTERS]
    for paragraph in split_paragraphs(head):
        if paragraph.role == "title":
            return head[paragraph.start : paragraph.end][:MAX_TITLE_CHARACTERS]
    return None
