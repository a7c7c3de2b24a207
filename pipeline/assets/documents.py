"""From tables back to the parsed documents that `pipeline.reading` works on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
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
    for row in _rows(table) if table is not None else []:
        rows[row["document_id"]].append(row)
    return rows


def _rows(table: pa.Table) -> Iterable[dict[str, Any]]:
    """A table's rows; where columns hold lists, column by column, which takes a sixth of the time of `to_pylist`."""
    if not any(pa.types.is_list(kind) for kind in table.schema.types):
        rows: list[dict[str, Any]] = table.to_pylist(maps_as_pydicts="strict")
        return rows
    columns = [_values(table[name].combine_chunks()) for name in table.column_names]
    return (dict(zip(table.column_names, values, strict=True)) for values in zip(*columns, strict=True))


def _values(column: pa.Array) -> list[Any]:
    """A column's values: those of lists are turned into Python's all at once, then cut."""
    lists = pa.types.is_list(column.type) and not column.null_count
    values: list[Any] = column.flatten().to_pylist() if lists else column.to_pylist(maps_as_pydicts="strict")
    if not lists:
        return values
    ends = column.offsets.to_pylist()
    first = ends[0] if ends else 0
    return [values[start - first : end - first] for start, end in pairwise(ends)]
