"""The labelled texts through the real build: seeds written, `newsclaims build` run, tables read back."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

Rows = dict[str, list[dict[str, Any]]]


class BuildFailedError(Exception):
    """The build ended with an error; the message is its own."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a dataset says, by document."""

    claims: Rows
    entities: Rows  # one a mention: the name and label of its entity
    comparisons: Rows  # within a document only
    rejected: int  # seeds that were refused


def build(texts: Mapping[str, str], folder: Path) -> Path:
    """Write texts as seeds below a folder and bring the dataset there up to date; the dataset's folder."""
    seeds, data = folder / "seeds", folder / "data"
    shutil.rmtree(seeds, ignore_errors=True)
    seeds.mkdir(parents=True)
    for name, text in texts.items():
        (seeds / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pipeline.cli", "build", "--seeds", str(seeds), "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and data.exists():  # a dataset of another schema version, perhaps
        shutil.rmtree(data)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailedError(f"newsclaims build gave {done.returncode}: {done.stderr.strip()[-2000:]}")
    return data


def read_built(scorer: ModuleType, data: Path) -> Built:
    """The tables as the article scorer takes them."""
    comparisons = scorer.read_table(data, "claim_comparisons")
    within = comparisons[comparisons["left_document_id"] == comparisons["right_document_id"]]
    named = scorer.read_table(data, "entities").set_index("entity_id")[["name", "label"]].to_dict("index")
    entities: Rows = {}
    for mention in scorer.read_table(data, "entity_mentions")[["document_id", "entity_id"]].to_dict("records"):
        entities.setdefault(mention["document_id"], []).append(named[mention["entity_id"]])
    return Built(
        claims=scorer.rows(scorer.read_table(data, "numeric_claims")),
        entities=entities,
        comparisons=scorer.rows(within, key="left_document_id"),
        rejected=len(scorer.read_table(data, "rejected_seeds")),
    )


def spacy_entities(texts: Mapping[str, str]) -> Rows:
    """What the bare model calls an entity, for the same texts: its span as the name."""
    from pipeline.reading.annotate import load_model

    read = load_model().pipe(((text, name) for name, text in texts.items()), as_tuples=True)
    return {name: [{"name": span.text, "label": span.label_} for span in doc.ents] for doc, name in read}


def numbered(rows: Sequence[Any]) -> dict[str, Any]:
    """Rows of sentences by the name that the NewsQuant scorer gives each."""
    return {f"nq_{index:04d}.txt": found for index, found in enumerate(rows)}
