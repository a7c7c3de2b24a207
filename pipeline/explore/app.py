"""The explorer: pages drawn on the server, whose whole state stands in their URL.

Starlette and uvicorn, because Dagster's webserver brings both: a framework kept by many, and no new dependency. Pages
work without a script; a small one adds keys.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from pipeline.explore import queries
from pipeline.explore.chart import chart
from pipeline.explore.download import claims_csv, claims_parquet
from pipeline.explore.filters import MAX_LENGTH, ORDERS, PAGE_ROWS, Filters, read_filters
from pipeline.explore.guard import SafeHeaders
from pipeline.explore.snapshot import Reader, Snapshot
from pipeline.report.bars import comparison
from pipeline.report.cards import FIELDS
from pipeline.report.evidence import read_evidence
from pipeline.report.render import environment, source
from pipeline.report.view import Links, claim_anchor, document_view
from pipeline.report.words import RELATIONS, amount, per, reasons, statuses
from pipeline.store.dataset import Dataset, DatasetError
from schemas.vocabularies import CLAIM_KINDS, STATUSES

FILES = {
    "evidence.css": ("pipeline.report", "text/css"),
    "evidence.js": ("pipeline.report", "text/javascript"),
    "explore.css": ("pipeline.explore", "text/css"),
    "explore.js": ("pipeline.explore", "text/javascript"),
}


def document_url(document_id: str, anchor: str = "") -> str:
    return f"/document?{urlencode({'id': document_id})}" + (f"#{anchor}" if anchor else "")


def claim_url(document_id: str, claim_id: str) -> str:
    """A claim's permalink: its document's page, opened at the claim."""
    return document_url(document_id, claim_anchor("", claim_id))


LINKS = Links(
    claim=claim_url,
    document=document_url,
    metric=lambda metric: f"/?{urlencode({'metric': metric})}",
)


class Explorer:
    """The pages, over one dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.reader = Reader(dataset)

    def claims(self, request: Request) -> Response:
        filters, notes = read_filters(request.query_params)

        def work(snapshot: Snapshot) -> dict[str, Any]:
            return {
                "page": queries.claims_page(snapshot, filters),
                "suggestions": queries.suggestions(snapshot),
                "totals": queries.totals(snapshot),
            }

        found = self.reader.run(work)
        return self.draw(
            "claims.html.j2",
            filters=filters,
            notes=notes,
            orders=ORDERS,
            statuses=STATUSES,
            kinds=CLAIM_KINDS,
            pager=_pager(filters.page, found["page"].total, lambda page: f"/?{filters.query(page=page)}"),
            **found,
        )

    def csv(self, request: Request) -> Response:
        return claims_csv(self.reader, read_filters(request.query_params)[0])

    def parquet(self, request: Request) -> Response:
        return claims_parquet(self.reader, read_filters(request.query_params)[0])

    def comparisons(self, request: Request) -> Response:
        relation = _one_of(request, "relation", tuple(RELATIONS))
        by = _one_of(request, "by", tuple(queries.GAPS))
        q, page = _q(request), read_filters(request.query_params)[0].page
        rows, total = self.reader.run(lambda snapshot: queries.comparisons(snapshot, relation, q, by, page))
        state = {"relation": relation, "q": q, "by": by}
        return self.draw(
            "comparisons.html.j2",
            relation=relation,
            relations=RELATIONS,
            by=by,
            gaps=queries.GAPS,
            q=q,
            total=total,
            pairs=[(row, comparison(row, (row["left"] or {}).get("status"))) for row in rows],
            pager=_pager(page, total, lambda page: f"/comparisons?{urlencode({**state, 'page': page})}"),
        )

    def timeline(self, request: Request) -> Response:
        metric = " ".join(request.query_params.get("metric", "").split())[:MAX_LENGTH]
        wanted = request.query_params.get("series", "")

        def work(snapshot: Snapshot) -> dict[str, Any]:
            series = queries.series_of(snapshot, metric) if metric else []
            chosen = next((one for one in series if one.key == wanted), series[0] if series else None)
            return {
                "suggestions": queries.suggestions(snapshot),
                "series": series,
                "chosen": chosen,
                "timeline": queries.timeline(snapshot, metric, chosen) if chosen else None,
            }

        found = self.reader.run(work)
        points = found["timeline"].points if found["timeline"] else []
        return self.draw("timeline.html.j2", metric=metric, chart=chart(points), **found)

    def documents(self, request: Request) -> Response:
        q, page = _q(request), read_filters(request.query_params)[0].page
        rows, total = self.reader.run(lambda snapshot: queries.documents(snapshot, q, page))
        pager = _pager(page, total, lambda page: f"/documents?{urlencode({'q': q, 'page': page})}")
        return self.draw("documents.html.j2", q=q, rows=rows, total=total, pager=pager)

    def document(self, request: Request) -> Response:
        document_id = request.query_params.get("id", "")
        evidence = self.reader.run(lambda _snapshot: read_evidence(document_id, self.dataset))
        if evidence is None:
            return self.problem("No such document", f"The dataset has no document “{document_id[:MAX_LENGTH]}”.", 404)
        return self.draw("document.html.j2", view=document_view(evidence, LINKS), statuses=statuses(), columns=FIELDS)

    def claim(self, request: Request) -> Response:
        claim_id = request.query_params.get("id", "")
        found = self.reader.run(
            lambda snapshot: snapshot.rows("SELECT document_id FROM numeric_claims WHERE claim_id = ?", (claim_id,))
        )
        if not found:
            return self.problem("No such claim", f"The dataset has no claim “{claim_id[:MAX_LENGTH]}”.", 404)
        return RedirectResponse(claim_url(found[0]["document_id"], claim_id))

    def refused(self, request: Request) -> Response:
        page = read_filters(request.query_params)[0].page
        rows, total, numbers = self.reader.run(lambda snapshot: queries.refused(snapshot, page))
        pager = _pager(page, total, lambda page: f"/refused?page={page}")
        return self.draw("refused.html.j2", rows=rows, total=total, numbers=numbers, reasons=reasons(), pager=pager)

    def file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in FILES:
            return self.problem("Not found", "There is no such page.", 404)
        package, kind = FILES[name]
        return Response(str(source(name, package)), media_type=kind)

    def draw(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        drawn = _templates().get_template(template)
        return HTMLResponse(drawn.render(folder=str(self.dataset.folder), **values), status_code=status)

    def problem(self, title: str, text: str, status: int) -> HTMLResponse:
        return self.draw("problem.html.j2", status, title=title, text=text)

    def unreadable(self, _request: Request, error: Exception) -> Response:
        return self.problem("The dataset can't be read", str(error), 503)

    def missing(self, _request: Request, _error: Exception) -> Response:
        return self.problem("Not found", "There is no such page.", 404)


def explorer(dataset: Dataset, hosts: Sequence[str]) -> Starlette:
    """The application; it answers only requests for one of `hosts`, so that no web page can reach it by a name that
    somebody points at this machine."""
    pages = Explorer(dataset)
    return Starlette(
        routes=[
            Route("/", pages.claims),
            Route("/claims.csv", pages.csv),
            Route("/claims.parquet", pages.parquet),
            Route("/comparisons", pages.comparisons),
            Route("/timeline", pages.timeline),
            Route("/documents", pages.documents),
            Route("/document", pages.document),
            Route("/claim", pages.claim),
            Route("/refused", pages.refused),
            Route("/files/{name}", pages.file),
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
        ],
        exception_handlers={DatasetError: pages.unreadable, 404: pages.missing},
    )


def _templates() -> Any:
    made = environment("pipeline.explore")
    made.globals.update(claim_url=claim_url, document_url=document_url, per=per, amount=amount, urlencoded=urlencode)
    return made


def _q(request: Request) -> str:
    return " ".join(request.query_params.get("q", "").replace("\x00", " ").split())[:MAX_LENGTH]


def _one_of(request: Request, name: str, words: tuple[str, ...]) -> str:
    word = request.query_params.get(name, "")
    return word if word in words else words[0]


def _pager(page: int, total: int, url: Callable[[int], str]) -> dict[str, Any]:
    """Where a list of `total` rows leads from a page: the page before and behind, None at the ends."""
    pages = max(1, -(-total // PAGE_ROWS))
    return {
        "page": page,
        "pages": pages,
        "first": min((page - 1) * PAGE_ROWS + 1, total),
        "last": min(page * PAGE_ROWS, total),
        "total": total,
        "before": url(min(page, pages + 1) - 1) if page > 1 else None,
        "behind": url(page + 1) if page < pages else None,
    }


__all__ = ["Filters", "explorer"]
