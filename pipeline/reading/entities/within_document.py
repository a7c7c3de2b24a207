"""Find the names of a document and decide, once for each, what it names and which others name the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from pipeline.reading.entities import evidence, gazetteer
from pipeline.reading.entities.candidates import (
    NAME_LABELS,
    Candidate,
    at_start,
    clean,
    find_candidates,
    is_acronym,
    is_capitalised,
    is_everyday_word,
    possessive_firms,
)
from pipeline.reading.entities.coreference import Name, best_label, initials, is_acronym_of, tie
from pipeline.reading.entities.gazetteer import words
from pipeline.reading.entities.mention import Mention
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.parse import Document, Paragraph, Token

__all__ = ["NAME_LABELS", "find_mentions"]

MIN_SCORE = 1.0  # what a name that spaCy doesn't see needs
UNKNOWN_MIN_SCORE = 0.6  # the same for a word in no dictionary, with a capital inside a sentence
LONE_PERSON = 0.4  # what is left of a person by spaCy's word alone: Bono, Shakespeare
MAX_PROPAGATED_PIECES = 16
_ABSTRACT_ENDINGS = ("ship", "ness", "tion", "sion", "ment", "ing", "ity", "ance", "ence", "ism", "hood", "age")
_OF_PLACES = ("ians", "ian", "ans", "an", "ns", "n", "ese", "ish", "is", "i")  # endings of adjectives of places
_POINTS = re.compile(r"\b([A-Z][a-z]{1,4})\.")  # of months and states
_DATELINE_END = re.compile(r"\s*(?:\([^)]{0,40}\)\s*[:–—-]|[–—-]{1,2}\s)")


def find_mentions(document: Document) -> list[Mention]:
    """The mentions of a document, in text order; they don't overlap, and each stands where its text says."""
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.role != "boilerplate"]
    firms = possessive_firms(paragraphs)
    candidates = [
        candidate
        for paragraph in paragraphs
        if not (shouts := _shouts(paragraph)) or not paragraph.text.isupper()
        for candidate in find_candidates(paragraph, firms)
        if not shouts or _signs(candidate)
    ]
    defined = _defined_acronyms(candidates)
    names = _gather(candidates)
    _share_in_lists(candidates, names)
    _lean_on_surnames(names)
    _lean_on_openings(names)
    _doubt_lone_people(names)
    _lean_on_places(names)
    tie(names, defined)
    for name in names.values():
        if name.head is None:
            _doubt_spacy(name)
            name.label = best_label(name.scores)[0]
    accepted = {text: name for text, name in names.items() if _is_accepted(name)}
    spans = _place(paragraphs, candidates, accepted)
    return _to_mentions(document, spans, accepted)


# Gathering the evidence


def _shouts(paragraph: Paragraph) -> bool:
    """A headline in which most words have a capital: case tells nothing of names there."""
    if paragraph.role not in ("title", "heading") and not paragraph.text.isupper():
        return False
    long = [token for token in paragraph.parse.tokens if len(token.text) > 3 and token.text.isalpha()]
    return (
        bool(long)
        and (len(long) >= 2 or paragraph.text.isupper())
        and sum(token.text[0].isupper() for token in long) >= 0.75 * len(long)
    )


def _signs(candidate: Candidate) -> bool:
    """ "Ann Lee, Galway", "Interview by Ann Lee": a whole person's name or a known place between other marks."""
    if gazetteer.place_kind(candidate.text):
        return candidate.first > 0 and candidate.paragraph.parse.tokens[candidate.first - 1].text == ","
    return _is_persons_name(candidate)


def _is_persons_name(candidate: Candidate) -> bool:
    """A given name and one or two words that are no everyday ones."""
    texts = [token.text for token in candidate.tokens]
    person = len(texts) in (2, 3) and gazetteer.is_given_name(texts[0]) and not is_everyday_word(texts[-1])
    return person and gazetteer.organisation(candidate.text) is None


def _gather(candidates: list[Candidate]) -> dict[str, Name]:
    names: dict[str, Name] = {}
    for candidate in candidates:
        text = _form(candidate)
        if not text or _counts(candidate):
            continue
        name = names.get(text)
        if name is None:
            name = names[text] = Name(text, first_at=candidate.start, scores=evidence.of_form(text))
        name.count += 1
        name.titled = name.titled or candidate.titled
        headline = candidate.paragraph.role in ("title", "heading")
        name.initial_only = name.initial_only and (candidate.initial or headline)
        scores = evidence.of_context(candidate)
        if headline and candidate.spacy_label:
            scores[candidate.spacy_label] -= evidence.SPACY_WEIGHT / 2  # headlines are what spaCy reads worst
        if candidate.spacy_label:
            name.spacy[candidate.spacy_label] += 1
            if name.spacy[candidate.spacy_label] > evidence.MAX_SPACY_WEIGHT:
                scores[candidate.spacy_label] -= evidence.SPACY_WEIGHT
        if _is_dateline(candidate):
            scores["GPE"] += 5
        elif candidate.paragraph.role == "metadata" and _is_persons_name(candidate):
            scores["PERSON"] += 3  # a byline
        for label, weight in scores.items():
            name.scores[label] += weight
    return names


def _counts(candidate: Candidate) -> bool:
    """ "NOK 148", "FTSE 100", "FN 417": capitals that a number belongs to name no body."""
    tokens = candidate.paragraph.parse.tokens
    following = tokens[candidate.last] if candidate.last < len(tokens) else None
    if len(candidate.tokens) > 1 or following is None or not following.text[:1].isdigit():
        return False
    known = gazetteer.organisation(candidate.text) or gazetteer.place_kind(candidate.text)
    return candidate.text in _money() or (is_acronym(candidate.text) and known is None)


@cache
def _money() -> frozenset[str]:
    """ "Rs", "KSh", "US$": what stands before sums."""
    return frozenset(load_yaml("currencies")["symbols"]) | {"Shs", "Sh", "KShs", "Shs."}


def _share_in_lists(candidates: list[Candidate], names: dict[str, Name]) -> None:
    """Things named in one list are of one kind: "among them Lamu and Kisumu"."""
    given: list[tuple[Name, str]] = []
    for left, right in pairwise(candidates):
        if left.paragraph is not right.paragraph:
            continue
        between = left.paragraph.text[left.end - left.paragraph.start : right.start - left.paragraph.start]
        if between.strip() not in ("and", ",", ", and", "or", "to") or left.titled or right.titled:
            continue
        one, two = names.get(_form(left)), names.get(_form(right))
        if one is None or two is None or one is two:
            continue
        for known, other in ((one, two), (two, one)):
            label, score = best_label(evidence.of_form(known.text))
            if score >= 3 and label in ("PERSON", "ORG", "GPE") and best_label(evidence.of_form(other.text))[1] < 1:
                given.append((other, label))
    for name, label in given:
        name.scores[label] += 1.5


def _lean_on_surnames(names: dict[str, Name]) -> None:
    """Two words of which the second comes back alone are most likely a person, unless their words say otherwise."""
    for name in names.values():
        parts = name.parts
        if len(parts) in (2, 3) and parts[-1] in names and set(evidence.of_form(name.text)) <= {"PERSON"}:
            if not gazetteer.place_kind(parts[0]) and not gazetteer.is_demonym(parts[0]):
                name.scores["PERSON"] += 1.5


def _lean_on_openings(names: dict[str, Name]) -> None:
    """ "Southmark Dairy", then "Southmark": people aren't called by the first of two words, unless it is a given name."""
    for name in names.values():
        parts = name.parts
        short = names.get(parts[0]) if len(parts) == 2 and parts[-1] not in names else None
        if short is None or name.titled or gazetteer.is_given_name(parts[0]) or not parts[1][:1].isupper():
            continue
        label, score = best_label(short.scores)
        if (
            score > 0
            and label in ("ORG", "PERSON")
            and best_label(name.scores)[0] in ("ORG", "PERSON", "LOC", "PRODUCT")
        ):
            name.scores["ORG"] += 2
            name.scores["PERSON"] -= 1


def _doubt_lone_people(names: dict[str, Name]) -> None:
    """News gives people's full names once: a single word that ends no longer name is seldom a person."""
    owned = {name.parts[-1] for name in names.values() if len(name.parts) > 1}
    for name in names.values():
        lone = len(name.parts) == 1 and name.text not in owned and not name.titled
        if lone and name.scores["PERSON"] > LONE_PERSON and not gazetteer.is_given_name(name.text):
            name.scores["PERSON"] = max(LONE_PERSON, name.scores["PERSON"] - 1.5)


def _lean_on_places(names: dict[str, Name]) -> None:
    """ "Marovan tea" in a text about Marova: the adjective of a place that the text names."""
    for name in names.values():
        if len(name.parts) > 1 or not name.text.endswith(_OF_PLACES) or gazetteer.is_demonym(name.text):
            continue
        for ending in _OF_PLACES:
            stem = name.text.removesuffix(ending)
            owner = names.get(stem) or names.get(stem + "a") or names.get(stem + "e")
            if name.text.endswith(ending) and len(stem) > 3 and owner is not None and owner is not name:
                if best_label(owner.scores)[0] in ("GPE", "LOC"):
                    name.scores["NORP"] += 5
                    break


def _doubt_spacy(name: Name) -> None:
    """spaCy alone takes a known place for a person or a product, and nothing else does: "Durham beat Kent"."""
    place = gazetteer.place_kind(name.text)
    if not place or len(name.parts) > 1 or name.titled or gazetteer.is_given_name(name.text):
        return
    for label in ("PERSON", "PRODUCT", "WORK_OF_ART", "NORP"):
        beyond = name.scores[label] - min(name.spacy[label], evidence.MAX_SPACY_WEIGHT) * evidence.SPACY_WEIGHT
        if beyond < 2:
            name.scores[label] = min(name.scores[label], name.scores[gazetteer.place_label(place)] - 0.1)


def _is_dateline(candidate: Candidate) -> bool:
    """ "AMBON, Indonesia - ", "BARRANCA () — ": the place that a report opens with."""
    if candidate.first > 1 or not candidate.text.replace("’", "").replace("'", "").replace(" ", "").isalpha():
        return False
    rest = candidate.paragraph.text[candidate.end - candidate.paragraph.start :][:60]
    if rest[:1] == ":" and candidate.text.isupper() and gazetteer.place_kind(candidate.text.title()):
        return True  # "SYDNEY: "
    if _DATELINE_END.match(rest):
        return candidate.text.isupper() or " - " not in rest[:4]
    rest = _POINTS.sub(r"\1", rest)  # "SARHAD, Oct. 3 — ", "WAPATO, Wash. (AP) — "
    return bool(re.match(r", [^.!?–—]{1,40}?\s[–—-]{1,2}\s", rest)) and (
        candidate.text.isupper() or "—" in rest or "–" in rest
    )


def _form(candidate: Candidate) -> str:
    """The name of a candidate: single spaces, a dateline's capitals taken back."""
    text = " ".join(candidate.text.split())
    if text.isupper() and len(text) > 3 and _is_dateline(candidate) and not gazetteer.organisation(text):
        text = " ".join(part if part.count(".") > 1 else part.title() for part in text.split())
    return text


def _defined_acronyms(candidates: list[Candidate]) -> dict[str, str]:
    """Acronyms explained in brackets, "National Search Agency (NSA)", with their long forms."""
    defined: dict[str, str] = {}
    for left, right in pairwise(candidates):
        if left.paragraph is not right.paragraph:
            continue
        between = left.paragraph.text[left.end - left.paragraph.start : right.start - left.paragraph.start]
        if between.strip() not in ("(", "(the", "( "):
            continue
        one, two = " ".join(left.text.split()), " ".join(right.text.split())
        if is_acronym(two) and (is_acronym_of(two, one) or _close(two, one)):
            defined.setdefault(two, one)
        elif is_acronym(one) and is_acronym_of(one, two):
            defined.setdefault(one, two)
    return defined


def _close(acronym: str, name: str) -> bool:
    """Most letters of an acronym open words of the name, in order ("BaFin" style forms, foreign initials)."""
    main, full = initials(name)
    letters = acronym.replace(".", "")
    position = found = 0
    for letter in letters:
        at = full.find(letter, position)
        if at >= 0:
            found, position = found + 1, at + 1
    return len(main) >= 2 and found >= 2 and found >= len(letters) - 1


# Accepting


def _is_accepted(name: Name) -> bool:
    """Whether a name is one: spaCy or the gazetteer sees it, or enough else speaks for it."""
    root = name.root()
    text = name.text
    lower = text.lower()
    if lower.strip(".") in words("not_names", "times") or not any(char.isalpha() for char in text):
        return False
    if (lower.endswith("ism") and len(name.parts) == 1) or lower.endswith((" day", " eve", " weekend")):
        return False
    label, score = best_label(root.scores)
    if name.head is not None:
        return _is_accepted(root)
    if len(name.parts) == 1 and not name.titled:
        generic = lower in words("organisation_heads", "organisation_openers", "facility_heads")
        if (
            (generic or lower in words("titles"))
            and not gazetteer.organisation(text)
            and not gazetteer.place_kind(text)
        ):
            return False
        if len(text) < 2:
            return False
        if name.initial_only and lower.endswith(_ABSTRACT_ENDINGS) and name.count == 1 and score < 3:
            return False
        common = is_everyday_word(text) and not (is_acronym(text) and gazetteer.organisation(text))
        if name.initial_only and common and label not in ("NORP",) and not gazetteer.place_kind(text):
            seen = sum(name.spacy.values()) > 0 or gazetteer.organisation(text) is not None
            return score >= 3.5 and seen
        if not name.spacy and common and not is_acronym(text) and not gazetteer.organisation(text):
            return score >= 3
    everyday = all(is_everyday_word(part) for part in name.parts if part[:1].isupper())
    if sum(name.spacy.values()) > 0:
        known = gazetteer.organisation(text) or gazetteer.place_kind(text)
        return score > (1.2 if everyday and not known and (len(name.parts) > 1 or name.count == 1) else 0)
    unknown = not everyday and not name.initial_only and all(part[:1].isupper() for part in name.parts)
    return score >= (UNKNOWN_MIN_SCORE if unknown else MIN_SCORE)


# Placing the mentions


def _place(
    paragraphs: list[Paragraph], candidates: list[Candidate], accepted: dict[str, Name]
) -> list[tuple[Paragraph, int, int, Name]]:
    """The spans of accepted names: candidates, and every further occurrence of a known name."""
    spans: list[tuple[Paragraph, int, int, Name]] = []
    taken: dict[str, list[tuple[int, int]]] = {}
    index = _Index(accepted)
    for candidate in candidates:
        name = accepted.get(_form(candidate))
        if name is not None:
            first, last, name = _longer(candidate, index) or (candidate.first, candidate.last, name)
            spans.append((candidate.paragraph, first, last, name))
            taken.setdefault(candidate.paragraph.paragraph_id, []).append((first, last))
    for paragraph in paragraphs:
        free = _Free(taken.get(paragraph.paragraph_id, []))
        spans.extend(_further(paragraph, free, index))
    spans.sort(key=lambda span: span[0].parse.tokens[span[1]].start)
    return spans


def _longer(candidate: Candidate, index: _Index) -> tuple[int, int, Name] | None:
    """ "Open Ballot said": a known name that takes in a candidate cut short where its sentence begins."""
    tokens = candidate.paragraph.parse.tokens
    for first in range(max(0, candidate.first - 2), candidate.first):
        if not at_start(tokens[first], tokens):
            continue
        for last, name in index.at(tokens, first):
            if last >= candidate.last and is_capitalised(tokens[first]):
                return first, last, name
    return None


class _Free:
    """Which tokens of a paragraph no mention has yet."""

    def __init__(self, taken: list[tuple[int, int]]) -> None:
        self._taken = {i for first, last in taken for i in range(first, last)}

    def __call__(self, first: int, last: int) -> bool:
        return all(i not in self._taken for i in range(first, last))


class _Index:
    """Names by their pieces; a name's first piece tells how long the names may be that begin with it."""

    def __init__(self, accepted: dict[str, Name]) -> None:
        self.names: dict[tuple[str, ...], Name] = {}
        self.lengths: dict[str, list[int]] = {}
        for text, name in [*accepted.items(), *_surnames(accepted).items()]:
            pieces = _pieces(text)
            if len(text) > 1 and len(pieces) <= MAX_PROPAGATED_PIECES:
                self.names.setdefault(pieces, name)
        for pieces in self.names:
            lengths = self.lengths.setdefault(pieces[0], [])
            if len(pieces) not in lengths:
                lengths.append(len(pieces))
        for lengths in self.lengths.values():
            lengths.sort(reverse=True)

    def at(self, tokens: list[Token], i: int) -> Iterator[tuple[int, Name]]:
        """Names that the tokens from i on spell, longest first, each with the end of its tokens."""
        first = _pieces(tokens[i].text)[:1]
        lengths = self.lengths.get(first[0], []) if first else []
        if not lengths:
            return
        got: list[str] = []
        ends: dict[int, int] = {}  # number of pieces -> one past their last token
        for j in range(i, min(i + lengths[0], len(tokens))):
            got.extend(_pieces(tokens[j].text))
            ends[len(got)] = j + 1
        for length in lengths:
            name = self.names.get(tuple(got[:length])) if length in ends else None
            if name is not None:
                yield ends[length], name


def _surnames(accepted: dict[str, Name]) -> dict[str, Name]:
    """Surnames of the document's people that are no names by themselves yet, each of one person."""
    owners: dict[str, list[Name]] = {}
    for name in accepted.values():
        parts = [part for part in name.parts if part.lower().strip(".") not in words("name_suffixes")]
        if name.head is None and name.label == "PERSON" and len(parts) > 1:
            owners.setdefault(parts[-1], []).append(name)
    return {
        surname: found[0]
        for surname, found in owners.items()
        if len(found) == 1 and surname not in accepted and len(surname) > 2 and not gazetteer.is_demonym(surname)
    }


@lru_cache(maxsize=100_000)
def _pieces(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+|[^\w\s]", text))


def _further(paragraph: Paragraph, free: _Free, index: _Index) -> list[tuple[Paragraph, int, int, Name]]:
    """Occurrences of known names that are no candidates: in headlines, inside longer runs, unmarked by spaCy."""
    found: list[tuple[Paragraph, int, int, Name]] = []
    tokens = paragraph.parse.tokens
    i = 0
    while i < len(tokens):
        step = 1
        for last, name in index.at(tokens, i):
            if free(i, last) and _may_stand(tokens, i, last, name):
                found.append((paragraph, i, last, name))
                step = last - i
                break
        i += step
    return found


def _may_stand(tokens: list[Token], first: int, last: int, name: Name) -> bool:
    """A single word at a sentence's start, or inside another name, needs its tag to be a name."""
    token = tokens[first]
    if last - first > 1:
        return True
    if not is_capitalised(token) and not any(char.isupper() for char in token.text):
        return False
    if at_start(token, tokens) and is_everyday_word(token.text) and token.tag not in ("NNP", "NNPS"):
        return False
    following = tokens[last] if last < len(tokens) else None
    previous = tokens[first - 1] if first else None
    beside = (following is not None and _is_name_like(following)) or (previous is not None and _is_name_like(previous))
    return not beside or name.label == "GPE" or token.tag in ("NNP", "NNPS")


def _is_name_like(token: Token) -> bool:
    return is_capitalised(token) and token.tag in ("NNP", "NNPS") and clean(token) not in words("titles")


# Out


def _to_mentions(
    document: Document, spans: list[tuple[Paragraph, int, int, Name]], accepted: dict[str, Name]
) -> list[Mention]:
    forms: dict[Name, list[Name]] = {}
    for name in accepted.values():
        forms.setdefault(name.root(), []).append(name)
    full = {root: _fullest(group) for root, group in forms.items()}
    clusters: dict[Name, int] = {}
    mentions: list[Mention] = []
    end = -1
    for paragraph, first, last, name in spans:
        tokens = paragraph.parse.tokens
        start, stop = tokens[first].start, tokens[last - 1].end
        if start < end:
            continue
        end = stop
        root = name.root()
        label = root.label
        cluster = clusters.setdefault(root, len(clusters))
        text = document.text[start:stop]
        mentions.append(
            Mention(document.document_id, paragraph.paragraph_id, start, stop, text, label, cluster, full[root])
        )
    return mentions


def _fullest(group: list[Name]) -> str:
    """The fullest form the document uses."""
    best = min(group, key=lambda name: (is_acronym(name.text), -_weight(name), -name.count, name.first_at, name.text))
    return best.text


def _weight(name: Name) -> int:
    return len(name.parts) * 100 + (len(name.text) if len(name.parts) > 1 else 0)
