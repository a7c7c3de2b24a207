"""The dataset's tables, each defined once, one table a file.

`TABLES` holds them in the order in which the pipeline writes them. What else needs to know a table derives it from
here: `schemas.arrow` (Parquet), `schemas.checks` (pandera), `schemas.dagster_columns` (the UI), `schemas.dictionary`
(people).
"""

from schemas.annotations import ANNOTATIONS
from schemas.claim_comparisons import CLAIM_COMPARISONS
from schemas.comparable_claims import COMPARABLE_CLAIMS
from schemas.entities import ENTITIES
from schemas.entity_mentions import ENTITY_MENTIONS
from schemas.numeric_claims import NUMERIC_CLAIMS
from schemas.paragraphs import PARAGRAPHS
from schemas.raw_text import RAW_TEXT
from schemas.rejected_numbers import REJECTED_NUMBERS
from schemas.rejected_seeds import REJECTED_SEEDS
from schemas.table import Table

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        RAW_TEXT,
        REJECTED_SEEDS,
        PARAGRAPHS,
        ANNOTATIONS,
        ENTITY_MENTIONS,
        ENTITIES,
        NUMERIC_CLAIMS,
        REJECTED_NUMBERS,
        CLAIM_COMPARISONS,
        COMPARABLE_CLAIMS,
    )
}

# Raised whenever a column is renamed, dropped or changes its meaning; written into every file's footer.
SCHEMA_VERSION = 2
