"""A dataset seen from outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.bench import dataset


def put(data: Path, name: str, content: bytes, at: float) -> None:
    path = data / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (at, at))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    put(tmp_path, "raw_text/part-0.parquet", b"aaaa", 1002.0)
    put(tmp_path, "annotations/part-0.parquet", b"bb", 1010.0)
    put(tmp_path, "annotations/part-1.parquet", b"bbb", 1012.0)
    put(tmp_path, "entities/part-0.parquet", b"c", 1015.0)
    put(tmp_path, "entity_mentions/part-0.parquet", b"c", 1014.98)
    return tmp_path


def test_stages_follow_each_other(data: Path) -> None:
    found = dataset.seconds_by_stage(dataset.stamps(data), 1000.0)
    assert list(found) == ["raw_text", "annotations", "entity_mentions, entities"]
    assert list(found.values()) == pytest.approx([2, 10, 3], abs=0.05)


def test_bytes_by_table(data: Path) -> None:
    assert dataset.bytes_by_table(dataset.stamps(data))["annotations"] == 5


def test_what_was_written(data: Path) -> None:
    before = dataset.stamps(data)
    assert dataset.written(before, dataset.stamps(data)) == []
    put(data, "entities/part-0.parquet", b"d", 1020.0)
    put(data, "entities/part-1.parquet", b"d", 1020.0)
    (data / "annotations/part-1.parquet").unlink()
    assert dataset.written(before, dataset.stamps(data)) == [
        "annotations/part-1.parquet",
        "entities/part-0.parquet",
        "entities/part-1.parquet",
    ]


def test_digest_is_of_names_and_bytes_not_of_times(data: Path) -> None:
    whole = dataset.digest(data)
    os.utime(data / "raw_text/part-0.parquet", (5.0, 5.0))
    assert dataset.digest(data) == whole
    put(data, "raw_text/part-0.parquet", b"aaab", 1002.0)
    assert dataset.digest(data) != whole
