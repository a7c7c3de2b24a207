"""A card for each thing that the article highlights: every field of a claim with its rule, a number with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.reading.claims.explain import CLAIM_FIELDS, QUANTITY_FIELDS, in_words
from pipeline.report.words import LABELS, claim_amount, per, reasons, shown, statuses
from schemas import NUMERIC_CLAIMS

# What the card shows elsewhere: where the claim stands and its sentence.
_ELSEWHERE = ("claim_id", "document_id", "paragraph_id", "sentence_index", "char_start", "char_end", "text", "sentence")
_ENTITY_OF = {"agent": "agent_entity_id", "source": "source_entity_id", "place": "place_entity_id"}
_NO_FIELDS = (*_ELSEWHERE, *_ENTITY_OF.values(), "rules")
FIELDS = tuple(column for column in NUMERIC_CLAIMS.columns if column.name not in _NO_FIELDS)
_RULE_OF = dict((*QUANTITY_FIELDS, *CLAIM_FIELDS))


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a claim: its value in words, the rule that gave it (empty: it stands in the figure itself)."""

    name: str
    value: str
    rule: str = ""
    entity_id: str | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """Everything that is known of a claim, and what is not."""

    row: Mapping[str, Any]
    amount: str
    fields: tuple[Field, ...]
    unknown: tuple[str, ...]
    before: str
    after: str

    @property
    def status(self) -> str:
        status: str = self.row["status"]
        return status

    @property
    def status_means(self) -> str:
        return statuses()[self.status]


def claim_card(row: Mapping[str, Any], sentence_start: int, entities: Mapping[str, Mapping[str, Any]]) -> ClaimCard:
    """A row of numeric_claims as a card; `sentence_start` is where its sentence opens in the document, in code points."""
    known = tuple(_fields(row, entities))
    names = {field.name for field in known}
    start, end = row["char_start"] - sentence_start, row["char_end"] - sentence_start
    return ClaimCard(
        row,
        claim_amount(row),
        known,
        tuple(in_words(column.name) for column in FIELDS if in_words(column.name) not in names),
        row["sentence"][:start],
        row["sentence"][end:],
    )


def _fields(row: Mapping[str, Any], entities: Mapping[str, Mapping[str, Any]]) -> Iterator[Field]:
    rules = row["rules"] or {}
    for column in FIELDS:
        value = row[column.name]
        if value is None:
            continue
        written = shown(value)
        if column.name == "period":
            written = f"{per(value)} ({value})"
        rule = rules.get(_RULE_OF.get(column.name, column.name), "")
        entity_id = row.get(_ENTITY_OF.get(column.name, ""))
        entity = entities.get(entity_id or "", {}).get("name")
        yield Field(in_words(column.name), written, in_words(rule), entity_id, entity if entity != value else None)


def sentence_start(row: Mapping[str, Any], text: str) -> int:
    """Where a claim's sentence opens in the document's text: the place of the sentence that holds the claim's characters.

    A sentence is quoted as it stands, so one of its places covers the claim.
    """
    sentence, start, end = row["sentence"], row["char_start"], row["char_end"]
    at = text.find(sentence, max(0, end - len(sentence)), start + len(sentence))
    return at if at >= 0 else start - max(sentence.find(row["text"]), 0)


def claim_label(row: Mapping[str, Any]) -> str:
    """What a claim is, in words, behind its own characters: "3,000, claim, target: arrest, a day"."""
    period = f", {per(row['period'])}" if row["period"] else ""
    return f"{row['text']}, claim, {row['status']}: {row['metric']}{period}"


def reason_card(row: Mapping[str, Any]) -> dict[str, str]:
    """A row of rejected_numbers: its reason in words and what that means."""
    return {"text": row["text"], "reason": in_words(row["reason"]), "means": reasons()[row["reason"]]}


def label_in_words(label: str) -> str:
    return LABELS.get(label, label)
