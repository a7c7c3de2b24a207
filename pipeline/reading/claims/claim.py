"""What the claim stages hand on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pipeline.reading.numbers.quantity import Quantity, RejectedNumber


@dataclass(slots=True, eq=False)
class Claim:
    """One quantity that the text states, with its meaning: one row of `numeric_claims`."""

    claim_id: str
    document_id: str
    paragraph_id: str
    paragraph_role: str
    sentence_index: int
    sentence: str
    quantity: Quantity
    metric: str
    subject: str | None = None  # what the figure is of, beyond the metric's own noun phrase
    status: str = "reported"
    agent: str | None = None
    agent_entity_id: str | None = None
    source: str | None = None
    source_entity_id: str | None = None
    inner_source: str | None = None  # of several speakers the one nearest to the figure
    quoted: bool = False
    time_text: str | None = None
    time_start: date | None = None
    time_end: date | None = None
    place: str | None = None
    place_entity_id: str | None = None
    confidence: float = 0.5
    rules: dict[str, str] = field(default_factory=dict)  # field -> name of the rule that gave it


@dataclass(slots=True, eq=False)
class DocumentClaims:
    """All that one document yields at this stage."""

    claims: list[Claim]
    rejected: list[tuple[str, RejectedNumber]]  # (paragraph_id, number)
