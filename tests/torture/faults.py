"""One fault at a random moment of a build, and whether the next build mends it."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.torture.builds import (
    Build,
    Ended,
    Reference,
    build,
    check_readable,
    files_of,
    leftovers_of,
    limited_file_size,
)

KILL = "SIGKILL of the build"
TERMINATE = "SIGTERM of the build"
INTERRUPT = "SIGINT of the build"
WORKER = "SIGKILL of a worker"
GROUP = "SIGKILL of the build and its workers"
FILE_SIZE = "files limited in size"
FULL_DISK = "a full disk"
READ_ONLY = "a read-only disk"
KINDS = (KILL, TERMINATE, INTERRUPT, WORKER, GROUP, FILE_SIZE, FULL_DISK, READ_ONLY)
KILLS = (KILL, TERMINATE, INTERRUPT, WORKER, GROUP)

# How often the fault strikes while work is under way; else at any moment, the loading of libraries included.
SHARE_AT_WORK = 0.85
# What a user has to be told when nothing can be written.
CLEAR = ("can't write", "can't read the seeds")
DISK_BYTES = 100_000_000
# What a full disk has left: a build of the small corpus writes some 100 kB.
SPARE_BYTES = 120_000


@dataclass(frozen=True, slots=True)
class Trial:
    """What a fault did."""

    kind: str
    struck: bool  # False if the build had ended before
    survived: bool  # the build went on and ended well
    problem: str  # "" if all is as it should be


def try_fault(reference: Reference, folder: Path, kind: str, chance: random.Random) -> Trial:
    """Start a build from one state of the seeds to another, let the fault strike, build again, compare."""
    after = chance.choice(reference.states)
    others = [state for state in reference.states if state != after]
    before = None if kind == WORKER else chance.choice([None, *others])  # workers read what is more than a few changes
    with _place(folder, kind) as place:
        data = reference.start_from(before, place)
        found = files_of(data)
        seeds = reference.seeds(after)
        if kind in KILLS:
            struck, ended = _kill(Build(seeds, data), kind, reference, chance)
        else:
            ended = _starve(place, seeds, data, kind, chance)
            struck = ended.code != 0
        problem = _problem_after(kind, struck, ended, data, found) or _problem_of_next(
            build(seeds, data), data, reference.bytes_of(after)
        )
    return Trial(kind, struck, ended.code == 0, problem and f"{kind}, from state {before} to {after}: {problem}")


def _problem_after(kind: str, struck: bool, ended: Ended, data: Path, found: dict[str, str]) -> str:
    """What is wrong with what the fault left behind."""
    check_readable(data)
    if "Traceback" in ended.err:
        return f"a traceback: {ended.complain()}"
    if struck and kind not in KILLS and not any(line in ended.err for line in CLEAR):
        return f"no clear line: {ended.complain()}"
    if kind == READ_ONLY and files_of(data) != found:
        return "the data changed on a read-only disk"
    return ""


def _problem_of_next(ended: Ended, data: Path, expected: dict[str, str]) -> str:
    """What is wrong with the build that follows."""
    if ended.code != 0:
        return f"the next build fails: {ended.complain()}"
    if leftovers_of(data):
        return f"the next build leaves {leftovers_of(data)}"
    built = files_of(data)
    different = sorted(name for name in built.keys() | expected.keys() if built.get(name) != expected.get(name))
    return f"other bytes than those of an undisturbed build: {different}" if different else ""


def _kill(under_way: Build, kind: str, reference: Reference, chance: random.Random) -> tuple[bool, Ended]:
    """Let a signal strike at a random moment."""
    if kind == WORKER or chance.random() < SHARE_AT_WORK:
        under_way.wait_for_begin()
        until = time.monotonic() + chance.uniform(0, reference.work_seconds)
    else:
        until = time.monotonic() + chance.uniform(0, reference.seconds)
    with contextlib.suppress(subprocess.TimeoutExpired):
        under_way.process.wait(max(0.0, until - time.monotonic()))
    struck = under_way.process.poll() is None
    if struck:
        struck = _strike(under_way, kind, chance)
    return struck, under_way.wait()


def _strike(under_way: Build, kind: str, chance: random.Random) -> bool:
    signals = {TERMINATE: signal.SIGTERM, INTERRUPT: signal.SIGINT}
    if kind == WORKER:
        while not (workers := under_way.workers()):
            if under_way.process.poll() is not None:
                return False
            time.sleep(0.01)
        victims = [chance.choice(workers)]
    elif kind == GROUP:
        victims = [under_way.process.pid, *under_way.workers()]
    else:
        victims = [under_way.process.pid]
    for pid in victims:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signals.get(kind, signal.SIGKILL))
    return True


def _starve(place: Path, seeds: Path, data: Path, kind: str, chance: random.Random) -> Ended:
    """Let writing fail: from some size of a file on, on a disk that fills, on one that can't be written."""
    if kind == FILE_SIZE:
        return Build(seeds, data, limited_file_size(chance.randrange(200, 12_000))).wait()
    used = sum(path.stat().st_blocks * 512 for path in place.rglob("*"))
    full = f"remount,size={used + chance.randrange(0, SPARE_BYTES)}"
    _mount("-o", full if kind == FULL_DISK else "remount,ro", str(place))
    try:
        return build(seeds, data)
    finally:
        _mount("-o", f"remount,rw,size={DISK_BYTES}", str(place))


@contextmanager
def _place(folder: Path, kind: str) -> Iterator[Path]:
    """A folder for a dataset; for the faults of disks a small disk of its own, in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind not in (FULL_DISK, READ_ONLY):
        yield folder
        return
    place = folder / "disk"
    place.mkdir(exist_ok=True)  # a trial that struck nothing has left it
    _mount("-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(place))
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)


def can_mount() -> bool:
    """Whether this user may mount a disk in memory."""
    return os.geteuid() == 0 and shutil.which("mount") is not None
