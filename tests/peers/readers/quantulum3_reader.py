"""Quantities by quantulum3, with its classifier of units; it says nothing of change or of what is counted."""

from __future__ import annotations

import logging
import warnings

warnings.filterwarnings("ignore")

from protocol import Row, range_row, row, serve  # noqa: E402
from quantulum3 import parser  # noqa: E402

logging.disable(logging.CRITICAL)


def read(sentence: str) -> list[Row]:
    rows = []
    for quantity in parser.parse(sentence):
        unit = None if quantity.unit.name == "dimensionless" else quantity.unit.name
        value, spread = float(quantity.value), quantity.uncertainty
        if spread:
            rows.append(range_row(value - float(spread), value + float(spread), quantity.surface, unit))
        else:
            rows.append(row(value, quantity.surface, unit))
    return rows


serve(read)
