"""Some documents with their rows, as they are sent to a worker: Arrow's stream format, a few bytes a value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import pyarrow as pa

from schemas.table import Table


@dataclass(frozen=True, slots=True)
class Chunk:
    """Documents, in order; their rows in tables that have rows of documents; further rows that belong to none."""

    documents: tuple[str, ...]
    rows: Mapping[str, bytes]
    shared: Mapping[str, bytes]

    def split(self) -> list[Chunk]:
        """Two chunks of half the documents each; the chunk itself if it has one."""
        if len(self.documents) < 2:
            return [self]
        middle = len(self.documents) // 2
        tables = {name: ByDocument(from_bytes(data)) for name, data in self.rows.items()}
        return [
            Chunk(half, {name: to_bytes(table.of(half)) for name, table in tables.items()}, self.shared)
            for half in (self.documents[:middle], self.documents[middle:])
        ]


class ByDocument:
    """A table sorted by document, and where each document's rows stand in it."""

    def __init__(self, table: pa.Table, column: str = "document_id") -> None:
        self.table = table.combine_chunks()
        self._column = column
        runs = pa.compute.run_end_encode(self.table[column].combine_chunks()) if table.num_rows else None
        self.documents: list[str] = runs.values.to_pylist() if runs is not None else []
        ends: list[int] = runs.run_ends.to_pylist() if runs is not None else []
        self._spans = dict(zip(self.documents, zip([0, *ends[:-1]], ends, strict=True), strict=True)) if ends else {}

    def of(self, documents: Sequence[str]) -> pa.Table:
        """The rows of some documents, in the documents' order, without a copy."""
        spans: list[tuple[int, int]] = []
        for document in documents:
            start, end = self._spans.get(document, (0, 0))
            if start == end:
                continue
            if spans and spans[-1][1] == start:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        if not spans:
            return self.table.slice(0, 0)
        return pa.concat_tables([self.table.slice(start, end - start) for start, end in spans])


def document_column(table: Table) -> str | None:
    """The column that says whose document a row is, by which the table is sorted; None for a table of the corpus."""
    first = table.order[0]
    return first if first.endswith("document_id") and table.name != "rejected_seeds" else None


def to_bytes(table: pa.Table) -> bytes:
    """A table in Arrow's stream format: of a slice, the slice alone."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def from_bytes(data: bytes) -> pa.Table:
    """What `to_bytes` wrote."""
    with pa.ipc.open_stream(data) as reader:
        return reader.read_all()


def cut(documents: Sequence[str], sizes: Sequence[int], size: int) -> Iterator[tuple[str, ...]]:
    """Cut documents, of given sizes, into runs of about `size` each, at least one document a run."""
    ends = list(accumulate(sizes))
    start = 0
    while start < len(documents):
        before = ends[start - 1] if start else 0
        stop = max(bisect_right(ends, before + size), start + 1)
        yield tuple(documents[start:stop])
        start = stop
