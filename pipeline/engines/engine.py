"""What an engine does: run a function over items, in order, and survive the death of workers.

Results come in the order of the items whatever the number of workers, so that a dataset's bytes don't depend on the
machine. A worker that dies takes with it whatever was under way; each of those items is tried again alone, and one that
kills its worker alone is split, until what kills is known.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Workers that died in one run before it is given up: something else than a document kills them.
MAX_DEATHS = 100
# A single document that was under way when a worker died is tried this often, alone: the worker may have died of
# something else.
TRIES_ALONE = 2


class WorkerDiedError(Exception):
    """Workers died again and again (killed, or out of memory)."""


@dataclass(frozen=True, slots=True)
class Died:
    """In place of a result: the worker died at this item each time."""

    reason: str


class Pending(ABC):
    """Work that was handed out."""

    @abstractmethod
    def result(self) -> object:
        """Wait for it; raises what the function raised, and WorkerDiedError if the worker died."""


class Engine(ABC):
    """Workers that functions run on; `close` ends them."""

    workers: int
    deaths = 0

    @abstractmethod
    def submit(self, function: Callable[[Item], Result], item: Item) -> Pending:
        """Hand out work; starts workers where there are none."""

    @abstractmethod
    def revive(self) -> None:
        """Called after a worker's death, before anything else is submitted."""

    @abstractmethod
    def close(self) -> None:
        """End the workers; the engine may be used again."""

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        split: Callable[[Item], Sequence[Item]],
    ) -> Iterator[tuple[Item, Result | Died]]:
        """Yield each item with its result, in order; an item that was split comes as its parts.

        A few items are under way at a time, not all of them: memory doesn't grow with the work. Raises what the
        function raises, and WorkerDiedError if workers keep dying.
        """
        under_way: deque[tuple[Item, Pending]] = deque()
        for item in items:
            under_way.append((item, self.submit(function, item)))
            if len(under_way) >= 2 * self.workers:
                yield from self._next(function, under_way, split)
        while under_way:
            yield from self._next(function, under_way, split)

    def _next(
        self,
        function: Callable[[Item], Result],
        under_way: deque[tuple[Item, Pending]],
        split: Callable[[Item], Sequence[Item]],
    ) -> Iterator[tuple[Item, Result | Died]]:
        item, pending = under_way.popleft()
        try:
            yield item, pending.result()  # type: ignore[misc]
        except WorkerDiedError:
            suspects = [item, *(other for other, _ in under_way)]
            under_way.clear()
            self._count_death()
            for suspect in suspects:
                yield from self._alone(function, suspect, split)

    def _alone(
        self,
        function: Callable[[Item], Result],
        item: Item,
        split: Callable[[Item], Sequence[Item]],
    ) -> Iterator[tuple[Item, Result | Died]]:
        parts = split(item)
        reason = ""
        for _ in range(TRIES_ALONE if len(parts) <= 1 else 1):
            try:
                yield item, self.submit(function, item).result()  # type: ignore[misc]
            except WorkerDiedError as error:
                reason = str(error)
                self._count_death()
            else:
                return
        if len(parts) <= 1:
            yield item, Died(reason)
        else:
            for part in parts:
                yield from self._alone(function, part, split)

    def _count_death(self) -> None:
        self.deaths += 1
        if self.deaths > MAX_DEATHS:
            raise WorkerDiedError(f"{self.deaths} worker processes died (killed, or out of memory): giving up")
        self.revive()
