"""From tables back to the parsed documents that `pipeline.reading` works on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from pipeline.reading.parse import ANNOTATION_FIELDS, Annotation, Document, Paragraph, Parse
from schemas import ANNOTATIONS, PARAGRAPHS, RAW_TEXT

Row = Mapping[str, Any]
_OWN = (RAW_TEXT.name, PARAGRAPHS.name, ANNOTATIONS.name)


@dataclass(slots=True)
class DocumentRows:
    """All rows of one document: plain values."""

    document_id: str
    text: str
    title: str | None
    published_at: date | None
    paragraphs: list[Row]
    annotations: dict[str, Row]  # by paragraph_id
    extra: dict[str, list[Row]]  # rows of further tables, by table name

    def parse(self, only: Collection[str] | None = None) -> Document:
        """The walkable document: of its paragraphs that have been read, all or those named."""
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
                if row["paragraph_id"] in self.annotations and (only is None or row["paragraph_id"] in only)
            ],
        )


def _annotation(row: Row) -> Annotation:
    return Annotation(**{field: row[field] for field in ANNOTATION_FIELDS})


def documents_of(documents: Sequence[str], tables: Mapping[str, pa.Table]) -> list[DocumentRows]:
    """The rows of some documents, in the documents' order; `tables` holds raw_text and any others, by name."""
    texts = {row["document_id"]: row for row in tables[RAW_TEXT.name].to_pylist()}
    paragraphs = _group(tables.get(PARAGRAPHS.name))
    annotations = _group(tables.get(ANNOTATIONS.name))
    further = {name: _group(table) for name, table in tables.items() if name not in _OWN}
    return [
        DocumentRows(
            document_id,
            texts[document_id]["text"],
            texts[document_id]["title"],
            texts[document_id]["published_at"],
            paragraphs[document_id],
            {row["paragraph_id"]: row for row in annotations[document_id]},
            {name: rows[document_id] for name, rows in further.items()},
        )
        for document_id in documents
    ]


def _group(table: pa.Table | None) -> defaultdict[str, list[Row]]:
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in table.to_pylist(maps_as_pydicts="strict") if table is not None else []:
        rows[row["document_id"]].append(row)
    return rows
