"""raw_text: the documents."""

import pyarrow as pa

from schemas.table import DOCUMENT_ID, Column, Table

RAW_TEXT = Table(
    name="raw_text",
    description="One row a document: its text as every offset in the dataset counts it, its date and its language.",
    columns=(
        DOCUMENT_ID,
        Column("title", pa.string(), "The first heading, or the title field of the seed.", nullable=True),
        Column(
            "published_at",
            pa.date32(),
            "The day of publication, from a Published: line, front matter, a field or HTML metadata; never guessed.",
            nullable=True,
        ),
        Column("language", pa.string(), "The language detected from the text, a BCP 47 code."),
        Column("text", pa.string(), "The text after decoding and newline normalisation, otherwise as given."),
        Column("content_hash", pa.string(), "SHA-256 of text in UTF-8, hexadecimal."),
        Column("word_count", pa.int32(), "How many words the text has.", unit="word", minimum=0),
        Column("url", pa.string(), "Where the document was published, if the seed says so.", nullable=True),
    ),
    key=("document_id",),
    order=("document_id",),
    preview=("document_id", "title", "published_at", "language", "word_count"),
)
