"""Bring two quantities to one unit and one period, or say that they are unlike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING

from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.unit_registry import unit_registry

if TYPE_CHECKING:
    import pint

_CURRENCY = re.compile(r"[A-Z]{3}")
_POWER = {"square": "**2", "cubic": "**3"}
# Names of schemas.numeric_claims' units that pint spells otherwise.
_PINT_NAME = {
    "degree celsius": "degC",
    "degree fahrenheit": "degF",
    "nautical mile": "nautical_mile",
    "percentage point": "percentage_point",
    "basis point": "basis_point",
    "kiloton": "kilotonne",
    "fluid ounce": "fluid_ounce",
    "light year": "light_year",
}
# Mean Gregorian year and month, in days; an hour of pay is no fraction of a day's.
_PERIOD = re.compile(r"P(\d*)([DWMY])|PT(\d*)([HMS])")
_DAYS = {"D": 1.0, "W": 7.0, "M": 365.2425 / 12, "Y": 365.2425}
_CLOCK_DAYS = {"H": 1 / 24, "M": 1 / 1440, "S": 1 / 86400}
# Kinds that share a unit and still measure unlike things.
_APART = frozenset({"age"})


@dataclass(slots=True, frozen=True)
class Aligned:
    """Two values in one unit and per one period."""

    left: float
    right: float
    unit: str | None
    period: str | None


@lru_cache(maxsize=4096)
def _unit(name: str) -> pint.Unit | None:
    """The library's unit of a contract name ("tonne per hectare", "USD per barrel"), None if it has none.

    Each currency is a dimension of its own, so that no two are ever converted.
    """
    registry = unit_registry()
    terms = []
    for term in name.split(" per "):
        words = term.split()
        if not words or not all(word.isalpha() for word in words):
            return None
        if term in _PINT_NAME:
            terms.append(_PINT_NAME[term])
        elif _CURRENCY.fullmatch(term):
            if f"money_{term}" not in registry:
                registry.define(f"money_{term} = [money_{term}]")
            terms.append(f"money_{term}")
        elif words[0] in _POWER and len(words) == 2:
            terms.append(words[1] + _POWER[words[0]])
        else:
            terms.append("*".join(words))
    try:
        return registry.Unit(" / ".join(terms))
    except Exception:  # pint raises many kinds on words that are no units: such a unit is only itself
        return None


@lru_cache(maxsize=4096)
def dimension(kind: str, unit: str | None) -> str:
    """A key that is the same for quantities that can be converted into each other: never across currencies."""
    if kind in ("percent", "ratio") and unit in (None, "percent"):
        return "percent"
    if unit is None:
        return "count" if kind in ("count", "ratio") else kind
    if kind in _APART:
        return kind
    if _CURRENCY.fullmatch(unit):
        return unit
    known = _unit(unit)
    return f"unit {unit}" if known is None else str(known.dimensionality)


@lru_cache(maxsize=1024)
def period_days(period: str | None) -> float | None:
    """The length of an ISO 8601 period of one part in days, None for none or one of several parts."""
    match = _PERIOD.fullmatch(period or "")
    if match is None:
        return None
    days, part, clock, clock_part = match.groups()
    if part:
        return float(days or 1) * _DAYS[part]
    return float(clock or 1) * _CLOCK_DAYS[clock_part]


def align(left: Quantity, right: Quantity, lend_unit: bool = False, lend_period: bool = False) -> Aligned | None:
    """Two quantities in the unit and per the period of one of them (left's where it has them), or None if unlike.

    A rate is like no level. `lend_unit` and `lend_period` say that the text leaves the unit or the period of one out
    because the other has it ("85 arrests a day … only 52"): then the one that is named holds for both.
    """
    if not (isfinite(left.value) and isfinite(right.value)):
        return None
    values = _same_unit(left, right, lend_unit)
    if values is None:
        return None
    left_value, right_value, unit = values
    if left.period != right.period:
        if left.period and right.period:
            days, other_days = period_days(left.period), period_days(right.period)
            if not days or not other_days or ("T" in left.period) != ("T" in right.period):
                return None
            right_value *= days / other_days
        elif not lend_period:
            return None
    return Aligned(_tidy(left_value), _tidy(right_value), unit, left.period or right.period)


def _same_unit(left: Quantity, right: Quantity, lend: bool) -> tuple[float, float, str | None] | None:
    if dimension(left.kind, left.unit) == dimension(right.kind, right.unit):
        if left.unit == right.unit:
            return left.value, right.value, left.unit
        if "percent" in (left.unit, right.unit):  # two in three against 60 percent
            scaled = [q.value if q.unit else q.value * 100 for q in (left, right)]
            return (scaled[0], scaled[1], "percent") if max(map(abs, scaled)) <= 1000 else None
        if left.unit is None or right.unit is None:
            return None
        unit, other = _unit(left.unit), _unit(right.unit)
        if unit is None or other is None:
            return None
        converted = unit_registry().Quantity(right.value, other).to(unit).magnitude
        return left.value, float(converted), left.unit
    if not lend:
        return None
    if left.unit is None and right.unit is None and {left.kind, right.kind} <= {"count", "ratio", "other"}:
        return left.value, right.value, None  # "5.1 times as likely. Last year it was 4.6"
    for named, bare in ((left, right), (right, left)):
        if named.unit and (
            (bare.unit is None and bare.kind in ("count", "other") and named.kind != "age")
            or (bare.unit and named.unit.startswith(f"{bare.unit} per "))
        ):
            return left.value, right.value, named.unit
    return None


def _tidy(value: float) -> float:
    """A value without the noise of binary conversion: twelve significant digits."""
    return float(f"{value:.12g}")
