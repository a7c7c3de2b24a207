"""numeric_claims, rejected_numbers: every number of every text, as a claim or with the reason why it is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.assets.claim_rows import claim_row
from pipeline.assets.documents import DocumentRows
from pipeline.assets.mention_rows import mentions_of_rows
from pipeline.assets.plan import Plan, StageFacts
from pipeline.assets.refresh import Share, Tables
from pipeline.assets.stage import document_stage
from pipeline.assets.work import Rows
from pipeline.reading.claims.assemble import read_claims
from pipeline.store.dataset import Dataset
from schemas import (
    ANNOTATIONS,
    ENTITIES,
    ENTITY_MENTIONS,
    NUMERIC_CLAIMS,
    PARAGRAPHS,
    RAW_TEXT,
    REJECTED_NUMBERS,
)


def read_numbers(documents: Sequence[DocumentRows], shared: Mapping[str, pa.Table]) -> Iterator[Rows]:
    """One row a quantity that a text states; beside it, one row a number that claims nothing."""
    entities = shared[ENTITIES.name]
    names = dict(zip(entities["entity_id"].to_pylist(), entities["name"].to_pylist(), strict=True))
    for document in documents:
        found = read_claims(document.parse(), mentions_of_rows(document.extra[ENTITY_MENTIONS.name], names))
        yield {
            NUMERIC_CLAIMS.name: [claim_row(claim) for claim in found.claims],
            REJECTED_NUMBERS.name: [
                {
                    "document_id": document.document_id,
                    "paragraph_id": paragraph_id,
                    "char_start": number.start,
                    "char_end": number.end,
                    "text": number.text,
                    "reason": number.reason,
                }
                for paragraph_id, number in found.rejected
            ],
        }


def share_entities(_facts: StageFacts, dataset: Dataset, _plans: Sequence[Plan]) -> Share:
    """Send each chunk the entities that its documents name."""
    entities = dataset.read(ENTITIES)

    def share(rows: Tables) -> Tables:
        named = pc.unique(rows[ENTITY_MENTIONS.name]["entity_id"])
        return {ENTITIES.name: entities.filter(pc.is_in(entities["entity_id"], named))}

    return share


numeric_claims = document_stage(
    "numeric_claims",
    read_numbers,
    writes=(NUMERIC_CLAIMS, REJECTED_NUMBERS),
    reads=(RAW_TEXT, PARAGRAPHS, ANNOTATIONS, ENTITY_MENTIONS, ENTITIES),
    code=(
        "pipeline.reading.numbers",
        "pipeline.reading.claims",
        "pipeline.reading.entities.mention",
        "pipeline.reading.parse",
        "pipeline.reading.unit_registry",
        "pipeline.reading.weighing",
        "pipeline.reading.wordnet",
        "pipeline.assets.numeric_claims",
        "pipeline.assets.documents",
        "pipeline.assets.mention_rows",
        "pipeline.assets.claim_rows",
    ),
    group="claims",
    kinds={"python", "parquet"},
    share=share_entities,
)
