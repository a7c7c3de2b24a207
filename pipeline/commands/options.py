"""Options and arguments that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from pipeline.commands.console import err, fail, nearest, plain
from pipeline.settings import place_of, settings
from pipeline.store.dataset import Dataset
from schemas import TABLES
from schemas.table import Table

SeedsOption = Annotated[
    str | None,
    typer.Option(
        "--seeds", metavar="DIR", help="The folder of articles, or s3://bucket/prefix.", show_default="seeds/"
    ),
]
DataOption = Annotated[
    str | None,
    typer.Option("--data", metavar="DIR", help="The dataset's folder, or s3://bucket/prefix.", show_default="data/"),
]

RawOption = Annotated[
    bool,
    typer.Option(
        "--raw", help="CSV: leave texts that a spreadsheet would run as a formula; else they get an apostrophe."
    ),
]


def complete_table(incomplete: str) -> list[str]:
    """The tables whose names go on from what is typed, for the shell's completion."""
    return [name for name in TABLES if name.startswith(incomplete)]


def data_place(data: str | None) -> Path | str:
    """Where the dataset is that `--data` names, or that the settings name: an absolute path, or a URL."""
    return place_of(data) if data else settings().data_place


def dataset_at(data: str | None, *tables: Table) -> Dataset:
    """The dataset that `--data` names, or that the settings name. Of one behind a URL the local copy, brought up to what
    is published: of these tables, or of all."""
    place = data_place(data)
    if isinstance(place, Path):
        return Dataset(place)
    from pipeline.store.published import COPY, fetch_to_read, folder_for

    def say(files: int, size: int) -> None:
        text = f"Fetching {files:,} {'file' if files == 1 else 'files'}, {size / 1e6:,.1f} MB, from {place}"
        err.print(Text(plain(text)))

    folder = folder_for(place, settings().cache_folder, COPY)
    fetch_to_read(place, folder, [table.name for table in tables or TABLES.values()], say)
    return Dataset(folder)


def table_named(name: str) -> Table:
    """The table of that name; ends the command if there is none."""
    if name not in TABLES:
        fail(f"no table {name!r}{nearest(name, list(TABLES))}; the tables are {', '.join(TABLES)}")
    return TABLES[name]
