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


# Why a number is no claim: the closed vocabulary of rejected_numbers.reason.
REJECTION_REASONS = frozenset(
    {
        "date",  # 3 June, 2024-06-03, 12/05/23
        "year",  # 2019, 2019-20, FY24, Q3
        "decade",  # 1990s, the 80s
        "time",  # 9:40 p.m., 17:42, 4:39 left
        "ordinal",  # 78th, third, No. 1, top 10
        "name",  # A320, G20, Interstate 45, iPhone 14, 5G, Local 416, COVID-19
        "address",  # 12 Mill Lane, Room 208, ZIP codes
        "phone",  # 555-0119, 911
        "reference",  # page 4, Section 1344, case numbers, [12]
        "identifier",  # hashes, long digit sequences, account numbers
        "url",  # web and mail addresses
        "score",  # 3-2, 6-4 6-3
        "list_marker",  # 1. at the start of a line
        "idiom",  # 24/7, one another, at one point
        "pronoun",  # the one that, one of the cases
        "vague",  # several hundred, a few thousand
        "fraction_word",  # second half, half-time
        "table",  # rows of figures without a sentence
        "multiple",  # double, twice: a multiple without a size of its own
    }
)


@dataclass(slots=True, eq=False)
class RejectedNumber:
    """A number in the text that is no claim, and why: one row of `rejected_numbers`."""

    start: int
    end: int
    text: str
    reason: str
