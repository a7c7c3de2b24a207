"""Pair the claims that belong side by side."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.claims.claim import Claim
from pipeline.reading.comparisons.comparison import Comparison


def compare(claims: Sequence[Claim]) -> list[Comparison]:
    """The comparisons among claims of one document or of many, ordered by id."""
    return []
