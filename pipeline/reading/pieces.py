"""Cut text that is too long to be read at once: behind a sentence if it can, else a word."""

from __future__ import annotations

import re

# Characters of one paragraph. The longest of 12,744 news paragraphs has 2,572; a text without line breaks has more.
MAX_PARAGRAPH = 10_000
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


def _cut(text: str, low: int, high: int) -> int:
    sentence = 0
    for match in _SENTENCE_BREAK.finditer(text, low, high):
        sentence = match.end()
    return sentence or text.rfind(" ", low, high) + 1 or high
