"""`croissant.json`: the dataset as Croissant 1.0 (MLCommons), JSON-LD over schema.org."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from pipeline.publish.about import DESCRIPTION, KEYWORDS, NAME
from pipeline.publish.files import TableFile, TableFiles
from schemas import SCHEMA_VERSION
from schemas.table import Column, ForeignKey, Table

# The context that the specification gives, version 1.0.
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_TYPES = {
    "string": "sc:Text",
    "int32": "sc:Integer",
    "int64": "sc:Integer",
    "double": "sc:Float",
    "bool": "sc:Boolean",
    "date32[day]": "sc:Date",
}


def croissant(tables: Sequence[TableFiles]) -> dict[str, Any]:
    """The JSON-LD: each file with its digest, a file set and a record set a table."""
    there = {one.table.name for one in tables}
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": NAME,
        "description": DESCRIPTION,
        "version": f"{SCHEMA_VERSION}.0.0",
        "keywords": list(KEYWORDS),
        "distribution": [entry for one in tables for entry in _distribution(one)],
        "recordSet": [_record_set(one.table, there) for one in tables],
    }


def _distribution(one: TableFiles) -> list[dict[str, Any]]:
    return [
        *(_file_object(file) for file in one.files),
        {
            "@type": "cr:FileSet",
            "@id": f"{one.table.name}-files",
            "name": f"{one.table.name}-files",
            "description": one.table.description,
            "encodingFormat": "application/x-parquet",
            "includes": f"{one.table.name}/*.parquet",
        },
    ]


def _file_object(file: TableFile) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": "application/x-parquet",
        "sha256": file.sha256,
    }


def _record_set(table: Table, there: set[str]) -> dict[str, Any]:
    keys = {key.column: key for key in table.foreign_keys if key.table in there}
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": f"{table.name}/{column}"} for column in table.key],
        "field": [
            _field(table, column, keys.get(column.name)) for column in table.columns if not pa.types.is_map(column.type)
        ],
    }


def _field(table: Table, column: Column, key: ForeignKey | None) -> dict[str, Any]:
    """A list is a repeated field; a map has no type in Croissant and is left out."""
    is_list = pa.types.is_list(column.type)
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.description + (f" Unit: {column.unit}." if column.unit else ""),
        "dataType": _TYPES[str(column.type.value_type if is_list else column.type)],
        **({"repeated": True} if is_list else {}),
        "source": {"fileSet": {"@id": f"{table.name}-files"}, "extract": {"column": column.name}},
        **({"references": {"field": {"@id": f"{key.table}/{key.target}"}}} if key else {}),
    }
