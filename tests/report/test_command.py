"""newsclaims report, as a user runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.commands import report as command
from tests.report.rows import ID, evidence, save_dataset


@pytest.fixture
def data(tmp_path: Path) -> Path:
    refused = [{"document_id": "logo.png", "reason": "not_text", "detail": None}]
    return save_dataset(tmp_path / "data", [evidence()], refused).folder


def run(data: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["report", *arguments, "--data", str(data)])
    return done.exit_code, done.output


def test_a_document_and_the_whole_dataset(data: Path, tmp_path: Path) -> None:
    one, every = tmp_path / "one.html", tmp_path / "every.html"
    assert run(data, ID, "--out", str(one)) == (0, f"{one}\n")
    assert run(data, "--out", str(every))[0] == 0
    assert "1,600" in one.read_text(encoding="utf-8")
    assert "logo.png" not in one.read_text(encoding="utf-8")
    assert "logo.png" in every.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "every.html", "one.html"]


def test_a_file_that_stands_there_is_kept(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "article.html"
    out.write_text("mine", encoding="utf-8")
    assert run(data, ID, "--out", str(out))[0] == 2
    assert out.read_text(encoding="utf-8") == "mine"
    assert run(data, ID, "--out", str(out), "--overwrite")[0] == 0


@pytest.mark.parametrize("arguments", [("2025/raid.txt",), ("logo.png",), (ID, "--out", "/nonexistent/x.html")])
def test_what_cannot_be_done_is_one_line(data: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    out = () if "--out" in arguments else ("--out", str(tmp_path / "x.html"))
    code, said = run(data, *arguments, *out)
    assert (code, said.count("\n")) == (2, 1), said


def test_more_documents_than_a_page_holds(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "MAX_DOCUMENTS", 0)
    code, said = run(data, "--out", str(tmp_path / "x.html"))
    assert code == 2
    assert "newsclaims explore" in said
