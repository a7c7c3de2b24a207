"""From the journal to the results: medians, goals, growth, the archive on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from tests.bench.archive import on_paper
from tests.bench.bench import Bench
from tests.bench.goals import goals
from tests.bench.journal import Journal

FIGURES = ("wall", "cpu", "peak_process", "peak_tree")


def results(bench: Bench, machine: Mapping[str, Any]) -> dict[str, Any]:
    """All that the page shows, as plain values."""
    journal = bench.journal
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": dict(machine),
        "code": bench.code.name,
        "times": bench.plan.times,
        "sizes": {name: asdict(size) for name, size in bench.sizes.items()},
        "yardstick": bench.best_way,
        "goals": [goal.result(journal) for goal in goals(bench.plan.times)],
        "medians": medians(journal),
        "speeds": speeds(journal),
        "stages": journal.of("stages")[0] if journal.of("stages") else {},
        "functions": journal.of("functions")[0]["microseconds"] if journal.of("functions") else {},
        "growth": points(journal),
        "on_paper": paper(journal),
        "records": [record for step in journal.steps() for record in journal.of(step)],
    }


def medians(journal: Journal) -> dict[str, dict[str, Any]]:
    """Of each measured command: rounds, and the median of each figure."""
    found = {}
    for step in journal.steps():
        if journal.median(step, "wall") is not None:
            found[step] = {"rounds": len(journal.of(step))} | {name: journal.median(step, name) for name in FIGURES}
    return found


def speeds(journal: Journal) -> dict[str, float]:
    """Sentences a second, by system."""
    prefix = "speed "
    return {
        step.removeprefix(prefix): rate
        for step in journal.steps()
        if step.startswith(prefix) and (rate := journal.median(step, "rate")) is not None
    }


def points(journal: Journal) -> list[dict[str, float]]:
    """Cold builds by size: articles, seconds, MiB; smallest first."""
    found = []
    for step in journal.steps():
        if step.startswith("cold ") and journal.of(step):
            figures = {name: journal.median(step, name) for name in ("articles", *FIGURES)}
            found.append({name: value for name, value in figures.items() if value is not None})
    return sorted(found, key=lambda point: point["articles"])


def paper(journal: Journal) -> dict[str, Any] | None:
    """The archive on paper, from the last cold builds of both sizes; None if one is missing."""
    small, large = journal.of("cold x1"), journal.of("cold xN")
    return on_paper(small[-1], large[-1]) if small and large else None
