"""A dataset's folder: one folder of Parquet files a table, one file a bucket of documents.

Each file's footer says what it was made from. A file is written beside its place under a name that no reader looks at,
checked, and moved into place by one rename: a reader sees the old file or the new one, whole.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.store.buckets import bucket_of, document_key
from schemas import SCHEMA_VERSION
from schemas.arrow import arrow_schema
from schemas.table import Table

FOOTER_PREFIX = "newsclaims."
SUFFIX = ".parquet"


class DatasetError(Exception):
    """The data folder can't be used; the message is one clear line."""


def part_name(bucket: int) -> str:
    """The name of a bucket's file; names sort as buckets do."""
    return f"part-{bucket:05d}{SUFFIX}"


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A new file of a table, written and not yet in its place."""

    table: Table
    path: Path
    place: Path

    def read(self) -> pa.Table:
        """The rows as they will be published."""
        with pq.ParquetFile(self.path) as file:
            return file.read().cast(arrow_schema(self.table))

    def publish(self) -> None:
        """Move the file into its place, where it lasts a power cut; DatasetError if that can't be done."""
        try:
            self.path.replace(self.place)
        except OSError as error:
            raise DatasetError(f"can't write {self.place}: {error.strerror or error}") from error
        _sync_folder(self.place.parent)

    def discard(self) -> None:
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The tables under one data folder."""

    folder: Path

    def place(self, table: Table, name: str = part_name(0)) -> Path:
        """The path of one of the table's files: that of its first bucket unless another is named."""
        return self.folder / table.name / name

    def files(self, table: Table) -> list[Path]:
        """The table's files, in the order of their names; none if it isn't built."""
        found = (self.folder / table.name).glob(f"*{SUFFIX}")
        return sorted(path for path in found if not path.name.startswith("."))

    def files_of(self, table: Table, documents: Iterable[str]) -> list[Path]:
        """The files that may hold rows of these documents: their buckets', or all where there is no whole set of buckets."""
        files = self.files(table)
        total = len(files)
        if not total or total & (total - 1) or [path.name for path in files] != [part_name(n) for n in range(total)]:
            return files
        return [files[bucket] for bucket in sorted({bucket_of(document_key(one), total) for one in documents})]

    def exists(self, table: Table) -> bool:
        return bool(self.files(table))

    def read(self, table: Table, columns: Sequence[str] | None = None) -> pa.Table:
        """The table's rows, bucket by bucket.

        DatasetError if it isn't there, is damaged or was written by another schema version.
        """
        files = self.files(table)
        if not files:
            raise DatasetError(f"no table {table.name} in {self.folder}: build the dataset first")
        return pa.concat_tables([self.read_file(table, path, columns) for path in files])

    def read_file(self, table: Table, path: Path, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows of one of the table's files; DatasetError as `read`."""
        try:
            with pq.ParquetFile(path) as file:
                self._refuse_other_version(path, file.schema_arrow)
                data = file.read(columns=list(columns) if columns else None)
        except FileNotFoundError:
            raise DatasetError(f"no file {path}: build the dataset first") from None
        except (pa.ArrowException, OSError) as error:
            raise DatasetError(f"{path} can't be read ({error}): delete it and build again") from error
        if columns:
            return data.replace_schema_metadata(None)
        return data.cast(arrow_schema(table))

    @staticmethod
    def _refuse_other_version(path: Path, schema: pa.Schema) -> None:
        version = _footer(schema).get("schema_version")
        if version != str(SCHEMA_VERSION):
            raise DatasetError(
                f"{path} has schema version {version or 'none'}, this is {SCHEMA_VERSION}: "
                "delete the data folder and build again"
            )

    def row_count(self, table: Table) -> int:
        """How many rows the table has; DatasetError as `read`."""
        rows = 0
        for path in self.files(table):
            try:
                rows += pq.read_metadata(path).num_rows
            except (pa.ArrowException, OSError) as error:
                raise DatasetError(f"{path} can't be read ({error}): delete it and build again") from error
        return rows

    def size(self, table: Table) -> int:
        """How many bytes the table's files have."""
        return sum(path.stat().st_size for path in self.files(table))

    def footer(self, table: Table, name: str = part_name(0)) -> dict[str, str]:
        """What one of the table's files says it was made from; empty if it isn't there or isn't ours."""
        try:
            return _footer(pq.read_schema(self.place(table, name)))
        except (OSError, pa.ArrowException, UnicodeDecodeError):
            return {}

    def write(self, table: Table, data: pa.Table, footer: Mapping[str, str], name: str = part_name(0)) -> PendingFile:
        """Write a file of a table beside its place, zstd-compressed, the same bytes for the same rows and footer.

        DatasetError if the folder can't be written. The caller publishes or discards the file.
        """
        place = self.place(table, name)
        pending = place.with_name(f".{name}.{os.getpid()}.tmp")
        facts = {"table": table.name, "schema_version": str(SCHEMA_VERSION), **footer}
        metadata = {**(data.schema.metadata or {}), **{FOOTER_PREFIX + key: value for key, value in facts.items()}}
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with pending.open("wb") as sink:
                pq.write_table(data.replace_schema_metadata(metadata), sink, compression="zstd")
                sink.flush()
                os.fsync(sink.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                pending.unlink()
            raise DatasetError(f"can't write {place}: {error.strerror or error}") from error
        return PendingFile(table, pending, place)

    def remove(self, path: Path) -> None:
        """Remove a file of a table; DatasetError if it can't be."""
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise DatasetError(f"can't remove {path}: {error.strerror or error}") from error
        _sync_folder(path.parent)

    def remove_leftovers(self) -> None:
        """Only the holder of the writer's lock writes: a temporary file found by it was left by a killed run."""
        for leftover in self.folder.glob(f"*/.*{SUFFIX}.*.tmp"):
            with contextlib.suppress(OSError):
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


@contextlib.contextmanager
def discarded_on_error(files: Sequence[PendingFile]) -> Iterator[None]:
    """Leave no temporary file behind when what follows fails."""
    try:
        yield
    except BaseException:
        for file in files:
            file.discard()
        raise
