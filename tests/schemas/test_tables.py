"""Each table is declared once, wholly; what is derived from it carries all of it."""

from __future__ import annotations

import dataclasses

import pyarrow as pa
import pytest

from pipeline.intake.document import REASONS, RejectedSeed, SeedDocument
from pipeline.reading.comparisons.comparison import Comparison
from pipeline.reading.entities.mention import Entity
from pipeline.reading.numbers.quantity import REJECTION_REASONS
from pipeline.reading.parse import Annotation
from schemas import (
    ANNOTATIONS,
    CLAIM_COMPARISONS,
    ENTITIES,
    RAW_TEXT,
    REJECTED_SEEDS,
    TABLES,
)
from schemas.arrow import arrow_schema
from schemas.dagster_columns import dagster_column_schema
from schemas.dictionary import data_dictionary
from schemas.table import Table
from schemas.vocabularies import NUMBER_REJECTION_REASONS, SEED_REJECTION_REASONS

EVERY_TABLE = pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))


@EVERY_TABLE
def test_every_column_is_described_wherever_it_shows(table: Table) -> None:
    for column in table.columns:
        assert len(column.description) > 10, column.name
        assert column.description.endswith("."), column.name
    for field in arrow_schema(table):
        assert field.metadata[b"description"].decode() == table.column(field.name).description
    for shown in dagster_column_schema(table).columns:
        assert shown.description == table.column(shown.name).description
    page = data_dictionary([table])
    assert all(f"| {column.name} | " in page for column in table.columns)


@EVERY_TABLE
def test_keys_order_and_previews_name_columns(table: Table) -> None:
    names = set(table.column_names)
    assert len(names) == len(table.columns)
    assert {*table.key, *table.order, *table.preview} <= names
    assert table.description.startswith("One row a ") or table.description.startswith("One row an ")
    for key in table.foreign_keys:
        assert key.column in names
        assert TABLES[key.table].key == (key.target,)


@EVERY_TABLE
def test_grounded_tables_carry_what_grounds_them(table: Table) -> None:
    spans = {"document_id", "char_start", "char_end", "text"} <= set(table.column_names)
    assert table.grounded == (spans and table.name != "raw_text")


def test_units_and_vocabularies_reach_the_field_metadata() -> None:
    schema = arrow_schema(TABLES["numeric_claims"])
    assert schema.field("char_start").metadata[b"unit"] == b"code point"
    assert b"threshold" in schema.field("status").metadata[b"vocabulary"]
    assert schema.field("value").type == pa.float64()
    assert schema.field("time_start").type == pa.date32()


@pytest.mark.parametrize(
    ("row_type", "table"),
    [
        (SeedDocument, RAW_TEXT),
        (RejectedSeed, REJECTED_SEEDS),
        (Entity, ENTITIES),
        (Comparison, CLAIM_COMPARISONS),
    ],
)
def test_row_types_have_their_tables_columns(row_type: type, table: Table) -> None:
    assert {field.name for field in dataclasses.fields(row_type)} == set(table.column_names)


def test_annotations_hold_what_the_parse_needs() -> None:
    assert {field.name for field in dataclasses.fields(Annotation)} <= set(ANNOTATIONS.column_names)


def test_vocabularies_are_those_of_the_code_that_fills_them() -> None:
    assert set(REASONS) == set(SEED_REJECTION_REASONS)
    assert set(NUMBER_REJECTION_REASONS) >= REJECTION_REASONS


def test_the_contract_s_columns_are_there() -> None:
    contract = {
        "raw_text": "document_id title published_at language text content_hash word_count",
        "rejected_seeds": "document_id reason detail",
        "rejected_numbers": "document_id paragraph_id char_start char_end text reason",
        "paragraphs": "paragraph_id document_id paragraph_index role char_start char_end text",
        "entity_mentions": "mention_id document_id paragraph_id char_start char_end text label entity_id",
        "entities": "entity_id name label aliases mention_count document_count",
        "numeric_claims": (
            "claim_id document_id paragraph_id sentence_index char_start char_end text sentence value value_low "
            "value_high comparator kind unit si_value si_unit period metric statistic change status agent "
            "agent_entity_id source source_entity_id quoted time_text time_start time_end place place_entity_id "
            "confidence"
        ),
        "claim_comparisons": (
            "comparison_id left_claim_id right_claim_id left_document_id right_document_id relation metric unit "
            "period left_value right_value difference ratio summary"
        ),
    }
    for name, columns in contract.items():
        assert set(columns.split()) <= set(TABLES[name].column_names), name
