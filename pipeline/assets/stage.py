"""What every stage is to Dagster: it knows when there is nothing to do, checks before it publishes, and tells the UI.

`document_stage` makes an asset of a plain function from documents to rows.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import dagster as dg
import pandas as pd

from pipeline.assets import figures
from pipeline.assets.code_version import code_version
from pipeline.assets.failures import Failures
from pipeline.assets.plan import Plan, StageFacts, consistent, plan_stage
from pipeline.assets.preview import markdown_table, preview
from pipeline.assets.refresh import InvalidRowsError, Join, Refresh, Share, has_work
from pipeline.assets.work import Read, Task
from pipeline.assets.workspace import Workspace
from pipeline.engines.progress import reporter
from pipeline.report import beside
from pipeline.store.dataset import Dataset
from schemas import CLAIM_COMPARISONS, NUMERIC_CLAIMS, RAW_TEXT, REJECTED_SEEDS
from schemas.dagster_columns import dagster_column_schema
from schemas.table import Table

CHECK = "schema"
READ_CHECK = "every_document_read"
STEADY_CHECK = "as_in_runs_before"
OWNERS = ["team:newsclaims"]
SHOWN_FAILURES = 20


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage as automation sees it."""

    facts: StageFacts
    is_consistent: Callable[[Dataset, str], bool]  # with the tables it reads; of a dataset and the seeds' digest


# In the order in which they run: for automation, which asks whether a dataset is up to date.
STAGES: dict[str, Stage] = {}

# Brings the stage's files up to date; True if there was anything to do. InvalidRowsError.
Work = Callable[[Workspace, StageFacts], bool]


def document_stage(
    name: str,
    read: Read,
    *,
    writes: Sequence[Table],
    reads: Sequence[Table],
    code: Sequence[str],
    group: str,
    kinds: set[str],
    lexicon: bool = True,
    versions: Sequence[str] = (),
    share: Callable[[StageFacts, Dataset, Sequence[Plan]], Share] | None = None,
    join: Callable[[Dataset], Join] | None = None,
    together: bool = False,
) -> dg.AssetsDefinition:
    """Make an asset of a function from documents to each one's rows.

    `code` names the modules whose change means a rerun, `versions` further facts with the same effect. `share` gives
    rows of the corpus to send along with each chunk of documents; `join` completes the rows once all documents are
    read. `together` says that `read` takes many documents at once rather than one after the other.
    """

    def work(workspace: Workspace, facts: StageFacts) -> bool:
        dataset = workspace.dataset
        plans = plan_stage(facts, dataset)
        if not has_work(facts, dataset, plans, join is not None):
            return False
        failures = Failures(dataset, name)
        task = Task(name, read, tuple(table.name for table in facts.documents), join is None, together)
        refresh = Refresh(facts, task, dataset, workspace.workers_of_run, reporter(name), failures)
        sending = share(facts, dataset, plans) if share else None
        if join is None:
            refresh.documents(plans, sending)
        else:
            refresh.corpus(plans, sending, join(dataset))
        failures.forget_removed()
        return True

    def is_consistent(facts: StageFacts, dataset: Dataset, _seeds: str) -> bool:
        return consistent(facts, dataset, joined=join is not None)

    return stage(
        name,
        work,
        is_consistent,
        writes=writes,
        reads=reads,
        code=code,
        group=group,
        kinds=kinds,
        lexicon=lexicon,
        versions=versions,
        description=read.__doc__ or "",
    )


def stage(
    name: str,
    work: Work,
    is_consistent: Callable[[StageFacts, Dataset, str], bool],
    *,
    writes: Sequence[Table],
    reads: Sequence[Table],
    code: Sequence[str],
    group: str,
    kinds: set[str],
    description: str,
    lexicon: bool = True,
    versions: Sequence[str] = (),
    from_seeds: bool = False,
) -> dg.AssetsDefinition:
    """Make an asset of work on a dataset."""
    version = code_version((*code, "schemas"), lexicon, tuple(versions))
    facts = StageFacts(name, tuple(writes), tuple(reads), version)
    STAGES[name] = Stage(facts, partial(is_consistent, facts))

    @dg.multi_asset(
        name=name,
        description=description,
        specs=[_spec(table, facts, group, kinds, from_seeds) for table in writes],
        check_specs=[
            *(
                dg.AssetCheckSpec(
                    CHECK,
                    asset=table.name,
                    blocking=True,
                    description="Types, nulls, vocabularies, bounds, keys, offsets, references: before publishing.",
                )
                for table in writes
            ),
            dg.AssetCheckSpec(
                READ_CHECK,
                asset=writes[0].name,
                description="No document had to be left out: one that a stage fails on is a row of rejected_seeds.",
            ),
            *(
                dg.AssetCheckSpec(
                    STEADY_CHECK,
                    asset=table.name,
                    description="The figures are near those of the runs before: "
                    + ", ".join(figures.DRIFTING.values()),
                )
                for table in writes
                if table is NUMERIC_CLAIMS
            ),
        ],
    )
    def materialize(context: dg.AssetExecutionContext, workspace: Workspace) -> Iterator[Any]:
        started = time.monotonic()
        try:
            if not work(workspace, facts):
                context.log.info("Nothing has changed: the tables stand as they are.")
        except InvalidRowsError as error:
            yield from (_failed(table, failures) for table, failures in error.failures.items())
            raise dg.Failure(
                f"{', '.join(error.failures)}: the check failed, the tables in {workspace.data} stand as they were"
            ) from None
        if from_seeds:
            # The folder is people's: what they put there is recorded as its state, whenever it is read.
            digest = workspace.dataset.footer(REJECTED_SEEDS).get("seeds", "")
            yield dg.AssetMaterialization("seeds", metadata={"folder": workspace.seeds, "digest": digest})
        for table in facts.writes:
            yield _result(table, workspace.dataset, time.monotonic() - started)
        yield _read_all(facts, workspace.dataset)
        if NUMERIC_CLAIMS in facts.writes:
            yield _steady(context.instance, workspace.dataset)

    return materialize


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


def _failed(table: str, failures: pd.DataFrame) -> dg.AssetCheckResult:
    shown = failures.head(SHOWN_FAILURES)
    return dg.AssetCheckResult(
        asset_key=table,
        check_name=CHECK,
        passed=False,
        description=f"{len(failures)} failures, {len(shown)} shown",
        metadata={
            "failures": len(failures),
            "rows": dg.MetadataValue.md(markdown_table(list(shown.columns), shown.values.tolist())),
        },
    )


def _read_all(facts: StageFacts, dataset: Dataset) -> dg.AssetCheckResult:
    """A warning with the documents that this stage failed on."""
    failed = Failures(dataset, facts.name).of
    shown: Mapping[str, str] = dict(sorted(failed.items())[:SHOWN_FAILURES])
    return dg.AssetCheckResult(
        asset_key=facts.writes[0].name,
        check_name=READ_CHECK,
        passed=not failed,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{len(failed)} documents could not be read" if failed else "",
        metadata={
            "documents": len(failed),
            "rows": dg.MetadataValue.md(
                markdown_table(["document_id", "detail"], [list(row) for row in shown.items()])
            ),
        },
    )


def _steady(instance: dg.DagsterInstance, dataset: Dataset) -> dg.AssetCheckResult:
    """A warning if the figures of the claims are far from those of the runs before."""
    key = dg.AssetKey(NUMERIC_CLAIMS.name)
    records = instance.fetch_materializations(key, limit=figures.MOST_RUNS + 1).records
    runs = [record.asset_materialization.metadata for record in records if record.asset_materialization]
    before = [_numbers(run) for run in runs]
    lines = figures.drift(figures.numbers_of(NUMERIC_CLAIMS.name, dataset), before)
    return dg.AssetCheckResult(
        asset_key=key,
        check_name=STEADY_CHECK,
        passed=not lines,
        severity=dg.AssetCheckSeverity.WARN,
        description="; ".join(lines),
        metadata={"runs": len(before)},
    )


def _numbers(metadata: Mapping[str, dg.MetadataValue[Any]]) -> dict[str, float]:
    return {
        name: float(value.value)
        for name, value in metadata.items()
        if isinstance(value, dg.IntMetadataValue | dg.FloatMetadataValue) and value.value is not None
    }


def evidence_of(dataset: Dataset) -> dg.MetadataValue[Any]:
    """Where each claim can be seen in its sentence; the page is written at the run's end, by documentation."""
    if 0 < dataset.row_count(RAW_TEXT) <= beside.MAX_DOCUMENTS:
        return dg.MetadataValue.path(str(dataset.folder / beside.NAME))
    return dg.MetadataValue.text("run: newsclaims explore")


def _result(table: Table, dataset: Dataset, seconds: float) -> dg.MaterializeResult[Any]:
    rows = dataset.row_count(table)
    files = dataset.files(table)
    return dg.MaterializeResult(
        asset_key=table.name,
        metadata={
            "dagster/row_count": rows,
            "preview": dg.MetadataValue.md(preview(table, dataset.read_file(table, files[0], table.preview))),
            "file": dg.MetadataValue.path(str(files[0] if len(files) == 1 else files[0].parent)),
            "files": len(files),
            "bytes": dataset.size(table),
            "seconds": round(seconds, 3),
            **figures.numbers_of(table.name, dataset),
            **({"evidence": evidence_of(dataset)} if table in (NUMERIC_CLAIMS, CLAIM_COMPARISONS) else {}),
            **{name: dg.MetadataValue.md(chart) for name, chart in figures.charts_of(table.name, dataset).items()},
        },
        check_results=[
            dg.AssetCheckResult(
                asset_key=table.name,
                check_name=CHECK,
                passed=True,
                metadata={"rows": rows, "columns": len(table.columns)},
            )
        ],
    )
