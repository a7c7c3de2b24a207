"""What has to hold for any input whatever. Each check raises AssertionError with what doesn't."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

import pyarrow as pa

from pipeline.intake.document import REASONS, RejectedSeed, SeedDocument
from pipeline.reading.numbers import lexer
from pipeline.reading.read import Reading, read_texts
from schemas.vocabularies import NUMBER_REJECTION_REASONS


def check_found(found: Sequence[SeedDocument | RejectedSeed], seeds: Collection[str]) -> None:
    """Every seed has become documents or refusals, each sound and fit for Parquet."""
    ids = [one.document_id for one in found if isinstance(one, SeedDocument)]
    assert len(ids) == len(set(ids)), "an id twice"
    lost = set(seeds) - {one.document_id.split("#", 1)[0] for one in found}
    assert not lost, f"lost: {lost}"
    for one in found:
        pa.array([one.document_id]).validate(full=True)
        if isinstance(one, RejectedSeed):
            assert one.reason in REASONS, one
            assert one.reason != "failed", one
            assert one.detail, one
            assert one.detail.isprintable(), one
            one.detail.encode()
        else:
            assert one.word_count > 0, one
            assert "\r" not in one.text, one
            for value in (one.text, one.title, one.url, one.language):
                if value is not None:
                    value.encode()


def check_lexer(text: str) -> None:
    """Numerals stand in order, apart, inside the text, and each has a value."""
    plain = lexer.plain(text)
    assert len(plain) == len(text), "plain changes the length"
    low = lexer.lower(plain)
    assert len(low) == len(text), "lower changes the length"
    numerals = lexer.scan(plain, low)
    for numeral in numerals:
        assert 0 <= numeral.start < numeral.end <= len(text), numeral
        assert not math.isnan(numeral.value), numeral
    for left, right in pairwise(numerals):
        assert left.end <= right.start, (left, right)


def check_reading(texts: Mapping[str, str]) -> Reading:
    """Claims and rejections are grounded, finite, and together cover every number of the texts."""
    reading = read_texts(texts)
    for document in reading.documents:
        spans = []
        for claim in reading.claims:
            if claim.document_id == document.document_id:
                quantity = claim.quantity
                assert document.text[quantity.start : quantity.end] == quantity.text, quantity
                for value in (quantity.value, quantity.value_low, quantity.value_high, quantity.si_value):
                    assert value is None or math.isfinite(value), quantity
                spans.append((quantity.start, quantity.end))
        for left, right in pairwise(sorted(spans)):
            assert left[1] <= right[0], (left, right)
        for number in reading.rejected:
            assert number.reason in NUMBER_REJECTION_REASONS, number
        if len(texts) == 1:  # a rejected number doesn't say whose it is
            spans += [(number.start, number.end) for number in reading.rejected]
            _check_covered(document.text, spans)
    return reading


def _check_covered(text: str, spans: Sequence[tuple[int, int]]) -> None:
    covered = bytearray(len(text) + 1)
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    for match in re.finditer(r"\d+", text):
        assert any(covered[match.start() : match.end()]), f"no row for {match[0][:50]!r} at {match.start()}"
