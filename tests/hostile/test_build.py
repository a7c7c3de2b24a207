"""`newsclaims build` on a folder of hostile seeds: it ends well, and each seed is a document or a refusal, with reason."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.commands.console import plain
from tests.hostile.seeds import DOCUMENT, SENTENCE, write

ROOT = Path(__file__).parents[2]
SECONDS = 900


@dataclass(frozen=True, slots=True)
class Built:
    """What a build of the hostile folder gave."""

    folder: Path
    expected: dict[str, str]
    code: int
    out: str
    err: str

    def rows(self, table: str) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = pq.read_table(self.folder / "data" / table).to_pylist()
        return rows


def newsclaims(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("hostile")
    expected = write(folder / "seeds")
    run = newsclaims("build", "--seeds", str(folder / "seeds"), "--data", str(folder / "data"))
    return Built(folder, expected, run.returncode, run.stdout.decode(), run.stderr.decode())


def test_the_build_ends_well(built: Built) -> None:
    assert built.code == 0, built.err
    assert "Traceback" not in built.out + built.err


def test_each_seed_is_a_document_or_a_refusal(built: Built) -> None:
    became = {str(row["document_id"]): DOCUMENT for row in built.rows("raw_text")}
    refused = {str(row["document_id"]): str(row["reason"]) for row in built.rows("rejected_seeds")}
    twice = {name for name in became.keys() & refused.keys() if refused[name] != "duplicate"}
    assert not twice
    wrong = {
        name: (outcome, became.get(name), refused.get(name))
        for name, outcome in built.expected.items()
        if not (
            name in became or name in refused if outcome == "*" else outcome in (became.get(name), refused.get(name))
        )
    }
    assert not wrong
    unforeseen = (became.keys() | refused.keys()) - built.expected.keys()
    assert not unforeseen


def test_a_refusal_says_why_on_one_line(built: Built) -> None:
    for row in built.rows("rejected_seeds"):
        detail = str(row["detail"])
        assert detail.strip()
        assert detail.isprintable()
        assert "Traceback" not in detail
    assert [row for row in built.rows("rejected_seeds") if row["reason"] == "failed"] == [
        row for row in built.rows("rejected_seeds") if "CPU time" in str(row["detail"])
    ]


def test_nothing_from_outside_the_folder_is_read(built: Built) -> None:
    assert not [row for row in built.rows("raw_text") if "4,711" in str(row["text"])]


def test_every_claim_stands_where_it_says(built: Built) -> None:
    texts = {row["document_id"]: str(row["text"]) for row in built.rows("raw_text")}
    for table in ("numeric_claims", "rejected_numbers", "paragraphs", "entity_mentions"):
        for row in built.rows(table):
            start, end = row["char_start"], row["char_end"]
            assert texts[row["document_id"]][start:end] == row["text"]  # type: ignore[misc]


def test_the_claim_of_every_sound_seed_is_read(built: Built) -> None:
    """Whatever surrounds it: an odd name, another encoding, brackets by the thousand."""
    claims = Counter((str(row["document_id"]), row["value"]) for row in built.rows("numeric_claims"))
    whole = {str(row["document_id"]) for row in built.rows("raw_text") if row["text"] == SENTENCE}
    assert len(whole) > 30
    assert not [name for name in whole if not claims[name, 1600.0]]


def test_values_are_finite(built: Built) -> None:
    for row in built.rows("numeric_claims"):
        for column in ("value", "value_low", "value_high", "si_value"):
            value = row[column]
            assert value is None or abs(float(str(value))) < float("inf"), row


def test_the_same_again_changes_nothing(built: Built) -> None:
    before = {path: path.read_bytes() for path in (built.folder / "data").rglob("*.parquet")}
    run = newsclaims("build", "--seeds", str(built.folder / "seeds"), "--data", str(built.folder / "data"))
    assert run.returncode == 0
    assert {path: path.read_bytes() for path in (built.folder / "data").rglob("*.parquet")} == before


def test_commands_send_a_terminal_nothing_but_text(built: Built) -> None:
    data = ["--data", str(built.folder / "data")]
    output = built.out + built.err
    for row in built.rows("raw_text"):
        name = str(row["document_id"])
        if any(not char.isprintable() for char in name) or name == "content/payloads.txt":
            shown = newsclaims("show", *data, "--", name)
            output += (shown.stdout + shown.stderr).decode()
            assert shown.returncode == 0, shown.stderr
    assert output == "\n".join(map(plain, output.split("\n")))
    missing = newsclaims("show", *data, "--", "no\x1b[31m\u202esuch")
    assert missing.returncode == 2
    assert len(missing.stderr.decode().splitlines()) == 1
    assert plain(missing.stderr.decode().rstrip("\n")) == missing.stderr.decode().rstrip("\n")
