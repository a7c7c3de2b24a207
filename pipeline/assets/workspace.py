"""The resource that every stage gets: where the seeds and the dataset are, the right to write it, and the workers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from pydantic import Field, PrivateAttr

from pipeline.engines import DASK, LOCAL
from pipeline.engines.engine import Engine
from pipeline.engines.local import LocalEngine
from pipeline.settings import Settings, place_of
from pipeline.store import receipt
from pipeline.store.dataset import Dataset
from pipeline.store.lock import writer_lock
from pipeline.store.published import WORK, fetch_to_work, folder_for, is_published, publish
from schemas import REJECTED_SEEDS


class Workspace(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Holds the dataset's writer lock while a run lasts: the in-process executor sets a resource up once a run."""

    seeds: str
    data: str
    data_url: str = ""  # where the dataset is published, if it is
    engine: str = LOCAL
    workers: int = 0  # as many as there are cores
    scheduler: str = ""  # dask's address; without one, workers on this machine
    # our name of a column -> its name in the seeds, where it differs
    columns: dict[str, str] = Field(default_factory=dict)
    # what a receipt is to say of a run of all stages, see pipeline.store.receipt; empty for none
    made_from: dict[str, str] = Field(default_factory=dict)
    _engine: Engine | None = PrivateAttr(default=None)

    @property
    def seeds_folder(self) -> Path | str:
        """A folder's path, or a URL."""
        return place_of(self.seeds)

    @property
    def dataset(self) -> Dataset:
        return Dataset(Path(self.data))

    def workers_of_run(self) -> Engine:
        """The engine, started when a stage first needs it and kept for the stages that follow."""
        if self._engine is None:
            self._engine = _make_engine(self.engine, self.workers or None, self.scheduler or None)
        return self._engine

    def finish(self) -> int:
        """After the last stage, while no other run may write: publish the dataset if it lies behind a URL, and note down
        what it was made from. How many files were uploaded."""
        uploaded = publish(self.data_url, Path(self.data)) if self.data_url else 0
        seeds = self.dataset.footer(REJECTED_SEEDS).get("seeds")
        if self.made_from and self.made_from["seeds"] == seeds:
            receipt.write(Path(self.data), self.made_from)
        return uploaded

    def is_published(self) -> bool:
        """Whether there is nothing to publish, by the local files alone."""
        return not self.data_url or is_published(Path(self.data))

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Workspace]:
        def say_so() -> None:
            if context.log:
                context.log.info(f"Another run writes {self.data}: waiting for it to end.")

        with writer_lock(Path(self.data), say_so):
            self.dataset.remove_leftovers()
            if self.data_url:
                fetch_to_work(self.data_url, Path(self.data))
            try:
                yield self
            finally:
                if self._engine is not None:
                    self._engine.close()
                    self._engine = None


def workspace_of(settings: Settings) -> Workspace:
    """The workspace that the settings describe; SettingsError if they can't be used."""
    place = settings.data_place
    return Workspace(
        seeds=str(settings.seeds_place),
        data=str(folder_for(place, settings.cache_folder, WORK) if isinstance(place, str) else place),
        data_url=place if isinstance(place, str) else "",
        engine=settings.engine.kind,
        workers=settings.engine.workers,
        scheduler=settings.engine.scheduler,
        columns=settings.columns.model_dump(),
    )


def _make_engine(name: str, workers: int | None, scheduler: str | None) -> Engine:
    if name == DASK:
        from pipeline.engines.cluster import ClusterEngine

        return ClusterEngine(scheduler, workers)
    return LocalEngine(workers)
