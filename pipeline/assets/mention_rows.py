"""Mentions as rows of entity_mentions, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.assets.documents import Row
from pipeline.reading.entities.mention import Mention

NOT_LINKED = ""  # stands for the entity until the whole corpus is known


def mention_row(mention: Mention) -> Row:
    """A mention as a row of entity_mentions."""
    return {
        "mention_id": f"{mention.document_id}#m{mention.start}-{mention.end}",
        "document_id": mention.document_id,
        "paragraph_id": mention.paragraph_id,
        "char_start": mention.start,
        "char_end": mention.end,
        "text": mention.text,
        "label": mention.label,
        "name": mention.name,
        "entity_id": mention.entity_id or NOT_LINKED,
    }


def mentions_of_rows(rows: Sequence[Row], names: Mapping[str, str]) -> list[Mention]:
    """Rows of one document's entity_mentions as mentions; `names` gives each entity's name.

    What the corpus knows goes before what the document says: the entity's name and extent.
    """
    clusters: dict[str, int] = {}
    return [
        Mention(
            row["document_id"],
            row["paragraph_id"],
            row["char_start"],
            row["char_end"],
            row["text"],
            row["label"],
            clusters.setdefault(row["entity_id"], len(clusters)),
            names[row["entity_id"]],
            row["entity_id"],
        )
        for row in rows
    ]
