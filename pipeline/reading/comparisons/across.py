"""Claims of different documents on one thing, found by blocking: the cost grows with the claims, not with their square.

A block holds the claims that share a dimension, a sense of the metric's head, its modifiers and what they are about (an
entity: the place, or who does it). Within a block claims are sorted by their time: those of one time agree or conflict,
those of successive times of equal length tell a change. Whatever has no entity or no time of its own is left alone:
across documents nothing but an explicit agreement says that two figures are of one thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import floor, log10

from pipeline.reading import wordnet
from pipeline.reading.comparisons.convert import Aligned, align, dimension
from pipeline.reading.comparisons.frame import Frame, cues
from pipeline.reading.comparisons.relate import CHANGE, CONFLICT, Relation, magnitude
from pipeline.reading.comparisons.similar import is_open
from pipeline.reading.parse import Sentence

SENSES = 4  # of the metric's head: how many blocks a claim may enter for each thing that it is about
PLAUSIBLE = 0.8  # magnitude() of values at most some ten times apart
ROUNDING = 0.05  # 1,128 may be told as 1,100; 90 isn't told as 100
LENGTHS = (1, 7, 14, 31, 92, 184, 366)  # days: a day, a week … a year; spans of one class can be compared

Key = tuple[str, str, str, str, str, str]


@dataclass(slots=True, eq=False)
class Entry:
    """A claim that can be matched across documents, without its parse: small enough to keep a corpus of them."""

    frame: Frame
    keys: tuple[Key, ...]


def entries(frames: Iterable[Frame]) -> list[Entry]:
    """The entries of a document's frames: only claims that say enough of what, where and when."""
    found = []
    for frame in frames:
        keys = tuple(block_keys(frame))
        if keys:
            found.append(Entry(_without_parse(frame), keys))
    return found


def _without_parse(frame: Frame) -> Frame:
    quantity = frame.claim.quantity
    bare = replace(quantity, sentence=Sentence(0, quantity.start, quantity.end, []), tokens=[], head=None)
    claim = replace(frame.claim, quantity=bare, sentence="")
    return Frame(claim, frame.order, frame.paragraph, frame.sentence, [], head=frame.head, modifiers=frame.modifiers)


def pair_across(found: Sequence[Entry]) -> list[Relation]:
    """The relations among claims of different documents, whatever the order of the entries."""
    blocks: dict[Key, list[Frame]] = defaultdict(list)
    for entry in found:
        for key in entry.keys:
            blocks[key].append(entry.frame)
    relations: dict[tuple[str, str], Relation] = {}
    for _, members in sorted(blocks.items()):
        for relation in _within_block(members):
            relations.setdefault((relation.left.claim.claim_id, relation.right.claim.claim_id), relation)
    return list(relations.values())


def block_keys(frame: Frame) -> Iterable[Key]:
    """The blocks that a claim belongs to; none for a claim that says too little to be matched across documents."""
    claim = frame.claim
    quantity = claim.quantity
    if claim.status not in ("reported", "forecast") or frame.size_of_change or frame.additional or frame.part:
        return
    if claim.time_start is None or claim.time_end is None or is_open(frame):
        return
    about = [
        f"{role} {entity}"
        for role, entity in (("place", claim.place_entity_id), ("agent", claim.agent_entity_id))
        if entity
    ]
    if not about:
        return
    predicate = ""
    if frame.head in cues("people") or wordnet.is_person(frame.head):  # 12 people died, 12 people were arrested
        if frame.verb is None or frame.verb.lemma in ("be", "have"):
            return
        predicate = frame.verb.lemma.lower()
    what = dimension(quantity.kind, quantity.unit) + (" rate" if quantity.period else "")
    modifiers = " ".join(sorted(frame.modifiers))
    for sense in (*wordnet.senses(frame.head)[:SENSES], f"word {frame.head}"):
        for entity in about:
            yield (what, sense, modifiers, predicate, entity, claim.status)


def _within_block(members: Sequence[Frame]) -> list[Relation]:
    by_time: dict[tuple[date, date], list[Frame]] = defaultdict(list)
    for frame in members:
        start, end = frame.claim.time_start, frame.claim.time_end
        if start is not None and end is not None and start <= end:
            by_time[start, end].append(frame)
    found = []
    latest: dict[int, tuple[date, Frame]] = {}  # by length of the span
    for (start, end), of_time in sorted(by_time.items(), key=lambda item: item[0]):
        first = min(of_time, key=_report_order)
        for other in sorted(of_time, key=_report_order):
            if other.claim.document_id == first.claim.document_id or not _one_thing(first, other):
                continue
            aligned = align(first.claim.quantity, other.claim.quantity)
            if aligned is not None and magnitude(aligned) >= PLAUSIBLE and not agree(first, other, aligned):
                found.append(Relation(CONFLICT, first, other, 1.0, "across_conflict"))
        length = next((i for i, days in enumerate(LENGTHS) if (end - start).days < days), len(LENGTHS))
        before = latest.get(length)
        other_document = before is not None and before[1].claim.document_id != first.claim.document_id
        if before is not None and before[0] < start and other_document and _one_thing(before[1], first):
            aligned = align(before[1].claim.quantity, first.claim.quantity)
            if aligned is not None and magnitude(aligned) >= PLAUSIBLE and aligned.left != aligned.right:
                found.append(Relation(CHANGE, before[1], first, 1.0, "across_change"))
        latest[length] = (end, first)
    return found


def _one_thing(a: Frame, b: Frame) -> bool:
    """True unless both claims name a place, or both name who does it, and the names differ."""
    places = (a.claim.place_entity_id, b.claim.place_entity_id)
    agents = (a.claim.agent_entity_id, b.claim.agent_entity_id)
    return all(one == other or not one or not other for one, other in (places, agents))


def _report_order(frame: Frame) -> tuple[str, int, str]:
    return (frame.claim.document_id, frame.claim.quantity.start, frame.claim.claim_id)


def agree(a: Frame, b: Frame, aligned: Aligned) -> bool:
    """True if both values can be true of one figure: equal, one the other rounded, or within the other's bound."""
    left, right = aligned.left, aligned.right
    rounding = max(_step(left), _step(right)) / 2
    if abs(left - right) <= min(rounding, ROUNDING * max(abs(left), abs(right))):
        return True
    for mine, theirs, frame in ((left, right, a), (right, left, b)):
        comparator = frame.claim.quantity.comparator
        if (comparator in (">", ">=") and theirs >= mine) or (comparator in ("<", "<=") and theirs <= mine):
            return True
        if comparator == "~" and abs(mine - theirs) <= abs(mine) * 0.1:
            return True
    return False


def _step(value: float) -> float:
    """What a value was rounded to, judged by its last digit that isn't zero: 1,300 -> 100, 0.25 -> 0.01."""
    if value == 0:
        return 0.0
    digits = f"{abs(value):.12g}"
    mantissa = f"{float(digits):.11e}".split("e")[0].rstrip("0").replace(".", "")
    return float(10.0 ** (floor(log10(abs(value))) - len(mantissa) + 1))
