"""`.parquet`: one row a document."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.intake.contents import MAX_DOCUMENT_BYTES, archive_limit
from pipeline.intake.document import Refusal, blame_machine
from pipeline.intake.formats.content import Row
from pipeline.intake.formats.rows import check_header

# Few rows at a time: each may be a document of MAX_DOCUMENT_BYTES.
_BATCH_ROWS = 64
# A row of a document takes more than a byte; a file with more rows is run-length coding's own bomb.
_MAX_ROWS_PER_BYTE = 4


def read_parquet(stored: BinaryIO, stored_bytes: int, columns: Mapping[str, str]) -> Iterator[Row]:
    """Each row, with the columns that are asked for; Refusal if the file can't be read or its sizes are a bomb's.

    Strings stay coded by dictionary until a row is taken: one long text repeated in a million rows is held once.
    """
    try:
        file = pq.ParquetFile(stored)
        check_header(file.schema_arrow.names, columns)
        _check_size(file, stored_bytes)
        wanted = [name for name in dict.fromkeys(columns.values()) if file.schema_arrow.get_field_index(name) >= 0]
        if columns["text"] not in wanted or columns["id"] not in wanted:
            raise Refusal("malformed_row", "two columns have the same name")
        if pa.types.is_string(file.schema_arrow.field(columns["text"]).type):
            stored.seek(0)
            file = pq.ParquetFile(stored, read_dictionary=[columns["text"]])
        number = size = 0
        bound = archive_limit(stored_bytes)
        for batch in file.iter_batches(_BATCH_ROWS, columns=wanted, use_threads=False):
            values = {name: batch.column(name) for name in wanted}
            for index in range(batch.num_rows):
                number += 1
                fields = _fields(values, index, columns)
                if isinstance(fields, dict):
                    text = fields[columns["text"]]
                    size += len(text) if isinstance(text, str) else 0
                if size > bound:
                    raise Refusal("too_large", f"more than {bound:,} characters of text up to row {number}")
                yield Row(f"row {number}", fields)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        if isinstance(error, OSError):
            blame_machine(error)
        raise Refusal("undecodable", f"no Parquet that can be read: {error}") from None


def _check_size(file: Any, stored_bytes: int) -> None:
    metadata = file.metadata
    size = sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
    if size > archive_limit(stored_bytes):
        raise Refusal("too_large", f"{size:,} bytes when decompressed")
    if metadata.num_rows > _MAX_ROWS_PER_BYTE * stored_bytes:
        raise Refusal("too_large", f"{metadata.num_rows:,} rows in {stored_bytes:,} bytes")


def _fields(values: Mapping[str, Any], index: int, columns: Mapping[str, str]) -> dict[str, object] | Refusal:
    fields: dict[str, object] = {}
    for name, column in values.items():
        try:
            fields[name] = column[index].as_py()
        except (ValueError, OverflowError, pa.ArrowException) as error:
            # A date out of the calendar's range is an unknown date; a text that isn't UTF-8 is no text.
            if name in (columns["id"], columns["text"]):
                return Refusal("malformed_row", f"column {name!r} can't be read: {error}")
    text = fields.get(columns["text"])
    if isinstance(text, (str, bytes)) and len(text) > MAX_DOCUMENT_BYTES:
        return Refusal("too_large", f"a text of {len(text):,} characters")
    return fields


def spooled(content: io.RawIOBase) -> BinaryIO:
    """A stream's content in a temporary file: Parquet is read from its end."""
    spool = tempfile.TemporaryFile()  # noqa: SIM115 the caller closes it
    with io.BufferedReader(content, 1 << 18) as buffered:
        while chunk := buffered.read(1 << 20):
            spool.write(chunk)
    spool.seek(0)
    return spool
