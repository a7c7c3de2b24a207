"""`newsclaims sql`: a query over the tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.table import Table as Grid
from rich.text import Text

from pipeline.commands.console import err, fail, out, plain
from pipeline.commands.options import DataOption, RawOption, dataset_at
from schemas import TABLES

SHOWN_ROWS = 100


class Format(StrEnum):
    """How `newsclaims sql` prints."""

    table = "table"
    csv = "csv"
    json = "json"


def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="The query; - reads it from standard input.")],
    form: Annotated[Format, typer.Option("--format", help="How to print the rows.")] = Format.table,
    raw: RawOption = False,
    data: DataOption = None,
) -> None:
    """Query the tables with SQL, in DuckDB's dialect.

    Each table is a view of its name. The query reads the dataset and nothing else: no other file, no network, nothing is written.

    Example: newsclaims sql "select metric, count(*) from numeric_claims group by all order by 2 desc limit 10"

    Example: newsclaims sql "from claim_comparisons where relation = 'target_vs_actual'" --format csv > gaps.csv
    """
    from pipeline.publish.cells import json_text
    from pipeline.publish.database import connect
    from pipeline.publish.export import write_csv
    from pipeline.publish.query import QueryError, run

    text = sys.stdin.read() if query == "-" else query
    connection = connect(dataset_at(data, *(table for name, table in TABLES.items() if name in text.lower())))
    try:
        names, rows = run(connection, text)
        if form is Format.csv:
            write_csv(sys.stdout, names, rows, neutral=not raw)
        elif form is Format.json:
            opening = "["
            for row in rows:
                print(opening + json_text(dict(zip(names, row, strict=True))), end="")
                opening = ",\n"
            print("[]" if opening == "[" else "]")
        else:
            show(names, rows)
    except QueryError as error:
        fail(str(error))


def show(names: list[str], rows: Iterator[Sequence[Any]]) -> None:
    """Print the first SHOWN_ROWS rows as a grid, and say how many more there are."""
    from pipeline.publish.cells import csv_cell

    grid = Grid()
    for name in names:
        grid.add_column(Text(plain(name)))
    more = 0
    for number, row in enumerate(rows):
        if number < SHOWN_ROWS:
            grid.add_row(*(Text(plain(csv_cell(value, neutral=False))) for value in row))
        else:
            more += 1
    out.print(grid)
    if more:
        err.print(Text(f"{more:,} more rows: add a limit, or print all of them with --format csv"))
