"""Figures that leave out what they are of, because the figure before just said it.

"Only 35% were in work. In 2022 it was 58%." "The union is demanding 500." "The board had predicted 110,000." What such a
figure counts is what the one before counts, whatever noun stands nearest.
"""

from __future__ import annotations

from pipeline.reading import wordnet
from pipeline.reading.comparisons.convert import dimension
from pipeline.reading.comparisons.expected import is_planned
from pipeline.reading.comparisons.frame import Frame, cues
from pipeline.reading.parse import Token

_ANSWERING = (
    "revisions",
    "report_verbs",
    "placing_verbs",
    "reckoning_verbs",
    "answering_verbs",
    "prediction_verbs",
    "plan_verbs",
)
_MOVING = ("movement_up", "movement_down", "movement_other", "light_verbs")


def answers_back(a: Frame, b: Frame) -> bool:
    """True if `b`, in the same sentence or the next of the paragraph, leaves out what it is of because `a` has said it."""
    if a.paragraph != b.paragraph or not 0 <= b.sentence - a.sentence <= 1 or not b.elided or b.order <= a.order:
        return False
    if (
        a.size_of_change
        or b.size_of_change
        or a.dates
        or b.dates
        or a.whole
        or b.whole
        or b.part
        or not _one_kind(a, b)
    ):
        return False
    verb = b.verb.lemma.lower() if b.verb is not None else ""
    if not verb:
        return False
    if a.sentence == b.sentence and verb in cues("revisions"):
        return _one_kind(a, b)  # "measured at 6.8; seismologists have since revised it to 7.1"
    if verb in cues("lasting_verbs") and b.pronoun and a.claim.quantity.kind == "duration":
        return True
    if b.subject is None:
        if a.sentence == b.sentence and not b.pronoun:
            return False
        return (b.pronoun and _is_any(verb, *_MOVING)) or _is_any(verb, *_ANSWERING)
    if _points_back(b.subject):
        return _is_any(verb, *_MOVING)
    gives = b.source is not None and b.source.lower() == b.subject.lower
    return (gives or _speaks(b.subject)) and _is_any(verb, *_ANSWERING)


def by_relative(a: Frame, b: Frame) -> bool:
    """ "turnover, which it had pledged to bring below 12 percent, stood at 17.8 percent": the clause is of the subject."""
    for one, other in ((a, b), (b, a)):
        if one.paragraph != other.paragraph or one.sentence != other.sentence or not one.elided:
            continue
        token = one.verb
        while token is not None and token.dep in ("xcomp", "ccomp") and token.head is not token:
            token = token.head
        if (
            token is not None
            and token.dep in ("relcl", "acl")
            and other.subject is not None
            and token.head is other.subject
        ):
            return _one_kind(one, other)
    return False


def _one_kind(a: Frame, b: Frame) -> bool:
    mine, theirs = a.claim.quantity, b.claim.quantity
    if dimension(mine.kind, mine.unit) == dimension(theirs.kind, theirs.unit):
        return True
    lends = mine.kind not in ("age", "percent", "ratio")
    return theirs.unit is None and theirs.kind == "count" and mine.unit is not None and b.bare and lends


def _is_any(lemma: str, *names: str) -> bool:
    return any(lemma in cues(name) for name in names)


def _points_back(subject: Token) -> bool:
    """ "that share", "the figure", "the standard", "Orlana's" [coverage]."""
    lemma = subject.lemma.lower()
    if lemma in cues("transparent") or lemma in cues("aims"):
        return True
    return any(child.dep == "case" for child in subject.children)


def _speaks(subject: Token) -> bool:
    """Someone or something that gives figures: a person, a body, a report."""
    lemma = subject.lemma.lower()
    if subject.pos == "PROPN" or wordnet.is_person(lemma) or lemma in cues("report_nouns", "plan_nouns"):
        return True
    return wordnet.category(lemma) in ("group", "communication")


__all__ = ["answers_back", "by_relative", "is_planned"]
