"""A peer is a script that takes sentences and gives rows; whatever it can't do is said."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.peers.catalogue import PEERS
from tests.peers.environments import CannotInstallError, Environment, environment_of
from tests.peers.run import READERS, CannotRunError, read_with

READER = f"""
import sys
sys.path.insert(0, {str(READERS)!r})
from protocol import range_row, row, serve

def read(sentence):
    if "bad" in sentence:
        raise ValueError(sentence)
    numbers = [float(word) for word in sentence.split() if word.isdigit()]
    return [range_row(*numbers)] if len(numbers) == 2 else [row(number, unit="mile") for number in numbers]

serve(read)
"""


def environment(tmp_path: Path, script: str) -> Environment:
    reader = tmp_path / "reader.py"
    reader.write_text(script, encoding="utf-8")
    return Environment(replace(PEERS[0], reader=str(reader)), Path(sys.executable), {})


def test_rows_by_sentence(tmp_path: Path) -> None:
    found = read_with(environment(tmp_path, READER), ["They ran 5 miles", "a bad one", "3 to 7", "none"])
    assert [[row["value"] for row in rows] for rows in found.rows] == [[5.0], [], [5.0], []]
    assert (found.rows[2][0]["value_low"], found.rows[2][0]["value_high"]) == (3.0, 7.0)
    assert found.rows[0][0]["unit"] == "mile"
    assert found.failed == 1
    assert found.seconds > 0


def test_a_reader_that_fails_as_a_whole(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match="No module named 'no_such_peer'"):
        read_with(environment(tmp_path, "import no_such_peer"), ["They ran 5 miles"])


def test_what_cannot_be_installed_says_why(tmp_path: Path) -> None:
    impossible = replace(PEERS[0], without_dependencies=(), requirements=("./no-such-folder",))
    with pytest.raises(CannotInstallError, match="no-such-folder"):
        environment_of(impossible, tmp_path)


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_each_peer_has_a_reader_and_a_fixed_version(peer) -> None:
    assert (READERS / peer.reader).is_file()
    assert any(peer.version in requirement for requirement in (*peer.without_dependencies, *peer.requirements))
