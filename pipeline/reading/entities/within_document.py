"""Find the names of a document and decide which of them name one thing."""

from __future__ import annotations

from pipeline.reading.entities.mention import Mention
from pipeline.reading.parse import Document

NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART"})


def find_mentions(document: Document) -> list[Mention]:
    """The mentions of a document, in text order."""
    mentions: list[Mention] = []
    clusters: dict[str, int] = {}
    for paragraph in document.paragraphs:
        for span in paragraph.parse.named_spans:
            if span.label in NAME_LABELS:
                text = document.text[span.start : span.end]
                cluster = clusters.setdefault(text, len(clusters))
                mentions.append(
                    Mention(
                        document.document_id, paragraph.paragraph_id, span.start, span.end, text, span.label, cluster, text
                    )
                )
    return mentions
