"""The figures around a pair: the more there are of one kind, the less the two stand out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.reading.comparisons.convert import dimension
from pipeline.reading.comparisons.frame import Frame, of_frame
from pipeline.reading.comparisons.relate import Pair

LONG = 8  # figures of a document, from which on it tells something that there are only two of a unit


class Crowd:
    """How many figures of one dimension each paragraph has: the more there are, the less a pair stands out."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        self.counts: Counter[tuple[int, str]] = Counter(
            (frame.paragraph, _dimension(frame))
            for frame in frames
            if not (frame.size_of_change or frame.dates or frame.restates)
        )

        levels = [frame for frame in frames if not (frame.size_of_change or frame.dates or frame.restates)]
        self.of_dimension = Counter(_dimension(frame) for frame in levels)
        self.of_head = Counter((_dimension(frame), frame.head) for frame in levels)

    def rare(self, p: Pair) -> tuple[bool, bool]:
        """Whether the document has no more than these two figures of their unit, and of their noun."""
        a, b = p.a, p.b
        if self.of_dimension.total() < LONG:
            return False, False
        units = {frame.claim.quantity.unit for frame in (a, b)} - {None, "percent"}
        one_unit = len(units) == 1 and self.of_dimension[_dimension(a if a.claim.quantity.unit else b)] <= 2
        one_noun = (
            a.head == b.head != "" and self.of_head[_dimension(a), a.head] == 2 and _dimension(a) == _dimension(b)
        )
        return one_unit, one_noun

    def of(self, p: Pair) -> int:
        """How many figures beside the two stand in their paragraphs and those between, of the dimension of either."""
        bare = [frame.bare and frame.elided for frame in (p.a, p.b)]
        members = [frame for frame, lends in zip((p.a, p.b), bare, strict=True) if not lends or all(bare)]
        dimensions = {_dimension(frame) for frame in members}
        found = sum(
            self.counts[paragraph, each]
            for paragraph in range(p.a.paragraph, p.b.paragraph + 1)
            for each in sorted(dimensions)
        )
        return found - sum(not (frame.size_of_change or frame.dates or frame.restates) for frame in members)


@of_frame
def _dimension(frame: Frame) -> str:
    return dimension(frame.claim.quantity.kind, frame.claim.quantity.unit)
