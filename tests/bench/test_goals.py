"""Ratios of medians, met or not, or unknown with the reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bench.goals import goals
from tests.bench.journal import Journal


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.jsonl")


def result_of(journal: Journal, title: str) -> dict[str, Any]:
    return next(result for goal in goals(10) if (result := goal.result(journal))["goal"] == title)


def test_ratio_of_medians(journal: Journal) -> None:
    for round_, (cold, bare) in enumerate(((7.0, 10.0), (6.0, 9.0), (50.0, 11.0))):
        journal.write("cold x1", round_, {"wall": cold})
        journal.write("bare numpy", round_, {"wall": bare})
    found = result_of(journal, "cold build / bare nlp.pipe, same ops")
    assert found["measured"] == pytest.approx(0.7)
    assert found["met"] is True


def test_missed(journal: Journal) -> None:
    journal.write("cold x1", 0, {"wall": 8.0})
    journal.write("bare numpy", 0, {"wall": 10.0})
    assert result_of(journal, "cold build / bare nlp.pipe, same ops")["met"] is False


@pytest.mark.parametrize(("written", "met"), [([True, True], True), ([True, False], False)])
def test_a_condition_must_hold_in_every_round(journal: Journal, written: list[bool], met: bool) -> None:
    journal.write("cold xN", 0, {"wall": 1000.0})
    for round_, nothing in enumerate(written):
        journal.write("unchanged", round_, {"wall": 2.0, "nothing_written": nothing})
    found = result_of(journal, "nothing changed / cold build, archive ×10")
    assert found["measured"] == pytest.approx(1 / 500)
    assert found["condition_holds"] is met
    assert found["met"] is met


def test_at_least(journal: Journal) -> None:
    journal.write("speed newsclaims", 0, {"rate": 900.0})
    journal.write("speed CQE", 0, {"rate": 30.0})
    found = result_of(journal, "sentences a second / CQE")
    assert found["measured"] == pytest.approx(30)
    assert found["met"] is True


def test_largest_process_of_any_round(journal: Journal) -> None:
    journal.write("cold x1", 0, {"peak_process": 700.0})
    journal.write("cold xN", 0, {"peak_process": 1600.0})
    assert result_of(journal, "peak memory of a process, MiB")["met"] is False


def test_not_known(journal: Journal) -> None:
    journal.write("speed CQE", -1, {"missing": "it needs a locale"})
    found = result_of(journal, "sentences a second / CQE")
    assert found["met"] is None
    assert found["missing"] == "it needs a locale"
    assert result_of(journal, "one core / two cores")["missing"] == "not measured in this run"


def test_the_bound_of_time_follows_the_size() -> None:
    bounds = [next(goal.bound for goal in goals(n) if goal.title.startswith("time, archive")) for n in (3, 10)]
    assert bounds == pytest.approx([3.15, 10.5])
