"""entities: the people, organisations and places of the corpus."""

import pyarrow as pa

from schemas.table import Column, Table
from schemas.vocabularies import ENTITY_LABELS

ENTITIES = Table(
    name="entities",
    description="One row an entity of the corpus: everything that one name or another stands for.",
    columns=(
        Column("entity_id", pa.string(), "The entity; derived from its name and label."),
        Column("name", pa.string(), "Its fullest form that the corpus uses, or its well-known full name."),
        Column("label", pa.string(), "What kind of thing it is, an OntoNotes label.", vocabulary=ENTITY_LABELS),
        Column("aliases", pa.list_(pa.string()), "The other forms that the corpus uses, in alphabetical order."),
        Column("mention_count", pa.int32(), "How often the corpus names it.", unit="mention", minimum=1),
        Column("document_count", pa.int32(), "In how many documents.", unit="document", minimum=1),
    ),
    key=("entity_id",),
    order=("entity_id",),
    preview=("name", "label", "aliases", "mention_count", "document_count"),
)
