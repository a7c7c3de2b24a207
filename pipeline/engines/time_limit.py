"""A limit on the processor time that a piece of Python may take, wherever it runs.

Processor time, not the clock's: on a busy machine a text must not be lost that is read on an idle one.
"""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

LONGEST_SLEEP = 0.25


class OutOfTimeError(Exception):
    """The time is over."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError in the code within once it has taken so many seconds of processor time.

    By a signal in a process's main thread; in another thread (a cluster's worker runs tasks in one) by an exception
    that the interpreter raises there. Both wait for a call into C to return.
    """
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        with _by_signal(seconds):
            yield
    else:
        with _by_exception(seconds):
            yield


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _by_exception(seconds: float) -> Iterator[None]:
    thread = threading.get_ident()
    clock = time.pthread_getcpuclockid(thread)
    end = time.clock_gettime(clock) + seconds
    lock = threading.Lock()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            left = end - time.clock_gettime(clock)
            if left > 0:
                done.wait(min(left, LONGEST_SLEEP))
                continue
            with lock:
                if not done.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(OutOfTimeError))
            return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        with lock:
            done.set()
        watcher.join()
