"""A file is whole or not there; what can't be read or written is said in one line."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.store.dataset import Dataset, DatasetError, PendingFile, discarded_on_error
from schemas import REJECTED_SEEDS, SCHEMA_VERSION
from schemas.arrow import to_arrow

ROW = {"document_id": "a.bin", "reason": "not_text", "detail": "NUL bytes"}
OLD = to_arrow(REJECTED_SEEDS, [ROW])
NEW = to_arrow(REJECTED_SEEDS, [ROW, {"document_id": "b.bin", "reason": "empty", "detail": None}])


def published(dataset: Dataset, data: pa.Table) -> Path:
    dataset.write(REJECTED_SEEDS, data, {"code_version": "1"}).publish()
    return dataset.place(REJECTED_SEEDS)


def test_a_written_file_is_not_seen_before_it_is_published(tmp_path: Path) -> None:
    dataset = Dataset(tmp_path)
    published(dataset, OLD)
    pending = dataset.write(REJECTED_SEEDS, NEW, {})
    assert dataset.read(REJECTED_SEEDS).num_rows == 1
    assert pq.read_table(tmp_path / "rejected_seeds").num_rows == 1
    pending.publish()
    assert dataset.read(REJECTED_SEEDS).num_rows == 2


def test_an_error_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    dataset = Dataset(tmp_path)
    place = published(dataset, OLD)
    before = place.read_bytes()
    pending: list[PendingFile] = []

    def fail() -> None:
        with discarded_on_error(pending):
            pending.append(dataset.write(REJECTED_SEEDS, NEW, {}))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert place.read_bytes() == before
    assert list(place.parent.iterdir()) == [place]


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    dataset = Dataset(tmp_path)
    place = published(dataset, OLD)
    place.with_name(f".{place.name}.1.tmp").write_bytes(b"half")
    dataset.remove_leftovers()
    assert list(place.parent.iterdir()) == [place]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (published(Dataset(tmp_path / name), NEW).read_bytes() for name in "ab")
    assert first == second


def test_the_file_is_compressed_described_and_readable_by_all(tmp_path: Path) -> None:
    place = published(Dataset(tmp_path), NEW)
    metadata = pq.read_metadata(place)
    assert metadata.row_group(0).column(0).compression == "ZSTD"
    assert b"Why" in pq.read_schema(place).field("reason").metadata[b"description"]
    assert Dataset(tmp_path).footer(REJECTED_SEEDS)["code_version"] == "1"
    assert place.stat().st_mode & 0o444 == 0o444


def test_a_missing_table_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="build the dataset first"):
        Dataset(tmp_path).read(REJECTED_SEEDS)
    assert Dataset(tmp_path).footer(REJECTED_SEEDS) == {}


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    place = published(Dataset(tmp_path), NEW)
    place.write_bytes(place.read_bytes()[:100])
    with pytest.raises(DatasetError, match="can't be read"):
        Dataset(tmp_path).read(REJECTED_SEEDS)


def test_another_schema_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(Dataset(tmp_path), NEW)
    monkeypatch.setattr("pipeline.store.dataset.SCHEMA_VERSION", 99)
    with pytest.raises(DatasetError, match=f"schema version {SCHEMA_VERSION}, this is 99"):
        Dataset(tmp_path).read(REJECTED_SEEDS)


def test_a_folder_that_can_t_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    with pytest.raises(DatasetError, match="can't write"):
        Dataset(tmp_path / "data").write(REJECTED_SEEDS, NEW, {})
