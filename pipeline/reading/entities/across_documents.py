"""Join the things of single documents into the entities of the corpus."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pipeline.reading.entities.mention import Entity, Mention


def link(mentions: Iterable[Mention]) -> list[Entity]:
    """Set `entity_id` on every mention; return the entities, ordered by id."""
    entities: dict[str, Entity] = {}
    documents: dict[str, set[str]] = {}
    for mention in mentions:
        key = f"{mention.label}\0{mention.name}"
        mention.entity_id = hashlib.sha256(key.encode()).hexdigest()[:16]
        entity = entities.setdefault(
            mention.entity_id, Entity(mention.entity_id, mention.name, mention.label, [], 0, 0)
        )
        entity.mention_count += 1
        documents.setdefault(mention.entity_id, set()).add(mention.document_id)
        if mention.text != entity.name and mention.text not in entity.aliases:
            entity.aliases.append(mention.text)
    for entity_id, entity in entities.items():
        entity.document_count = len(documents[entity_id])
        entity.aliases.sort()
    return [entities[key] for key in sorted(entities)]
