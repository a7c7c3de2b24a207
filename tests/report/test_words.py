from __future__ import annotations

import pytest

from pipeline.report.words import LABELS, RELATIONS, SIDES, amount, claim_amount, figure, reasons, statuses, visible
from schemas.vocabularies import ENTITY_LABELS, NUMBER_REJECTION_REASONS, STATUSES
from schemas.vocabularies import RELATIONS as ALL_RELATIONS
from tests.report.rows import AIM, claim


def test_every_word_of_the_vocabularies_has_words_for_a_reader() -> None:
    assert set(reasons()) == set(NUMBER_REJECTION_REASONS)
    assert set(statuses()) == set(STATUSES)
    assert set(LABELS) == set(ENTITY_LABELS)
    assert set(RELATIONS) == set(SIDES) == set(ALL_RELATIONS)


@pytest.mark.parametrize(
    ("value", "written"),
    [(3000.0, "3,000"), (0.5, "0.5"), (1 / 3, "0.333333"), (1e20, "1e+20"), (-12.5, "-12.5"), (0.0, "0"), (1e-9, "1e-09")],
)  # fmt: skip
def test_figures_are_written_in_full(value: float, written: str) -> None:
    assert figure(value) == written


@pytest.mark.parametrize(
    ("value", "unit", "period", "written"),
    [
        (3000.0, None, "P1D", "3,000 a day"),
        (48e6, "GBP", None, "£48,000,000"),
        (-5.0, "USD", None, "-$5"),
        (21.4, "USD", "PT1H", "$21.4 an hour"),
        (60.0, "USD per barrel", None, "$60 per barrel"),
        (5.1, "percent", None, "5.1%"),
        (34.0, "square mile", None, "34 square miles"),
        (1.0, "litre", None, "1 litre"),
        (3.0, None, "P7M", "3 per P7M"),
    ],
)
def test_amounts(value: float, unit: str | None, period: str | None, written: str) -> None:
    assert amount(value, unit, period) == written


def test_a_claim_says_its_comparator_and_its_range() -> None:
    assert claim_amount(claim("3,000", AIM, comparator="~", period="P1D")) == "about 3,000 a day"
    assert claim_amount(claim("3,000", AIM, value_low=5.0, value_high=7.0)) == "between 5 and 7"


def test_controls_are_seen_and_steer_nothing() -> None:
    assert visible("a\x00b\x1b[31m\u202egpj.exe\u2066\tx\n") == "a␀b␛[31m[U+202E]gpj.exe[U+2066]\tx\n"
