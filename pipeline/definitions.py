"""Dagster's front door: the assets, the job, the sensor and the schedule. Nothing is computed here."""

import dagster as dg

from pipeline.assets.graph import ASSETS
from pipeline.assets.seeds import seeds
from pipeline.assets.workspace import workspace_of
from pipeline.automation import build_dataset, nightly, rebuild_when_seeds_change
from pipeline.settings import settings

defs = dg.Definitions(
    assets=[seeds, *ASSETS],
    jobs=[build_dataset],
    sensors=[rebuild_when_seeds_change],
    schedules=[nightly],
    resources={"workspace": workspace_of(settings())},
    # One process a run: a process a step costs two seconds each, and parallel work is done inside a stage.
    executor=dg.in_process_executor,
)
