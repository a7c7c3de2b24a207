"""Join the things of single documents into the entities of the corpus.

Things are joined if they share a name (or the gazetteer knows their names for one), or if one goes by a name that
the corpus gives to exactly one other: "DHS" where another document explains it, "Bovino" where only one Bovino is
named in full and the surname isn't a common one. Whatever would fit two stays apart. Each step looks names up in a
dictionary, so the cost is linear in the mentions; documents may come in any order.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.reading.entities import gazetteer
from pipeline.reading.entities.candidates import is_acronym, is_everyday_word
from pipeline.reading.entities.gazetteer import words
from pipeline.reading.entities.mention import Entity, Mention

PLACES = frozenset({"GPE", "LOC", "FAC"})

# What a document says of a thing that it names: (label, name).
Key = tuple[str, str]


@dataclass(slots=True, frozen=True)
class Named:
    """How often things that their documents call `name`, of that label, are mentioned as `text`."""

    label: str
    name: str
    text: str
    count: int


@dataclass(slots=True, frozen=True)
class LinkedEntity:
    """A thing of the corpus, and by which labels and names its documents know it."""

    entity_id: str
    name: str
    label: str
    aliases: tuple[str, ...]
    keys: tuple[Key, ...]


@dataclass(slots=True, eq=False)
class _Thing:
    """What one name and label stand for, over all documents that use them so; several may turn out to be one."""

    name: str
    label: str
    forms: Counter[str] = field(default_factory=Counter)  # mention texts
    names: Counter[str] = field(default_factory=Counter)  # fullest names by documents
    labels: Counter[str] = field(default_factory=Counter)  # of the mentions
    keys: list[Key] = field(default_factory=list)
    joined: _Thing | None = None

    def root(self) -> _Thing:
        thing = self
        while thing.joined is not None:
            thing = thing.joined
        return thing


def link(mentions: Iterable[Mention]) -> list[Entity]:
    """Set `entity_id` on every mention; return the entities, ordered by id."""
    found = list(mentions)
    counts = Counter((mention.label, mention.name, mention.text) for mention in found)
    linked = link_names(Named(*key, count) for key, count in counts.items())
    ids = {key: entity.entity_id for entity in linked for key in entity.keys}
    mention_count: Counter[str] = Counter()
    documents: dict[str, set[str]] = {}
    for mention in found:
        mention.entity_id = ids[mention.label, mention.name]
        mention_count[mention.entity_id] += 1
        documents.setdefault(mention.entity_id, set()).add(mention.document_id)
    return [
        Entity(e.entity_id, e.name, e.label, list(e.aliases), mention_count[e.entity_id], len(documents[e.entity_id]))
        for e in linked
    ]


def link_names(named: Iterable[Named]) -> list[LinkedEntity]:
    """The entities that names of things stand for, ordered by id; each label and name is of one entity.

    It is all that linking needs of a corpus, a row a distinct name and not a row a mention: it fits in memory where
    the mentions don't.
    """
    things = _by_name(named)
    ordered = [things[key] for key in sorted(things)]
    _join_known(ordered)
    _join_people(ordered)
    _join_forms(ordered)
    return sorted(_to_entities(ordered), key=lambda entity: entity.entity_id)


def _by_name(named: Iterable[Named]) -> dict[Key, _Thing]:
    """Things by label and name; names that differ in case, points and spaces alone are one."""
    things: dict[Key, _Thing] = {}
    for row in sorted(named, key=lambda row: (row.label, row.name, row.text)):
        key = _kind(row.label), _plain(row.name)
        thing = things.get(key)
        if thing is None:
            thing = things[key] = _Thing(row.name, row.label)
        thing.forms[row.text] += row.count
        thing.names[row.name] += row.count
        thing.labels[row.label] += row.count
        if (row.label, row.name) not in thing.keys[-1:]:
            thing.keys.append((row.label, row.name))
    for thing in things.values():
        thing.name, thing.label = _fullest(thing), _label(thing)
    return things


def _kind(label: str) -> str:
    return "PLACE" if label in PLACES else label


def _plain(name: str) -> str:
    """A name for comparison: lower case, without points, apostrophes alike."""
    return " ".join(name.replace("’", "'").replace(".", "").lower().split())


def _join(one: _Thing, other: _Thing) -> None:
    """Make two things one; the root is the one whose key sorts first, so that the order of joins doesn't matter."""
    a, b = one.root(), other.root()
    if a is b:
        return
    keep, give = sorted((a, b), key=lambda thing: (thing.label, thing.name))
    give.joined = keep
    keep.forms.update(give.forms)
    keep.names.update(give.names)
    keep.labels.update(give.labels)
    keep.keys.extend(give.keys)


def _join_known(things: list[_Thing]) -> None:
    """Names that the gazetteer has for one organisation or country; a nation before a body's name adds nothing."""
    groups: dict[str, list[_Thing]] = {}
    for thing in things:
        known = gazetteer.organisation(thing.name)
        nation = gazetteer.country(thing.name)
        if thing.label == "ORG" and known and not _means_another(thing, known):
            groups.setdefault(f"org\0{known}", []).append(thing)
        elif thing.label in PLACES and nation:
            groups.setdefault(f"country\0{nation}", []).append(thing)
    for group in groups.values():
        for thing in group[1:]:
            _join(group[0], thing)


def _means_another(thing: _Thing, known: str) -> bool:
    """A document that spells an acronym out otherwise than the gazetteer does."""
    if not is_acronym(thing.name):
        return False
    longer = [form for form in thing.forms if len(form.split()) > 1]
    return bool(longer) and all(gazetteer.organisation(form) != gazetteer.organisation(known) for form in longer)


def _join_people(things: list[_Thing]) -> None:
    """ "George Bush" and "George W. Bush"; a surname alone and the one full name of the corpus that has it."""
    by_ends: dict[tuple[str, str], list[_Thing]] = {}
    by_surname: dict[str, list[_Thing]] = {}
    lone: list[_Thing] = []
    for thing in things:
        if thing.label != "PERSON":
            continue
        parts = [part for part in thing.name.split() if part.lower().strip(".") not in words("name_suffixes")]
        if len(parts) >= 2:
            by_ends.setdefault((_plain(parts[0]), _plain(parts[-1])), []).append(thing)
            by_surname.setdefault(_plain(parts[-1]), []).append(thing)
        elif parts:
            lone.append(thing)
    for group in by_ends.values():
        bare = [thing for thing in group if len(thing.name.split()) == 2]
        middle = [thing for thing in group if len(thing.name.split()) > 2]
        if len(bare) == 1 and len({_middle(thing.name) for thing in middle}) == 1:
            for thing in middle:
                _join(bare[0], thing)
    for thing in lone:
        owners = list(dict.fromkeys(owner.root() for owner in by_surname.get(_plain(thing.name), [])))
        if len(owners) == 1 and not gazetteer.is_common_surname(thing.name):
            _join(owners[0], thing)


def _middle(name: str) -> str:
    """The middle of a full name, reduced to initials: "George Walker Bush" and "George W. Bush" agree."""
    return "".join(part[0].lower() for part in name.split()[1:-1])


def _join_forms(things: list[_Thing]) -> None:
    """A body named only by a short form that other documents tie to exactly one fuller name."""
    fuller: dict[tuple[str, str], list[_Thing]] = {}
    for thing in things:
        if thing.label != "ORG":
            continue
        for form in thing.forms:
            if _plain(form) != _plain(thing.name) and _tells_apart(form):
                fuller.setdefault((thing.label, _plain(form)), []).append(thing)
    for thing in things:
        owners = list(dict.fromkeys(owner.root() for owner in fuller.get((thing.label, _plain(thing.name)), [])))
        if len(owners) == 1 and owners[0] is not thing.root():
            _join(owners[0], thing)


def _tells_apart(form: str) -> bool:
    """Not "Rovers", "Institute", "Halden": words that end many names, and places, stand for a body in one text only."""
    if len(form.split()) > 1 or is_acronym(form):
        return True
    generic = form.lower() in words("organisation_heads", "organisation_openers")
    return not generic and not is_everyday_word(form) and gazetteer.place_kind(form) is None


def _to_entities(things: list[_Thing]) -> Iterable[LinkedEntity]:
    for thing in things:
        if thing.joined is not None:
            continue
        name = _fullest(thing)
        label = _label(thing)
        entity_id = hashlib.sha256(f"{label}\0{name}".encode()).hexdigest()[:16]
        aliases = sorted({form for form in [*thing.forms, *thing.names, *_known_forms(thing, name)] if form != name})
        yield LinkedEntity(entity_id, name, label, tuple(aliases), tuple(thing.keys))


def _fullest(thing: _Thing) -> str:
    """The fullest name that a document of the corpus gives: most words, then most often used."""
    return min(
        thing.names,
        key=lambda name: (is_acronym(name), -len(name.split()), -thing.names[name], -len(name), name),
    )


def _label(thing: _Thing) -> str:
    """The label most of its mentions have; the first in alphabetical order of two that are even."""
    return min(thing.labels, key=lambda label: (-thing.labels[label], label))


def _known_forms(thing: _Thing, name: str) -> list[str]:
    """The full name that an acronym is known to stand for, where no document spells it out."""
    known = gazetteer.organisation(name) if thing.label == "ORG" and is_acronym(name) else None
    return [known] if known and not _means_another(thing, known) else []
