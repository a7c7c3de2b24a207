"""The dataset's tables as a DuckDB database in memory.

Tables come in as Arrow datasets over `data/<table>/*.parquet`: DuckDB pushes columns and filters down into the files, and
needs no file access of its own. So it is given none: a view over read_parquet() would need the folder to stay allowed,
and what DuckDB may read there it may also write.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as pads

from pipeline.store.dataset import Dataset, DatasetError
from schemas import SCHEMA_VERSION, TABLES
from schemas.arrow import arrow_schema
from schemas.table import Table

# Set one after the other; the last makes all of them final.
_SEALS = (
    "SET temp_directory = ''",  # a query too large for memory ends with an error, not with files
    "SET enable_external_access = false",  # no file, no network, no ATTACH, no COPY
    "SET python_enable_replacements = false",  # a name in a query is a table, never a variable of this program
    "SET allow_community_extensions = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET lock_configuration = true",
)


def table_files(dataset: Dataset, table: Table) -> list[Path]:
    """The Parquet files of a table, in the order of their names."""
    return sorted(path for path in (dataset.folder / table.name).glob("*.parquet") if not path.name.startswith("."))


def arrow_dataset(dataset: Dataset, table: Table, documents: Sequence[str] | None = None) -> pads.Dataset:
    """A table as an Arrow dataset: nothing is read until it is asked for. Of some documents alone: of the files that may
    hold their rows.

    DatasetError if the table isn't there, is damaged, or was written by another schema version.
    """
    files = table_files(dataset, table) if documents is None else dataset.files_of(table, documents)
    if not files:
        raise DatasetError(f"no table {table.name} in {dataset.folder}: build the dataset first")
    try:
        metadata = pads.dataset(files[0], format="parquet").schema.metadata or {}
        version = metadata.get(b"newsclaims.schema_version", b"none").decode()
        if version != str(SCHEMA_VERSION):
            raise DatasetError(
                f"{files[0]} has schema version {version}, this is {SCHEMA_VERSION}: delete the data folder and build again"
            )
        return pads.dataset([str(path) for path in files], schema=arrow_schema(table), format="parquet")
    except (pa.ArrowInvalid, OSError) as error:
        raise DatasetError(f"{files[0].parent} can't be read ({error}): delete it and build again") from error


def built_tables(dataset: Dataset) -> list[Table]:
    """The tables that are there; DatasetError if none is."""
    tables = [table for table in TABLES.values() if table_files(dataset, table)]
    if not tables:
        raise DatasetError(f"no dataset in {dataset.folder}: build it first (newsclaims build)")
    return tables


def connect(dataset: Dataset) -> duckdb.DuckDBPyConnection:
    """A database in memory with every built table as a view; it can neither read nor write anything else.

    DatasetError as `arrow_dataset`.
    """
    connection = duckdb.connect()
    for table in built_tables(dataset):
        connection.register(table.name, arrow_dataset(dataset, table))
    for seal in _SEALS:
        connection.execute(seal)
    return connection
