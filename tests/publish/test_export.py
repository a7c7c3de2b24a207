"""An export holds what the tables hold, and is there whole or not at all."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.publish.cells import csv_cell, json_value
from pipeline.publish.export import ExportError, Format, export
from pipeline.store.dataset import Dataset
from schemas import CLAIM_COMPARISONS, NUMERIC_CLAIMS, RAW_TEXT, TABLES
from schemas.table import Table

ALL = list(TABLES.values())


def rows_of(dataset: Dataset, table: Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = dataset.read(table).to_pylist(maps_as_pydicts="strict")
    return rows


def test_csv_holds_every_row(seed_dataset: Dataset, tmp_path: Path) -> None:
    files = export(seed_dataset, ALL, "csv", tmp_path / "new" / "csv")
    assert files == [tmp_path / "new" / "csv" / f"{name}.csv" for name in TABLES]
    for table, file in zip(ALL, files, strict=True):
        with file.open(encoding="utf-8", newline="") as opened:
            header, *rows = csv.reader(opened)
        assert header == list(table.column_names)
        assert rows == [[csv_cell(value) for value in row.values()] for row in rows_of(seed_dataset, table)]


def test_jsonl_holds_every_row(seed_dataset: Dataset, tmp_path: Path) -> None:
    for table, file in zip(ALL, export(seed_dataset, ALL, "jsonl", tmp_path), strict=True):
        lines = file.read_text(encoding="utf-8").splitlines()
        assert [json.loads(line) for line in lines] == [json_value(row) for row in rows_of(seed_dataset, table)]


def test_one_table_goes_into_one_file(seed_dataset: Dataset, tmp_path: Path) -> None:
    assert export(seed_dataset, [NUMERIC_CLAIMS], "csv", tmp_path / "a.csv") == [tmp_path / "a.csv"]
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_duckdb_holds_every_row_with_types_keys_and_meanings(seed_dataset: Dataset, tmp_path: Path) -> None:
    (file,) = export(seed_dataset, ALL, "duckdb", tmp_path / "claims.duckdb")
    with duckdb.connect(str(file), read_only=True) as database:
        for table in ALL:
            rows = database.execute(f"select * from {table.name}").fetchall()
            assert rows == [tuple(row.values()) for row in rows_of(seed_dataset, table)]
            found = database.execute(
                "select column_name, comment from duckdb_columns() where table_name = ? order by column_index",
                [table.name],
            ).fetchall()
            assert found == [(column.name, column.description) for column in table.columns]
        key = database.execute(
            "select constraint_column_names from duckdb_constraints() "
            "where table_name = 'numeric_claims' and constraint_type = 'PRIMARY KEY'"
        ).fetchall()
    assert key == [(["claim_id"],)]
    assert [path.name for path in tmp_path.iterdir()] == ["claims.duckdb"]


def test_sqlite_holds_every_row_and_its_references_hold(seed_dataset: Dataset, tmp_path: Path) -> None:
    (file,) = export(seed_dataset, ALL, "sqlite", tmp_path / "claims.sqlite")
    database = sqlite3.connect(file)
    try:
        for table in ALL:
            rows = database.execute(f"select * from {table.name}").fetchall()
            assert len(rows) == seed_dataset.row_count(table)
        assert database.execute("pragma foreign_key_check").fetchall() == []
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
        (aim,) = database.execute(
            "select value, quoted, json_extract(rules, '$.status') from numeric_claims where status = 'target'"
        ).fetchall()
        assert aim[:2] == (3000.0, 0)
        assert aim[2]
        ddl = database.execute("select sql from sqlite_schema where name = 'numeric_claims'").fetchone()[0]
        assert f"-- {NUMERIC_CLAIMS.column('metric').description}" in ddl
    finally:
        database.close()


@pytest.mark.parametrize(
    ("to", "out", "tables", "words"),
    [
        ("csv", "there.csv", [RAW_TEXT], "exists: name another place"),
        ("csv", "two.csv", [RAW_TEXT, CLAIM_COMPARISONS], "2 tables don't go into one csv file"),
        ("jsonl", "there.csv", [RAW_TEXT], "is a file: name a folder"),
        ("sqlite", ".", ALL, "is a folder: name a file"),
        ("duckdb", "there.csv", ALL, "exists: name another place"),
        ("csv", "there.csv/below/a.csv", [RAW_TEXT], "can't write"),
    ],
)
def test_what_stands_in_the_way(
    seed_dataset: Dataset, tmp_path: Path, to: Format, out: str, tables: list[Table], words: str
) -> None:
    (tmp_path / "there.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match=words):
        export(seed_dataset, tables, to, tmp_path / out)
    assert [path.name for path in tmp_path.iterdir()] == ["there.csv"]
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "mine"


def test_overwrite_replaces(seed_dataset: Dataset, tmp_path: Path) -> None:
    (tmp_path / "a.duckdb").write_text("mine", encoding="utf-8")
    export(seed_dataset, ALL, "duckdb", tmp_path / "a.duckdb", overwrite=True)
    assert duckdb.connect(str(tmp_path / "a.duckdb"), read_only=True).execute("select 1 from raw_text").fetchall()


@pytest.mark.parametrize("to", ["csv", "jsonl", "duckdb", "sqlite"])
def test_what_breaks_off_leaves_nothing(
    seed_dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: Format
) -> None:
    def break_off(*_: object) -> None:
        raise KeyboardInterrupt

    for writer in ("_write_text", "_write_duckdb", "_write_sqlite"):
        monkeypatch.setattr(f"pipeline.publish.export.{writer}", break_off)
    with pytest.raises(KeyboardInterrupt):
        export(seed_dataset, ALL, to, tmp_path / ("folder" if to in ("csv", "jsonl") else "file"))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
