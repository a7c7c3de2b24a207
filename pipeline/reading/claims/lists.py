"""Lists of points, a line each, and the paragraph that leads them in: "The ministry said:", "The judge ruled he must:"."""

from __future__ import annotations

from pipeline.reading.parse import Document, Paragraph, Sentence

BULLETS = frozenset({"•", "-", "*", "–", "·", "‣", "◦", "—", "▪"})
MAX_POINTS = 12  # of a list


def is_point(paragraph: Paragraph) -> bool:
    """A line of a list: "• 40 people died"."""
    return paragraph.text.lstrip()[:1] in BULLETS


def leading(document: Document, paragraph: Paragraph) -> Sentence | None:
    """The sentence with a colon that leads a point's list in, None if the paragraph is no point or nothing leads it in."""
    if not is_point(paragraph):
        return None
    for before in reversed(document.paragraphs[max(0, paragraph.index - MAX_POINTS) : paragraph.index]):
        if is_point(before):
            continue
        text = before.text.rstrip()
        return before.parse.sentences[-1] if text.endswith(":") and before.parse.sentences else None
    return None
