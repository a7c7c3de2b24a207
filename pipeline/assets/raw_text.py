"""raw_text, rejected_seeds: every seed becomes a document or a refusal with its reason."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from pipeline.assets.chunk import ByDocument
from pipeline.assets.plan import StageFacts
from pipeline.assets.refresh import InvalidRowsError
from pipeline.assets.stage import stage
from pipeline.assets.workspace import Workspace
from pipeline.engines.progress import reporter
from pipeline.intake.digest import digest_of as digest_of_seeds
from pipeline.intake.digest import seed_digests
from pipeline.intake.document import SeedDocument
from pipeline.intake.folder import Seed
from pipeline.intake.read import read_changed_seeds
from pipeline.store.buckets import bucket_count, bucket_of, document_key
from pipeline.store.dataset import Dataset, PendingFile, discarded_on_error, part_name
from pipeline.store.state import States, digest_of, rows_digest
from schemas import RAW_TEXT, REJECTED_SEEDS
from schemas.arrow import arrow_schema, in_order, to_arrow
from schemas.checks import validate
from schemas.table import Table

BATCH = 500  # documents that are held as Python's values before they become Arrow's


@dataclass(slots=True)
class Known:
    """What the dataset holds of the seeds as they were."""

    place: dict[str, str] = field(default_factory=dict)  # document_id -> the file in which it stands
    words: dict[str, int] = field(default_factory=dict)
    states: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    by_origin: defaultdict[bytes, list[str]] = field(default_factory=lambda: defaultdict(list))
    refused: set[str] = field(default_factory=set)  # seeds of which anything was refused


@dataclass(slots=True)
class Corpus:
    """The documents as they are to be: some that stand, some that were read."""

    rejected: list[dict[str, Any]] = field(default_factory=list)
    fresh: list[pa.Table] = field(default_factory=list)
    states: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)  # document_id -> the file in which it stands
    words: int = 0


def refresh_raw_text(workspace: Workspace, facts: StageFacts) -> bool:
    """One row a document; beside it, one row a seed that is none."""
    dataset = workspace.dataset
    digests = seed_digests(workspace.seeds_folder, workspace.columns)
    seeds = digest_of_seeds(digests)
    if dataset.footer(REJECTED_SEEDS).get("code_version") == facts.code_version and is_consistent(
        facts, dataset, seeds
    ):
        return False
    corpus = _read(workspace, facts, digests)
    total = bucket_count(corpus.words)
    documents_of: list[list[str]] = [[] for _ in range(total)]
    for document in sorted(corpus.states):
        documents_of[bucket_of(document_key(document), total)].append(document)
    fresh = [ByDocument(table) for table in corpus.fresh]
    for bucket in reversed(range(total)):
        _publish_bucket(facts, dataset, corpus, fresh, part_name(bucket), documents_of[bucket], total)
    rejected = to_arrow(REJECTED_SEEDS, corpus.rejected)
    _refuse_invalid(REJECTED_SEEDS, rejected)
    footer = {"code_version": facts.code_version, "seeds": seeds, "buckets": str(total)}
    dataset.write(REJECTED_SEEDS, rejected, footer).publish()
    names = {part_name(bucket) for bucket in range(total)}
    for path in dataset.files(RAW_TEXT):
        if path.name not in names:
            dataset.remove(path)
    return True


def is_consistent(_facts: StageFacts, dataset: Dataset, seeds: str) -> bool:
    """Whether the documents are of the seeds with that digest, all of them."""
    footer = dataset.footer(REJECTED_SEEDS)
    if footer.get("seeds") != seeds:
        return False
    names = [path.name for path in dataset.files(RAW_TEXT)]
    total = footer.get("buckets", "0")
    return names == [part_name(bucket) for bucket in range(int(total))] and all(
        dataset.footer(RAW_TEXT, name).get("buckets") == total for name in names
    )


def _read(workspace: Workspace, facts: StageFacts, digests: Mapping[str, bytes]) -> Corpus:
    """Read the seeds that have changed, keep the documents of the others."""
    known = _known(facts, workspace.dataset)
    corpus = Corpus()
    report = reporter(facts.name)

    def origin(seed: Seed) -> bytes:
        path = hashlib.sha256(os.fsencode(seed.path)).digest()
        return digest_of(facts.code_version.encode(), path, digests.get(seed.path, b"\0" * 32))

    rows: list[dict[str, Any]] = []
    passed: set[str] = set()

    def kept(seed: Seed) -> list[str] | None:
        documents = None if seed.document_id in known.refused else known.by_origin.get(origin(seed))
        passed.update(documents or ())
        return documents

    changed = read_changed_seeds(workspace.seeds_folder, workspace.columns, kept)
    for done, (seed, found) in enumerate(changed, start=1):
        passed.difference_update(known.by_origin.get(origin(seed), ()))  # kept, and read all the same
        if isinstance(found, SeedDocument):
            row = {name: getattr(found, name) for name in RAW_TEXT.column_names}
            corpus.states[found.document_id] = (origin(seed), rows_digest([[row]]))
            corpus.words += found.word_count
            rows.append(row)
        else:
            corpus.rejected.append(dataclasses.asdict(found))
        if len(rows) >= BATCH:
            corpus.fresh.append(to_arrow(RAW_TEXT, rows))
            rows = []
        report(done, max(done, len(digests)))
    corpus.fresh.append(to_arrow(RAW_TEXT, rows))
    for document in sorted(passed):
        corpus.kept[document] = known.place[document]
        corpus.states[document] = known.states[document]
        corpus.words += known.words[document]
    return corpus


def _known(facts: StageFacts, dataset: Dataset) -> Known:
    """The documents of the last run of this code."""
    known = Known()
    for path in dataset.files(RAW_TEXT):
        footer = dataset.footer(RAW_TEXT, path.name)
        if footer.get("code_version") != facts.code_version:
            continue
        states = States.decode(footer.get("state", "")).of
        rows = dataset.read_file(RAW_TEXT, path, ["document_id", "word_count"])
        for document, words in zip(rows["document_id"].to_pylist(), rows["word_count"].to_pylist(), strict=True):
            state = states.get(document_key(document))
            if state is not None and document not in known.place:
                known.place[document], known.words[document], known.states[document] = path.name, words, state
                known.by_origin[state[0]].append(document)
    if dataset.footer(REJECTED_SEEDS):
        for document in dataset.read(REJECTED_SEEDS, ["document_id"])["document_id"].to_pylist():
            known.refused.update(_seeds_of(document))
    return known


def _seeds_of(document_id: str) -> Iterator[str]:
    """The seeds of which a refused document may be a row: a seed's own name may hold a #."""
    yield document_id
    place = document_id.find("#")
    while place >= 0:
        yield document_id[:place]
        place = document_id.find("#", place + 1)


def _publish_bucket(
    facts: StageFacts,
    dataset: Dataset,
    corpus: Corpus,
    fresh: Sequence[ByDocument],
    name: str,
    documents: Sequence[str],
    total: int,
) -> None:
    states = States({document_key(document): corpus.states[document] for document in documents})
    footer = {"code_version": facts.code_version, "buckets": str(total), "state": states.encode()}
    there = dataset.footer(RAW_TEXT, name)
    if all(there.get(key) == value for key, value in footer.items()):
        return
    wanted = set(documents)
    read = [document for document in documents if document not in corpus.kept]
    parts = [table.of(read) for table in fresh]
    for old in sorted({corpus.kept[document] for document in wanted & corpus.kept.keys()}):
        rows = ByDocument(dataset.read_file(RAW_TEXT, dataset.place(RAW_TEXT, old)))
        parts.append(rows.of([document for document in documents if corpus.kept.get(document) == old]))
    whole = in_order(RAW_TEXT, pa.concat_tables([arrow_schema(RAW_TEXT).empty_table(), *parts]))
    _refuse_invalid(RAW_TEXT, whole)
    pending: list[PendingFile] = []
    with discarded_on_error(pending):
        pending.append(dataset.write(RAW_TEXT, whole, footer, name))
        pending[0].publish()


def _refuse_invalid(table: Table, rows: pa.Table) -> None:
    failures = validate(table, rows, {table.name: rows})
    if len(failures):
        raise InvalidRowsError({table.name: failures})


raw_text = stage(
    "raw_text",
    refresh_raw_text,
    is_consistent,
    writes=(RAW_TEXT, REJECTED_SEEDS),
    reads=(),
    code=(
        "pipeline.intake",
        "pipeline.filesystems",
        "pipeline.reading.paragraphs",
        "pipeline.reading.pieces",
        "pipeline.assets.raw_text",
    ),
    group="intake",
    kinds={"python", "parquet"},
    description=refresh_raw_text.__doc__ or "",
    from_seeds=True,
)
