"""Labels and claims are paired as the scorer pairs them, and each pair is judged by the scorer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.quality.judge import NONE, confidences, detection_counts, field_counts, judge, pair, scored, status_confusion
from tests.quality.labelled import Labelled, NoLabelsError, held_out, in_view

SHARED = Path(__file__).parent.parent.parent.parent / "shared"
TEXT = "A title\nSome 300 came and 40 left, he hoped.\n"


def close(left: float, right: float) -> bool:
    return float(left) == float(right)


def score(documents: dict[str, Any], claims: dict[str, list[dict[str, Any]]], *_: Any) -> dict[str, float]:
    """A scorer in small: the value and the status of one pair, printed as the real one prints them."""
    for name, (_, labels, _) in documents.items():
        for label, claim in zip(labels, claims[name], strict=True):
            print(f"  value       {int(close(claim['value'], label['v']))}/1 = x%")
            print(f"  status      {int(claim['status'] in label.get('status', 'reported'))}/1 = x%")
            print("  source      0/0 = 0.0%")
    return {}


SCORER: Any = SimpleNamespace(close=close, score=score)


def label(text: str, value: float, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text, "v": str(value), **fields}


def claim(text: str, value: float, status: str = "reported", confidence: float = 0.9) -> dict[str, Any]:
    start = TEXT.index(text)
    place = {"char_start": start, "char_end": start + len(text)}
    return {**place, "value": value, "status": status, "confidence": confidence}


def test_the_right_value_is_preferred_to_the_longer_overlap() -> None:
    labels = [label("Some 300 came", 300)]
    assert pair(labels, [claim("Some 300 came", 1), claim("300", 300)], close) == [(0, 1)]


def test_a_claim_meets_one_label() -> None:
    labels = [label("300", 300), label("300 came", 300)]
    assert pair(labels, [claim("300", 300)], close) == [(0, 0)]


def test_judged() -> None:
    labels = [
        label("300", 300),
        label("40", 40, status="target"),
        label("he", 1, optional="1"),
        label("left", 5, x="1"),
    ]
    claims = [claim("300", 300), claim("40", 40, "reported", 0.6), claim("hoped", 9, "forecast", 0.2)]
    judged = judge(SCORER, {"a": (TEXT, labels, [])}, {"a": claims})
    assert [one.right for one in judged] == [True, False, False]
    assert confidences(judged) == [(0.9, True), (0.6, False), (0.2, False)]
    assert status_confusion(judged) == Counter(
        {("reported", "reported"): 1, ("target", "reported"): 1, (NONE, "forecast"): 1}
    )


def test_missed() -> None:
    judged = judge(SCORER, {"a": (TEXT, [label("300", 300)], [])}, {})
    assert status_confusion(judged) == Counter({("reported", NONE): 1})
    assert confidences(judged) == []


def test_counts_are_read_from_what_the_scorer_prints() -> None:
    printed = "gold 5 predicted 6 detected 4 missed 1 extra 2\n  value       3/4 = 75.0%\n  source      0/0 = 0.0%\n"
    assert detection_counts(printed) == {"labels": 5, "claims": 6, "met": 4, "missed": 1, "extra": 2}
    assert field_counts(printed) == {"value": (3, 4), "source": (0, 0)}


def test_thirds() -> None:
    assert in_view("abcdefg") == ["a", "b", "d", "e", "g"]
    assert held_out("abcdefg") == ["c", "f"]


def test_no_labels(tmp_path: Path) -> None:
    with pytest.raises(NoLabelsError, match="NEWSCLAIMS_LABELS"):
        Labelled(tmp_path)


@pytest.mark.skipif(not (SHARED / "score" / "articles.py").is_file(), reason="no labelled sets beside the project")
def test_pairs_are_those_of_the_real_scorer() -> None:
    """Every second label as a claim, one of three with another value, and claims where no label is."""
    labelled = Labelled(SHARED)
    scorer = labelled.scorer("articles")
    documents = scorer.load(labelled.articles)
    seen = {name: documents[name] for name in in_view(list(documents))}
    claims: dict[str, list[dict[str, Any]]] = {}
    for name, (text, labels, _) in seen.items():
        given = [g for g in labels if "x" not in g and "optional" not in g and g["start"] >= text.index("\n")]
        claims[name] = [
            {"char_start": g["start"], "char_end": g["end"], "value": float(g["v"]) + (i % 3 == 0), "confidence": 1.0}
            | {"status": "reported", "comparator": "=", "kind": "count"}
            for i, g in enumerate(given[::2])
        ]
        claims[name].append({**claims[name][0], "char_start": len(text) - 2, "char_end": len(text) - 1})
    _, printed = scored(scorer, seen, claims, {}, {})
    judged = judge(scorer, seen, claims)
    counts = detection_counts(printed)
    met = [one for one in judged if one.label is not None and one.claim is not None]
    assert len(met) == counts["met"]
    assert sum(one.claim is None for one in judged) == counts["missed"]
    assert sum(one.label is None for one in judged) == counts["extra"]
    for field in ("value", "status", "metric"):
        assert sum(one.fields.get(field, False) for one in met) == field_counts(printed)[field][0]
