"""Pair the claims that belong side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from pipeline.reading.claims.claim import Claim
from pipeline.reading.comparisons.across import Entry, entries, pair_across
from pipeline.reading.comparisons.comparison import Comparison
from pipeline.reading.comparisons.convert import align
from pipeline.reading.comparisons.frame import frames
from pipeline.reading.comparisons.pair import pair_neighbours
from pipeline.reading.comparisons.relate import Relation
from pipeline.reading.comparisons.summarise import OFFSET_UNITS, metric_of, summarise

TITLE = "title"


def compare(claims: Sequence[Claim]) -> list[Comparison]:
    """The comparisons among claims of one document or of many, ordered by id."""
    ordered = sorted(claims, key=lambda claim: claim.document_id)
    found: list[Comparison] = []
    corpus: list[Entry] = []
    for _, of_document in groupby(ordered, key=lambda claim: claim.document_id):
        comparisons, entries_of_document = compare_document(list(of_document))
        found += comparisons
        corpus += entries_of_document
    return sorted(found + compare_across(corpus), key=lambda comparison: comparison.comparison_id)


def compare_document(claims: Sequence[Claim]) -> tuple[list[Comparison], list[Entry]]:
    """The comparisons within one document, ordered by id, and what `compare_across` needs of it.

    The entries hold no parse: a corpus can be read document by document.
    """
    framed = frames([claim for claim in claims if claim.paragraph_role != TITLE])
    return _comparisons(pair_neighbours(framed)), entries(framed)


def compare_across(corpus: Sequence[Entry]) -> list[Comparison]:
    """The comparisons between documents, ordered by id, from the entries of all of them in any order."""
    return _comparisons(pair_across(sorted(corpus, key=lambda entry: entry.frame.claim.claim_id)))


def _comparisons(relations: Iterable[Relation]) -> list[Comparison]:
    made = (_comparison(relation) for relation in relations)
    by_id = {comparison.comparison_id: comparison for comparison in made if comparison is not None}
    return [by_id[key] for key in sorted(by_id)]


def _comparison(relation: Relation) -> Comparison | None:
    left, right = relation.left.claim, relation.right.claim
    aligned = align(left.quantity, right.quantity, lend_unit=True, lend_period=True)
    if aligned is None:
        return None
    has_ratio = aligned.left != 0 and aligned.unit not in OFFSET_UNITS
    return Comparison(
        comparison_id=f"{left.claim_id}~{right.claim_id}",
        left_claim_id=left.claim_id,
        right_claim_id=right.claim_id,
        left_document_id=left.document_id,
        right_document_id=right.document_id,
        relation=relation.relation,
        metric=metric_of(relation.left, relation.right),
        unit=aligned.unit,
        period=aligned.period,
        left_value=aligned.left,
        right_value=aligned.right,
        difference=float(f"{aligned.right - aligned.left:.12g}"),
        ratio=aligned.right / aligned.left if has_ratio else None,
        summary=summarise(relation.relation, relation.left, relation.right, aligned),
    )
