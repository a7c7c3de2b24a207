"""paragraphs: the documents cut into paragraphs."""

import pyarrow as pa

from schemas.table import DOCUMENT_ID, DOCUMENT_KEY, PARAGRAPH_ID, Column, Table, span_columns
from schemas.vocabularies import PARAGRAPH_ROLES

PARAGRAPHS = Table(
    name="paragraphs",
    description="One row a paragraph of a document, with the part it plays; together they hold every word of the text.",
    columns=(
        PARAGRAPH_ID,
        DOCUMENT_ID,
        Column("paragraph_index", pa.int32(), "Its place among the document's paragraphs, from 0.", minimum=0),
        Column("role", pa.string(), "The part it plays in the document.", vocabulary=PARAGRAPH_ROLES),
        *span_columns("the paragraph"),
    ),
    key=("paragraph_id",),
    order=("document_id", "paragraph_index"),
    foreign_keys=(DOCUMENT_KEY,),
    grounded=True,
    preview=("paragraph_id", "role", "text"),
)
