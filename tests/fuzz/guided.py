"""Atheris on a target: libFuzzer's mutations, led by the coverage of our code. Started by tests/fuzz/run.py:

    python -m tests.fuzz.guided TARGET SEED_INPUTS [libFuzzer's options]

Atheris is for Linux (and Python 3.11 to 3.13); without it, generated input alone is used.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["pipeline.intake", "pipeline.reading.numbers"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    target, *options = sys.argv[1:]
    run = TARGETS[target]
    run(b"")
    atheris.Setup([sys.argv[0], *options], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
