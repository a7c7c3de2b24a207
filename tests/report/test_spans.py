"""Marks that nest, overlap and cover each other are laid out without a character lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.spans import Mark, buried, by_block, runs


def mark(start: int, end: int, kind: str = "claim") -> Mark:
    return Mark(start, end, kind, f"{kind}{start}-{end}", f"card-{kind}{start}-{end}", "label")


def laid(text: str, *marks: Mark) -> list[tuple[str, str | None]]:
    return [
        ("".join(piece.text for piece in run.pieces), run.mark.anchor if run.mark else None)
        for run in runs(text, 0, len(text), marks)
    ]


def test_a_mark_in_plain_text() -> None:
    assert laid("made 1,600 arrests", mark(5, 10)) == [("made ", None), ("1,600", "claim5-10"), (" arrests", None)]


def test_a_number_inside_a_name_lies_on_top() -> None:
    name, number = mark(0, 8, "name"), mark(6, 8, "number")
    assert laid("Route 66 West", name, number) == [("Route ", "name0-8"), ("66", "number6-8"), (" West", None)]


def test_overlapping_marks_share_their_characters_once() -> None:
    assert laid("abcdef", mark(0, 4), mark(2, 6, "name")) == [("abcd", "claim0-4"), ("ef", "name2-6")]


def test_on_the_same_characters_the_claim_lies_on_top_and_the_name_is_buried() -> None:
    claim, name = mark(0, 3), mark(0, 3, "name")
    found = runs("abc", 0, 3, [name, claim])
    assert [run.mark for run in found] == [claim]
    assert found[0].pieces[0].marks == (claim, name)
    assert buried([claim, name], found) == [name]


def test_a_mark_that_another_one_splits_has_its_anchor_once() -> None:
    found = runs("abcdef", 0, 6, [mark(0, 6, "name"), mark(2, 4)])
    assert [(run.mark.anchor if run.mark else None, run.first) for run in found] == [
        ("name0-6", True),
        ("claim2-4", True),
        ("name0-6", False),
    ]


def test_marks_are_cut_at_the_blocks_edges_and_given_to_each_block_they_touch() -> None:
    long, short = mark(2, 8), mark(0, 1)
    assert by_block([(0, 4), (4, 6), (7, 9)], [short, long]) == [[short, long], [long], [long]]
    assert [piece.text for run in runs("abcdefghi", 4, 6, [long]) for piece in run.pieces] == ["ef"]


spans = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from(("claim", "number", "name"))), max_size=12
)


@given(st.text(min_size=30, max_size=30), spans)
def test_joined_runs_are_the_text_and_each_mark_covers_its_characters(
    text: str, raw: list[tuple[int, int, str]]
) -> None:
    marks = list({(start, size, kind): mark(start, min(start + size, 30), kind) for start, size, kind in raw}.values())
    marks = [one for one in marks if one.start < one.end]
    found = runs(text, 0, 30, marks)
    assert "".join(piece.text for run in found for piece in run.pieces) == text
    for one in marks:
        covered = "".join(piece.text for run in found for piece in run.pieces if one in piece.marks)
        assert covered == text[one.start : one.end]
    anchors = [run.mark.anchor for run in found if run.mark and run.first]
    assert len(anchors) == len(set(anchors))
