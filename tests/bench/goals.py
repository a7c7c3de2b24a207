"""The goals of the project's scale, each a ratio of two figures measured in one run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.bench.journal import Journal

Measure = Callable[[Journal], float | None]


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio and its bound. `steps` are those it is taken from; `condition` must hold as well."""

    title: str
    measure: Measure
    bound: float
    at_most: bool
    steps: tuple[str, ...]
    unit: str = ""
    condition: Callable[[Journal], bool] | None = None
    condition_text: str = ""

    def result(self, journal: Journal) -> dict[str, Any]:
        """The ratio as measured, and whether the goal is met; or why it isn't known."""
        value = self.measure(journal)
        holds = self.condition(journal) if self.condition and value is not None else None
        met = None
        if value is not None:
            met = (value <= self.bound if self.at_most else value >= self.bound) and holds is not False
        return {
            "goal": self.title,
            "measured": value,
            "bound": self.bound,
            "at_most": self.at_most,
            "unit": self.unit,
            "met": met,
            "condition": self.condition_text or None,
            "condition_holds": holds,
            "missing": None if value is not None else _why(journal, self.steps),
        }


def _why(journal: Journal, steps: Sequence[str]) -> str:
    return next((reason for step in steps if (reason := journal.missing(step))), "not measured in this run")


def ratio(above: str, below: str, figure: str = "wall") -> Measure:
    """The median of one step over that of another."""

    def measure(journal: Journal) -> float | None:
        return quotient(journal.median(above, figure), journal.median(below, figure))

    return measure


def quotient(above: float | None, below: float | None) -> float | None:
    """above / below; None if either isn't known, or below is 0."""
    return above / below if above is not None and below else None


def largest(figure: str, steps: Sequence[str]) -> Measure:
    """The largest value of a figure in any round of some steps."""

    def measure(journal: Journal) -> float | None:
        return max((record[figure] for step in steps for record in journal.of(step)), default=None)

    return measure


def all_rounds(step: str, fact: str) -> Callable[[Journal], bool]:
    """Whether a fact holds in every round of a step."""
    return lambda journal: all(record.get(fact) for record in journal.of(step))


def goals(times: int) -> list[Goal]:
    """The goals for an archive and one `times` as large; `times` is 10 in the project's own."""
    big = f"×{times}"
    return [
        Goal("cold build / bare nlp.pipe, same ops", ratio("cold x1", "bare numpy"), 0.75, True, ("bare numpy",)),
        Goal("cold build / spaCy as it installs (blis ops)", ratio("cold x1", "bare blis"), 0.4, True, ("bare blis",)),
        Goal(
            f"nothing changed / cold build, archive {big}",
            ratio("unchanged", "cold xN"),
            1 / 200,
            True,
            ("unchanged", "cold xN"),
            condition=all_rounds("unchanged", "nothing_written"),
            condition_text="no text parsed, no file written",
        ),
        Goal(
            f"one article changed / cold build, archive {big}",
            ratio("one changed", "cold xN"),
            1 / 100,
            True,
            ("one changed", "cold xN"),
        ),
        Goal(
            f"a word list changed / cold build, archive {big}",
            ratio("word list changed", "cold xN"),
            1 / 4,
            True,
            ("word list changed", "cold xN"),
            condition=all_rounds("word list changed", "parses_kept"),
            condition_text="no text parsed",
        ),
        Goal(
            f"peak memory, archive {big} / archive", ratio("cold xN", "cold x1", "peak_tree"), 1.15, True, ("cold xN",)
        ),
        Goal(
            "peak memory of a process, MiB", largest("peak_process", ("cold x1", "cold xN")), 1536, True, ("cold xN",)
        ),
        Goal(f"time, archive {big} / archive", ratio("cold xN", "cold x1"), 1.05 * times, True, ("cold xN",)),
        Goal("sentences a second / CQE", ratio("speed newsclaims", "speed CQE", "rate"), 10, False, ("speed CQE",)),
        Goal(
            "sentences a second / Recognizers-Text",
            ratio("speed newsclaims", "speed Recognizers-Text", "rate"),
            12,
            False,
            ("speed Recognizers-Text",),
        ),
        Goal(
            "sentences a second / quantulum3",
            ratio("speed newsclaims", "speed quantulum3", "rate"),
            1.2,
            False,
            ("speed quantulum3",),
        ),
        Goal("one core / two cores", ratio("one core x1", "cold x1"), 1.8, False, ("one core x1",)),
        Goal(
            "cluster: one worker / two workers of one core",
            ratio("dask 1 worker", "dask 2 workers"),
            1.7,
            False,
            ("dask 1 worker", "dask 2 workers"),
            condition=lambda journal: (
                all_rounds("dask 1 worker", "same_bytes")(journal)
                and all_rounds("dask 2 workers", "same_bytes")(journal)
            ),
            condition_text="the same bytes as the local build",
        ),
        Goal(
            "quantity extraction / spaCy's own time",
            lambda journal: quotient(
                journal.median("stages", "quantities"), journal.median("stages", "spacy, whole pipeline")
            ),
            0.15,
            True,
            ("stages",),
        ),
    ]
