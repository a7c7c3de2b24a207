"""Options and arguments that several commands take."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.console import fail, nearest
from pipeline.settings import data_folder
from pipeline.store.dataset import Dataset
from schemas import TABLES
from schemas.table import Table

SeedsOption = Annotated[
    str | None,
    typer.Option(
        "--seeds", metavar="DIR", help="The folder of articles, or s3://bucket/prefix.", show_default="seeds/"
    ),
]
DataOption = Annotated[Path | None, typer.Option("--data", help="The dataset's folder.", show_default="data/")]

RawOption = Annotated[
    bool,
    typer.Option(
        "--raw", help="CSV: leave texts that a spreadsheet would run as a formula; else they get an apostrophe."
    ),
]


def complete_table(incomplete: str) -> list[str]:
    """The tables whose names go on from what is typed, for the shell's completion."""
    return [name for name in TABLES if name.startswith(incomplete)]


def data_at(data: Path | None) -> Path:
    """The data folder that `--data` names, or the one that the settings name; ends the command if it is a URL."""
    if data is not None and re.match(r"\w{2,}:/", str(data)):
        fail(f"the data folder is no local folder: {data}: the dataset is written by renames, which a store can't do")
    return (data or data_folder()).absolute()


def dataset_at(data: Path | None) -> Dataset:
    """The dataset that `--data` names, or the one that the settings name."""
    return Dataset(data_at(data))


def table_named(name: str) -> Table:
    """The table of that name; ends the command if there is none."""
    if name not in TABLES:
        fail(f"no table {name!r}{nearest(name, list(TABLES))}; the tables are {', '.join(TABLES)}")
    return TABLES[name]
