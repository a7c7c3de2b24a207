"""One document as the template draws it: blocks of runs, cards, comparisons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.report.bars import Comparison, comparison
from pipeline.report.cards import ClaimCard, claim_card, claim_label, label_in_words, reason_card, sentence_start
from pipeline.report.evidence import Evidence, Row
from pipeline.report.spans import Mark, Run, buried, by_block, runs

MAX_MARKS = 3000  # of each kind: a page with more is no page that a person reads, nor one that a browser opens soon


@dataclass(frozen=True, slots=True)
class Links:
    """Where the page leads outside the document: each gives a URL, or None where there is nothing to lead to."""

    claim: Callable[[str, str], str | None]  # document_id, claim_id
    document: Callable[[str], str | None]
    metric: Callable[[str], str | None] = lambda _metric: None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or text between paragraphs (role "between")."""

    role: str
    runs: list[Run]


@dataclass(frozen=True, slots=True)
class NamedThing:
    """An entity that the document names."""

    anchor: str
    name: str
    label: str
    aliases: list[str]
    mention_count: int
    document_count: int
    mentions: list[Row]  # of this document: anchor, text


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document, ready to draw. `also`: for a card's id, the marks that other marks bury on its characters."""

    prefix: str
    document: Row
    title: str
    url: str | None
    blocks: list[Block]
    claims: list[ClaimCard]
    rejected: list[Row]
    names: list[NamedThing]
    comparisons: list[Comparison]
    also: dict[str, list[Mark]]
    left_out: int
    links: Links

    def anchor(self, claim: ClaimCard) -> str:
        return claim_anchor(self.prefix, claim.row["claim_id"])

    def compared(self, claim: ClaimCard) -> list[Comparison]:
        """The comparisons that a claim is in."""
        return [pair for pair in self.comparisons if pair.touches(claim.row["claim_id"])]

    def entity_card(self, entity_id: str | None) -> str | None:
        """The id of an entity's card, if the document names it."""
        return self._cards.get(entity_id or "")

    @property
    def _cards(self) -> dict[str, str]:
        return {thing.mentions[0]["entity_id"]: f"card-{thing.anchor}" for thing in self.names}


def claim_anchor(prefix: str, claim_id: str) -> str:
    """A claim's place in the page, from its id {document_id}#c{start}-{end}: "c1025-1030"."""
    return prefix + claim_id.rpartition("#")[2]


def document_view(evidence: Evidence, links: Links, prefix: str = "") -> DocumentView:
    """The view of a document; ids in the page open with `prefix`, so that several documents can share one page."""
    document = evidence.document
    text: str = document["text"]
    claims = evidence.claims[:MAX_MARKS]
    rejected = evidence.rejected[:MAX_MARKS]
    names = _names(evidence, evidence.mentions[:MAX_MARKS], prefix)
    marks = [
        *(_claim_mark(row, prefix) for row in claims),
        *(_number_mark(row, prefix) for row in rejected),
        *(_name_mark(row, thing) for thing in names for row in thing.mentions),
    ]
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    blocks = _blocks(text, evidence.paragraphs, marks)
    also: dict[str, list[Mark]] = {}
    for mark in buried(marks, [run for block in blocks for run in block.runs]):
        for other in marks:
            if other.start < mark.end and other.end > mark.start and other is not mark and other.rank < mark.rank:
                also.setdefault(other.target, []).append(mark)
    by_id = {**{row["claim_id"]: row for row in evidence.claims}, **evidence.others}
    every = (evidence.claims, evidence.rejected, evidence.mentions)
    return DocumentView(
        prefix=prefix,
        document=document,
        title=document["title"] or document["document_id"],
        url=web_address(document["url"]),
        blocks=blocks,
        claims=[claim_card(row, sentence_start(row, text), evidence.entities) for row in claims],
        rejected=[{**row, **reason_card(row), "anchor": _number_anchor(row, prefix)} for row in rejected],
        names=names,
        comparisons=[
            comparison(row, by_id.get(row["left_claim_id"], {}).get("status")) for row in evidence.comparisons
        ],
        also=also,
        left_out=sum(max(0, len(rows) - MAX_MARKS) for rows in every),
        links=links,
    )


def web_address(url: str | None) -> str | None:
    """A document's URL if it leads to the web; None for javascript: and the like."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def _blocks(text: str, paragraphs: Sequence[Row], marks: Sequence[Mark]) -> list[Block]:
    spans: list[tuple[str, int, int]] = []
    at = 0
    for row in paragraphs:
        if text[at : row["char_start"]].strip():
            spans.append(("between", at, row["char_start"]))
        spans.append((row["role"], row["char_start"], row["char_end"]))
        at = row["char_end"]
    if text[at:].strip():
        spans.append(("between", at, len(text)))
    touching = by_block([(start, end) for _, start, end in spans], marks)
    return [
        Block(role, runs(text, start, end, inside)) for (role, start, end), inside in zip(spans, touching, strict=True)
    ]


def _claim_mark(row: Row, prefix: str) -> Mark:
    anchor = claim_anchor(prefix, row["claim_id"])
    return Mark(row["char_start"], row["char_end"], "claim", anchor, f"card-{anchor}", claim_label(row), row["status"])


def _number_anchor(row: Row, prefix: str) -> str:
    return f"{prefix}n{row['char_start']}-{row['char_end']}"


def _number_mark(row: Row, prefix: str) -> Mark:
    anchor = _number_anchor(row, prefix)
    label = f"{row['text']}, no claim: {reason_card(row)['reason']}"
    return Mark(row["char_start"], row["char_end"], "number", anchor, f"card-{anchor}", label)


def _name_mark(row: Row, thing: NamedThing) -> Mark:
    label = f"{row['text']}, name: {thing.name}, {thing.label}"
    return Mark(row["char_start"], row["char_end"], "name", row["anchor"], f"card-{thing.anchor}", label)


def _names(evidence: Evidence, mentions: Sequence[Row], prefix: str) -> list[NamedThing]:
    """The entities in the order in which the document names them."""
    by_entity: dict[str, list[Row]] = {}
    for row in mentions:
        anchor = f"{prefix}m{row['char_start']}-{row['char_end']}"
        by_entity.setdefault(row["entity_id"], []).append({**row, "anchor": anchor})
    return [_named(evidence, rows, f"{prefix}e{number}") for number, rows in enumerate(by_entity.values())]


def _named(evidence: Evidence, rows: list[Row], anchor: str) -> NamedThing:
    entity: Row = evidence.entities.get(rows[0]["entity_id"]) or {}
    return NamedThing(
        anchor,
        entity.get("name") or rows[0]["text"],
        label_in_words(rows[0]["label"]),
        list(entity.get("aliases") or ()),
        entity.get("mention_count", len(rows)),
        entity.get("document_count", 1),
        rows,
    )
