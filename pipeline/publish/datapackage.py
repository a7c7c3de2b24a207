"""`datapackage.json`: the dataset as a Frictionless Data Package (version 1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from pipeline.publish.about import DESCRIPTION, KEYWORDS, NAME, TITLE
from pipeline.publish.files import TableFiles
from schemas import SCHEMA_VERSION
from schemas.table import Column, Table

_TYPES = {
    "string": "string",
    "int32": "integer",
    "int64": "integer",
    "double": "number",
    "bool": "boolean",
    "date32[day]": "date",
}


def datapackage(tables: Sequence[TableFiles]) -> dict[str, Any]:
    """The descriptor: a resource a table, with its fields, keys, references, sizes and digests."""
    there = {one.table.name for one in tables}
    return {
        "profile": "data-package",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "version": f"{SCHEMA_VERSION}.0.0",
        "keywords": list(KEYWORDS),
        "resources": [_resource(one, there) for one in tables],
    }


def _resource(one: TableFiles, there: set[str]) -> dict[str, Any]:
    """A table of several files has a list for its path, and each file's size and digest in `files`."""
    single = len(one.files) == 1
    return {
        "profile": "data-resource",
        "name": one.table.name,
        "description": one.table.description,
        "path": one.files[0].path if single else [file.path for file in one.files],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": sum(file.bytes for file in one.files),
        **({"hash": f"sha256:{one.files[0].sha256}"} if single else {}),
        "rows": one.rows,
        "files": [{"path": file.path, "bytes": file.bytes, "hash": f"sha256:{file.sha256}"} for file in one.files],
        "schema": table_schema(one.table, there),
    }


def table_schema(table: Table, there: set[str]) -> dict[str, Any]:
    """A table's schema; references to tables that aren't there are left out, for they would refer to nothing."""
    keys = [
        {
            "fields": key.column,
            "reference": {"resource": "" if key.table == table.name else key.table, "fields": key.target},
        }
        for key in table.foreign_keys
        if key.table in there
    ]
    return {
        "fields": [_field(column, table) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        **({"foreignKeys": keys} if keys else {}),
    }


def field_type(column: Column) -> str:
    """A column's type in Frictionless' words."""
    if pa.types.is_list(column.type):
        return "array"
    return "object" if pa.types.is_map(column.type) else _TYPES[str(column.type)]


def _field(column: Column, table: Table) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.nullable:
        constraints["required"] = True
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.vocabulary:
        constraints["enum"] = list(column.vocabulary)
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    return {
        "name": column.name,
        "type": field_type(column),
        "description": column.description,
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }
