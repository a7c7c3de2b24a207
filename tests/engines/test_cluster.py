"""The same dataset from a cluster: a scheduler and two workers in processes of their own, one of them killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.engines.cluster import ClusterEngine, EngineMissingError
from pipeline.engines.engine import Died
from tests.conftest import files_of
from tests.engines.test_engines import BATCHES, die_at_seven, halves, square

ROOT = Path(__file__).parent.parent.parent
TEXT = "Mayor Lopez called for {n},000 arrests a day in Chicago. Police made about 1,{n}00 arrests a day, records show.\n\n"


def start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
        env=os.environ | {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    address = f"tcp://127.0.0.1:{free_port()}"
    spill = tmp_path_factory.mktemp("spill")
    processes = [start("scheduler", "--host", address, "--no-dashboard")]
    worker = ("worker", address, "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard")
    processes += [start(*worker, "--local-directory", str(spill)) for _ in range(2)]
    yield address, processes
    for process in processes:
        with_children(process, signal.SIGKILL)


def with_children(process: subprocess.Popen[bytes], number: int) -> None:
    """A worker is a nanny and the process that it watches over: a node that fails loses both."""
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return
    process.wait()


def build(seeds: Path, data: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "build", "--seeds", str(seeds), "--data", str(data), *more],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_a_killed_node_changes_nothing(cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path) -> None:
    address, processes = cluster
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for n in range(12):
        (seeds / f"{n}.txt").write_text(TEXT.format(n=n % 9 + 1) * 150, encoding="utf-8")
    local = build(seeds, tmp_path / "local")
    assert local.wait(timeout=300) == 0
    clustered = build(seeds, tmp_path / "cluster", "--engine", "dask", "--scheduler", address)
    while not (tmp_path / "cluster" / "paragraphs").is_dir():
        assert clustered.poll() is None, clustered.communicate()
        time.sleep(0.1)
    with_children(processes[2], signal.SIGKILL)
    _, errors = clustered.communicate(timeout=300)
    assert clustered.returncode == 0, errors
    assert files_of(tmp_path / "cluster") == files_of(tmp_path / "local")


def test_an_item_that_kills_workers_is_found(cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    engine = ClusterEngine(cluster[0])
    try:
        found = list(engine.map(die_at_seven, BATCHES, halves))
        assert [batch for batch, result in found if isinstance(result, Died)] == [(7,)]
        assert [number for batch, _ in found for number in batch] == list(range(20))
        assert list(engine.map(square, BATCHES, halves)) == [(batch, square(batch)) for batch in BATCHES]
    finally:
        engine.close()


def test_no_scheduler_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.engines.cluster.SECONDS_TO_CONNECT", 1)
    with pytest.raises(EngineMissingError, match=r"no dask scheduler with workers at tcp://127\.0\.0\.1:"):
        ClusterEngine(f"tcp://127.0.0.1:{free_port()}")
