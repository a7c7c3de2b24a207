"""`README.md`: the dataset card, for people and for Hugging Face's `datasets`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import yaml

from pipeline.publish.about import DESCRIPTION, KEYWORDS, TITLE
from pipeline.publish.files import TableFiles
from schemas import NUMERIC_CLAIMS
from schemas.table import Column, Table

_DTYPES = {
    "string": "string",
    "int32": "int32",
    "int64": "int64",
    "double": "float64",
    "bool": "bool",
    "date32[day]": "date32",
}
DEFAULT_TABLE = NUMERIC_CLAIMS.name


def card(tables: Sequence[TableFiles]) -> str:
    """Front matter that names each table's files as a configuration, then what a reader needs to know.

    `datasets` has no type for maps, so a column that is one is left out there. It can't load a configuration without a
    row: an empty table has none.
    """
    loadable = [one for one in tables if one.rows]
    front: dict[str, Any] = {
        "pretty_name": TITLE,
        "language": ["en"],
        "tags": [word.replace(" ", "-") for word in KEYWORDS],
        "configs": [
            {
                "config_name": one.table.name,
                "data_files": f"{one.table.name}/*.parquet",
                "columns": [column.name for column in _loadable(one.table)],
                **({"default": True} if one.table.name == DEFAULT_TABLE else {}),
            }
            for one in loadable
        ],
        "dataset_info": [
            {"config_name": one.table.name, "features": [_feature(column) for column in _loadable(one.table)]}
            for one in loadable
        ],
    }
    lines = [
        "---",
        yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=1000).rstrip(),
        "---",
        "",
        f"# {TITLE}",
        "",
        DESCRIPTION,
        "",
        "| table | rows | one row is |",
        "| --- | ---: | --- |",
        *(f"| `{one.table.name}` | {one.rows:,} | {_row_of(one.table.description)} |" for one in tables),
        "",
        "Columns, types and meanings: [data_dictionary.md](data_dictionary.md). The same for machines, with the files' sizes",
        "and digests: `datapackage.json` (Frictionless), `croissant.json` (Croissant).",
        "",
        "```python",
        "import pandas as pd",
        "",
        f'claims = pd.read_parquet("{DEFAULT_TABLE}")',
        "```",
        "",
        "```python",
        "from datasets import load_dataset",
        "",
        f'claims = load_dataset(".", "{DEFAULT_TABLE}", split="train")',
        "```",
        "",
        "## Before you print a number",
        "",
        "- Offsets count Unicode code points in `raw_text.text`, end exclusive: `text[char_start:char_end]` is the quote.",
        "- A claim is what a text says, in the sense that `status` gives, by whom `source` names. Read `sentence` first.",
        "- `confidence` is the estimated chance that every field is right. It was fitted on labelled articles, not on yours.",
        "- Null is unknown. What was not read stands in `rejected_seeds` and `rejected_numbers`, with the reason.",
        "- The texts are their publishers': what may be done with them is not changed by this dataset.",
    ]
    return "\n".join(lines) + "\n"


def _loadable(table: Table) -> list[Column]:
    return [column for column in table.columns if not pa.types.is_map(column.type)]


def _feature(column: Column) -> dict[str, str]:
    if pa.types.is_list(column.type):
        return {"name": column.name, "list": _DTYPES[str(column.type.value_type)]}
    return {"name": column.name, "dtype": _DTYPES[str(column.type)]}


def _row_of(description: str) -> str:
    """The grain with which a table's description opens: "One row a claim: …" -> "a claim"."""
    first = description.split(":")[0].split(". ")[0].rstrip(".")
    return first.removeprefix("One row ").replace("|", "\\|")
