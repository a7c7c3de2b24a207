"""Every command explains itself, with an example that it would take; the shell completes."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from pipeline.cli import app
from schemas import TABLES
from tests.test_cli import run

GROUP = typer.main.get_command(app)
COMMANDS = sorted(GROUP.commands)  # type: ignore[attr-defined]


def examples(name: str) -> list[str]:
    """The command lines after "Example:" in a command's help; one ends at a blank line."""
    text = re.sub(r"\n(?!\s*\n)", " ", GROUP.commands[name].help or "")  # type: ignore[attr-defined]
    return re.findall(r"Example:\s+(newsclaims [^\n]+?)\s*(?:\n|$)", text)


def test_the_help_names_every_command_and_the_exit_codes() -> None:
    done = run("--help")
    assert done.returncode == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", done.stdout, re.MULTILINE)
    assert "Exit codes: 0 done; 1 a stage failed" in " ".join(done.stdout.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_and_an_example_that_it_takes(name: str) -> None:
    done = run(name, "--help")
    assert done.returncode == 0, done.stderr
    assert f"Example: newsclaims {name}" in done.stdout
    for option in GROUP.commands[name].params:  # type: ignore[attr-defined]
        if option.param_type_name == "option":
            assert option.help, f"{name} {option.opts[0]} says nothing of itself"
    assert examples(name)
    for example in examples(name):
        program, command, *arguments = shlex.split(re.split(r" [>|] ", example)[0])
        assert (program, command) == ("newsclaims", name)
        GROUP.commands[name].make_context(name, arguments)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("line", "expected"), [("newsclaims sch", ["schema"]), ("newsclaims schema numeric_c", ["numeric_claims"])]
)
def test_the_shell_completes(line: str, expected: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import app; app(prog_name='newsclaims')"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent.parent,
        env=os.environ
        | {
            "_NEWSCLAIMS_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(line.split()) - 1),
        },
    )
    assert done.stdout.split() == expected
    assert set(expected) <= {*COMMANDS, *TABLES}
