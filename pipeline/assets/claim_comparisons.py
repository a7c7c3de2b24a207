"""claim_comparisons: target against actual, one report against another, then against now."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import pyarrow as pa

from pipeline.assets.claim_rows import claims_of_rows
from pipeline.assets.documents import DocumentRows, gather
from pipeline.assets.stage import Inputs, stage
from pipeline.engines.local import map_in_order
from pipeline.reading.comparisons.across import Entry
from pipeline.reading.comparisons.compare import compare_across, compare_document
from pipeline.reading.comparisons.comparison import Comparison
from schemas import ANNOTATIONS, CLAIM_COMPARISONS, NUMERIC_CLAIMS, PARAGRAPHS, RAW_TEXT
from schemas.arrow import to_arrow

BATCH = 200


@stage(
    writes=(CLAIM_COMPARISONS,),
    reads=(RAW_TEXT, PARAGRAPHS, ANNOTATIONS, NUMERIC_CLAIMS),
    code=(
        "pipeline.reading.comparisons",
        "pipeline.reading.numbers",
        "pipeline.reading.claims",
        "pipeline.reading.parse",
        "pipeline.reading.wordnet",
        "pipeline.assets.claim_comparisons",
        "pipeline.assets.documents",
        "pipeline.assets.claim_rows",
    ),
    group="claims",
    kinds={"python", "parquet"},
)
def claim_comparisons(inputs: Inputs) -> Mapping[str, pa.Table]:
    """One row a pair of claims that a reader would put side by side."""
    documents = gather(inputs[RAW_TEXT], inputs[PARAGRAPHS], inputs[ANNOTATIONS], numeric_claims=inputs[NUMERIC_CLAIMS])
    claiming = [rows for rows in documents if rows.extra[NUMERIC_CLAIMS.name]]
    found: list[Comparison] = []
    corpus: list[Entry] = []
    for within, entries in map_in_order(compare_batch, claiming, batch_size=BATCH, report=inputs.report):
        found += within
        corpus += entries
    found += compare_across(corpus)
    return {CLAIM_COMPARISONS.name: to_arrow(CLAIM_COMPARISONS, map(dataclasses.asdict, found))}


def compare_batch(documents: Sequence[DocumentRows]) -> list[tuple[list[Comparison], list[Entry]]]:
    """Each document's comparisons, and what is needed of it to compare it with others."""
    return [compare_document(claims_of_rows(rows.parse(), rows.extra[NUMERIC_CLAIMS.name])) for rows in documents]
