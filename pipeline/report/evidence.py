"""What the evidence page of one document is made of: its rows, and the other side of its comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.dataset as pads

from pipeline.publish.database import arrow_dataset
from pipeline.publish.select import rows_of_document
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
from schemas.table import Table

Row = dict[str, Any]
# The tables that pages are made of.
SHOWN = (
    RAW_TEXT,
    PARAGRAPHS,
    NUMERIC_CLAIMS,
    REJECTED_NUMBERS,
    ENTITY_MENTIONS,
    ENTITIES,
    CLAIM_COMPARISONS,
    REJECTED_SEEDS,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One document's rows of each table, in the tables' order; `others`: claims of other documents it is compared with."""

    document: Row
    paragraphs: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    rejected: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    entities: dict[str, Row] = field(default_factory=dict)
    comparisons: list[Row] = field(default_factory=list)
    others: dict[str, Row] = field(default_factory=dict)

    @property
    def document_id(self) -> str:
        document_id: str = self.document["document_id"]
        return document_id


def read_evidence(document_id: str, dataset: Dataset) -> Evidence | None:
    """The rows of a document; None if the dataset has no such document. DatasetError if the dataset can't be read."""
    documents = _of_document(dataset, RAW_TEXT, document_id)
    if not documents:
        return None
    claims = _of_document(dataset, NUMERIC_CLAIMS, document_id)
    mentions = _of_document(dataset, ENTITY_MENTIONS, document_id)
    either = (pads.field("left_document_id") == document_id) | (pads.field("right_document_id") == document_id)
    comparisons = _rows(dataset, CLAIM_COMPARISONS, either)
    named = {claim[name] for claim in claims for name in ("agent_entity_id", "source_entity_id", "place_entity_id")}
    named |= {mention["entity_id"] for mention in mentions}
    own = {claim["claim_id"] for claim in claims}
    other_ids = {row[f"{side}_claim_id"] for row in comparisons for side in ("left", "right")} - own
    other_documents = {row[f"{side}_document_id"] for row in comparisons for side in ("left", "right")} - {document_id}
    return Evidence(
        document=documents[0],
        paragraphs=_of_document(dataset, PARAGRAPHS, document_id),
        claims=claims,
        rejected=_of_document(dataset, REJECTED_NUMBERS, document_id),
        mentions=mentions,
        entities={row["entity_id"]: row for row in _rows(dataset, ENTITIES, _among("entity_id", named))},
        comparisons=comparisons,
        others={
            row["claim_id"]: row
            for row in _rows(
                dataset,
                NUMERIC_CLAIMS,
                _among("document_id", other_documents) & _among("claim_id", other_ids),
                sorted(other_documents),
            )
        }
        if other_ids and other_documents
        else {},
    )


def _of_document(dataset: Dataset, table: Table, document_id: str) -> list[Row]:
    return _dicts(rows_of_document(dataset, table, document_id).sort_by([(name, "ascending") for name in table.order]))


def _rows(dataset: Dataset, table: Table, where: pads.Expression, documents: Sequence[str] | None = None) -> list[Row]:
    found = arrow_dataset(dataset, table, documents).to_table(filter=where)
    return _dicts(found.sort_by([(name, "ascending") for name in table.order]))


def _dicts(table: Any) -> list[Row]:
    rows: list[Row] = table.to_pylist(maps_as_pydicts="strict")
    return rows


def _among(column: str, values: Iterable[str | None]) -> pads.Expression:
    return pads.field(column).isin(pa.array(sorted(value for value in values if value is not None), pa.string()))


def document_ids(dataset: Dataset, limit: int | None = None) -> list[str]:
    """The ids of the dataset's documents, in order; the first `limit` that are found if it is given."""
    documents = arrow_dataset(dataset, RAW_TEXT)
    column = documents.head(limit, columns=["document_id"]) if limit else documents.to_table(columns=["document_id"])
    ids: list[str] = sorted(column["document_id"].to_pylist())
    return ids


def refused_seeds(dataset: Dataset) -> list[Row]:
    """The rows of rejected_seeds; none where that table isn't built."""
    return _rows(dataset, REJECTED_SEEDS, pads.scalar(True)) if dataset.exists(REJECTED_SEEDS) else []
