"""The writer's lock: one run writes a dataset at a time, from the UI and from the command line alike.

The operating system holds it (flock, LockFileEx), so a dead process holds no lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.store.dataset import DatasetError

LOCK_NAME = ".writer.lock"


@contextmanager
def writer_lock(folder: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of a data folder; `on_wait` is called once if another writer has it.

    DatasetError if the folder can't be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK_NAME)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            on_wait()
            lock.acquire()
    except OSError as error:
        raise DatasetError(f"can't write to the data folder {folder}: {error.strerror or error}") from error
    try:
        yield
    finally:
        lock.release()


def is_locked(folder: Path) -> bool:
    """Whether another writer holds the lock of a data folder just now."""
    if not (folder / LOCK_NAME).exists():
        return False
    try:
        with FileLock(folder / LOCK_NAME, timeout=0):
            return False
    except Timeout:
        return True
