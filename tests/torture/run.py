"""The full torture, and a page with its result:

    python -m tests.torture.run --kills 200 --minutes 10

Kills and starves builds at random moments and compares the next build's bytes with an undisturbed build's; then lets
two builders, readers and the UI work on one dataset. Exit code 1 if anything is not as it should be.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.torture.builds import LARGE, Reference
from tests.torture.faults import FULL_DISK, GROUP, KILLS, KINDS, READ_ONLY, WORKER, Trial, can_mount, try_fault
from tests.torture.together import Together, work_together

# Of so many trials, how many are of each kind; those with workers need a corpus that takes a minute to read.
WEIGHTS = {kind: 1 if kind in (READ_ONLY,) else 2 if kind in (WORKER, GROUP) else 8 for kind in KINDS}
# A fault that comes when the build has already ended isn't counted; no kind is tried for ever.
MAX_TRIALS_EACH = 4


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="how many faults have to strike")
    parser.add_argument("--minutes", type=float, default=10, help="how long builders, readers and the UI work together")
    parser.add_argument("--jobs", type=int, default=2, help="how many trials at a time")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="for the same faults again")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only faults of this kind; may be repeated")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="torture") as folder:
        started = time.monotonic()
        trials = _faults(Path(folder), options) if options.kills else []
        together = work_together(Path(folder) / "together", options.minutes * 60) if options.minutes else None
    print(page(trials, together, options.seed, time.monotonic() - started))
    wrong = any(trial.problem for trial in trials) or never_struck(trials) or (together and together.problems)
    return 1 if wrong else 0


def _faults(folder: Path, options: argparse.Namespace) -> list[Trial]:
    kinds = [kind for kind in options.kind or KINDS if can_mount() or kind not in (FULL_DISK, READ_ONLY)]
    total = sum(WEIGHTS[kind] for kind in kinds)
    counts = {kind: max(1, round(options.kills * WEIGHTS[kind] / total)) for kind in kinds}
    small = Reference(folder / "small", (1, 2, 3, 4))
    large = Reference(folder / "large", (1, 2), LARGE)
    for reference in (small, large):
        reference.make()
        print(f"undisturbed: {reference.seconds:.1f} s, of which {reference.work_seconds:.1f} s at work", flush=True)
    chance = random.Random(options.seed)
    plan = [(kind, chance.getrandbits(64)) for kind in kinds for _ in range(counts[kind])]
    chance.shuffle(plan)

    def until_it_strikes(number: int) -> list[Trial]:
        kind, own_seed = plan[number]
        own = random.Random(own_seed)
        reference = large if kind in (WORKER, GROUP) else small
        trials: list[Trial] = []
        while len(trials) < MAX_TRIALS_EACH and not any(trial.struck for trial in trials):
            trials.append(try_fault(reference, folder / f"trial{number}", kind, own))
            if trials[-1].problem:
                print(f"PROBLEM {trials[-1].problem}", flush=True)
        return trials

    with ThreadPoolExecutor(options.jobs) as pool:
        found = []
        for number, trials in enumerate(pool.map(until_it_strikes, range(len(plan))), 1):
            found += trials
            if number % 10 == 0:
                print(f"{number} of {len(plan)} faults", flush=True)
    return found


def never_struck(trials: Sequence[Trial]) -> list[str]:
    """Kinds of faults that always came too late: nothing is known of them."""
    return [kind for kind in KINDS if {trial.struck for trial in trials if trial.kind == kind} == {False}]


def page(trials: list[Trial], together: Together | None, seed: int, seconds: float) -> str:
    """The result, on a page."""
    lines = [f"# Torture: {sum(trial.struck for trial in trials)} faults, seed {seed}, {seconds / 60:.0f} minutes", ""]
    struck = Counter(trial.kind for trial in trials if trial.struck)
    missed = Counter(trial.kind for trial in trials if not trial.struck)
    went_on = Counter(trial.kind for trial in trials if trial.struck and trial.survived)
    bad = Counter(trial.kind for trial in trials if trial.problem)
    lines += [
        "| fault | struck | came too late | build went on | next build wrong |",
        "| --- | --: | --: | --: | --: |",
    ]
    lines += [f"| {kind} | {struck[kind]} | {missed[kind]} | {went_on[kind]} | {bad[kind]} |" for kind in KINDS]
    kills = sum(struck[kind] for kind in KILLS)
    lines += ["", f"{kills} kills, {struck.total() - kills} disks full or not writable, {bad.total()} problems."]
    lines += [f"- {trial.problem}" for trial in trials if trial.problem]
    lines += [f"- {kind} never struck: nothing is known of it" for kind in never_struck(trials)]
    if together:
        lines += ["", *together.lines()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
