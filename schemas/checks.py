"""A table's pandera schema: types, nullability, vocabularies, bounds, keys, grounding, foreign keys.

Every check is made, and every failing row is shown, before the table is published.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
from pandera.errors import SchemaErrors

from schemas.arrow import arrow_schema
from schemas.table import Column, ForeignKey, Table

GROUNDING_TABLE = "raw_text"


def validate(table: Table, data: pa.Table, others: Mapping[str, pa.Table]) -> pd.DataFrame:
    """Check a table before it is published; return its failures, an empty frame if there are none.

    `others` holds the tables that its keys and offsets refer to; a table that refers to itself need not be among them.
    The failures have columns check, column, row (position in the table) and value. KeyError if a table is missing.
    """
    if not data.schema.equals(arrow_schema(table)):
        return _failures([("arrow_schema", None, None, str(data.schema))])
    frame = _to_frame(data)
    try:
        pandera_schema(table, {table.name: data, **others}).validate(frame, lazy=True)
    except SchemaErrors as error:
        return _one_row_a_failure(error.failure_cases)
    return _failures([])


def pandera_schema(table: Table, others: Mapping[str, pa.Table]) -> pandera.DataFrameSchema:
    """The pandera schema of a table whose keys and offsets refer to `others`."""
    checks = [_foreign_key_check(key, others[key.table]) for key in table.foreign_keys]
    if table.grounded:
        checks.append(_grounding_check(others[GROUNDING_TABLE]))
    return pandera.DataFrameSchema(
        {column.name: _pandera_column(column) for column in table.columns},
        checks=checks,
        unique=list(table.key),
        report_duplicates="all",
        strict=True,
        ordered=True,
        name=table.name,
    )


def _pandera_column(column: Column) -> pandera.Column:
    checks = []
    if column.vocabulary:
        checks.append(pandera.Check.isin(list(column.vocabulary), name="vocabulary"))
    if column.minimum is not None:
        checks.append(pandera.Check.ge(column.minimum, name="minimum"))
    if column.maximum is not None:
        checks.append(pandera.Check.le(column.maximum, name="maximum"))
    if column.type == pa.string() and column.nullable:
        checks.append(pandera.Check(lambda text: text.str.len() > 0, name="missing_is_null_not_empty"))
    return pandera.Column(pd.ArrowDtype(column.type), checks, nullable=column.nullable, description=column.description)


def _grounding_check(raw_text: pa.Table) -> pandera.Check:
    """text == raw_text.text[char_start:char_end], which also bounds the offsets."""
    texts = dict(zip(raw_text["document_id"].to_pylist(), raw_text["text"].to_pylist(), strict=True))

    def grounded(frame: pd.DataFrame) -> pd.Series:
        return pd.Series(
            [
                0 <= start < end <= len(whole := texts.get(document_id, "")) and whole[start:end] == text
                for document_id, start, end, text in zip(
                    frame["document_id"], frame["char_start"], frame["char_end"], frame["text"], strict=True
                )
            ],
            index=frame.index,
            dtype=bool,
        )

    return pandera.Check(grounded, name="grounded")


def _foreign_key_check(key: ForeignKey, target: pa.Table) -> pandera.Check:
    known = set(target[key.target].to_pylist())

    def exists(frame: pd.DataFrame) -> pd.Series:
        column = frame[key.column]
        return column.isin(known) | column.isna()

    return pandera.Check(exists, name=f"{key.column}_in_{key.table}")


def _one_row_a_failure(cases: pd.DataFrame) -> pd.DataFrame:
    """pandera gives a failed check of whole rows once a column: keep one row a check and place, with all the values."""
    failures: dict[tuple[str, object], list[tuple[str, str]]] = {}
    for check, column, row, value in zip(
        cases["check"], cases["column"], cases["index"], cases["failure_case"], strict=True
    ):
        failures.setdefault((str(check), row), []).append((str(column), str(value)))
    return _failures(
        [
            (check, columns[0][0], row, columns[0][1])  # type: ignore[misc]
            if len(columns) == 1
            else (check, None, row, ", ".join(f"{column}={value}" for column, value in columns))
            for (check, row), columns in failures.items()
        ]
    )


def _to_frame(data: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = data.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def _failures(rows: list[tuple[str, str | None, int | None, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["check", "column", "row", "value"])
