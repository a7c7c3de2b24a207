"""Values as text: nothing lost, nothing that a spreadsheet would run."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.cells import csv_cell, json_text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("text", "text"),
        ("", ""),
        (True, "true"),
        (3000.0, "3000.0"),
        (-5, "-5"),
        (-0.5, "-0.5"),
        (float("nan"), ""),
        (float("inf"), ""),
        (date(2024, 5, 15), "2024-05-15"),
        (["a", 1], '["a", 1]'),
        ({"status": "verb_of_aim"}, '{"status": "verb_of_aim"}'),
        (Decimal("1.5"), "1.5"),
        ('=HYPERLINK("https://127.0.0.1")', '\'=HYPERLINK("https://127.0.0.1")'),
        ("+1 555 0100", "'+1 555 0100"),
        ("-5 degrees", "'-5 degrees"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("=", "="),
        (">=", ">="),
    ],
)
def test_csv_cell(value: object, cell: str) -> None:
    assert csv_cell(value) == cell


def test_formulas_stay_where_that_is_wanted() -> None:
    assert csv_cell("=1+1", neutral=False) == "=1+1"


@given(st.text())
def test_no_text_opens_a_formula(text: str) -> None:
    cell = csv_cell(text)
    assert len(cell) < 2 or cell[0] not in "=+-@\t\r\n"
    assert cell in (text, f"'{text}")


@given(st.dictionaries(st.text(), st.lists(st.floats() | st.text() | st.none() | st.booleans())))
def test_json_is_json(value: object) -> None:
    line = json_text(value)
    assert "\n" not in line
    json.loads(line, parse_constant=pytest.fail)
