"""What the metadata files say of a table's files: names, sizes, digests, rows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pipeline.publish.database import arrow_dataset, built_tables, table_files
from pipeline.store.dataset import Dataset, DatasetError
from schemas.table import Table


@dataclass(frozen=True, slots=True)
class TableFile:
    """One Parquet file; `path` is relative to the data folder, POSIX style."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TableFiles:
    """A table that is there, with its files in the order of their names."""

    table: Table
    rows: int
    files: tuple[TableFile, ...]


def files_of(dataset: Dataset) -> list[TableFiles]:
    """Every table that is built, with its files.

    DatasetError if none is, if a file can't be read, or if it has another schema than would be described.
    """
    for table in built_tables(dataset):
        arrow_dataset(dataset, table)
    return [
        TableFiles(
            table,
            dataset.row_count(table),
            tuple(_file(dataset.folder, path) for path in table_files(dataset, table)),
        )
        for table in built_tables(dataset)
    ]


def _file(folder: Path, path: Path) -> TableFile:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return TableFile(path.relative_to(folder).as_posix(), path.stat().st_size, digest)
    except OSError as error:
        raise DatasetError(f"{path} can't be read ({error.strerror or error})") from None
