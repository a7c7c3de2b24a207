"""raw_text, rejected_seeds: every seed becomes a document or a refusal with its reason."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from pipeline.assets.stage import Inputs, stage
from pipeline.intake.digest import digest_seeds
from pipeline.intake.document import SeedDocument
from pipeline.intake.read import read_seeds
from schemas import RAW_TEXT, REJECTED_SEEDS
from schemas.arrow import to_arrow


def _digest(inputs: Inputs) -> str:
    return digest_seeds(inputs.seeds)


@stage(
    writes=(RAW_TEXT, REJECTED_SEEDS),
    reads=(),
    code=("pipeline.intake", "pipeline.reading.paragraphs", "pipeline.assets.raw_text"),
    group="intake",
    kinds={"python", "parquet"},
    digest_inputs=_digest,
)
def raw_text(inputs: Inputs) -> Mapping[str, pa.Table]:
    """One row a document; beside it, one row a seed that is none."""
    documents: list[dict[str, Any]] = []
    rejected: list[dict[str, Any]] = []
    for found in read_seeds(inputs.seeds):
        (documents if isinstance(found, SeedDocument) else rejected).append(dataclasses.asdict(found))
    return {
        RAW_TEXT.name: to_arrow(RAW_TEXT, documents),
        REJECTED_SEEDS.name: to_arrow(REJECTED_SEEDS, rejected),
    }
