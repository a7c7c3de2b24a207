"""The bytes of a seed, bounded, and the same from first to last."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.intake.document import Refusal
from pipeline.intake.folder import Seed, open_beneath

# The longest document: twice the King James Bible (4.5 MB), with room for the 10 MB on one line that a broken export
# makes; what is larger is an archive under a wrong name, and reading it would starve the rest.
MAX_DOCUMENT_BYTES = 16 * 1024 * 1024


def read_document(root: Path, seed: Seed) -> bytes:
    """A seed's whole content; Refusal if it is too large, can't be read or changes meanwhile."""
    with open_beneath(root, seed.target) as handle:
        before = os.fstat(handle)
        if before.st_size > MAX_DOCUMENT_BYTES:
            raise too_large(before.st_size)
        data = _read(handle, MAX_DOCUMENT_BYTES + 1)
        check_unchanged(before, os.fstat(handle), len(data))
        return data


def too_large(size: int) -> Refusal:
    return Refusal("too_large", f"{size:,} bytes, more than the {MAX_DOCUMENT_BYTES:,} that a document may have")


def check_unchanged(before: os.stat_result, after: os.stat_result, size: int) -> None:
    """Refusal if a file was written to while it was read: half of one version and half of another is no document."""
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or size != after.st_size:
        raise Refusal("unreadable", "changed while it was read")


def _read(handle: int, limit: int) -> bytes:
    chunks, size = [], 0
    while size < limit and (chunk := os.read(handle, min(1 << 20, limit - size))):
        chunks.append(chunk)
        size += len(chunk)
    return b"".join(chunks)
