"""The figures of a table that tell at a glance whether a run went as the ones before: shown with each materialization.

Plain functions from a dataset; no figure is kept anywhere but in Dagster's record of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import mean

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.assets.preview import markdown_table
from pipeline.store.dataset import Dataset
from schemas import NUMERIC_CLAIMS, RAW_TEXT, REJECTED_NUMBERS, REJECTED_SEEDS
from schemas.vocabularies import STATUSES

# A figure is compared with the runs before only where they and this run read so many words: a few articles differ
# from a few others by chance.
ENOUGH_WORDS = 5_000
MOST_RUNS = 10
# How far a figure may be from the mean of those runs: three tenths of it.
TOLERANCE = 0.3
WORDS = "words"
DRIFTING = {
    "claims_per_thousand_words": "claims per thousand words",
    "share_with_source": "share of claims with a source",
    "share_of_numbers_rejected": "share of numbers that are no claim",
}
BAR = 24  # characters of the longest bar


def numbers_of(table: str, dataset: Dataset) -> Mapping[str, float]:
    """The figures of a table, by name; none for most."""
    return _FIGURES[table](dataset) if table in _FIGURES else {}


def charts_of(table: str, dataset: Dataset) -> Mapping[str, str]:
    """The small charts of a table as Markdown, by name; none for most."""
    return _CHARTS[table](dataset) if table in _CHARTS else {}


def drift(now: Mapping[str, float], before: Sequence[Mapping[str, float]]) -> list[str]:
    """One line for each figure that is far from that of the runs before; none if there is too little to compare."""
    comparable = [run for run in before if run.get(WORDS, 0) >= ENOUGH_WORDS]
    if now.get(WORDS, 0) < ENOUGH_WORDS or not comparable:
        return []
    lines = []
    for name, words in DRIFTING.items():
        values = [run[name] for run in comparable if name in run]
        if not values or name not in now:
            continue
        usual = mean(values)
        if abs(now[name] - usual) > TOLERANCE * usual:
            lines.append(f"{words}: {now[name]:.3g}, before {usual:.3g} (mean of {len(values)} runs)")
    return lines


def _claim_figures(dataset: Dataset) -> Mapping[str, float]:
    words = pc.sum(dataset.read(RAW_TEXT, ["word_count"])["word_count"]).as_py() or 0
    sources = dataset.read(NUMERIC_CLAIMS, ["source"])["source"]
    claims = len(sources)
    rejected = dataset.row_count(REJECTED_NUMBERS)
    figures: dict[str, float] = {WORDS: words}
    if words:
        figures["claims_per_thousand_words"] = round(1000 * claims / words, 3)
    if claims:
        figures["share_with_source"] = round((claims - sources.null_count) / claims, 4)
        figures["share_of_numbers_rejected"] = round(rejected / (claims + rejected), 4)
    return figures


def _kinds_by_status(dataset: Dataset) -> Mapping[str, str]:
    claims = dataset.read(NUMERIC_CLAIMS, ["kind", "status"])
    counts = {
        (row["kind"], row["status"]): row["count_all"]
        for row in claims.group_by(["kind", "status"]).aggregate([([], "count_all")]).to_pylist()
    }
    kinds = sorted({kind for kind, _ in counts}, key=lambda kind: (-_total(counts, kind), kind))
    most = max((_total(counts, kind) for kind in kinds), default=1)
    rows = [
        [kind, *(counts.get((kind, status), 0) for status in STATUSES), "█" * -(-BAR * _total(counts, kind) // most)]
        for kind in kinds
    ]
    return {"kinds_by_status": markdown_table(["kind", *STATUSES, "all"], rows)}


def _total(counts: Mapping[tuple[str, str], int], kind: str) -> int:
    return sum(count for (other, _), count in counts.items() if other == kind)


def _by_reason(data: pa.Table) -> Mapping[str, str]:
    counted = data.group_by("reason").aggregate([([], "count_all")]).to_pylist()
    ordered = sorted(counted, key=lambda row: (-row["count_all"], row["reason"]))
    most = max((row["count_all"] for row in ordered), default=1)
    rows = [[row["reason"], row["count_all"], "█" * -(-BAR * row["count_all"] // most)] for row in ordered]
    return {"by_reason": markdown_table(["reason", "rows", ""], rows)}


_FIGURES: Mapping[str, Callable[[Dataset], Mapping[str, float]]] = {NUMERIC_CLAIMS.name: _claim_figures}
_CHARTS: Mapping[str, Callable[[Dataset], Mapping[str, str]]] = {
    NUMERIC_CLAIMS.name: _kinds_by_status,
    REJECTED_NUMBERS.name: lambda dataset: _by_reason(dataset.read(REJECTED_NUMBERS, ["reason"])),
    REJECTED_SEEDS.name: lambda dataset: _by_reason(dataset.read(REJECTED_SEEDS, ["reason"])),
}
