"""claim_comparisons: target against actual, one report against another, then against now."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.assets.claim_rows import bare_claim, claims_of_rows
from pipeline.assets.documents import DocumentRows, Row
from pipeline.assets.refresh import Tables
from pipeline.assets.stage import document_stage
from pipeline.assets.work import Rows
from pipeline.reading.claims.claim import Claim
from pipeline.reading.comparisons.across import Entry
from pipeline.reading.comparisons.compare import compare_across, compare_document
from pipeline.reading.comparisons.frame import Frame
from pipeline.store.dataset import Dataset
from schemas import ANNOTATIONS, CLAIM_COMPARISONS, COMPARABLE_CLAIMS, NUMERIC_CLAIMS, PARAGRAPHS, RAW_TEXT
from schemas.arrow import in_order, to_arrow

WITHIN_BLOCK = "\t"  # no word of a metric holds one


def read_comparisons(documents: Sequence[DocumentRows], _shared: Mapping[str, pa.Table]) -> Iterator[Rows]:
    """One row a pair of claims of one document; beside it, one row a claim that other documents' may be set beside."""
    for document in documents:
        claims = document.extra[NUMERIC_CLAIMS.name]
        parsed = document.parse({claim["paragraph_id"] for claim in claims})
        within, entries = compare_document(claims_of_rows(parsed, claims)) if claims else ([], [])
        yield {
            CLAIM_COMPARISONS.name: [dataclasses.asdict(comparison) for comparison in within],
            COMPARABLE_CLAIMS.name: [_entry_row(entry) for entry in entries],
        }


def _entry_row(entry: Entry) -> Row:
    frame = entry.frame
    return {
        "claim_id": frame.claim.claim_id,
        "document_id": frame.claim.document_id,
        "head": frame.head,
        "modifiers": list(frame.modifiers),
        "blocks": sorted({WITHIN_BLOCK.join(key) for key in entry.keys}),
    }


class CompareAcross:
    """The pairs of claims of different documents, from the claims that share a block with one of another document."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._comparable: list[pa.Table] = []
        self._pairs: pa.Table | None = None

    def add(self, tables: Tables) -> None:
        """Take note of a bucket's comparable claims."""
        self._comparable.append(tables[COMPARABLE_CLAIMS.name])

    def complete(self, tables: Tables) -> Tables:
        """A bucket's pairs within documents, and those across that open in one of its documents."""
        if self._pairs is None:
            self._pairs = self._compare()
        pairs = tables[CLAIM_COMPARISONS.name]
        within = pairs.filter(pc.equal(pairs["left_document_id"], pairs["right_document_id"]))
        documents = pc.unique(tables[COMPARABLE_CLAIMS.name]["document_id"])
        across = self._pairs.filter(pc.is_in(self._pairs["left_document_id"], documents))
        whole = in_order(CLAIM_COMPARISONS, pa.concat_tables([within, across]))
        return {CLAIM_COMPARISONS.name: whole, COMPARABLE_CLAIMS.name: tables[COMPARABLE_CLAIMS.name]}

    def corpus(self) -> Tables:
        """No table of its own."""
        return {}

    def _compare(self) -> pa.Table:
        rows = _sharing(pa.concat_tables(self._comparable)) if self._comparable else []
        self._comparable.clear()
        claims = self._claims([row["claim_id"] for row in rows])
        entries = [
            Entry(
                Frame(claims[row["claim_id"]], 0, 0, 0, [], head=row["head"], modifiers=tuple(row["modifiers"])),
                tuple(tuple(block.split(WITHIN_BLOCK)) for block in row["blocks"]),
            )
            for row in rows
        ]
        return to_arrow(CLAIM_COMPARISONS, map(dataclasses.asdict, compare_across(entries)))

    def _claims(self, wanted: Sequence[str]) -> dict[str, Claim]:
        ids = pa.array(wanted, pa.string())
        found = {}
        for path in self._dataset.files(NUMERIC_CLAIMS):
            claims = self._dataset.read_file(NUMERIC_CLAIMS, path)
            for row in claims.filter(pc.is_in(claims["claim_id"], ids)).to_pylist(maps_as_pydicts="strict"):
                found[row["claim_id"]] = bare_claim(row)
        return found


def _sharing(comparable: pa.Table) -> list[Row]:
    """The claims that have a block in which another document's claim stands, each with those blocks alone."""
    lists = comparable["blocks"].combine_chunks()
    indices = pc.list_parent_indices(lists)
    blocks = pa.table(
        {
            "row": indices,
            "block": pc.list_flatten(lists),
            "document_id": comparable["document_id"].take(indices),
        }
    )
    documents = blocks.group_by("block").aggregate([("document_id", "count_distinct")])
    several = documents.filter(pc.greater(documents["document_id_count_distinct"], 1))["block"]
    kept = blocks.filter(pc.is_in(blocks["block"], several))
    blocks_of: dict[int, list[str]] = {}
    for row, block in zip(kept["row"].to_pylist(), kept["block"].to_pylist(), strict=True):
        blocks_of.setdefault(row, []).append(block)
    rows = comparable.select(["claim_id", "head", "modifiers"]).take(pa.array(sorted(blocks_of), pa.int64()))
    return [{**row, "blocks": blocks_of[index]} for row, index in zip(rows.to_pylist(), sorted(blocks_of), strict=True)]


claim_comparisons = document_stage(
    "claim_comparisons",
    read_comparisons,
    writes=(CLAIM_COMPARISONS, COMPARABLE_CLAIMS),
    reads=(RAW_TEXT, PARAGRAPHS, ANNOTATIONS, NUMERIC_CLAIMS),
    code=(
        "pipeline.reading.comparisons",
        "pipeline.reading.numbers",
        "pipeline.reading.claims",
        "pipeline.reading.parse",
        "pipeline.reading.unit_registry",
        "pipeline.reading.weighing",
        "pipeline.reading.wordnet",
        "pipeline.assets.claim_comparisons",
        "pipeline.assets.documents",
        "pipeline.assets.claim_rows",
    ),
    group="claims",
    kinds={"python", "parquet"},
    join=CompareAcross,
)
