"""The labelled sets and their scorers: where they are, and which third of them is held out."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

Item = TypeVar("Item")

# Written and labelled for this project by people who didn't know its rules: articles, and sentences as NewsQuant's. What
# is kept has not been read while rules were written, and its errors must not be looked at.
BLIND = Path(__file__).parent / "blind"
BLIND_PARTS = {"in view": "in_view", "kept": "kept"}
HELD_OUT = 2  # of each three, in order, the third


class NoLabelsError(Exception):
    """The labelled sets can't be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """The folder that holds the labelled sets: articles_dev/, newsquant_dev.json and score/."""

    folder: Path

    def __post_init__(self) -> None:
        for needed in (self.articles, self.newsquant, self.folder / "score" / "articles.py"):
            if not needed.exists():
                raise NoLabelsError(
                    f"no {needed}: the labelled sets are not part of the project; name the folder that holds "
                    "articles_dev/, newsquant_dev.json and score/ with --labels or NEWSCLAIMS_LABELS"
                )

    @property
    def articles(self) -> Path:
        return self.folder / "articles_dev"

    @property
    def newsquant(self) -> Path:
        return self.folder / "newsquant_dev.json"

    def scorer(self, name: str) -> ModuleType:
        """The scorer score/NAME.py as a module."""
        spec = importlib.util.spec_from_file_location(f"labelled_{name}", self.folder / "score" / f"{name}.py")
        if spec is None or spec.loader is None:
            raise NoLabelsError(f"{self.folder / 'score' / name}.py can't be loaded")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def sentences(self) -> list[dict[str, Any]]:
        """NewsQuant's items: text and quantities."""
        items: list[dict[str, Any]] = json.loads(self.newsquant.read_text(encoding="utf-8"))
        return items


def in_view(items: Sequence[Item]) -> list[Item]:
    """The two thirds that the rules were written with."""
    return [item for index, item in enumerate(items) if index % 3 != HELD_OUT]


def held_out(items: Sequence[Item]) -> list[Item]:
    """The third that was kept aside."""
    return [item for index, item in enumerate(items) if index % 3 == HELD_OUT]
