"""Can two metrics name the same thing? WordNet weighed with the context, never a list of pairs."""

from __future__ import annotations

from functools import lru_cache

from pipeline.reading import wordnet
from pipeline.reading.comparisons.frame import Frame, cues, has, of_frame

# How sure a shared name of each sort is; fitted by eye on the labelled articles, kept coarse on purpose.
SAME_WORD = 1.0
SYNONYM = 0.9
SAME_EVENT = 0.85
KIND_OF = 0.75
OPEN = 0.65  # one of the two only stands for "the figure": a toll, a goal
ANYONE = 0.7  # people against passengers, patients, workers
CONTEXT = 0.6  # measures whose sentences share the noun
UNRELATED = 0.0
OTHER_MODIFIERS = 0.45  # car thefts against identity thefts
MAX_STEPS = 2  # from a word up to a wider one


@lru_cache(maxsize=65536)
def nouns_alike(a: str, b: str) -> float:
    """How well two head nouns (lemmas) can name one thing, 0 to 1: symmetric."""
    if a == b:
        return SAME_WORD
    people = cues("people")
    if a in people and b in people:
        return SYNONYM
    if (a in people and wordnet.is_person(b)) or (b in people and wordnet.is_person(a)):
        return ANYONE
    headcounts = cues("headcounts")
    if (a in headcounts and (b in people or wordnet.is_person(b))) or (
        b in headcounts and (a in people or wordnet.is_person(a))
    ):
        return ANYONE
    steps = wordnet.distance(a, b, within=MAX_STEPS)
    if steps == (0, 0):
        return SYNONYM
    if wordnet.same_event(a, b):
        return SAME_EVENT
    if steps is not None and 0 in steps and sum(steps) <= MAX_STEPS:
        return KIND_OF
    return UNRELATED


@of_frame
def is_open(frame: Frame) -> bool:
    """True for a metric that names no thing of its own: none, a goal or toll, or the unit itself."""
    noun = frame.head
    if not noun:
        return True
    if noun in cues("transparent"):  # but "two goals" counts goals
        own = frame.own_noun
        return own is None or own.lemma.lower() != noun or frame.claim.quantity.kind != "count"
    if frame.elided and frame.claim.quantity.unit is None:
        if has(frame.before[-3:], "aims"):  # "(goal: 6)"
            return True
        subject = frame.subject
        if frame.object and subject is not None and subject.lemma.lower() == noun:  # "her lawyers sought six"
            return True
    if wordnet.category(noun) == "time" and (frame.own_noun is None or frame.own_noun.lemma.lower() != noun):
        return True
    unit = (frame.claim.quantity.unit or "").split(" per ")[0].split()
    return bool(unit) and noun in unit


def likeness(a: Frame, b: Frame) -> float:
    """How likely the metrics of two figures name the same thing, 0 to 1; 0 where they name different ones."""
    heads = nouns_alike(a.head, b.head)
    if is_open(a) and is_open(b) and _name_other_things(a, b):
        return UNRELATED
    if heads == UNRELATED and (is_open(a) or is_open(b)):
        return OPEN if not _names_other(a, b) else UNRELATED
    if heads == UNRELATED:
        return _by_context(a, b)
    return heads * _modifiers(a, b)


def _name_other_things(a: Frame, b: Frame) -> bool:
    """True if what two open heads are of differs: an inflation target, an interest rate."""
    things = [frame.modifiers[-1] if frame.modifiers else "" for frame in (a, b)]
    return all(wordnet.senses(thing) for thing in things) and nouns_alike(*things) == UNRELATED


def _names_other(a: Frame, b: Frame) -> bool:
    """True if both figures have a noun of their own and the nouns differ: "six sites, a goal of two tents"."""
    if a.own_noun is None or b.own_noun is None:
        return False
    noun_a, noun_b = a.own_noun.lemma.lower(), b.own_noun.lemma.lower()
    if noun_a in cues("transparent") or noun_b in cues("transparent") or a.claim.quantity.unit:
        return False
    return nouns_alike(noun_a, noun_b) == UNRELATED


def _by_context(a: Frame, b: Frame) -> float:
    """An event named by its verb here and by its noun there; a measure whose sentence has the other's noun."""
    for one, other in ((a, b), (b, a)):
        if any(other.head in wordnet.event_nouns(verb) for verb in one.events):
            return SAME_EVENT
        if nouns_alike(one.head, "person") and any(
            wordnet.verbs_alike(verb, named, steps=1) for verb in one.events for named in wordnet.verbs_of(other.head)
        ):
            return SAME_EVENT  # "people killed", "deaths"
    mine, theirs = a.claim.quantity, b.claim.quantity
    if mine.unit is not None and theirs.unit is not None:
        if a.head in b.content or b.head in a.content:
            return CONTEXT
        rate = mine.period is not None or " per " in mine.unit
        if mine.unit == theirs.unit and mine.period == theirs.period and rate:
            return CONTEXT  # pay by the hour, water by the day, fuel by the gallon
    return UNRELATED


def _modifiers(a: Frame, b: Frame) -> float:
    mine, theirs = set(a.modifiers), set(b.modifiers)
    if mine == theirs:
        return 1.0
    if mine and theirs and not mine & theirs:
        return OTHER_MODIFIERS
    return 0.95
