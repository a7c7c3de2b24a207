"""Run a command and measure it with all of its processes: time, processor time, memory."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

# Seconds between two looks at the processes' memory: longer the longer they run, for a look costs milliseconds.
INTERVALS = (0.1, 1.0)
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
    return Cost(wall, usage.ru_utime + usage.ru_stime, watch.process, watch.tree), text


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
        begun = time.monotonic()
        while True:
            with contextlib.suppress(psutil.Error):
                root = psutil.Process(self._pid)
                sizes = [_memory(one) for one in (root, *root.children(recursive=True))]
                self.process = max([self.process, *(peak for _, peak in sizes)])
                self.tree = max(self.tree, sum(now for now, _ in sizes))
            shortest, longest = INTERVALS
            if self._stopped.wait(min(longest, max(shortest, (time.monotonic() - begun) / 50))):
                return


def _memory(process: psutil.Process) -> tuple[float, float]:
    """A process's resident memory now and at its peak, in MiB; zeros once it has ended.

    The system's own peak (VmHWM) where it tells one: looks from time to time miss short ones. Not the ru_maxrss
    of `wait4`: that begins at the size of the process that forked.
    """
    try:
        now = peak = process.memory_info().rss / MIB
        status = Path(f"/proc/{process.pid}/status")
        for line in status.read_text(encoding="utf-8").splitlines() if status.exists() else ():
            if line.startswith("VmHWM:"):
                peak = int(line.split()[1]) / 1024
    except (psutil.Error, OSError):
        return 0.0, 0.0
    return now, peak
