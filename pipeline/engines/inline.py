"""This process itself, for work too small to start others for."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.engines.engine import Engine, Item, Pending, Result


class InlineEngine(Engine):
    """Does each piece of work when its result is asked for."""

    workers = 1

    def submit(self, function: Callable[[Item], Result], item: Item) -> Pending:
        """Remember the work."""
        return _Call(function, item)

    def revive(self) -> None:
        """Nothing dies here but all."""

    def close(self) -> None:
        """Nothing to end."""


class _Call(Pending):
    def __init__(self, function: Callable[..., object], item: object) -> None:
        self._function = function
        self._item = item

    def result(self) -> object:
        return self._function(self._item)
