"""The filtered claims as CSV and as Parquet."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, StreamingResponse

from pipeline.explore.filters import Filters, order, source, where
from pipeline.explore.snapshot import Reader, Snapshot
from pipeline.publish.cells import csv_cell
from schemas import NUMERIC_CLAIMS
from schemas.arrow import arrow_schema

ROWS_AT_A_TIME = 5000


def claims_csv(reader: Reader, filters: Filters) -> StreamingResponse:
    """Every claim that passes the filters, as CSV; a text that a spreadsheet would run as a formula gets an apostrophe."""
    cursor = reader.run(lambda snapshot: _ask(snapshot, filters))
    return StreamingResponse(_csv_lines(cursor), media_type="text/csv; charset=utf-8", headers=_named("claims.csv"))


def _csv_lines(cursor: Any) -> Iterator[str]:
    try:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(NUMERIC_CLAIMS.column_names)
        while rows := cursor.fetchmany(ROWS_AT_A_TIME):
            writer.writerows([csv_cell(value) for value in row] for row in rows)
            yield text.getvalue()
            text.seek(0)
            text.truncate()
        yield text.getvalue()
    finally:
        cursor.close()


def claims_parquet(reader: Reader, filters: Filters) -> FileResponse:
    """Every claim that passes the filters, as Parquet with the table's own schema and descriptions."""
    handle, path = tempfile.mkstemp(suffix=".parquet", prefix="newsclaims-")
    os.close(handle)
    try:
        reader.run(lambda snapshot: _write(snapshot, filters, path))
    except BaseException:
        Path(path).unlink()
        raise
    return FileResponse(
        path,
        media_type="application/vnd.apache.parquet",
        headers=_named("claims.parquet"),
        background=BackgroundTask(Path(path).unlink),
    )


def _write(snapshot: Snapshot, filters: Filters, path: str) -> None:
    cursor = _ask(snapshot, filters)
    schema = arrow_schema(NUMERIC_CLAIMS)
    try:
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            while rows := cursor.fetchmany(ROWS_AT_A_TIME):
                columns = zip(*rows, strict=True)
                arrays = [_array(values, field.type) for values, field in zip(columns, schema, strict=True)]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    finally:
        cursor.close()


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_map(kind):
        values = [None if value is None else list(value.items()) for value in values]
    return pa.array(values, kind)


def _ask(snapshot: Snapshot, filters: Filters) -> Any:
    condition = where(filters, snapshot.says)
    columns = ", ".join(f"c.{name}" for name in NUMERIC_CLAIMS.column_names)
    cursor = snapshot.connection.cursor()
    return cursor.execute(
        f"SELECT {columns} {source(filters)} WHERE {condition.sql} {order(filters)}",
        condition.values,
    )


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
