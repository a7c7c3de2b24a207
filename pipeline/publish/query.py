"""One SQL query over the dataset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb

# SHOW, DESCRIBE, SUMMARIZE, VALUES, WITH and FROM are SELECT to DuckDB's parser.
_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
_ROWS_AT_A_TIME = 1000

Rows = Iterator[Sequence[Any]]


class QueryError(Exception):
    """A query that can't be answered; the message is one clear line."""


def run(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], Rows]:
    """The names of a query's columns, each once, and its rows as they are computed.

    QueryError if it isn't one statement that reads, names what there isn't, or fails; reading the rows may raise it too.
    """
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1:
            raise QueryError(f"one query at a time, not {len(statements)}" if statements else "the query is empty")
        if statements[0].type not in _READING:
            raise QueryError("only queries that read: SELECT, WITH, FROM, SHOW, DESCRIBE, SUMMARIZE or EXPLAIN")
        connection.execute(statements[0])
    except duckdb.Error as error:
        raise QueryError(_one_line(error)) from None
    return _each_once([column[0] for column in connection.description or ()]), _rows(connection)


def _rows(connection: duckdb.DuckDBPyConnection) -> Rows:
    try:
        while rows := connection.fetchmany(_ROWS_AT_A_TIME):
            yield from rows
    except duckdb.Error as error:
        raise QueryError(_one_line(error)) from None


def _each_once(names: Sequence[str]) -> list[str]:
    """The same names with a number behind the second of a kind: a JSON object holds each once."""
    taken: list[str] = []
    for name in names:
        number, unique = 1, name
        while unique in taken:
            number += 1
            unique = f"{name}_{number}"
        taken.append(unique)
    return taken


def _one_line(error: duckdb.Error) -> str:
    """DuckDB's message with its hint, without the excerpt of the query and what to set instead."""
    text = str(error).split("\nLINE ")[0].split("\nUnused blocks")[0].split("\nPossible solutions")[0]
    return " ".join(text.split())
