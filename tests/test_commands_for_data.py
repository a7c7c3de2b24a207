"""`newsclaims sql`, `export` and `explain` as their user has them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from pipeline.store.dataset import Dataset
from tests.test_cli import run

CLAIM = "000_b6dc635e84ed2626.txt#c1025-1030"


def test_sql_as_table_csv_and_json(seed_dataset: Dataset) -> None:
    query = "select text, value, rules from numeric_claims where status = 'target'"
    for form, read in (("csv", lambda text: list(csv.DictReader(text.splitlines()))), ("json", json.loads)):
        done = run("sql", query, "--format", form, "--data", seed_dataset.folder)
        assert done.returncode == 0, done.stderr
        (row,) = read(done.stdout)
        assert row["text"] == "3,000"
        assert float(row["value"]) == 3000
    done = run("sql", query, "--data", seed_dataset.folder)
    assert "3,000" in done.stdout
    assert "│" in done.stdout


def test_sql_says_what_it_leaves_out(seed_dataset: Dataset) -> None:
    done = run("sql", "select * from range(1500)", "--data", seed_dataset.folder)
    assert "1,400 more rows" in done.stderr


def test_sql_of_nothing_is_empty_json(seed_dataset: Dataset) -> None:
    assert (
        json.loads(run("sql", "select 1 where false", "--format", "json", "--data", seed_dataset.folder).stdout) == []
    )


def test_sql_neutralises_formulas_unless_told_otherwise(seed_dataset: Dataset) -> None:
    arguments = ("sql", "select '=1+1' as cell", "--format", "csv", "--data", seed_dataset.folder)
    assert run(*arguments).stdout == "cell\n'=1+1\n"
    assert run(*arguments, "--raw").stdout == "cell\n=1+1\n"


def test_export_names_what_it_wrote(seed_dataset: Dataset, tmp_path: Path) -> None:
    arguments = ("export", "--to", "csv", "--out", tmp_path / "a.csv", "--table", "entities")
    done = run(*arguments, "--data", seed_dataset.folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{tmp_path / 'a.csv'}\n"
    assert (tmp_path / "a.csv").is_file()


def test_explain_shows_the_sentence_the_tokens_and_the_rules(seed_dataset: Dataset) -> None:
    done = run("explain", CLAIM, "--data", seed_dataset.folder)
    assert done.returncode == 0, done.stderr
    for words in ("[3,000] arrests", "3,000 -nummod-> arrests", "target  (verb of aim", "Stephen Miller"):
        assert words in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sql", "selec 1"], "syntax error"),
        (["sql", "drop table raw_text"], "only queries that read"),
        (["sql", "from raw_text", "--format", "yaml"], "yaml"),
        (["explain", CLAIM[:-1] + "1"], f"did you mean {CLAIM}?"),
        (["explain", "nothing"], "no claim 'nothing'"),
        (["export", "--to", "csv", "--out", "{there}", "--table", "entities"], "is a file"),
        (["export", "--to", "csv", "--out", "{there}", "--table", "entitis"], "did you mean entities?"),
    ],
)
def test_what_can_t_be_done_ends_with_2(
    arguments: list[str], words: str, seed_dataset: Dataset, tmp_path: Path
) -> None:
    (tmp_path / "there").write_text("", encoding="utf-8")
    filled = [argument.replace("{there}", str(tmp_path / "there")) for argument in arguments]
    done = run(*filled, "--data", seed_dataset.folder)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_dataset_there_is_one_line(tmp_path: Path) -> None:
    for arguments in (["sql", "select 1"], ["explain", CLAIM], ["export", "--to", "jsonl", "--out", tmp_path / "out"]):
        done = run(*arguments, "--data", tmp_path / "nowhere")
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert "build" in done.stderr
