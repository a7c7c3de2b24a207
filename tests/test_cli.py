"""The command as its user has it: what it prints, how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.commands import console, show
from pipeline.store.dataset import Dataset
from schemas import TABLES
from tests.conftest import files_of


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with no home and no settings from outside."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("NEWSCLAIMS_", "DAGSTER_"))}
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env=environment | {"COLUMNS": "160", "PYTHONPATH": str(Path(cli.__file__).parent.parent)},
    )


def test_build_writes_every_table_and_sums_up(seeds: Path, data: Path) -> None:
    (seeds / "empty.txt").write_bytes(b"")
    done = run("build", "--seeds", seeds, "--data", data)
    assert done.returncode == 0, done.stderr
    for name, table in TABLES.items():
        assert name in done.stdout
        assert Dataset(data).exists(table)
    assert "warning: empty.txt is not read: empty" in done.stderr
    assert "Traceback" not in done.stderr


def test_build_takes_the_folders_of_the_working_directory(seeds: Path) -> None:
    done = run("build", "--select", "paragraphs", cwd=seeds.parent)
    assert done.returncode == 0, done.stderr
    built = {name for name, table in TABLES.items() if Dataset(seeds.parent / "data").exists(table)}
    assert built == {"raw_text", "rejected_seeds", "paragraphs"}


def test_two_builds_at_once_wait_for_each_other(seeds: Path, data: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        both = list(pool.map(lambda _: run("build", "--seeds", seeds, "--data", data), range(2)))
    assert [done.returncode for done in both] == [0, 0], [done.stderr for done in both]
    assert run("build", "--seeds", seeds, "--data", tmp_path / "alone").returncode == 0
    assert files_of(data) == files_of(tmp_path / "alone")
    assert not list(data.rglob("*.tmp"))


def test_show_gives_a_document_s_claims_with_their_evidence(seeds: Path, data: Path) -> None:
    assert run("build", "--seeds", seeds, "--data", data).returncode == 0
    done = run("show", "article.txt", "--data", data)
    assert done.returncode == 0
    for words in ("3,000", "1,600", "arrest", "target", "called for"):
        assert words in done.stdout
    wrong = run("show", "articel.txt", "--data", data)
    assert wrong.returncode == 2
    assert "did you mean article.txt?" in wrong.stderr


def test_tables_and_schema_and_version() -> None:
    assert "numeric_claims" in run("tables", "--data", "nowhere").stdout
    assert "| si_value | double? |" in run("schema", "numeric_claims").stdout
    assert run("--version").stdout.startswith("newsclaims ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "--seeds", "{tmp}/nowhere", "--data", "{tmp}/data"], "no seeds folder"),
        (["build", "--seeds", "{tmp}/file", "--data", "{tmp}/data"], "is not a folder"),
        (["build", "--seeds", "{tmp}/nothing", "--data", "{tmp}/data"], "no seeds in"),
        (["build", "--seeds", "{tmp}/seeds", "--data", "{tmp}/file"], "is not a folder"),
        (["build", "--seeds", "{tmp}/seeds", "--data", "{tmp}/file/data"], "can't write"),
        (["build", "--seeds", "{tmp}/seeds", "--data", "{tmp}/data", "--select", "clams"], "no table 'clams'"),
        (["schema", "numeric_claim"], "did you mean numeric_claims?"),
        (["show", "a.txt", "--data", "{tmp}/data"], "build the dataset first"),
    ],
)
def test_what_can_t_be_done_is_one_clear_line(arguments: list[str], words: str, seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "nothing").mkdir()
    done = run(*(argument.replace("{tmp}", str(tmp_path)) for argument in arguments))
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not done.stdout


def test_a_damaged_table_is_one_clear_line(seeds: Path, data: Path) -> None:
    run("build", "--seeds", seeds, "--data", data)
    place = Dataset(data).place(TABLES["raw_text"])
    place.write_bytes(b"PAR1 but not really")
    done = run("show", "article.txt", "--data", data)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert run("build", "--seeds", seeds, "--data", data).returncode == 0


def test_hostile_text_steers_no_terminal() -> None:
    assert console.plain("a\x1b[31mb\u202ec\nd") == "a [31mb c d"


def test_a_value_in_words() -> None:
    row = {
        "value": 19500.0,
        "value_low": 18000.0,
        "value_high": 21000.0,
        "comparator": "~",
        "unit": "acre",
        "period": "P1Y",
        "change": "up",
    }
    assert show.value_in_words(row) == "~ 18,000 to 21,000 acre per P1Y (up)"


def test_a_build_with_nothing_changed_starts_nothing(seeds: Path, data: Path) -> None:
    assert run("build", "--seeds", seeds, "--data", data).returncode == 0
    again = run("build", "--seeds", seeds, "--data", data)
    assert again.returncode == 0
    assert "Nothing has changed." in again.stdout
    assert "numeric_claims" in again.stdout
    place = Dataset(data).place(TABLES["numeric_claims"])
    before = place.read_bytes()
    place.unlink()
    mended = run("build", "--seeds", seeds, "--data", data)
    assert "Nothing has changed." not in mended.stdout
    assert place.read_bytes() == before
    (seeds / "b.txt").write_text("Twenty people died in Rome.\n", encoding="utf-8")
    assert "Nothing has changed." not in run("build", "--seeds", seeds, "--data", data).stdout
