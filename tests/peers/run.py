"""Have a peer read sentences in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.peers.environments import Environment

READERS = Path(__file__).parent / "readers"
SECONDS_TO_READ = 1800


class CannotRunError(Exception):
    """Why a peer read nothing, in one line."""


@dataclass(frozen=True, slots=True)
class PeerReading:
    """What a peer found in each sentence, as rows in the contract's columns, and how long it took.

    `seconds` is reading alone, `load_seconds` is what came before. `failed` counts sentences that it raised an error
    on: they have no rows.
    """

    rows: list[list[dict[str, Any]]]
    seconds: float
    load_seconds: float
    failed: int


def read_with(environment: Environment, sentences: Sequence[str], core: int | None = None) -> PeerReading:
    """Read sentences one by one, on one core if one is given; CannotRunError if it fails as a whole."""
    with tempfile.TemporaryDirectory() as folder:
        given, found = Path(folder) / "sentences.json", Path(folder) / "found.json"
        given.write_text(json.dumps(list(sentences)), encoding="utf-8")
        command = [str(environment.python), "-W", "ignore", str(READERS / environment.peer.reader), given, found]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                timeout=SECONDS_TO_READ,
                check=False,
                env={
                    **os.environ,
                    **environment.variables,
                    **({"NEWSCLAIMS_CORE": str(core)} if core is not None else {}),
                },
            )
        except subprocess.TimeoutExpired as error:
            raise CannotRunError(f"not done after {SECONDS_TO_READ} seconds") from error
        if done.returncode:
            said = done.stderr.strip().splitlines()
            raise CannotRunError(said[-1] if said else f"ended with {done.returncode}")
        return PeerReading(**json.loads(found.read_text(encoding="utf-8")))
