"""`newsclaims explain`: why a claim says what it says."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.commands.console import fail, nearest, plain
from pipeline.commands.options import DataOption, dataset_at

if TYPE_CHECKING:
    from schemas.table import Table


def explain(claim_id: Annotated[str, typer.Argument(metavar="CLAIM_ID")], data: DataOption = None) -> None:
    """Explain a claim: its sentence, the way up the parse, the rule behind each field.

    Ids stand in numeric_claims: newsclaims sql "select claim_id, text, sentence from numeric_claims"

    Example: newsclaims explain 2025/la-raids.txt#c1025-1030
    """
    from pipeline.assets.claim_rows import claims_of_rows
    from pipeline.assets.documents import DocumentRows
    from pipeline.publish.select import document_of_claim, rows_of_document
    from pipeline.reading.claims.explain import explain as lines_of
    from schemas import ANNOTATIONS, NUMERIC_CLAIMS, PARAGRAPHS, RAW_TEXT

    dataset = dataset_at(data, ANNOTATIONS, NUMERIC_CLAIMS, PARAGRAPHS, RAW_TEXT)
    document_id, near = document_of_claim(dataset, claim_id)
    if document_id is None:
        fail(f"no claim {claim_id!r} in {dataset.folder}{nearest(claim_id, near)}")

    def rows_of(table: Table) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = rows_of_document(dataset, table, document_id).to_pylist(maps_as_pydicts="strict")
        return rows

    (text,) = rows_of(RAW_TEXT)
    paragraphs = sorted(rows_of(PARAGRAPHS), key=itemgetter("paragraph_index"))
    annotations = {row["paragraph_id"]: row for row in rows_of(ANNOTATIONS)}
    document = DocumentRows(
        document_id, text["text"], text["title"], text["published_at"], list(paragraphs), dict(annotations), {}
    )
    this = [row for row in rows_of(NUMERIC_CLAIMS) if row["claim_id"] == claim_id]
    (claim,) = claims_of_rows(document.parse(), this)
    print(f"document      {plain(document_id)}")
    for line in lines_of(claim):
        print(plain(line))
