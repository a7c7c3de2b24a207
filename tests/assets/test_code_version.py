"""A change of code or word lists means another version: nothing that a stage runs is left out of it."""

from __future__ import annotations

import ast
from pathlib import Path

import grimp
import pytest

import pipeline
from pipeline.assets.code_version import code_version
from pipeline.assets.documentation import documentation
from pipeline.assets.graph import ASSETS
from pipeline.reading import lexicon

ROOT = Path(pipeline.__file__).parent.parent
# What a stage runs on, whose change doesn't change its rows.
FRAME = (
    "pipeline.assets.stage",
    "pipeline.assets.plan",
    "pipeline.assets.refresh",
    "pipeline.assets.work",
    "pipeline.assets.chunk",
    "pipeline.assets.failures",
    "pipeline.assets.figures",
    "pipeline.assets.workspace",
    "pipeline.assets.preview",
    "pipeline.assets.code_version",
    "pipeline.settings",  # what it gives a stage is part of its versions
    "pipeline.engines",
    "pipeline.store",
    "pipeline.reading.lexicon",  # digested as data
    "schemas",  # part of every stage's version
)


def declared_modules(stage: str) -> set[str]:
    """The modules that a stage names as its code."""
    tree = ast.parse((ROOT / "pipeline/assets" / f"{stage}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "code":
            return set(ast.literal_eval(node.value))
    raise AssertionError(stage)


def within(module: str, packages: set[str] | tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def modules_run_by(stage: str, graph: grimp.ImportGraph) -> set[str]:
    """The stage's module and what it imports, near and far, but not what only the frame imports."""
    found, left = set(), {f"pipeline.assets.{stage}"}
    while left:
        module = left.pop()
        found.add(module)
        left |= {
            other
            for other in graph.find_modules_directly_imported_by(module)
            if other not in found and not within(other, FRAME)
        }
    return found


@pytest.mark.parametrize("stage", [asset.op.name for asset in ASSETS if asset is not documentation])
def test_a_stage_names_all_the_code_it_runs(stage: str) -> None:
    graph = grimp.build_graph("pipeline", "schemas", cache_dir=None)
    runs = modules_run_by(stage, graph)
    assert len(runs) > 1
    packages = {module for module in runs if graph.find_children(module)}
    missing = {module for module in runs - packages if not within(module, declared_modules(stage))}
    assert not missing


def test_a_changed_source_or_word_list_changes_the_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "made_up_stage.py").write_text("a = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    versions = [code_version.__wrapped__(("made_up_stage",), True)]
    monkeypatch.setattr(lexicon, "digest", lambda: "another")
    versions.append(code_version.__wrapped__(("made_up_stage",), True))
    versions.append(code_version.__wrapped__(("made_up_stage",), False))
    (tmp_path / "made_up_stage.py").write_text("a = 2\n", encoding="utf-8")
    versions.append(code_version.__wrapped__(("made_up_stage",), False))
    versions.append(code_version.__wrapped__(("made_up_stage",), False, ("model 2",)))
    assert len(set(versions)) == len(versions)


def test_a_module_that_isn_t_there_is_an_error() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"pipeline\.nowhere"):
        code_version.__wrapped__(("pipeline.nowhere",), False)
