"""What is shown with a materialization, and when a run differs from those before it."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from pipeline.assets.figures import ENOUGH_WORDS, WORDS, charts_of, drift, numbers_of
from pipeline.store.dataset import Dataset
from schemas import NUMERIC_CLAIMS, RAW_TEXT
from tests.conftest import materialize

USUAL = {WORDS: ENOUGH_WORDS, "claims_per_thousand_words": 10.0, "share_with_source": 0.5}


@pytest.mark.parametrize(
    ("now", "lines"),
    [
        ({}, 0),
        ({"claims_per_thousand_words": 12.9}, 0),
        ({"claims_per_thousand_words": 13.1}, 1),
        ({"claims_per_thousand_words": 2.0, "share_with_source": 0.1}, 2),
        ({"claims_per_thousand_words": 2.0, WORDS: ENOUGH_WORDS - 1}, 0),
    ],
)
def test_a_figure_far_from_the_runs_before_is_named(now: dict[str, float], lines: int) -> None:
    assert len(drift(USUAL | now, [USUAL, USUAL])) == lines


def test_runs_on_a_few_words_are_no_measure() -> None:
    assert drift(USUAL | {"share_with_source": 0.9}, [USUAL | {WORDS: 10}]) == []
    assert drift(USUAL, []) == []


def test_figures_and_charts_are_those_of_the_tables(seed_dataset: Dataset) -> None:
    figures = numbers_of("numeric_claims", seed_dataset)
    words = sum(seed_dataset.read(RAW_TEXT)["word_count"].to_pylist())
    claims = seed_dataset.read(NUMERIC_CLAIMS)
    assert figures[WORDS] == words
    assert figures["claims_per_thousand_words"] == pytest.approx(1000 * claims.num_rows / words, abs=0.001)
    chart = charts_of("numeric_claims", seed_dataset)["kinds_by_status"]
    assert chart.count("\n") == 1 + len(set(claims["kind"].to_pylist()))
    assert "year" in charts_of("rejected_numbers", seed_dataset)["by_reason"]
    assert charts_of("paragraphs", seed_dataset) == {}


def test_a_run_unlike_those_before_is_a_warning(seeds: Path, data: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    with dg.DagsterInstance.local_temp(str(tmp_path / "home")) as instance:
        (seeds / "long.txt").write_text("Police said 12 people died in Rome.\n\n" * 1000, encoding="utf-8")
        assert materialize(seeds, data, instance).success
        (seeds / "long.txt").write_text("Nothing is counted in this line of words.\n\n" * 1000, encoding="utf-8")
        result = materialize(seeds, data, instance)
        assert result.success
    warned = [check for check in result.get_asset_check_evaluations() if not check.passed]
    assert [check.check_name for check in warned] == ["as_in_runs_before"]
    assert "claims per thousand words" in (warned[0].description or "")


def test_the_dataset_is_described_beside_its_tables(seeds: Path, data: Path) -> None:
    assert materialize(seeds, data).success
    assert {"README.md", "datapackage.json", "croissant.json", "data_dictionary.md"} <= {
        path.name for path in data.iterdir()
    }
