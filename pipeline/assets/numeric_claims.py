"""numeric_claims, rejected_numbers: every number of every text, as a claim or with the reason why it is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pyarrow as pa

from pipeline.assets.claim_rows import claim_row
from pipeline.assets.documents import DocumentRows, Row, gather
from pipeline.assets.mention_rows import mentions_of_rows
from pipeline.assets.stage import Inputs, stage
from pipeline.engines.local import map_in_order
from pipeline.reading.claims.assemble import read_claims
from schemas import (
    ANNOTATIONS,
    ENTITIES,
    ENTITY_MENTIONS,
    NUMERIC_CLAIMS,
    PARAGRAPHS,
    RAW_TEXT,
    REJECTED_NUMBERS,
)
from schemas.arrow import to_arrow

BATCH = 200


@stage(
    writes=(NUMERIC_CLAIMS, REJECTED_NUMBERS),
    reads=(RAW_TEXT, PARAGRAPHS, ANNOTATIONS, ENTITY_MENTIONS, ENTITIES),
    code=(
        "pipeline.reading.numbers",
        "pipeline.reading.claims",
        "pipeline.reading.entities.mention",
        "pipeline.reading.parse",
        "pipeline.reading.wordnet",
        "pipeline.assets.numeric_claims",
        "pipeline.assets.documents",
        "pipeline.assets.mention_rows",
        "pipeline.assets.claim_rows",
    ),
    group="claims",
    kinds={"python", "parquet"},
)
def numeric_claims(inputs: Inputs) -> Mapping[str, pa.Table]:
    """One row a quantity that a text states; beside it, one row a number that claims nothing."""
    documents = gather(
        inputs[RAW_TEXT], inputs[PARAGRAPHS], inputs[ANNOTATIONS], entity_mentions=inputs[ENTITY_MENTIONS]
    )
    entities = inputs[ENTITIES]
    names = dict(zip(entities["entity_id"].to_pylist(), entities["name"].to_pylist(), strict=True))
    claims: list[Row] = []
    rejected: list[Row] = []
    read = partial(claims_of_batch, names=names)
    for of_document in map_in_order(read, documents, batch_size=BATCH, report=inputs.report):
        claims += of_document[0]
        rejected += of_document[1]
    return {
        NUMERIC_CLAIMS.name: to_arrow(NUMERIC_CLAIMS, claims),
        REJECTED_NUMBERS.name: to_arrow(REJECTED_NUMBERS, rejected),
    }


def claims_of_batch(documents: Sequence[DocumentRows], names: Mapping[str, str]) -> list[tuple[list[Row], list[Row]]]:
    """Each document's claims and its rejected numbers, as rows."""
    return [_claims_of(rows, names) for rows in documents]


def _claims_of(rows: DocumentRows, names: Mapping[str, str]) -> tuple[list[Row], list[Row]]:
    found = read_claims(rows.parse(), mentions_of_rows(rows.extra[ENTITY_MENTIONS.name], names))
    rejected: list[Row] = [
        {
            "document_id": rows.document_id,
            "paragraph_id": paragraph_id,
            "char_start": number.start,
            "char_end": number.end,
            "text": number.text,
            "reason": number.reason,
        }
        for paragraph_id, number in found.rejected
    ]
    return [claim_row(claim) for claim in found.claims], rejected
