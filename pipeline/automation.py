"""When to run: whenever the dataset was not made from the seeds as they are now, and every night.

Whether it was is read from the dataset itself, not from a cursor: a run that failed leaves the dataset as it was, so it
is tried again; seeds put back as they were (A, B, A) are seen like any other change.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import dagster as dg

from pipeline.assets.graph import STAGES
from pipeline.assets.workspace import workspace_of
from pipeline.intake.digest import digest_seeds
from pipeline.intake.document import SeedsFolderError
from pipeline.retention import forget_old_runs
from pipeline.settings import settings
from pipeline.store.dataset import Dataset

JOB = "build_dataset"
SEEDS_TAG = "newsclaims/seeds"
CODE_TAG = "newsclaims/code"
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
UNDER_WAY = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
ENDED_BADLY = [dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]

build_dataset = dg.define_asset_job(
    JOB,
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets("seeds"),
    description="Read the seeds and bring every table up to date.",
)

SCHEDULE = settings().schedule

nightly = dg.ScheduleDefinition(
    name="nightly",
    job=build_dataset,
    cron_schedule=SCHEDULE.cron,
    execution_timezone=SCHEDULE.timezone,
    default_status=dg.DefaultScheduleStatus.RUNNING if SCHEDULE.nightly else dg.DefaultScheduleStatus.STOPPED,
    description="Brings the dataset up to date, whatever the sensor saw: every night at 03:00 UTC unless the settings "
    "say otherwise.",
)


@dg.sensor(
    job=build_dataset,
    minimum_interval_seconds=SCHEDULE.watch_seconds,
    default_status=dg.DefaultSensorStatus.RUNNING if SCHEDULE.watch else dg.DefaultSensorStatus.STOPPED,
    description="Starts a run when the dataset was not made from the seeds, or by the code, as they are now.",
)
def rebuild_when_seeds_change(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run if the dataset is out of date, none is under way, and the pause after failures is over."""
    try:
        in_force = settings()
        seeds = digest_seeds(in_force.seeds_place, in_force.columns.model_dump())
    except SeedsFolderError as error:
        return dg.SkipReason(str(error))
    workspace, code = workspace_of(in_force), code_digest()
    dataset = workspace.dataset
    tags = {SEEDS_TAG: seeds, CODE_TAG: code}
    if made_from(dataset, seeds) and workspace.is_published():
        # Code edited since this process loaded it runs as edited: once is enough, or it would run for ever.
        if made_by_this_code(dataset) or latest_status(context.instance, tags) is dg.DagsterRunStatus.SUCCESS:
            return dg.SkipReason("The dataset is made from the seeds as they are.")
    if context.instance.get_run_records(dg.RunsFilter(job_name=JOB, statuses=UNDER_WAY), limit=1):
        return dg.SkipReason("A run is under way.")
    failures = failures_in_a_row(context.instance, tags)
    if failures:
        wait_until = failures[0] + pause_after(len(failures))
        if datetime.now(UTC) < wait_until:
            return dg.SkipReason(
                f"{len(failures)} runs on these seeds failed: the next is due at {wait_until:%H:%M:%S} UTC."
            )
    forget_old_runs(context.instance, SCHEDULE.keep_runs)
    return dg.RunRequest(tags=tags)


def made_from(dataset: Dataset, seeds: str) -> bool:
    """Whether every table was made from seeds of that digest, and from the tables before it as they are."""
    return all(stage.is_consistent(dataset, seeds) for stage in STAGES.values())


def made_by_this_code(dataset: Dataset) -> bool:
    """Whether every table was made by the code that this process runs."""
    return all(
        dataset.footer(table, path.name).get("code_version") == stage.facts.code_version
        for stage in STAGES.values()
        for table in stage.facts.writes
        for path in dataset.files(table)
        if path.name.startswith("part-")
    )


def code_digest() -> str:
    """What state of all stages' code this process runs."""
    return hashlib.sha256(" ".join(stage.facts.code_version for stage in STAGES.values()).encode()).hexdigest()[:16]


def latest_status(instance: dg.DagsterInstance, tags: dict[str, str]) -> dg.DagsterRunStatus | None:
    """How the latest run with these tags stands; None if there was none."""
    records = instance.get_run_records(dg.RunsFilter(job_name=JOB, tags=tags), limit=1)
    return records[0].dagster_run.status if records else None


def failures_in_a_row(instance: dg.DagsterInstance, tags: dict[str, str]) -> list[datetime]:
    """When the latest runs with these tags ended that all ended badly, newest first."""
    records = instance.get_run_records(dg.RunsFilter(job_name=JOB, tags=tags), limit=20)
    ends = []
    for record in records:
        if record.dagster_run.status not in ENDED_BADLY:
            break
        ends.append(datetime.fromtimestamp(record.end_time, UTC) if record.end_time else record.create_timestamp)
    return ends


def pause_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: 30 s, doubled each time, an hour at most."""
    doublings: int = 2 ** min(failures - 1, 10)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)
