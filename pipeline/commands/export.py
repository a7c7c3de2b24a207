"""`newsclaims export`: the tables for other tools."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.console import fail
from pipeline.commands.options import DataOption, RawOption, complete_table, dataset_at, table_named


class Format(StrEnum):
    """What `newsclaims export` writes."""

    csv = "csv"
    jsonl = "jsonl"
    duckdb = "duckdb"
    sqlite = "sqlite"


def export(
    to: Annotated[Format, typer.Option("--to", help="The format.")],
    at: Annotated[
        Path, typer.Option("--out", metavar="PATH", help="A folder for csv and jsonl, a file for duckdb and sqlite.")
    ],
    table: Annotated[
        list[str] | None,
        typer.Option(
            "--table",
            metavar="TABLE",
            help="Only this table; may be given several times.",
            autocompletion=complete_table,
        ),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files that are there.")] = False,
    raw: RawOption = False,
    data: DataOption = None,
) -> None:
    """Write the tables as CSV, JSON lines, DuckDB or SQLite.

    CSV and JSON lines: one file a table; lists and maps are JSON. A file appears only when it is whole.

    Example: newsclaims export --to sqlite --out claims.sqlite

    Example: newsclaims export --to csv --out claims.csv --table numeric_claims
    """
    from pipeline.publish import export as exporting
    from pipeline.publish.database import built_tables

    wanted = [table_named(name) for name in dict.fromkeys(table or ())]
    dataset = dataset_at(data, *wanted)
    try:
        files = exporting.export(
            dataset, wanted or built_tables(dataset), to.value, at, neutral=not raw, overwrite=overwrite
        )
    except exporting.ExportError as error:
        fail(str(error))
    for file in files:
        print(file)
