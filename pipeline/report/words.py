"""Values, fields and reasons as a reader of the page meets them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from babel.numbers import get_currency_symbol

from pipeline.reading.comparisons.summarise import PERIODS, plural

_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_VISIBLE = {
    **{code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)},
    0x7F: "\u2421",
    **{code: f"[U+{code:04X}]" for code in range(0x80, 0xA0)},
    **{ord(char): f"[U+{ord(char):04X}]" for char in _BIDI_CONTROLS},
}
_COMPARATORS = {"=": "", "~": "about ", "<": "under ", "<=": "up to ", ">": "more than ", ">=": "at least "}


def visible(text: str) -> str:
    """Text whose control characters are seen and steer nothing: one that turns the reading direction could show
    other words than the article has."""
    return text.translate(_VISIBLE)


def figure(value: float) -> str:
    """A number in full, at most six decimals: 1,300,000; 0.666667; 1e+20 where the digits would mislead."""
    if not math.isfinite(value):
        return "not a number"
    if value and not 1e-4 <= abs(value) < 1e15:
        return f"{value:.6g}"
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def amount(value: float, unit: str | None, period: str | None) -> str:
    """A value with its unit and period: "3,000 a day", "£48,000,000", "5.1%", "34 square miles"."""
    written = figure(value)
    if unit == "percent":
        written += "%"
    elif unit:
        main, *rest = unit.split(" per ")
        if len(main) == 3 and main.isupper():
            return " per ".join([_money(written, main), *rest]) + (f" {per(period)}" if period else "")
        name = main if value in (1, -1) else plural(main)
        written = " per ".join([f"{written} {name}", *rest])
    return f"{written} {per(period)}" if period else written


def _money(written: str, currency: str) -> str:
    sign = str(get_currency_symbol(currency, locale="en_US"))
    sign = f"{sign} " if sign[-1:].isalpha() else sign
    return f"-{sign}{written[1:]}" if written.startswith("-") else sign + written


def per(period: str) -> str:
    """An ISO 8601 duration as a rate's period: "a day"."""
    return PERIODS.get(period, f"per {period}")


def claim_amount(claim: Mapping[str, Any]) -> str:
    """What a claim says, as a reader would: "about 1,600 a day", "between 5 and 7"."""
    low, high, unit, period = claim["value_low"], claim["value_high"], claim["unit"], claim["period"]
    if low is not None and high is not None:
        return f"between {figure(low)} and {amount(high, unit, period)}"
    return _COMPARATORS[claim["comparator"]] + amount(claim["value"], unit, period)


def shown(value: object) -> str:
    """A field's value: numbers in full, dates in ISO 8601, yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return figure(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


@cache
def reasons() -> dict[str, str]:
    """What each reason says for which a number is no claim."""
    loaded: dict[str, str] = yaml.safe_load(files(__package__).joinpath("reasons.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def statuses() -> dict[str, str]:
    """What each status says of a figure."""
    loaded: dict[str, str] = yaml.safe_load(files(__package__).joinpath("statuses.yaml").read_text(encoding="utf-8"))
    return loaded


LABELS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "country, region or town",
    "LOC": "place",
    "FAC": "building or road",
    "NORP": "people or group",
    "EVENT": "event",
    "PRODUCT": "product",
    "LAW": "law",
    "WORK_OF_ART": "work",
}
RELATIONS = {
    "target_vs_actual": "Target against actual",
    "conflicting_reports": "Conflicting reports",
    "change_over_time": "Change over time",
}
SIDES = {
    "target_vs_actual": ("target", "actual"),
    "conflicting_reports": ("first report", "other report"),
    "change_over_time": ("earlier", "later"),
}
