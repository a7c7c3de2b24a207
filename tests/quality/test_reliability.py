"""Bins of confidence."""

from __future__ import annotations

import pytest

from tests.quality.reliability import brier, calibration_error, reliability

JUDGED = [(0.95, True), (0.9, True), (1.0, True), (0.92, False), (0.3, False), (0.1, True)]


def test_bins() -> None:
    bins = reliability(JUDGED, (0.0, 0.5, 0.9, 1.0))
    assert [one.count for one in bins] == [2, 0, 4]
    assert [one.right for one in bins] == [0.5, None, 0.75]
    assert bins[0].said == pytest.approx(0.2)
    assert bins[2].said == pytest.approx(0.9425)


def test_a_confidence_on_an_edge_is_in_one_bin() -> None:
    assert [one.count for one in reliability([(0.5, True)], (0.0, 0.5, 1.0))] == [0, 1]
    assert sum(one.count for one in reliability(JUDGED)) == len(JUDGED)


def test_calibration_error_is_weighed_by_counts() -> None:
    bins = reliability([(0.9, True), (0.9, True), (0.9, False), (0.2, False)], (0.0, 0.5, 1.0))
    assert calibration_error(bins) == pytest.approx((3 * (0.9 - 2 / 3) + 0.2) / 4)
    assert calibration_error(reliability([])) is None


def test_brier() -> None:
    assert brier([(1.0, True), (0.0, False)]) == 0
    assert brier([(0.5, True), (0.5, False)]) == pytest.approx(0.25)
    assert brier([]) is None
