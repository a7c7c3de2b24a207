"""`.txt`: the text as it stands."""

from __future__ import annotations

from pipeline.intake.decoding import decode
from pipeline.intake.formats.content import Content


def read_plain_text(data: bytes) -> Content:
    """The decoded text."""
    return Content(decode(data))
