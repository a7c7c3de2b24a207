"""From tables back to what `pipeline.reading` works on, and from its results to rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from pipeline.reading.claims.claim import Claim
from pipeline.reading.entities.mention import Mention
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Annotation, Document, Paragraph, Parse

ANNOTATION_FIELDS = tuple(Annotation.__dataclass_fields__)
QUANTITY_FIELDS = (
    "text value value_low value_high comparator kind unit si_value si_unit period statistic change".split()
)
CLAIM_FIELDS = (
    "claim_id document_id paragraph_id sentence_index sentence metric subject status agent agent_entity_id source "
    "source_entity_id quoted time_text time_start time_end place place_entity_id confidence".split()
)

Row = Mapping[str, Any]


@dataclass(slots=True)
class DocumentRows:
    """All rows of one document: plain values, so that they can be sent to a worker."""

    document_id: str
    text: str
    title: str | None
    published_at: date | None
    paragraphs: list[Row]
    annotations: dict[str, Row]  # by paragraph_id
    extra: dict[str, list[Row]]  # rows of further tables, by table name

    def parse(self) -> Document:
        """The walkable document."""
        return Document(
            self.document_id,
            self.text,
            self.title,
            self.published_at,
            [
                Paragraph(
                    row["paragraph_id"],
                    row["paragraph_index"],
                    row["role"],
                    row["char_start"],
                    row["char_end"],
                    row["text"],
                    Parse(self.text, _annotation(self.annotations[row["paragraph_id"]])),
                )
                for row in self.paragraphs
            ],
        )


def _annotation(row: Row) -> Annotation:
    return Annotation(**{field: row[field] for field in ANNOTATION_FIELDS})


def gather(raw_text: pa.Table, paragraphs: pa.Table, annotations: pa.Table, **extra: pa.Table) -> list[DocumentRows]:
    """The rows of each document of raw_text, in its order."""
    by_document = _group(paragraphs)
    parsed: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for row in annotations.to_pylist():
        parsed[row["document_id"]][row["paragraph_id"]] = row
    further = {name: _group(table) for name, table in extra.items()}
    return [
        DocumentRows(
            row["document_id"],
            row["text"],
            row["title"],
            row["published_at"],
            by_document[row["document_id"]],
            parsed[row["document_id"]],
            {name: rows[row["document_id"]] for name, rows in further.items()},
        )
        for row in raw_text.to_pylist()
    ]


def _group(table: pa.Table) -> defaultdict[str, list[Row]]:
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in table.to_pylist(maps_as_pydicts="strict"):
        rows[row["document_id"]].append(row)
    return rows


def mention_row(mention: Mention) -> Row:
    """A mention as a row of entity_mentions."""
    return {
        "mention_id": f"{mention.document_id}#m{mention.start}-{mention.end}",
        "document_id": mention.document_id,
        "paragraph_id": mention.paragraph_id,
        "char_start": mention.start,
        "char_end": mention.end,
        "text": mention.text,
        "label": mention.label,
        "entity_id": mention.entity_id,
    }


def mentions_of_rows(rows: Sequence[Row], names: Mapping[str, str]) -> list[Mention]:
    """Rows of one document's entity_mentions as mentions; `names` gives each entity's name."""
    clusters: dict[str, int] = {}
    return [
        Mention(
            row["document_id"],
            row["paragraph_id"],
            row["char_start"],
            row["char_end"],
            row["text"],
            row["label"],
            clusters.setdefault(row["entity_id"], len(clusters)),
            names[row["entity_id"]],
            row["entity_id"],
        )
        for row in rows
    ]


def claim_row(claim: Claim) -> Row:
    """A claim as a row of numeric_claims."""
    quantity = claim.quantity
    return {
        "char_start": quantity.start,
        "char_end": quantity.end,
        **{field: getattr(quantity, field) for field in QUANTITY_FIELDS},
        **{field: getattr(claim, field) for field in CLAIM_FIELDS},
        "rules": sorted((quantity.rules | claim.rules).items()),
    }


def claims_of_rows(document: Document, rows: Iterable[Row]) -> list[Claim]:
    """Rows of one document's numeric_claims as claims, each on its tokens."""
    paragraphs = {paragraph.paragraph_id: paragraph for paragraph in document.paragraphs}
    claims = []
    for row in rows:
        paragraph = paragraphs[row["paragraph_id"]]
        start, end = row["char_start"], row["char_end"]
        quantity = Quantity(
            start=start,
            end=end,
            sentence=paragraph.parse.sentences[row["sentence_index"]],
            tokens=paragraph.parse.tokens_in(start, end),
            rules=dict(row["rules"]),
            **{field: row[field] for field in QUANTITY_FIELDS},
        )
        claims.append(
            Claim(
                paragraph_role=paragraph.role,
                quantity=quantity,
                rules=dict(row["rules"]),
                **{field: row[field] for field in CLAIM_FIELDS},
            )
        )
    return claims
