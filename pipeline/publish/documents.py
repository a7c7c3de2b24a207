"""The files that describe the dataset, written beside its tables."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.publish.card import card
from pipeline.publish.croissant import croissant
from pipeline.publish.datapackage import datapackage
from pipeline.publish.files import files_of
from pipeline.store.aside import replace_if_changed
from pipeline.store.dataset import Dataset, DatasetError
from schemas.dictionary import data_dictionary

DOCUMENTS = ("README.md", "data_dictionary.md", "datapackage.json", "croissant.json")


def documents_of(dataset: Dataset) -> dict[str, str]:
    """The text of each file by its name: from the schemas and the files that are there, and nothing else.

    DatasetError if no table is there or one can't be read.
    """
    tables = files_of(dataset)
    return {
        "README.md": card(tables),
        "data_dictionary.md": data_dictionary([one.table for one in tables]),
        "datapackage.json": _json(datapackage(tables)),
        "croissant.json": _json(croissant(tables)),
    }


def write_documentation(dataset: Dataset) -> list[Path]:
    """Write the files whose content has changed, each in one rename; return those that were written.

    DatasetError if no table is there, one can't be read, or the folder can't be written.
    """
    written = []
    for name, text in documents_of(dataset).items():
        place = dataset.folder / name
        try:
            if replace_if_changed(place, text.encode()):
                written.append(place)
        except OSError as error:
            raise DatasetError(f"can't write {place}: {error.strerror or error}") from None
    return written


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
