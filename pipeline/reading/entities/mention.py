"""What the entity stages hand on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Mention:
    """A name where it stands in a document.

    `cluster` is the number of the thing it names within its document (names of one thing share it);
    `name` and `label` are what the document as a whole says of that thing.
    """

    document_id: str
    paragraph_id: str
    start: int
    end: int
    text: str
    label: str
    cluster: int
    name: str
    entity_id: str | None = None  # set once the corpus is linked


@dataclass(slots=True)
class Entity:
    """One thing of the corpus: one row of `entities`."""

    entity_id: str
    name: str
    label: str
    aliases: list[str]
    mention_count: int
    document_count: int
