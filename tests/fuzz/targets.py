"""What is fuzzed: each target takes bytes, and raises on whatever must not be."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.intake.read import read_seeds
from tests.fuzz import generate
from tests.fuzz.invariants import check_found, check_lexer, check_reading

# In memory where there is such a place: a fuzzer writes a million small files.
SCRATCH = "/dev/shm" if Path("/dev/shm").is_dir() else None


def intake(data: bytes) -> None:
    """The first byte chooses the type, the rest is the file."""
    kind = generate.TYPES[data[0] % len(generate.TYPES)] if data else "txt"
    folder_of_files([(kind, data[1:])])


def folder_of_files(files: Sequence[tuple[str, bytes]]) -> None:
    """Read a folder of these files: none may be lost."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz", dir=SCRATCH))
    try:
        names = [f"{number:04}.{kind}" for number, (kind, _) in enumerate(files)]
        for name, (_, data) in zip(names, files, strict=True):
            (folder / name).write_bytes(data)
        check_found(list(read_seeds(folder)), names)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def numbers(data: bytes) -> None:
    """The grammar of numerals alone, on text."""
    check_lexer(data.decode("utf-8", "replace"))


def reading(data: bytes) -> None:
    """A text from its parse to its claims."""
    text = data.decode("utf-8", "replace").replace("\r", "\n")
    if text.strip():
        check_reading({"x.txt": text})


TARGETS: dict[str, Callable[[bytes], None]] = {"intake": intake, "numbers": numbers, "reading": reading}


def generated(target: str, chance: random.Random) -> bytes:
    """An input for a target, made rather than mutated."""
    if target == "intake":
        kind, data = generate.file(chance)
        return bytes([generate.TYPES.index(kind)]) + data
    return generate.text(chance).encode("utf-8", "replace")
