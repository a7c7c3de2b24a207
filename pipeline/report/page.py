"""The evidence page as one self-contained HTML file: no network, no script but its own."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.report.cards import FIELDS
from pipeline.report.evidence import Evidence, read_evidence
from pipeline.report.render import environment, policy, source
from pipeline.report.view import Links, claim_anchor, document_view
from pipeline.report.words import statuses
from pipeline.store.dataset import Dataset, DatasetError


def evidence_page(document_id: str, dataset: Dataset) -> str:
    """The evidence page of one document, as HTML; it opens from a file.

    DatasetError if the dataset can't be read or has no such document.
    """
    evidence = read_evidence(document_id, dataset)
    if evidence is None:
        raise DatasetError(f"no document {document_id!r} in {dataset.folder}")
    return report_page([evidence])


def report_page(documents: Sequence[Evidence], refused: Sequence[dict[str, str]] = ()) -> str:
    """One page for some documents, in the order given; `refused`: rows of rejected_seeds to list at its end."""
    prefixes = {
        evidence.document_id: f"d{number}-" if len(documents) > 1 else ""
        for number, evidence in enumerate(documents, start=1)
    }

    def claim(document_id: str, claim_id: str) -> str | None:
        return f"#{claim_anchor(prefixes[document_id], claim_id)}" if document_id in prefixes else None

    def document(document_id: str) -> str | None:
        return f"#{prefixes[document_id]}document" if document_id in prefixes else None

    links = Links(claim=claim, document=document)
    views = [document_view(evidence, links, prefixes[evidence.document_id]) for evidence in documents]
    style, script = source("evidence.css"), source("evidence.js")
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            documents=views,
            refused=refused,
            style=style,
            script=script,
            policy=policy(style, script),
            statuses=statuses(),
            columns=FIELDS,
        )
    )
