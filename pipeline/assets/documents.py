"""From tables back to the parsed documents that `pipeline.reading` works on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from pipeline.reading.parse import ANNOTATION_FIELDS, Annotation, Document, Paragraph, Parse

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
