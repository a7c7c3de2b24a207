"""Find the seeds of a folder, guard its border, open them.

What is a seed: every name in the folder and its sub-folders, except hidden names (a leading dot: .git, .DS_Store,
.gitkeep, .a.txt.swp), editors' and systems' droppings (`notes.txt~`, `#notes.txt#`, `~$notes.docx`, .swp, .swo, .swx,
Thumbs.db, desktop.ini, __MACOSX). Those alone are passed over in silence.

A symbolic link to a file inside the folder is read under its own name. A link to a sub-folder is not followed: its
files are read where they stand, and no loop can arise. A link that leads out of the folder is refused (unsafe_path).
Files are opened from the folder's own descriptor one path component at a time and never through a link, so that a
component swapped for a link after the walk doesn't lead out either. Only regular files are opened: opening a FIFO waits
for a writer, opening a device may act on it.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.intake.document import Reason, Refusal, SeedsFolderError, blame_machine

_DROPPING = re.compile(r"\..*|.*~|~\$.*|#.*#|.*\.sw[opx]|thumbs\.db|desktop\.ini|__macosx", re.IGNORECASE | re.DOTALL)
# O_NONBLOCK and O_NOCTTY: should a file become a FIFO or terminal after it was looked at, opening it still returns.
_OPEN_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


@dataclass(slots=True, frozen=True)
class Seed:
    """A name in the seeds folder.

    `path` is relative to the folder, in the file system's own (surrogate-escaped) spelling; `target` is the file to
    open, different from `path` where that is a link. A seed that can't be read has a `reason` and no `status`.
    """

    document_id: str
    path: str
    target: str
    status: os.stat_result | None = None
    reason: Reason | None = None
    detail: str = ""
    version: bytes | None = None  # a digest that changes with the content, where the place keeps one


def is_dropping(name: str) -> bool:
    """Whether a file or folder of that name is passed over."""
    return _DROPPING.fullmatch(name) is not None


def document_id_of(path: str) -> str:
    """A relative path as a document id: as it stands; bytes that are no UTF-8 as %XX, for an id is valid Unicode.

    No Unicode normalisation: names that differ only in composed and decomposed letters are two seeds with two ids.
    """
    return "".join(f"%{ord(c) - 0xDC00:02X}" if "\udc80" <= c <= "\udcff" else c for c in path)


def check_folder(folder: Path) -> Path:
    """The folder's real path; SeedsFolderError if it is missing, no folder or can't be read."""
    try:
        real = Path(os.path.realpath(folder, strict=True))
        if not real.is_dir():
            raise SeedsFolderError(f"The seeds folder is not a folder: {folder}")
        with os.scandir(real):
            pass
    except FileNotFoundError:
        raise SeedsFolderError(f"The seeds folder does not exist: {folder}") from None
    except (OSError, ValueError) as error:
        raise SeedsFolderError(f"The seeds folder cannot be read: {folder} ({_why(error)})") from None
    return real


def find_seeds(real: Path) -> list[Seed]:
    """Every seed below a folder (its real path), in the order of their ids."""
    seeds = list(_walk(str(real), ""))
    seeds.sort(key=lambda seed: (seed.document_id, seed.path))
    return seeds


def has_seeds(real: Path) -> bool:
    """Whether there is any seed below a folder (its real path)."""
    return next(_walk(str(real), ""), None) is not None


def _walk(root: str, below: str) -> Iterator[Seed]:
    pending = [below]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(_child(root, folder)) as entries:
                names = [entry.name for entry in entries]
        except OSError as error:
            blame_machine(error)
            if folder:
                yield refused(folder, "unreadable", f"a folder that can't be read: {_why(error)}")
                continue
            raise SeedsFolderError(f"The seeds folder cannot be read: {root} ({_why(error)})") from None
        for name in names:
            if is_dropping(name):
                continue
            path = _child(folder, name)
            try:
                status = os.lstat(_child(root, path))
            except OSError as error:
                yield refused(path, "unreadable", _why(error))
                continue
            if stat.S_ISDIR(status.st_mode):
                pending.append(path)
                if looks_like_file(name):
                    yield refused(path, "not_a_file", "a folder; the files in it are read")
            elif stat.S_ISLNK(status.st_mode):
                yield _link(root, path)
            else:
                yield _file(path, path, status)


def _child(folder: str, name: str) -> str:
    """A name in a folder; "" stands for the seeds folder itself."""
    return f"{folder}/{name}" if folder and name else folder or name


def looks_like_file(name: str) -> bool:
    """Whether a folder is named as one would name a seed."""
    return re.search(r"\.(txt|md|x?html?|jsonl|csv|parquet)(\.gz|\.zst)?\Z", name, re.IGNORECASE) is not None


def refused(path: str, reason: Reason, detail: str) -> Seed:
    """A name that can't be read, with the reason."""
    return Seed(document_id_of(path), path, path, None, reason, detail)


def _file(path: str, target: str, status: os.stat_result) -> Seed:
    if not stat.S_ISREG(status.st_mode):
        return refused(path, "not_a_file", f"{_kind(status.st_mode)}, not a file")
    return Seed(document_id_of(path), path, target, status)


def _link(root: str, path: str) -> Seed:
    try:
        real = os.path.realpath(_child(root, path))
        inside = real.startswith(root.rstrip("/") + "/")
        if not inside:
            return refused(path, "unsafe_path", "a link that leads out of the seeds folder")
        status = os.lstat(real)
    except FileNotFoundError:
        return refused(path, "unreadable", "a link to a file that does not exist")
    except OSError as error:
        return refused(path, "unreadable", f"a link that can't be followed: {_why(error)}")
    if stat.S_ISLNK(status.st_mode):
        return refused(path, "unreadable", "a link that leads back to itself")
    if stat.S_ISDIR(status.st_mode):
        return refused(path, "not_a_file", "a link to a folder; the files in it are read where they stand")
    return _file(path, os.path.relpath(real, root), status)


@contextmanager
def open_beneath(root: Path, target: str) -> Iterator[int]:
    """A descriptor of a regular file below `root`, reached through no link; Refusal if there is none."""
    handles: list[int] = []
    try:
        try:
            handles.append(os.open(root, _OPEN_FOLDER))
            *folders, name = Path(target).parts
            for folder in folders:
                handles.append(os.open(folder, _OPEN_FOLDER | os.O_NOFOLLOW, dir_fd=handles[-1]))
            # A second look, just before: the file may have become a FIFO or device since the walk.
            if not stat.S_ISREG(os.lstat(name, dir_fd=handles[-1]).st_mode):
                raise Refusal("not_a_file", "no longer a file when it was to be read")
            handles.append(os.open(name, _OPEN_FILE, dir_fd=handles[-1]))
        except FileNotFoundError:
            raise Refusal("unreadable", "vanished before it was read") from None
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.ENOTDIR):
                raise Refusal("unsafe_path", "became a link while the folder was read") from None
            blame_machine(error)
            raise Refusal("unreadable", _why(error)) from None
        if not stat.S_ISREG(os.fstat(handles[-1]).st_mode):
            raise Refusal("not_a_file", "no longer a file when it was read")
        yield handles[-1]
    finally:
        for handle in reversed(handles):
            os.close(handle)


def _kind(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a FIFO"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device" if stat.S_ISCHR(mode) or stat.S_ISBLK(mode) else "something else"


def _why(error: Exception) -> str:
    """An error's own words, without the path."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
