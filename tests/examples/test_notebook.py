"""The notebook runs from seeds to its chart."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parent / "targets_against_actuals.ipynb"
ROOT = Path(__file__).parents[2]


def test_the_notebook_draws_targets_against_actuals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:/usr/bin:/bin")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "clear its outputs before committing"
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = "".join(str(cell.get("outputs", "")) for cell in notebook.cells)
    assert "1,850 new homes a year reported against a target of 2,500: 74%" in shown
    assert "46,000 trees" in shown
    assert "image/png" in shown
    assert "status        target" in shown
    assert (tmp_path / "targets_against_actuals.png").stat().st_size > 10_000
