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
from schemas import NUMERIC_CLAIMS

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


needs_r = pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed: no Rscript on this machine")


@needs_r
def test_r_reads_the_snippet_and_it_names_columns_that_there_are(tmp_path: Path) -> None:
    """Without R's arrow, which Debian doesn't have: the syntax, and the names in filter and select."""
    (code,) = snippets("r")
    (tmp_path / "snippet.R").write_text(code, encoding="utf-8")
    ask = 'for (part in parse("snippet.R")) writeLines(all.vars(part))'
    done = subprocess.run(["Rscript", "-e", ask], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    named = set(done.stdout.split()) - {"arrow", "dplyr"}
    assert named
    assert named <= set(NUMERIC_CLAIMS.column_names)


@needs_r
def test_r(beside_data: Path) -> None:
    if subprocess.run(["Rscript", "-e", "library(arrow)"], capture_output=True, check=False).returncode:
        pytest.skip("R's arrow is not installed: install.packages(c('arrow', 'dplyr'))")
    for code in snippets("r"):
        done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=False, cwd=beside_data)
        assert done.returncode == 0, f"{code}\n{done.stderr}"
