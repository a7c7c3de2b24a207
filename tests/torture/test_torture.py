"""A small torture: one fault of each sort that a laptop knows. The full one is `make torture`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.torture.builds import Reference
from tests.torture.faults import FILE_SIZE, KILL, TERMINATE, try_fault


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    made = Reference(tmp_path_factory.mktemp("torture"), (1, 2), documents=4)
    made.make()
    return made


@pytest.mark.parametrize(
    "kind", [KILL, pytest.param(TERMINATE, marks=pytest.mark.slow), pytest.param(FILE_SIZE, marks=pytest.mark.slow)]
)
def test_the_build_after_a_fault_gives_the_bytes_of_an_undisturbed_one(
    kind: str, reference: Reference, tmp_path: Path
) -> None:
    trial = try_fault(reference, tmp_path, kind, random.Random(kind))
    assert not trial.problem
