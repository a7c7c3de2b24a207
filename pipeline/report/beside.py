"""The evidence page that lies beside a small dataset's tables: what a run in Dagster links to."""

from __future__ import annotations

from pathlib import Path

from pipeline.store.aside import replace_if_changed
from pipeline.store.dataset import Dataset, DatasetError

NAME = "evidence.html"
MAX_DOCUMENTS = 20  # a page that opens at once; of more, newsclaims report makes pages, newsclaims explore shows all


def write_evidence(dataset: Dataset) -> Path | None:
    """Write the page of all documents if its content has changed; None, and no page, for more than MAX_DOCUMENTS.

    DatasetError if a table can't be read or the page can't be written.
    """
    # DuckDB and Jinja: not for those who ask only where the page lies
    from pipeline.report.evidence import document_ids, read_evidence, refused_seeds
    from pipeline.report.page import report_page

    place = dataset.folder / NAME
    ids = document_ids(dataset, MAX_DOCUMENTS + 1)
    try:
        if not 0 < len(ids) <= MAX_DOCUMENTS:
            place.unlink(missing_ok=True)
            return None
        found = (read_evidence(document_id, dataset) for document_id in ids)
        page = report_page([evidence for evidence in found if evidence is not None], refused_seeds(dataset))
        replace_if_changed(place, page.encode())
    except OSError as error:
        raise DatasetError(f"can't write {place}: {error.strerror or error}") from None
    return place
