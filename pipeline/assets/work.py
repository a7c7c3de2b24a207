"""What a worker does for a stage: read a chunk's documents, one by one where one fails, and check what came out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.assets.chunk import Chunk, from_bytes, to_bytes
from pipeline.assets.documents import DocumentRows, Row, documents_of
from pipeline.engines.time_limit import OutOfTimeError, time_limit
from pipeline.store.state import rows_digest
from schemas import TABLES
from schemas.arrow import to_arrow
from schemas.checks import validate

# By table name, one document's rows.
Rows = Mapping[str, Sequence[Row]]
# From documents, and tables of the corpus, to each document's rows, in order.
Read = Callable[[Sequence[DocumentRows], Mapping[str, pa.Table]], Iterator[Rows]]

# Of processor time. Real news is read at 20,000 characters a second or more by the slowest stage; a document that
# takes longer than this is no text.
SECONDS_A_DOCUMENT = 10.0
SECONDS_TO_START = 60.0  # for a stage that loads a model with its first documents
CHARACTERS_A_SECOND = 2_000


@dataclass(frozen=True, slots=True)
class Task:
    """A stage's part that runs on workers."""

    stage: str
    read: Read
    writes: tuple[str, ...]
    checked: bool  # False where the rows are completed, and checked, once the whole corpus is known
    together: bool  # the documents are read at once, not one after the other


@dataclass(slots=True)
class Outcome:
    """What came of a chunk."""

    tables: dict[str, bytes] = field(default_factory=dict)
    gives: list[bytes] = field(default_factory=list)  # a digest of each document's rows
    failed: list[tuple[str, str]] = field(default_factory=list)  # documents that could not be read, and why
    invalid: dict[str, pd.DataFrame] = field(default_factory=dict)  # rows that break their table's schema


def do(task: Task, chunk: Chunk) -> Outcome:
    """Read a chunk: whatever one document does, the others are read."""
    tables = {name: from_bytes(data) for name, data in chunk.rows.items()}
    shared = {name: from_bytes(data) for name, data in chunk.shared.items()}
    documents = documents_of(chunk.documents, tables)
    outcome = Outcome()
    rows: dict[str, list[Row]] = {name: [] for name in task.writes}
    for of_document in _each(task, documents, shared, outcome):
        ordered = {name: list(of_document.get(name, ())) for name in task.writes}
        outcome.gives.append(rows_digest(ordered.values()))
        for name, found in ordered.items():
            rows[name] += found
    written = {name: to_arrow(TABLES[name], found) for name, found in rows.items()}
    if task.checked:
        for name, table in written.items():
            failures = validate(TABLES[name], table, {**shared, **tables, **written})
            if len(failures):
                outcome.invalid[name] = failures
    outcome.tables = {name: to_bytes(table) for name, table in written.items()}
    return outcome


def _each(
    task: Task, documents: Sequence[DocumentRows], shared: Mapping[str, pa.Table], outcome: Outcome
) -> Iterator[Rows]:
    """Each document's rows: all in one go, which is cheaper, and from one that fails on each alone."""
    done = 0
    all_of_them = task.read(documents, shared)
    whole = SECONDS_TO_START + seconds_for(sum(len(document.text) for document in documents))
    while done < len(documents):
        try:
            with time_limit(whole if task.together else seconds_for(len(documents[done].text))):
                rows = next(all_of_them)
        except Exception:
            break
        yield rows
        done += 1
    for document in documents[done:]:
        yield _alone(task, document, shared, outcome)


def _alone(task: Task, document: DocumentRows, shared: Mapping[str, pa.Table], outcome: Outcome) -> Rows:
    seconds = seconds_for(len(document.text))
    try:
        with time_limit(seconds):
            return next(task.read([document], shared))
    except OutOfTimeError:
        reason = f"it took more than {seconds:,.0f} seconds of processor time"
    # The one place that takes any error: a text that a rule stumbles over doesn't cost the others.
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
    outcome.failed.append((document.document_id, f"{task.stage}: {reason}"))
    return {}


def seconds_for(characters: int) -> float:
    """How long a stage may take for a text."""
    return SECONDS_A_DOCUMENT + characters / CHARACTERS_A_SECOND


def died(chunk: Chunk, task: Task, reason: str) -> Outcome:
    """What came of a chunk of one document that killed its worker."""
    return Outcome(
        tables={name: to_bytes(to_arrow(TABLES[name], [])) for name in task.writes},
        gives=[rows_digest([] for _ in task.writes) for _ in chunk.documents],
        failed=[(document, f"{task.stage}: {reason}") for document in chunk.documents],
    )


def invalid_rows(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The rows of all outcomes that break their table's schema, by table name."""
    found: dict[str, list[pd.DataFrame]] = {}
    for outcome in outcomes:
        for name, failures in outcome.invalid.items():
            found.setdefault(name, []).append(failures)
    return {name: pd.concat(frames, ignore_index=True) for name, frames in found.items()}
