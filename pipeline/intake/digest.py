"""A digest of what read_seeds would read, cheap enough to ask for every few seconds."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path

from pipeline.intake.document import Refusal
from pipeline.intake.folder import Seed
from pipeline.intake.formats.rows import COLUMNS, complete
from pipeline.intake.places import Root, check_place, find_seeds, open_seed

# A file changed again within the clock's grain keeps its time stamp, as in Git's "racy" index entries: a hash taken
# this soon after the last change isn't remembered. Two seconds is FAT's grain, the coarsest in use.
_GRAIN_NS = 2_000_000_000
_CHUNK = 1 << 20

_Key = tuple[str, int, int, int, int, int]
_hashes: dict[str, dict[str, tuple[_Key, bytes]]] = {}


def digest_seeds(folder: Path | str, columns: Mapping[str, str] | None = None) -> str:
    """SHA-256, hex, over the path, size and content of each seed; SeedsFolderError as read_seeds."""
    return digest_of(seed_digests(folder, columns))


def digest_of(seeds: Mapping[str, bytes]) -> str:
    """What digest_seeds gives for the seeds' digests."""
    sha = hashlib.sha256()
    for path, digest in seeds.items():
        _add(sha, os.fsencode(path))
        sha.update(digest)
    return sha.hexdigest()


def seed_digests(folder: Path | str, columns: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """SHA-256 over the size and content of each seed, by its path; SeedsFolderError as read_seeds.

    Where `columns` (as in read_seeds) maps any, they go into the digests: seeds are read anew when they change.

    Any edit, addition, removal, rename or revert of what would be read changes it. The same content gives the same
    digest again, whatever the time stamps. Contents are hashed once and remembered in this process by path, size,
    times, inode and device (the change time too: it moves when an edit puts the modification time back).
    """
    root = check_place(folder)
    known = _hashes.get(str(folder), {})
    remembered: dict[str, tuple[_Key, bytes]] = {}
    digests: dict[str, bytes] = {}
    mapping = repr(sorted(complete(columns).items() - COLUMNS.items())).encode() if columns else b""
    for seed in find_seeds(root):
        sha = hashlib.sha256()
        if seed.status is None:
            _add(sha, f"{seed.reason}: {seed.detail}".encode("utf-8", "surrogateescape"))
            digests[seed.path] = sha.digest()
            continue
        if not isinstance(root, Path):
            content = seed.version or _hash(root, seed)
        else:
            key = _key(seed.target, seed.status)
            found = known.get(seed.path)
            content = found[1] if found is not None and found[0] == key else _hash(root, seed)
            newest = max(seed.status.st_mtime_ns, seed.status.st_ctime_ns)
            if content and time.time_ns() - newest > _GRAIN_NS:
                remembered[seed.path] = (key, content)
        _add(sha, str(seed.status.st_size).encode())
        _add(sha, content)
        if mapping != b"[]":
            sha.update(mapping)
        digests[seed.path] = sha.digest()
    _hashes[str(folder)] = remembered
    return digests


def _key(target: str, status: os.stat_result) -> _Key:
    return target, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev


def _hash(root: Root, seed: Seed) -> bytes:
    """SHA-256 of a file's content; b"" if it can't be read."""
    sha = hashlib.sha256()
    try:
        with open_seed(root, seed) as handle:
            while chunk := os.read(handle, _CHUNK):
                sha.update(chunk)
    except (Refusal, OSError):
        return b""
    return sha.digest()


def _add(sha: hashlib._Hash, value: bytes) -> None:
    """Add a value with its length, so that no two lists of values run together to the same bytes."""
    sha.update(len(value).to_bytes(8, "big") + value)
