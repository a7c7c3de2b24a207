"""Fuzz the readers of seeds, the grammar of numbers, whole readings and whole builds:

    python -m tests.fuzz.run --inputs 100000

Generated input first, then (--guided SECONDS) Atheris, led by coverage, where it is installed. An input on which anything
fails or takes longer than ten seconds is kept in tests/fuzz/found/, where `make test` tries it again. Exit code 1 if
there is one.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import pyarrow.parquet as pq

from tests.fuzz import generate
from tests.fuzz.targets import SCRATCH, TARGETS, folder_of_files, generated

FOUND = Path(__file__).parent / "found"
ROOT = Path(__file__).parents[2]
SECONDS_AN_INPUT = 10
FOLDER = 50
# The share of each sort in all inputs: a reading costs a hundred times as much as a numeral.
SHARES = {"intake": 0.50, "numbers": 0.44, "reading": 0.03, "pages": 0.01, "build": 0.02}
BUILD_FILES = 500


class HangError(Exception):
    """An input took too long."""


@dataclass(slots=True)
class Result:
    """What was run and found."""

    inputs: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)

    def keep(self, target: str, data: bytes, error: BaseException) -> None:
        """Write down an input that did what it must not."""
        name = hashlib.sha256(data).hexdigest()[:16]
        (FOUND / target).mkdir(parents=True, exist_ok=True)
        (FOUND / target / name).write_bytes(data)
        last = traceback.extract_tb(error.__traceback__)[-1:]
        where = f" at {Path(last[0].filename).name}:{last[0].lineno}" if last else ""
        self.found.append(f"{target}/{name}: {type(error).__name__}{where}: {str(error)[:200]}")
        print(f"FOUND {self.found[-1]}", flush=True)

    def page(self, seed: int) -> str:
        lines = [f"# Fuzz: {self.inputs.total():,} inputs, seed {seed}, {len(self.found)} found", ""]
        lines += ["| what | inputs | seconds | slowest, s |", "| --- | --: | --: | --: |"]
        lines += [
            f"| {name} | {count:,} | {self.seconds[name]:,.0f} | {self.slowest.get(name, 0):.2f} |"
            for name, count in self.inputs.items()
        ]
        return "\n".join([*lines, "", *(f"- {found}" for found in self.found)])


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """HangError in what takes longer: of the processor's time, for a busy machine is no fault, and ten times that of the
    clock, for what sleeps.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise HangError(f"more than {seconds} seconds")

    timers = ((signal.ITIMER_PROF, signal.SIGPROF, seconds), (signal.ITIMER_REAL, signal.SIGALRM, 10 * seconds))
    before = [signal.signal(number, stop) for _, number, _ in timers]
    for timer, _, limit in timers:
        signal.setitimer(timer, limit)
    try:
        yield
    finally:
        for (timer, number, _), handler in zip(timers, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)


def try_input(target: str, data: bytes, result: Result) -> None:
    """One input for one target."""
    started = time.process_time()
    try:
        with at_most(SECONDS_AN_INPUT):
            TARGETS[target](data)
    except Exception as error:
        result.keep(target, data, error)
    taken = time.process_time() - started
    result.inputs[target] += 1
    result.seconds[target] += taken  # type: ignore[assignment]
    result.slowest[target] = max(taken, result.slowest.get(target, 0))


def fuzz_files(count: int, chance: random.Random, result: Result) -> None:
    """Folders of files of every type; a folder with a failure is tried again file by file."""
    for _ in range(0, count, FOLDER):
        files = [generate.file(chance) for _ in range(min(FOLDER, count))]
        started = time.process_time()
        try:
            with at_most(SECONDS_AN_INPUT * 3):
                folder_of_files(files)
        except Exception:
            for kind, data in files:
                try_input("intake", bytes([generate.TYPES.index(kind)]) + data, result)
            continue
        result.inputs["intake"] += len(files)
        result.seconds["intake"] += time.process_time() - started  # type: ignore[assignment]


def fuzz_texts(target: str, count: int, chance: random.Random, result: Result) -> None:
    for _ in range(count):
        try_input(target, generated(target, chance), result)


def fuzz_pages(count: int, chance: random.Random, result: Result) -> None:
    """Pages, which are parsed in a process of their own."""
    for _ in range(0, count, FOLDER):
        pages = [("html", generate.file(chance, ("html",))[1]) for _ in range(min(FOLDER, count))]
        started = time.monotonic()
        try:
            folder_of_files(pages)
        except Exception as error:
            result.keep("pages", b"\n\n".join(data for _, data in pages), error)
        result.inputs["pages"] += len(pages)
        result.seconds["pages"] += time.monotonic() - started  # type: ignore[assignment]


def fuzz_builds(count: int, chance: random.Random, result: Result) -> None:
    """Whole builds by the command: exit code 0, no traceback, each seed a document or a refusal."""
    for number in range(0, count, BUILD_FILES):
        with tempfile.TemporaryDirectory(dir=SCRATCH) as place:
            seeds, data = Path(place) / "seeds", Path(place) / "data"
            seeds.mkdir()
            for index in range(min(BUILD_FILES, count - number)):
                kind, content = generate.file(chance, (*generate.TYPES, "html"))
                (seeds / f"{index:04}.{kind}").write_bytes(content)
            names = {path.name for path in seeds.iterdir()}
            started = time.monotonic()
            try:
                _build(seeds, data, names)
            except AssertionError as error:
                kept = FOUND / "builds" / str(chance.getrandbits(32))
                kept.mkdir(parents=True)
                for path in seeds.iterdir():
                    (kept / path.name).write_bytes(path.read_bytes())
                result.found.append(f"{kept.relative_to(FOUND)}: {error}")
                print(f"FOUND {result.found[-1]}", flush=True)
            result.inputs["build"] += len(names)
            result.seconds["build"] += time.monotonic() - started  # type: ignore[assignment]


def _build(seeds: Path, data: Path, names: set[str]) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "build", "--seeds", str(seeds), "--data", str(data)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"exit code {run.returncode}: {run.stderr[-1000:]}"
    assert "Traceback" not in run.stdout + run.stderr, run.stderr[-1000:]
    rows = [*pq.read_table(data / "raw_text", columns=["document_id"]).to_pylist()]
    refused = pq.read_table(data / "rejected_seeds", columns=["document_id", "reason", "detail"]).to_pylist()
    lost = names - {row["document_id"].split("#", 1)[0] for row in [*rows, *refused]}
    assert not lost, f"lost: {sorted(lost)}"
    failed = [row for row in refused if row["reason"] == "failed"]
    assert not failed, f"failed: {failed[:5]}"


def guide(target: str, seconds: int, chance: random.Random, result: Result) -> None:
    """Atheris for so long, from generated inputs and those that were found."""
    with tempfile.TemporaryDirectory(dir=SCRATCH) as place:
        corpus, crashes = Path(place) / "corpus", Path(place) / "crashes"
        corpus.mkdir()
        crashes.mkdir()
        for number in range(200):
            (corpus / str(number)).write_bytes(generated(target, chance))
        started = time.monotonic()
        run = subprocess.run(
            [
                *(sys.executable, "-m", "tests.fuzz.guided", target, str(corpus), f"-artifact_prefix={crashes}/"),
                *(f"-timeout={SECONDS_AN_INPUT}", f"-max_total_time={seconds}", "-max_len=4096", "-rss_limit_mb=4096"),
                *("-print_final_stats=1", f"-seed={chance.getrandbits(31)}"),
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        said = run.stdout + run.stderr
        executed = [line.split()[-1] for line in said.splitlines() if "number_of_executed_units" in line]
        name = f"{target}, led by coverage"
        result.inputs[name] += int(executed[-1]) if executed else 0
        result.seconds[name] += time.monotonic() - started  # type: ignore[assignment]
        for crash in sorted(crashes.iterdir()):
            result.keep(target, crash.read_bytes(), AssertionError(_reason(said)))
        if run.returncode != 0 and not list(crashes.iterdir()):
            result.found.append(f"{name}: exit code {run.returncode}: {said[-500:]}")


def _reason(said: str) -> str:
    """The error in Atheris's report."""
    lines = [line for line in said.splitlines() if "Error" in line or "ALARM" in line]
    return lines[0] if lines else said[-200:]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=100_000, help="how many inputs to generate")
    parser.add_argument("--guided", type=int, default=60, help="seconds of Atheris for each target; 0 for none")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="for the same input again")
    options = parser.parse_args()
    chance, result = random.Random(options.seed), Result()
    for target, run in TARGETS.items():  # models and word lists are loaded before anything is timed
        run(b"\0Five people died." if target == "intake" else b"Five people died.")
    counts = {name: round(options.inputs * share) for name, share in SHARES.items()}
    fuzz_texts("numbers", counts["numbers"], chance, result)
    fuzz_files(counts["intake"], chance, result)
    fuzz_texts("reading", counts["reading"], chance, result)
    fuzz_pages(counts["pages"], chance, result)
    fuzz_builds(counts["build"], chance, result)
    if options.guided:
        if importlib.util.find_spec("atheris"):
            for target in ("numbers", "intake"):
                guide(target, options.guided, chance, result)
        else:
            print("Atheris is not installed (it is for Linux): no fuzzing led by coverage.")
    print(result.page(options.seed))
    return 1 if result.found else 0


if __name__ == "__main__":
    sys.exit(main())
