"""Results come in order, from one process or many; a worker's death is survived, or said."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from pipeline.engines.local import WorkerDiedError, map_in_order


def square(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


def die_once(numbers: Sequence[int], marker: Path) -> list[int]:
    if 7 in numbers and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return square(numbers)


def die(numbers: Sequence[int]) -> list[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    return square(numbers)


def fail(numbers: Sequence[int]) -> list[int]:
    raise ValueError(f"bad {numbers[0]}")


def ignore(done: int, total: int) -> None:
    pass


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_order_whatever_the_workers(workers: int) -> None:
    told: list[tuple[int, int]] = []
    found = map_in_order(
        square, range(50), batch_size=4, workers=workers, report=lambda done, total: told.append((done, total))
    )
    assert list(found) == [number * number for number in range(50)]
    assert told[-1] == (50, 50)
    assert told == sorted(told)


def test_nothing_to_do_is_done_at_once() -> None:
    assert list(map_in_order(square, [], batch_size=4, report=ignore)) == []


def test_a_worker_s_death_is_survived(tmp_path: Path) -> None:
    work = partial(die_once, marker=tmp_path / "died")
    assert list(map_in_order(work, range(20), batch_size=4, workers=2, report=ignore)) == square(range(20))
    assert (tmp_path / "died").exists()


def test_work_that_kills_its_workers_is_given_up() -> None:
    with pytest.raises(WorkerDiedError, match="3 times"):
        list(map_in_order(die, range(20), batch_size=4, workers=2, report=ignore))


def test_an_error_in_a_worker_reaches_the_caller() -> None:
    with pytest.raises(ValueError, match="bad 0"):
        list(map_in_order(fail, range(20), batch_size=4, workers=2, report=ignore))
