"""The dataset as DuckDB sees it now: its Parquet files, opened again when a build has replaced them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from pipeline.publish.database import arrow_dataset
from pipeline.store.dataset import Dataset, DatasetError
from schemas import CLAIM_COMPARISONS, ENTITIES, NUMERIC_CLAIMS, RAW_TEXT, REJECTED_NUMBERS, REJECTED_SEEDS
from schemas.table import Table

TABLES = (RAW_TEXT, NUMERIC_CLAIMS, CLAIM_COMPARISONS, ENTITIES, REJECTED_NUMBERS, REJECTED_SEEDS)
# What every page asks is held in memory while it is small (about 150 MB), which makes a filter ten times as fast; a
# larger table is read from its files, so that any dataset opens at once.
HELD = (NUMERIC_CLAIMS, CLAIM_COMPARISONS, ENTITIES)
HELD_ROWS = 300_000
# What a search looks through: of a table in memory put together once, in small letters (the line feed keeps a phrase
# from running over); of one in files column by column, which is twice as fast there.
SEARCHED = {NUMERIC_CLAIMS.name: ", lower(concat_ws(chr(10), sentence, metric, subject)) AS searched"}
SAYS_HELD = "contains(c.searched, lower(?))"
SAYS_FILED = "({})".format(
    " OR ".join(f"contains(lower(c.{name}), lower(?))" for name in ("sentence", "metric", "subject"))
)
LOOK_SECONDS = 1.0  # a rebuilt dataset is noticed within this time

Result = TypeVar("Result")
Stamp = tuple[tuple[str, int, int, int], ...]


@dataclass(slots=True)
class Snapshot:
    """A connection to one state of the files; `memo` keeps what is computed once a state."""

    connection: duckdb.DuckDBPyConnection
    stamp: Stamp
    dataset: Dataset
    held: frozenset[str] = frozenset()
    memo: dict[Any, Any] = field(default_factory=dict)

    @property
    def says(self) -> str:
        """The condition that a claim says a word, which is bound as often as it has marks."""
        return SAYS_HELD if NUMERIC_CLAIMS.name in self.held else SAYS_FILED

    def of(self, table: Table, documents: Sequence[str]) -> str:
        """What to select from for rows of these documents: the files that may hold them, or the table in memory."""
        if table.name in self.held or not documents:
            return table.name
        return f"read_parquet({_list(self.dataset.files_of(table, documents))})"

    def rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        """A query's rows as dictionaries."""
        cursor = self.connection.cursor()
        try:
            cursor.execute(sql, values)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        finally:
            cursor.close()

    def once(self, key: Any, compute: Callable[[], Result]) -> Result:
        """A value computed at most once for this state of the files (twice, if two ask at the same time)."""
        if key not in self.memo:
            self.memo[key] = compute()
        found: Result = self.memo[key]
        return found


class Reader:
    """Gives the current snapshot. It takes no lock: a writer replaces files by renames and is never in its way."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._guard = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._looked = 0.0

    def snapshot(self) -> Snapshot:
        """The snapshot of the files as they stand; DatasetError if the dataset can't be read."""
        with self._guard:
            now = time.monotonic()
            if self._snapshot is None or now - self._looked > LOOK_SECONDS:
                stamp = self._stamp()
                if self._snapshot is None or stamp != self._snapshot.stamp:
                    held = frozenset(table.name for table in HELD if self.dataset.row_count(table) <= HELD_ROWS)
                    self._snapshot = Snapshot(self._connect(held), stamp, self.dataset, held)
                self._looked = now
            return self._snapshot

    def run(self, work: Callable[[Snapshot], Result]) -> Result:
        """`work` on the snapshot; once more on a new one if files were replaced or removed meanwhile."""
        try:
            return work(self.snapshot())
        except (duckdb.IOException, duckdb.InvalidInputException, FileNotFoundError):
            with self._guard:
                self._snapshot = None
            try:
                return work(self.snapshot())
            except (duckdb.Error, FileNotFoundError) as error:
                raise DatasetError(f"{self.dataset.folder} can't be read: {' '.join(str(error).split())}") from error

    def _stamp(self) -> Stamp:
        try:
            seen = [(path, path.stat()) for table in TABLES for path in self.dataset.files(table)]
        except FileNotFoundError:
            return ()
        return tuple((str(path), stat.st_ino, stat.st_size, stat.st_mtime_ns) for path, stat in seen)

    def _connect(self, held: frozenset[str]) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect()
        for table in TABLES:
            arrow_dataset(self.dataset, table)  # refuses what is not built, damaged or of another schema version
        connection.execute(f"SET allowed_directories = [{_literal(str(self.dataset.folder))}]")
        connection.execute("SET parquet_metadata_cache = true")  # the footers of hundreds of files, once
        for seal in ("temp_directory = ''", "enable_external_access = false", "python_enable_replacements = false"):
            connection.execute(f"SET {seal}")
        for table in TABLES:
            kind, searched = ("TABLE", SEARCHED.get(table.name, "")) if table.name in held else ("VIEW", "")
            rows = f"SELECT *{searched} FROM read_parquet({_list(self.dataset.files(table))})"  # noqa: S608
            connection.execute(f"CREATE {kind} {table.name} AS {rows}")
        connection.execute("SET lock_configuration = true")
        return connection


def _list(files: Sequence[Path]) -> str:
    return f"[{', '.join(_literal(str(path)) for path in files)}]"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
