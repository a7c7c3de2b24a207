"""Builds as programs of their own: started, watched, killed; and the bytes that they leave."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

ROOT = Path(__file__).parents[2]
# No build of this little text takes as long; it is for a build that hangs, which is a failure.
MAX_SECONDS = 600.0
POLL_SECONDS = 0.02

Corpus = Mapping[str, str]  # name of a seed -> its text

_WHO = ("The mayor", "Police", "The union", "Auditors", "Miller", "The ministry of health", "ICE", "The company")
_VERB = ("arrested", "counted", "hired", "lost", "saved", "called for", "expects", "rejected")
_WHAT = (
    "people",
    "nurses",
    "workers",
    "dollars a day",
    "litres of water",
    "percent of the jobs",
    "homes",
    "arrests a day",
)


# A corpus of so many documents, built from nothing, is worth a pool of workers (pipeline.assets.refresh.INLINE_CHARACTERS);
# the small one is read in the build's own process.
SMALL, LARGE = 10, 640


def corpus(state: int, documents: int = SMALL) -> dict[str, str]:
    """Seeds in one of their states: most documents are the same in all states, some are edited, some come and go."""
    chance = random.Random(f"corpus {state}")
    seeds = {}
    for number in range(documents):
        version = state if number % 3 == 0 else 0
        if number % 4 == 1 and chance.random() < 0.5:
            continue
        words = random.Random(f"document {number} {version}")
        lines = [
            f"{words.choice(_WHO)} {words.choice(_VERB)} {words.randrange(2, 100_000):,} {words.choice(_WHAT)} last month."
            for _ in range(words.randrange(2, 12))
        ]
        seeds[f"{number % 3}/{number:03}.txt"] = (
            f"Published: 2024-05-{1 + number % 28:02}\n\n" + "\n\n".join(lines) + "\n"
        )
    return seeds


def put(seeds: Path, texts: Corpus) -> None:
    """Make a folder hold just these seeds."""
    for path in [path for path in seeds.rglob("*") if path.is_file()]:
        if str(path.relative_to(seeds)) not in texts:
            path.unlink()
    for name, text in texts.items():
        path = seeds / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def files_of(data: Path) -> dict[str, str]:
    """SHA-256 of each file that a reader of the dataset sees: all but hidden ones."""
    return {
        str(path.relative_to(data)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(data.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(data).parts)
    }


def leftovers_of(data: Path) -> list[str]:
    """Temporary files that a finished build has left behind."""
    return [str(path.relative_to(data)) for path in sorted(data.rglob("*.tmp"))]


def check_readable(data: Path) -> None:
    """Every Parquet file there is can be read whole: nothing half-written stands in a reader's way."""
    for path in sorted(data.rglob("*.parquet")):
        if not path.name.startswith("."):
            pq.read_table(path)


@dataclass(slots=True)
class Ended:
    """How a build ended."""

    code: int
    err: str
    seconds: float

    def complain(self) -> str:
        """What a user would see of a failure, shortened."""
        return f"exit code {self.code}: {self.err.strip()[-600:]}"


class Build:
    """`newsclaims build`, under way."""

    def __init__(
        self,
        seeds: Path,
        data: Path,
        prepare: Callable[[], None] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.started = time.monotonic()
        handle, name = tempfile.mkstemp(suffix=".err")
        os.close(handle)
        self._log = Path(name)
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pipeline.cli", "build", "--seeds", str(seeds), "--data", str(data)],
                cwd=ROOT,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
                preexec_fn=prepare,
            )

    def said(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def has_begun(self) -> bool:
        """Whether it works on the dataset: it has said how far it is, after some seconds of loading libraries."""
        return self._log.stat().st_size > 0

    def workers(self) -> list[int]:
        """The processes of its pool."""
        return [
            pid for pid in session_of(self.process.pid) if pid != self.process.pid and "spawn_main" in command_of(pid)
        ]

    def wait_for_begin(self) -> bool:
        """Wait until it works on the dataset; False if it ended before."""
        while self.process.poll() is None and not self.has_begun():
            time.sleep(POLL_SECONDS)
        return self.process.poll() is None

    def wait(self) -> Ended:
        """Wait for its end, and for that of its workers; AssertionError if they outlive it or it hangs."""
        try:
            code = self.process.wait(MAX_SECONDS)
            self._wait_for_workers()
        finally:
            self.kill_all()
        said = self.said()
        self._log.unlink()
        return Ended(code, said, time.monotonic() - self.started)

    def _wait_for_workers(self) -> None:
        until = time.monotonic() + 30
        while left := session_of(self.process.pid):
            assert time.monotonic() < until, f"outlived their build: {[command_of(pid) for pid in left]}"
            time.sleep(POLL_SECONDS)

    def kill_all(self) -> None:
        """Leave nothing running, whatever happened."""
        for pid in session_of(self.process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


def build(seeds: Path, data: Path) -> Ended:
    """Build to the end."""
    return Build(seeds, data).wait()


def limited_file_size(size: int) -> Callable[[], None]:
    """A disk that is full after so many bytes of a file: writing on fails, as on a full disk."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

    return limit


def session_of(leader: int) -> list[int]:
    """The living processes of a session (Linux: from /proc)."""
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                fields = (path / "stat").read_text(encoding="utf-8", errors="replace").rpartition(") ")[2].split()
                if int(fields[3]) == leader and fields[0] not in "ZX":
                    found.append(int(path.name))
    return found


def command_of(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


@dataclass(slots=True)
class Reference:
    """States of the seeds and the dataset that an undisturbed build makes of each, from nothing."""

    folder: Path
    states: Sequence[int]
    documents: int = SMALL
    seconds: float = 0.0  # of a whole build
    work_seconds: float = 0.0  # of that, from when it began to work

    def make(self) -> None:
        """Build each state once."""
        for state in self.states:
            put(self.seeds(state), corpus(state, self.documents))
            under_way = Build(self.seeds(state), self.data(state))
            under_way.wait_for_begin()
            begun = time.monotonic()
            ended = under_way.wait()
            assert ended.code == 0, ended.complain()
            self.work_seconds = max(self.work_seconds, time.monotonic() - begun)
            self.seconds = max(self.seconds, ended.seconds)

    def seeds(self, state: int) -> Path:
        return self.folder / f"seeds{state}"

    def data(self, state: int) -> Path:
        return self.folder / f"data{state}"

    def bytes_of(self, state: int) -> dict[str, str]:
        return files_of(self.data(state))

    def start_from(self, state: int | None, folder: Path) -> Path:
        """A dataset to be built upon: of that state, or empty."""
        data = folder / "data"
        shutil.rmtree(data, ignore_errors=True)
        if state is None:
            data.mkdir(parents=True)
        else:
            shutil.copytree(self.data(state), data)
        return data
