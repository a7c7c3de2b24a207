"""What tests of the whole pipeline share: folders of seeds, and the assets run in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import dagster as dg
import pytest

from pipeline.assets.graph import ASSETS
from pipeline.assets.workspace import Workspace
from pipeline.store.dataset import Dataset
from schemas import TABLES

KEY = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_DEFAULT_REGION": "us-east-1"}
SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLE = "Miller called for 3,000 arrests a day.\n\nThe agency made about 1,600 arrests a day, records show.\n"


def materialize(seeds: Path, data: Path, instance: dg.DagsterInstance | None = None) -> dg.ExecuteInProcessResult:
    """Run every asset in this process; a failure is in the result, not raised."""
    return dg.materialize(
        ASSETS,
        resources={"workspace": Workspace(seeds=str(seeds), data=str(data))},
        instance=instance,
        raise_on_error=False,
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
    )


def written_by(result: dg.ExecuteInProcessResult) -> dict[str, dg.DagsterEvent]:
    """The tables that a run wrote, with what it said of each."""
    events = {event.asset_key.to_user_string(): event for event in result.get_asset_materialization_events()}
    return {name: event for name, event in events.items() if name in TABLES}


def errors_of(result: dg.ExecuteInProcessResult) -> list[str]:
    """What went wrong in a run, whole."""
    return [str(event.step_failure_data.error) for event in result.get_step_failure_events()]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder with one short article."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture(scope="session")
def seed_dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The dataset built from the project's own seed article."""
    data = tmp_path_factory.mktemp("seed_dataset")
    result = materialize(SEEDS, data)
    assert result.success, errors_of(result)
    return Dataset(data)


def files_of(data: Path) -> dict[str, bytes]:
    """The Parquet files below a folder, with their bytes."""
    return {str(path.relative_to(data)): path.read_bytes() for path in sorted(data.rglob("*.parquet"))}


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of an S3 API on loopback."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3_bucket(s3: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """The name of a fresh bucket, which this process and those it starts reach as s3://name."""
    import fsspec

    for variable, value in {**KEY, "AWS_ENDPOINT_URL": s3}.items():
        monkeypatch.setenv(variable, value)
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    files = fsspec.filesystem("s3", use_listings_cache=False)
    name = f"bucket-{abs(hash(tmp_path)):x}"
    files.mkdir(name)
    yield name
    with suppress(OSError):  # the API can't delete a key with a control character
        files.rm(name, recursive=True)
