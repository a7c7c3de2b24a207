"""Decide which names of a document name one thing: acronyms, surnames, short forms, well-known other names."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from pipeline.reading.entities import gazetteer
from pipeline.reading.entities.candidates import is_acronym
from pipeline.reading.entities.evidence import Scores
from pipeline.reading.entities.gazetteer import words
from pipeline.reading.wordnet import senses

PLACES = ("GPE", "LOC", "FAC")
# What is said of a short form says less of the thing than what is said of its full name.
SHORT_FORM_WEIGHT = 0.5


@dataclass(slots=True, eq=False)
class Name:
    """One form of a name in a document, with all that speaks for its label."""

    text: str
    count: int = 0
    first_at: int = 0
    scores: Scores = field(default_factory=lambda: defaultdict(float))
    spacy: Counter[str] = field(default_factory=Counter)  # occurrences by spaCy's label
    titled: bool = False
    initial_only: bool = True  # seen only where any word has a capital
    label: str = ""
    head: Name | None = None  # the fuller name that names the same thing

    @property
    def parts(self) -> list[str]:
        return self.text.split()

    def root(self) -> Name:
        name = self
        while name.head is not None:
            name = name.head
        return name


def best_label(scores: Scores) -> tuple[str, float]:
    """The label with the highest sum; ties go to the label named first here."""
    order = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART")
    label = max(order, key=lambda label: scores[label])
    return label, scores[label]


def initials(name: str) -> tuple[str, str]:
    """The initials of a name's words, and the same with its small words: DHS and DOHS."""
    parts = [part for word in name.replace("-", " ").split() for part in [word.strip("’'\"().,")] if part]
    main = "".join(part[0] for part in parts if part.lower() not in words("small_words"))
    return main.upper(), "".join(part[0] for part in parts).upper()


def is_acronym_of(acronym: str, name: str) -> bool:
    letters = acronym.replace(".", "").replace("&", "").upper()
    if len(name.split()) < 2 or len(letters) < 2:
        return False
    main, full = initials(name)
    return letters in (main, full) or (
        len(letters) >= 3 and main[1:] == letters and name.split()[0] in sorted(words("nation_openers"))
    )


def tie(names: dict[str, Name], defined: dict[str, str]) -> None:
    """Set each name's `head`; `defined` are acronyms that the document explains in brackets, with their long forms."""
    for acronym, long in defined.items():
        if acronym in names and long in names and acronym != long:
            _attach(names[acronym], names[long])
    _tie_known(names, defined)
    _tie_spellings(names)
    by_words = sorted(names.values(), key=lambda name: (-len(name.parts), name.first_at, name.text))
    _tie_acronyms(by_words, defined)
    _tie_people(by_words)
    _tie_organisations(by_words)


def _attach(short: Name, full: Name) -> None:
    root = full.root()
    if short.head is None and root is not short.root():
        short.head = root
        for label, weight in short.scores.items():
            root.scores[label] += weight * SHORT_FORM_WEIGHT


def _tie_known(names: dict[str, Name], defined: dict[str, str]) -> None:
    """Names that the gazetteer has for one organisation or country; what the document defines counts for more."""
    groups: dict[str, list[Name]] = {}
    for name in names.values():
        if name.text in defined:
            continue
        known = gazetteer.organisation(name.text)
        nation = gazetteer.country(name.text)
        if known and best_label(name.scores)[0] == "ORG":
            groups.setdefault(f"org\0{known}", []).append(name)
        elif nation and best_label(name.scores)[0] in PLACES:
            groups.setdefault(f"country\0{nation}", []).append(name)
    for group in groups.values():
        full = min(group, key=lambda name: (is_acronym(name.text), -len(name.parts), -len(name.text), name.first_at))
        for name in group:
            if name is not full:
                _attach(name, full)


def _tie_spellings(names: dict[str, Name]) -> None:
    """One name written together and apart, with and without points: TimeWarner, Time Warner."""
    groups: dict[str, list[Name]] = {}
    for name in names.values():
        groups.setdefault("".join(char for char in name.text.lower() if char.isalnum()), []).append(name)
    for group in groups.values():
        full = max(group, key=lambda name: (name.count, len(name.text), name.text))
        for name in group:
            if name is not full and name.head is None and not name.text.isupper():
                _attach(name, full)


def _tie_acronyms(by_words: list[Name], defined: dict[str, str]) -> None:
    """An acronym and the one long form of the document with these initials, without brackets."""
    long_by_initials: dict[str, list[Name]] = {}
    for name in by_words:
        if len(name.parts) >= 2 and best_label(name.scores)[0] not in ("PERSON", "GPE", "NORP"):
            for letters in dict.fromkeys(initials(name.text)):
                long_by_initials.setdefault(letters, []).append(name)
    for name in by_words:
        if name.head is None and is_acronym(name.text) and name.text not in defined:
            letters = name.text.replace(".", "").replace("&", "")
            roots = list(dict.fromkeys(long.root() for long in long_by_initials.get(letters, [])))
            if len(letters) >= 3 and len(roots) == 1 and roots[0] is not name:
                _attach(name, roots[0])


def _tie_people(by_words: list[Name]) -> None:
    """Surname, given name with initials, or title and surname tied to the one full name."""
    full_by_last: dict[str, list[Name]] = {}
    full_by_first: dict[str, list[Name]] = {}
    for name in by_words:
        parts = [part for part in name.parts if part.lower().strip(".") not in words("name_suffixes")]
        if len(parts) < 2 or best_label(name.scores)[0] != "PERSON":
            continue
        same = [
            full
            for full in full_by_last.get(parts[-1], [])
            if _same_given(full.parts[0], parts[0]) or full.text.endswith(f" {name.text}")
        ]
        peers = full_by_last.get(parts[-1], [])
        if len(same) != 1 and len(peers) == 1 and words("kept_titles") & {parts[0].lower(), peers[0].parts[0].lower()}:
            same = peers  # "Lord Falconer" and Charlie Falconer
        if len(same) == 1:
            _attach(name, same[0])
            continue
        full_by_last.setdefault(parts[-1], []).append(name)
        particles = [i for i, part in enumerate(parts) if part.lower() in words("name_particles") and i > 0]
        if particles:
            full_by_last.setdefault(" ".join(parts[particles[0] :]), []).append(name)
        full_by_first.setdefault(parts[0], []).append(name)
    for name in by_words:
        if name.head is not None:
            continue
        if len(name.parts) > 1 and name.parts[0].lower() not in words("name_particles"):
            continue
        owners = full_by_last.get(name.text, [])
        if len(owners) > 1:  # "Tony Blair", and "Vote Blair" of a headline
            owners = [owner for owner in owners if gazetteer.is_given_name(owner.parts[0]) or owner.titled] or owners
        if len(owners) == 1 and owners[0] is not name and not _stands_alone(name):
            _attach(name, owners[0])
        elif not owners:
            owners = full_by_first.get(name.text, [])
            leans = not gazetteer.organisation(name.text) and not gazetteer.place_kind(name.text)
            if len(owners) == 1 and leans and gazetteer.is_given_name(name.text):
                _attach(name, owners[0])


def _same_given(one: str, other: str) -> bool:
    """ "Brian" and "B", "J" and "John": equal, or one is the other's initial."""
    a, b = one.rstrip("."), other.rstrip(".")
    return a == b or (min(len(a), len(b)) == 1 and a[:1] == b[:1])


def _stands_alone(name: Name) -> bool:
    """A name that is a place or body by its own context, though somebody's surname is spelt the same."""
    label, score = best_label(name.scores)
    if label == "PERSON" or name.titled:
        return False
    known = bool(gazetteer.place_kind(name.text) or gazetteer.organisation(name.text))
    if known:
        return score - name.scores["PERSON"] >= 4.0
    return label in PLACES and score - name.scores["PERSON"] >= 5.0


def _tie_organisations(by_words: list[Name]) -> None:
    """ "Rovers" for Carrick Rovers, "WellSpring" for WellSpring Relief, "Border Patrol" for U.S. Border Patrol."""
    by_end: dict[str, list[Name]] = {}
    by_start: dict[str, list[Name]] = {}
    for name in by_words:
        parts = name.parts
        if len(parts) < 2 or best_label(name.scores)[0] not in ("ORG", "FAC"):
            continue
        for i in range(1, len(parts)):
            by_end.setdefault(" ".join(parts[i:]), []).append(name)
            if best_label(name.scores)[0] == "ORG":
                by_start.setdefault(" ".join(parts[:i]), []).append(name)
    for name in by_words:
        if name.head is not None:
            continue
        label, _ = best_label(name.scores)
        roots = list(dict.fromkeys(full.root() for full in by_end.get(name.text, []) if full.root() is not name))
        national = len(roots) == 1 and roots[0].text in [
            f"{nation} {name.text}" for nation in sorted(words("nation_openers"))
        ]
        if (
            len(roots) == 1
            and (label in ("ORG", "FAC") or national or _is_team(name, label))
            and not name.titled
            and _is_proper(name)
        ):
            _attach(name, roots[0])
            continue
        roots = list(dict.fromkeys(full.root() for full in by_start.get(name.text, []) if full.root() is not name))
        if len(roots) == 1 and not name.titled and _short_for(name):
            _attach(name, roots[0])


def _is_team(name: Name, label: str) -> bool:
    """A plural that spaCy takes for a people: "the Comets"."""
    return label == "NORP" and name.text.endswith("s") and not gazetteer.is_demonym(name.text)


def _is_proper(name: Name) -> bool:
    """No everyday word that merely ends a longer name, unless it is a kind of body ("the Institute")."""
    if len(name.parts) > 1 or not senses(name.text.lower()) or name.text.endswith("s"):
        return True
    return name.text.lower() in words("organisation_heads", "organisation_openers") and not name.initial_only


def _short_for(name: Name) -> bool:
    """Whether a name's opening words stand for all of it: not a place or people that the body is of."""
    if gazetteer.is_demonym(name.text) or gazetteer.organisation(name.text):
        return False
    places = max(name.scores[label] - name.spacy[label] for label in PLACES)
    bodies = name.scores["ORG"] - name.spacy["ORG"]  # what the context says; spaCy's word is no more than a hint
    if gazetteer.place_kind(name.text) and bodies <= places:
        return False
    if gazetteer.is_given_name(name.parts[0]) and name.scores["PERSON"] > name.scores["ORG"]:
        return False
    if name.parts[-1] in ("of", "for", "and", "the") or name.text.lower() in words("organisation_openers"):
        return False
    # "Fernandale" in "in Fernandale" is the town, whatever the Fernandale Police is.
    return places < 0.6 or places <= bodies
