"""entities, entity_mentions: the names of each document, and what in the corpus they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from pipeline.assets.documents import DocumentRows
from pipeline.assets.mention_rows import mention_row
from pipeline.assets.refresh import Tables
from pipeline.assets.stage import document_stage
from pipeline.assets.work import Rows
from pipeline.reading.entities.across_documents import LinkedEntity, Named, link_names
from pipeline.reading.entities.within_document import find_mentions
from pipeline.store.dataset import Dataset
from schemas import ANNOTATIONS, ENTITIES, ENTITY_MENTIONS, PARAGRAPHS, RAW_TEXT
from schemas.arrow import arrow_schema, to_arrow

NAME = ["label", "name", "text"]


def read_mentions(documents: Sequence[DocumentRows], _shared: Mapping[str, pa.Table]) -> Iterator[Rows]:
    """One row a name where it stands; what it stands for is known once all documents are."""
    for document in documents:
        yield {ENTITY_MENTIONS.name: [mention_row(mention) for mention in find_mentions(document.parse())]}


class LinkEntities:
    """Which entity each mention names: from the distinct names of the corpus, not from its mentions."""

    def __init__(self, _dataset: Dataset) -> None:
        self._named: list[pa.Table] = []
        self._linked: list[LinkedEntity] | None = None
        self._id_of: dict[tuple[str, str], str] = {}
        self._counted: dict[str, tuple[int, int]] = {}

    def add(self, tables: Tables) -> None:
        """Count a bucket's names."""
        mentions = tables[ENTITY_MENTIONS.name].replace_schema_metadata(None)
        self._named.append(mentions.group_by(NAME).aggregate([([], "count_all")]))

    def complete(self, tables: Tables) -> Tables:
        """A bucket's mentions with their entities."""
        if self._linked is None:
            self._link()
        mentions = tables[ENTITY_MENTIONS.name]
        ids = [self._id_of[key] for key in zip(*(mentions[column].to_pylist() for column in NAME[:2]), strict=True)]
        schema = arrow_schema(ENTITY_MENTIONS)
        column = pa.array(ids, pa.string())
        linked = mentions.set_column(schema.get_field_index("entity_id"), schema.field("entity_id"), column)
        self._count(linked)
        return {ENTITY_MENTIONS.name: linked.cast(schema)}

    def _link(self) -> None:
        whole = pa.concat_tables(self._named) if self._named else None
        counts = whole.group_by(NAME).aggregate([("count_all", "sum")]).to_pylist() if whole is not None else []
        self._linked = link_names(Named(row["label"], row["name"], row["text"], row["count_all_sum"]) for row in counts)
        self._id_of = {key: entity.entity_id for entity in self._linked for key in entity.keys}
        self._named.clear()

    def _count(self, mentions: pa.Table) -> None:
        """A document is in one bucket: its entities are counted where it stands."""
        by_entity = mentions.replace_schema_metadata(None).group_by("entity_id")
        counted = by_entity.aggregate([("mention_id", "count"), ("document_id", "count_distinct")])
        for row in counted.to_pylist():
            mentioned, documents = self._counted.get(row["entity_id"], (0, 0))
            self._counted[row["entity_id"]] = (
                mentioned + row["mention_id_count"],
                documents + row["document_id_count_distinct"],
            )

    def corpus(self) -> Tables:
        """One row a thing that names stand for; complete once every bucket is."""
        rows = [
            {
                "entity_id": entity.entity_id,
                "name": entity.name,
                "label": entity.label,
                "aliases": list(entity.aliases),
                "mention_count": self._counted.get(entity.entity_id, (0, 0))[0],
                "document_count": self._counted.get(entity.entity_id, (0, 0))[1],
            }
            for entity in self._linked or []
        ]
        return {ENTITIES.name: to_arrow(ENTITIES, rows)}


entities = document_stage(
    "entities",
    read_mentions,
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
    join=LinkEntities,
)
