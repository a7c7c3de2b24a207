"""Rows of the tables, made by hand: a document whose text is known, and what stands in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pipeline.report.evidence import Evidence
from pipeline.store.dataset import Dataset
from schemas import (
    CLAIM_COMPARISONS,
    ENTITIES,
    ENTITY_MENTIONS,
    NUMERIC_CLAIMS,
    PARAGRAPHS,
    RAW_TEXT,
    REJECTED_NUMBERS,
    REJECTED_SEEDS,
)
from schemas.arrow import to_arrow
from schemas.table import Table

Row = dict[str, Any]

TITLE = "Arrests fall short"
AIM = "Stephen Miller called for 3,000 arrests a day in June 2025."
ACTUAL = "The agency made about 1,600 arrests a day, 12 of them on Route 66."
TEXT = f"{TITLE}\n\n{AIM}\n\n{ACTUAL}\n"
ID = "2025/raids.txt"


def span(text: str, words: str, nth: int = 0) -> Row:
    """Where the nth occurrence of words stands in a text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"char_start": start, "char_end": start + len(words), "text": words}


def document(document_id: str = ID, text: str = TEXT, **fields: Any) -> Row:
    return {
        "document_id": document_id,
        "title": text.partition("\n")[0],
        "published_at": date(2025, 6, 20),
        "language": "en",
        "text": text,
        "content_hash": "0" * 64,
        "word_count": len(text.split()),
        "url": None,
        **fields,
    }


def paragraphs(document_id: str = ID, text: str = TEXT) -> list[Row]:
    rows: list[Row] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            rows.append(
                {
                    "paragraph_id": f"{document_id}#p{len(rows)}",
                    "document_id": document_id,
                    "paragraph_index": len(rows),
                    "role": "body" if rows else "title",
                    "char_start": at,
                    "char_end": at + len(line),
                    "text": line,
                }
            )
        at += len(line) + 1
    return rows


def claim(words: str, sentence: str, document_id: str = ID, text: str = TEXT, nth: int = 0, **fields: Any) -> Row:
    place = span(text, words, nth)
    return {
        **dict.fromkeys(NUMERIC_CLAIMS.column_names),
        "claim_id": f"{document_id}#c{place['char_start']}-{place['char_end']}",
        "document_id": document_id,
        "paragraph_id": f"{document_id}#p1",
        "sentence_index": 0,
        **place,
        "sentence": sentence,
        "value": float(words.replace(",", "")) if words.replace(",", "").isdigit() else 1.0,
        "comparator": "=",
        "kind": "count",
        "metric": "arrest",
        "status": "reported",
        "quoted": False,
        "confidence": 0.7,
        "rules": {"value": "digits", "metric": "counted_noun"},
        **fields,
    }


def rejected(words: str, reason: str, document_id: str = ID, text: str = TEXT) -> Row:
    return {"document_id": document_id, "paragraph_id": f"{document_id}#p1", **span(text, words), "reason": reason}


def mention(words: str, label: str, entity_id: str, document_id: str = ID, text: str = TEXT) -> Row:
    place = span(text, words)
    return {
        "mention_id": f"{document_id}#m{place['char_start']}-{place['char_end']}",
        "document_id": document_id,
        "paragraph_id": f"{document_id}#p1",
        **place,
        "label": label,
        "name": words,
        "entity_id": entity_id,
    }


def entity(entity_id: str, name: str, label: str) -> Row:
    return {
        "entity_id": entity_id,
        "name": name,
        "label": label,
        "aliases": ["Miller"] if label == "PERSON" else [],
        "mention_count": 1,
        "document_count": 1,
    }


def compared(left: Row, right: Row, **fields: Any) -> Row:
    return {
        "comparison_id": f"{left['claim_id']}|{right['claim_id']}",
        "left_claim_id": left["claim_id"],
        "right_claim_id": right["claim_id"],
        "left_document_id": left["document_id"],
        "right_document_id": right["document_id"],
        "relation": "target_vs_actual",
        "metric": "arrest",
        "unit": None,
        "period": "P1D",
        "left_value": left["value"],
        "right_value": right["value"],
        "difference": right["value"] - left["value"],
        "ratio": right["value"] / left["value"],
        "summary": "About 1,600 arrests a day reported against a target of 3,000: 53%, 1,400 short",
        **fields,
    }


def evidence() -> Evidence:
    """The document with two claims that are compared, one more, three numbers that are none, and names."""
    day = {"period": "P1D"}
    aim = claim(
        "3,000", AIM, **day, status="target", source="Stephen Miller", source_entity_id="person:miller",
        rules={"value": "digits", "metric": "counted_noun", "status": "verb_of_aim", "source": "reporting_clause/name"},
    )  # fmt: skip
    actual = claim("1,600", ACTUAL, **day, comparator="~", agent="agency")
    few = claim("12", ACTUAL)
    return Evidence(
        document=document(),
        paragraphs=paragraphs(),
        claims=[aim, actual, few],
        rejected=[rejected("June 2025", "date"), rejected("66", "name")],
        mentions=[mention("Stephen Miller", "PERSON", "person:miller"), mention("Route 66", "FAC", "fac:66")],
        entities={
            "person:miller": entity("person:miller", "Stephen Miller", "PERSON"),
            "fac:66": entity("fac:66", "Route 66", "FAC"),
        },
        comparisons=[compared(aim, actual)],
    )


def save_dataset(data: Path, documents: list[Evidence], refused: list[Row] | None = None) -> Dataset:
    """A dataset of these documents, as a build would write it."""
    dataset = Dataset(data)
    rows: dict[Table, list[Row]] = {
        RAW_TEXT: [one.document for one in documents],
        PARAGRAPHS: [row for one in documents for row in one.paragraphs],
        NUMERIC_CLAIMS: [row for one in documents for row in one.claims],
        REJECTED_NUMBERS: [row for one in documents for row in one.rejected],
        ENTITY_MENTIONS: [row for one in documents for row in one.mentions],
        ENTITIES: list({key: row for one in documents for key, row in one.entities.items()}.values()),
        CLAIM_COMPARISONS: [row for one in documents for row in one.comparisons],
        REJECTED_SEEDS: refused or [],
    }
    for table, table_rows in rows.items():
        dataset.write(table, to_arrow(table, table_rows), {}).publish()
    return dataset
