"""A table's Arrow schema: types, nullability, and each column's meaning in the field metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from schemas.table import Column, Table


def arrow_schema(table: Table) -> pa.Schema:
    """The schema that the table's Parquet files carry."""
    return pa.schema(
        [
            pa.field(column.name, column.type, nullable=column.nullable, metadata=_field_metadata(column))
            for column in table.columns
        ],
        metadata={"description": table.description},
    )


def _field_metadata(column: Column) -> dict[str, str]:
    metadata = {"description": column.description}
    if column.unit:
        metadata["unit"] = column.unit
    if column.vocabulary:
        metadata["vocabulary"] = ", ".join(column.vocabulary)
    return metadata


def to_arrow(table: Table, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows as an Arrow table of the table's schema, in its stated order; pa.ArrowInvalid on a value of another type."""
    return in_order(table, pa.Table.from_pylist(list(rows), schema=arrow_schema(table)))


def in_order(table: Table, data: pa.Table) -> pa.Table:
    """The same rows in the table's stated order: strings by code point, nulls last, on every machine."""
    return data.sort_by([(name, "ascending") for name in table.order])
