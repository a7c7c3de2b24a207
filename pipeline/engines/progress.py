"""How a stage tells how far it is, whoever listens: a progress bar, plain lines, Dagster's log."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

# Called with (done, total) items.
Report = Callable[[int, int], None]

# Called with (stage, done, total); the command line sets it to its progress bar.
LISTENER: ContextVar[Callable[[str, int, int], None] | None] = ContextVar("listener", default=None)


def reporter(stage: str) -> Report:
    """A report for one stage that passes on to whoever listens, and costs nothing if nobody does."""
    listener = LISTENER.get()

    def report(done: int, total: int) -> None:
        if listener:
            listener(stage, done, total)

    return report
