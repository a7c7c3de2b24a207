"""rejected_seeds: what was in the seeds folder and is no document."""

import pyarrow as pa

from schemas.table import Column, Table
from schemas.vocabularies import SEED_REJECTION_REASONS

REJECTED_SEEDS = Table(
    name="rejected_seeds",
    description="One row a seed, or a row of a seed, that did not become a document, with the reason.",
    columns=(
        Column("document_id", pa.string(), "The seed, named as its document would have been."),
        Column("reason", pa.string(), "Why it was refused.", vocabulary=SEED_REJECTION_REASONS),
        Column("detail", pa.string(), "What a person needs to know to mend the seed.", nullable=True),
    ),
    key=("document_id", "reason", "detail"),
    order=("document_id", "reason", "detail"),
    preview=("document_id", "reason", "detail"),
)
