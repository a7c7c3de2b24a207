"""claim_comparisons: target against actual, one report against another, then against now."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pyarrow as pa

from pipeline.assets.claim_rows import claims_of_rows
from pipeline.assets.documents import gather
from pipeline.assets.stage import Inputs, stage
from pipeline.reading.comparisons.compare import compare
from schemas import ANNOTATIONS, CLAIM_COMPARISONS, NUMERIC_CLAIMS, PARAGRAPHS, RAW_TEXT
from schemas.arrow import to_arrow


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
    claims = [
        claim
        for rows in documents
        if rows.extra[NUMERIC_CLAIMS.name]
        for claim in claims_of_rows(rows.parse(), rows.extra[NUMERIC_CLAIMS.name])
    ]
    compared = [dataclasses.asdict(comparison) for comparison in compare(claims)]
    return {CLAIM_COMPARISONS.name: to_arrow(CLAIM_COMPARISONS, compared)}
