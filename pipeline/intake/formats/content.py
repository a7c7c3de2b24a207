"""What a format gives: a text and what its seed says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pipeline.intake.document import Refusal


@dataclass(slots=True, frozen=True)
class Content:
    """A document as its format gives it: `text` decoded and clean, the rest where the seed states it."""

    text: str
    title: str | None = None
    published_at: date | None = None
    url: str | None = None
    language: str | None = None


class Row(NamedTuple):
    """A row of a seed with rows: where it stands ("line 12", "row 3"), and its columns by name or why it has none."""

    place: str
    columns: dict[str, object] | Refusal
