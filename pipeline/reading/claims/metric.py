"""What a quantity counts or measures."""

from __future__ import annotations

from pipeline.reading.numbers.quantity import Quantity


def find_metric(quantity: Quantity) -> tuple[str, str | None]:
    """The metric (lemmatised noun phrase, head last) and the subject (what the figure is of, if more is said)."""
    return (quantity.head.lemma if quantity.head else "", None)
