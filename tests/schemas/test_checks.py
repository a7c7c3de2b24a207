"""Each kind of failure is found, with the row it is in."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from schemas import ENTITY_MENTIONS, NUMERIC_CLAIMS, PARAGRAPHS, RAW_TEXT, TABLES
from schemas.arrow import arrow_schema, to_arrow
from schemas.checks import validate

DOCUMENT = {
    "document_id": "a.txt",
    "title": None,
    "published_at": None,
    "language": "en",
    "text": "Ten men met.",
    "content_hash": "0",
    "word_count": 3,
    "url": None,
}
PARAGRAPH = {
    "paragraph_id": "a.txt#p0",
    "document_id": "a.txt",
    "paragraph_index": 0,
    "role": "body",
    "char_start": 0,
    "char_end": 12,
    "text": "Ten men met.",
}


def failures(*rows: dict[str, Any]) -> pd.DataFrame:
    documents = to_arrow(RAW_TEXT, [DOCUMENT])
    return validate(PARAGRAPHS, to_arrow(PARAGRAPHS, rows), {"raw_text": documents})


def test_a_right_row_passes() -> None:
    assert failures(PARAGRAPH).empty


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"role": "footer"}, "isin"),
        ({"char_start": -1}, "greater_than"),
        ({"char_end": 11}, "grounded"),
        ({"char_end": 500}, "grounded"),
        ({"char_start": 12}, "grounded"),
        ({"text": "Ten men left"}, "grounded"),
        ({"document_id": "b.txt"}, "document_id_in_raw_text"),
    ],
)
def test_a_wrong_row_is_shown(change: dict[str, Any], check: str) -> None:
    found = failures(PARAGRAPH, PARAGRAPH | {"paragraph_id": "a.txt#p1", "paragraph_index": 1} | change)
    ours = found[found["check"].str.contains(check)]
    assert len(ours) >= 1
    assert "a.txt#p1" in "".join(ours["value"]) or str(next(iter(change.values()))) in "".join(ours["value"])


def test_a_key_twice_is_shown() -> None:
    assert "a.txt#p0" in "".join(failures(PARAGRAPH, PARAGRAPH)["value"])


def test_an_empty_string_is_not_a_missing_one() -> None:
    found = validate(RAW_TEXT, to_arrow(RAW_TEXT, [DOCUMENT | {"title": ""}]), {})
    assert list(found["column"]) == ["title"]


def test_a_null_where_none_may_be_is_shown() -> None:
    rows = to_arrow(RAW_TEXT, [DOCUMENT | {"language": None}])
    assert list(validate(RAW_TEXT, rows, {})["column"]) == ["language"]


def test_another_schema_is_refused() -> None:
    assert list(validate(RAW_TEXT, pa.table({"document_id": ["a"]}), {})["check"]) == ["arrow_schema"]


def test_a_table_that_is_referred_to_must_be_given() -> None:
    with pytest.raises(KeyError, match="raw_text"):
        validate(ENTITY_MENTIONS, to_arrow(ENTITY_MENTIONS, []), {})


def test_tables_without_rows_pass() -> None:
    empty = {table.name: to_arrow(table, []) for table in TABLES.values()}
    for table in TABLES.values():
        assert validate(table, empty[table.name], empty).empty, table.name


def test_rows_are_put_in_the_stated_order() -> None:
    rows = to_arrow(RAW_TEXT, [DOCUMENT | {"document_id": name} for name in ("b", "A", "é", "a/b", "a")])
    assert rows["document_id"].to_pylist() == ["A", "a", "a/b", "b", "é"]


def test_a_map_of_rules_keeps_its_type() -> None:
    assert arrow_schema(NUMERIC_CLAIMS).field("rules").type == pa.map_(pa.string(), pa.string())
