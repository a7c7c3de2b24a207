"""Input that once did what it must not: kept, and tried again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.run import FOUND, SECONDS_AN_INPUT, at_most
from tests.fuzz.targets import TARGETS


def cases() -> list[object]:
    found = []
    for path in sorted(FOUND.glob("*/*")):
        if path.parent.name in TARGETS:
            found.append(pytest.param(path, id=f"{path.parent.name}/{path.name}"))
    return found


@pytest.mark.parametrize("path", cases())
def test_what_was_found_is_found_no_more(path: Path) -> None:
    with at_most(SECONDS_AN_INPUT):
        TARGETS[path.parent.name](path.read_bytes())
