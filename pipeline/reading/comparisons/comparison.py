"""What the comparison stage hands on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Comparison:
    """Two claims that a reader would put side by side: one row of `claim_comparisons`.

    left is the target, the first report, or the earlier figure; both values are in `unit` and per `period`.
    """

    comparison_id: str
    left_claim_id: str
    right_claim_id: str
    left_document_id: str
    right_document_id: str
    relation: str
    metric: str
    unit: str | None
    period: str | None
    left_value: float
    right_value: float
    difference: float
    ratio: float | None
    summary: str
