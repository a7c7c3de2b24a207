"""A pool of processes on this machine, for work that spaCy and Python do on one core each.

ProcessPoolExecutor was the fastest of the engines measured for this work. Results come in the order of the items
whatever the number of workers, so that a dataset's bytes don't depend on the machine.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Item = TypeVar("Item")
Batch = TypeVar("Batch")
Result = TypeVar("Result")

# A worker that dies breaks the pool: it is built anew this often before the work is given up.
MAX_REBUILDS = 2


class WorkerDiedError(Exception):
    """Workers died again and again at the same work (out of memory, killed)."""


def map_in_order(
    function: Callable[[Sequence[Item]], Sequence[Result]],
    items: Sequence[Item],
    *,
    batch_size: int,
    report: Callable[[int, int], None],
    workers: int | None = None,
) -> Iterator[Result]:
    """Apply `function` to batches of items; yield its results, one an item, in the items' order.

    One batch is done in this process: a pool costs seconds to start. `report(done, total)` is called after each batch.
    Raises what the function raises, and WorkerDiedError if workers keep dying.
    """
    batches = [items[start : start + batch_size] for start in range(0, len(items), batch_size)]
    workers = min(workers or available_cores(), len(batches))
    done = 0
    results = map(function, batches) if workers <= 1 else _map_in_pool(function, batches, workers)
    for result in results:
        yield from result
        done = min(done + batch_size, len(items))
        report(done, len(items))


def _map_in_pool(function: Callable[[Batch], Result], batches: Sequence[Batch], workers: int) -> Iterator[Result]:
    finished = 0
    for rebuild in range(MAX_REBUILDS + 1):
        try:
            for result in _one_pool(function, batches[finished:], workers):
                finished += 1
                yield result
            return
        except BrokenProcessPool as error:
            if rebuild == MAX_REBUILDS:
                raise WorkerDiedError(
                    f"a worker process died {rebuild + 1} times (killed, or out of memory)"
                ) from error


def _one_pool(function: Callable[[Batch], Result], batches: Sequence[Batch], workers: int) -> Iterator[Result]:
    """Keep a few batches under way, not all of them, so that memory doesn't grow with the work."""
    # spawn: a forked child of a threaded parent (Dagster's is) can deadlock
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    under_way: deque[Future[Result]] = deque()
    try:
        for batch in batches:
            under_way.append(pool.submit(function, batch))
            if len(under_way) >= 2 * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def available_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
