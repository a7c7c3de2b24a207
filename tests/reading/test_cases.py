"""Run the cases of tests/cases: a text, and what must be read from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.reading.read import Reading, read_texts

CASES = Path(__file__).parent.parent / "cases"
QUANTITY_FIELDS = (
    "text value value_low value_high comparator kind unit si_value si_unit period statistic change".split()
)
CLAIM_FIELDS = "metric status agent source inner_source quoted time_text time_start time_end place sentence".split()


def load_cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{file.stem}:{case['name']}")
        for file in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def accepts(field: str, want: Any, got: Any) -> bool:
    if isinstance(want, list):
        return any(accepts(field, one, got) for one in want)
    if want is None or got is None:
        return want is got
    if isinstance(want, float | int) and not isinstance(want, bool):
        return got == pytest.approx(want, rel=1e-3)
    if field == "metric":
        return f" {got}".endswith(f" {want}")
    return str(got) == str(want)


def claims_as_dicts(reading: Reading) -> list[dict[str, Any]]:
    return [
        {field: getattr(claim.quantity, field) for field in QUANTITY_FIELDS}
        | {field: getattr(claim, field) for field in CLAIM_FIELDS}
        for claim in reading.claims
    ]


@pytest.mark.parametrize("case", load_cases())
def test_case(case: dict[str, Any]) -> None:
    reading = read_texts({"case.txt": case["text"]}, case.get("published_at"))
    if "claims" in case:
        got = claims_as_dicts(reading)
        assert [claim["text"] for claim in got] == [str(claim["text"]) for claim in case["claims"]]
        for want, claim in zip(case["claims"], got, strict=True):
            wrong = {
                field: (claim[field], value) for field, value in want.items() if not accepts(field, value, claim[field])
            }
            assert not wrong, f"{want['text']}: (got, want) {wrong}"
    if "rejected" in case:
        assert [(number.text, number.reason) for number in reading.rejected] == [
            (str(number["text"]), number["reason"]) for number in case["rejected"]
        ]
    for want in case.get("mentions", []):
        assert any(
            all(str(getattr(mention, field)) == value for field, value in want.items()) for mention in reading.mentions
        ), f"{want} not in {[(m.text, m.label, m.name) for m in reading.mentions]}"
    for text in case.get("not_mentions", []):
        assert text not in [mention.text for mention in reading.mentions]
    if "comparisons" in case:
        texts = {claim.claim_id: claim.quantity.text for claim in reading.claims}
        got_pairs = [(texts[c.left_claim_id], texts[c.right_claim_id], c.relation) for c in reading.comparisons]
        assert sorted(got_pairs) == sorted(
            (str(c["left"]), str(c["right"]), c["relation"]) for c in case["comparisons"]
        )
    if "roles" in case:
        assert [paragraph.role for paragraph in reading.documents[0].paragraphs] == case["roles"]
