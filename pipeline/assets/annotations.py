"""annotations: spaCy reads each paragraph once; no later stage, and no change of rules, parses again."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import partial, update_wrapper

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.assets.documents import DocumentRows, Row
from pipeline.assets.plan import Plan, StageFacts
from pipeline.assets.refresh import Share, Tables
from pipeline.assets.stage import document_stage
from pipeline.assets.work import Rows
from pipeline.reading import lexicon
from pipeline.reading.annotate import annotate, model_version
from pipeline.reading.openings import LISTS
from pipeline.reading.parse import ANNOTATION_FIELDS, Annotation
from pipeline.settings import settings
from pipeline.store.dataset import Dataset
from schemas import ANNOTATIONS, PARAGRAPHS, RAW_TEXT

# The lists of places in the document; the others hold labels, or places in the paragraph.
OFFSETS = ("token_start", "token_end", "entity_start", "entity_end")
KEPT_PARSES = "kept_parses"
# Of documents that are gone or changed, at most: beyond that it is another corpus, and it is read anew.
MAX_KEPT = 200_000


def read_annotations(
    documents: Sequence[DocumentRows], shared: Mapping[str, pa.Table], model: str = ""
) -> Iterator[Rows]:
    """One row a paragraph; a text that stood in the last dataset, wherever it stood, keeps its parse."""
    parses = _by_text(shared.get(KEPT_PARSES))
    texts = {_hash(paragraph["text"]): paragraph["text"] for document in documents for paragraph in document.paragraphs}
    unread = {digest: text for digest, text in texts.items() if digest not in parses}
    fresh = zip(unread, annotate_batch(list(unread.values()), model), strict=True)
    for document in documents:
        rows = []
        for paragraph in document.paragraphs:
            digest = _hash(paragraph["text"])
            while digest not in parses:
                read, parse = next(fresh)
                parses[read] = parse
            rows.append(_row(paragraph, digest, parses[digest]))
        yield {ANNOTATIONS.name: rows}


def annotate_batch(texts: Sequence[str], model: str = "") -> Iterator[Annotation]:
    """Parse texts; places count from each text's own start."""
    return annotate(((text, 0) for text in texts), model)


def _row(paragraph: Row, digest: str, parse: Annotation) -> Row:
    start = paragraph["char_start"]
    lists = {field: getattr(parse, field) for field in ANNOTATION_FIELDS}
    moved = {field: [start + place for place in lists[field]] for field in OFFSETS}
    return {
        "paragraph_id": paragraph["paragraph_id"],
        "document_id": paragraph["document_id"],
        "text_hash": digest,
        **lists,
        **moved,
    }


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _by_text(kept: pa.Table | None) -> dict[str, Annotation]:
    """Parses by text_hash, with places counted from the paragraph's start."""
    parses: dict[str, Annotation] = {}
    for row in kept.to_pylist() if kept is not None else []:
        if row["text_hash"] in parses or not row["token_start"]:
            continue
        # A paragraph opens with a token: its first character is no white space.
        start = row["token_start"][0]
        for field in OFFSETS:
            row[field] = [place - start for place in row[field]]
        parses[row["text_hash"]] = Annotation(**{field: row[field] for field in ANNOTATION_FIELDS})
    return parses


def keep_parses(facts: StageFacts, dataset: Dataset, plans: Sequence[Plan]) -> Share:
    """Send each chunk the parses of its paragraphs that stood in documents which are gone or have changed."""
    orphans = _orphans(facts, dataset, plans)

    def share(rows: Tables) -> Tables:
        if orphans is None or not orphans.num_rows:
            return {}
        wanted = pa.array([_hash(text) for text in rows[PARAGRAPHS.name]["text"].to_pylist()], pa.string())
        return {KEPT_PARSES: orphans.filter(pc.is_in(orphans["text_hash"], wanted))}

    return share


def _orphans(facts: StageFacts, dataset: Dataset, plans: Sequence[Plan]) -> pa.Table | None:
    """Rows of the last dataset, of this code, whose documents no plan keeps."""
    if not any(plan.stale for plan in plans):
        return None
    standing = {f"part-{plan.bucket:05d}.parquet" for plan in plans if plan.stands}
    kept = {document for plan in plans for documents in plan.kept.values() for document in documents}
    found: list[pa.Table] = []
    rows = 0
    for path in dataset.files(ANNOTATIONS):
        if path.name in standing or dataset.footer(ANNOTATIONS, path.name).get("code_version") != facts.code_version:
            continue
        ids = dataset.read_file(ANNOTATIONS, path, ["document_id"])["document_id"]
        gone = pc.invert(pc.is_in(ids, pa.array(sorted(kept), pa.string())))
        rows += pc.sum(gone).as_py() or 0
        if rows > MAX_KEPT:
            return None
        if pc.any(gone).as_py():
            found.append(dataset.read_file(ANNOTATIONS, path).filter(gone))
    return pa.concat_tables(found) if found else None


# The model goes to the workers with the work: those of a cluster see no settings.
MODEL = settings().reading.model
_read = update_wrapper(partial(read_annotations, model=MODEL), read_annotations)

annotations = document_stage(
    "annotations",
    _read,
    writes=(ANNOTATIONS,),
    reads=(RAW_TEXT, PARAGRAPHS),
    code=(
        "pipeline.reading.annotate",
        "pipeline.reading.pieces",
        "pipeline.reading.openings",
        "pipeline.reading.entities.gazetteer",
        "pipeline.reading.wordnet",
        "pipeline.reading.word_forms",
        "pipeline.reading.parse",
        "pipeline.assets.annotations",
        "pipeline.assets.documents",
    ),
    group="reading",
    kinds={"spacy", "parquet"},
    lexicon=False,  # but for the lists that tell a dateline: no other word list parses again
    versions=(model_version(MODEL), lexicon.digest(*LISTS)),
    share=keep_parses,
    together=True,
)
