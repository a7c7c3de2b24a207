"""A run that was stopped in the middle of an update goes on from where the update began."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bench.bench import Bench, Plan
from tests.bench.corpus import read_articles
from tests.bench.measure import Cost

ARTICLES = [{"id": f"a{n}", "title": "T", "text": f"T\n\nOne {n} came. Two left."} for n in range(20)]


class FakeBuilds:
    """Stands for the command line: writes a file, remembers what the seeds ended with, stops when it is told to."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, int]] = []
        self.stop_at: int | None = None

    def __call__(self, seeds: Path, data: Path, code: Path, *_: Any) -> Cost:
        rows = read_articles(seeds / "archive-000.jsonl.gz")
        self.seen.append((code.name, sum("bicycles" in row["text"] for row in rows)))
        (data / "raw_text").mkdir(parents=True, exist_ok=True)
        (data / "raw_text" / "part.parquet").write_bytes(repr(self.seen[-1]).encode())
        if self.stop_at == len(self.seen):
            raise KeyboardInterrupt
        return Cost(1.0, 1.0, 1.0, 1.0)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[FakeBuilds], Bench]:
    plan = Plan(ARTICLES, 2, rounds=1, changes=2, sample=2, sentences=2, groups=frozenset({"large", "changes"}))
    code = tmp_path / "code-1"
    code.mkdir()
    monkeypatch.setattr("tests.bench.bench.freeze", lambda _: code)
    monkeypatch.setattr("tests.bench.bench.with_changed_word_list", lambda frozen: frozen.with_name("words"))

    def make(builds: FakeBuilds) -> Bench:
        made = Bench(plan, tmp_path, tmp_path, lambda _: None)
        monkeypatch.setattr(made, "_build", builds)
        return made

    return make


def test_a_whole_run(bench: Callable[[FakeBuilds], Bench]) -> None:
    builds = FakeBuilds()
    bench(builds).measure_all()
    assert builds.seen == [
        ("code-1", 0),  # cold x1
        ("code-1", 0),  # cold xN
        ("code-1", 0),  # unchanged
        ("code-1", 0),
        ("code-1", 1),  # one changed
        ("code-1", 2),
        ("words", 2),  # word list changed
    ]
    bench(builds).measure_all()
    assert len(builds.seen) == 7


def test_stopped_in_an_update(bench: Callable[[FakeBuilds], Bench]) -> None:
    builds = FakeBuilds()
    builds.stop_at = 6
    with pytest.raises(KeyboardInterrupt):
        bench(builds).measure_all()
    bench(builds).measure_all()
    # the second change is taken back and built, then made again and measured
    assert builds.seen[5:] == [("code-1", 2), ("code-1", 1), ("code-1", 2), ("words", 2)]


def test_stopped_in_the_cold_build(bench: Callable[[FakeBuilds], Bench]) -> None:
    builds = FakeBuilds()
    builds.stop_at = 2
    with pytest.raises(KeyboardInterrupt):
        bench(builds).measure_all()
    started = bench(builds)
    (started.run / "data-xN" / "left").mkdir()
    started.measure_all()
    assert not (started.run / "data-xN" / "left").exists()
    assert builds.seen[2] == ("code-1", 0)
    assert len(builds.seen) == 8
