"""Pair the claims that belong side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipeline.reading.claims.claim import Claim
from pipeline.reading.comparisons.across import pair_across
from pipeline.reading.comparisons.comparison import Comparison
from pipeline.reading.comparisons.convert import align
from pipeline.reading.comparisons.frame import frames
from pipeline.reading.comparisons.pair import pair_neighbours
from pipeline.reading.comparisons.relate import Relation
from pipeline.reading.comparisons.summarise import OFFSET_UNITS, metric_of, summarise

TITLE = "title"


def compare(claims: Sequence[Claim]) -> list[Comparison]:
    """The comparisons among claims of one document or of many, ordered by id."""
    body = sorted(
        (claim for claim in claims if claim.paragraph_role != TITLE),
        key=lambda claim: (
            claim.document_id,
            claim.quantity.start,
            claim.quantity.end,
            claim.claim_id,
        ),
    )
    by_document = [frames(list(group)) for _, group in groupby(body, key=lambda claim: claim.document_id)]
    relations = [relation for of_document in by_document for relation in pair_neighbours(of_document)]
    if len(by_document) > 1:
        relations += pair_across([frame for of_document in by_document for frame in of_document])
    found: dict[str, Comparison] = {}
    for relation in relations:
        comparison = _comparison(relation)
        if comparison is not None:
            found[comparison.comparison_id] = comparison
    return [found[key] for key in sorted(found)]


def _comparison(relation: Relation) -> Comparison | None:
    left, right = relation.left.claim, relation.right.claim
    aligned = align(left.quantity, right.quantity, lend_unit=True, lend_period=True)
    if aligned is None:
        return None
    has_ratio = aligned.left != 0 and aligned.unit not in OFFSET_UNITS
    return Comparison(
        comparison_id=f"{left.claim_id}~{right.claim_id}",
        left_claim_id=left.claim_id,
        right_claim_id=right.claim_id,
        left_document_id=left.document_id,
        right_document_id=right.document_id,
        relation=relation.relation,
        metric=metric_of(relation.left, relation.right),
        unit=aligned.unit,
        period=aligned.period,
        left_value=aligned.left,
        right_value=aligned.right,
        difference=float(f"{aligned.right - aligned.left:.12g}"),
        ratio=aligned.right / aligned.left if has_ratio else None,
        summary=summarise(relation.relation, relation.left, relation.right, aligned),
    )
