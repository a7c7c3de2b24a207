"""Run a command and measure it with all of its processes: time, processor time, memory."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

INTERVAL = 0.2  # seconds between two looks at the processes' memory
MIB = 1024 * 1024


class CommandFailedError(Exception):
    """A measured command ended with an error; the message has the end of what it said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took. Seconds; MiB of resident memory: of its largest process, and of all at one moment.

    Pages that processes share are counted in each.
    """

    wall: float
    cpu: float
    peak_process: float
    peak_tree: float


def measured(
    command: Sequence[str], *, cwd: Path, env: Mapping[str, str] | None = None, cores: Sequence[int] | None = None
) -> tuple[Cost, str]:
    """Run a command to its end, on given cores only if any are named; its cost and what it said on standard error.

    CommandFailedError if it fails.
    """
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdout=subprocess.DEVNULL,
            stderr=said,
            stdin=subprocess.DEVNULL,
            preexec_fn=_kept_to(cores),
        )
        watch = _MemoryWatch(process.pid)
        try:
            # wait4: the processor time of the whole tree, ended workers included
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            _end(process)
            raise
        finally:
            watch.stop()
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - begun
        said.seek(0)
        text = said.read().decode(errors="replace")
    if process.returncode:
        raise CommandFailedError(f"{' '.join(command[:6])} … gave {process.returncode}: {text.strip()[-1500:]}")
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / MIB
    cost = Cost(wall, usage.ru_utime + usage.ru_stime, max(largest, watch.process), max(watch.tree, largest))
    return cost, text


def _kept_to(cores: Sequence[int] | None) -> Callable[[], None] | None:
    if cores is None:
        return None
    return lambda: os.sched_setaffinity(0, set(cores))


def cores_here() -> list[int]:
    """The cores that this process may use, by number; empty where the system has no such notion."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started here, and its children."""
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            child.terminate()
    process.terminate()


class _MemoryWatch:
    """Looks at the memory of a process and its descendants until told to stop; peaks in MiB."""

    def __init__(self, pid: int) -> None:
        self.process = self.tree = 0.0
        self._pid = pid
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stopped.wait(INTERVAL):
            with contextlib.suppress(psutil.Error):
                root = psutil.Process(self._pid)
                sizes = [size for one in (root, *root.children(recursive=True)) if (size := _resident(one))]
                self.process = max([self.process, *sizes])
                self.tree = max(self.tree, sum(sizes))


def _resident(process: psutil.Process) -> float:
    try:
        return process.memory_info().rss / MIB
    except psutil.Error:  # it has ended
        return 0.0
