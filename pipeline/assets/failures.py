"""Documents that a stage could not read: rows of rejected_seeds, in a file of the stage's own.

Such a document is tried again when it changes or the code does: until then its row stays.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pipeline.store.dataset import Dataset
from schemas import RAW_TEXT, REJECTED_SEEDS
from schemas.arrow import to_arrow


class Failures:
    """The documents that one stage failed on, with the reason."""

    def __init__(self, dataset: Dataset, stage: str) -> None:
        self._dataset = dataset
        self._name = f"failed-{stage}.parquet"
        self.of: dict[str, str] = self._read()
        self._saved = dict(self.of)

    def _read(self) -> dict[str, str]:
        place = self._dataset.place(REJECTED_SEEDS, self._name)
        if not self._dataset.footer(REJECTED_SEEDS, self._name):
            return {}
        rows = self._dataset.read_file(REJECTED_SEEDS, place).to_pylist()
        return {row["document_id"]: row["detail"] for row in rows}

    def note(self, tried: Collection[str], failed: Mapping[str, str]) -> None:
        """Take down how the documents fared that were tried."""
        for document in tried:
            self.of.pop(document, None)
        self.of.update(failed)

    def save(self) -> None:
        """Publish what changed: before the files that say that these documents have been tried."""
        if self.of == self._saved:
            return
        if self.of:
            rows = [
                {"document_id": document, "reason": "failed", "detail": detail}
                for document, detail in sorted(self.of.items())
            ]
            self._dataset.write(REJECTED_SEEDS, to_arrow(REJECTED_SEEDS, rows), {}, self._name).publish()
        else:
            self._dataset.remove(self._dataset.place(REJECTED_SEEDS, self._name))
        self._saved = dict(self.of)

    def forget_removed(self) -> None:
        """Drop documents that are no longer in the corpus."""
        if self.of:
            there = set(self._dataset.read(RAW_TEXT, ["document_id"])["document_id"].to_pylist())
            self.of = {document: detail for document, detail in self.of.items() if document in there}
            self.save()
