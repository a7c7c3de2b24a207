"""Which documents a stage has to do again, read from the footers of its files and of those that it reads."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.assets.chunk import document_column
from pipeline.store.buckets import document_key, may_share
from pipeline.store.dataset import Dataset, part_name
from pipeline.store.state import States, digest_of
from schemas import RAW_TEXT
from schemas.table import Table


@dataclass(frozen=True, slots=True)
class StageFacts:
    """What is fixed about a stage."""

    name: str
    writes: tuple[Table, ...]
    reads: tuple[Table, ...]
    code_version: str

    @property
    def documents(self) -> tuple[Table, ...]:
        """The tables it writes that have rows of documents, in buckets."""
        return tuple(table for table in self.writes if document_column(table))

    @property
    def corpus(self) -> tuple[Table, ...]:
        """The tables it writes that are of the whole corpus, one file each."""
        return tuple(table for table in self.writes if not document_column(table))


@dataclass(slots=True)
class Plan:
    """What there is to do for one bucket."""

    bucket: int
    inputs: str  # what the bucket's files are to be made from, as their footers say it
    stands: bool  # they are
    documents: list[str] = field(default_factory=list)  # in order; with the rest, only where the bucket doesn't stand
    made_of: dict[str, bytes] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)
    kept: dict[str, list[str]] = field(default_factory=dict)  # by the name of the file in which their rows stand
    gives: dict[str, bytes] = field(default_factory=dict)  # of the kept


def bucket_total(dataset: Dataset) -> int:
    """How many buckets the dataset's documents are in, as raw_text has them; 0 if it isn't built."""
    return int(dataset.footer(RAW_TEXT).get("buckets", 0))


def plan_stage(facts: StageFacts, dataset: Dataset) -> list[Plan]:
    """The plans of all buckets, last bucket first.

    In that order each bucket's file may be published as soon as it is written, even where the number of buckets
    changes: a file is replaced only when no other bucket needs the rows in it.
    """
    total = bucket_total(dataset)
    whole = _whole_files(facts, dataset)
    return [_plan(facts, dataset, bucket, total, whole) for bucket in reversed(range(total))]


def corpus_inputs(plans: Sequence[Plan]) -> str:
    """What the rows that depend on the whole corpus are to be made from."""
    ordered = sorted(plans, key=lambda plan: plan.bucket)
    return hashlib.sha256(" ".join(plan.inputs for plan in ordered).encode()).hexdigest()[:16]


def surplus(facts: StageFacts, dataset: Dataset) -> list[tuple[Table, str]]:
    """Files of buckets that are no more."""
    names = {part_name(bucket) for bucket in range(bucket_total(dataset))}
    return [(table, path.name) for table in facts.documents for path in dataset.files(table) if path.name not in names]


def commit_file(facts: StageFacts) -> Table:
    """The table whose first file is published last: its footer tells that all of the stage's files are of one run."""
    return facts.corpus[-1] if facts.corpus else facts.documents[0]


def consistent(facts: StageFacts, dataset: Dataset, joined: bool) -> bool:
    """Whether every file of the stage is made from what it would be made from now, by whatever code."""
    total = bucket_total(dataset)
    if not total or surplus(facts, dataset):
        return False
    plans = [Plan(bucket, _inputs(_states_read(facts, dataset, part_name(bucket))), True) for bucket in range(total)]
    for plan in plans:
        wanted = {"inputs": plan.inputs, "buckets": str(total)}
        footers = [dataset.footer(table, part_name(plan.bucket)) for table in facts.documents]
        if not all(footer.get(key) == value for footer in footers for key, value in wanted.items()):
            return False
    return not joined or dataset.footer(commit_file(facts)).get("corpus") == corpus_inputs(plans)


def corpus_stands(facts: StageFacts, dataset: Dataset, plans: Sequence[Plan]) -> bool:
    """Whether the rows that depend on the whole corpus are made from the corpus as it is."""
    footer = dataset.footer(commit_file(facts))
    return footer.get("code_version") == facts.code_version and footer.get("corpus") == corpus_inputs(plans)


def _plan(facts: StageFacts, dataset: Dataset, bucket: int, total: int, whole: Mapping[str, int]) -> Plan:
    name = part_name(bucket)
    read = _states_read(facts, dataset, name)
    inputs = _inputs(read)
    wanted = {"code_version": facts.code_version, "inputs": inputs, "buckets": str(total)}
    footers = [dataset.footer(table, name) for table in facts.documents]
    if all(footer.get(key) == value for footer in footers for key, value in wanted.items()):
        return Plan(bucket, inputs, stands=True)
    documents = dataset.read_file(RAW_TEXT, dataset.place(RAW_TEXT, name), ["document_id"])["document_id"].to_pylist()
    plan = Plan(bucket, inputs, stands=False, documents=documents)
    keys = {document: document_key(document) for document in documents}
    code = facts.code_version.encode()
    for document, key in keys.items():
        plan.made_of[document] = digest_of(code, *(states.gives(key) for states in read))
    left = dict(keys)
    for old, buckets in whole.items():
        index = int(old.removeprefix("part-").removesuffix(".parquet"))
        if not may_share(bucket, total, index, buckets):
            continue
        states = States.decode(dataset.footer(facts.documents[0], old)["state"])
        found = [document for document, key in left.items() if states.of.get(key, (b"",))[0] == plan.made_of[document]]
        if found:
            plan.kept[old] = found
            for document in found:
                plan.gives[document] = states.of[left.pop(document)][1]
    plan.stale = list(left)
    return plan


def _states_read(facts: StageFacts, dataset: Dataset, name: str) -> list[States]:
    """The states of the documents of one bucket, in each table that the stage reads."""
    return [
        States.decode(dataset.footer(table, name).get("state", "")) for table in facts.reads if document_column(table)
    ]


def _inputs(read: Sequence[States]) -> str:
    return hashlib.sha256(" ".join(states.digest() for states in read).encode()).hexdigest()[:16]


def _whole_files(facts: StageFacts, dataset: Dataset) -> dict[str, int]:
    """The files whose rows are of this code, and of one run over all the stage's tables: of how many buckets."""
    found = {}
    for path in dataset.files(facts.documents[0]):
        footers = [dataset.footer(table, path.name) for table in facts.documents]
        one_run = len({(footer.get("inputs"), footer.get("buckets")) for footer in footers}) == 1
        if one_run and all(footer.get("code_version") == facts.code_version for footer in footers):
            found[path.name] = int(footers[0]["buckets"])
    return found
