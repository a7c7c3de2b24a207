"""Figures as people read them."""

from __future__ import annotations

from typing import Any

from tests.quality.figures import NEWSQUANT
from tests.quality.judge import NONE
from tests.quality.page import SUMMARY, page


def part(figure: float) -> dict[str, Any]:
    return {
        "summary": {key: figure for key, _ in SUMMARY},
        "fields": {"value": {"right": 3, "labelled": 4}, "agent": {"right": 0, "labelled": 0}},
        "spacy_entities": 60.0,
        "reliability": [
            {"low": 0.0, "high": 0.9, "count": 0, "said": None, "right": None},
            {"low": 0.9, "high": 1.0, "count": 8, "said": 0.93, "right": 0.875},
        ],
        "calibration_error": 0.055,
        "brier": 0.1,
    }


FIGURES: dict[str, Any] = {
    "versions": {"newsclaims": "0.1.0"},
    "articles": {
        "documents": 3,
        "parts": {"in view": part(96.0), "held out": part(80.0)},
        "status_confusion": [
            {"labelled": "target", "read": "reported", "count": 2},
            {"labelled": "reported", "read": NONE, "count": 1},
        ],
    },
    "newsquant": {"sentences": 9, "parts": {p: dict.fromkeys(NEWSQUANT, 90.0) for p in ("in view", "held out")}},
    "blind": {
        name: {
            "documents": 4,
            "articles": {key: figure for key, _ in SUMMARY},
            "sentences": 5,
            "newsquant": dict.fromkeys(NEWSQUANT, figure + 1),
        }
        for name, figure in (("in view", 85.0), ("kept", 75.0))
    },
    "peers": {
        "CQE 2.0.3": {
            "failed_sentences": 2,
            "parts": {p: dict.fromkeys(NEWSQUANT, 70.0) for p in ("in view", "held out")},
        },
        "quantulum3 0.10.0": {"missing": "no index"},
    },
}


def test_page() -> None:
    lines = page(FIGURES).splitlines()
    assert "| numbers detected | 96.0 | 80.0 |" in lines
    assert "| raw spaCy: entities found and typed, percent | 60.0 | 60.0 |" in lines
    assert "| numbers detected | 85.0 | 75.0 |" in lines
    assert "| sentences: value_unit | 86.0 | 76.0 |" in lines
    assert "| value | 75.0% of 4 | 75.0% of 4 |" in lines
    assert "| agent | none labelled | none labelled |" in lines
    assert f"|  | reported | target | {NONE} |" in lines
    assert "| target | 2 |  |  |" in lines
    assert "| 0.9 to 1 | 8 | 0.93 | 0.88 |" in lines
    assert "| 0 to 0.9 | 0 |  |  |" in lines


def test_peers_that_failed_say_so() -> None:
    text = page(FIGURES)
    assert "quantulum3 0.10.0: not measured: no index" in text
    assert "| quantulum3" not in text
    assert "CQE 2.0.3 raised an error on 2 sentences" in text
