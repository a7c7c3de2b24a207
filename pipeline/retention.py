"""Old runs are forgotten, so that DAGSTER_HOME doesn't grow for ever: Dagster itself prunes ticks, but no runs."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import dagster as dg

ENDED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
# At a time: a tick of a sensor has to end within a minute, and each run takes some milliseconds.
MOST_AT_A_TIME = 50


def forget_old_runs(instance: dg.DagsterInstance, keep: int) -> int:
    """Delete the oldest ended runs beyond the newest `keep`, with their events and logs; returns how many.

    What the dataset was made from stands in its own files and is not touched.
    """
    newest = instance.get_run_records(dg.RunsFilter(statuses=ENDED), limit=keep + MOST_AT_A_TIME)
    old = [record.dagster_run.run_id for record in newest[keep:]]
    for run_id in old:
        instance.delete_run(run_id)
        _remove_files(instance, run_id)
    return len(old)


def _remove_files(instance: dg.DagsterInstance, run_id: str) -> None:
    """What deletion leaves on disk: the run's own event database and its captured output."""
    if instance.is_ephemeral:
        return
    root = Path(instance.root_directory)
    for path in (root / "history" / "runs").glob(f"{run_id}.db*"):
        with contextlib.suppress(OSError):
            path.unlink()
    shutil.rmtree(root / "storage" / run_id, ignore_errors=True)
