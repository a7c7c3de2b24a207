"""README's snippets run as they stand, in a folder with a dataset in data/."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.store.dataset import Dataset

ROOT = Path(__file__).parents[2]


def snippets(language: str) -> list[str]:
    """README's fenced blocks of a language, in their order."""
    return re.findall(
        rf"^```{language}\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


@pytest.fixture
def beside_data(seed_dataset: Dataset, tmp_path: Path) -> Path:
    """A folder with the seed article's dataset in data/."""
    shutil.copytree(seed_dataset.folder, tmp_path / "data")
    return tmp_path


def test_python(beside_data: Path) -> None:
    found = snippets("python")
    assert found
    for code in found:
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=beside_data, timeout=300
        )
        assert done.returncode == 0, f"{code}\n{done.stderr}"


def test_sql(beside_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(beside_data)
    found = snippets("sql")
    assert found
    for query in found:
        rows = duckdb.sql(query).fetchall()
        assert rows, query


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r(beside_data: Path) -> None:
    if subprocess.run(["Rscript", "-e", "library(arrow)"], capture_output=True, check=False).returncode:
        pytest.skip("R's arrow is not installed")
    for code in snippets("r"):
        done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=False, cwd=beside_data)
        assert done.returncode == 0, f"{code}\n{done.stderr}"
