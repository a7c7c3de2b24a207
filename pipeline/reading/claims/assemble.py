"""From a document's quantities to its claims: each field by the module of its name."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.claims.change import find_change
from pipeline.reading.claims.claim import Claim, DocumentClaims
from pipeline.reading.claims.metric import find_metric
from pipeline.reading.claims.statistic import find_statistic
from pipeline.reading.entities.mention import Mention
from pipeline.reading.numbers.find import find_quantities
from pipeline.reading.parse import Document


def read_claims(document: Document, mentions: Sequence[Mention]) -> DocumentClaims:
    """Read a document's claims, in text order; `mentions` are the document's own, linked to entities."""
    claims: list[Claim] = []
    rejected = []
    for paragraph in document.paragraphs:
        quantities, numbers = find_quantities(paragraph)
        rejected += [(paragraph.paragraph_id, number) for number in numbers]
        for quantity in quantities:
            quantity.change, _ = find_change(quantity, quantities)
            metric, subject = find_metric(quantity, claims, paragraph)
            quantity.statistic, _ = find_statistic(quantity)
            sentence = quantity.sentence
            claims.append(
                Claim(
                    claim_id=f"{document.document_id}#c{quantity.start}-{quantity.end}",
                    document_id=document.document_id,
                    paragraph_id=paragraph.paragraph_id,
                    paragraph_role=paragraph.role,
                    sentence_index=sentence.index,
                    sentence=document.text[sentence.start : sentence.end],
                    quantity=quantity,
                    metric=metric,
                    subject=subject,
                )
            )
    return DocumentClaims(claims, rejected)
