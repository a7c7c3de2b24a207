"""Direct speech: which stretches of a document stand in quotation marks, straight or curly, closed or left open."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reading.parse import Document, Paragraph

OPENING_DOUBLE = {"“": "”", "„": "”“", "«": "»", "‟": "”"}
BEFORE_OPENING = frozenset("([{–—-:;,…/")
# Words whose opening apostrophe looks like a mark: "'em", "'til".
ELISIONS = frozenset({"em", "til", "tis", "twas", "cause", "n", "bout", "round", "s", "ve", "re", "ll", "d", "m", "t"})
MAX_ELISION = 6
MAX_SINGLE = 1200  # characters: beyond, an apostrophe was taken for a mark
# What a quotation in single marks may end at: a mark that no letter follows, or a double one.
_ENDS_SINGLE = re.compile(r"[’'](?![^\W_])|[“”\"]")


@dataclass(slots=True, frozen=True)
class Quote:
    """A stretch of direct speech; offsets in the document, marks included, end exclusive.

    `carried` is true if it goes on with the speech that the paragraph before left open; `left_open` if no mark ends it.
    """

    start: int
    end: int
    carried: bool = False
    left_open: bool = False


class Quotes:
    """A document's quotations in text order."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self.quotes = list(quotes)
        self._starts = [quote.start for quote in self.quotes]

    def around(self, start: int, end: int) -> Quote | None:
        """The quotation that a span stands in, None if it stands in none."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or self.quotes[at].end < end:
            return None
        return self.quotes[at]

    def within(self, start: int, end: int) -> list[Quote]:
        """The quotations that begin in a span."""
        return self.quotes[bisect_right(self._starts, start - 1) : bisect_right(self._starts, end - 1)]


def find_quotes(document: Document) -> Quotes:
    """Find the direct speech of a document; outermost quotations only, nested ones are part of them."""
    found: list[Quote] = []
    open_before = False
    for paragraph in document.paragraphs:
        quotes = _quotes_of(paragraph)
        if quotes and open_before and quotes[0].start == _first_visible(paragraph):
            first = quotes[0]
            quotes[0] = Quote(first.start, first.end, True, first.left_open)
        found += quotes
        if paragraph.role in ("body", "heading", "title"):
            open_before = bool(quotes) and quotes[-1].left_open
    return Quotes(found)


def _first_visible(paragraph: Paragraph) -> int:
    text = paragraph.text
    return paragraph.start + len(text) - len(text.lstrip())


def _quotes_of(paragraph: Paragraph) -> list[Quote]:
    text, base = paragraph.text, paragraph.start
    found: list[Quote] = []
    opened: int | None = None
    closers = ""
    i = 0
    singles = "‘" in text or "'" in text
    while i < len(text):
        char = text[i]
        if opened is None:
            if char in OPENING_DOUBLE:
                opened, closers = i, OPENING_DOUBLE[char]
            elif char == '"' and not _is_inch(text, i):
                opened, closers = i, '"'
            elif singles and char in "‘'" and _opens_single(text, i):
                end = _single_end(text, i)
                if end is not None:
                    found.append(Quote(base + i, base + end + 1))
                    i = end
        elif char in closers and (char != '"' or not _only_opens(text, i)):
            found.append(Quote(base + opened, base + i + 1))
            opened = None
        elif (char in OPENING_DOUBLE and char not in closers) or (char == '"' and closers == '"'):
            # A second opening mark: the first was never closed, so it ends with its sentence.
            # Speech whose paragraphs stand in one line opens again with each of them.
            whole = _opens_sentence(text, opened) and _opens_sentence(text, i)
            end = len(text[:i].rstrip()) if whole else _sentence_end(paragraph, opened, i)
            found.append(Quote(base + opened, base + end))
            opened, closers = i, OPENING_DOUBLE.get(char, '"')
        i += 1
    if opened is not None:
        at_start = not any(c.isalnum() for c in text[max(0, opened - 40) : opened]) or text[:opened].rstrip().endswith(
            (":", ",", ".")
        )
        end = len(text.rstrip()) if at_start else _sentence_end(paragraph, opened, len(text))
        found.append(Quote(base + opened, base + end, left_open=end >= len(text.rstrip())))
    return found


def _is_inch(text: str, i: int) -> bool:
    """A straight mark after a digit: inches or seconds, when no quotation is open."""
    return i > 0 and text[i - 1].isdigit()


def _opens_sentence(text: str, i: int) -> bool:
    """True for a mark at the start of a sentence."""
    before = text[max(0, i - 4) : i].rstrip()
    return (not before or before[-1] in '.!?:”"’…') and i + 1 < len(text) and not text[i + 1].islower()


def _only_opens(text: str, i: int) -> bool:
    """True for a straight mark that stands as only an opening one does: after a space, before a word."""
    before_opens = i == 0 or text[i - 1].isspace() or text[i - 1] in "([{"
    return before_opens and i + 1 < len(text) and text[i + 1].isalnum()


def _opens_single(text: str, i: int) -> bool:
    if i > 0 and not (text[i - 1].isspace() or text[i - 1] in BEFORE_OPENING):
        return False
    j = i + 1
    if j >= len(text) or not (text[j].isalnum() or text[j] in "£$€…["):
        return False
    while j < len(text) and j - i <= MAX_ELISION and text[j].isalnum():
        j += 1
    word = text[i + 1 : j]
    return word.lower() not in ELISIONS and not (word[:2].isdigit() and word.endswith("s"))


def _single_end(text: str, i: int) -> int | None:
    """Where a quotation in single marks ends: at the first mark that no apostrophe can be, else at one that may be."""
    possible = None
    for mark in _ENDS_SINGLE.finditer(text, i + 2, min(len(text), i + MAX_SINGLE)):
        j = mark.start()
        if text[j] in '“”"':
            return possible
        if text[j - 1] in ".,!?…;:)" or text[j - 1].isdigit():
            return j
        if text[j - 1] not in "sSn":
            return j if possible is None else possible
        if j + 1 >= len(text) or text[j + 1] in ".,!?;:)":
            return j
        if possible is None:
            possible = j
    return possible


def _sentence_end(paragraph: Paragraph, opened: int, limit: int) -> int:
    """The end, within the paragraph's text, of the sentence that a mark stands in, not beyond `limit`."""
    sentence = paragraph.parse.sentence_over(paragraph.start + opened + 1)
    return limit if sentence is None else min(sentence.end - paragraph.start, limit)
