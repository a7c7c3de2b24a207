"""What each document's rows in a file were made from, and what they are: kept in the file's footer.

A stage asks there, not in a log beside the data, which documents it has to do again. Two digests a document: of all
that its rows were made from (the rows read, the code), and of the rows themselves, which is what the next stage was
made from. So a change that leaves a stage's rows as they were goes no further.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.store.buckets import KEY_BYTES

DIGEST_BYTES = 8
_RECORD = KEY_BYTES + 2 * DIGEST_BYTES


@dataclass(slots=True)
class States:
    """By document key: (digest of what its rows were made from, digest of its rows)."""

    of: dict[bytes, tuple[bytes, bytes]] = field(default_factory=dict)

    def encode(self) -> str:
        """As footer text, the same for the same states."""
        return base64.b64encode(b"".join(key + b"".join(self.of[key]) for key in sorted(self.of))).decode()

    @classmethod
    def decode(cls, text: str) -> States:
        """From footer text; no states for one that isn't ours."""
        try:
            raw = base64.b64decode(text, validate=True)
        except ValueError:
            return cls()
        records = (raw[start : start + _RECORD] for start in range(0, len(raw) - _RECORD + 1, _RECORD))
        return cls(
            {
                record[:KEY_BYTES]: (
                    record[KEY_BYTES : KEY_BYTES + DIGEST_BYTES],
                    record[KEY_BYTES + DIGEST_BYTES :],
                )
                for record in records
            }
        )

    def gives(self, key: bytes) -> bytes:
        """The digest of a document's rows; that of no rows for a document that isn't there."""
        return self.of[key][1] if key in self.of else NO_ROWS

    def digest(self) -> str:
        """Over which documents there are and what their rows are, hex."""
        sha = hashlib.sha256()
        for key in sorted(self.of):
            sha.update(key + self.of[key][1])
        return sha.hexdigest()[:16]


def digest_of(*parts: bytes) -> bytes:
    """A digest over parts of fixed length."""
    return hashlib.sha256(b"".join(parts)).digest()[:DIGEST_BYTES]


def rows_digest(tables: Iterable[Iterable[Mapping[str, Any]]]) -> bytes:
    """A digest over one document's rows, table by table, in their order.

    Taken over Python's own notation of the values, which is exact for floats and independent of how Arrow lays them
    out in memory.
    """
    sha = hashlib.sha256()
    for rows in tables:
        for row in rows:
            sha.update(repr(tuple(row.values())).encode("utf-8", "surrogatepass"))
        sha.update(b"\0")
    return sha.digest()[:DIGEST_BYTES]


NO_ROWS = rows_digest([])
