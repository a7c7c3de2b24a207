"""Options and arguments that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.console import fail, nearest
from pipeline.settings import data_folder
from pipeline.store.dataset import Dataset
from schemas import TABLES
from schemas.table import Table

SeedsOption = Annotated[Path | None, typer.Option("--seeds", help="The folder of articles.", show_default="seeds/")]
DataOption = Annotated[Path | None, typer.Option("--data", help="The dataset's folder.", show_default="data/")]

RawOption = Annotated[
    bool,
    typer.Option(
        "--raw", help="CSV: leave texts that a spreadsheet would run as a formula; else they get an apostrophe."
    ),
]


def dataset_at(data: Path | None) -> Dataset:
    """The dataset that `--data` names, or the one that the settings name."""
    return Dataset((data or data_folder()).absolute())


def table_named(name: str) -> Table:
    """The table of that name; ends the command if there is none."""
    if name not in TABLES:
        fail(f"no table {name!r}{nearest(name, list(TABLES))}; the tables are {', '.join(TABLES)}")
    return TABLES[name]
