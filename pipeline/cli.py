"""The newsclaims command: each of its commands stands in a file of pipeline/commands/.

Exit codes: 0 done; 1 a stage failed, what it would have written stands as it was; 2 the command can't be carried out
as given.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from pipeline.commands.build import build
from pipeline.commands.console import fail, out
from pipeline.commands.explain import explain
from pipeline.commands.explore import explore
from pipeline.commands.export import export
from pipeline.commands.report import report
from pipeline.commands.settings import settings
from pipeline.commands.show import show
from pipeline.commands.sql import sql
from pipeline.commands.tables import schema, tables
from pipeline.intake.document import SeedsFolderError
from pipeline.settings import SettingsError
from pipeline.store.dataset import DatasetError

app = typer.Typer(
    name="newsclaims",
    help="Turn a folder of news text into a checked Parquet dataset of what it claims in numbers.",
    epilog="Exit codes: 0 done; 1 a stage failed, the tables stand as they were; 2 it can't be done as given, one line says why.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command; whatever the user can mend is one line on standard error and exit code 2."""
    try:
        app()
    except (DatasetError, SeedsFolderError, SettingsError) as error:
        fail(str(error))
    except BrokenPipeError:  # the reader of a pipe (head) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _show_version(wanted: bool) -> None:
    if wanted:
        out.print(f"newsclaims {version('newsclaims')}")
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    pass


for command in (build, show, explain, report, explore, tables, schema, sql, export, settings):
    app.command()(command)


if __name__ == "__main__":
    main()
