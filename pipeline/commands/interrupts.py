"""Ctrl-C that comes at a moment when Python would drop it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

AGAIN_AFTER = 0.05  # seconds, by which the callback has ended


@contextmanager
def none_dropped() -> Iterator[None]:
    """Send an interrupt again that was raised where Python can only print it.

    Dagster raises its interrupt wherever the program stands. In a destructor or a weak reference's callback Python prints
    a traceback, drops the exception (`sys.unraisablehook`), and the build would go on as if nobody had asked it to end.
    """
    from dagster import DagsterExecutionInterruptedError

    before = sys.unraisablehook

    def send_again(dropped: UnraisableHookArgs) -> None:
        if issubclass(dropped.exc_type, (KeyboardInterrupt, DagsterExecutionInterruptedError)):
            threading.Timer(AGAIN_AFTER, os.kill, (os.getpid(), signal.SIGINT)).start()
        else:
            before(dropped)

    sys.unraisablehook = send_again
    try:
        yield
    finally:
        sys.unraisablehook = before
