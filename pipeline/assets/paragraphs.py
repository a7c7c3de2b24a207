"""paragraphs: the documents cut into paragraphs, each with the part it plays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from pipeline.assets.documents import DocumentRows
from pipeline.assets.stage import document_stage
from pipeline.assets.work import Rows
from pipeline.reading.paragraphs import split_paragraphs
from schemas import PARAGRAPHS, RAW_TEXT


def read_paragraphs(documents: Sequence[DocumentRows], _shared: Mapping[str, pa.Table]) -> Iterator[Rows]:
    """One row a paragraph of a document."""
    for document in documents:
        yield {
            PARAGRAPHS.name: [
                {
                    "paragraph_id": f"{document.document_id}#p{index}",
                    "document_id": document.document_id,
                    "paragraph_index": index,
                    "role": span.role,
                    "char_start": span.start,
                    "char_end": span.end,
                    "text": document.text[span.start : span.end],
                }
                for index, span in enumerate(split_paragraphs(document.text))
            ]
        }


paragraphs = document_stage(
    "paragraphs",
    read_paragraphs,
    writes=(PARAGRAPHS,),
    reads=(RAW_TEXT,),
    code=(
        "pipeline.reading.paragraphs",
        "pipeline.reading.parse",
        "pipeline.reading.pieces",
        "pipeline.assets.paragraphs",
        "pipeline.assets.documents",
    ),
    group="reading",
    kinds={"python", "parquet"},
)
