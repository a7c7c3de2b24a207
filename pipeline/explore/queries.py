"""What the pages show, asked of a snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.explore.filters import PAGE_ROWS, Filters, order, search_words, source, where
from pipeline.explore.snapshot import Snapshot
from schemas import NUMERIC_CLAIMS, RAW_TEXT
from schemas.vocabularies import CLAIM_KINDS, STATUSES

Row = dict[str, Any]

_SHOWN = ", ".join(f"c.{column.name}" for column in NUMERIC_CLAIMS.columns if column.name != "rules")
SUGGESTIONS = 200
MAX_POINTS = 400
GAPS = {"relative": "largest gap by ratio", "absolute": "largest difference", "document": "as in the articles"}
_GAP_SQL = {
    # How many times one side is the other, whichever is larger; a side of nought is a gap without limit.
    "relative": (
        "CASE WHEN left_value = right_value THEN 0 WHEN left_value * right_value <= 0 THEN 1e308"
        " ELSE abs(ln(abs(right_value)) - ln(abs(left_value))) END DESC, comparison_id"
    ),
    "absolute": "abs(difference) DESC, comparison_id",
    "document": "left_document_id, right_document_id, comparison_id",
}


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """One page of claims: their rows with title and published_at, how many there are, and counts by status and kind."""

    rows: list[Row]
    total: int
    by_status: dict[str, int]
    by_kind: dict[str, int]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_ROWS))


def claims_page(snapshot: Snapshot, filters: Filters) -> ClaimsPage:
    """The claims that pass the filters, PAGE_ROWS a page; the counts leave out the filter that they are shown at."""
    condition = where(filters, snapshot.says)
    # First which claims, of the few columns that decide; then all columns of these alone.
    keys = snapshot.rows(
        f"SELECT c.document_id, c.claim_id {source(filters)} WHERE {condition.sql} {order(filters)} "
        f"LIMIT {PAGE_ROWS} OFFSET {(filters.page - 1) * PAGE_ROWS}",
        condition.values,
    )
    rows = claims_of(snapshot, keys)
    rest = where(filters, snapshot.says, but=("status", "kind"))
    counted = snapshot.once(
        ("counts", rest),
        lambda: snapshot.rows(
            f"SELECT c.status, c.kind, count(*) AS n {source(filters)} WHERE {rest.sql} GROUP BY ALL",
            rest.values,
        ),
    )

    def fits(row: Row, name: str) -> bool:
        return getattr(filters, name) in ("", row[name])

    by_status = {
        word: sum(row["n"] for row in counted if row["status"] == word and fits(row, "kind")) for word in STATUSES
    }
    by_kind = {
        word: sum(row["n"] for row in counted if row["kind"] == word and fits(row, "status")) for word in CLAIM_KINDS
    }
    total = sum(row["n"] for row in counted if fits(row, "status") and fits(row, "kind"))
    return ClaimsPage(placed(snapshot, with_documents(snapshot, rows)), total, by_status, by_kind)


def claims_of(snapshot: Snapshot, keys: list[Row]) -> list[Row]:
    """The claims of these `document_id` and `claim_id`, in their order."""
    if not keys:
        return []
    documents, ids = sorted({key["document_id"] for key in keys}), [key["claim_id"] for key in keys]
    rows = snapshot.rows(
        f"SELECT {_SHOWN} FROM {snapshot.of(NUMERIC_CLAIMS, documents)} c"  # noqa: S608
        f" WHERE c.document_id IN ({_marks(documents)}) AND c.claim_id IN ({_marks(ids)})",
        (*documents, *ids),
    )
    found = {row["claim_id"]: row for row in rows}
    return [found[claim_id] for claim_id in ids if claim_id in found]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def with_documents(snapshot: Snapshot, rows: list[Row], column: str = "document_id") -> list[Row]:
    """The rows with the `title` and `published_at` of their documents."""
    ids = sorted({row[column] for row in rows})
    found = (
        {
            row["document_id"]: row
            for row in snapshot.rows(
                f"SELECT document_id, title, published_at FROM {snapshot.of(RAW_TEXT, ids)}"  # noqa: S608
                f" WHERE document_id IN ({_marks(ids)})",
                tuple(ids),
            )
        }
        if ids
        else {}
    )
    nothing = {"title": None, "published_at": None}
    return [{**row, **{name: found.get(row[column], nothing)[name] for name in nothing}} for row in rows]


def placed(snapshot: Snapshot, rows: list[Row]) -> list[Row]:
    """The claims with `at`, where the figure stands in its sentence; where its characters come more than once, the
    article's own text decides which of them it is."""
    at = {row["claim_id"]: max(row["sentence"].find(row["text"]), 0) for row in rows}
    doubtful = [row for row in rows if row["sentence"].count(row["text"]) > 1]
    if doubtful:
        opens = [max(0, row["char_end"] - len(row["sentence"])) for row in doubtful]
        ends = [row["char_start"] + len(row["sentence"]) for row in doubtful]
        around = snapshot.rows(
            "SELECT w.claim_id, substr(d.text, w.opens + 1, w.ends - w.opens) AS around"  # noqa: S608
            f" FROM {snapshot.of(RAW_TEXT, [row['document_id'] for row in doubtful])} d JOIN"
            " (SELECT unnest(?::VARCHAR[]) AS claim_id, unnest(?::VARCHAR[]) AS document_id,"
            " unnest(?::BIGINT[]) AS opens, unnest(?::BIGINT[]) AS ends) w USING (document_id)",
            ([row["claim_id"] for row in doubtful], [row["document_id"] for row in doubtful], opens, ends),
        )
        found = {row["claim_id"]: row["around"] for row in around}
        for row, opening in zip(doubtful, opens, strict=True):
            place = found.get(row["claim_id"], "").find(row["sentence"])
            if place >= 0:
                at[row["claim_id"]] = row["char_start"] - opening - place
    return [{**row, "at": at[row["claim_id"]]} for row in rows]


def suggestions(snapshot: Snapshot) -> dict[str, list[str]]:
    """The commonest values of each filter that is typed; computed once a state of the files."""
    columns = {"metric": "metric", "unit": "unit", "speaker": "source", "agent": "agent", "place": "place"}
    return snapshot.once(
        "suggestions", lambda: {name: _commonest(snapshot, column) for name, column in columns.items()}
    )


def _commonest(snapshot: Snapshot, column: str) -> list[str]:
    rows = snapshot.rows(
        f"SELECT {column} AS word FROM numeric_claims WHERE {column} IS NOT NULL "  # noqa: S608
        f"GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT {SUGGESTIONS}"
    )
    return [row["word"] for row in rows]


def comparisons(snapshot: Snapshot, relation: str, q: str, by: str, page: int) -> tuple[list[Row], int]:
    """A page of comparisons, the largest gaps first if asked so, and how many there are."""
    parts, values = ["relation = ?"], [relation]
    for word in search_words(q):
        parts.append("(contains(lower(summary), lower(?)) OR contains(lower(metric), lower(?)))")
        values += [word, word]
    condition = " AND ".join(parts)
    total = snapshot.rows(f"SELECT count(*) AS n FROM claim_comparisons WHERE {condition}", tuple(values))[0]["n"]  # noqa: S608
    rows = snapshot.rows(
        f"SELECT * FROM claim_comparisons WHERE {condition} ORDER BY {_GAP_SQL[by]} "  # noqa: S608
        f"LIMIT {PAGE_ROWS} OFFSET {(page - 1) * PAGE_ROWS}",
        tuple(values),
    )
    return with_claims(snapshot, rows), total


def with_claims(snapshot: Snapshot, rows: list[Row]) -> list[Row]:
    """The comparisons with the sentence and source of both claims."""
    keys = {row[f"{side}_claim_id"]: row[f"{side}_document_id"] for row in rows for side in ("left", "right")}
    found = claims_of(
        snapshot, [{"claim_id": claim_id, "document_id": document} for claim_id, document in keys.items()]
    )
    claims = {row["claim_id"]: row for row in placed(snapshot, found)}
    return [{**row, **{side: claims.get(row[f"{side}_claim_id"]) for side in ("left", "right")}} for row in rows]


@dataclass(frozen=True, slots=True)
class Series:
    """What a metric is measured in: figures of one series can stand on one scale."""

    kind: str
    unit: str | None
    period: str | None
    count: int

    @property
    def key(self) -> str:
        return "|".join((self.kind, self.unit or "", self.period or ""))


def series_of(snapshot: Snapshot, metric: str) -> list[Series]:
    """In which kinds, units and periods a metric is told, the commonest first."""
    rows = snapshot.rows(
        "SELECT kind, unit, period, count(*) AS count FROM numeric_claims WHERE lower(metric) = lower(?) "
        "GROUP BY ALL ORDER BY count DESC, kind, unit, period",
        (metric,),
    )
    return [Series(**row) for row in rows]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A metric's figures by date (`day`), and how many are left out: without a date, or telling a change's size."""

    points: list[Row]
    undated: int
    changes: int
    more: int


def timeline(snapshot: Snapshot, metric: str, series: Series) -> Timeline:
    """The figures of one series in time: at the claim's own time, else at its document's date."""
    rows = snapshot.rows(
        "SELECT c.claim_id, c.document_id, c.change,"
        " coalesce(c.time_start, d.published_at) AS day, c.time_start IS NULL AS by_document"
        " FROM numeric_claims c JOIN raw_text d USING (document_id)"
        " WHERE lower(c.metric) = lower(?) AND c.kind = ? AND c.unit IS NOT DISTINCT FROM ?"
        " AND c.period IS NOT DISTINCT FROM ? ORDER BY day DESC NULLS LAST, c.claim_id",
        (metric, series.kind, series.unit, series.period),
    )
    levels = [row for row in rows if row["change"] is None]
    dated = [row for row in levels if isinstance(row["day"], date)]
    points = {row["claim_id"]: row for row in dated[:MAX_POINTS]}
    claims = claims_of(snapshot, list(points.values()))
    return Timeline(
        placed(snapshot, [{**claim, **points[claim["claim_id"]]} for claim in claims]),
        len(levels) - len(dated),
        len(rows) - len(levels),
        max(0, len(dated) - MAX_POINTS),
    )


def documents(snapshot: Snapshot, q: str, page: int) -> tuple[list[Row], int]:
    """A page of documents with how many claims each has, and how many documents there are."""
    words = search_words(q)
    condition = (
        " AND ".join("(contains(lower(d.document_id), lower(?)) OR contains(lower(d.title), lower(?)))" for _ in words)
        or "true"
    )
    values = tuple(word for word in words for _ in range(2))
    total = snapshot.rows(f"SELECT count(*) AS n FROM raw_text d WHERE {condition}", values)[0]["n"]  # noqa: S608
    rows = snapshot.rows(
        f"SELECT document_id, title, published_at, word_count FROM raw_text d WHERE {condition} "  # noqa: S608
        f"ORDER BY document_id LIMIT {PAGE_ROWS} OFFSET {(page - 1) * PAGE_ROWS}",
        values,
    )
    ids = [row["document_id"] for row in rows]
    counted = {
        row["document_id"]: row["n"]
        for row in snapshot.rows(
            f"SELECT document_id, count(*) AS n FROM {snapshot.of(NUMERIC_CLAIMS, ids)}"  # noqa: S608
            f" WHERE document_id IN (SELECT unnest(?::VARCHAR[])) GROUP BY 1",
            (ids,),
        )
    }
    return [{**row, "claims": counted.get(row["document_id"], 0)} for row in rows], total


def refused(snapshot: Snapshot, page: int) -> tuple[list[Row], int, list[Row]]:
    """A page of refused seeds, how many there are, and the numbers that are no claims by reason with examples."""
    total = snapshot.rows("SELECT count(*) AS n FROM rejected_seeds")[0]["n"]
    rows = snapshot.rows(
        f"SELECT * FROM rejected_seeds ORDER BY document_id, reason, detail LIMIT {PAGE_ROWS} "  # noqa: S608
        f"OFFSET {(page - 1) * PAGE_ROWS}"
    )
    numbers = snapshot.once(
        "reasons",
        lambda: snapshot.rows(
            "SELECT reason, count(*) AS n, mode(text) AS example FROM rejected_numbers GROUP BY 1 ORDER BY 2 DESC, 1"
        ),
    )
    return rows, total, numbers


def totals(snapshot: Snapshot) -> Row:
    """How many documents, claims and comparisons the dataset has."""
    return snapshot.once(
        "totals",
        lambda: {
            name: snapshot.rows(f"SELECT count(*) AS n FROM {name}")[0]["n"]  # noqa: S608
            for name in ("raw_text", "numeric_claims", "claim_comparisons")
        },
    )
