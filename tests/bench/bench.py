"""What is measured, in which order: each step is skipped if it stands in the journal.

The archive as it is (x1) is built again and again, interleaved with the yardsticks, so that a busy minute of the machine
falls on all of them. The large one (xN) is built once and then brought up to date after changes.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bench import dataset
from tests.bench.cluster import Cluster, ClusterError
from tests.bench.code import PROJECT, freeze, with_changed_word_list
from tests.bench.corpus import Article, Size, change_article, sentences_of, write_archive
from tests.bench.journal import Journal
from tests.bench.measure import Cost, cores_here, measured
from tests.peers.catalogue import PEERS
from tests.peers.environments import CannotInstallError, environment_of
from tests.peers.run import CannotRunError, read_with

HERE = Path(__file__).parent
# Ways to run bare nlp.pipe on two cores, of which the fastest on a sample is the yardstick.
WAYS = tuple(
    (how, unit, batch)
    for how in ("pipe", "split")
    for unit, batch in (("paragraph", 64), ("paragraph", 128), ("paragraph", 256), ("document", 32))
)
OPS = ("numpy", "blis")
# What can be left out: bare spaCy, one core against two, published extractors, the functions of the reading, dask, the
# large archive, changes to it.
GROUPS = ("yardsticks", "cores", "peers", "stages", "cluster", "large", "changes")
CHANGE = "The council counted {} more bicycles in the new year, it said on Friday."


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to measure."""

    articles: Sequence[Article]
    times: int  # how many copies the large archive has
    rounds: int  # of everything on the archive as it is
    changes: int  # rounds of "unchanged" and "one changed"
    sample: int  # articles that yardsticks are calibrated on
    sentences: int  # that each peer reads
    between: tuple[int, ...] = ()  # further copies to build, for the plot
    groups: frozenset[str] = frozenset(GROUPS)
    ways: tuple[tuple[str, str, int], ...] = WAYS


class Bench:
    """One run: a folder to work in, a journal, and frozen code."""

    def __init__(self, plan: Plan, work: Path, peers: Path, say: Callable[[str], None]) -> None:
        self.plan = plan
        self.work = work
        self.peers = peers
        self.say = say
        self.code = freeze(work)
        self.run = work / f"run-{self.code.name}-{len(plan.articles)}x{plan.times}"
        self.journal = Journal(self.run / "journal.jsonl")
        self.journal.forget_missing()
        self.sizes: dict[str, Size] = {}

    def measure_all(self) -> None:
        """Take every measurement that isn't there yet."""
        for copies in sorted({1, *self.plan.between, self.plan.times}):
            self.say(f"write the archive x{copies}")
            self.sizes[f"x{copies}"] = write_archive(self.plan.articles, copies, self._seeds(copies))
        groups = self.plan.groups
        if "yardsticks" in groups:
            self.calibrate()
        for round_ in range(self.plan.rounds):
            self.archive_as_it_is(round_)
        if "peers" in groups:
            for round_ in range(self.plan.rounds):
                self.speed_of_peers(round_)
        if "stages" in groups:
            self.stages()
        if "cluster" in groups:
            for round_ in range(self.plan.rounds):
                self.on_a_cluster(round_)
        for copies in self.plan.between:
            self._cold(f"cold x{copies}", 0, copies)
        if "large" in groups:
            self.large_archive()

    # the archive as it is

    def calibrate(self) -> None:
        """Find the fastest way to run bare nlp.pipe: the yardstick is the best that spaCy can do here."""
        sample = self.run / "seeds-sample"
        write_archive(self.plan.articles[: self.plan.sample], 1, sample)
        if len(self.plan.ways) == 1:
            return
        for way in self.plan.ways:
            self._step(f"calibrate {_name(way)}", 0, lambda way=way: self._bare(sample, way, "numpy"))

    @property
    def best_way(self) -> tuple[str, str, int]:
        return min(self.plan.ways, key=lambda way: self.journal.median(f"calibrate {_name(way)}", "wall") or 0.0)

    def archive_as_it_is(self, round_: int) -> None:
        """A round: the build on all cores and on one, bare spaCy with both kinds of ops."""
        self._cold("cold x1", round_, 1)
        for ops in OPS if "yardsticks" in self.plan.groups else ():
            self._step(f"bare {ops}", round_, lambda ops=ops: self._bare(self._seeds(1), self.best_way, ops))
        if "cores" not in self.plan.groups:
            return
        if len(cores_here()) < 2:
            self._missing("one core x1", "this machine has one core, or can't keep a process to one")
        else:
            self._cold("one core x1", round_, 1, cores=cores_here()[:1])

    def speed_of_peers(self, round_: int) -> None:
        """Sentences a second, one process on one core: ours with all of its stages, theirs reading alone."""
        sentences = [s for article in self.plan.articles for s in sentences_of(article["text"])][: self.plan.sentences]
        core = cores_here()[0] if cores_here() else None
        if self.journal.has("one core x1", round_) and not self.journal.has("speed newsclaims", round_):
            wall = self.journal.records["one core x1", round_].get("wall")
            if wall:
                rate = self.sizes["x1"].sentences / wall
                self.journal.write("speed newsclaims", round_, {"rate": rate, "sentences": self.sizes["x1"].sentences})
        for peer in PEERS:
            step = f"speed {peer.name}"
            if self.journal.has(step, round_) or self.journal.missing(step):
                continue
            self.say(f"{peer.title}: {len(sentences):,} sentences")
            try:
                reading = read_with(environment_of(peer, self.peers), sentences, core)
            except (CannotInstallError, CannotRunError) as error:
                self._missing(step, str(error))
                continue
            facts = {"rate": len(sentences) / reading.seconds, "sentences": len(sentences), "failed": reading.failed}
            self.journal.write(step, round_, {**facts, "load_seconds": reading.load_seconds})

    def stages(self) -> None:
        """Processor seconds of each function of the reading, in one process."""

        def costs() -> dict[str, Any]:
            found = self.run / "stages.json"
            command = [sys.executable, str(HERE / "stages.py"), str(self._seeds(1)), str(found)]
            command += ["--articles", str(self.plan.sample), "--passes", str(self.plan.rounds)]
            measured(command, cwd=self.code, env=self._env(self.code), cores=cores_here()[:1] or None)
            return dict(json.loads(found.read_text(encoding="utf-8")))

        self._step("stages", 0, costs)
        self._step("functions", 0, self._functions)

    def _functions(self) -> dict[str, Any]:
        """Median microseconds of each function that every document goes through, on the seed article."""
        found = self.run / "functions.json"
        command = [sys.executable, "-m", "pytest", str(HERE / "test_hot_functions.py"), "-p", "no:xdist", "-q"]
        command += ["--benchmark-only", f"--benchmark-json={found}", "--benchmark-max-time=0.5"]
        measured(command, cwd=PROJECT, cores=cores_here()[:1] or None)
        timed = json.loads(found.read_text(encoding="utf-8"))["benchmarks"]
        return {"microseconds": {one["name"].removeprefix("test_"): one["stats"]["median"] * 1e6 for one in timed}}

    def on_a_cluster(self, round_: int) -> None:
        """The same build on one dask worker and on two, each kept to a core of its own; the bytes are compared."""
        local = self.run / "data-x1"
        for workers in (1, 2):
            step = f"dask {workers} worker{'s' if workers > 1 else ''}"
            if self.journal.has(step, round_) or self.journal.missing(step):
                continue
            try:
                with Cluster(workers, self._env(self.code), self.code, self.run) as cluster:
                    options = ["--engine", "dask", "--scheduler", cluster.address]
                    self._cold(step, round_, 1, options=options, compare=local)
            except ClusterError as error:
                self._missing(step, str(error))

    # the large archive

    def large_archive(self) -> None:
        """Cold, then with nothing changed, one article changed, a word list changed."""
        seeds, data = self._seeds(self.plan.times), self.run / "data-xN"
        changes = range(self.plan.changes)
        later = [("unchanged", round_) for round_ in changes]
        if "changes" in self.plan.groups:
            later += [*(("one changed", round_) for round_ in changes), ("word list changed", 0)]
        if self.journal.has("cold xN") and all(self.journal.has(*step) for step in later):
            return
        self._cold("cold xN", 0, self.plan.times, data=data)
        for round_ in changes:
            self._update("unchanged", round_, seeds, data, self.code)
        if "changes" not in self.plan.groups:
            return
        shard = seeds / "archive-000.jsonl.gz"
        for round_ in changes:
            index, sentence = 7 * round_ + 3, CHANGE.format(40 + round_)
            self._update(
                "one changed",
                round_,
                seeds,
                data,
                self.code,
                change=lambda index=index, sentence=sentence: change_article(shard, index, sentence),
                undo=lambda index=index: change_article(shard, index, None),
            )
        self._update("word list changed", 0, seeds, data, with_changed_word_list(self.code))

    # how each is done

    def _cold(
        self,
        step: str,
        round_: int,
        copies: int,
        *,
        cores: Sequence[int] | None = None,
        options: Sequence[str] = (),
        data: Path | None = None,
        compare: Path | None = None,
    ) -> None:
        """A build into an empty folder; the dataset of `cold x1` and of `data` is kept, others are removed."""
        keep = data or (self.run / "data-x1" if step == "cold x1" else None)
        if self.journal.has(step, round_) and (keep is None or keep.is_dir()):
            return
        target = keep or self.run / "data-once"

        def cold() -> dict[str, Any]:
            shutil.rmtree(target, ignore_errors=True)
            begun = time.time()
            cost = self._build(self._seeds(copies), target, self.code, cores, options)
            left = dataset.stamps(target)
            facts = asdict(cost) | {
                "stages": dataset.seconds_by_stage(left, begun),
                "bytes": dataset.bytes_by_table(left),
                "files": len(left),
                "articles": self.sizes[f"x{copies}"].articles,
            }
            if compare is not None:
                facts["same_bytes"] = dataset.digest(target) == dataset.digest(compare)
            if keep is None:
                shutil.rmtree(target)
            return facts

        self._take(step, round_, cold)

    def _update(
        self,
        step: str,
        round_: int,
        seeds: Path,
        data: Path,
        code: Path,
        change: Callable[[], None] = lambda: None,
        undo: Callable[[], None] = lambda: None,
    ) -> None:
        """A build into a dataset that is there, after a change.

        One that was stopped before its end is undone and built up to where it began, for it would find half of its work
        done.
        """
        if self.journal.has(step, round_):
            return
        stopped = data.with_suffix(".running")
        if stopped.exists():
            self.say(f"{step}: settle what a stopped run left")
            undo()
            self._build(seeds, data, self.code)
        stopped.touch()
        change()

        def update() -> dict[str, Any]:
            before = dataset.stamps(data)
            cost = self._build(seeds, data, code)
            changed = dataset.written(before, dataset.stamps(data))
            return asdict(cost) | {
                "files_written": len(changed),
                "nothing_written": not changed,
                "parses_kept": not any(Path(path).parts[0] == dataset.PARSES for path in changed),
            }

        self._take(step, round_, update)
        stopped.unlink()

    def _build(
        self,
        seeds: Path,
        data: Path,
        code: Path,
        cores: Sequence[int] | None = None,
        options: Sequence[str] = (),
    ) -> Cost:
        command = [sys.executable, "-m", "pipeline.cli", "build", "--seeds", str(seeds), "--data", str(data), *options]
        return measured(command, cwd=code, env=self._env(code), cores=cores)[0]

    def _bare(self, seeds: Path, way: tuple[str, str, int], ops: str) -> dict[str, Any]:
        from pipeline.reading.annotate import model_package

        how, unit, batch = way
        command = [sys.executable, str(HERE / "bare_spacy.py"), str(seeds), model_package()]
        command += ["--ops", ops, "--processes", "2", "--how", how, "--unit", unit, "--batch", str(batch)]
        return asdict(measured(command, cwd=self.code)[0])

    def _step(self, step: str, round_: int, take: Callable[[], dict[str, Any]]) -> None:
        if not self.journal.has(step, round_):
            self._take(step, round_, take)

    def _take(self, step: str, round_: int, take: Callable[[], dict[str, Any]]) -> None:
        self.say(f"{step}, round {round_ + 1} …")
        facts = take()
        self.journal.write(step, round_, facts)
        if "wall" in facts:
            self.say(f"{step}: {facts['wall']:,.1f} s, {facts['peak_tree']:,.0f} MiB")

    def _missing(self, step: str, reason: str) -> None:
        if not self.journal.missing(step):
            self.say(f"{step}: not measured: {reason}")
            self.journal.write(step, -1, {"missing": reason})

    def _seeds(self, copies: int) -> Path:
        return self.run / f"seeds-x{copies}"

    @staticmethod
    def _env(code: Path) -> dict[str, str]:
        """The frozen code comes before the installed one, in worker processes too; no run is recorded anywhere."""
        return {"PYTHONPATH": str(code), "PYTHONDONTWRITEBYTECODE": "", "DAGSTER_HOME": ""}


def _name(way: tuple[str, str, int]) -> str:
    how, unit, batch = way
    return f"nlp.pipe {'n_process=2' if how == 'pipe' else 'in 2 processes'}, {unit}s, batch {batch}"
