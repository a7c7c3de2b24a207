"""Highlighted spans that nest and overlap, laid out as runs of text that each lead to one thing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a document's text, in code points, end exclusive, that a reader can open.

    `kind`: claim, number (rejected) or name. `target` is the id of the card that it opens, `label` what it is in words.
    """

    start: int
    end: int
    kind: str
    anchor: str
    target: str
    label: str
    status: str = ""

    @property
    def rank(self) -> tuple[int, int, int]:
        """Lower lies on top: the shorter span, which a longer one would bury; of equals the claim, then the number."""
        return (self.end - self.start, ("claim", "number", "name").index(self.kind), self.start)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that carry the same marks, the topmost first."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces in a row that open the same thing; `first` where the mark begins, so that its anchor stands once."""

    pieces: tuple[Piece, ...]
    mark: Mark | None = None
    first: bool = True


def runs(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Run]:
    """The characters text[start:end] as runs, in order; joined they are the same characters."""
    laid: list[Run] = []
    opened: set[str] = set()
    for top, group in groupby(
        _pieces(text, start, end, marks), key=lambda piece: piece.marks[0] if piece.marks else None
    ):
        laid.append(Run(tuple(group), top, top is None or top.anchor not in opened))
        if top is not None:
            opened.add(top.anchor)
    return laid


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    inside = sorted((mark for mark in marks if mark.start < end and mark.end > start), key=lambda mark: mark.start)
    edges = {start, end}
    for mark in inside:
        edges.update((max(mark.start, start), min(mark.end, end)))
    bounds = sorted(edges)
    active: list[Mark] = []
    waiting = 0
    for left, right in pairwise(bounds):
        active = [mark for mark in active if mark.end > left]
        while waiting < len(inside) and inside[waiting].start <= left:
            active.append(inside[waiting])
            waiting += 1
        yield Piece(text[left:right], tuple(sorted(active, key=lambda mark: mark.rank)))


def by_block(blocks: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[list[Mark]]:
    """For each of the blocks (start, end), in order and apart, the marks that touch it."""
    starts, ends = [start for start, _ in blocks], [end for _, end in blocks]
    touching: list[list[Mark]] = [[] for _ in blocks]
    for mark in marks:
        for index in range(bisect_right(ends, mark.start), bisect_left(starts, mark.end)):
            touching[index].append(mark)
    return touching


def buried(marks: Sequence[Mark], laid: Sequence[Run]) -> list[Mark]:
    """The marks that lie on top nowhere: other marks cover all their characters."""
    on_top = {run.mark.anchor for run in laid if run.mark is not None}
    return [mark for mark in marks if mark.anchor not in on_top]
