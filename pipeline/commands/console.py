"""How commands speak to a terminal: plain text, one clear line for what the user can mend."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NoReturn

from rich.console import Console
from rich.text import Text

USAGE_ERROR = 2
out = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def fail(message: str) -> NoReturn:
    """End with one clear line."""
    err.print(Text(f"newsclaims: {plain(message)}"))
    sys.exit(USAGE_ERROR)


def plain(text: str) -> str:
    """Text without what could steer a terminal: control and bidirectional characters."""
    return "".join(char if char.isprintable() else " " for char in text)


def plain_lines(text: str) -> str:
    return "\n".join(map(plain, text.splitlines()))


def nearest(name: str, names: Sequence[str]) -> str:
    """A hint at the nearest of the names, empty if none is near."""
    close = get_close_matches(name, names, n=1, cutoff=0.5)
    return f": did you mean {close[0]}?" if close else ""
