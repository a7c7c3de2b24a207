"""Every dependency has its reason, every package that comes along a licence that goes with ours."""

from __future__ import annotations

import tomllib

import pytest

from tests.supply_chain import ELSEWHERE, ROOT, UNKNOWN, licence, locked, reasons

PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")


def test_each_run_time_dependency_has_its_reason() -> None:
    stated = reasons(PYPROJECT)
    assert len(stated) == len(tomllib.loads(PYPROJECT)["project"]["dependencies"])
    assert not [name for name, reason in stated.items() if not reason]


@pytest.mark.parametrize("package", sorted(locked(LOCK)))
def test_each_package_has_a_licence_that_goes_with_mit(package: str) -> None:
    found = licence(package)
    if found == ELSEWHERE:
        pytest.skip("for another system or Python")
    assert found != UNKNOWN
    # One may choose among licences joined by OR; each of those joined by AND holds.
    assert any("GPL" not in choice for choice in found.split(" OR ")), found


def test_each_line_of_the_locks_has_a_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-pip.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        pins = [line for line in lines if line and not line.lstrip().startswith("#")]
        assert pins
        assert not [line for line in pins if "==" not in line or "--hash=sha256:" not in line]
