"""Find every number of a paragraph: the quantities, and the numbers that are no claims."""

from __future__ import annotations

from pipeline.reading.numbers.quantity import Quantity, RejectedNumber
from pipeline.reading.parse import Paragraph


def find_quantities(paragraph: Paragraph) -> tuple[list[Quantity], list[RejectedNumber]]:
    """Read a paragraph's numbers, both lists in text order; together they cover every number of the paragraph."""
    return [], []
