"""Read texts in memory, from text to comparisons: what the assets do by stages, in one call.

For tests, explanations and interactive use; the assets keep what each step gives in a table of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.reading.annotate import annotate
from pipeline.reading.claims.assemble import read_claims
from pipeline.reading.claims.claim import Claim
from pipeline.reading.comparisons.compare import compare
from pipeline.reading.comparisons.comparison import Comparison
from pipeline.reading.entities.across_documents import link
from pipeline.reading.entities.mention import Entity, Mention
from pipeline.reading.entities.within_document import find_mentions
from pipeline.reading.numbers.quantity import RejectedNumber
from pipeline.reading.paragraphs import split_paragraphs
from pipeline.reading.parse import Document, Paragraph, Parse


@dataclass(slots=True)
class Reading:
    """All that a set of texts yields."""

    documents: list[Document]
    mentions: list[Mention]
    entities: list[Entity]
    claims: list[Claim]
    rejected: list[RejectedNumber]
    comparisons: list[Comparison]


def parse_document(document_id: str, text: str, published_at: date | None = None) -> Document:
    """Split a text into paragraphs and parse each."""
    spans = split_paragraphs(text)
    annotations = annotate((text[span.start : span.end], span.start) for span in spans)
    return Document(
        document_id,
        text,
        None,
        published_at,
        [
            Paragraph(
                f"{document_id}#p{index}",
                index,
                span.role,
                span.start,
                span.end,
                text[span.start : span.end],
                Parse(text, annotation),
            )
            for index, (span, annotation) in enumerate(zip(spans, annotations, strict=True))
        ],
    )


def read_texts(texts: Mapping[str, str], published_at: date | None = None) -> Reading:
    """Read texts, given by document id, as one corpus."""
    documents = [parse_document(document_id, text, published_at) for document_id, text in texts.items()]
    mentions = [find_mentions(document) for document in documents]
    entities = link([mention for of_document in mentions for mention in of_document])
    found = [read_claims(document, of_document) for document, of_document in zip(documents, mentions, strict=True)]
    claims = [claim for of_document in found for claim in of_document.claims]
    return Reading(
        documents,
        [mention for of_document in mentions for mention in of_document],
        entities,
        claims,
        [number for of_document in found for _, number in of_document.rejected],
        compare(claims),
    )
