"""What the seed article must give: the promise of README, on real scraped news."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.store.dataset import Dataset
from schemas import CLAIM_COMPARISONS, ENTITIES, ENTITY_MENTIONS, NUMERIC_CLAIMS, PARAGRAPHS, RAW_TEXT, REJECTED_NUMBERS


@pytest.fixture(scope="module")
def claims(seed_dataset: Dataset) -> dict[str, dict[str, Any]]:
    return {row["text"]: row for row in seed_dataset.read(NUMERIC_CLAIMS).to_pylist()}


@pytest.fixture(scope="module")
def entities(seed_dataset: Dataset) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in seed_dataset.read(ENTITIES).to_pylist()}


def having(row: dict[str, Any], **fields: Any) -> bool:
    wrong = {name: (row[name], want) for name, want in fields.items() if row[name] != want}
    assert not wrong, f"(got, want) {wrong}"
    return True


def test_the_target(claims: dict[str, dict[str, Any]]) -> None:
    assert having(
        claims["3,000"],
        value=3000,
        comparator="=",
        kind="count",
        unit=None,
        period="P1D",
        metric="arrest",
        status="target",
        source="Stephen Miller",
        agent="ICE",
        quoted=False,
    )


def test_the_actual(claims: dict[str, dict[str, Any]]) -> None:
    assert having(
        claims["1,600"],
        value=1600,
        comparator="~",
        kind="count",
        period="P1D",
        metric="apprehension",
        statistic="mean",
        status="reported",
    )


def test_the_two_compared(seed_dataset: Dataset, claims: dict[str, dict[str, Any]]) -> None:
    (row,) = seed_dataset.read(CLAIM_COMPARISONS).to_pylist()
    assert having(
        row,
        relation="target_vs_actual",
        left_claim_id=claims["3,000"]["claim_id"],
        right_claim_id=claims["1,600"]["claim_id"],
        left_value=3000,
        right_value=1600,
        difference=-1400,
        period="P1D",
    )
    assert row["ratio"] == pytest.approx(0.533, abs=0.001)
    for words in ("1,600", "a day", "target of 3,000", "53%", "1,400 short"):
        assert words in row["summary"]


def test_the_crowd(claims: dict[str, dict[str, Any]]) -> None:
    assert having(
        claims["75,000"],
        value=75000,
        comparator="~",
        metric="people",
        place="Chicago",
        status="reported",
        source=None,  # the newsroom's own, beside what Johnson accuses Trump of
    )


def test_the_two_arrested_and_the_two_who_entered(seed_dataset: Dataset) -> None:
    twos = [row for row in seed_dataset.read(NUMERIC_CLAIMS).to_pylist() if row["text"] == "two"]
    assert [having(row, value=2, kind="count", metric="people") for row in twos] == [True, True]
    arrested, entered = twos
    assert having(arrested, agent="U.S. Border Patrol")
    assert entered["sentence"].startswith("ICE officials said Monday")


def test_what_is_no_claim(seed_dataset: Dataset, claims: dict[str, dict[str, Any]]) -> None:
    assert not {"911", "2022", "2023", "Sunday"} & set(claims)
    reasons = {row["text"]: row["reason"] for row in seed_dataset.read(REJECTED_NUMBERS).to_pylist()}
    assert having(reasons, **{"911": "phone", "2022": "year", "2023": "year"})
    duration = [row for text, row in claims.items() if "two weeks" in text]
    assert all(having(row, kind="duration", comparator="<") for row in duration)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Gregory Bovino", "PERSON"),
        ("Stephen Miller", "PERSON"),
        ("Karen Bass", "PERSON"),
        ("Brandon Johnson", "PERSON"),
        ("Eric Adams", "PERSON"),
        ("Los Angeles", "GPE"),
        ("Chicago", "GPE"),
        ("California", "GPE"),
        ("Nebraska", "GPE"),
        ("U.S. Border Patrol", "ORG"),
        ("Department of Homeland Security", "ORG"),
        ("New York City Police Department", "ORG"),
    ],
)
def test_an_entity(entities: dict[str, dict[str, Any]], name: str, label: str) -> None:
    assert having(entities[name], label=label)


def test_entities_under_their_other_names(entities: dict[str, dict[str, Any]]) -> None:
    assert "DHS" in entities["Department of Homeland Security"]["aliases"]
    ice = [row for name, row in entities.items() if "ICE" in (name, *row["aliases"])]
    assert [row["label"] for row in ice] == ["ORG"]
    farm = [row for name, row in entities.items() if name.startswith("United Farm Workers")]
    assert [row["label"] for row in farm] == ["ORG"]


def test_names_that_must_not_be(seed_dataset: Dataset) -> None:
    mentions = seed_dataset.read(ENTITY_MENTIONS).to_pylist()
    assert all(row["label"] == "ORG" for row in mentions if row["text"].endswith("Border Patrol"))
    assert not [row["text"] for row in mentions if " and " in row["text"] and "ICE" in row["text"]]


def test_the_parts_of_the_article(seed_dataset: Dataset) -> None:
    roles = {row["text"]: row["role"] for row in seed_dataset.read(PARAGRAPHS).to_pylist()}
    assert roles["Share and Follow"] == "boilerplate"
    assert roles["Mayors in Trump-targeted cities respond"] == "heading"


def test_every_text_of_a_row_stands_in_the_document(seed_dataset: Dataset) -> None:
    (document,) = seed_dataset.read(RAW_TEXT).to_pylist()
    for table in (NUMERIC_CLAIMS, REJECTED_NUMBERS, ENTITY_MENTIONS, PARAGRAPHS):
        for row in seed_dataset.read(table).to_pylist():
            assert document["text"][row["char_start"] : row["char_end"]] == row["text"]
