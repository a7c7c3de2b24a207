"""Compression, limits, and files that change while they are read."""

from __future__ import annotations

import gzip
import os
import time
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.intake import contents as contents_module
from pipeline.intake.contents import MAX_DOCUMENT_BYTES
from pipeline.intake.read import read_seeds

from .conftest import SENTENCE, Read, document, outcomes, refusal
from .test_parquet import GOOD, written


def zstd(data: bytes) -> bytes:
    return bytes(pa.compress(data, codec="zstd", asbytes=True))


PACKED = {".gz": gzip.compress, ".zst": zstd}
SEEDS = {
    "x.txt": SENTENCE.encode(),
    "x.md": b"# T\n\n" + SENTENCE.encode(),
    "x.html": f"<html><body><p>{SENTENCE}</p></body></html>".encode(),
    "x.jsonl": b'{"id": "a", "text": "Five people were there"}\n',
    "x.csv": b"id,text\na,Five people were there\n",
    "x.parquet": written({"id": ["a"], "text": [SENTENCE]}),
}


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("end", PACKED)
def test_every_type_compressed(read: Read, name: str, end: str) -> None:
    found = document(read({name + end: PACKED[end](SEEDS[name])}))
    assert found.document_id.split("#")[0] == name + end


@pytest.mark.parametrize("end", PACKED)
def test_members_in_a_row_are_one_text(read: Read, end: str) -> None:
    packed = PACKED[end](SENTENCE.encode() + b"\n") + PACKED[end](SENTENCE.encode())
    assert document(read({"x.txt" + end: packed})).text == f"{SENTENCE}\n{SENTENCE}"


@pytest.mark.parametrize("end", PACKED)
@pytest.mark.parametrize("name", ["x.txt", "x.parquet"])
def test_compression_that_breaks_off_is_undecodable(read: Read, end: str, name: str) -> None:
    packed = PACKED[end](SEEDS[name])
    for cut in (1, 5, len(packed) // 2, len(packed) - 1):
        assert refusal(read({name + end: packed[:cut]})).reason == "undecodable"


@pytest.mark.parametrize("end", PACKED)
def test_what_is_not_compressed_is_undecodable(read: Read, end: str) -> None:
    assert refusal(read({"x.txt" + end: SENTENCE})).reason == "undecodable"


@pytest.mark.parametrize("end", PACKED)
def test_wrong_bytes_in_compression_are_undecodable_or_told(read: Read, end: str) -> None:
    packed = PACKED[end](SENTENCE.encode() * 50)
    for at in range(0, len(packed), 7):
        assert len(read({"x.txt" + end: packed[:at] + bytes([packed[at] ^ 0xFF]) + packed[at + 1 :]})) == 1


def test_rows_before_the_break_are_kept(read: Read) -> None:
    rows = b"".join(
        b'{"id": %d, "text": "Five people were there: %s"}\n' % (n, os.urandom(40).hex().encode()) for n in range(3000)
    )
    found = read({"x.jsonl.gz": gzip.compress(rows)[:-2000]})
    assert found[-1].document_id == "x.jsonl.gz"
    assert found[-1].reason == "undecodable"  # type: ignore[union-attr]
    assert len(found) > 300


@pytest.mark.parametrize("end", PACKED)
def test_bomb_is_too_large(read: Read, end: str) -> None:
    bomb = PACKED[end](b"five people " * 2_000_000)
    assert refusal(read({"x.txt" + end: bomb})).reason == "too_large"


@pytest.mark.parametrize("end", PACKED)
def test_bomb_of_rows_is_too_large(read: Read, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents_module, "MIN_ARCHIVE_BYTES", 100_000)
    bomb = PACKED[end](b"\n" * 900_000 + b'{"id": "a", "text": "Five people were there"}\n' * 30_000)
    found = read({"x.jsonl" + end: bomb})
    assert found[-1].reason == "too_large"  # type: ignore[union-attr]


def test_blank_lines_without_end_are_too_large(read: Read) -> None:
    start = time.process_time()
    assert refusal(read({"x.jsonl.gz": gzip.compress(b"\n" * 60_000_000)})).reason == "too_large"
    assert time.process_time() - start < 8


def test_bomb_of_parquet_is_too_large(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents_module, "MIN_ARCHIVE_BYTES", 10_000)
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert refusal(read({"x.parquet.gz": bomb})).reason == "too_large"


def test_a_document_may_have_so_many_bytes_and_no_more(seeds: Path, read: Read) -> None:
    with (seeds / "most.txt").open("wb") as file:
        file.write(SENTENCE.encode())
        file.truncate(MAX_DOCUMENT_BYTES)
    with (seeds / "more.txt").open("wb") as file:
        file.truncate(MAX_DOCUMENT_BYTES + 1)
    assert outcomes(read()) == {"more.txt": "too_large", "most.txt": "not_text"}


def test_a_gigantic_file_is_not_read(seeds: Path, read: Read) -> None:
    with (seeds / "a.txt").open("wb") as file:
        file.truncate(10**12)  # holds no blocks
    start = time.process_time()
    assert refusal(read()).reason == "too_large"
    assert time.process_time() - start < 1


@pytest.mark.parametrize("piece", ["Five people, 3,000 of them. ", "Five men.\n\n", "12 ", "a"])
def test_ten_megabytes_are_no_document_and_cost_no_time(piece: str, read: Read) -> None:
    start = time.process_time()
    assert refusal(read({"a.txt": (piece * 10_000_000)[:10_000_000]})).reason == "too_large"
    assert time.process_time() - start < 5


@pytest.mark.parametrize("piece", ["Five people, 3,000 of them. ", "Five men.\n"])
def test_a_million_characters_are_a_document(piece: str, read: Read) -> None:
    start = time.process_time()
    assert document(read({"a.txt": (piece * 1_000_000)[:1_000_000]})).word_count > 150_000
    assert time.process_time() - start < 5


def test_a_file_that_changes_while_it_is_read_is_unreadable(
    seeds: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = contents_module.BoundedReader.take

    def write_meanwhile(self: contents_module.BoundedReader, size: int) -> bytes:
        chunk = take(self, size)
        with (seeds / "a.txt").open("a") as file:
            file.write("more")
        return chunk if len(chunk) > 100 else b""

    monkeypatch.setattr(contents_module.BoundedReader, "take", write_meanwhile)
    assert refusal(read({"a.txt": SENTENCE * 5})).reason == "unreadable"


def test_an_archive_that_changes_keeps_its_rows_and_says_so(seeds: Path) -> None:
    (seeds / "x.jsonl").write_bytes(SEEDS["x.jsonl"])
    found = read_seeds(seeds)
    assert next(found).document_id == "x.jsonl#a"
    with (seeds / "x.jsonl").open("ab") as file:
        file.write(b"\n")
    assert outcomes(list(found)) == {"x.jsonl": "unreadable"}


def test_parquet_with_two_rows_compressed(read: Read) -> None:
    assert len(read({"x.parquet.gz": gzip.compress(written(GOOD))})) == 2


def test_no_descriptor_is_left_open(seeds: Path, read: Read) -> None:
    files = {name + end: PACKED[end](data) for name, data in SEEDS.items() for end in PACKED} | SEEDS
    read(files)
    before = len(list(Path("/proc/self/fd").iterdir()))
    read(files)
    found = read_seeds(seeds)
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert len(list(Path("/proc/self/fd").iterdir())) == before
