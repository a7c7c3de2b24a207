"""A file written beside its place and moved there by one rename: a reader sees the old one or the new one, whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_aside(place: Path) -> Iterator[Path]:
    """The name under which to write what belongs at `place`; it gets there if the block ends well, and is gone if not.

    OSError if it can't be moved.
    """
    aside = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        yield aside
        aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)


def replace_file(place: Path, content: bytes) -> None:
    """Put a file with this content at `place`; OSError if that can't be done."""
    with written_aside(place) as aside:
        aside.write_bytes(content)


def replace_if_changed(place: Path, content: bytes) -> bool:
    """`replace_file`, unless a file with this content is there already; whether it was written."""
    if place.is_file() and place.read_bytes() == content:
        return False
    replace_file(place, content)
    return True
