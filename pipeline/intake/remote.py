"""Seeds behind a URL (s3://bucket/prefix, memory://…): listed and read through fsspec.

The guards are those of a folder: hidden names and droppings are passed over, a key that would lead out of the prefix is
refused, sizes are looked at before anything is fetched. An object is fetched whole into an unnamed temporary file and read
from there, so that formats which seek, limits on decompression and the check for changes work as with a file.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pipeline.filesystems import NoStoreError, open_store, why
from pipeline.intake.document import Refusal, SeedsFolderError
from pipeline.intake.folder import Seed, document_id_of, is_dropping, refused

# What stores say of an object that changes with its content and with nothing else.
_CONTENT_KEYS = ("ETag", "etag", "md5Hash", "content_md5")
_CHUNK = 1 << 20
_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class RemoteFolder:
    """A prefix in a store; `root` is its path without the protocol."""

    url: str
    files: Any  # fsspec.AbstractFileSystem
    root: str

    def find(self) -> list[Seed]:
        """Every seed below the prefix, in the order of their ids; SeedsFolderError if it can't be listed."""
        self.files.invalidate_cache()  # a process that watches must see what came since
        try:
            found = self.files.find(self.root, detail=True)
        except Exception as error:
            raise SeedsFolderError(f"The seeds cannot be listed: {self.url} ({why(error)})") from None
        seeds = []
        for path, facts in found.items():
            name = path.removeprefix(self.root).lstrip("/")
            if not name:
                raise SeedsFolderError(f"The seeds folder is not a folder: {self.url}")
            seed = _seed(name, facts)
            if seed is not None:
                seeds.append(seed)
        seeds.sort(key=lambda seed: (seed.document_id, seed.path))
        return seeds

    @contextmanager
    def open(self, seed: Seed) -> Iterator[int]:
        """A descriptor of a copy of an object.

        Refusal if it is gone or closed to us; SeedsFolderError if the store can't be reached: that isn't the seed's fault,
        and a dataset without it would be wrong.
        """
        size = seed.status.st_size if seed.status else 0
        with tempfile.TemporaryFile() as copy:
            try:
                with self.files.open(f"{self.root.rstrip('/')}/{seed.target}", "rb") as stored:
                    while chunk := stored.read(_CHUNK):
                        copy.write(chunk)
                        if copy.tell() > size:
                            break
            except FileNotFoundError:
                raise Refusal("unreadable", "vanished before it was read") from None
            except PermissionError as error:
                raise Refusal("unreadable", why(error)) from None
            except Exception as error:
                raise SeedsFolderError(f"{self.url}/{seed.target} cannot be read ({why(error)})") from None
            if copy.tell() != size:
                raise Refusal("unreadable", "changed while it was read")
            copy.seek(0)
            yield copy.fileno()


def remote_folder(url: str) -> RemoteFolder:
    """The prefix that a URL names; SeedsFolderError if there is no library for its protocol or it can't be reached."""
    try:
        files, root = open_store(url)
    except NoStoreError as error:
        raise SeedsFolderError(f"The seeds: {error}") from None
    return RemoteFolder(url.rstrip("/"), files, root)


def _seed(name: str, facts: dict[str, Any]) -> Seed | None:
    """A key below the prefix as a seed; None for what is passed over."""
    parts = name.split("/")
    if any(part in (".", "..") for part in parts):
        return refused(name, "unsafe_path", "a key that leads out of the prefix")
    if any(is_dropping(part) for part in parts):
        return None
    if any(unicodedata.category(char) in _INVISIBLE for char in name):
        return refused(name, "unsafe_path", "a key with control or invisible characters")
    # A size, and what the digest of seeds needs beside it.
    status = os.stat_result((stat.S_IFREG | 0o444, 0, 0, 1, 0, 0, int(facts.get("size") or 0), 0, 0, 0))
    stated = next((str(facts[key]) for key in _CONTENT_KEYS if facts.get(key)), None)
    version = hashlib.sha256(stated.encode()).digest() if stated is not None else None
    return Seed(document_id_of(name), name, name, status, version=version)
