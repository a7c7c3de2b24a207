from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.bars import comparison, extents
from tests.report.rows import ACTUAL, AIM, claim, compared


def test_both_bars_stand_on_one_scale() -> None:
    assert extents((3000.0, 1600.0)) == [(0.0, 100.0), (0.0, pytest.approx(53.33, abs=0.01))]


def test_negative_values_go_left_of_zero() -> None:
    assert extents((-50.0, 50.0)) == [(0.0, 50.0), (50.0, 50.0)]
    assert extents((-100.0, -50.0)) == [(0.0, 100.0), (50.0, 50.0)]


@given(st.lists(st.floats(), min_size=2, max_size=2))
def test_any_two_values_stay_in_the_drawing(values: list[float]) -> None:
    for left, width in extents(values):
        assert math.isfinite(left)
        assert math.isfinite(width)
        assert 0 <= left <= 100
        assert 0 < width <= 100.0001
        assert left + width <= 100.5


def test_the_left_side_is_named_by_its_status() -> None:
    row = compared(claim("3,000", AIM), claim("1,600", ACTUAL))
    assert [bar.side for bar in comparison(row).bars] == ["target", "actual"]
    assert [bar.side for bar in comparison(row, "forecast").bars] == ["forecast", "actual"]
    assert [bar.amount for bar in comparison(row).bars] == ["3,000 a day", "1,600 a day"]
