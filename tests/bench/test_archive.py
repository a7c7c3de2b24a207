"""The archive on paper follows from the measured rates."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bench.archive import Prices, exponent, on_paper, paragraph


def record(articles: int, cpu: float, stages: dict[str, float], peak: float) -> dict[str, Any]:
    return {"articles": articles, "cpu": cpu, "stages": stages, "bytes": {"a": 5_000 * articles}, "peak_tree": peak}


SMALL = record(1_000, 40.0, {"annotations": 20.0, "claim_comparisons": 2.0}, 1000.0)
LINEAR = record(10_000, 400.0, {"annotations": 200.0, "claim_comparisons": 20.0}, 1000.0)
BENT = record(10_000, 400.0, {"annotations": 200.0, "claim_comparisons": 200.0}, 1900.0)


def test_exponent() -> None:
    assert exponent(2.0, 20.0, 10) == pytest.approx(1)
    assert exponent(2.0, 200.0, 10) == pytest.approx(2)
    assert exponent(0.0, 5.0, 10) == 1.0


def test_in_proportion() -> None:
    facts = on_paper(SMALL, LINEAR, 1_000_000, Prices(core_hour=0.5, gigabyte_month=0.1))
    assert facts["core_hours"] == pytest.approx(40_000 / 3600)
    assert facts["core_hours_as_stages_bend"] == pytest.approx(facts["core_hours"])
    assert facts["stored_tb"] == pytest.approx(0.005)
    assert facts["dollars_once"] == pytest.approx(40_000 / 3600 * 0.5)
    assert facts["dollars_a_month"] == pytest.approx(0.5)
    assert facts["bends_first"] is None
    assert facts["memory_gib_at_scale"] == pytest.approx(1000 / 1024)
    assert "No stage's time grew faster" in paragraph(facts)
    assert "Memory did not grow" in paragraph(facts)


def test_the_stage_that_bends_first() -> None:
    facts = on_paper(SMALL, BENT, 1_000_000)
    assert facts["bends_first"] == "claim_comparisons"
    # 100 times more: 100 times the linear stage, 10,000 times the one that grows with the square
    assert facts["core_hours_as_stages_bend"] == pytest.approx(facts["core_hours"] * (20_000 + 2_000_000) / 40_000)
    assert facts["memory_kib_per_article"] == pytest.approx(900 / 9000 * 1024)
    assert "`claim_comparisons` bends first" in paragraph(facts)
    assert "power 2.00" in paragraph(facts)
