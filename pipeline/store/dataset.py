"""A dataset's folder: one folder of Parquet files a table, each file's footer saying what it was made from.

A file is written beside its place under a name that no reader looks at, checked, and moved into place by one rename:
a reader sees the old file or the new one, whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas import SCHEMA_VERSION
from schemas.arrow import arrow_schema
from schemas.table import Table

PART = "part-00000.parquet"
FOOTER_PREFIX = "newsclaims."


class DatasetError(Exception):
    """The data folder can't be used; the message is one clear line."""


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A table's new file, written and not yet in its place."""

    table: Table
    path: Path
    place: Path

    def publish(self) -> None:
        """Move the file into its place, where it lasts a power cut."""
        self.path.replace(self.place)
        _sync_folder(self.place.parent)

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The tables under one data folder."""

    folder: Path

    def place(self, table: Table) -> Path:
        """The path of the table's file."""
        return self.folder / table.name / PART

    def exists(self, table: Table) -> bool:
        return self.place(table).is_file()

    def read(self, table: Table, columns: Sequence[str] | None = None) -> pa.Table:
        """The table's rows; DatasetError if it isn't there, is damaged or was written by another schema version."""
        place = self.place(table)
        try:
            file = pq.ParquetFile(place)
            self._refuse_other_version(table, file.schema_arrow)
            data = file.read(columns=list(columns) if columns else None)
        except FileNotFoundError:
            raise DatasetError(f"no table {table.name} in {self.folder}: build the dataset first") from None
        except (pa.ArrowInvalid, OSError) as error:
            raise DatasetError(f"{place} can't be read ({error}): delete it and build again") from error
        return data if columns else data.cast(arrow_schema(table))

    def _refuse_other_version(self, table: Table, schema: pa.Schema) -> None:
        version = _footer(schema).get("schema_version")
        if version != str(SCHEMA_VERSION):
            raise DatasetError(
                f"{self.place(table)} has schema version {version or 'none'}, this is {SCHEMA_VERSION}: "
                "delete the data folder and build again"
            )

    def row_count(self, table: Table) -> int:
        """How many rows the table has; DatasetError as `read`."""
        try:
            rows: int = pq.read_metadata(self.place(table)).num_rows
        except (pa.ArrowInvalid, OSError) as error:
            raise DatasetError(f"{self.place(table)} can't be read ({error}): delete it and build again") from error
        return rows

    def footer(self, table: Table) -> dict[str, str]:
        """What the table's file says it was made from; empty if it isn't there or isn't ours."""
        try:
            return _footer(pq.read_schema(self.place(table)))
        except (OSError, pa.ArrowInvalid):
            return {}

    def digest(self, table: Table) -> str:
        """SHA-256 of the table's file, hex; DatasetError if it isn't there."""
        try:
            with self.place(table).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            raise DatasetError(f"no table {table.name} in {self.folder}: build the dataset first") from None

    def write(self, table: Table, data: pa.Table, footer: Mapping[str, str]) -> PendingFile:
        """Write a table beside its place, zstd-compressed, the same bytes for the same rows and footer.

        DatasetError if the folder can't be written. The caller publishes or discards the file.
        """
        place = self.place(table)
        pending = place.with_name(f".{PART}.{os.getpid()}.tmp")
        facts = {"table": table.name, "schema_version": str(SCHEMA_VERSION), **footer}
        metadata = {**(data.schema.metadata or {}), **{FOOTER_PREFIX + key: value for key, value in facts.items()}}
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._remove_leftovers(place.parent)
            with pending.open("wb") as sink:
                pq.write_table(data.replace_schema_metadata(metadata), sink, compression="zstd")
                sink.flush()
                os.fsync(sink.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                pending.unlink()
            raise DatasetError(f"can't write {place}: {error.strerror or error}") from error
        return PendingFile(table, pending, place)

    @staticmethod
    def _remove_leftovers(folder: Path) -> None:
        """Only the holder of the writer's lock writes, so a temporary file that is there was left by a killed run."""
        for leftover in folder.glob(f".{PART}.*.tmp"):
            leftover.unlink(missing_ok=True)


def _footer(schema: pa.Schema) -> dict[str, str]:
    metadata = schema.metadata or {}
    return {
        key.decode().removeprefix(FOOTER_PREFIX): value.decode()
        for key, value in metadata.items()
        if key.decode().startswith(FOOTER_PREFIX)
    }


def _sync_folder(folder: Path) -> None:
    """A rename lasts only once its folder is on disk."""
    with contextlib.suppress(OSError):  # some file systems can't sync a folder
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def discard_all(files: Sequence[PendingFile]) -> None:
    for file in files:
        file.discard()


@contextlib.contextmanager
def discarded_on_error(files: Sequence[PendingFile]) -> Iterator[None]:
    """Leave no temporary file behind when what follows fails."""
    try:
        yield
    except BaseException:
        discard_all(files)
        raise
