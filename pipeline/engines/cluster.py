"""dask.distributed: the same functions on the workers of a cluster.

An existing engine with a scheduler of its own, so that none is written here. Of those measured it needs the fewest
lines, survives the death of workers and nodes, and takes the least memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.engines.engine import Engine, Item, Pending, Result, WorkerDiedError

if TYPE_CHECKING:
    from distributed import Client, Future


SECONDS_TO_CONNECT = 30


class EngineMissingError(Exception):
    """The engine's library isn't installed, or its scheduler can't be reached; the message is one clear line."""


class ClusterEngine(Engine):
    """The workers behind a dask scheduler; without an address, a scheduler and workers on this machine's loopback."""

    def __init__(self, scheduler: str | None = None, workers: int | None = None) -> None:
        try:
            from distributed import Client, LocalCluster
        except ImportError as error:
            raise EngineMissingError(
                'the engine "dask" needs dask.distributed: pip install "newsclaims[dask]"'
            ) from error
        self._cluster = None
        try:
            if scheduler is None:
                self._cluster = LocalCluster(
                    n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
                )
            self._client: Client = Client(self._cluster or scheduler, timeout=SECONDS_TO_CONNECT)
            self._client.wait_for_workers(1, timeout=2 * SECONDS_TO_CONNECT)
        except (OSError, TimeoutError, ValueError) as error:
            raise EngineMissingError(f"no dask scheduler with workers at {scheduler}: {error}") from error
        self.workers = max(1, sum(self._client.nthreads().values()))

    def submit(self, function: Callable[[Item], Result], item: Item) -> Pending:
        """Hand work to the scheduler."""
        return _Submitted(self._client.submit(function, item, pure=False))

    def revive(self) -> None:
        """The scheduler has other workers, or its nanny starts them anew: wait for one."""
        self._client.wait_for_workers(1, timeout=600)

    def close(self) -> None:
        """Leave the scheduler; end it if it was started here."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()


class _Submitted(Pending):
    def __init__(self, future: Future) -> None:
        self._future = future

    def result(self) -> object:
        from distributed import KilledWorker

        try:
            return self._future.result()
        except KilledWorker as error:
            raise WorkerDiedError("its worker on the cluster died, on several tries") from error
        finally:
            self._future.release()
