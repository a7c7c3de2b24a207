"""What state of code and word lists a stage runs: part of every file's footer, so that a change leads to a rerun."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from pipeline.reading import lexicon


@cache
def code_version(modules: Sequence[str], with_lexicon: bool, extra: Sequence[str] = ()) -> str:
    """A digest over the sources of modules (a package stands for all in it), the word lists and further facts.

    ModuleNotFoundError if a module doesn't exist.
    """
    sha = hashlib.sha256()
    for path in sorted({path for module in modules for path in _sources(module)}):
        sha.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    if with_lexicon:
        sha.update(lexicon.digest().encode())
    for fact in extra:
        sha.update(fact.encode() + b"\0")
    return sha.hexdigest()[:16]


def _sources(module: str) -> list[Path]:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"no module {module} to take a code version from")
    origin = Path(spec.origin)
    return sorted(origin.parent.rglob("*.py")) if spec.submodule_search_locations else [origin]
