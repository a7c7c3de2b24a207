"""One file, the environment above it; what is misspelt is said with its nearest neighbour."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path

import pytest

from pipeline import settings as module
from pipeline.intake.formats.rows import COLUMNS
from pipeline.settings import Settings, SettingsError, example, file_in_force, origins, place_of, settings
from tests.test_cli import run

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A working directory of its own, and no setting from outside."""
    for variable in list(os.environ):
        if variable.startswith("NEWSCLAIMS_"):
            monkeypatch.delenv(variable)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def uncommented(text: str) -> str:
    """The example with every key in force."""
    return re.sub(r"(?m)^#(?=[\[\w])", "", text)


def test_defaults(alone: Path) -> None:
    assert file_in_force() is None
    assert settings() == Settings()
    assert module.data_place() == alone / "data"
    assert module.seeds_folder() == alone / "seeds"
    assert {origin.source for origin in origins()} == {"default"}


def test_the_file_in_the_repository_is_complete_and_says_the_defaults(alone: Path) -> None:
    text = (ROOT / "newsclaims.toml").read_text(encoding="utf-8")
    assert text == example(), "newsclaims settings --example > newsclaims.toml"
    assert tomllib.loads(text) == {}
    values = tomllib.loads(uncommented(text))
    assert values == Settings().model_dump()
    (alone / "newsclaims.toml").write_text(uncommented(text), encoding="utf-8")
    stated = settings()
    assert stated.model_dump(exclude={"seeds", "data", "cache"}) == Settings().model_dump(
        exclude={"seeds", "data", "cache"}
    )
    assert {origin.source for origin in origins()} == {str(alone / "newsclaims.toml")}


def test_every_key_is_described() -> None:
    assert all(field.description for _, field in module._keys())
    assert set(module.Columns.model_fields) == set(COLUMNS)


def test_environment_over_file_over_default(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (alone / "newsclaims.toml").write_text(
        'seeds = "articles"\n[engine]\nworkers = 2\nkind = "dask"\n[columns]\ntext = "body"\n', encoding="utf-8"
    )
    monkeypatch.setenv("NEWSCLAIMS_ENGINE_WORKERS", "5")
    monkeypatch.setenv("NEWSCLAIMS_COLUMNS_PUBLISHED_AT", "date")
    monkeypatch.setenv("NEWSCLAIMS_DATA", "")  # empty is as good as unset
    found = settings()
    assert (found.engine.workers, found.engine.kind) == (5, "dask")
    assert (found.columns.text, found.columns.published_at, found.columns.id) == ("body", "date", "id")
    assert module.seeds_folder() == alone / "articles"
    sources = {origin.key: origin.source for origin in origins()}
    assert sources["engine.workers"] == "NEWSCLAIMS_ENGINE_WORKERS"
    assert sources["engine.kind"] == str(alone / "newsclaims.toml")
    assert sources["data"] == "default"


def test_the_file_is_found_in_the_project_s_root_and_no_further(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (alone / "newsclaims.toml").write_text('data = "set"', encoding="utf-8")
    inner = alone / "project" / "inner"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert file_in_force() is None
    (alone / "project" / "newsclaims.toml").write_text('data = "set"', encoding="utf-8")
    assert file_in_force() is None
    (alone / "project" / ".git").mkdir()
    assert module.data_place() == alone / "project" / "set"
    monkeypatch.setenv("NEWSCLAIMS_CONFIG", str(alone / "newsclaims.toml"))
    assert module.data_place() == alone / "set"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[engine]\nworker = 2", "unknown key engine.worker: did you mean engine.workers?"),
        ('seed = "a"', "unknown key seed: did you mean seeds?"),
        ("workers = 2", "unknown key workers: did you mean engine.workers?"),
        ("[colums]\ntext = 'body'", "unknown key colums: did you mean columns?"),
        ("[engine]\nworkers = 'many'", "engine.workers = 'many': input should be a valid integer"),
        ("[engine]\nkind = 'spark'", "engine.kind = 'spark': input should be 'local' or 'dask'"),
        ("[schedule]\ntimezone = 'Europe/Berlim'", "no time zone 'Europe/Berlim'"),
        ("[schedule]\ncron = 'daily'", "five fields are needed"),
        ("[reading]\nmodel = 'de_core_news_sm'", "the rules read English"),
        ("[reading]\nmodel = 'en_core_web_huge'", "no package en_core_web_huge is installed"),
        ("engine = 3", "engine = 3: input should be a valid dictionary"),
        ("seeds = [", "no TOML"),
        ("xyzzy = 1", "unknown key xyzzy; the keys are seeds, data"),
    ],
)
def test_what_is_wrong_in_the_file_is_one_line(alone: Path, text: str, words: str) -> None:
    (alone / "newsclaims.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        settings()
    assert words in str(caught.value)
    assert str(caught.value).startswith(str(alone / "newsclaims.toml"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("NEWSCLAIMS_ENGINE_WORKERS", "many", "the environment: NEWSCLAIMS_ENGINE_WORKERS: engine.workers = 'many'"),
        ("NEWSCLAIMS_SEED", "a", "unknown variable NEWSCLAIMS_SEED: did you mean NEWSCLAIMS_SEEDS?"),
        ("NEWSCLAIMS_ENGINE_WORKER", "2", "did you mean NEWSCLAIMS_ENGINE_WORKERS?"),
        ("NEWSCLAIMS_ENGINE", "{", "engine"),
        ("NEWSCLAIMS_CONFIG", "nowhere.toml", "no settings file"),
    ],
)
def test_what_is_wrong_in_the_environment_is_one_line(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=re.escape(words)) as caught:
        settings()
    assert "\n" not in str(caught.value)


def test_a_variable_that_resembles_none_is_somebody_else_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSCLAIMS_LABELS", "somewhere")
    assert settings() == Settings()


def test_places(alone: Path) -> None:
    assert place_of("articles") == alone / "articles"
    assert place_of("file:///srv/articles") == Path("/srv/articles")
    assert place_of("s3://bucket/2025") == "s3://bucket/2025"
    assert Settings(data="s3://bucket/data").data_place == "s3://bucket/data"
    with pytest.raises(SettingsError, match="no local folder"):
        _ = Settings(cache="s3://bucket/data").cache_folder


def test_columns_are_mapped_and_a_new_mapping_reads_anew(alone: Path) -> None:
    (alone / "seeds").mkdir()
    (alone / "seeds" / "export.csv").write_text(
        "nr,headline,body,summary\n7,Fire,The fire killed 14 people.,The storm killed 90 people.\n", encoding="utf-8"
    )
    query = ("sql", "select r.title, r.text, r.document_id from raw_text r", "--format", "json")
    texts = []
    for column in ("body", "summary"):
        (alone / "newsclaims.toml").write_text(
            f'[columns]\nid = "nr"\ntitle = "headline"\ntext = "{column}"\n', encoding="utf-8"
        )
        done = run("build", "--select", "paragraphs", cwd=alone)
        assert done.returncode == 0, done.stderr
        (row,) = json.loads(run(*query, cwd=alone).stdout)
        assert (row["title"], row["document_id"]) == ("Fire", "export.csv#7")
        texts.append(row["text"])
    assert texts == ["The fire killed 14 people.", "The storm killed 90 people."]


def test_the_command_shows_what_is_in_force_and_from_where(alone: Path) -> None:
    (alone / "newsclaims.toml").write_text("[engine]\nworkers = 3", encoding="utf-8")
    done = run("settings", cwd=alone)
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stdout.splitlines() if "engine.workers" in line]
    assert "3" in line
    assert "newsclaims.toml" in line
    assert run("settings", "--example", cwd=alone).stdout == example()
    (alone / "newsclaims.toml").write_text("[engine]\nworker = 3", encoding="utf-8")
    for command in (["settings"], ["tables"], ["build"]):
        broken = run(*command, cwd=alone)
        assert broken.returncode == 2
        assert len(broken.stderr.splitlines()) == 1
        assert "did you mean engine.workers?" in broken.stderr
