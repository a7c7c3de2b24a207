"""Any bytes, as any type: one document or refusal each, no exception, in time."""

from __future__ import annotations

import gzip
import json
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.intake import read as read_module
from pipeline.intake.document import REASONS, RejectedSeed, SeedDocument
from pipeline.intake.read import read_seeds

from .conftest import SENTENCE, Read, outcomes
from .test_parquet import GOOD, written

NAMES = (
    "x.txt",
    "x.md",
    "x.jsonl",
    "x.csv",
    "x.parquet",
    "x.txt.gz",
    "x.jsonl.gz",
    "x.csv.zst",
    "x.parquet.gz",
    "x.docx",
)
SNIPPETS = (
    SENTENCE.encode(),
    "Zoë paid £5 – “café” 北京 اعتقلت\n".encode(),
    "Zoë paid £5\n".encode("cp1252"),
    b"---\ntitle: T\ndate: 2024-03-04\n---\n",
    b"# Heading\n",
    b'{"id": "a", "text": "Five people were there", "published_at": "2024-03-04"}\n',
    b'{"id": "../a", "text": "\\ud800"}\n',
    b'{"id": "b", "te',
    b"id,text\n1,Five people\n",
    b'2,"open\n',
    b"<html><body><p>Five people were there</p></body></html>",
    b"Published: 4 March 2024\n",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\0",
    b"\r\n",
    b"\r",
    "\u2028\u202e\u200b\u0085".encode(),
    written(GOOD),
    gzip.compress(SENTENCE.encode()),
    bytes(pa.compress(b"id,text\n1,Five people\n", codec="zstd", asbytes=True)),
)
HOSTILE = st.one_of(
    st.binary(max_size=300),
    st.lists(st.one_of(st.sampled_from(SNIPPETS), st.binary(max_size=20)), max_size=8).map(b"".join),
)
FIELDS = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


def check(found: list[SeedDocument | RejectedSeed]) -> None:
    """Each thing found is sound, and can be written as Parquet."""
    ids = [one.document_id for one in found if isinstance(one, SeedDocument)]
    assert len(ids) == len(set(ids))
    for one in found:
        pa.array([one.document_id]).validate(full=True)
        if isinstance(one, RejectedSeed):
            assert one.reason in REASONS
            assert one.reason != "failed", one
            assert one.detail.isprintable()
            pa.array([one.detail]).validate(full=True)
        else:
            assert one.word_count > 0
            assert "\r" not in one.text
            pa.array([one.text, one.title, one.url, one.language]).validate(full=True)


@given(HOSTILE, st.sampled_from(NAMES))
@settings(max_examples=250, deadline=4000, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_as_any_type(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(data)
        found = list(read_seeds(Path(folder)))
    check(found)
    assert found
    if not any(kind in name for kind in (".jsonl", ".csv", ".parquet")):
        assert [one.document_id for one in found] == [name]


@given(HOSTILE)
@settings(max_examples=60, deadline=4000, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_compressed(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("x.txt", "x.md", "x.jsonl", "x.csv", "x.parquet"):
            (Path(folder) / f"{name}.gz").write_bytes(gzip.compress(data, 1))
            (Path(folder) / f"{name}.zst").write_bytes(bytes(pa.compress(data, codec="zstd", asbytes=True)))
        found = list(read_seeds(Path(folder)))
    check(found)
    assert len({one.document_id.split("#")[0] for one in found}) == 10


@given(st.lists(HOSTILE, min_size=25, max_size=25))
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_bytes_as_pages(pages: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(pages):
            (Path(folder) / f"{number:02}.html").write_bytes(data)
        start = time.monotonic()
        found = list(read_seeds(Path(folder)))
    check(found)
    assert len(found) == 25
    assert time.monotonic() - start < 60


@given(
    st.lists(
        st.dictionaries(st.sampled_from(("id", "text", "title", "published_at", "url", "language", "x")), FIELDS),
        max_size=5,
    )
)
@settings(max_examples=100, deadline=4000, suppress_health_check=[HealthCheck.too_slow])
def test_any_row_gives_one_of_the_two(rows: list[dict[str, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "x.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        found = list(read_seeds(Path(folder)))
    check(found)
    assert len(found) == max(1, len(rows))


def test_the_same_twice_gives_the_same(read: Read) -> None:
    files = dict(zip(NAMES, SNIPPETS, strict=False))
    assert read(files) == read()


def test_an_error_of_our_own_costs_one_seed(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    real = read_module.compose

    def fail(document_id: str, content: object) -> SeedDocument:
        if "bad" in document_id:
            raise RecursionError("two\nlines")
        return real(document_id, content)  # type: ignore[arg-type]

    monkeypatch.setattr(read_module, "compose", fail)
    rows = '{"id": "bad", "text": "Five people"}\n{"id": "good", "text": "Five people"}\n'
    found = read({"bad.txt": SENTENCE, "good.txt": SENTENCE, "x.jsonl": rows})
    assert outcomes(found) == {
        "bad.txt": "failed",
        "good.txt": "document",
        "x.jsonl#bad": "failed",
        "x.jsonl#good": "document",
    }
    assert found[0].detail == "intake: RecursionError: two lines"  # type: ignore[union-attr]
