"""The assets together: what a run writes, when it doesn't, and what a failure leaves."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from pipeline.assets import annotations, work
from pipeline.store.dataset import Dataset
from schemas import NUMERIC_CLAIMS, PARAGRAPHS, RAW_TEXT, TABLES
from schemas.arrow import arrow_schema, to_arrow
from schemas.table import Table
from tests.conftest import ARTICLE, files_of, materialize, written_by


def documents_in(data: Path) -> dict[str, set[str]]:
    """table -> the documents that it has rows of."""
    found = {}
    for name, table in TABLES.items():
        if "document_id" in table.column_names:
            found[name] = set(Dataset(data).read(table)["document_id"].to_pylist())
    return found


def test_every_table_is_written_checked_and_described(seeds: Path, data: Path) -> None:
    result = materialize(seeds, data)
    assert result.success
    written = written_by(result)
    assert set(written) == set(TABLES)
    for name, event in written.items():
        facts = event.materialization.metadata
        assert facts["dagster/row_count"].value == Dataset(data).row_count(TABLES[name])
        assert {"preview", "file", "bytes", "seconds"} <= set(facts)
    checks = result.get_asset_check_evaluations()
    assert {check.asset_key.to_user_string() for check in checks if check.passed} == set(TABLES)
    for table in TABLES.values():
        assert Dataset(data).read(table).schema.equals(arrow_schema(table))


@pytest.mark.parametrize("name", TABLES)
def test_pandas_and_duckdb_read_every_table(seed_dataset: Dataset, name: str) -> None:
    frame = pd.read_parquet(f"{seed_dataset.folder}/{name}")
    assert list(frame.columns) == list(TABLES[name].column_names)
    counted = duckdb.sql(f"select count(*) from '{seed_dataset.folder}/{name}/*.parquet'").fetchall()
    assert counted == [(len(frame),)]


def test_the_same_seeds_give_the_same_bytes(seeds: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert materialize(seeds, tmp_path / name).success
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    assert len(files_of(tmp_path / "one")) == len(TABLES)


def test_the_way_to_the_same_seeds_leaves_no_trace(seeds: Path, data: Path, tmp_path: Path) -> None:
    """Kept parses and rebuilt tables are what a clean build gives: after an addition, an edit, a removal."""
    materialize(seeds, data)
    (seeds / "b.txt").write_text("Twenty people died in Rome, police said.\n", encoding="utf-8")
    materialize(seeds, data)
    (seeds / "article.txt").write_text("A new line.\n\n" + ARTICLE, encoding="utf-8")
    (seeds / "b.txt").unlink()
    assert materialize(seeds, data).success
    assert materialize(seeds, tmp_path / "clean").success
    assert files_of(data) == files_of(tmp_path / "clean")


def test_nothing_changed_means_nothing_written(seeds: Path, data: Path) -> None:
    materialize(seeds, data)
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*.parquet")}
    result = materialize(seeds, data)
    assert result.success
    assert set(written_by(result)) == set(TABLES)
    assert before == {path: path.stat().st_mtime_ns for path in data.rglob("*.parquet")}


def test_an_added_seed_is_read_and_a_removed_one_leaves_every_table(seeds: Path, data: Path) -> None:
    (seeds / "b.txt").write_text("Twenty people died in Rome, police said.\n", encoding="utf-8")
    materialize(seeds, data)
    assert all("b.txt" in documents for name, documents in documents_in(data).items() if name == "numeric_claims")
    (seeds / "b.txt").unlink()
    materialize(seeds, data)
    for name, documents in documents_in(data).items():
        assert "b.txt" not in documents, name


def test_a_text_is_parsed_once(seeds: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    materialize(seeds, data)
    read: list[str] = []
    real = annotations.annotate_batch

    def recording(texts: list[str], model: str = "") -> list[object]:
        read.extend(texts)
        return real(texts, model)

    monkeypatch.setattr(annotations, "annotate_batch", recording)
    (seeds / "article.txt").write_text("One new line.\n\n" + ARTICLE, encoding="utf-8")
    assert materialize(seeds, data).success
    assert read == ["One new line."]
    assert all(claim["text"] in claim["sentence"] for claim in Dataset(data).read(NUMERIC_CLAIMS).to_pylist())


def test_a_failed_check_leaves_the_files_and_stops_what_follows(
    seeds: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    materialize(seeds, data)
    before = files_of(data)
    real = work.to_arrow

    def off_by_one(table: Table, rows: list[dict[str, object]]) -> pa.Table:
        if table is PARAGRAPHS:
            rows = [row | {"char_start": int(str(row["char_start"])) + 1} for row in rows]
        return real(table, rows)

    monkeypatch.setattr(work, "to_arrow", off_by_one)
    (seeds / "article.txt").write_text("Changed.\n\n" + ARTICLE, encoding="utf-8")
    result = materialize(seeds, data)
    assert not result.success
    failed = [check for check in result.get_asset_check_evaluations() if not check.passed]
    assert [check.asset_key.to_user_string() for check in failed] == ["paragraphs"]
    assert "grounded" in str(failed[0].metadata["rows"].value)
    after = files_of(data)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"raw_text/part-00000.parquet", "rejected_seeds/part-00000.parquet"}
    assert not list(data.rglob("*.tmp"))
    assert set(written_by(result)) == {"raw_text", "rejected_seeds"}
    monkeypatch.undo()
    assert materialize(seeds, data).success


def test_refused_seeds_are_rows_not_failures(seeds: Path, data: Path) -> None:
    (seeds / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (seeds / "empty.txt").write_bytes(b"")
    assert materialize(seeds, data).success
    rejected = pd.read_parquet(data / "rejected_seeds").set_index("document_id")["reason"]
    assert rejected["empty.txt"] == "empty"
    assert "picture.png" in rejected.index


def test_a_folder_of_nothing_readable_gives_empty_tables(tmp_path: Path, data: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "empty.txt").write_bytes(b"")
    assert materialize(tmp_path / "seeds", data).success
    assert {name: Dataset(data).row_count(table) for name, table in TABLES.items() if name != "rejected_seeds"} == {
        name: 0 for name in TABLES if name != "rejected_seeds"
    }


def test_the_graph_starts_at_the_seeds_and_runs_in_sequence() -> None:
    from pipeline.definitions import defs

    graph = defs.resolve_asset_graph()
    parents = {
        key.to_user_string(): {parent.to_user_string() for parent in graph.get(key).parent_keys}
        for key in graph.get_all_asset_keys()
    }
    assert parents["seeds"] == set()
    assert parents["raw_text"] == {"seeds"}
    assert "raw_text" in parents["paragraphs"]
    assert "paragraphs" in parents["annotations"]
    assert "annotations" in parents["entities"]
    assert "entities" in parents["numeric_claims"]
    assert "numeric_claims" in parents["claim_comparisons"]
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        assert node.description
        assert node.group_name != "default"
        assert node.owners


def test_documents_of_the_seed_tables_are_whole(seed_dataset: Dataset) -> None:
    """Between paragraphs there is only white space: no word of a text is lost."""
    texts = {row["document_id"]: row["text"] for row in seed_dataset.read(RAW_TEXT).to_pylist()}
    for document_id, text in texts.items():
        covered = [
            (row["char_start"], row["char_end"])
            for row in seed_dataset.read(PARAGRAPHS).to_pylist()
            if row["document_id"] == document_id
        ]
        gaps = [
            text[end:start] for (_, end), (start, _) in zip([(0, 0), *covered], [*covered, (len(text), 0)], strict=True)
        ]
        assert not "".join(gaps).strip()


def test_empty_frames_keep_their_types() -> None:
    for table in TABLES.values():
        assert to_arrow(table, []).schema.equals(arrow_schema(table))


def test_runs_are_one_process_so_that_the_lock_spans_them() -> None:
    from pipeline.definitions import defs

    assert defs.executor is dg.in_process_executor
