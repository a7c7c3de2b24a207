"""An environment of its own for each peer, made once and kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.peers.catalogue import Peer

SECONDS_TO_INSTALL = 900


class CannotInstallError(Exception):
    """Why a peer isn't there, in one line."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A peer, installed: the Python that has it, and what must be set for it to run."""

    peer: Peer
    python: Path
    variables: dict[str, str]


def environment_of(peer: Peer, below: Path) -> Environment:
    """The peer's environment below a folder, installed if it isn't there as described; CannotInstallError."""
    folder = below / peer.package.lower()
    python = folder / "bin" / "python"
    stamp = folder / "installed"
    wanted = sha256(repr((peer, sys.version_info[:2])).encode()).hexdigest()
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(folder)])
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if peer.without_dependencies:
            _run([*pip, "--no-deps", *peer.without_dependencies])
        _run([*pip, *peer.requirements])
        if peer.american_locale:
            _add_locale(folder)
        stamp.write_text(wanted, encoding="utf-8")
    return Environment(peer, python, {"LOCPATH": str(folder / "locale")} if peer.american_locale else {})


def _add_locale(folder: Path) -> None:
    """Compile en_US.UTF-8 into the environment: it is not on every system, and needs no rights there."""
    (folder / "locale").mkdir(exist_ok=True)
    if not shutil.which("localedef"):
        raise CannotInstallError("it needs the locale en_US.UTF-8, and there is no localedef to make it")
    _run(["localedef", "--no-archive", "-i", "en_US", "-f", "UTF-8", str(folder / "locale" / "en_US.UTF-8")])


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=SECONDS_TO_INSTALL,
            check=False,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotInstallError(f"{Path(command[0]).name}: {error}") from error
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("WARNING")]
        errors = [line for line in said if line.startswith("ERROR")] or said
        raise CannotInstallError(errors[0].strip() if errors else f"{Path(command[0]).name} gave {done.returncode}")
