"""Figures as people read them."""

from __future__ import annotations

from typing import Any

from tests.bench.page import goals_table, heading, medians_table, speeds_table, stages_table


def goal(**facts: Any) -> dict[str, Any]:
    empty = {"at_most": True, "met": True, "condition": None, "condition_holds": None, "missing": None}
    return {"goal": "a / b", "measured": 0.5, "bound": 0.75, **empty, **facts}


def test_goals() -> None:
    text = goals_table(
        [
            goal(),
            goal(measured=1 / 300, bound=1 / 200, condition="no text parsed", condition_holds=True),
            goal(measured=1.2, met=False),
            goal(measured=1.9, bound=1.8, at_most=False),
            goal(goal="c / d", measured=None, met=None, missing="no dask"),
        ]
    )
    assert text.splitlines()[2:] == [
        "| a / b | 0.5 | ≤ 0.75 | yes |",
        "| a / b (no text parsed: yes) | 1/300 | ≤ 1/200 | yes |",
        "| a / b | 1.2 | ≤ 0.75 | **no** |",
        "| a / b | 1.9 | ≥ 1.8 | yes |",
        "| c / d | not measured | ≤ 0.75 | ? |",
        "",
        "- c / d: no dask",
    ]


def test_medians() -> None:
    median = {"rounds": 3, "wall": 1234.5, "cpu": 2.0, "peak_process": 400.0, "peak_tree": 812.3}
    assert medians_table({"cold": median}).splitlines()[-1] == "| cold | 3 | 1,234.50 | 2.00 | 400 | 812 |"


def test_the_fastest_first() -> None:
    assert speeds_table({"CQE": 20.0, "newsclaims": 1500.0}).splitlines()[2:] == [
        "| newsclaims | 1,500.0 |",
        "| CQE | 20.0 |",
    ]


def test_stages_in_percent_of_spacy() -> None:
    stages = {
        "articles": 5,
        "words": 900,
        "spacy, whole pipeline": 4.0,
        "quantities": 0.5,
        "step": "stages",
        "round": 0,
    }
    assert stages_table(stages).splitlines()[-1] == "| quantities | 0.50 | 12.5% |"


def test_a_busy_machine_is_said_to_be_busy() -> None:
    machine = {"processor": "P", "cores": 2, "memory_gib": 8, "system": "S", "python": "3.13", "versions": {}}
    size = {"articles": 5, "words": 9}
    results = {
        "date": "2026-11-24",
        "times": 10,
        "yardstick": ("pipe", "paragraph", 64),
        "sizes": {"x1": size, "x10": size},
    }
    quiet = heading({**results, "machine": {**machine, "commit": "abc", "load": [0.1]}})
    busy = heading({**results, "machine": {**machine, "commit": "abc", "load": [7.5]}})
    assert "busy" not in quiet
    assert "Load before the run 7.5: **the machine was busy" in busy
