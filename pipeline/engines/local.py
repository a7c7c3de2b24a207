"""A pool of processes on this machine, for work that spaCy and Python do on one core each.

ProcessPoolExecutor was the fastest of the engines measured for this work.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from pipeline.engines.engine import Engine, Item, Pending, Result, WorkerDiedError

# A worker takes 0.5 GiB with the model loaded; a document on which it would take this much more fails alone,
# instead of taking the machine's memory from all.
WORKER_MEMORY = 4 << 30


class LocalEngine(Engine):
    """Processes on this machine, started when first needed and kept for the next stage."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or available_cores()
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, function: Callable[[Item], Result], item: Item) -> Pending:
        """Hand work to the pool."""
        if self._pool is None:
            # spawn: a forked child of a threaded parent (Dagster's is) can deadlock
            self._pool = ProcessPoolExecutor(
                self.workers, mp_context=multiprocessing.get_context("spawn"), initializer=_prepare_worker
            )
        try:
            return _Submitted(self._pool.submit(function, item))
        except BrokenProcessPool as error:
            return _Submitted(_failed(error))

    def revive(self) -> None:
        """A pool that lost a worker is broken: leave it, the next work starts another.

        It ends the workers left by SIGTERM, and waits for them. Where the build was started with that signal ignored, as
        some shells start what runs behind, they are too, and it would wait for ever.
        """
        for worker in list((self._pool._processes or {}).values() if self._pool is not None else ()):
            worker.kill()  # ProcessPoolExecutor.kill_workers does this from Python 3.14 on
        self.close()

    def close(self) -> None:
        """End the pool."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


class _Submitted(Pending):
    def __init__(self, future: Future[object]) -> None:
        self._future = future

    def result(self) -> object:
        try:
            return self._future.result()
        except BrokenProcessPool as error:
            raise WorkerDiedError("its worker process died (killed, or out of memory)") from error


def _failed(error: Exception) -> Future[object]:
    future: Future[object] = Future()
    future.set_exception(error)
    return future


def _prepare_worker() -> None:
    """Ctrl-C is the parent's to handle; a worker ends with its parent, at once, and within its memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    atexit.register(os._exit, 0)  # to take a model and its words apart takes seconds, for nothing
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (WORKER_MEMORY, hard))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def available_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
