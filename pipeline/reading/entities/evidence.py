"""What speaks for a name being a person, an organisation, a place: its own words, its context, spaCy's labels.

Each rule adds a weight to a label; the labels with their sums are kept per name of a document, so that one name is
decided once. A context's weight is what it says alone: 4 and more decides, 1 leans.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from pipeline.reading import wordnet
from pipeline.reading.entities import gazetteer
from pipeline.reading.entities.candidates import (
    Candidate,
    is_acronym,
    is_capitalised,
    is_everyday_word,
    singular,
)
from pipeline.reading.entities.gazetteer import words
from pipeline.reading.parse import Token

Scores = defaultdict[str, float]
SPACY_WEIGHT = 1.0
MAX_SPACY_WEIGHT = 3.0  # however often spaCy repeats itself
LONGEST_ACRONYM = 6
PRONOUN_WITHIN = 12  # tokens after a name
SHORTEST_COINED = 5  # Rod, Guy are people
COINED_FROM = ("time", "location", "artifact", "event", "communication", "group")  # categories of nouns in firms' names
LAND_ENDINGS = ("ania", "avia", "ubia", "onia", "esia", "istan")
_AGE = re.compile(r"\d{1,3}$")
_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z][a-zA-Z]*|[a-z][A-Z][a-zA-Z]+|[A-Z]{2,}[a-z]{2,}")
_CAMEL_SURNAME = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|O[’']|Fitz|D[’'])[A-Z]")


def of_form(name: str) -> Scores:
    """What a name's own words tell."""
    scores: Scores = defaultdict(float)
    scores.update(_of_form(name))
    return scores


@lru_cache(maxsize=65536)
def _of_form(name: str) -> dict[str, float]:
    scores: Scores = defaultdict(float)
    parts = name.split()
    first, last = parts[0], parts[-1]
    low_first, low_last = first.lower().rstrip("."), last.lower().rstrip(".")
    _of_gazetteer(name, scores)
    known = bool(scores) and scores["ORG"] not in (3, 6)  # a name that is known as a whole needs no look at its words
    if len(parts) >= 2 and not known:
        _of_head(parts, low_first, low_last, scores)
    elif _CAMEL.match(name) and not _CAMEL_SURNAME.match(name):
        scores["ORG"] += 4
        scores["PERSON"] -= 2
    elif not scores:
        _of_ending(name, scores)
    if len(parts) == 1 and not scores and len(name) <= LONGEST_ACRONYM and gazetteer.organisation(name.upper()):
        scores["ORG"] += 3  # British papers write Nato, Acas
    if is_acronym(name) and not scores:
        scores["ORG"] += 2
    if low_last.endswith(("'s", "’s")):
        scores["ORG"] += 2.5  # "Hallam's", "St Brannock's"
    _of_person_name(parts, scores)
    return scores


def _of_gazetteer(name: str, scores: Scores) -> None:
    if gazetteer.organisation(name):
        scores["ORG"] += 4 if " " in name or name.isupper() else 2.5
    parts = name.split()
    if len(parts) >= 3 and any(gazetteer.organisation(" ".join(parts[:i])) for i in range(2, len(parts))):
        scores["ORG"] += 3  # "Amnesty International UK"
    if len(parts) >= 3 and any(gazetteer.organisation(" ".join(parts[i:])) for i in range(1, len(parts) - 1)):
        scores["ORG"] += 3  # "Palestinian Red Crescent"
    kind = gazetteer.place_kind(name)
    if kind:
        weight = 4.0 if kind in ("country", "state") else 1.5 if kind == "town" else 3.0
        if " " not in name and kind not in ("country", "state"):
            if gazetteer.is_common_surname(name) or gazetteer.is_given_name(name):
                weight = 1.5 if kind == "city" else 0.7
            elif wordnet.senses(name.lower()):
                weight = 0.5
        scores[gazetteer.place_label(kind)] += weight
    if gazetteer.is_demonym(name) or ("-" in name and gazetteer.is_demonym(name.rsplit("-", 1)[1])):
        scores["NORP"] += 6
    for label, kind in (("EVENT", "events"), ("PRODUCT", "products")):
        if name in words(kind):
            scores[label] += 6


def _of_head(parts: list[str], low_first: str, low_last: str, scores: Scores) -> None:
    """The head noun of a name of several words: Health *Ministry*, Quarry *Road*, *University* of Leeds."""
    small = next((part for part in parts[1:-1] if part in ("of", "on")), None)
    if small is not None:
        head = parts[parts.index(small) - 1].lower()
        if head in words("law_heads"):
            scores["LAW"] += 5
        elif head in words("organisation_heads", "organisation_openers"):
            scores["ORG"] += 5
        elif head in words("facility_heads"):
            scores["FAC"] += 4
        elif head in words("land_openers") | {"coast", "valley", "island", "islands"}:
            scores["LOC"] += 4
        elif head in words("settlement_heads") | {"kingdom", "commonwealth"}:
            scores["GPE"] += 4
    if "for" in parts[1:-1] and parts[parts.index("for") - 1].lower() in words("for_openers"):
        scores["ORG"] += 4
    if low_first in words("storms"):
        scores["EVENT"] += 6
    if parts[0] in words("vessel_prefixes"):
        scores["PRODUCT"] += 7
    if low_last == "district" and len(parts) > 2 and parts[-2].lower() in words("service_districts"):
        scores["ORG"] += 6
    if low_last in words("law_heads"):
        scores["LAW"] += 4
    elif low_last in words("event_heads"):
        scores["EVENT"] += 3.5
    elif low_last in words("weak_event_heads"):
        scores["EVENT"] += 1.5
    if low_last in words("settlement_heads") and not scores["ORG"]:
        scores["GPE"] += 3
    if low_last in words("facility_heads") and not scores["ORG"]:
        scores["FAC"] += 3.5 if low_last not in words("organisation_heads") else 2
    if low_last in words("land_heads") and not scores["ORG"]:
        scores["LOC"] += 3
    if low_last in words("organisation_heads"):
        scores["ORG"] += 6 if low_last not in words("facility_heads") else 2.5
        if not gazetteer.is_common_surname(parts[-1]):
            scores["PERSON"] -= 3
    places = words("facility_heads", "land_heads", "settlement_heads")
    if low_last in places and low_last not in words("organisation_heads"):
        surname = gazetteer.is_common_surname(parts[-1])
        scores["PERSON"] -= 3 if not surname else 1 if not gazetteer.is_given_name(parts[0]) else 0
    if is_everyday_word(parts[0]) and gazetteer.place_kind(parts[-1]) in ("country", "state", "region", "city"):
        scores["ORG"] += 2.5 if not gazetteer.is_given_name(parts[0]) else 0  # "Agriculture Victoria"
    if low_first in words("facility_openers"):
        scores["FAC"] += 4
    if low_first in words("organisation_openers_alone"):
        scores["ORG"] += 4.5
    elif low_first in words("organisation_openers") and not scores:
        scores["ORG"] += 2.5
    if low_first in words("land_openers") and "of" not in parts:
        scores["LOC"] += 3.5
    elif low_first in ("san", "santa", "santo", "são") and len(parts) == 2:
        scores["GPE"] += 2.5
    elif low_first in words("settlement_openers") and not gazetteer.is_given_name(parts[0]):
        scores["GPE"] += 1
    if "&" in parts:
        scores["ORG"] += 3
    if low_last in words("organisation_adjectives"):
        scores["ORG"] += 4  # "Abbey National"
        scores["PERSON"] -= 3
    if low_last in ("market", "exchange") and parts[-2].lower() in words("traded"):
        scores["ORG"] += 5  # "Nasdaq Stock Market"
    if any(part.lower() in words("trades") for part in parts[1:-1]) and not gazetteer.is_common_surname(parts[-1]):
        scores["ORG"] += 2.5  # "Ambuja Cement Eastern"
        scores["PERSON"] -= 2
    if _is_team(parts):
        scores["ORG"] += 3
    if any(_CAMEL.match(part) and not _CAMEL_SURNAME.match(part) for part in parts):
        scores["ORG"] += 1.5
    if any(part.isupper() and len(part) > 2 and part.isalpha() for part in parts):
        scores["ORG"] += 1


def _is_team(parts: list[str]) -> bool:
    """ "Harrow Bay Gulls": a place and a plural that heads no place's name."""
    last = parts[-1].lower()
    heads = words("land_heads", "settlement_heads", "facility_heads")
    if not last.endswith("s") or last in heads or not wordnet.senses(singular(last)) or gazetteer.is_demonym(parts[-1]):
        return False
    owner = " ".join(parts[:-1])
    return gazetteer.place_kind(owner) is not None or (len(parts) > 2 and parts[-2].lower() in heads)


def _of_person_name(parts: list[str], scores: Scores) -> None:
    """ "Gregory Bovino", "J. K. Rowling": a given name or initials and a surname."""
    if len(parts) >= 2 and not gazetteer.is_given_name(parts[0]) and _is_everyday(parts):
        scores["PERSON"] -= 2  # "Inner Cities", "Quarter Pounder"
    elif len(parts) == 2 and _is_coined(parts):
        scores["ORG"] += 1  # "Millennium Alcobev"
        scores["PERSON"] -= 1
    elif len(parts) in (2, 3) and not scores and not any(part.isupper() for part in parts):
        scores["PERSON"] += 0.8
    named = [part for part in parts if part[:1].isupper()]
    plain = all(part.replace("-", "").replace("’", "").replace("'", "").replace(".", "").isalpha() for part in parts)
    if not plain or any(part in ("of", "for", "and", "the") for part in parts):
        return
    given = gazetteer.is_given_name(parts[0])
    if 2 <= len(named) <= 4:
        if given:
            scores["PERSON"] += 3 if not gazetteer.place_kind(parts[0]) else 2
        if gazetteer.is_common_surname(parts[-1]):
            scores["PERSON"] += 1
        if re.fullmatch(r"(?:[A-Z]\.?){1,3}", parts[0]) and not parts[0].isalpha():
            scores["PERSON"] += 2
        if parts[0].isupper() and len(parts[0]) <= 2 and not gazetteer.place_kind(parts[0]) and parts[1][1:].islower():
            scores["PERSON"] += 2 if len(parts[0]) == 1 else 1  # "C Cusiter", "JK Rowling"
        if any(len(part.rstrip(".")) == 1 for part in parts[1:-1]):
            scores["PERSON"] += 2.5
    elif len(parts) == 1 and (given or gazetteer.is_common_surname(parts[0])):
        scores["PERSON"] += 0.7


def _is_coined(parts: list[str]) -> bool:
    """An everyday noun, and a word that is in no list of words or names."""
    first, last = parts
    if gazetteer.is_given_name(first) or gazetteer.is_common_surname(first) or gazetteer.place_kind(first):
        return False
    if not last.isalpha() or len(first) < SHORTEST_COINED or wordnet.category(first.lower()) not in COINED_FROM:
        return False  # Felicity, Grace; Marsh-Odell
    unknown = not (gazetteer.is_common_surname(last) or gazetteer.is_given_name(last) or gazetteer.place_kind(last))
    return is_everyday_word(first) and unknown


def _is_everyday(parts: list[str]) -> bool:
    """Nothing but ordinary words: people's names are seldom so."""
    if gazetteer.is_common_surname(parts[-1]):
        return False
    plural = parts[-1].endswith("s") and bool(wordnet.senses(singular(parts[-1])))
    return plural or all(is_everyday_word(part) for part in parts)


def _of_ending(name: str, scores: Scores) -> None:
    """ "Oldbridge", "Fernandale": the endings of places, where nothing else is known."""
    lower = name.lower()
    if lower.endswith(LAND_ENDINGS) and not gazetteer.is_given_name(name) and not gazetteer.is_common_surname(name):
        scores["GPE"] += 3  # "Danubia", "Ruritania"
        scores["PERSON"] -= 1.5
    elif any(lower.endswith(ending) and len(lower) > len(ending) + 2 for ending in words("place_endings")):
        scores["GPE"] += 1


def of_context(candidate: Candidate) -> Scores:
    """What the words around one occurrence tell."""
    scores: Scores = defaultdict(float)
    tokens = candidate.paragraph.parse.tokens
    if candidate.titled:
        scores["PERSON"] += 5
    if candidate.kind_before:
        scores["ORG"] += 2.5
    if candidate.role_after in words("corporate_titles"):
        scores["ORG"] += 2
        scores["PERSON"] -= 1
    elif candidate.role_after in words("political_titles"):
        scores["GPE"] += 2
        scores["PERSON"] -= 1
    label = _spacy_label(candidate)
    if label:
        scores[label] += SPACY_WEIGHT
    sentence = candidate.tokens[0].sentence
    first, end = sentence.tokens[0].i, sentence.tokens[-1].i + 1
    before, determined = _before(tokens, candidate.first, first)
    after = tokens[candidate.last] if candidate.last < end else None
    _of_neighbours(candidate, tokens, before, determined, after, end, scores)
    _of_grammar(candidate, scores)
    _of_pronouns(candidate, tokens, end, scores)
    return scores


def _spacy_label(candidate: Candidate) -> str | None:
    """spaCy's label; its NORP for a word that is no people's name and stands as a noun is a place's."""
    label = candidate.spacy_label
    last = candidate.tokens[-1]
    tokens = candidate.paragraph.parse.tokens
    counted = candidate.first >= 2 and tokens[candidate.first - 1].lower == "of"
    if counted and tokens[candidate.first - 2].tag in ("NNS", "CD", "NN"):
        return label  # "thousands of Rohingya"
    noun = last.tag == "NNP" and last.dep in ("nsubj", "dobj", "pobj", "nsubjpass")
    people = gazetteer.is_demonym(candidate.text) or last.lower.endswith(("an", "ish", "ese", "ist"))
    if label == "NORP" and not people and last.tag == "NNP" and last.dep != "amod":
        return "GPE" if noun else "ORG"
    if label == "LAW" and len(candidate.tokens) == 1:
        return None  # laws have longer names
    return label


def _before(tokens: list[Token], i: int, first: int) -> tuple[Token | None, bool]:
    """The word before a name, over determiners and quotes; whether a determiner stands between."""
    determined = False
    i -= 1
    while i >= first and (tokens[i].lower in ("the", "a", "an") or tokens[i].text in ("“", '"', "‘")):
        determined = determined or tokens[i].lower == "the"
        i -= 1
    return (tokens[i] if i >= first else None), determined


def _of_neighbours(
    candidate: Candidate,
    tokens: list[Token],
    before: Token | None,
    determined: bool,
    after: Token | None,
    end: int,
    scores: Scores,
) -> None:
    single = len(candidate.tokens) == 1
    if determined:
        scores["PERSON"] -= 3
        scores["ORG"] += 0.7
    if before is not None and not determined:
        _of_word_before(before, tokens, scores)
    elif before is not None and before.lower in ("in", "at", "near", "across", "along", "off", "outside", "inside"):
        for label in ("FAC", "LOC", "GPE"):
            scores[label] += 1
    if after is not None and candidate.first > 0 and tokens[candidate.first - 1].lower in ("a", "an"):
        local = after.lemma.lower() in words("local_nouns") and after.text.islower()
        scores["GPE"] += 2 if local else 0  # "a Tinsdale pub landlord"
    if after is not None:
        _of_word_after(after, tokens, end, single, scores)


def _is_person_span(token: Token) -> bool:
    """A surname by its given name: "Lena Brandt"."""
    given = next((child for child in token.children[:8] if child.i == token.i - 1), None)
    return given is not None and gazetteer.is_given_name(given.text)


def _is_of_land(noun: Token) -> bool:
    lemma = noun.lemma.lower()
    return lemma in words("facility_heads", "land_heads") and lemma not in words("organisation_heads", "held_in_bodies")


def _of_word_before(before: Token, tokens: list[Token], scores: Scores) -> None:
    word = before.lower
    previous = tokens[before.i - 1] if before.i > 0 else None
    if word in ("in", "near", "across", "throughout", "around", "outside", "inside", "within"):
        if word == "in" and previous is not None and previous.lemma.lower() in words("held_of_bodies"):
            scores["ORG"] += 2.5
        elif previous is not None and previous.lemma.lower() in ("publish", "appear", "print"):
            scores["ORG"] += 1.5
        elif previous is None or previous.lemma.lower() not in words("not_places_after"):
            weight = 2.5 if word in ("in", "near", "throughout") else 1.5
            scores["GPE"] += weight
            scores["LOC"] += weight - 0.8
            scores["FAC"] += weight - 0.8
            scores["PERSON"] -= 1
    elif word == "as" and previous is not None and previous.lower == "such" and previous.i > 0:
        _of_kind(tokens[previous.i - 1].lemma.lower(), scores)
    elif word == "at":
        _of_at(before, previous, scores)
    elif word == "on":
        scores["PERSON"] -= 0.7
        scores["FAC"] += 0.7
        scores["LOC"] += 0.5
    elif word == "by" and previous is not None and previous.lemma.lower() in words("studies"):
        scores["ORG"] += 2.5
    elif word == "of" and previous is not None and previous.pos == "PROPN" and _is_person_span(previous):
        scores["ORG"] += 1.5  # "Lena Brandt of Relief Without Frontiers"
        scores["PERSON"] -= 2
    elif word in ("from", "to", "of", "via", "over", "off", "into", "towards", "through"):
        if word == "of" and previous is not None and previous.lemma.lower() in words("settlement_nouns"):
            scores["GPE"] += 4
        elif word == "of" and previous is not None and previous.lower in ("north", "south", "east", "west", "outside"):
            scores["GPE"] += 3
        elif word == "of" and previous is not None and previous.lemma.lower() in words("held_in_bodies"):
            scores["ORG"] += 2.5
        elif word == "of" and previous is not None and previous.text.islower() and _is_of_land(previous):
            scores["GPE"] += 2  # "the dams of Marathwada"
        elif word == "of" and previous is not None and previous.lower == "out":
            scores["GPE"] += 2
        elif word in ("off", "into", "via", "over"):
            scores["GPE"] += 1
        elif word in ("to", "from"):
            distance = previous is not None and previous.lemma.lower() in ("mile", "kilometre", "kilometer", "km")
            travel = before.head.lemma.lower() in words("travel_words")
            sent = previous is not None and previous.lemma.lower() in words("sent_from")
            hails = word == "from" and previous is not None and _is_somebody(previous)
            scores["GPE"] += 2 if distance or travel or sent else 1.5 if hails else 0.4
            scores["PERSON"] -= 1 if hails else 0
    elif word in ("opposition", "ruling", "governing", "rebel") or (
        word == "for" and previous is not None and previous.lower in words("spokespeople")
    ):
        scores["ORG"] += 1.5
    elif word in words("directions"):
        scores["GPE"] += 1.5
    elif before.text.islower() and before.tag == "NN" and before.lemma.lower() in words("vessels"):
        scores["PRODUCT"] += 4
    elif before.text.islower() and before.tag == "NN" and before.lemma.lower() in words("organisation_kinds"):
        scores["ORG"] += 2.5
    elif before.tag in ("NN", "NNS", "NNP") and before.text.islower() and wordnet.is_person(before.lemma.lower()):
        if before.tag == "NN":
            scores["PERSON"] += 3  # "striker Tomi", "manager Declan"
    elif before.text == "," and previous is not None and previous.text.islower() and previous.tag == "NN":
        if previous.lemma.lower() in words("organisation_kinds"):
            scores["ORG"] += 2
        elif wordnet.is_person(previous.lemma.lower()):
            scores["PERSON"] += 2.5  # "The plant's lawyer, Denise Pruitt, said"
    elif word in ("named", "called") and previous is not None:
        scores["PERSON"] += 0.3
    elif before.tag == "NN" and word in words("settlement_nouns"):
        scores["GPE"] += 1.5


def _of_at(before: Token, previous: Token | None, scores: Scores) -> None:
    """ "an analyst at X", "works at X": a body; "a depot at X": where something is."""
    staff = before.head.lemma.lower() in words("staff_verbs") and before.head.pos == "VERB"
    if previous is not None and not staff:
        field = previous.head.lower == "of" and previous.dep == "pobj"
        who = previous.head.head if field else previous  # "a professor of law at X"
        somebody = _is_somebody(who) and who.lemma.lower() not in words("kin")
        staff = somebody or previous.lemma.lower() in words("held_in_bodies")
    if staff:
        scores["ORG"] += 2.4
        scores["FAC"] -= 2.2
    else:
        scores["FAC"] += 1.3
        scores["GPE"] += 1.4
        scores["ORG"] += 0.3
    scores["PERSON"] -= 0.7


def _is_somebody(token: Token) -> bool:
    """ "a shopkeeper", "Ann Lee": a noun for people, or a person's name."""
    if token.pos == "PROPN":
        return _is_person_span(token)
    return token.pos == "NOUN" and token.text.islower() and wordnet.is_person(token.lemma.lower())


def _of_kind(noun: str, scores: Scores) -> None:
    """ "villages such as Nteme", "retailers such as Next": the kind that the name is given for."""
    if noun in words("settlement_nouns"):
        scores["GPE"] += 3
    elif noun in words("organisation_kinds"):
        scores["ORG"] += 3
    elif wordnet.is_person(noun):
        scores["PERSON"] += 2.5


def _of_word_after(after: Token, tokens: list[Token], end: int, single: bool, scores: Scores) -> None:
    nxt = tokens[after.i + 1] if after.i + 1 < end else None
    if after.text == "-" and nxt is not None and nxt.lower in ("based", "born", "bound"):
        scores["GPE"] += 4  # "the Palma-based airline"
        scores["PERSON"] -= 1
    elif after.text == "," and nxt is not None:
        comma = tokens[after.i + 2] if after.i + 2 < end else None
        if _AGE.match(nxt.text) and comma is not None and comma.text in (",", ".", "-", "–", ")", ";"):
            scores["PERSON"] += 5
        elif nxt.lower == "who":
            scores["PERSON"] += 3
        elif nxt.lower == "which":
            scores["PERSON"] -= 2
            scores["ORG"] += 1
        elif nxt.lower == "where":
            scores["GPE"] += 3
        elif nxt.lower == "aged":
            scores["PERSON"] += 5
        elif is_capitalised(nxt) and gazetteer.place_kind(nxt.text) in ("country", "state"):
            scores["GPE"] += 1.5  # "Yuma, Arizona"
        elif nxt.lower == "of" and comma is not None and is_capitalised(comma):
            scores["PERSON"] += 1.5  # "Seamus Dunleavy, of Malone Road, got six years"
        else:
            _of_apposition(nxt, tokens, end, scores)
    elif after.text == "(" and nxt is not None and _AGE.match(nxt.text) and len(nxt.text) == 2:
        close = tokens[after.i + 2] if after.i + 2 < end else None
        if close is not None and close.text == ")":
            scores["PERSON"] += 3
    elif after.lower == "who":
        scores["PERSON"] += 3
    elif after.text.islower() and after.tag in ("NN", "NNS"):
        lemma = after.lemma.lower()
        if after.lower in (words("facility_heads", "land_heads")) - words("organisation_heads"):
            scores["GPE"] += 2  # "the Calder dam", "Lowfield reservoir"
            scores["PERSON"] -= 1
        elif after.lower in words("settlement_nouns"):
            scores["GPE"] += 2.5 if single or not scores["PERSON"] else 1
        elif lemma in words("organisation_nouns"):
            scores["ORG"] += 1
            scores["PERSON"] -= 0.5
        elif wordnet.is_person(lemma):
            scores["PERSON"] -= 0.7
            scores["ORG"] += 0.5
            scores["GPE"] += 0.5


def _of_apposition(token: Token, tokens: list[Token], end: int, scores: Scores) -> None:
    """ "NAME, a retired teacher", "NAME, the contractor,": the head of the noun phrase after the comma."""
    head = token
    for i in range(token.i, min(token.i + 8, end)):
        word = tokens[i]
        if word.text in (",", ".", ";", "(") or word.tag in ("IN", "VBD", "VBZ", "WP", "WDT", "TO"):
            break
        if word.tag in ("NN", "NNS"):
            head = word
    if head.tag != "NN" or not head.text.islower() or token.tag not in ("DT", "JJ", "NN", "PRP$", "NNP", "POS", "VBN"):
        return
    lemma = head.lemma.lower()
    if lemma in words("organisation_kinds"):
        scores["ORG"] += 2.5
    elif lemma in words("settlement_nouns"):
        scores["GPE"] += 2.5
    elif wordnet.is_person(lemma):
        scores["PERSON"] += 2.5


def _of_pronouns(candidate: Candidate, tokens: list[Token], end: int, scores: Scores) -> None:
    """ "X boasts that its prices", "X told her staff": what a subject is called next, before any other name."""
    if candidate.tokens[-1].dep not in ("nsubj", "nsubjpass"):
        return
    for token in tokens[candidate.last : min(candidate.last + PRONOUN_WITHIN, end)]:
        if token.pos == "PROPN":
            return
        if token.lower in ("its", "itself"):
            scores["ORG"] += 1.2
            scores["GPE"] += 0.4
            scores["PERSON"] -= 1.5
            return
        if token.lower in ("his", "her", "he", "she", "himself", "herself"):
            scores["PERSON"] += 1
            return
    _of_next_subject(candidate.tokens[-1], tokens, end, scores)


def _of_next_subject(name: Token, tokens: list[Token], end: int, scores: Scores) -> None:
    """ "X disputes that. In a statement it says", "X left early. He had": the next sentence's subject."""
    if name.head.dep != "ROOT":
        return
    for token in tokens[end : end + PRONOUN_WITHIN]:
        if token.dep in ("nsubj", "nsubjpass"):
            if token.lower == "it" and token.head.lemma.lower() in words(
                "speech_verbs", "business_verbs", "person_verbs"
            ):
                scores["ORG"] += 1
                scores["PERSON"] -= 1
            elif token.lower in ("he", "she"):
                scores["PERSON"] += 1
            return


def _of_grammar(candidate: Candidate, scores: Scores) -> None:
    """The name as subject or object: people and bodies speak; a person scores, dies, marries."""
    heads = [token for token in candidate.tokens if not candidate.first <= token.head.i < candidate.last]
    if not heads:
        return
    token = heads[-1]
    verb = token.head
    if token.dep in ("nsubj", "nsubjpass") and verb.pos in ("VERB", "AUX"):
        lemma = verb.lemma.lower()
        if lemma in words("speech_verbs"):
            scores["PERSON"] += 1.2
            scores["ORG"] += 0.9
        elif lemma in words("person_verbs"):
            scores["PERSON"] += 1
        elif lemma in words("business_verbs"):
            scores["ORG"] += 0.7
    elif token.dep == "dobj" and verb.lemma.lower() in words("place_verbs"):
        scores["GPE"] += 2
    elif token.dep == "poss":
        thing = verb.lemma.lower()
        if thing in words("kin"):
            scores["PERSON"] += 2
        elif verb.text.islower() and wordnet.is_person(thing):
            scores["ORG"] += 0.7
        elif thing in ("capital", "population", "coast", "government", "parliament", "economy", "border"):
            scores["GPE"] += 2
