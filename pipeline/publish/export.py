"""Export tables as CSV, JSON lines, a DuckDB database or an SQLite database."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, Literal, TextIO

import duckdb
import pyarrow as pa

from pipeline.publish.cells import csv_cell, json_text, json_value
from pipeline.publish.database import arrow_dataset
from pipeline.store.aside import written_aside
from pipeline.store.dataset import Dataset
from schemas.table import Column, Table

Format = Literal["csv", "jsonl", "duckdb", "sqlite"]
TEXT_FORMATS = ("csv", "jsonl")

_SQLITE_TYPES = {"int32": "INTEGER", "int64": "INTEGER", "bool": "INTEGER", "double": "REAL"}


class ExportError(Exception):
    """An export that can't be made; the message is one clear line."""


def export(
    dataset: Dataset,
    tables: Sequence[Table],
    to: Format,
    out: Path,
    *,
    neutral: bool = True,
    overwrite: bool = False,
) -> list[Path]:
    """Write tables in another format; return the files written.

    CSV and JSON lines: a file a table in the folder `out`, or, of one table, the file `out` if its name ends in the
    format's name. The databases: one file `out` with every table. What is written stands under a temporary name until
    all of it is there. `neutral` as in `csv_cell`.
    ExportError if something stands in the way or can't be written; DatasetError if a table can't be read.
    """
    places = _places(tables, to, out)
    standing = [place for place in places.values() if place.exists()]
    if standing and not overwrite:
        raise ExportError(f"{standing[0]} exists: name another place, or give --overwrite")
    try:
        if to in TEXT_FORMATS:
            for place in places.values():
                place.parent.mkdir(parents=True, exist_ok=True)
            with _written_aside(list(places.values())) as aside:
                for table, path in zip(tables, aside, strict=True):
                    _write_text(dataset, table, to, path, neutral)
        else:
            out.parent.mkdir(parents=True, exist_ok=True)
            with _written_aside([out]) as (path,):
                (_write_duckdb if to == "duckdb" else _write_sqlite)(dataset, tables, path)
    except OSError as error:
        raise ExportError(f"can't write {out}: {error.strerror or error}") from None
    except (duckdb.Error, sqlite3.Error) as error:
        raise ExportError(f"can't write {out}: {' '.join(str(error).split())}") from None
    return list(dict.fromkeys(places.values()))


def _places(tables: Sequence[Table], to: Format, out: Path) -> dict[str, Path]:
    """Where each table goes."""
    if to not in TEXT_FORMATS:
        if out.is_dir():
            raise ExportError(f"{out} is a folder: name a file for the database")
        return {table.name: out for table in tables}
    if out.suffix.lower() == f".{to}" and not out.is_dir():
        if len(tables) > 1:
            raise ExportError(f"{len(tables)} tables don't go into one {to} file: name a folder, or one --table")
        return {tables[0].name: out}
    if out.exists() and not out.is_dir():
        raise ExportError(f"{out} is a file: name a folder, or a file that ends in .{to}")
    return {table.name: out / f"{table.name}.{to}" for table in tables}


@contextmanager
def _written_aside(places: Sequence[Path]) -> Iterator[list[Path]]:
    """Temporary names beside the places, moved there when all is written and removed when it isn't."""
    with ExitStack() as stack:
        aside = [stack.enter_context(written_aside(place)) for place in places]
        for path in aside:  # DuckDB's log, if it broke off
            stack.callback(path.with_name(f"{path.name}.wal").unlink, missing_ok=True)
        yield aside


def _rows(dataset: Dataset, table: Table) -> Iterator[dict[str, Any]]:
    for batch in arrow_dataset(dataset, table).to_batches():
        yield from batch.to_pylist(maps_as_pydicts="strict")


def _write_text(dataset: Dataset, table: Table, to: Format, path: Path, neutral: bool) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        if to == "csv":
            cells = ([row[name] for name in table.column_names] for row in _rows(dataset, table))
            write_csv(file, table.column_names, cells, neutral)
        else:
            for row in _rows(dataset, table):
                file.write(json_text(row) + "\n")


def write_csv(file: TextIO, names: Sequence[str], rows: Iterator[Sequence[Any]], neutral: bool) -> None:
    """A header and rows, RFC 4180 but for the line feed alone at the end of a line."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([csv_cell(name, neutral) for name in names])
    writer.writerows([csv_cell(value, neutral) for value in row] for row in rows)


def _write_duckdb(dataset: Dataset, tables: Sequence[Table], path: Path) -> None:
    """Types as in the Parquet files, keys, and each column's meaning as its comment."""
    with closing(duckdb.connect(str(path))) as connection:
        for table in tables:
            columns = [
                f"{_name(column.name)} {_duckdb_type(column.type)}{_not_null(column)}" for column in table.columns
            ]
            connection.execute(f"CREATE TABLE {_name(table.name)} ({', '.join([*columns, _key(table)])})")
            connection.register("rows_to_insert", arrow_dataset(dataset, table))
            names = ", ".join(map(_name, table.column_names))
            connection.execute(f"INSERT INTO {_name(table.name)} SELECT {names} FROM rows_to_insert")  # noqa: S608
            connection.unregister("rows_to_insert")
            connection.execute(f"COMMENT ON TABLE {_name(table.name)} IS {_text(table.description)}")
            for column in table.columns:
                place = f"{_name(table.name)}.{_name(column.name)}"
                connection.execute(f"COMMENT ON COLUMN {place} IS {_text(column.description)}")


def _write_sqlite(dataset: Dataset, tables: Sequence[Table], path: Path) -> None:
    """Lists and maps as JSON text, dates as ISO 8601 text, truth as 0 and 1; meanings stand in `sqlite_schema`."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # the file is new, and is thrown away if it isn't finished
        for table in tables:
            connection.execute(_sqlite_ddl(table, {other.name for other in tables}))
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(
                f"INSERT INTO {_name(table.name)} VALUES ({marks})",  # noqa: S608
                ([_sqlite_value(row[name]) for name in table.column_names] for row in _rows(dataset, table)),
            )
            connection.commit()


def _sqlite_ddl(table: Table, there: set[str]) -> str:
    lines = [
        (f"{_name(column.name)} {_SQLITE_TYPES.get(str(column.type), 'TEXT')}{_not_null(column)}", column.description)
        for column in table.columns
    ]
    lines.append((_key(table), "one row each"))
    lines += [
        (f"FOREIGN KEY ({_name(key.column)}) REFERENCES {_name(key.table)} ({_name(key.target)})", "")
        for key in table.foreign_keys
        if key.table in there
    ]
    body = [
        f"  {line}{',' if number < len(lines) else ''}" + (f" -- {meaning}" if meaning else "")
        for number, (line, meaning) in enumerate(lines, 1)
    ]
    return "\n".join([f"CREATE TABLE {_name(table.name)} ( -- {table.description}", *body, ")"])


def _sqlite_value(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return json_text(value)
    return int(value) if isinstance(value, bool) else json_value(value)


def _duckdb_type(arrow: pa.DataType) -> str:
    if pa.types.is_list(arrow):
        return f"{_duckdb_type(arrow.value_type)}[]"
    if pa.types.is_map(arrow):
        return f"MAP({_duckdb_type(arrow.key_type)}, {_duckdb_type(arrow.item_type)})"
    return _DUCKDB_TYPES[str(arrow)]


_DUCKDB_TYPES = {
    "string": "VARCHAR",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "double": "DOUBLE",
    "bool": "BOOLEAN",
    "date32[day]": "DATE",
}


def _key(table: Table) -> str:
    return f"PRIMARY KEY ({', '.join(map(_name, table.key))})"


def _not_null(column: Column) -> str:
    return "" if column.nullable else " NOT NULL"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
