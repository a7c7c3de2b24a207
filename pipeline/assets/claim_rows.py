"""Claims as rows of numeric_claims, and back."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.assets.documents import Row
from pipeline.reading.claims.claim import Claim
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Document, Sentence, Token

QUANTITY_FIELDS = (
    "text value value_low value_high comparator kind unit si_value si_unit period statistic change".split()
)
CLAIM_FIELDS = (
    "claim_id document_id paragraph_id sentence_index sentence metric subject status agent agent_entity_id source "
    "source_entity_id inner_source quoted time_text time_start time_end place place_entity_id confidence".split()
)


def claim_row(claim: Claim) -> Row:
    """A claim as a row of numeric_claims."""
    quantity = claim.quantity
    return {
        "char_start": quantity.start,
        "char_end": quantity.end,
        **{field: getattr(quantity, field) for field in QUANTITY_FIELDS},
        **{field: getattr(claim, field) for field in CLAIM_FIELDS},
        "rules": sorted((quantity.rules | claim.rules).items()),
    }


def claims_of_rows(document: Document, rows: Iterable[Row]) -> list[Claim]:
    """Rows of one document's numeric_claims as claims, each on its tokens."""
    paragraphs = {paragraph.paragraph_id: paragraph for paragraph in document.paragraphs}
    claims = []
    for row in rows:
        paragraph = paragraphs[row["paragraph_id"]]
        sentence = paragraph.parse.sentences[row["sentence_index"]]
        tokens = paragraph.parse.tokens_in(row["char_start"], row["char_end"])
        claims.append(_claim(row, paragraph.role, sentence, tokens))
    return claims


def bare_claim(row: Row) -> Claim:
    """A row as a claim without its parse: what is compared across documents."""
    return _claim(row, "body", Sentence(0, row["char_start"], row["char_end"], []), [])


def _claim(row: Row, role: str, sentence: Sentence, tokens: list[Token]) -> Claim:
    quantity = Quantity(
        start=row["char_start"],
        end=row["char_end"],
        sentence=sentence,
        tokens=tokens,
        rules=dict(row["rules"]),
        **{field: row[field] for field in QUANTITY_FIELDS},
    )
    return Claim(
        paragraph_role=role,
        quantity=quantity,
        rules=dict(row["rules"]),
        **{field: row[field] for field in CLAIM_FIELDS},
    )
