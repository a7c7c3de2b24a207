"""The resource that every stage gets: where the seeds and the dataset are, and the right to write it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from pipeline.store.dataset import Dataset
from pipeline.store.lock import writer_lock


class Workspace(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Holds the dataset's writer lock while a run lasts: the in-process executor sets a resource up once a run."""

    seeds: str
    data: str

    @property
    def seeds_folder(self) -> Path:
        return Path(self.seeds)

    @property
    def dataset(self) -> Dataset:
        return Dataset(Path(self.data))

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Workspace]:
        def say_so() -> None:
            if context.log:
                context.log.info(f"Another run writes {self.data}: waiting for it to end.")

        with writer_lock(Path(self.data), say_so):
            yield self
