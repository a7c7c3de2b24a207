"""Split a text into paragraphs, each with its role."""

from __future__ import annotations

import re
from typing import NamedTuple


class ParagraphSpan(NamedTuple):
    """A paragraph's role and its place in the text; without surrounding white space."""

    role: str
    start: int
    end: int


def split_paragraphs(text: str) -> list[ParagraphSpan]:
    """Split a text at its line ends; an empty text has no paragraphs."""
    return [ParagraphSpan("body", m.start(), m.end()) for m in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]
