"""Tables as Markdown for Dagster's UI. The text in them is a stranger's: nothing of it may act as Markdown or HTML."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from schemas.table import Table

ROWS = 10
OF_ROWS = 2_000  # they are chosen from the first so many
WIDTH = 120  # characters of a cell
_ACTIVE = str.maketrans({char: f"&#{ord(char)};" for char in "&<>\"'`*_{}[]()#+-.!|\\~:/@$"})


def preview(table: Table, data: pa.Table) -> str:
    """Ten telling rows of a table: of its first, those that say most in its preview columns, in the table's order."""
    columns = list(table.preview)
    rows = data.select(columns).slice(0, OF_ROWS).to_pylist()
    by_content = sorted(range(len(rows)), key=lambda i: (-sum(_says_something(value) for value in rows[i].values()), i))
    telling = sorted(by_content[:ROWS])
    return markdown_table(columns, [[rows[i][column] for column in columns] for i in telling])


def markdown_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Rows as a Markdown table, every cell escaped; a line that says so if there are none."""
    if not rows:
        return "no rows"
    lines = [columns, ["---"] * len(columns), *([escape(value) for value in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def escape(value: Any) -> str:
    """A value as inert Markdown: characters that could act are entities, control characters are gone, long ones cut."""
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = "".join(
        " " if char.isspace() else char for char in text if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    if len(text) > WIDTH:
        text = text[: WIDTH - 1] + "…"
    return text.translate(_ACTIVE)


def _says_something(value: Any) -> bool:
    return value is not None and value != [] and value != ""
