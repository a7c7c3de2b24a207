"""Values as CSV cells and as JSON."""

from __future__ import annotations

import json
import math
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

# What opens a formula in a spreadsheet: OWASP, CSV Injection; the wide forms act in East Asian editions.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_cell(value: object, neutral: bool = True) -> str:
    """A value as the text of a CSV cell: nothing for null, JSON for lists and maps, ISO 8601 for dates.

    `neutral`: a text that a spreadsheet would take for a formula gets an apostrophe in front. An article can hold
    `=HYPERLINK(…)`, and the dataset quotes articles. A sign that stands alone is no formula, and numbers stay numbers.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if neutral and len(value) > 1 and value.startswith(_FORMULA_SIGNS) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    simple = json_value(value)
    return simple if isinstance(simple, str) else json_text(simple)


def json_text(value: object) -> str:
    """A value as JSON on one line."""
    return json.dumps(json_value(value), ensure_ascii=False, allow_nan=False)


def json_value(value: Any) -> Any:
    """A value made of what JSON knows: dates in ISO 8601, no number for what isn't one, whole numbers as such."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value) if value.is_finite() else None
    if isinstance(value, dict):
        return {str(key): json_value(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [json_value(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    return str(value)  # UUID, interval: as they are written
