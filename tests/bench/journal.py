"""Every measurement, written down as soon as it is taken: what was measured is not measured again."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

Record = dict[str, Any]


@dataclass(slots=True)
class Journal:
    """Records by step and round, in a file of JSON lines; a line cut off by a killed run is dropped."""

    path: Path
    records: dict[tuple[str, int], Record] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.path.is_file():
            return
        written = self.path.read_text(encoding="utf-8")
        if written and not written.endswith("\n"):
            with self.path.open("a", encoding="utf-8") as file:
                file.write("\n")
        for line in written.splitlines():
            try:
                record = json.loads(line)
            except json.JSONDecodeError:
                continue
            self.records[record["step"], record["round"]] = record

    def has(self, step: str, round_: int = 0) -> bool:
        return (step, round_) in self.records

    def write(self, step: str, round_: int, facts: Record) -> Record:
        """Keep a record for good."""
        record = {"step": step, "round": round_, **facts}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self.records[step, round_] = record
        return record

    def of(self, step: str) -> list[Record]:
        """The records of a step, by round; those that say why they are missing are not among them."""
        found = sorted((key[1], record) for key, record in self.records.items() if key[0] == step)
        return [record for _, record in found if "missing" not in record]

    def missing(self, step: str) -> str | None:
        """Why a step has no measurement, if it says so."""
        return next((r["missing"] for (name, _), r in self.records.items() if name == step and "missing" in r), None)

    def median(self, step: str, figure: str) -> float | None:
        """The median of a figure over a step's rounds; None if it wasn't measured."""
        values = [record[figure] for record in self.of(step) if record.get(figure) is not None]
        return median(values) if values else None

    def forget_missing(self) -> None:
        """Let this run try again what an earlier one couldn't measure."""
        self.records = {key: record for key, record in self.records.items() if "missing" not in record}

    def steps(self) -> list[str]:
        """The steps in the order in which they were first taken."""
        return list(dict.fromkeys(step for step, _ in self.records))
