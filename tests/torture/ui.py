"""Dagster as `make ui` starts it, on a dataset of its own; what it takes of memory, files and disk."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipeline.automation import UNDER_WAY
from pipeline.settings import DATA_VARIABLE, HOME_VARIABLE, SEEDS_VARIABLE
from tests.torture.builds import ROOT, session_of

WATCH_VARIABLE = "NEWSCLAIMS_SCHEDULE_WATCH_SECONDS"


@dataclass(frozen=True, slots=True)
class Usage:
    """What Dagster's lasting processes take."""

    megabytes: float  # resident memory
    files: int  # open
    home_megabytes: float  # DAGSTER_HOME


class Ui:
    """The webserver and the daemon, with the sensor on."""

    def __init__(self, folder: Path, seeds: Path, data: Path, watch_seconds: int = 2) -> None:
        self.home = folder / "home"
        self.log = folder / "ui.log"
        self._variables = {
            HOME_VARIABLE: str(self.home),
            SEEDS_VARIABLE: str(seeds),
            DATA_VARIABLE: str(data),
            WATCH_VARIABLE: str(watch_seconds),
        }

    def __enter__(self) -> Self:
        self.home.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / ".dagster" / "dagster.yaml", self.home)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dagster", "dev", "--host", "127.0.0.1", "--port", str(port)],
                cwd=ROOT,
                env={**os.environ, **self._variables},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(30)
        for pid in session_of(self.process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def is_running(self) -> bool:
        return self.process.poll() is None

    def runs(self) -> dict[str, int]:
        """How many runs are on record, by status."""
        import dagster as dg

        counts: dict[str, int] = {}
        with dg.DagsterInstance.from_config(str(self.home)) as instance:
            for run in instance.get_runs():
                counts[run.status.value] = counts.get(run.status.value, 0) + 1
        return counts

    def wait_until_idle(self, seconds: float = 300.0) -> None:
        """Wait for the runs under way; a run has work left (documentation) when the tables stand already."""
        until = time.monotonic() + seconds
        while self.is_running() and time.monotonic() < until:
            if not set(self.runs()) & {status.value for status in UNDER_WAY}:
                return
            time.sleep(1.0)

    def usage(self) -> Usage:
        """Now; without the processes of runs, which come and go."""
        lasting = [pid for pid in session_of(self.process.pid) if not _is_run(pid)]
        size = 0
        for path in self.home.rglob("*"):
            with contextlib.suppress(OSError):
                size += path.stat().st_size
        return Usage(sum(map(_resident, lasting)) / 1e6, sum(map(_open_files, lasting)), size / 1e6)


def _is_run(pid: int) -> bool:
    with contextlib.suppress(OSError):
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        return b"execute_run" in command or b"spawn_main" in command
    return True


def _resident(pid: int) -> int:
    with contextlib.suppress(OSError, IndexError, ValueError):
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _open_files(pid: int) -> int:
    with contextlib.suppress(OSError):
        return len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return 0
