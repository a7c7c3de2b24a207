"""Quantities by Microsoft's Recognizers-Text: numbers, percentages, money, dimensions, ages, temperatures.

A number inside a longer find is that find's. Unit names are brought to NewsQuant's where they only spell otherwise.
"""

from __future__ import annotations

import re
from typing import Any

from protocol import Row, row, serve
from recognizers_number import Culture, NumberRecognizer
from recognizers_number_with_unit import NumberWithUnitRecognizer

NUMBERS, UNITS = NumberRecognizer(Culture.English), NumberWithUnitRecognizer(Culture.English)
# Longest names first: what measures is more than what counts.
MODELS = (
    UNITS.get_currency_model(Culture.English),
    UNITS.get_dimension_model(Culture.English),
    UNITS.get_temperature_model(Culture.English),
    UNITS.get_age_model(Culture.English),
    NUMBERS.get_percentage_model(Culture.English),
    NUMBERS.get_number_model(Culture.English),
)
NAMES = {
    "united states dollar": "dollar",
    "pound": "pound sterling",
    "british pound": "pound sterling",
    "japanese yen": "japanese yen",
    "yuan": "chinese yuan",
    "rupee": "indian rupee",
    "c": "celsius",
    "f": "fahrenheit",
    "k": "kelvin",
    "ton": "ton",
}
AGES = {"year", "month", "week", "day"}
BRITISH = ((r"meter\b", "metre"), (r"liter\b", "litre"))


def unit_name(found: Any) -> str | None:
    """NewsQuant's name of the unit; None for a bare number."""
    if found.type_name == "percentage":
        return "percentage"
    name = str(found.resolution.get("unit") or "").lower()
    if not name:
        return None
    if found.type_name == "age":
        return f"{name} of age" if name in AGES else name
    if found.type_name == "dimension" and name == "pound":
        return "pound-mass"
    name = NAMES.get(name, name)
    for american, british in BRITISH:
        name = re.sub(american, british, name)
    return name


def read(sentence: str) -> list[Row]:
    taken: list[tuple[int, int]] = []
    rows: list[tuple[int, Row]] = []
    for model in MODELS:
        for found in model.parse(sentence):
            value = str((found.resolution or {}).get("value") or "").rstrip("%")
            if not value or any(found.start <= end and found.end >= start for start, end in taken):
                continue
            taken.append((found.start, found.end))
            rows.append((found.start, row(float(value), found.text, unit_name(found))))
    return [found for _, found in sorted(rows, key=lambda pair: pair[0])]


serve(read)
