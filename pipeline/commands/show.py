"""`newsclaims show`: a document's claims, each with its evidence."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table as Grid
from rich.text import Text

from pipeline.commands.console import fail, nearest, out, plain
from pipeline.commands.options import DataOption, dataset_at
from schemas import NUMERIC_CLAIMS, RAW_TEXT


def show(document_id: Annotated[str, typer.Argument(metavar="DOCUMENT_ID")], data: DataOption = None) -> None:
    """Show a document's claims, each with the sentence it stands in.

    Example: newsclaims show 2025/la-raids.txt
    """
    import pyarrow.compute as pc

    dataset = dataset_at(data, RAW_TEXT, NUMERIC_CLAIMS)
    ids = dataset.read(RAW_TEXT, ["document_id"])["document_id"].to_pylist()
    if document_id not in ids:
        fail(f"no document {document_id!r} in {dataset.folder}{nearest(document_id, ids)}")
    claims = dataset.read(NUMERIC_CLAIMS)
    claims = claims.filter(pc.equal(claims["document_id"], document_id))
    grid = Grid("claim", "value", "metric", "status", "agent", "source", "evidence", show_lines=True)
    for row in claims.to_pylist():
        cells = (
            row["text"],
            value_in_words(row),
            row["metric"],
            row["status"],
            row["agent"],
            row["source"],
            row["sentence"],
        )
        grid.add_row(*(Text(plain(cell or "")) for cell in cells))
    out.print(grid if claims.num_rows else "This document makes no claim in numbers.")


def value_in_words(row: dict[str, object]) -> str:
    """A claim's figure on one line: comparator, value or range, unit, period, change."""
    low, high = row["value_low"], row["value_high"]
    number = f"{low:,.10g} to {high:,.10g}" if low is not None and high is not None else f"{row['value']:,.10g}"
    parts = [
        "" if row["comparator"] == "=" else row["comparator"],
        number,
        row["unit"],
        f"per {row['period']}" if row["period"] else "",
        f"({row['change']})" if row["change"] else "",
    ]
    return " ".join(str(part) for part in parts if part)
