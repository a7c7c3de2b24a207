"""DAGSTER_HOME doesn't grow with the runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import dagster as dg

from pipeline.retention import forget_old_runs

ROOT = Path(__file__).parent.parent


@dg.asset
def one() -> int:
    return 1


def test_only_the_newest_ended_runs_are_kept(tmp_path: Path) -> None:
    shutil.copy(ROOT / ".dagster" / "dagster.yaml", tmp_path)
    with dg.DagsterInstance.from_config(str(tmp_path)) as instance:
        runs = [dg.materialize([one], instance=instance).run_id for _ in range(5)]
        under_way = instance.create_run_for_job(dg.GraphDefinition(name="waits", node_defs=[]).to_job()).run_id
        assert forget_old_runs(instance, 2) == 3
        assert {run.run_id for run in instance.get_runs()} == {*runs[3:], under_way}
        left = {path.name for path in tmp_path.rglob("*") if any(run in path.name for run in runs[:3])}
        assert not left
        assert instance.get_latest_materialization_event(dg.AssetKey("one")) is not None
        assert forget_old_runs(instance, 2) == 0


def test_an_instance_in_memory_has_nothing_on_disk() -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        for _ in range(3):
            dg.materialize([one], instance=instance)
        assert forget_old_runs(instance, 1) == 2
