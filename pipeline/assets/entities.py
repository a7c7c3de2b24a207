"""entities, entity_mentions: the names of each document, and what in the corpus they name."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import pyarrow as pa

from pipeline.assets.documents import DocumentRows, gather
from pipeline.assets.mention_rows import mention_row
from pipeline.assets.stage import Inputs, stage
from pipeline.engines.local import map_in_order
from pipeline.reading.entities.across_documents import link
from pipeline.reading.entities.mention import Mention
from pipeline.reading.entities.within_document import find_mentions
from schemas import ANNOTATIONS, ENTITIES, ENTITY_MENTIONS, PARAGRAPHS, RAW_TEXT
from schemas.arrow import to_arrow

BATCH = 200


@stage(
    writes=(ENTITY_MENTIONS, ENTITIES),
    reads=(RAW_TEXT, PARAGRAPHS, ANNOTATIONS),
    code=(
        "pipeline.reading.entities",
        "pipeline.reading.parse",
        "pipeline.reading.wordnet",
        "pipeline.assets.entities",
        "pipeline.assets.documents",
        "pipeline.assets.mention_rows",
    ),
    group="reading",
    kinds={"python", "parquet"},
)
def entities(inputs: Inputs) -> Mapping[str, pa.Table]:
    """One row a name where it stands; one row a thing that names stand for."""
    documents = gather(inputs[RAW_TEXT], inputs[PARAGRAPHS], inputs[ANNOTATIONS])
    found = map_in_order(mentions_of_batch, documents, batch_size=BATCH, report=inputs.report)
    mentions = [mention for of_document in found for mention in of_document]
    linked = link(mentions)
    return {
        ENTITY_MENTIONS.name: to_arrow(ENTITY_MENTIONS, [mention_row(mention) for mention in mentions]),
        ENTITIES.name: to_arrow(ENTITIES, [dataclasses.asdict(entity) for entity in linked]),
    }


def mentions_of_batch(documents: Sequence[DocumentRows]) -> list[list[Mention]]:
    """The mentions of each document."""
    return [find_mentions(rows.parse()) for rows in documents]
