"""What each reader script does around its extractor: sentences in, rows and times out, as JSON files.

    reader.py SENTENCES.json FOUND.json

Runs in the peer's environment and knows nothing of the project.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
STARTED = time.perf_counter()


def row(value: float, text: str = "", unit: str | None = None, **fields: Any) -> Row:
    """A quantity in the columns that the scorer reads."""
    empty = {"value_low": None, "value_high": None, "metric": None, "comparator": "=", "change": None, "subject": None}
    return {**empty, "value": value, "text": text, "unit": unit, **fields}


def range_row(low: float, high: float, text: str = "", unit: str | None = None, **fields: Any) -> Row:
    """A range, with its midpoint as value."""
    return row((low + high) / 2, text, unit, value_low=low, value_high=high, **fields)


def serve(read: Callable[[str], list[Row]]) -> None:
    """Read each sentence with `read`; one that it fails on has no rows and is counted."""
    given, found = Path(sys.argv[1]), Path(sys.argv[2])
    if "NEWSCLAIMS_CORE" in os.environ and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {int(os.environ["NEWSCLAIMS_CORE"])})
    sentences = json.loads(given.read_text(encoding="utf-8"))
    read("The 5 men paid $3.50 for 20 kilometres.")  # what is loaded at the first use is no reading
    begun = time.perf_counter()
    rows, failed = [], 0
    for sentence in sentences:
        try:
            rows.append(read(sentence))
        except Exception:  # the peer's own: it stands in its figures, not in our way
            rows.append([])
            failed += 1
    result = {
        "rows": rows,
        "seconds": time.perf_counter() - begun,
        "load_seconds": begun - STARTED,
        "failed": failed,
    }
    found.write_text(json.dumps(result), encoding="utf-8")
