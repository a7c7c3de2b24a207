"""Rows picked out of the tables by the files' own statistics, without reading the rest."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.dataset as pads

from pipeline.publish.database import arrow_dataset
from pipeline.store.dataset import Dataset
from schemas import NUMERIC_CLAIMS
from schemas.table import Table


def rows_of_document(dataset: Dataset, table: Table, document_id: str) -> pa.Table:
    """A table's rows of one document; DatasetError as `arrow_dataset`."""
    return arrow_dataset(dataset, table, [document_id]).to_table(filter=pads.field("document_id") == document_id)


def document_of_claim(dataset: Dataset, claim_id: str) -> tuple[str | None, list[str]]:
    """The document of a claim; None if there is no such claim, with the ids of those in the document its id names."""
    claims = arrow_dataset(dataset, NUMERIC_CLAIMS)
    found = claims.to_table(["document_id"], filter=pads.field("claim_id") == claim_id)
    if found.num_rows:
        return found["document_id"][0].as_py(), []
    named = claim_id.rpartition("#")[0]
    return None, rows_of_document(dataset, NUMERIC_CLAIMS, named)["claim_id"].to_pylist()
