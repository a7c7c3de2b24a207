"""What the reading does to every document, timed one by one on the seed article.

In `make test` each runs once and only its answer is checked; `make bench` times them (pytest --benchmark-only).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pipeline.reading.annotate import annotate
from pipeline.reading.claims.assemble import read_claims
from pipeline.reading.comparisons.compare import compare
from pipeline.reading.entities.mention import Mention
from pipeline.reading.entities.within_document import find_mentions
from pipeline.reading.numbers.find import find_quantities
from pipeline.reading.paragraphs import split_paragraphs
from pipeline.reading.parse import Annotation, Document, Parse
from pipeline.reading.read import parse_document

SEED = next((Path(__file__).parent.parent.parent / "seeds").glob("*.txt"))
TEXT = SEED.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def document() -> Document:
    return parse_document(SEED.name, TEXT)


@pytest.fixture(scope="module")
def mentions(document: Document) -> list[Mention]:
    return find_mentions(document)


@pytest.fixture(scope="module")
def annotations() -> list[Annotation]:
    spans = split_paragraphs(TEXT)
    return list(annotate((TEXT[span.start : span.end], span.start) for span in spans))


def test_split_paragraphs(benchmark: BenchmarkFixture) -> None:
    spans = benchmark(split_paragraphs, TEXT)
    assert {"heading", "body"} <= {span.role for span in spans}


def test_build_parse(benchmark: BenchmarkFixture, annotations: list[Annotation]) -> None:
    parses = benchmark(lambda: [Parse(TEXT, annotation) for annotation in annotations])
    assert sum(len(parse.sentences) for parse in parses) > len(parses)


def test_find_mentions(benchmark: BenchmarkFixture, document: Document) -> None:
    found = benchmark(find_mentions, document)
    assert "Stephen Miller" in {mention.text for mention in found}


def test_find_quantities(benchmark: BenchmarkFixture, document: Document) -> None:
    found = benchmark(lambda: [find_quantities(paragraph) for paragraph in document.paragraphs])
    assert {3000.0, 1600.0} <= {quantity.value for quantities, _ in found for quantity in quantities}


def test_read_claims(benchmark: BenchmarkFixture, document: Document, mentions: list[Mention]) -> None:
    found = benchmark(read_claims, document, mentions)
    assert "target" in {claim.status for claim in found.claims}


def test_compare(benchmark: BenchmarkFixture, document: Document, mentions: list[Mention]) -> None:
    claims = read_claims(document, mentions).claims
    found = benchmark(compare, claims)
    assert "target_vs_actual" in {comparison.relation for comparison in found}
