"""Bring a stage's files up to date, bucket by bucket: what stands is kept, what is stale is read by workers.

Memory holds one bucket at a time and the few chunks that are under way; a bucket's files are published as soon as they
are checked, so that a killed run resumes where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.assets.chunk import ByDocument, Chunk, cut, document_column, from_bytes, to_bytes
from pipeline.assets.failures import Failures
from pipeline.assets.plan import Plan, StageFacts, bucket_total, corpus_inputs, corpus_stands, surplus
from pipeline.assets.work import Outcome, Task, died, do, invalid_rows
from pipeline.engines.engine import Died, Engine
from pipeline.engines.inline import InlineEngine
from pipeline.engines.progress import Report
from pipeline.store.buckets import bucket_of, document_key
from pipeline.store.dataset import Dataset, PendingFile, discarded_on_error, part_name
from pipeline.store.state import States, rows_digest
from schemas import RAW_TEXT, TABLES
from schemas.arrow import arrow_schema, in_order
from schemas.checks import GROUNDING_TABLE, validate
from schemas.table import Table

Tables = Mapping[str, pa.Table]
# From a chunk's rows to tables that are sent with it, of rows that belong to no document.
Share = Callable[[Tables], Tables]

# Work of fewer characters is done in this process: starting workers takes seconds.
INLINE_CHARACTERS = 150_000
# A chunk is a second or two of work: short enough to share it out evenly, long enough to make up for sending it.
CHUNK_CHARACTERS = (20_000, 250_000)
CHUNKS_A_WORKER = 8


class InvalidRowsError(Exception):
    """Rows break their table's schema: by table name, the failures as `schemas.checks.validate` gives them."""

    def __init__(self, failures: Mapping[str, pd.DataFrame]) -> None:
        super().__init__(", ".join(failures))
        self.failures = failures


class Join(Protocol):
    """What a stage does once it knows every document: gathers from each bucket's rows, then completes them."""

    def add(self, tables: Tables) -> None:
        """Take note of a bucket's rows."""

    def complete(self, tables: Tables) -> Tables:
        """A bucket's rows with what depends on the whole corpus, once all were added."""

    def corpus(self) -> Tables:
        """The tables of the whole corpus, by name."""


@dataclass(slots=True)
class Refresh:
    """One run of a stage."""

    facts: StageFacts
    task: Task
    dataset: Dataset
    engine: Callable[[], Engine]  # starts one where there is none yet
    report: Report
    failures: Failures

    def documents(self, plans: Sequence[Plan], share: Share | None) -> None:
        """Bring a stage up to date each of whose documents stands for itself. InvalidRowsError."""
        for plan, tables, gives in self._read(plans, share):
            self._publish(plan, tables, gives, {})
        self._tidy()

    def corpus(self, plans: Sequence[Plan], share: Share | None, join: Join) -> None:
        """Bring a stage up to date whose rows depend on each other across documents. InvalidRowsError."""
        found: dict[int, list[PendingFile]] = {}
        spilled: list[PendingFile] = []
        with discarded_on_error(spilled):
            for plan, tables, _ in self._read(plans, share):
                join.add(tables)
                found[plan.bucket] = [
                    self.dataset.write(table, tables[table.name], {}, f"found-{plan.bucket:05d}.parquet")
                    for table in self.facts.documents
                ]
                spilled += found[plan.bucket]
            for plan in plans:
                if plan.stands:
                    join.add(self._published(plan))
            keys: dict[str, pa.Table] = {}
            for plan in plans:
                self._complete(plan, plans, join, found.get(plan.bucket), keys)
            for file in spilled:
                file.discard()
        for table in self.facts.corpus:
            footer = {"code_version": self.facts.code_version, "corpus": corpus_inputs(plans)}
            rows = join.corpus()[table.name]
            self._refuse({table.name: validate(table, rows, {})})
            self.dataset.write(table, rows, footer).publish()
        self._tidy()

    def _complete(
        self,
        plan: Plan,
        plans: Sequence[Plan],
        join: Join,
        found: list[PendingFile] | None,
        keys: dict[str, pa.Table],
    ) -> None:
        """Complete, check and publish a bucket; `keys` keeps the corpus's tables, whose keys are one and the same for all."""
        if found:
            before: Tables = {file.table.name: file.read() for file in found}
        else:
            before = self._published(plan)
        tables = join.complete(before)
        commits = plan.bucket == 0 and not self.facts.corpus
        if not found and not commits and all(tables[name].equals(before[name]) for name in before):
            return
        if not keys:
            keys.update(join.corpus())
        self._refuse(self._invalid(plan, tables, keys))
        if not plan.documents:
            name = part_name(plan.bucket)
            old = States.decode(self.dataset.footer(self.facts.documents[0], name).get("state", ""))
            place = self.dataset.place(RAW_TEXT, name)
            plan.documents = self.dataset.read_file(RAW_TEXT, place, ["document_id"])["document_id"].to_pylist()
            plan.made_of = {document: old.of[document_key(document)][0] for document in plan.documents}
        gives = _digests(plan.documents, [tables[table.name] for table in self.facts.documents], self.facts.documents)
        more = {"corpus": corpus_inputs(plans)} if commits else {}
        self._publish(plan, tables, gives, more)

    def _invalid(self, plan: Plan, tables: Tables, corpus: Tables) -> Mapping[str, pd.DataFrame]:
        """Check a bucket's completed rows; rows that they point to may stand in other buckets."""
        place = self.dataset.place(RAW_TEXT, part_name(plan.bucket))
        here = {**tables, **corpus, GROUNDING_TABLE: self.dataset.read_file(RAW_TEXT, place)}
        found = {}
        for table in self.facts.documents:
            others = dict(here)
            names = self._named_files(table, tables)
            for name, target in sorted({(key.table, key.target) for key in table.foreign_keys}):
                if name in corpus or (table.grounded and name == GROUNDING_TABLE):
                    continue
                columns = sorted({key.column for key in table.foreign_keys if key.table == name})
                pointed_to = pa.concat_arrays([tables[table.name][column].combine_chunks() for column in columns])
                others[name] = self._with(TABLES[name], target, pointed_to, names)
            found[table.name] = validate(table, tables[table.name], others)
        return found

    def _named_files(self, table: Table, tables: Tables) -> list[str]:
        """The names of the buckets' files in which the documents stand that a table's rows name."""
        total = bucket_total(self.dataset)
        columns = [tables[table.name][name] for name in table.column_names if name.endswith("document_id")]
        named = {document for column in columns for document in pc.unique(column).to_pylist()}
        return [
            part_name(bucket) for bucket in sorted({bucket_of(document_key(document), total) for document in named})
        ]

    def _with(self, table: Table, column: str, values: pa.Array, names: Sequence[str]) -> pa.Table:
        """A column of some files of a table, of the rows that hold one of the values."""
        rows = [arrow_schema(table).empty_table().select([column])]
        for name in names:
            keys = self.dataset.read_file(table, self.dataset.place(table, name), [column])
            rows.append(keys.filter(pc.is_in(keys[column], values)))
        return pa.concat_tables(rows)

    def _read(self, plans: Sequence[Plan], share: Share | None) -> Iterator[tuple[Plan, Tables, Mapping[str, bytes]]]:
        """Each bucket that doesn't stand, with its rows: kept and read anew."""
        work = [plan for plan in plans if not plan.stands]
        total = sum(len(plan.stale) for plan in work)
        done = 0
        waiting = iter(work)
        current: Plan | None = None
        outcomes: list[tuple[Chunk, Outcome]] = []
        by_bucket = {plan.bucket: plan for plan in work}
        sizes_of = {plan.bucket: self._sizes(plan) for plan in work if plan.stale}
        characters = sum(map(sum, sizes_of.values()))
        engine = self.engine() if characters > INLINE_CHARACTERS else InlineEngine()
        smallest, largest = CHUNK_CHARACTERS
        size = max(smallest, min(largest, characters // (engine.workers * CHUNKS_A_WORKER)))
        results = engine.map(partial(_do_of, self.task), self._chunks(work, share, sizes_of, size), _split)
        for (bucket, chunk), found in results:
            plan = by_bucket[bucket]
            outcome = died(chunk, self.task, found.reason) if isinstance(found, Died) else found
            if current is not None and plan is not current:
                yield self._merged(current, outcomes)
                outcomes = []
            if plan is not current:
                yield from (self._merged(idle, []) for idle in _until(waiting, plan))
                current = plan
            outcomes.append((chunk, outcome))
            done += len(chunk.documents)
            self.report(done, total)
        if current is not None:
            yield self._merged(current, outcomes)
        yield from (self._merged(idle, []) for idle in waiting)

    def _sizes(self, plan: Plan) -> list[int]:
        """The characters of each stale document."""
        place = self.dataset.place(RAW_TEXT, part_name(plan.bucket))
        texts = self.dataset.read_file(RAW_TEXT, place, ["document_id", "text"])
        length = dict(zip(texts["document_id"].to_pylist(), pc.utf8_length(texts["text"]).to_pylist(), strict=True))
        return [length[document] for document in plan.stale]

    def _chunks(
        self, work: Sequence[Plan], share: Share | None, sizes_of: Mapping[int, Sequence[int]], size: int
    ) -> Iterator[tuple[int, Chunk]]:
        """The stale documents, by bucket, in chunks of about `size` characters."""
        for plan in work:
            if not plan.stale:
                continue
            name = part_name(plan.bucket)
            tables = {
                table.name: ByDocument(self.dataset.read_file(table, self.dataset.place(table, name)))
                for table in self.facts.reads
                if document_column(table)
            }
            for documents in cut(plan.stale, sizes_of[plan.bucket], size):
                rows = {name: table.of(documents) for name, table in tables.items()}
                shared = share(rows) if share else {}
                yield (
                    plan.bucket,
                    Chunk(
                        documents,
                        {name: to_bytes(table) for name, table in rows.items()},
                        {name: to_bytes(table) for name, table in shared.items()},
                    ),
                )

    def _merged(
        self, plan: Plan, outcomes: Sequence[tuple[Chunk, Outcome]]
    ) -> tuple[Plan, Tables, Mapping[str, bytes]]:
        """A bucket's rows, and each document's digest; what couldn't be read is noted down."""
        self._refuse(invalid_rows([outcome for _, outcome in outcomes]))
        gives = dict(plan.gives)
        failed: dict[str, str] = {}
        for chunk, outcome in outcomes:
            gives.update(zip(chunk.documents, outcome.gives, strict=True))
            failed.update(outcome.failed)
        self.failures.note(plan.stale, failed)
        tables = {}
        for table in self.facts.documents:
            parts = [from_bytes(outcome.tables[table.name]) for _, outcome in outcomes]
            for name, documents in plan.kept.items():
                old = self.dataset.read_file(table, self.dataset.place(table, name))
                parts.append(ByDocument(old, document_column(table) or "").of(documents))
            schema = arrow_schema(table)
            whole = pa.concat_tables([part.cast(schema) for part in parts]) if parts else schema.empty_table()
            tables[table.name] = in_order(table, whole)
        return plan, tables, gives

    def _published(self, plan: Plan) -> Tables:
        name = part_name(plan.bucket)
        return {
            table.name: self.dataset.read_file(table, self.dataset.place(table, name)) for table in self.facts.documents
        }

    def _publish(self, plan: Plan, tables: Tables, gives: Mapping[str, bytes], more: Mapping[str, str]) -> None:
        """Write and publish a bucket's files, the one that holds the documents' states last."""
        states = States(
            {document_key(document): (plan.made_of[document], gives[document]) for document in plan.documents}
        )
        footer = {
            "code_version": self.facts.code_version,
            "inputs": plan.inputs,
            "buckets": str(bucket_total(self.dataset)),
            **more,
        }
        first, *others = self.facts.documents
        pending: list[PendingFile] = []
        name = part_name(plan.bucket)
        with discarded_on_error(pending):
            for table in others:
                pending.append(self.dataset.write(table, tables[table.name], footer, name))
            pending.append(self.dataset.write(first, tables[first.name], {**footer, "state": states.encode()}, name))
            self.failures.save()
            for file in pending:
                file.publish()

    def _tidy(self) -> None:
        for table, name in surplus(self.facts, self.dataset):
            self.dataset.remove(self.dataset.place(table, name))

    @staticmethod
    def _refuse(failures: Mapping[str, pd.DataFrame]) -> None:
        bad = {name: found for name, found in failures.items() if len(found)}
        if bad:
            raise InvalidRowsError(bad)


def has_work(facts: StageFacts, dataset: Dataset, plans: Sequence[Plan], joined: bool) -> bool:
    """Whether anything of the stage is out of date."""
    if not all(plan.stands for plan in plans) or surplus(facts, dataset):
        return True
    return joined and not corpus_stands(facts, dataset, plans)


def _do_of(task: Task, item: tuple[int, Chunk]) -> Outcome:
    return do(task, item[1])


def _split(item: tuple[int, Chunk]) -> list[tuple[int, Chunk]]:
    bucket, chunk = item
    return [(bucket, part) for part in chunk.split()]


def _until(waiting: Iterator[Plan], plan: Plan) -> Iterator[Plan]:
    """The plans before one, which is taken too."""
    for other in waiting:
        if other is plan:
            return
        yield other


def _digests(documents: Sequence[str], tables: Sequence[pa.Table], kinds: Sequence[Table]) -> dict[str, bytes]:
    grouped = [ByDocument(table, document_column(kind) or "") for table, kind in zip(tables, kinds, strict=True)]
    return {document: rows_digest(table.of([document]).to_pylist() for table in grouped) for document in documents}
