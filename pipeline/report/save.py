"""A page into its file: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def save(path: Path, page: str) -> None:
    """Write a page under a temporary name and move it into its place; OSError if that can't be done."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        aside.write_text(page, encoding="utf-8")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
