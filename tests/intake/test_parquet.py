"""Parquet: rows of any type of column, and files that are broken or bombs."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.intake import contents as contents_module
from pipeline.intake.formats import parquet as parquet_module

from .conftest import SENTENCE, Read, document, outcomes, refusal


def written(columns: dict[str, Any], **options: Any) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink, **options)
    return sink.getvalue()


GOOD = {"id": ["a", "b"], "text": [SENTENCE, SENTENCE], "title": ["T", None]}


def test_rows(read: Read) -> None:
    found = read({"x.parquet": written(GOOD)})
    assert outcomes(found) == {"x.parquet#a": "document", "x.parquet#b": "document"}
    assert found[0].title == "T"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string()), pa.string_view()]
)
def test_string_types(read: Read, kind: pa.DataType) -> None:
    text = pa.array([SENTENCE]).cast(kind)
    assert document(read({"x.parquet": written({"id": ["a"], "text": text})})).text == SENTENCE


@pytest.mark.parametrize(
    "ids", [pa.array([7], pa.int64()), pa.array([7], pa.uint8()), pa.array([7.0]), pa.array(["7"])]
)
def test_id_types(read: Read, ids: pa.Array) -> None:
    assert document(read({"x.parquet": written({"id": ids, "text": [SENTENCE]})})).document_id == "x.parquet#7"


@pytest.mark.parametrize(
    "value",
    [
        pa.array([dt.date(2024, 3, 4)]),
        pa.array([dt.datetime(2024, 3, 4, 23)], pa.timestamp("ns")),
        pa.array([dt.datetime(2024, 3, 4, 23)], pa.timestamp("us", tz="UTC")),
        pa.array(["2024-03-04"]),
    ],
)
def test_date_types(read: Read, value: pa.Array) -> None:
    found = document(read({"x.parquet": written({"id": ["a"], "text": [SENTENCE], "published_at": value})}))
    assert found.published_at == dt.date(2024, 3, 4)


@pytest.mark.parametrize(
    "value", [pa.array([2**62], pa.timestamp("ms")), pa.array([2**30], pa.date32()), pa.array([1709510400])]
)
def test_a_date_out_of_range_is_unknown(read: Read, value: pa.Array) -> None:
    found = document(read({"x.parquet": written({"id": ["a"], "text": [SENTENCE], "published_at": value})}))
    assert found.published_at is None


def test_broken_rows_are_refused_and_the_others_read(read: Read) -> None:
    not_utf8 = pa.StringArray.from_buffers(1, pa.py_buffer(b"\0\0\0\0\3\0\0\0"), pa.py_buffer(b"\xff\xfe5"))
    columns = {
        "id": ["a", None, "../c", "d", "e", "a"],
        "text": pa.concat_arrays([pa.array([SENTENCE, SENTENCE, SENTENCE, None]), not_utf8, pa.array([SENTENCE])]),
    }
    found = read({"x.parquet": written(columns)})
    assert [getattr(one, "reason", None) for one in found] == [
        None,
        "malformed_row",
        "unsafe_path",
        "malformed_row",
        "malformed_row",
        "duplicate",
    ]
    assert found[1].document_id == "x.parquet#row 2"


@pytest.mark.parametrize("text", [pa.array([5]), pa.array([["a"]]), pa.array([{"a": "b"}]), pa.array([b"bytes"])])
def test_a_text_that_is_no_string_is_malformed(read: Read, text: pa.Array) -> None:
    assert refusal(read({"x.parquet": written({"id": ["a"], "text": text})})).reason == "malformed_row"


def test_missing_column_refuses_the_seed(read: Read) -> None:
    found = refusal(read({"x.parquet": written({"id": ["a"], "body": [SENTENCE]})}))
    assert (found.document_id, found.reason) == ("x.parquet", "malformed_row")
    assert "id, body" in found.detail


def test_no_rows(read: Read) -> None:
    assert (
        refusal(
            read({"x.parquet": written({"id": pa.array([], pa.string()), "text": pa.array([], pa.string())})})
        ).reason
        == "empty"
    )


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1PAR1", b"no parquet at all", b"PAR1" + b"\xff" * 100 + b"PAR1"])
def test_what_is_no_parquet(read: Read, data: bytes) -> None:
    assert refusal(read({"x.parquet": data})).reason == "undecodable"


def test_a_file_cut_anywhere_is_undecodable(read: Read) -> None:
    data = written(GOOD)
    for cut in range(10, len(data) - 1, 97):
        assert refusal(read({"x.parquet": data[:cut]})).reason == "undecodable"


def test_a_file_with_wrong_bytes_gives_rows_or_refusals(read: Read) -> None:
    data = bytearray(written(GOOD))
    for at in range(0, len(data), 29):
        changed = bytes(data[:at]) + bytes([data[at] ^ 0xFF]) + bytes(data[at + 1 :])
        assert read({"x.parquet": changed})


def test_many_rows_of_nothing_are_too_large(read: Read) -> None:
    nothing = pa.nulls(2_000_000, pa.string())
    assert refusal(read({"x.parquet": written({"id": nothing, "text": nothing})})).reason == "too_large"


def test_one_text_repeated_by_dictionary_is_too_large(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents_module, "MIN_ARCHIVE_BYTES", 100_000)
    monkeypatch.setattr(contents_module, "MAX_RATIO", 2)
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 3000, pa.int32()), pa.array(["five people " * 100]))
    found = read({"x.parquet": written({"id": pa.array(range(3000)), "text": texts}, use_dictionary=["text"])})
    assert found[-1].document_id == "x.parquet"
    assert found[-1].reason == "too_large"  # type: ignore[union-attr]
    assert len(found) < 1000


def test_a_text_longer_than_a_document_is_too_large(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_module, "MAX_DOCUMENT_BYTES", 1000)
    found = read({"x.parquet": written({"id": ["a", "b"], "text": ["five " * 1000, SENTENCE]})})
    assert outcomes(found) == {"x.parquet#row 1": "too_large", "x.parquet#b": "document"}
