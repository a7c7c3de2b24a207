"""The bytes of a seed: decompressed, bounded, and the same from first to last."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Protocol, cast

import pyarrow as pa

from pipeline.intake.document import Refusal, blame_machine
from pipeline.intake.folder import Seed
from pipeline.intake.places import Root, open_seed

# The largest file of one document, decompressed: a text of compose.MAX_DOCUMENT_CHARACTERS in any encoding, and a page
# with all its markup, styles and pictures. What is larger is an archive under a wrong name.
MAX_DOCUMENT_BYTES = 16 * 1024 * 1024
# Archives of rows are read as a stream and may be of any size. A compressed one may grow to MIN_ARCHIVE_BYTES, and
# beyond that to MAX_RATIO times its stored size: text packs 3 to 10 times, a bomb 1,000 times and more.
MIN_ARCHIVE_BYTES = 64 * 1024 * 1024
MAX_RATIO = 200
COMPRESSIONS = (".gz", ".zst")

_CHUNK = 1 << 16


class Readable(Protocol):
    """What is left of a file when only reading on is needed."""

    def read(self, size: int, /) -> bytes: ...


class BoundedReader(io.RawIOBase):
    """A stream that refuses to give more than `limit` bytes (too_large) or broken compression (undecodable)."""

    def __init__(self, source: Readable, limit: int, compression: str | None = None) -> None:
        self._source = source
        self._left = limit
        self._limit = limit
        self._compression = compression

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self.take(min(len(buffer), _CHUNK))
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def plain(self) -> BinaryIO:
        """The file itself, for readers that seek; only where it isn't compressed."""
        assert self._compression is None
        return cast("BinaryIO", self._source)

    def take(self, size: int) -> bytes:
        """The next bytes, at most `size`; b"" at the end."""
        try:
            chunk = self._source.read(size)
        except (EOFError, OSError, zlib.error, pa.ArrowException) as error:
            if self._compression is None:
                raise
            if isinstance(error, OSError):
                blame_machine(error)
            raise Refusal("undecodable", f"broken {self._compression} compression: {error}") from None
        self._left -= len(chunk)
        if self._left < 0:
            raise Refusal("too_large", f"more than {self._limit:,} bytes when decompressed")
        return chunk


def read_document(root: Root, seed: Seed, compression: str | None = None) -> bytes:
    """A seed's whole content; Refusal if it is too large, can't be read, or changes meanwhile."""
    with open_content(root, seed, compression, MAX_DOCUMENT_BYTES) as content:
        chunks = []
        while chunk := content.take(1 << 20):
            chunks.append(chunk)
        return b"".join(chunks)


@contextmanager
def open_content(root: Root, seed: Seed, compression: str | None, limit: int | None = None) -> Iterator[BoundedReader]:
    """A seed's content as a stream of at most `limit` bytes (an archive: any size, see MAX_RATIO), decompressed.

    Refusal (unreadable) on leaving it if the file was written to meanwhile: half of one version and half of another is
    no document.
    """
    # Before it is opened: what is behind a URL would be fetched for nothing. What is packed is larger unpacked.
    if limit is not None and seed.status is not None and seed.status.st_size > limit:
        raise Refusal("too_large", f"{seed.status.st_size:,} bytes, more than the {limit:,} that a document may have")
    with open_seed(root, seed) as handle, open(handle, "rb", buffering=0, closefd=False) as stored:
        before = os.fstat(handle)
        if limit is not None and compression is None and before.st_size > limit:
            raise Refusal("too_large", f"{before.st_size:,} bytes, more than the {limit:,} that a document may have")
        bound = limit or archive_limit(before.st_size)
        yield BoundedReader(_decompressed(stored, compression), bound, compression)
        after = os.fstat(handle)
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise Refusal("unreadable", "changed while it was read")


def archive_limit(stored_bytes: int) -> int:
    """How many bytes an archive of a stored size may come to."""
    return max(MIN_ARCHIVE_BYTES, MAX_RATIO * stored_bytes)


def _decompressed(stored: io.FileIO, compression: str | None) -> Readable:
    if compression == ".gz":
        return gzip.GzipFile(fileobj=stored, mode="rb")
    if compression == ".zst":
        stream: Readable = pa.CompressedInputStream(pa.PythonFile(stored, mode="r"), "zstd")
        return stream
    return stored
