"""What every stage shares: it knows when there is nothing to do, checks before it publishes, and tells the UI.

A stage is a plain function from the tables it reads to the tables it writes. `stage` makes a Dagster asset of it.
"""

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow as pa

from pipeline.assets.code_version import code_version
from pipeline.assets.preview import markdown_table, preview
from pipeline.assets.workspace import Workspace
from pipeline.engines.progress import Report, reporter
from pipeline.store.dataset import Dataset, PendingFile, discarded_on_error
from schemas import TABLES
from schemas.checks import GROUNDING_TABLE, validate
from schemas.dagster_columns import dagster_column_schema
from schemas.table import Table

CHECK = "schema"
OWNERS = ["team:newsclaims"]
SHOWN_FAILURES = 20


@dataclass(frozen=True, slots=True)
class StageFacts:
    """What is fixed about a stage."""

    writes: tuple[Table, ...]
    reads: tuple[Table, ...]
    code_version: str


class Inputs:
    """What a stage's function works on."""

    def __init__(self, facts: StageFacts, dataset: Dataset, seeds: Path, report: Report) -> None:
        self._facts = facts
        self.dataset = dataset
        self.seeds = seeds
        self.report = report
        self._tables: dict[str, pa.Table] = {}

    def __getitem__(self, table: Table) -> pa.Table:
        """The rows of a table as it stands before the stage writes, read once."""
        if table.name not in self._tables:
            self._tables[table.name] = self.dataset.read(table)
        return self._tables[table.name]

    def previous(self, table: Table) -> pa.Table | None:
        """What the stage wrote last time with the same code; None if it never ran, or its code is another."""
        if self.dataset.footer(table).get("code_version") != self._facts.code_version:
            return None
        return self.dataset.read(table)


Compute = Callable[[Inputs], Mapping[str, pa.Table]]
# stage name -> what is fixed about it: for automation, which asks whether a dataset is up to date
STAGES: dict[str, StageFacts] = {}


def stage(
    *,
    writes: Sequence[Table],
    reads: Sequence[Table],
    code: Sequence[str],
    group: str,
    kinds: set[str],
    digest_inputs: Callable[[Inputs], str] | None = None,
    lexicon: bool = True,
    versions: Sequence[str] = (),
) -> Callable[[Compute], dg.AssetsDefinition]:
    """Make an asset of a function from Inputs to {table name: rows}.

    `code` names the modules whose change means a rerun, `versions` further facts with the same effect;
    `digest_inputs` stands for what the stage reads besides tables, which are digested here.
    """
    facts = StageFacts(tuple(writes), tuple(reads), code_version((*code, "schemas"), lexicon, tuple(versions)))

    def decorate(compute: Compute) -> dg.AssetsDefinition:
        STAGES[compute.__name__] = facts

        @dg.multi_asset(
            name=compute.__name__,
            specs=[_spec(table, facts, group, kinds, bool(digest_inputs)) for table in writes],
            check_specs=[
                dg.AssetCheckSpec(
                    CHECK,
                    asset=table.name,
                    blocking=True,
                    description="Types, nulls, vocabularies, bounds, keys, offsets, references: before publishing.",
                )
                for table in writes
            ],
        )
        def materialize(context: dg.AssetExecutionContext, workspace: Workspace) -> Iterator[Any]:
            inputs = Inputs(facts, workspace.dataset, workspace.seeds_folder, reporter(compute.__name__))
            yield from _run(context, compute, facts, inputs, digest_inputs)

        return materialize

    return decorate


def _spec(table: Table, facts: StageFacts, group: str, kinds: set[str], from_seeds: bool) -> dg.AssetSpec:
    return dg.AssetSpec(
        table.name,
        deps=[read.name for read in facts.reads] + (["seeds"] if from_seeds else []),
        description=table.description,
        group_name=group,
        owners=OWNERS,
        kinds=kinds,
        code_version=facts.code_version,
        metadata={"dagster/column_schema": dagster_column_schema(table)},
    )


def _run(
    context: dg.AssetExecutionContext,
    compute: Compute,
    facts: StageFacts,
    inputs: Inputs,
    digest_inputs: Callable[[Inputs], str] | None,
) -> Iterator[Any]:
    started = time.monotonic()
    footer = _footer(facts, inputs, digest_inputs)
    if digest_inputs:
        # The folder is people's: what they put there is recorded as its state, whenever it is read.
        yield dg.AssetMaterialization("seeds", metadata={"folder": str(inputs.seeds), "digest": footer["seeds"]})
    if all(_is_made_of(inputs.dataset, table, footer) for table in facts.writes):
        context.log.info("Nothing has changed: the tables stand as they are.")
        written = {table.name: inputs.dataset.read(table) for table in facts.writes}
    else:
        written = dict(compute(inputs))
        pending: list[PendingFile] = []
        with discarded_on_error(pending):
            for table in facts.writes:
                pending.append(inputs.dataset.write(table, written[table.name], footer))
            failed = yield from _failed_checks(facts, inputs, written)
            if failed:
                raise dg.Failure(
                    f"{', '.join(failed)}: the check failed, the tables in {inputs.dataset.folder} stand as they were"
                )
            for file in pending:
                file.publish()
    for table in facts.writes:
        yield _result(table, written[table.name], inputs.dataset, time.monotonic() - started)


def _footer(facts: StageFacts, inputs: Inputs, digest_inputs: Callable[[Inputs], str] | None) -> dict[str, str]:
    """What the stage's files are made from: its code, the files it reads, and through them the state of the seeds."""
    seeds = digest_inputs(inputs) if digest_inputs else inputs.dataset.footer(facts.reads[0]).get("seeds", "")
    digests = {f"input.{table.name}": inputs.dataset.digest(table) for table in facts.reads}
    return {"code_version": facts.code_version, "seeds": seeds, **digests}


def _is_made_of(dataset: Dataset, table: Table, footer: Mapping[str, str]) -> bool:
    there = dataset.footer(table)
    return bool(there) and all(there.get(key) == value for key, value in footer.items())


def _failed_checks(
    facts: StageFacts, inputs: Inputs, written: Mapping[str, pa.Table]
) -> Generator[dg.AssetCheckResult, None, list[str]]:
    """Check what was written; yield a result for each table that fails, return their names."""
    named = {key.table for table in facts.writes for key in table.foreign_keys} | {GROUNDING_TABLE}
    there = [TABLES[name] for name in sorted(named - written.keys()) if inputs.dataset.exists(TABLES[name])]
    others = {table.name: inputs[table] for table in there} | dict(written)
    failed = []
    for table in facts.writes:
        failures = validate(table, written[table.name], others)
        if len(failures):
            failed.append(table.name)
            shown = failures.head(SHOWN_FAILURES)
            yield dg.AssetCheckResult(
                asset_key=table.name,
                check_name=CHECK,
                passed=False,
                description=f"{len(failures)} failures, {len(shown)} shown",
                metadata={
                    "failures": len(failures),
                    "rows": dg.MetadataValue.md(markdown_table(list(shown.columns), shown.values.tolist())),
                },
            )
    return failed


def _result(table: Table, data: pa.Table, dataset: Dataset, seconds: float) -> dg.MaterializeResult[Any]:
    place = dataset.place(table)
    return dg.MaterializeResult(
        asset_key=table.name,
        metadata={
            "dagster/row_count": data.num_rows,
            "preview": dg.MetadataValue.md(preview(table, data)),
            "file": dg.MetadataValue.path(str(place)),
            "bytes": place.stat().st_size,
            "seconds": round(seconds, 3),
        },
        check_results=[
            dg.AssetCheckResult(
                asset_key=table.name,
                check_name=CHECK,
                passed=True,
                metadata={"rows": data.num_rows, "columns": data.num_columns},
            )
        ],
    )
