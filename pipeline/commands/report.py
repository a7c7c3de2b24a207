"""`newsclaims report`: articles with every figure where it stands, as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.console import fail, nearest
from pipeline.commands.options import DataOption, dataset_at

MAX_DOCUMENTS = 200  # one file holds them all: more is a matter for the explorer


def report(
    documents: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DOCUMENT_ID]...", help="The documents; all of them if none is named."),
    ] = None,
    to: Annotated[Path, typer.Option("--out", metavar="FILE", help="The HTML file to write.", dir_okay=False)] = Path(
        "report.html"
    ),
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the file if it is there.")] = False,
    data: DataOption = None,
) -> None:
    """Write an evidence page: articles with every figure highlighted, its fields, the rule behind each, comparisons.

    The page is one file that needs no network. For more than 200 documents: newsclaims explore.

    Example: newsclaims report 2025/la-raids.txt --out la-raids.html
    """
    from pipeline.report.evidence import SHOWN, read_evidence, refused_seeds
    from pipeline.report.evidence import document_ids as all_ids
    from pipeline.report.page import report_page
    from pipeline.store.aside import replace_file

    if to.exists() and not overwrite:
        fail(f"{to} exists: name another file, or give --overwrite")
    dataset = dataset_at(data, *SHOWN)
    ids = list(dict.fromkeys(documents or ())) or all_ids(dataset, MAX_DOCUMENTS + 1)
    if len(ids) > MAX_DOCUMENTS:
        fail(f"more than {MAX_DOCUMENTS} documents don't go into one page: name some, or run newsclaims explore")
    refused = refused_seeds(dataset)
    found = []
    for document_id in ids:
        evidence = read_evidence(document_id, dataset)
        if evidence is None:
            reason = next((row["reason"] for row in refused if row["document_id"] == document_id), None)
            if reason:
                fail(f"{document_id} is no document: its seed was refused ({reason.replace('_', ' ')})")
            fail(f"no document {document_id!r} in {dataset.folder}{nearest(document_id, all_ids(dataset))}")
        found.append(evidence)
    try:
        replace_file(to, report_page(found, () if documents else refused).encode())
    except OSError as error:
        fail(f"can't write {to}: {error.strerror or error}")
    print(to)
