"""A long load: seeds added, edited and removed at random, the sensor starts the runs, and nothing grows:

    python -m tests.torture.soak --edits 1000

At the end the dataset has to equal a clean build. Exit code 1 if it doesn't, or if memory, open files or DAGSTER_HOME grew.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.automation import made_by_this_code, made_from
from pipeline.intake.digest import digest_seeds
from pipeline.store.dataset import Dataset
from tests.torture.builds import build, corpus, files_of, put
from tests.torture.ui import Ui, Usage

DOCUMENTS = 40
# A batch of edits, as a newsroom drops them; each batch is one run.
BATCH = (1, 20)
RUN_SECONDS = 600.0
# Growth from the first third of the runs to the last that is more than noise.
MAX_GROWTH = 1.25
MEGABYTES_OF_NOISE, FILES_OF_NOISE = 60.0, 40


@dataclass(slots=True)
class Soak:
    """What was seen."""

    edits: int = 0
    runs: int = 0
    samples: list[Usage] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def check_growth(self) -> None:
        """Compare the last third with the middle one: the first is spent on loading and filling caches."""
        third = len(self.samples) // 3
        if third < 3:
            return
        middle, last = self.samples[third : 2 * third], self.samples[2 * third :]
        for name, noise in (
            ("megabytes", MEGABYTES_OF_NOISE),
            ("files", FILES_OF_NOISE),
            ("home_megabytes", MEGABYTES_OF_NOISE / 10),
        ):
            before = max(getattr(usage, name) for usage in middle)
            after = max(getattr(usage, name) for usage in last)
            if after > MAX_GROWTH * before + noise:
                self.problems.append(f"{name} grew from {before:.0f} to {after:.0f}")

    def page(self) -> str:
        rows = self.samples[:: max(1, len(self.samples) // 10)]
        lines = [
            f"# Soak: {self.edits} edits, {self.runs} runs, {len(self.problems)} problems",
            "",
            "| memory, MB | open files | DAGSTER_HOME, MB |",
            "| --: | --: | --: |",
            *(f"| {usage.megabytes:.0f} | {usage.files} | {usage.home_megabytes:.1f} |" for usage in rows),
            "",
            *(f"- {problem}" for problem in self.problems),
        ]
        return "\n".join(lines)


def soak(folder: Path, edits: int, seed: int) -> Soak:
    """Edit until there were so many edits, each batch followed by the sensor's run."""
    seeds, data = folder / "seeds", folder / "data"
    seeds.mkdir(parents=True)
    chance = random.Random(seed)
    texts = corpus(1, DOCUMENTS)
    put(seeds, texts)
    result = Soak()
    with Ui(folder, seeds, data) as ui:
        _wait_for_run(result, seeds, data)
        while result.edits < edits and not result.problems:
            for _ in range(min(chance.randint(*BATCH), edits - result.edits)):
                _edit(texts, chance, result.edits)
                result.edits += 1
            put(seeds, texts)
            _wait_for_run(result, seeds, data)
            result.samples.append(ui.usage())
            if not ui.is_running():
                result.problems.append("the UI has ended")
            if result.runs % 10 == 0:
                print(f"{result.edits} edits, {result.runs} runs, {result.samples[-1]}", flush=True)
        ui.wait_until_idle()
        failed = {status: count for status, count in ui.runs().items() if status == "FAILURE"}
        if failed:
            result.problems.append(f"runs failed: {failed}")
    result.check_growth()
    ended = build(seeds, folder / "clean")
    if ended.code != 0 or files_of(folder / "clean") != files_of(data):
        result.problems.append(f"the dataset is not that of a clean build ({ended.code})")
    return result


def _edit(texts: dict[str, str], chance: random.Random, number: int) -> None:
    """Add, change or remove a document."""
    what = chance.choice(("add", "change", "change", "remove"))
    if what == "remove" and len(texts) > DOCUMENTS // 2:
        del texts[chance.choice(sorted(texts))]
    elif what == "change":
        name = chance.choice(sorted(texts))
        texts[name] = (
            texts[name].replace("last month", f"in {chance.randint(1990, 2023)}", 1) + f"\nEdit {number} it is.\n"
        )
    else:
        fresh = corpus(1000 + number, 4)
        texts[f"added/{number:05}.txt"] = fresh[chance.choice(sorted(fresh))]


def _wait_for_run(result: Soak, seeds: Path, data: Path) -> None:
    dataset, digest = Dataset(data), digest_seeds(seeds)
    until = time.monotonic() + RUN_SECONDS
    while not (made_from(dataset, digest) and made_by_this_code(dataset)):
        if time.monotonic() > until:
            result.problems.append(f"no run within {RUN_SECONDS:.0f} s after edit {result.edits}")
            return
        time.sleep(0.5)
    result.runs += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak") as folder:
        found = soak(Path(folder), options.edits, options.seed)
    print(found.page())
    return 1 if found.problems else 0


if __name__ == "__main__":
    sys.exit(main())
