"""A frozen copy of the code, so that a long run measures one state of it, and can change a word list."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
PACKAGES = ("pipeline", "schemas")
# The list of reporting verbs: people add to it more than to any other.
WORD_LIST = Path("pipeline/reading/lexicon/speech.yaml")
NEW_WORD = "telex"


def digest_of_code(project: Path = PROJECT) -> str:
    """SHA-256 over the files of the packages, the first 12 digits."""
    sha = hashlib.sha256()
    for path in _files(project):
        sha.update(str(path.relative_to(project)).encode() + b"\0" + path.read_bytes() + b"\0")
    return sha.hexdigest()[:12]


def freeze(below: Path, project: Path = PROJECT) -> Path:
    """Copy the packages into a folder named by their digest; what stands there already is left."""
    frozen = below / f"code-{digest_of_code(project)}"
    if not frozen.is_dir():
        pending = below / f".{frozen.name}"
        shutil.rmtree(pending, ignore_errors=True)
        for path in _files(project):
            target = pending / path.relative_to(project)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        pending.rename(frozen)
    return frozen


def with_changed_word_list(frozen: Path) -> Path:
    """A copy of a frozen tree in which one word list has one word more."""
    changed = frozen.with_name(f"{frozen.name}-words")
    if not changed.is_dir():
        pending = changed.with_name(f".{changed.name}")
        shutil.rmtree(pending, ignore_errors=True)
        shutil.copytree(frozen, pending)
        path = pending / WORD_LIST
        path.write_text(with_a_word_more(path.read_text(encoding="utf-8")), encoding="utf-8")
        pending.rename(changed)
    return changed


def with_a_word_more(text: str) -> str:
    """A word list whose first list opens with one more word."""
    found = re.search(r"^\w+: \[", text, re.MULTILINE)
    if found is None:
        raise ValueError(f"{WORD_LIST} has no list to add a word to")
    return f"{text[: found.end()]}{NEW_WORD}, {text[found.end() :]}"


def _files(project: Path) -> list[Path]:
    return sorted(
        path
        for package in PACKAGES
        for path in (project / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not any(part.startswith(".") for part in path.parts)
    )
