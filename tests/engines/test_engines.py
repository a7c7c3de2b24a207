"""Results come in order, from one process or many; a worker's death is survived, and what kills is found."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from pipeline.engines import engine as engine_module
from pipeline.engines.engine import Died, Engine, WorkerDiedError
from pipeline.engines.inline import InlineEngine
from pipeline.engines.local import LocalEngine

Numbers = tuple[int, ...]
BATCHES: list[Numbers] = [tuple(range(start, start + 4)) for start in range(0, 20, 4)]


def square(numbers: Numbers) -> list[int]:
    return [number * number for number in numbers]


def die_once(numbers: Numbers, marker: Path) -> list[int]:
    if 7 in numbers and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return square(numbers)


def die_at_seven(numbers: Numbers) -> list[int]:
    if 7 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return square(numbers)


def die(numbers: Numbers) -> list[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    return square(numbers)


def fail(numbers: Numbers) -> list[int]:
    raise ValueError(f"bad {numbers[0]}")


def eat(_numbers: Numbers) -> int:
    return len(bytearray(1 << 34))


def halves(numbers: Numbers) -> Sequence[Numbers]:
    middle = len(numbers) // 2
    return [numbers[:middle], numbers[middle:]] if middle else [numbers]


@pytest.fixture
def two() -> Iterator[LocalEngine]:
    engine = LocalEngine(2)
    yield engine
    engine.close()


@pytest.mark.parametrize("engine", [InlineEngine(), LocalEngine(1), LocalEngine(3)], ids=["inline", "one", "three"])
def test_results_come_in_order_whatever_the_workers(engine: Engine) -> None:
    assert list(engine.map(square, BATCHES, halves)) == [(batch, square(batch)) for batch in BATCHES]
    assert list(engine.map(square, [], halves)) == []
    engine.close()


def test_a_worker_s_death_is_survived(two: LocalEngine, tmp_path: Path) -> None:
    work = partial(die_once, marker=tmp_path / "died")
    assert list(two.map(work, BATCHES, halves)) == [(batch, square(batch)) for batch in BATCHES]
    assert (tmp_path / "died").exists()
    assert two.deaths == 1


def test_a_worker_s_death_is_survived_where_sigterm_is_ignored(two: LocalEngine, tmp_path: Path) -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        work = partial(die_once, marker=tmp_path / "died")
        assert list(two.map(work, BATCHES, halves)) == [(batch, square(batch)) for batch in BATCHES]
    finally:
        signal.signal(signal.SIGTERM, before)


def test_the_item_that_kills_its_worker_is_found_and_the_rest_is_done(two: LocalEngine) -> None:
    found = list(two.map(die_at_seven, BATCHES, halves))
    assert [number for batch, _ in found for number in batch] == list(range(20))
    dead = [batch for batch, result in found if isinstance(result, Died)]
    assert dead == [(7,)]
    assert [result for _, result in found if not isinstance(result, Died)]
    assert list(two.map(square, BATCHES, halves)) == [(batch, square(batch)) for batch in BATCHES]


def test_workers_that_die_whatever_they_do_end_the_run(two: LocalEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "MAX_DEATHS", 3)
    with pytest.raises(WorkerDiedError, match="giving up"):
        list(two.map(die, BATCHES, halves))


def test_an_error_in_a_worker_reaches_the_caller(two: LocalEngine) -> None:
    with pytest.raises(ValueError, match="bad 0"):
        list(two.map(fail, BATCHES, halves))


def test_a_worker_may_not_take_the_machine_s_memory(two: LocalEngine) -> None:
    with pytest.raises(MemoryError):
        list(two.map(eat, BATCHES[:1], halves))
