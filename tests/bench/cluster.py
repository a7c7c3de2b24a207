"""A dask cluster on this machine's loopback: a scheduler and workers of one core each, as processes of their own."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from tests.bench.measure import cores_here

SECONDS_TO_START = 60


class ClusterError(Exception):
    """Why there is no cluster, in one line."""


class Cluster:
    """A scheduler with `workers` workers, each kept to a core of its own, for as long as a `with` block lasts."""

    def __init__(self, workers: int, env: Mapping[str, str], cwd: Path, work: Path) -> None:
        self._workers = workers
        self._env = {**os.environ, **env}
        self._cwd = cwd
        self._work = work / "dask"
        self._processes: list[subprocess.Popen[bytes]] = []
        self.address = ""

    def __enter__(self) -> Cluster:
        if importlib.util.find_spec("distributed") is None:
            raise ClusterError("dask.distributed is not installed")
        cores = cores_here()
        if len(cores) < self._workers:
            raise ClusterError(f"{self._workers} workers of one core each need as many cores, here are {len(cores)}")
        shutil.rmtree(self._work, ignore_errors=True)
        self._work.mkdir(parents=True)
        try:
            told = self._work / "scheduler.json"
            self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
            self.address = self._address(told)
            for core in cores[: self._workers]:
                options = ("--nworkers", "1", "--nthreads", "1", "--host", "127.0.0.1", "--local-directory")
                self._start("dask_worker", self.address, *options, str(self._work), core=core)
            self._wait_for_workers()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _start(self, module: str, *options: str, core: int | None = None) -> None:
        log = (self._work / f"{module}-{len(self._processes)}.log").open("wb")
        self._processes.append(
            subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{module}", *options, "--no-dashboard"],
                cwd=self._cwd,
                env=self._env,
                stdout=log,
                stderr=log,
                preexec_fn=None if core is None else lambda: os.sched_setaffinity(0, {core}),
            )
        )

    def _address(self, told: Path) -> str:
        for _ in range(10 * SECONDS_TO_START):
            with contextlib.suppress(OSError, json.JSONDecodeError):
                return str(json.loads(told.read_text(encoding="utf-8"))["address"])
            self._alive()
            time.sleep(0.1)
        raise ClusterError(f"the scheduler said nothing for {SECONDS_TO_START} seconds")

    def _wait_for_workers(self) -> None:
        from distributed import Client

        with Client(self.address, timeout=SECONDS_TO_START) as client:
            for _ in range(10 * SECONDS_TO_START):
                if len(client.scheduler_info()["workers"]) >= self._workers:
                    return
                self._alive()
                time.sleep(0.1)
        raise ClusterError(f"no {self._workers} workers after {SECONDS_TO_START} seconds")

    def _alive(self) -> None:
        if any(process.poll() is not None for process in self._processes):
            last = sorted(self._work.glob("*.log"))[-1].read_text(encoding="utf-8", errors="replace").strip()
            raise ClusterError(f"a process of the cluster ended: {last.splitlines()[-1] if last else 'no word'}")

    def _end(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
        for process in self._processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()
