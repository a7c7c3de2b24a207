"""Queries read the tables and nothing else, and what is wrong with one is said in a line."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from pipeline.publish.database import connect
from pipeline.publish.query import QueryError, run
from pipeline.store.dataset import Dataset, DatasetError
from schemas import TABLES


@pytest.fixture
def connection(seed_dataset: Dataset) -> duckdb.DuckDBPyConnection:
    return connect(seed_dataset)


def answer(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, object]]:
    names, rows = run(connection, sql)
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_every_table_is_a_view(connection: duckdb.DuckDBPyConnection, seed_dataset: Dataset) -> None:
    assert {row["name"] for row in answer(connection, "show tables")} == set(TABLES)
    for table in TABLES.values():
        (row,) = answer(connection, f"select count(*) as n from {table.name}")
        assert row["n"] == seed_dataset.row_count(table)


def test_a_query_joins_and_filters(connection: duckdb.DuckDBPyConnection) -> None:
    (row,) = answer(
        connection,
        "select c.summary, l.value as aim, l.rules from claim_comparisons c "
        "join numeric_claims l on l.claim_id = c.left_claim_id where relation = 'target_vs_actual'",
    )
    assert row["aim"] == 3000
    assert "53%" in str(row["summary"])
    assert isinstance(row["rules"], dict)


def test_columns_of_one_name_are_told_apart(connection: duckdb.DuckDBPyConnection) -> None:
    assert answer(connection, "select 1 as a, 2 as a, 3 as a") == [{"a": 1, "a_2": 2, "a_3": 3}]


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("selec 1", "syntax error"),
        ("select * from numeric_claim", "Did you mean"),
        ("select nothing from numeric_claims", "nothing"),
        ("select 1; select 2", "one query at a time, not 2"),
        ("", "empty"),
        ("-- only a remark", "empty"),
        ("drop view numeric_claims", "only queries that read"),
        ("create table t as select 1", "only queries that read"),
        ("select error('broken')", "broken"),
    ],
)
def test_what_is_wrong_is_one_line(connection: duckdb.DuckDBPyConnection, sql: str, words: str) -> None:
    with pytest.raises(QueryError, match=words) as caught:
        answer(connection, sql)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "sql",
    [
        "copy (select 1) to '{place}'",
        "explain analyze copy (select 1) to '{place}'",
        "attach '{place}' as other",
        "export database '{place}'",
        "set profiling_output = '{place}'",
        "set enable_external_access = true",
        "set temp_directory = '{place}'",
        "from read_csv('{secret}')",
        "from sniff_csv('{secret}')",
        "from read_text('{secret}')",
        "from read_parquet('{secret}')",
        "from '{secret}'",
        "from glob('{secret}')",
        "from 'https://127.0.0.1:9/a.csv'",
        "from 's3://bucket/a.parquet'",
        "install httpfs",
        "load httpfs",
        "pragma import_database('{place}')",
        "select getenv('HOME')",
        "from secret",
    ],
)
def test_nothing_else_is_read_or_written(connection: duckdb.DuckDBPyConnection, sql: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(QueryError):
        answer(connection, sql.format(place=tmp_path / "out", secret=secret))
    # Nor past the check of the statement's kind.
    with pytest.raises(duckdb.Error):
        connection.execute(sql.format(place=tmp_path / "out", secret=secret)).fetchall()
    assert sorted(tmp_path.iterdir()) == before


def test_no_dataset_and_a_damaged_one_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="build it first"):
        connect(Dataset(tmp_path))
    place = tmp_path / "entities" / "part-00000.parquet"
    place.parent.mkdir()
    place.write_bytes(b"PAR1 but not really")
    with pytest.raises(DatasetError, match="can't be read"):
        connect(Dataset(tmp_path))


def test_explain_of_a_query_is_allowed(connection: duckdb.DuckDBPyConnection) -> None:
    assert json.dumps(answer(connection, "explain select count(*) from entities"))
