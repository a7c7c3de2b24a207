"""The newsclaims command.

Exit codes: 0 done; 1 a stage failed, what it would have written stands as it was; 2 the command can't be carried out
as given.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table as Grid
from rich.text import Text

from pipeline.intake.document import SeedsFolderError
from pipeline.intake.folder import check_folder, has_seeds
from pipeline.settings import HOME_VARIABLE, data_folder, seeds_folder
from pipeline.store.dataset import Dataset, DatasetError
from schemas import NUMERIC_CLAIMS, RAW_TEXT, REJECTED_SEEDS, TABLES
from schemas.dictionary import describe
from schemas.table import Table

if TYPE_CHECKING:
    import dagster as dg

USAGE_ERROR = 2
out = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
err = Console(stderr=True, highlight=False, soft_wrap=True)
app = typer.Typer(
    name="newsclaims",
    help="Turn a folder of news text into a checked Parquet dataset of what it claims in numbers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

SeedsOption = Annotated[Path | None, typer.Option("--seeds", help="The folder of articles.", show_default="seeds/")]
DataOption = Annotated[Path | None, typer.Option("--data", help="The dataset's folder.", show_default="data/")]


def main() -> None:
    """Run the command; whatever the user can mend is one line on standard error and exit code 2."""
    try:
        app()
    except (DatasetError, SeedsFolderError) as error:
        fail(str(error))
    except BrokenPipeError:  # the reader of a pipe (head) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def fail(message: str) -> NoReturn:
    """End with one clear line."""
    err.print(Text(f"newsclaims: {plain(message)}"))
    sys.exit(USAGE_ERROR)


def plain(text: str) -> str:
    """Text without what could steer a terminal: control and bidirectional characters."""
    return "".join(char if char.isprintable() else " " for char in text)


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


@app.command()
def build(
    seeds: SeedsOption = None,
    data: DataOption = None,
    select: Annotated[
        str | None, typer.Option("--select", metavar="TABLE", help="Only this table, and what it is made from.")
    ] = None,
) -> None:
    """Bring the dataset up to date with the seeds.

    Example: newsclaims build --seeds articles/ --data dataset/
    """
    seeds_at = (seeds or seeds_folder()).absolute()
    data_at = (data or data_folder()).absolute()
    if select is not None:
        table_named(select)
    check_folders(seeds_at, data_at)

    import dagster as dg

    from pipeline.assets.workspace import Workspace
    from pipeline.definitions import ASSETS

    selection = dg.AssetSelection.assets(select).upstream() if select else dg.AssetSelection.all()
    assets = [asset for asset in ASSETS if asset.keys & selection.resolve(ASSETS)]
    with instance_for(data_at) as instance, progress_shown(data_at):
        result = dg.materialize(
            assets,
            resources={"workspace": Workspace(seeds=str(seeds_at), data=str(data_at))},
            instance=instance,
            raise_on_error=False,
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        )
    if not result.success:
        report_failure(result)
        sys.exit(1)
    summarise(result, Dataset(data_at))


def check_folders(seeds: Path, data: Path) -> None:
    """Refuse folders that can't work before anything starts."""
    if not seeds.exists():
        fail(f"no seeds folder {seeds}: make it and put articles in, or name another with --seeds")
    if not seeds.is_dir():
        fail(f"the seeds folder {seeds} is not a folder")
    if not has_seeds(check_folder(seeds)):
        fail(f"no seeds in {seeds}: put articles in, or name another folder with --seeds")
    if data.exists() and not data.is_dir():
        fail(f"the data folder {data} is not a folder")
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as error:
        fail(f"can't write to the data folder {data}: {error.strerror}")


@contextmanager
def instance_for(data: Path) -> Iterator[dg.DagsterInstance]:
    """Where the run is recorded: beside the UI's runs if it writes the UI's dataset, else nowhere that lasts."""
    import dagster as dg

    if os.environ.get(HOME_VARIABLE) and data == data_folder():
        with dg.DagsterInstance.get() as instance:
            yield instance
    else:
        with dg.DagsterInstance.ephemeral() as instance:
            yield instance


@contextmanager
def progress_shown(data: Path) -> Iterator[None]:
    """A progress bar on a terminal, plain lines elsewhere, for as long as the build lasts."""
    from pipeline.engines.progress import LISTENER
    from pipeline.store.lock import is_locked

    if is_locked(data):
        err.print(Text(f"Another build writes {data}: waiting for it to end."))
    columns = (
        TextColumn("{task.description:16}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, disable=not err.is_terminal, transient=True) as bar:
        tasks: dict[str, int] = {}
        shown: dict[str, int] = {}

        def listen(stage: str, done: int, total: int) -> None:
            if err.is_terminal:
                if stage not in tasks:
                    tasks[stage] = bar.add_task(stage, total=total)
                bar.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]
            elif (tenth := 10 * done // max(total, 1)) > shown.get(stage, -1):
                shown[stage] = tenth
                err.print(Text(f"{stage}: {done:,} of {total:,}"))

        token = LISTENER.set(listen)
        try:
            yield
        finally:
            LISTENER.reset(token)


def report_failure(result: dg.ExecuteInProcessResult) -> None:
    """Say which stage failed and why, in a few lines."""
    for event in result.get_asset_check_evaluations():
        if not event.passed:
            err.print(Text(f"{event.asset_key.to_user_string()}: the check failed: {event.description}"))
            rows = event.metadata.get("rows")
            if rows is not None:
                err.print(Text(plain_lines(str(rows.value))))
    for failure in result.get_step_failure_events():
        error = failure.step_failure_data.error
        cause = error.cause if error and error.cause else error
        message = (cause.message if cause else "").strip().splitlines()
        err.print(Text(f"newsclaims: {failure.step_key} failed: {plain(message[0]) if message else 'unknown error'}"))


def plain_lines(text: str) -> str:
    return "\n".join(map(plain, text.splitlines()))


def summarise(result: dg.ExecuteInProcessResult, dataset: Dataset) -> None:
    """Print what was written, and warn of refused seeds."""
    grid = Grid("table", "rows", "kilobytes", title=None)
    grid.columns[1].justify = grid.columns[2].justify = "right"
    for event in result.get_asset_materialization_events():
        facts = event.materialization.metadata
        name = event.materialization.asset_key.to_user_string()
        if name not in TABLES:
            continue
        grid.add_row(
            name, f"{facts['dagster/row_count'].value:,}", f"{dataset.place(TABLES[name]).stat().st_size / 1000:,.1f}"
        )
    out.print(grid)
    out.print(Text(f"The dataset is in {plain(str(dataset.folder))}"))
    rejected = dataset.read(REJECTED_SEEDS) if dataset.exists(REJECTED_SEEDS) else None
    for row in rejected.slice(0, 10).to_pylist() if rejected is not None else []:
        err.print(Text(plain(f"warning: {row['document_id']} is not read: {row['reason']}: {row['detail']}")))
    if rejected is not None and rejected.num_rows > 10:
        err.print(Text(f"warning: and {rejected.num_rows - 10:,} more: see the table rejected_seeds"))


@app.command()
def show(document_id: Annotated[str, typer.Argument(metavar="DOCUMENT_ID")], data: DataOption = None) -> None:
    """Show a document's claims, each with the sentence it stands in.

    Example: newsclaims show 2025/la-raids.txt
    """
    import pyarrow.compute as pc

    dataset = Dataset((data or data_folder()).absolute())
    ids = dataset.read(RAW_TEXT, ["document_id"])["document_id"].to_pylist()
    if document_id not in ids:
        fail(f"no document {document_id!r} in {dataset.folder}{nearest(document_id, ids)}")
    claims = dataset.read(NUMERIC_CLAIMS)
    claims = claims.filter(pc.equal(claims["document_id"], document_id))
    grid = Grid("claim", "value", "metric", "status", "agent", "source", "evidence", show_lines=True)
    for row in claims.to_pylist():
        cells = (
            row["text"],
            value_in_words(row),
            row["metric"],
            row["status"],
            row["agent"],
            row["source"],
            row["sentence"],
        )
        grid.add_row(*(Text(plain(cell or "")) for cell in cells))
    out.print(grid if claims.num_rows else "This document makes no claim in numbers.")


def value_in_words(row: dict[str, object]) -> str:
    """A claim's figure on one line: comparator, value or range, unit, period, change."""
    low, high = row["value_low"], row["value_high"]
    number = f"{low:,.10g} to {high:,.10g}" if low is not None and high is not None else f"{row['value']:,.10g}"
    parts = [
        "" if row["comparator"] == "=" else row["comparator"],
        number,
        row["unit"],
        f"per {row['period']}" if row["period"] else "",
        f"({row['change']})" if row["change"] else "",
    ]
    return " ".join(str(part) for part in parts if part)


@app.command()
def tables(data: DataOption = None) -> None:
    """List the dataset's tables, with their rows if the dataset is built.

    Example: newsclaims tables
    """
    dataset = Dataset((data or data_folder()).absolute())
    grid = Grid("table", "rows", "what a row is")
    for table in TABLES.values():
        rows = f"{dataset.row_count(table):,}" if dataset.exists(table) else "not built"
        grid.add_row(table.name, rows, table.description)
    out.print(grid)


@app.command()
def schema(table: Annotated[str, typer.Argument(metavar="TABLE")]) -> None:
    """Describe a table: its columns, their types and meaning.

    Example: newsclaims schema numeric_claims
    """
    print(describe(table_named(table)), end="")


def table_named(name: str) -> Table:
    """The table of that name; ends the command if there is none."""
    if name not in TABLES:
        fail(f"no table {name!r}{nearest(name, list(TABLES))}; the tables are {', '.join(TABLES)}")
    return TABLES[name]


def nearest(name: str, names: list[str]) -> str:
    """A hint at the nearest of the names, empty if none is near."""
    close = get_close_matches(name, names, n=1, cutoff=0.5)
    return f": did you mean {close[0]}?" if close else ""


if __name__ == "__main__":
    main()
