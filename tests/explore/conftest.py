"""Datasets for the explorer's tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.report.evidence import Evidence
from pipeline.store.dataset import Dataset
from tests.report.payloads import PAYLOADS, payload_evidence
from tests.report.rows import claim, compared, document, entity, evidence, paragraphs, save_dataset

PRICES = "Prices\n\nPetrol costs 1.50 pounds, against 1.20 pounds in 2024. They held 7 men and 7 women.\n"
COST = "Petrol costs 1.50 pounds, against 1.20 pounds in 2024."


def prices() -> Evidence:
    """A document about money: a change over time, two figures in the same characters, a source known by its entity."""
    name = "prices.txt"
    money = {"kind": "money", "unit": "GBP", "metric": "petrol price", "source": "her office", "place": "Leeds"}
    now = claim(
        "1.50", COST, name, PRICES, **money, value=1.5, source_entity_id="person:reeves",
        time_start=date(2025, 1, 1), time_end=date(2025, 12, 31), time_text="now",
    )  # fmt: skip
    then = claim(
        "1.20", COST, name, PRICES, **money, value=1.2, time_start=date(2024, 1, 1), time_end=date(2024, 12, 31),
        time_text="in 2024", confidence=0.4,
    )  # fmt: skip
    held = [
        claim("7", "They held 7 men and 7 women.", name, PRICES, nth, metric=metric)
        for nth, metric in enumerate(("man", "woman"))
    ]
    pair = compared(
        then, now, relation="change_over_time", metric="petrol price", unit="GBP", period=None, summary="Up 25%"
    )
    return Evidence(
        document=document(name, PRICES, published_at=None),
        paragraphs=paragraphs(name, PRICES),
        claims=[now, then, *held],
        entities={"person:reeves": {**entity("person:reeves", "Rachel Reeves", "PERSON"), "aliases": ["Reeves"]}},
        comparisons=[pair],
    )


def conflict() -> Evidence:
    """A document whose two claims contradict each other, by more than any other pair of its dataset."""
    given = evidence()
    name = "conflict.txt"
    text = given.document["text"]
    left, right = (claim(words, given.claims[0]["sentence"], name, text) for words in ("3,000", "12"))
    pair = compared(left, right, relation="conflicting_reports", summary="3,000 or 12")
    small = compared(
        right, left, relation="conflicting_reports", left_value=1.0, right_value=1.1, difference=0.1, summary="1 or 1.1"
    )
    return replace(
        given, document=document(name, text, published_at=date(2025, 7, 1)), paragraphs=paragraphs(name, text),
        claims=[left, right], rejected=[], mentions=[], entities={}, comparisons=[small, pair],
    )  # fmt: skip


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    refused = [{"document_id": "logo.png", "reason": "not_text", "detail": "a PNG image"}]
    return save_dataset(tmp_path_factory.mktemp("explored") / "data", [evidence(), prices(), conflict()], refused)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Every payload in every place."""
    documents = [payload_evidence(payload) for payload in PAYLOADS]
    refused = [{"document_id": payload, "reason": "malformed_row", "detail": payload} for payload in PAYLOADS]
    return save_dataset(tmp_path_factory.mktemp("hostile") / "data", documents, refused)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"
