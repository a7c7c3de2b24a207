"""A seeds folder to write to, and what intake reads in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pipeline.intake.document import RejectedSeed, SeedDocument
from pipeline.intake.read import read_seeds

Found = SeedDocument | RejectedSeed
Read = Callable[..., list[Found]]

SENTENCE = "Police in the northern city arrested 1,600 people on Monday."


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


@pytest.fixture
def read(seeds: Path) -> Read:
    """Write files (name=content) and read the folder."""

    def write_and_read(
        files: Mapping[str, str | bytes] | None = None, columns: Mapping[str, str] | None = None
    ) -> list[Found]:
        for name, content in (files or {}).items():
            path = seeds / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return list(read_seeds(seeds, columns))

    return write_and_read


def document(found: list[Found]) -> SeedDocument:
    """The only thing found, a document."""
    assert len(found) == 1, found
    assert isinstance(found[0], SeedDocument), found
    return found[0]


def refusal(found: list[Found]) -> RejectedSeed:
    """The only thing found, a refusal."""
    assert len(found) == 1, found
    assert isinstance(found[0], RejectedSeed), found
    return found[0]


def outcomes(found: list[Found]) -> dict[str, str]:
    """document_id -> "document", or the reason of its refusal."""
    return {one.document_id: one.reason if isinstance(one, RejectedSeed) else "document" for one in found}
