"""claim_comparisons: figures that belong side by side."""

import pyarrow as pa

from schemas.table import Column, ForeignKey, Table
from schemas.vocabularies import RELATIONS

CLAIM_COMPARISONS = Table(
    name="claim_comparisons",
    description=(
        "One row a pair of claims that a reader would put side by side. Left is the target, the first report or the "
        "earlier; both values are converted to one unit and period first."
    ),
    columns=(
        Column("comparison_id", pa.string(), "The comparison; derived from its two claims."),
        Column("left_claim_id", pa.string(), "The target, the first report, or the earlier figure."),
        Column("right_claim_id", pa.string(), "The actual, the other report, or the later figure."),
        Column("left_document_id", pa.string(), "The document of the left claim."),
        Column("right_document_id", pa.string(), "The document of the right claim."),
        Column("relation", pa.string(), "How the two belong together.", vocabulary=RELATIONS),
        Column("metric", pa.string(), "What both count or measure."),
        Column("unit", pa.string(), "The unit of both values; null for counts and ratios.", nullable=True),
        Column("period", pa.string(), "The period of both values, an ISO 8601 duration.", nullable=True),
        Column("left_value", pa.float64(), "The left figure in `unit` per `period`."),
        Column("right_value", pa.float64(), "The right figure in `unit` per `period`."),
        Column("difference", pa.float64(), "right_value - left_value."),
        Column("ratio", pa.float64(), "right_value / left_value; null where left is 0.", nullable=True),
        Column("summary", pa.string(), "The comparison in one sentence."),
    ),
    key=("comparison_id",),
    order=("left_document_id", "right_document_id", "comparison_id"),
    foreign_keys=(
        ForeignKey("left_claim_id", "numeric_claims", "claim_id"),
        ForeignKey("right_claim_id", "numeric_claims", "claim_id"),
        ForeignKey("left_document_id", "raw_text", "document_id"),
        ForeignKey("right_document_id", "raw_text", "document_id"),
    ),
    preview=("relation", "summary", "left_value", "right_value", "ratio"),
)
