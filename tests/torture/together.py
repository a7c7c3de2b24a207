"""Two builders, the UI, a reader and somebody who edits the seeds, all at once on one dataset."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.torture.builds import build, corpus, files_of, leftovers_of, put
from tests.torture.ui import Ui

STATES = (1, 2, 3, 4)
EDIT_SECONDS = (1.0, 15.0)
BUILDERS = 2


@dataclass(slots=True)
class Together:
    """What came of it."""

    minutes: float
    builds: int = 0
    edits: int = 0
    files_read: int = 0
    ui_runs: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        return [
            f"{BUILDERS} builders, the UI, a reader and an editor at once for {self.minutes:.1f} minutes: "
            f"{self.edits} edits, {self.builds} builds, runs of the UI {self.ui_runs or 'none'}, "
            f"{self.files_read} files read, {len(self.problems)} problems.",
            *(f"- {problem}" for problem in self.problems[:20]),
        ]


def work_together(folder: Path, seconds: float, with_ui: bool = True) -> Together:
    """Let them work for so long; then the dataset has to be that of the seeds as they are."""
    seeds, data = folder / "seeds", folder / "data"
    seeds.mkdir(parents=True)
    put(seeds, corpus(STATES[0]))
    result = Together(seconds / 60)
    until = time.monotonic() + seconds

    def edit() -> None:
        chance = random.Random(0)
        while time.monotonic() < until:
            put(seeds, corpus(chance.choice(STATES)))
            result.edits += 1
            time.sleep(min(chance.uniform(*EDIT_SECONDS), max(0.0, until - time.monotonic())))

    def build_again() -> None:
        while time.monotonic() < until:
            ended = build(seeds, data)
            result.builds += 1
            if ended.code != 0 or "Traceback" in ended.err:
                result.problems.append(f"a build failed: {ended.complain()}")

    def read() -> None:
        while time.monotonic() < until:
            for path in sorted(data.glob("*/*.parquet")):
                try:
                    with path.open("rb") as file:  # read_table(path) opens it twice: a build may come between
                        pq.read_table(file)
                    result.files_read += 1
                except FileNotFoundError:
                    pass
                except (pa.ArrowException, OSError) as error:
                    result.problems.append(f"{path.relative_to(data)} can't be read: {error}")
            time.sleep(0.2)

    everybody: list[Callable[[], None]] = [edit, read, *[build_again] * BUILDERS]
    if with_ui:
        with Ui(folder, seeds, data) as ui:
            _run_all(everybody)
            ui.wait_until_idle()
            result.ui_runs = ui.runs()
            if not ui.is_running():
                result.problems.append("the UI has ended")
        failed = result.ui_runs.get("FAILURE", 0)
        if failed:
            result.problems.append(f"{failed} runs of the UI failed")
    else:
        _run_all(everybody)
    _compare(result, seeds, data, folder / "clean")
    return result


def _run_all(functions: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _compare(result: Together, seeds: Path, data: Path, clean: Path) -> None:
    for place in (data, clean):
        ended = build(seeds, place)
        if ended.code != 0:
            result.problems.append(f"the last build fails: {ended.complain()}")
    built, wanted = files_of(data), files_of(clean)
    different = sorted(name for name in built.keys() | wanted.keys() if built.get(name) != wanted.get(name))
    if different:
        result.problems.append(f"the dataset is not that of a clean build: {', '.join(different)}")
    if leftovers_of(data):
        result.problems.append(f"left behind: {leftovers_of(data)}")
