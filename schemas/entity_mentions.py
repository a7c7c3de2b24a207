"""entity_mentions: the names where they stand."""

import pyarrow as pa

from schemas.table import (
    DOCUMENT_ID,
    DOCUMENT_KEY,
    PARAGRAPH_ID,
    PARAGRAPH_KEY,
    Column,
    ForeignKey,
    Table,
    span_columns,
)
from schemas.vocabularies import ENTITY_LABELS

ENTITY_MENTIONS = Table(
    name="entity_mentions",
    description="One row a name where it stands in a document, with the entity that it names.",
    columns=(
        Column("mention_id", pa.string(), "The mention: {document_id}#m{char_start}-{char_end}."),
        DOCUMENT_ID,
        PARAGRAPH_ID,
        *span_columns("the name"),
        Column("label", pa.string(), "What kind of thing it names, an OntoNotes label.", vocabulary=ENTITY_LABELS),
        Column("name", pa.string(), "The fullest name that its document gives the thing."),
        Column("entity_id", pa.string(), "The entity that it names."),
    ),
    key=("mention_id",),
    order=("document_id", "char_start", "char_end"),
    foreign_keys=(DOCUMENT_KEY, PARAGRAPH_KEY, ForeignKey("entity_id", "entities", "entity_id")),
    grounded=True,
    preview=("text", "label", "entity_id", "document_id"),
)
