"""When the sensor asks for a run, and when it doesn't."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import dagster as dg
import pytest

from pipeline import automation
from pipeline.automation import JOB, nightly, pause_after, rebuild_when_seeds_change
from pipeline.settings import DATA_VARIABLE, SEEDS_VARIABLE
from tests.conftest import materialize


@pytest.fixture(autouse=True)
def _folders(seeds: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SEEDS_VARIABLE, str(seeds))
    monkeypatch.setenv(DATA_VARIABLE, str(data))


@pytest.fixture
def instance() -> dg.DagsterInstance:
    return dg.DagsterInstance.ephemeral()


def tick(instance: dg.DagsterInstance) -> dg.RunRequest | dg.SkipReason:
    found = rebuild_when_seeds_change(dg.build_sensor_context(instance=instance))
    assert isinstance(found, dg.RunRequest | dg.SkipReason)
    return found


def record_run(instance: dg.DagsterInstance, request: dg.RunRequest, *statuses: dg.DagsterRunStatus) -> None:
    """Put a run of the job that stands so into the instance."""
    events = {
        dg.DagsterRunStatus.STARTED: dg.DagsterEventType.RUN_START,
        dg.DagsterRunStatus.SUCCESS: dg.DagsterEventType.RUN_SUCCESS,
        dg.DagsterRunStatus.FAILURE: dg.DagsterEventType.RUN_FAILURE,
    }
    run = instance.create_run_for_job(dg.GraphDefinition(name=JOB, node_defs=[]).to_job(), tags=request.tags)
    for status in statuses:
        instance.report_dagster_event(
            dg.DagsterEvent(event_type_value=events[status].value, job_name=JOB), run_id=run.run_id
        )


def test_a_dataset_that_isn_t_there_is_asked_for(instance: dg.DagsterInstance) -> None:
    assert isinstance(tick(instance), dg.RunRequest)


def test_a_dataset_made_from_the_seeds_is_left_alone(seeds: Path, data: Path, instance: dg.DagsterInstance) -> None:
    materialize(seeds, data)
    assert isinstance(tick(instance), dg.SkipReason)


@pytest.mark.parametrize("change", ["edit", "add", "remove", "rename"])
def test_every_change_of_the_seeds_is_seen(change: str, seeds: Path, data: Path, instance: dg.DagsterInstance) -> None:
    materialize(seeds, data)
    article = seeds / "article.txt"
    if change == "edit":
        article.write_text(article.read_text(encoding="utf-8").replace("3,000", "3,001"), encoding="utf-8")
    elif change == "add":
        (seeds / "b.txt").write_text("Ten people met.\n", encoding="utf-8")
    elif change == "remove":
        article.unlink()
    else:
        article.rename(seeds / "renamed.txt")
    assert isinstance(tick(instance), dg.RunRequest)


def test_seeds_put_back_as_they_were_are_a_change_too(seeds: Path, data: Path, instance: dg.DagsterInstance) -> None:
    article = seeds / "article.txt"
    first = article.read_text(encoding="utf-8")
    materialize(seeds, data)
    article.write_text("Another text.\n", encoding="utf-8")
    materialize(seeds, data)
    assert isinstance(tick(instance), dg.SkipReason)
    article.write_text(first, encoding="utf-8")
    assert isinstance(tick(instance), dg.RunRequest)
    materialize(seeds, data)
    assert isinstance(tick(instance), dg.SkipReason)


def test_a_table_that_was_deleted_is_made_again(seeds: Path, data: Path, instance: dg.DagsterInstance) -> None:
    materialize(seeds, data)
    (data / "entities" / "part-00000.parquet").unlink()
    assert isinstance(tick(instance), dg.RunRequest)


def test_one_run_at_a_time(instance: dg.DagsterInstance) -> None:
    request = tick(instance)
    assert isinstance(request, dg.RunRequest)
    record_run(instance, request, dg.DagsterRunStatus.STARTED)
    skipped = tick(instance)
    assert isinstance(skipped, dg.SkipReason)
    assert "under way" in str(skipped.skip_message)


def test_a_failed_run_is_tried_again_after_a_pause(
    instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = tick(instance)
    assert isinstance(request, dg.RunRequest)
    record_run(instance, request, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.FAILURE)
    skipped = tick(instance)
    assert isinstance(skipped, dg.SkipReason)
    assert "1 runs on these seeds failed" in str(skipped.skip_message)
    monkeypatch.setattr(automation, "FIRST_PAUSE", timedelta(0))
    assert isinstance(tick(instance), dg.RunRequest)


def test_an_edit_after_a_failure_doesn_t_wait(seeds: Path, instance: dg.DagsterInstance) -> None:
    request = tick(instance)
    assert isinstance(request, dg.RunRequest)
    record_run(instance, request, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.FAILURE)
    (seeds / "article.txt").write_text("Mended.\n", encoding="utf-8")
    assert isinstance(tick(instance), dg.RunRequest)


def test_pauses_grow_and_end_at_an_hour() -> None:
    pauses = [pause_after(failures) for failures in range(1, 30)]
    assert pauses[:3] == [timedelta(seconds=30), timedelta(seconds=60), timedelta(seconds=120)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=1)


def test_code_edited_under_the_sensor_leads_to_one_run(
    seeds: Path, data: Path, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sensor's process keeps the code it loaded; runs load the edited code: their versions never agree."""
    materialize(seeds, data)
    monkeypatch.setattr(automation, "made_by_this_code", lambda dataset: False)
    request = tick(instance)
    assert isinstance(request, dg.RunRequest)
    record_run(instance, request, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.SUCCESS)
    assert isinstance(tick(instance), dg.SkipReason)


def test_a_missing_seeds_folder_is_said_not_raised(
    instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(SEEDS_VARIABLE, str(tmp_path / "nowhere"))
    skipped = tick(instance)
    assert isinstance(skipped, dg.SkipReason)
    assert "nowhere" in str(skipped.skip_message)


def test_sensor_and_schedule_are_on_from_the_start() -> None:
    assert rebuild_when_seeds_change.default_status is dg.DefaultSensorStatus.RUNNING
    assert nightly.default_status is dg.DefaultScheduleStatus.RUNNING
    assert nightly.execution_timezone == "UTC"
