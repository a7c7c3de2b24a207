"""Measurements last: a run that was stopped goes on from them."""

from __future__ import annotations

from pathlib import Path

from tests.bench.journal import Journal


def test_records_are_read_back(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "run" / "journal.jsonl")
    for round_, wall in enumerate((3.0, 1.0, 8.0)):
        journal.write("cold", round_, {"wall": wall})
    again = Journal(journal.path)
    assert again.has("cold", 2)
    assert not again.has("cold", 3)
    assert again.median("cold", "wall") == 3.0
    assert again.median("cold", "cpu") is None
    assert again.steps() == ["cold"]


def test_a_line_that_was_cut_off_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    Journal(path).write("cold", 0, {"wall": 1.0})
    with path.open("a", encoding="utf-8") as file:
        file.write('{"step": "cold", "rou')
    journal = Journal(path)
    assert [record["round"] for record in journal.of("cold")] == [0]
    journal.write("cold", 1, {"wall": 2.0})
    assert [record["round"] for record in Journal(path).of("cold")] == [0, 1]


def test_what_is_missing_says_why_and_is_no_measurement(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    journal.write("speed CQE", -1, {"missing": "no index"})
    assert journal.missing("speed CQE") == "no index"
    assert journal.median("speed CQE", "rate") is None
    assert journal.of("speed CQE") == []
    again = Journal(journal.path)
    again.forget_missing()
    assert again.missing("speed CQE") is None
