"""The resource that every stage gets: where the seeds and the dataset are, the right to write it, and the workers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from pydantic import PrivateAttr

from pipeline.engines import DASK, LOCAL
from pipeline.engines.engine import Engine
from pipeline.engines.local import LocalEngine
from pipeline.store.dataset import Dataset
from pipeline.store.lock import writer_lock


class Workspace(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Holds the dataset's writer lock while a run lasts: the in-process executor sets a resource up once a run."""

    seeds: str
    data: str
    engine: str = LOCAL
    workers: int = 0  # as many as there are cores
    scheduler: str = ""  # dask's address; without one, workers on this machine
    _engine: Engine | None = PrivateAttr(default=None)

    @property
    def seeds_folder(self) -> Path:
        return Path(self.seeds)

    @property
    def dataset(self) -> Dataset:
        return Dataset(Path(self.data))

    def workers_of_run(self) -> Engine:
        """The engine, started when a stage first needs it and kept for the stages that follow."""
        if self._engine is None:
            self._engine = _make_engine(self.engine, self.workers or None, self.scheduler or None)
        return self._engine

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Workspace]:
        def say_so() -> None:
            if context.log:
                context.log.info(f"Another run writes {self.data}: waiting for it to end.")

        with writer_lock(Path(self.data), say_so):
            self.dataset.remove_leftovers()
            try:
                yield self
            finally:
                if self._engine is not None:
                    self._engine.close()
                    self._engine = None


def _make_engine(name: str, workers: int | None, scheduler: str | None) -> Engine:
    if name == DASK:
        from pipeline.engines.cluster import ClusterEngine

        return ClusterEngine(scheduler, workers)
    return LocalEngine(workers)
