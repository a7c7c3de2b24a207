"""The data dictionary: the tables described for people, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.table import Column, Table


def describe(table: Table) -> str:
    """One table as a Markdown section."""
    lines = [
        f"## {table.name}",
        "",
        table.description,
        "",
        f"Key: {', '.join(table.key)}. Order: {', '.join(table.order)}.",
        "",
        "| column | type | meaning |",
        "| --- | --- | --- |",
    ]
    lines += [f"| {column.name} | {_type(column)} | {_meaning(column)} |" for column in table.columns]
    lines += [f"\n`{key.column}` refers to `{key.table}.{key.target}`." for key in table.foreign_keys]
    return "\n".join(lines) + "\n"


def data_dictionary(tables: Iterable[Table]) -> str:
    """All tables as one Markdown page."""
    return "# Data dictionary\n\nA `?` behind a type marks a column that may be null: unknown.\n\n" + "\n".join(
        describe(table) for table in tables
    )


def _type(column: Column) -> str:
    return str(column.type) + ("?" if column.nullable else "")


def _meaning(column: Column) -> str:
    meaning = column.description
    if column.unit:
        meaning += f" Unit: {column.unit}."
    if column.vocabulary:
        meaning += " One of: " + ", ".join(f"`{word}`" for word in column.vocabulary) + "."
    return meaning.replace("|", "\\|")
