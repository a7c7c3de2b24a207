"""annotations: spaCy reads each paragraph once; no later stage, and no change of rules, parses again."""

import hashlib
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.assets.stage import Inputs, stage
from pipeline.engines.local import map_in_order
from pipeline.reading.annotate import annotate, model_version
from pipeline.reading.parse import ANNOTATION_FIELDS, Annotation
from schemas import ANNOTATIONS, PARAGRAPHS
from schemas.arrow import arrow_schema, in_order

# Enough for a worker to earn back the second that loading the model costs it.
BATCH = 1000
# The lists of places in the document; the others hold labels, or places in the paragraph.
OFFSETS = ("token_start", "token_end", "entity_start", "entity_end")


@stage(
    writes=(ANNOTATIONS,),
    reads=(PARAGRAPHS,),
    code=("pipeline.reading.annotate", "pipeline.reading.parse", "pipeline.assets.annotations"),
    group="reading",
    kinds={"spacy", "parquet"},
    lexicon=False,
    versions=(model_version(),),
)
def annotations(inputs: Inputs) -> Mapping[str, pa.Table]:
    """One row a paragraph; a text that stood in the last dataset, wherever it stood, keeps its parse."""
    paragraphs = inputs[PARAGRAPHS]
    texts = paragraphs["text"].to_pylist()
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    parses = _kept_parses(inputs.previous(ANNOTATIONS), set(hashes))
    unread = {digest: text for digest, text in zip(hashes, texts, strict=True) if digest not in parses}
    fresh = map_in_order(annotate_batch, list(unread.values()), batch_size=BATCH, report=inputs.report)
    parses.update(zip(unread, fresh, strict=True))
    columns: dict[str, pa.Array] = {
        "paragraph_id": paragraphs["paragraph_id"],
        "document_id": paragraphs["document_id"],
        "text_hash": pa.array(hashes, pa.string()),
    }
    schema = arrow_schema(ANNOTATIONS)
    starts = paragraphs["char_start"].to_pylist()
    for field in ANNOTATION_FIELDS:
        lists = [getattr(parses[digest], field) for digest in hashes]
        if field in OFFSETS:
            lists = [[start + place for place in places] for start, places in zip(starts, lists, strict=True)]
        columns[field] = pa.array(lists, schema.field(field).type)
    return {ANNOTATIONS.name: in_order(ANNOTATIONS, pa.table(columns, schema=schema))}


def annotate_batch(texts: Sequence[str]) -> list[Annotation]:
    """Parse texts; places count from each text's own start."""
    return list(annotate((text, 0) for text in texts))


def _kept_parses(previous: pa.Table | None, wanted: set[str]) -> dict[str, Annotation]:
    """The parses of an earlier dataset by text_hash, with places counted from the paragraph's start."""
    if previous is None or not wanted:
        return {}
    kept = previous.filter(pc.is_in(previous["text_hash"], pa.array(sorted(wanted))))
    parses: dict[str, Annotation] = {}
    for row in kept.to_pylist():
        if row["text_hash"] in parses or not row["token_start"]:
            continue
        # A paragraph opens with a token: its first character is no white space.
        start = row["token_start"][0]
        for field in OFFSETS:
            row[field] = [place - start for place in row[field]]
        parses[row["text_hash"]] = Annotation(**{field: row[field] for field in ANNOTATION_FIELDS})
    return parses
