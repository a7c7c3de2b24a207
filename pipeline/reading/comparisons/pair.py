"""Which claims to look at together: neighbours within a document, blocks across the corpus; never all pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.reading.comparisons.anaphora import answers_back
from pipeline.reading.comparisons.convert import dimension
from pipeline.reading.comparisons.crowd import Crowd
from pipeline.reading.comparisons.frame import Frame
from pipeline.reading.comparisons.relate import (
    CHANGE,
    CONFLICT,
    TARGET,
    Pair,
    Relation,
    answer,
    earlier_is_second,
    is_cell_pair,
    is_dispute,
    pair,
)
from pipeline.reading.comparisons.similar import OTHER_MODIFIERS, likeness
from pipeline.reading.comparisons.weigh import weigh

NEIGHBOURS, PARAGRAPHS = 10, 3  # claims and paragraphs ahead
FAR_NEIGHBOURS, FAR_PARAGRAPHS = 20, 7  # … where both figures are plainly of one thing
COMMON_KINDS = ("count", "money", "percent", "ratio", "duration", "age")
MAX_GAP = 80  # tokens between two figures of a sentence
LOOK_BACK = 40  # claims behind a disputed one
TABLE_GAP = 2  # paragraphs between two rows of one table


def candidates(frames: Sequence[Frame]) -> Iterator[Pair]:
    """Pairs of neighbours in text order: the same paragraph or the next, at most NEIGHBOURS claims apart."""
    misnamed = _misnamed(frames)
    for i, a in enumerate(frames):
        skipped = 0
        for b in frames[i + 1 : i + 1 + FAR_NEIGHBOURS]:
            if b.paragraph - a.paragraph > FAR_PARAGRAPHS:
                break
            if (b.order - a.order > NEIGHBOURS or b.paragraph - a.paragraph > PARAGRAPHS) and not _of_one_thing(a, b):
                continue
            if b.paragraph == a.paragraph and b.sentence == a.sentence and b.first - a.last > MAX_GAP:
                break
            if a.paragraph == b.paragraph or not {a.order, b.order} & misnamed:
                yield pair(a, b, skipped)
            skipped += not b.size_of_change and not b.dates and not b.restates and _like(a, b)


def _misnamed(frames: Sequence[Frame]) -> set[int]:
    """Figures that echo the one before though the nearest noun names another thing: nothing further off answers them."""
    return {
        b.order
        for a, b in pairwise(frames)
        if answers_back(a, b) and (likeness(a, b) < OTHER_MODIFIERS or (b.bare and a.claim.quantity.unit is not None))
    }


def _of_one_thing(a: Frame, b: Frame) -> bool:
    """One noun, or one unit that few figures have: 61 km/h on top, a limit of 50 km/h at the end."""
    if a.size_of_change or b.size_of_change or not _like(a, b):
        return False
    return (a.head == b.head != "") or a.claim.quantity.kind not in COMMON_KINDS


def _like(a: Frame, b: Frame) -> bool:
    """True if `b` could be compared with `a` by its dimension alone; a conversion in brackets could not."""
    mine, theirs = a.claim.quantity, b.claim.quantity
    return dimension(mine.kind, mine.unit) == dimension(theirs.kind, theirs.unit)


def pair_neighbours(frames: Sequence[Frame]) -> list[Relation]:
    """The relations within one document, each figure with the one that it answers best."""
    found = [(relation, pair(relation.right, relation.left)) for relation in table_rows(frames)]
    around = Crowd(frames)
    for candidate in candidates(frames):
        relation = weigh(candidate, around)
        if relation is not None:
            found.append((relation, candidate))
    ranked = sorted(
        found,
        key=lambda item: (-round(item[0].score, 3), item[1].b.order - item[1].a.order, item[1].a.order),
    )
    chosen: list[Relation] = []
    taken: set[tuple[str, int]] = set()
    superseded: set[int] = set()  # figures of an earlier time: nothing else answers them
    answered: set[int] = set()  # what came of an aim
    for relation, _ in ranked:
        left, right = relation.left.order, relation.right.order
        if relation.relation == CHANGE:
            if left in answered:
                continue
            keys = [("earlier", left), ("later", right)]
        elif relation.relation == TARGET:
            if right in superseded:
                continue
            keys = [("aim", left)]
        else:
            if left in superseded or right in superseded:
                continue
            role = "corrected" if relation.rule == "correction" else "report"
            keys = [(role, left), (role, right)]
        if any(key in taken for key in keys):
            continue
        taken.update(keys)
        if relation.relation == CHANGE:
            superseded.add(left)
        elif relation.relation == TARGET:
            answered.add(right)
        chosen.append(relation)
    chosen += further_aims(frames, chosen)
    return chosen + answers(frames, chosen)


def further_aims(frames: Sequence[Frame], chosen: Sequence[Relation]) -> list[Relation]:
    """ "Prosecutors had asked for 16 years. Her lawyers sought six": the second aim answers what the first does."""
    aimed = {relation.left.order for relation in chosen if relation.relation == TARGET}
    found = []
    for relation in chosen:
        if relation.relation != TARGET:
            continue
        following = frames[relation.left.order + 1 : relation.left.order + 2]
        for frame in following:
            echo = pair(relation.left, frame).echo and frame.claim.status == relation.left.claim.status
            if echo and frame.order not in aimed and frame is not relation.right:
                found.append(Relation(TARGET, frame, relation.right, relation.score, "further_aim"))
    return found


def answers(frames: Sequence[Frame], chosen: Sequence[Relation]) -> list[Relation]:
    """Disputed figures that no neighbour answers, each with the report further back that it answers best.

    "The defense says the true loss was closer to $2.1 million": the report may stand paragraphs before.
    """
    taken = {
        frame.order for relation in chosen if relation.relation == CONFLICT for frame in (relation.left, relation.right)
    }
    settled = {frame.order for relation in chosen for frame in (relation.left, relation.right)}
    found = []
    for i, frame in enumerate(frames):
        if frame.order in settled or not is_dispute(frame):
            continue
        best: tuple[float, int, Relation] | None = None
        for report in frames[max(0, i - LOOK_BACK) : i]:
            relation = answer(pair(report, frame)) if report.order not in taken else None
            if relation is not None and (best is None or (relation.score, report.order) > best[:2]):
                best = (relation.score, report.order, relation)
        if best is not None:
            found.append(best[2])
            taken.update((best[2].left.order, best[2].right.order))
    return found


def table_rows(frames: Sequence[Frame]) -> list[Relation]:
    """Rows of a table in text, "Kirkvaag: 1,412,300 / 1,369,870 / +3.1%": the change shows which column is earlier.

    A row without a change follows the rows next to it; a table in which no row shows its change stays unread.
    """
    rows: list[tuple[Frame, Frame, bool | None]] = []
    for first, second in pairwise(frames):
        if is_cell_pair(first, second):
            following = frames[second.order + 1] if second.order + 1 < len(frames) else None
            rows.append((first, second, earlier_is_second(first, second, following)))
    found = []
    known: bool | None = None
    last_paragraph = -2
    for first, second, shown in rows:
        if first.paragraph - last_paragraph > TABLE_GAP:
            known = None
        known = shown if shown is not None else known
        last_paragraph = first.paragraph
        if known is not None and first.claim.quantity.value != second.claim.quantity.value:
            earlier, later = (second, first) if known else (first, second)
            found.append(Relation(CHANGE, earlier, later, 1.0, "table_row"))
    return found
