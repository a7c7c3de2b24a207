"""What takes too long is stopped, in the main thread and in others; what doesn't is left alone."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.engines.time_limit import OutOfTimeError, time_limit


def spin(seconds: float) -> str:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass
    return "done"


def limited(seconds: float, limit: float) -> str:
    with time_limit(limit):
        return spin(seconds)


@pytest.mark.parametrize("threads", [False, True])
def test_what_takes_too_long_is_stopped(threads: bool) -> None:
    started = time.process_time()
    with pytest.raises(OutOfTimeError):
        ThreadPoolExecutor(1).submit(limited, 30, 0.2).result() if threads else limited(30, 0.2)
    assert time.process_time() - started < 10


@pytest.mark.parametrize("threads", [False, True])
def test_what_is_in_time_is_not(threads: bool) -> None:
    with ThreadPoolExecutor(1) as pool:
        run = pool.submit(limited, 0.01, 0.5).result if threads else lambda: limited(0.01, 0.5)
        assert run() == "done"
        assert pool.submit(spin, 0.8).result() == "done"
