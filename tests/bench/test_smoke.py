"""A small run from archive to page, and again from its journal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench.__main__ import main
from tests.bench.code import freeze


@pytest.mark.slow
def test_quick(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code = freeze(tmp_path)
    monkeypatch.setattr("tests.bench.bench.freeze", lambda _: code)
    arguments = ["--quick", "--articles", "2", "--only", "large", "--corpus", str(tmp_path / "none")]
    arguments += ["--out", str(tmp_path / "out"), "--peers", str(tmp_path / "peers")]
    assert main(arguments) == 0
    found = json.loads((tmp_path / "out" / "bench.json").read_text(encoding="utf-8"))
    goals = {goal["goal"]: goal for goal in found["goals"]}
    unchanged = goals["nothing changed / cold build, archive ×2"]
    assert 0 < unchanged["measured"] < 1
    assert unchanged["condition_holds"] is True
    assert goals["sentences a second / CQE"]["missing"] == "not measured in this run"
    assert [point["articles"] for point in found["growth"]] == [2, 4]
    assert (tmp_path / "out" / "growth.svg").read_text(encoding="utf-8").startswith("<?xml")
    assert "A national archive, on paper." in (tmp_path / "out" / "bench.md").read_text(encoding="utf-8")

    taken = found["records"]
    capsys.readouterr()
    assert main(arguments) == 0
    assert "round 1 …" not in capsys.readouterr().err
    assert json.loads((tmp_path / "out" / "bench.json").read_text(encoding="utf-8"))["records"] == taken


def test_an_unknown_group(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--only", "larg"])
    assert "no group 'larg'" in capsys.readouterr().err
