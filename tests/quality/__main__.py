"""Score the labelled sets through the real build and write one page.

    python -m tests.quality --labels FOLDER [--out build/quality] [--without-peers]

Writes quality.md, quality.json, and errors.txt (what the part in view gets wrong, for whoever mends it).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from tests.quality.built import BuildFailedError
from tests.quality.figures import figures
from tests.quality.labelled import Labelled, NoLabelsError
from tests.quality.page import page


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0: the page is written; 2: it can't be, one line says why."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--labels",
        type=Path,
        default=Path(os.environ.get("NEWSCLAIMS_LABELS") or "../shared"),
        help="folder with articles_dev/, newsquant_dev.json and score/ (default: NEWSCLAIMS_LABELS, else ../shared)",
    )
    parser.add_argument(
        "--out", type=Path, default=Path("build/quality"), help="where to write (default: build/quality)"
    )
    parser.add_argument("--peers", type=Path, default=Path("build/peers"), help="where peers are installed")
    parser.add_argument("--without-peers", action="store_true", help="leave the published extractors out")
    given = parser.parse_args(arguments)
    try:
        labelled = Labelled(given.labels.absolute())
        given.out.mkdir(parents=True, exist_ok=True)
        found = figures(labelled, given.out.absolute(), None if given.without_peers else given.peers.absolute(), _say)
    except (NoLabelsError, BuildFailedError) as error:
        print(f"quality: {error}", file=sys.stderr)
        return 2
    text = page(found)
    (given.out / "quality.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    (given.out / "quality.md").write_text(text, encoding="utf-8")
    print(text)
    print(f"written: {given.out / 'quality.md'}, quality.json, errors.txt")
    return 0


def _say(line: str) -> None:
    print(f"quality: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
