"""The evidence page beside a dataset: of a small one, written anew only when it changes, gone when it is no more true."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.report import beside
from pipeline.report.page import report_page
from pipeline.store.dataset import DatasetError
from tests.report.rows import document, evidence, save_dataset


def test_a_small_dataset_has_a_page(tmp_path: Path) -> None:
    dataset = save_dataset(tmp_path / "data", [evidence()])
    place = beside.write_evidence(dataset)
    assert place == tmp_path / "data" / "evidence.html"
    assert place.read_text(encoding="utf-8") == report_page([evidence()])
    before = place.stat().st_mtime_ns
    beside.write_evidence(dataset)
    assert place.stat().st_mtime_ns == before


def test_the_page_goes_when_the_dataset_outgrows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = replace(evidence(), claims=[], rejected=[], mentions=[], entities={}, comparisons=[], paragraphs=[])
    documents = [replace(empty, document=document(f"{number}.txt")) for number in range(3)]
    dataset = save_dataset(tmp_path / "data", documents)
    assert beside.write_evidence(dataset)
    monkeypatch.setattr(beside, "MAX_DOCUMENTS", 2)
    assert beside.write_evidence(dataset) is None
    assert not (tmp_path / "data" / "evidence.html").exists()


def test_a_page_that_cannot_be_written_is_said_in_a_line(tmp_path: Path) -> None:
    dataset = save_dataset(tmp_path / "data", [evidence()])
    (tmp_path / "data" / "evidence.html").mkdir()
    with pytest.raises(DatasetError, match=r"can't write .*evidence\.html"):
        beside.write_evidence(dataset)
