"""`newsclaims tables` and `newsclaims schema`: what there is, and what it means."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table as Grid

from pipeline.commands.console import out
from pipeline.commands.options import DataOption, complete_table, dataset_at, table_named
from schemas import TABLES
from schemas.dictionary import describe


def tables(data: DataOption = None) -> None:
    """List the dataset's tables, with their rows if the dataset is built.

    Example: newsclaims tables
    """
    dataset = dataset_at(data)
    grid = Grid("table", "rows", "what a row is")
    for table in TABLES.values():
        rows = f"{dataset.row_count(table):,}" if dataset.exists(table) else "not built"
        grid.add_row(table.name, rows, table.description)
    out.print(grid)


def schema(table: Annotated[str, typer.Argument(metavar="TABLE", autocompletion=complete_table)]) -> None:
    """Describe a table: its columns, their types and meaning.

    Example: newsclaims schema numeric_claims
    """
    print(describe(table_named(table)), end="")
