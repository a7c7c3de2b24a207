"""paragraphs: the documents cut into paragraphs, each with the part it plays."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from pipeline.assets.stage import Inputs, stage
from pipeline.reading.paragraphs import split_paragraphs
from schemas import PARAGRAPHS, RAW_TEXT
from schemas.arrow import to_arrow


@stage(
    writes=(PARAGRAPHS,),
    reads=(RAW_TEXT,),
    code=("pipeline.reading.paragraphs", "pipeline.assets.paragraphs"),
    group="reading",
    kinds={"python", "parquet"},
)
def paragraphs(inputs: Inputs) -> Mapping[str, pa.Table]:
    """One row a paragraph of a document."""
    documents = inputs[RAW_TEXT]
    rows = [
        {
            "paragraph_id": f"{document_id}#p{index}",
            "document_id": document_id,
            "paragraph_index": index,
            "role": span.role,
            "char_start": span.start,
            "char_end": span.end,
            "text": text[span.start : span.end],
        }
        for document_id, text in zip(documents["document_id"].to_pylist(), documents["text"].to_pylist(), strict=True)
        for index, span in enumerate(split_paragraphs(text))
    ]
    return {PARAGRAPHS.name: to_arrow(PARAGRAPHS, rows)}
