"""Words, units, cues and names as data files; this module only loads them.

Each file opens with a comment that gives its source. `digest` names the state of them all: it is part of the
`code_version` of every stage that reads words, so that a changed list leads to a rerun.
"""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

# The safe loader, in C where PyYAML has it: the same content in a seventh of the time.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_yaml(name: str) -> Any:
    """The content of `name`.yaml."""
    text = files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=LOADER)  # noqa: S506 (it is a safe one)


@cache
def word_set(name: str, *topics: str) -> frozenset[str]:
    """The words under one or more topics of `name`.yaml."""
    return frozenset(str(word) for topic in topics for word in load_yaml(name)[topic])


@cache
def load_csv(name: str) -> list[dict[str, str]]:
    """The rows of `name`.csv; lines that open with # are comments."""
    lines = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if line and not line.startswith("#")))


@cache
def digest(*names: str) -> str:
    """SHA-256 over every data file of the lexicon, or over those named, hex."""
    sha = hashlib.sha256()
    for file in sorted(files(__name__).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith((".yaml", ".csv")) and (not names or file.name.rpartition(".")[0] in names):
            sha.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return sha.hexdigest()
