"""A dataset behind a URL: files and a manifest that names them with their sizes and digests.

Stores have no renames, so nothing is worked on there. A build works in a local folder and publishes it: what changed is
uploaded first, the manifest after it, and what the manifest no longer names is deleted last. Readers keep a local copy,
brought up to the manifest file by file; a file that isn't what the manifest says is not taken. So they see one state or
the next, and never a mixture, whenever a publication breaks off; the next one then uploads everything. One machine
publishes at a time: a second one is told so.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.filesystems import NoStoreError, open_store, why
from pipeline.store.aside import replace_file
from pipeline.store.dataset import DatasetError
from pipeline.store.lock import writer_lock
from schemas import SCHEMA_VERSION, TABLES

MANIFEST = "manifest.json"
UNFINISHED = ".publishing"  # beside it, while somebody publishes: what a manifest names may lie there otherwise
NOTE = ".published.json"  # in a local folder: what its files were when they last agreed with the store
TRIES = 4  # how often a reader looks again while somebody publishes
PAUSE_SECONDS = 2.0
WORK, COPY = "work", "copy"  # what a local folder is for: a build, or readers
_TABLE_FILE = re.compile(rf"(?:{'|'.join(TABLES)})/(?:part-[0-9]{{5}}|failed-[a-z_]+)\.parquet")
_OTHER_FILE = re.compile(r"[A-Za-z0-9_]+\.(?:md|json|html)")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Published:
    """One file, as the manifest names it; `path` is relative, POSIX style."""

    path: str
    bytes: int
    sha256: str


Manifest = dict[str, Published]  # by path
Say = Callable[[int, int], None]  # how many files are fetched, and of how many bytes


class _ChangedError(Exception):
    """A file isn't what the manifest says: somebody publishes, or has changed it by hand."""


@dataclass(frozen=True, slots=True)
class Store:
    """A prefix in a store; `root` is its path without the protocol."""

    url: str
    files: Any  # fsspec.AbstractFileSystem
    root: str

    def manifest(self) -> Manifest | None:
        """What is published there; None if nothing is. DatasetError if it can't be reached or isn't ours."""
        try:
            self.files.invalidate_cache()
            text = self.files.cat_file(self._at(MANIFEST))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise DatasetError(f"{self.url} can't be reached: {why(error)}") from None
        return read_manifest(text, f"{self.url}/{MANIFEST}")

    def download(self, file: Published, to: Path) -> None:
        """Fetch one file; _ChangedError if it isn't what the manifest says."""
        sha, size = hashlib.sha256(), 0
        try:
            with self.files.open(self._at(file.path), "rb") as stored, to.open("wb") as copy:
                while chunk := stored.read(_CHUNK):
                    sha.update(chunk)
                    size += copy.write(chunk)
                    if size > file.bytes:
                        break
        except FileNotFoundError:
            raise _ChangedError(file.path) from None
        except Exception as error:
            raise DatasetError(f"{self.url}/{file.path} can't be fetched: {why(error)}") from None
        if (size, sha.hexdigest()) != (file.bytes, file.sha256):
            raise _ChangedError(file.path)

    def is_unfinished(self) -> bool:
        """Whether a publication broke off, or is under way."""
        try:
            return bool(self.files.exists(self._at(UNFINISHED)))
        except Exception as error:
            raise DatasetError(f"{self.url} can't be reached: {why(error)}") from None

    def begin(self) -> None:
        """Say that files are being replaced, until `finish`."""
        try:
            self.files.pipe_file(self._at(UNFINISHED), b"a build publishes this dataset\n")
        except Exception as error:
            raise DatasetError(f"can't write {self.url}: {why(error)}") from None

    def upload(self, path: str, source: Path) -> None:
        try:
            self.files.put_file(str(source), self._at(path))
        except Exception as error:
            raise DatasetError(f"can't write {self.url}/{path}: {why(error)}") from None

    def finish(self, manifest: Manifest) -> None:
        """Put the manifest in its place, and delete what it doesn't name: files of tables, and nobody else's."""
        try:
            self.files.pipe_file(self._at(MANIFEST), write_manifest(manifest))
            self.files.invalidate_cache()
            for table in TABLES:
                for found in self.files.find(self._at(table)):
                    path = _relative(str(found), self.root)
                    if _TABLE_FILE.fullmatch(path) and path not in manifest:
                        self.files.rm_file(found)
            self.files.rm_file(self._at(UNFINISHED))
        except Exception as error:
            raise DatasetError(f"can't write {self.url}/{MANIFEST}: {why(error)}") from None

    def _at(self, path: str) -> str:
        return f"{self.root}/{path}"


def store_at(url: str) -> Store:
    """The prefix that a URL names; DatasetError if there is no library for its protocol."""
    try:
        files, root = open_store(url)
    except NoStoreError as error:
        raise DatasetError(f"the data: {error}") from None
    return Store(url.rstrip("/"), files, root)


def folder_for(url: str, cache: Path, purpose: str) -> Path:
    """The local folder of a URL's dataset: WORK is built in, COPY is read from."""
    url = url.rstrip("/")
    name = re.sub(r"[^A-Za-z0-9]+", "-", url.partition("://")[2]).strip("-")[-40:]
    return cache / f"{name}-{hashlib.sha256(url.encode()).hexdigest()[:12]}" / purpose


def read_manifest(text: bytes, place: str) -> Manifest:
    """A manifest's files by path; DatasetError if it isn't one, or names what isn't a dataset's file."""
    try:
        value = json.loads(text)
        version = value["schema_version"]
        files = [Published(str(one["path"]), int(one["bytes"]), str(one["sha256"])) for one in value["files"]]
    except (ValueError, KeyError, TypeError):
        raise DatasetError(f"{place} is no manifest of a dataset") from None
    if version != SCHEMA_VERSION:
        raise DatasetError(f"{place} has schema version {version}, this is {SCHEMA_VERSION}: delete it and build again")
    for file in files:  # it comes from elsewhere: a path must not lead out of our folder
        if not _is_ours(file.path):
            raise DatasetError(f"{place} names {file.path!r}, which is no file of a dataset")
    return {file.path: file for file in files}


def write_manifest(manifest: Manifest) -> bytes:
    """A manifest as it is stored: the same bytes for the same files."""
    files = [
        {"path": one.path, "bytes": one.bytes, "sha256": one.sha256}
        for one in sorted(manifest.values(), key=lambda one: one.path)
    ]
    return (json.dumps({"schema_version": SCHEMA_VERSION, "files": files}, indent=1) + "\n").encode()


def fetch_to_read(url: str, folder: Path, tables: Collection[str], say: Say = lambda files, size: None) -> None:
    """Bring the copy in `folder` up to what is published: the files of these tables; `say` is told what is fetched.

    DatasetError if nothing is published, it can't be reached, or it changes as fast as it is read.
    """
    store = store_at(url)
    with writer_lock(folder, lambda: None):
        for attempt in range(TRIES):
            manifest = store.manifest()
            if manifest is None:
                raise DatasetError(f"no dataset at {store.url}: build it first (newsclaims build --data {store.url})")
            try:
                _bring(store, manifest, folder, lambda path: path.partition("/")[0] in tables, say)
                return
            except _ChangedError as error:
                changed = str(error)
                if attempt + 1 < TRIES:
                    time.sleep(PAUSE_SECONDS)
    raise DatasetError(
        f"{store.url}/{changed} is not what {MANIFEST} says: a build publishes just now (then try again), or one broke off "
        "(then build again)"
    )


def fetch_to_work(url: str, folder: Path, say: Say = lambda files, size: None) -> None:
    """Bring the folder of a build up to what is published, unless it began from that: then it is the same or further on.

    Only for who holds the folder's lock. DatasetError if it can't be reached; nothing published is no error.
    """
    store = store_at(url)
    manifest = store.manifest()
    if manifest is None or manifest == _Note.read(folder).manifest:
        return
    try:
        _bring(store, manifest, folder, lambda path: True, say)
    except _ChangedError:  # a publication that broke off: the build begins from what stands here
        _Note(manifest).write(folder)


def publish(url: str, folder: Path) -> int:
    """Make the URL what the folder is, and return how many files were uploaded.

    Only for who holds the folder's lock. DatasetError if it can't be written, or if somebody else has published since
    this folder was brought up to it: the next build begins from there.
    """
    store = store_at(url)
    standing = store.manifest()
    if standing is not None and standing != _Note.read(folder).manifest:
        raise DatasetError(f"{store.url} was published by another build meanwhile: build again")
    manifest = _described(folder)
    broke_off = store.is_unfinished()
    changed = [path for path in manifest if standing is None or broke_off or standing.get(path) != manifest[path]]
    if changed or standing != manifest:
        store.begin()
        for path in changed:
            store.upload(path, folder / path)
        store.finish(manifest)
    _Note(manifest, {path: (*_stamp(folder / path), file.sha256) for path, file in manifest.items()}).write(folder)
    return len(changed)


def agrees(url: str, folder: Path) -> bool:
    """Whether the URL is what the folder is. DatasetError if it can't be reached."""
    store = store_at(url)
    manifest = store.manifest()
    return (
        manifest is not None
        and manifest == _Note.read(folder).manifest
        and is_published(folder)
        and not store.is_unfinished()
    )


def is_published(folder: Path) -> bool:
    """Whether the folder's files are those that were last published or fetched, by their sizes and times alone."""
    seen = _Note.read(folder).seen
    paths = _paths(folder)
    return set(paths) == set(seen) and all(seen[path][:3] == _stamp(folder / path) for path in paths)


@dataclass(frozen=True, slots=True)
class _Note:
    """What a local folder was when it last agreed with the store: the manifest then, and of each file that was compared
    its size, time of change, inode and digest."""

    manifest: Manifest | None = None
    seen: dict[str, tuple[int, int, int, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> _Note:
        """The folder's note; an empty one if there is none or it can't be read."""
        try:
            value = json.loads((folder / NOTE).read_bytes())
            manifest = read_manifest(value["manifest"], NOTE)
            seen = {
                str(path): (int(size), int(changed), int(inode), str(digest))
                for path, (size, changed, inode, digest) in value["seen"].items()
            }
            return cls(manifest, seen)
        except (OSError, ValueError, LookupError, TypeError, AttributeError, DatasetError):
            return cls()

    def write(self, folder: Path) -> None:
        """DatasetError if it can't be written."""
        text = json.dumps({"manifest": write_manifest(self.manifest or {}).decode(), "seen": self.seen})
        try:
            replace_file(folder / NOTE, text.encode())
        except OSError as error:
            raise DatasetError(f"can't write {folder}: {error.strerror or error}") from None


def _bring(store: Store, manifest: Manifest, folder: Path, wanted: Callable[[str], bool], say: Say) -> None:
    """Fetch what differs, all of it before any of it is put in its place; remove what the manifest doesn't name."""
    seen = _Note.read(folder).seen
    asked = [file for path, file in manifest.items() if wanted(path)]
    missing = [file for file in asked if not _is_here(folder, file, seen)]
    fetched: list[tuple[Path, Path]] = []
    if missing:
        say(len(missing), sum(file.bytes for file in missing))
    try:
        for file in missing:
            place = folder / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            aside = place.with_name(f".{place.name}.fetched.tmp")
            fetched.append((aside, place))
            store.download(file, aside)
        for aside, place in fetched:
            aside.replace(place)
        for path in _paths(folder):
            if wanted(path) and path not in manifest:
                (folder / path).unlink()
    except OSError as error:
        raise DatasetError(f"can't write {folder}: {error.strerror or error}") from None
    finally:
        for aside, _ in fetched:
            aside.unlink(missing_ok=True)
    kept = {path: facts for path, facts in seen.items() if not wanted(path)}
    _Note(manifest, kept | {file.path: (*_stamp(folder / file.path), file.sha256) for file in asked}).write(folder)


def _is_here(folder: Path, file: Published, seen: dict[str, tuple[int, int, int, str]]) -> bool:
    place = folder / file.path
    if not place.is_file() or place.stat().st_size != file.bytes:
        return False
    return seen.get(file.path) == (*_stamp(place), file.sha256) or _digest(place) == file.sha256


def _described(folder: Path) -> Manifest:
    """The manifest of the folder as it is: tables first, what describes them after."""
    paths = sorted(_paths(folder), key=lambda path: ("/" not in path, path))
    return {path: Published(path, (folder / path).stat().st_size, _digest(folder / path)) for path in paths}


def _paths(folder: Path) -> list[str]:
    """The dataset's files in a folder, relative."""
    found = (path for pattern in ("*", "*/*") for path in folder.glob(pattern) if path.is_file())
    return sorted(path for path in (one.relative_to(folder).as_posix() for one in found) if _is_ours(path))


def _is_ours(path: str) -> bool:
    return path != MANIFEST and bool(_TABLE_FILE.fullmatch(path) or _OTHER_FILE.fullmatch(path))


def _relative(path: str, root: str) -> str:
    return path.removeprefix(root).lstrip("/")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stamp(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino
