"""rejected_numbers: the numbers that claim nothing."""

import pyarrow as pa

from schemas.table import DOCUMENT_ID, DOCUMENT_KEY, PARAGRAPH_ID, PARAGRAPH_KEY, Column, Table, span_columns
from schemas.vocabularies import NUMBER_REJECTION_REASONS

REJECTED_NUMBERS = Table(
    name="rejected_numbers",
    description="One row a number in a text that is no claim, with the reason: claims and these cover every number.",
    columns=(
        DOCUMENT_ID,
        PARAGRAPH_ID,
        *span_columns("the number"),
        Column("reason", pa.string(), "What it is instead.", vocabulary=NUMBER_REJECTION_REASONS),
    ),
    key=("document_id", "char_start", "char_end"),
    order=("document_id", "char_start", "char_end"),
    foreign_keys=(DOCUMENT_KEY, PARAGRAPH_KEY),
    grounded=True,
    preview=("text", "reason", "paragraph_id"),
)
