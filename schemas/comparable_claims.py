"""comparable_claims: which claims can be matched across documents, and under what."""

import pyarrow as pa

from schemas.table import DOCUMENT_ID, DOCUMENT_KEY, Column, ForeignKey, Table

COMPARABLE_CLAIMS = Table(
    name="comparable_claims",
    description=(
        "One row a claim that says enough of what, where and when to be set beside claims of other documents. Two "
        "claims are compared only if they share a block."
    ),
    columns=(
        Column("claim_id", pa.string(), "The claim that can be compared."),
        DOCUMENT_ID,
        Column("head", pa.string(), "The head noun of the metric, as claims are compared by it."),
        Column("modifiers", pa.list_(pa.string()), "The metric's other words."),
        Column(
            "blocks",
            pa.list_(pa.string()),
            "What the claim can be matched under: dimension, sense of the head noun (WordNet), modifiers, what "
            "happened to those counted, the place or agent, and status, separated by tabs.",
        ),
    ),
    key=("claim_id",),
    order=("document_id", "claim_id"),
    foreign_keys=(DOCUMENT_KEY, ForeignKey("claim_id", "numeric_claims", "claim_id")),
    preview=("claim_id", "head", "modifiers", "blocks"),
)
