"""What the number stages hand on."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.reading.parse import Sentence, Token


@dataclass(slots=True, eq=False)
class Quantity:
    """A quantity as the text gives it. Vocabularies and conventions: numeric_claims in schemas."""

    start: int
    end: int
    text: str
    value: float
    kind: str
    sentence: Sentence
    tokens: list[Token]  # the tokens that the expression covers
    value_low: float | None = None
    value_high: float | None = None
    comparator: str = "="
    unit: str | None = None
    si_value: float | None = None
    si_unit: str | None = None
    period: str | None = None  # ISO 8601 duration
    statistic: str | None = None
    change: str | None = None
    head: Token | None = None  # the noun that is counted, or the token that carries the unit
    rules: dict[str, str] = field(default_factory=dict)  # field -> name of the construction that gave it


@dataclass(slots=True, eq=False)
class RejectedNumber:
    """A number in the text that is no claim, and why: one row of `rejected_numbers`."""

    start: int
    end: int
    text: str
    reason: str
