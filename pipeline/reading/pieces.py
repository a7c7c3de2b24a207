"""Cut text that is too long to be read at once: behind a sentence if it can, else a word."""

from __future__ import annotations

import re
from itertools import pairwise

# Characters of one paragraph. The longest of 12,744 news paragraphs has 2,572; a text without line breaks has more.
MAX_PARAGRAPH = 10_000
# Characters without white space that are one word to the tokenizer: it takes signs off their ends one by one, each time
# looking at all that is left, so that 10,000 brackets in a row took 16 seconds. The longest links have some 500.
MAX_WORD = 1_000
_LONG_WORD = re.compile(rf"(?<!\S)\S{{{MAX_WORD + 1},}}")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’)\]]{0,2}\s+(?=[\"'“‘(\[]{0,2}[A-Z0-9])")


def pieces_of(text: str, start: int, end: int, limit: int) -> list[tuple[int, int]]:
    """Cut text[start:end] into spans of at most `limit` characters that follow each other without a gap.

    A piece ends behind the last sentence of its second half, else behind the last word of it, else anywhere.
    """
    pieces = []
    while end - start > limit:
        cut = _cut(text, start + limit // 2, start + limit)
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def without_long_words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut text[start:end] within words of more than MAX_WORD characters, into spans that follow each other."""
    words = (match.span() for match in _LONG_WORD.finditer(text[start:end]))
    cuts = [start + cut for first, last in words for cut in range(first + MAX_WORD, last, MAX_WORD)]
    return list(pairwise([start, *cuts, end]))


def _cut(text: str, low: int, high: int) -> int:
    sentence = 0
    for match in _SENTENCE_BREAK.finditer(text, low, high):
        sentence = match.end()
    return sentence or text.rfind(" ", low, high) + 1 or high
