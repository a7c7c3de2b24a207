"""From a seed's text and what it says of itself to a document."""

from __future__ import annotations

import hashlib
import re

from pipeline.intake.document import Refusal, SeedDocument
from pipeline.intake.formats.content import Content
from pipeline.intake.formats.fields import title_field
from pipeline.intake.language import accepted_language
from pipeline.intake.published import published_line
from pipeline.reading.paragraphs import split_paragraphs

# A title stands at the top: roles are asked of no more than this.
_TITLE_CHARACTERS = 20_000
# The longest document: 160,000 words, twice a novel, fifty times a long report. What is longer is a book or an archive in
# one file, and to read it takes gigabytes and minutes.
MAX_DOCUMENT_CHARACTERS = 1_000_000
_WORD = re.compile(r"(?<!\S)[^\w\s]*\w")


def compose(document_id: str, content: Content) -> SeedDocument:
    """The document; Refusal if it is empty, too long or in a language that isn't read."""
    text = content.text
    if len(text) > MAX_DOCUMENT_CHARACTERS:
        raise Refusal(
            "too_large", f"{len(text):,} characters, more than the {MAX_DOCUMENT_CHARACTERS:,} of a document: split it"
        )
    words = count_words(text)
    if words == 0:
        raise Refusal("empty", "no words")
    language = accepted_language(text, content.language)
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


def _first_title(text: str) -> str | None:
    """The first paragraph with the role of a title."""
    head = text[:_TITLE_CHARACTERS]
    for paragraph in split_paragraphs(head):
        if paragraph.role == "title":
            return title_field(head[paragraph.start : paragraph.end])
    return None
