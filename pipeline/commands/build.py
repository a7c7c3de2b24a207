"""`newsclaims build`: the assets of the UI, materialized from the command line."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table as Grid
from rich.text import Text

from pipeline.commands.console import err, fail, nearest, out, plain, plain_lines
from pipeline.commands.interrupts import none_dropped
from pipeline.commands.options import DataOption, SeedsOption, complete_table, data_place, table_named
from pipeline.engines import DASK, ENGINES, LOCAL
from pipeline.intake.digest import digest_seeds
from pipeline.intake.places import check_place, has_seeds
from pipeline.settings import HOME_VARIABLE, place_of, settings
from pipeline.store import receipt
from pipeline.store.dataset import Dataset
from pipeline.store.published import WORK, agrees, folder_for
from schemas import REJECTED_SEEDS, TABLES

if TYPE_CHECKING:
    import dagster as dg


def build(
    seeds: SeedsOption = None,
    data: DataOption = None,
    select: Annotated[
        str | None,
        typer.Option(
            "--select",
            metavar="TABLE",
            help="Only this table, and what it is made from.",
            autocompletion=complete_table,
        ),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option("--engine", metavar="ENGINE", help="local, or dask for a cluster.", show_default=LOCAL),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=0, help="Worker processes.", show_default="one a core")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="dask's scheduler: tcp://host:8786.")
    ] = None,
) -> None:
    """Bring the dataset up to date with the seeds.

    Example: newsclaims build --seeds articles/ --data dataset/

    Example: newsclaims build --seeds s3://bucket/2025 --data s3://bucket/claims
    """
    in_force = settings()
    seeds_at = place_of(seeds) if seeds else in_force.seeds_place
    place = data_place(data)
    url = place if isinstance(place, str) else ""
    data_at = folder_for(place, in_force.cache_folder, WORK) if isinstance(place, str) else place
    engine = engine or in_force.engine.kind
    scheduler = in_force.engine.scheduler if scheduler is None and engine == DASK else scheduler
    if select is not None:
        table_named(select)
        if url:
            fail("--select makes a part, and what is behind a URL is published whole: build all of it")
    if engine not in ENGINES:
        fail(f"no engine {engine!r}{nearest(engine, ENGINES)}; the engines are {', '.join(ENGINES)}")
    if scheduler and engine != DASK:
        fail("--scheduler is dask's: add --engine dask")
    if engine == DASK and find_spec("distributed") is None:
        fail('the engine "dask" needs dask.distributed: pip install "newsclaims[dask]"')
    check_folders(seeds_at, data_at)
    columns = in_force.columns.model_dump()
    made_from = {
        "program": receipt.digest_of_program(),
        "seeds": digest_seeds(seeds_at, columns),
        "engine": engine,
        "model": in_force.reading.model,
    }
    standing = agrees(url, data_at) if url else True  # before anything starts: a store that isn't there is said at once
    if select is None and standing and receipt.matches(data_at, made_from):
        # Dagster alone takes longer to start than this to find out.
        summarise(list(TABLES), Dataset(data_at), place)
        out.print("Nothing has changed.")
        return

    import dagster as dg

    from pipeline.assets.graph import ASSETS
    from pipeline.assets.workspace import Workspace

    selection = dg.AssetSelection.assets(select).upstream() if select else dg.AssetSelection.all()
    assets = [asset for asset in ASSETS if asset.keys & selection.resolve(ASSETS)]
    with instance_for(place) as instance, progress_shown(data_at), none_dropped():
        result = dg.materialize(
            assets,
            resources={
                "workspace": Workspace(
                    seeds=str(seeds_at),
                    data=str(data_at),
                    data_url=url,
                    engine=engine,
                    workers=in_force.engine.workers if workers is None else workers,
                    scheduler=scheduler or "",
                    columns=columns,
                    made_from=made_from if select is None else {},
                )
            },
            instance=instance,
            raise_on_error=False,
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        )
    if not result.success:
        report_failure(result)
        sys.exit(1)
    written = [event.materialization.asset_key.to_user_string() for event in result.get_asset_materialization_events()]
    summarise([name for name in written if name in TABLES], Dataset(data_at), place)


def check_folders(seeds: Path | str, data: Path) -> None:
    """Refuse folders that can't work before anything starts."""
    if isinstance(seeds, Path) and not seeds.exists():
        fail(f"no seeds folder {seeds}: make it and put articles in, or name another with --seeds")
    if isinstance(seeds, Path) and not seeds.is_dir():
        fail(f"the seeds folder {seeds} is not a folder")
    if not has_seeds(check_place(seeds)):
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
def instance_for(data: Path | str) -> Iterator[dg.DagsterInstance]:
    """Where the run is recorded: beside the UI's runs if it writes the UI's dataset, else nowhere that lasts."""
    import dagster as dg

    if os.environ.get(HOME_VARIABLE) and data == settings().data_place:
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


def summarise(tables: Sequence[str], dataset: Dataset, place: Path | str) -> None:
    """Print what the tables hold, and warn of refused seeds."""
    grid = Grid("table", "rows", "kilobytes", title=None)
    grid.columns[1].justify = grid.columns[2].justify = "right"
    for name in tables:
        table = TABLES[name]
        grid.add_row(name, f"{dataset.row_count(table):,}", f"{dataset.size(table) / 1000:,.1f}")
    out.print(grid)
    out.print(Text(f"The dataset is in {plain(str(place))}"))
    rejected = dataset.read(REJECTED_SEEDS) if dataset.exists(REJECTED_SEEDS) else None
    for row in rejected.slice(0, 10).to_pylist() if rejected is not None else []:
        err.print(Text(plain(f"warning: {row['document_id']} is not read: {row['reason']}: {row['detail']}")))
    if rejected is not None and rejected.num_rows > 10:
        err.print(Text(f"warning: and {rejected.num_rows - 10:,} more: see the table rejected_seeds"))
