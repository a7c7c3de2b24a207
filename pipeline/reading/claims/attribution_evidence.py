"""What speaks for and against a voice nearby being the one that says a figure, fact by fact: what `attribution_weigh` adds up.

No fact decides alone: how far the voice is, whether others come between, whether the sentence's subject goes back to it,
tense and mood against what was said before, words that link or part.
"""

from __future__ import annotations

from functools import cache, partial
from typing import NamedTuple

from pipeline.reading import wordnet
from pipeline.reading.claims.attribution_voices import DOCUMENT, QUOTED, SAYING, SUBJECT, Place, Voice, Voices
from pipeline.reading.claims.context import make_context
from pipeline.reading.claims.lists import is_point
from pipeline.reading.claims.names import Name, Names, noun_name
from pipeline.reading.claims.phrase import SUBJECTS, is_noun, noun_lemma, verb_lemma
from pipeline.reading.claims.reports import is_document
from pipeline.reading.lexicon import word_set
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Token

Facts = dict[str, float]
cues = partial(word_set, "speech")
MAX_CLIMB = 24
OPENING = 4  # tokens of a sentence in which it links up
FAR = 3
SHARED_WORDS = 3
CREDITS = 4
CONTENT_TAGS = frozenset({"NN", "NNS", "VBN", "VBG", "JJ"})


class Candidate(NamedTuple):
    """One who might say a figure: a name, and each place where it has a voice, nearest first."""

    name: str
    heard: list[tuple[Place, Voice]]

    @property
    def nearest(self) -> tuple[Place, Voice]:
        return self.heard[0]


class Said(NamedTuple):
    """A figure credited before: where, and to whom."""

    order: int
    name: str


class Opening(NamedTuple):
    """What the subject of a figure's sentence, and the "its" or "her" near its beginning, go back to."""

    subject: Token | None
    found: Name | None  # the subject's
    label: str | None  # of the entity that the subject names
    own: Token | None  # the possessive pronoun
    owner: str | None  # the name that it goes back to
    back: Token | None  # what the possessive or the pronoun as subject goes back to
    back_name: str | None
    facts: Facts  # those that hold whoever the candidate is


class Asked(NamedTuple):
    """A figure that asks who says it: where it stands, how its clause runs, what was credited before it."""

    quantity: Quantity
    place: Place
    status: str
    credited: list[Said]  # the document's, in text order
    asked_before: int  # the document's figures before it
    facts: Facts  # those that hold whoever the candidate is
    path: list[tuple[Token, Token]]
    words: frozenset[str]
    opening: Opening


def ask(
    quantity: Quantity, place: Place, status: str, credited: list[Said], asked_before: int, voices: Voices
) -> Asked:
    path = list(_path(make_context(quantity).top))
    facts = _of_claim(quantity, place, status, path, voices)
    facts["credited_share"] = len(credited) / max(asked_before, 1)
    opening = _opening(place, voices.names)
    return Asked(quantity, place, status, credited, asked_before, facts, path, _content(place), opening)


def evidence(asked: Asked, candidate: Candidate, all_heard: list[tuple[Place, Voice]], names: Names) -> Facts:
    """The facts about a figure and one who might say it, by name; those that are 0 are left out."""
    facts: Facts = {"always": 1.0} | asked.facts
    for part in (
        _where(asked, candidate, all_heard),
        _who(candidate, names),
        _how(candidate),
        _before(asked, candidate),
        _subject(asked, candidate),
        _here(asked, candidate),
    ):
        facts.update(part)
    _combine(facts)
    return {name: float(value) for name, value in facts.items() if value}


def impossible(facts: Facts) -> bool:
    """True for what no evidence can outweigh: what is told of somebody by their own clause ("He runs 14 rooms"), a document
    that only is something ("the figure was 31%"), another main clause behind a semicolon, an age, a figure that counts the
    speakers ("say two reports"), what follows a sentence that went by somebody's words ("according to police"), what the
    writer adds to it in a relative clause ("accused him of chaos in Chicago, where 75,000 marched")."""
    telling = any(facts.get(name) for name in ("subject_telling", "subject_holding", "verb_above"))
    if any(facts.get(name) for name in ("semicolon", "age", "counts_it")) or (
        facts.get("by_phrase") and not facts.get("here")
    ):
        return True
    if facts.get("aside") and facts.get("here") and not facts.get("in_quotes"):
        return True
    if facts.get("document"):
        return bool(facts.get("only_subject") and facts.get("stands_still"))
    if facts.get("only_subject"):
        return True
    return bool(facts.get("is_subject") or facts.get("subject_above") or facts.get("owned_by_person")) and not telling


def _of_claim(quantity: Quantity, place: Place, status: str, path: list[tuple[Token, Token]], voices: Voices) -> Facts:
    sentence = place.sentence
    clause = next((t for t, _ in path if t.pos in ("VERB", "AUX")), None)
    aux = {c.lower for c in clause.children if c.dep in ("aux", "auxpass")} if clause is not None else set()
    root = sentence.root
    root_aux = {c.lower for c in root.children if c.dep in ("aux", "auxpass")}
    aux |= root_aux
    opening = [t.lower for t in sentence.tokens[:OPENING]]
    outside = [t for t in sentence.tokens if voices.quotes.around(t.start, t.end) is None]
    finite = clause is not None or root.pos in ("VERB", "AUX")
    return {
        "would": bool(aux & {"would", "'d", "’d"}),
        "should": bool(aux & {"should", "must", "ought"}),
        "could": bool(aux & {"could", "might", "may"}),
        "will": bool(aux & {"will", "'ll", "’ll", "wo"}),
        "past": _is_past(root),
        "present": root.tag in ("VBZ", "VBP") and not aux,
        "pluperfect": "had" in aux,
        "perfect": bool(aux & {"has", "have"}),
        "fragment": not finite,
        "links": bool(set(opening) & cues("linking")),
        "parts": bool(set(opening) & cues("parting")),
        "first_person": any(t.lower in cues("we") for t in outside),
        "opens_paragraph": sentence.index == 0,
        "second_sentence": sentence.index == 1,
        "point": is_point(place.paragraph),
        "heading": place.paragraph.role != "body",
        "has_quote": any(True for _ in voices.quotes.within(sentence.start, sentence.end)),
        "in_quotes": voices.quotes.around(quantity.start, quantity.end) is not None,
        "money": quantity.kind == "money",
        "share": quantity.kind in ("percent", "ratio"),
        "span": quantity.kind == "duration",
        "age": quantity.kind == "age",
        "size_of_change": quantity.change is not None,
        "hedged": quantity.comparator != "=",
        "forecast": status == "forecast",
        "aim": status == "target",
        "bound": status == "threshold",
        "conditional": status == "conditional",
        "aside": any(t.dep == "relcl" for t, _ in path),
        "deep": sum(t.pos == "VERB" for t, _ in path) > 1,
    }


def _is_past(verb: Token) -> bool:
    return verb.tag == "VBD" or any(c.tag == "VBD" and c.dep in ("aux", "auxpass") for c in verb.children)


def _where(asked: Asked, candidate: Candidate, all_heard: list[tuple[Place, Voice]]) -> Facts:
    place, _ = candidate.nearest
    back = asked.place.order - place.order
    paragraphs = asked.place.paragraph.index - place.paragraph.index
    speaking = [(p, v) for p, v in all_heard if v.kind in (SAYING, QUOTED)]
    between = {
        v.name.text for p, v in speaking if place.order < p.order <= asked.place.order and v.name.text != candidate.name
    }
    here = any(p is asked.place and v.name.text != candidate.name for p, v in speaking)
    in_paragraph = {v.name.text for p, v in speaking if p.paragraph is asked.place.paragraph}
    lead = place.paragraph.text.rstrip().endswith(":") and back > 0
    return {
        "here": back == 0,
        "back_1": back == 1,
        "back_2": back == 2,
        "back_3": back >= FAR,
        "ahead": back < 0,
        "same_paragraph": paragraphs == 0 and back != 0,
        "paragraph_before": paragraphs == 1,
        "paragraphs_before": paragraphs > 1,
        "others_between": min(len(between), 2),
        "other_here": here,
        "alone_in_paragraph": in_paragraph == {candidate.name},
        "leads_in": lead,
        "last_of_paragraph": paragraphs == 1 and place.paragraph.parse.sentences[-1] is place.sentence,
    }


def _who(candidate: Candidate, names: Names) -> Facts:
    _, voice = candidate.nearest
    noun = names.resolve(voice.token) or voice.token
    mention = names.of_phrase(noun)
    label = mention.label if mention is not None else None
    document = label is None and is_document(noun)
    return {
        "person": label == "PERSON",
        "body": label == "ORG" or (label is None and noun_lemma(noun).lower() in cues("bodies")),
        "place": label in ("GPE", "NORP", "LOC"),
        "document": document,
        "many": noun.tag in ("NNS", "NNPS") and label is None and not document,
        "unnamed": label is None and not document,
        "finder": is_noun(noun) and noun_name(noun) in cues("finders", "surveys"),
        "pronoun": voice.token.tag in ("PRP", "PRP$"),
    }


def _how(candidate: Candidate) -> Facts:
    kinds = {voice.kind for _, voice in candidate.heard}
    saying = next(((p, v) for p, v in candidate.heard if v.kind == SAYING), None)
    verb = saying[1].verb if saying is not None else None
    strong = verb is not None and verb_lemma(verb) in cues("strong_saying")
    verbs = [v.verb for _, v in candidate.heard if v.kind == SAYING and v.verb is not None]
    return {
        "says": saying is not None,
        "says_strongly": strong,
        "says_often": len(verbs) > 1,
        "says_past": verb is not None and verb.tag in ("VBD", "VBN"),
        "says_present": verb is not None and verb.tag in ("VBZ", "VBP"),
        "wants": verb is not None and verb_lemma(verb) in cues("willing") and not strong,
        "by_phrase": saying is not None and saying[1].rule != "reporting_clause",
        "quoted": QUOTED in kinds,
        "only_subject": kinds == {SUBJECT},
        "only_document": kinds == {DOCUMENT},
    }


def _before(asked: Asked, candidate: Candidate) -> Facts:
    mine = [said for said in asked.credited if said.name == candidate.name]
    last = asked.credited[-1] if asked.credited else None
    near = last is not None and asked.place.order - last.order <= 2
    return {
        "credited": bool(mine),
        "credits": min(len(mine), CREDITS) / CREDITS,
        "credited_last": last is not None and last.name == candidate.name and near,
        "other_credited_last": last is not None and last.name != candidate.name and near,
        "credited_one_back": any(said.order == asked.place.order - 1 for said in mine),
        "credited_here": any(said.order == asked.place.order for said in mine),
    }


def _opening(place: Place, names: Names) -> Opening:
    root = place.sentence.root
    subject = next((c for c in root.children if c.dep in SUBJECTS), None)
    tokens = place.sentence.tokens
    own = next((t for t in tokens if t.tag == "PRP$" and t.lower not in cues("we")), None)
    owner = names.resolve(own) if own is not None and own.i - tokens[0].i < OPENING * 2 else None
    pronoun = subject is not None and subject.tag == "PRP"
    back = owner if own is not None else None
    if back is None and subject is not None and pronoun:
        back = names.resolve(subject)
    owner_name = names.name(owner).text if owner is not None else None
    back_name = owner_name if back is owner else names.name(back).text if back is not None else None
    if subject is None:
        return Opening(None, None, None, own, owner_name, back, back_name, {"no_subject": True})
    noun = is_noun(subject)
    found = names.name(subject) if noun or pronoun else None
    mention = names.of_phrase(subject) if noun else None
    facts: Facts = {
        "pronoun_unresolved": pronoun and found is not None and found.rule == "pronoun_unresolved",
        "definite": noun and any(c.lower in ("the", "that", "this", "those") for c in subject.lefts),
        "there": subject.lower == "there",
    }
    return Opening(subject, found, mention.label if mention else None, own, owner_name, back, back_name, facts)


def _subject(asked: Asked, candidate: Candidate) -> Facts:
    """Whether the sentence's subject goes back to the candidate, or is another who could speak."""
    opening = asked.opening
    subject, own = opening.subject, opening.own
    owned = opening.owner is not None and opening.owner == candidate.name
    told = _goes_back_to_what_was_told(asked, candidate)
    if subject is None:
        return {"owned": owned, "of_what_was_told": told} | opening.facts
    pronoun = subject.tag == "PRP"
    same = opening.found is not None and opening.found.text == candidate.name
    place, voice = candidate.nearest
    plural = pronoun and subject.lower in cues("they")
    return opening.facts | {
        "owned": owned,
        "owned_by_person": owned and own is not None and own.head is subject and own.lower not in cues("it"),
        "of_what_was_told": told,
        "part_of_what_was_told": not same and _is_part(subject),
        "is_subject": same,
        "subject_by_pronoun": same and pronoun,
        "it": not same and pronoun and subject.lower in cues("it"),
        "they": not same and plural,
        "other_named": not same and opening.label in ("PERSON", "ORG"),
        "subject_is_document": not same and is_document(subject),
        "they_many": plural and voice.token.tag in ("NNS", "NNPS"),
        "shared_words": min(len(asked.words & _content(place)), SHARED_WORDS) if place is not asked.place else 0,
    }


def _goes_back_to_what_was_told(asked: Asked, candidate: Candidate) -> bool:
    """ "The regulator said the firm leaked water. Its limit was 178 million litres": "its" goes back to a noun of what was
    told, not to the one who told it."""
    back = asked.opening.back
    if back is None or asked.opening.back_name == candidate.name:
        return False
    return any(
        place is not asked.place and place.sentence is back.sentence and voice.kind == SAYING
        for place, voice in candidate.heard
    )


def _is_part(subject: Token) -> bool:
    """ "The smallest weighed 5.1 kilos", "One of them", "Another 40": a part or a further one of what was told of."""
    if subject.tag in ("JJ", "JJR", "JJS", "CD") or subject.lower in cues("partitives", "parts_told"):
        return True
    return any(c.lower in cues("parts_told") for c in subject.lefts)


def _here(asked: Asked, candidate: Candidate) -> Facts:
    """How a candidate of the same sentence stands to the figure."""
    facts: Facts = {}
    start = asked.quantity.start
    for place, voice in candidate.heard:
        if place is not asked.place:
            continue
        token = voice.token
        inside = any(t is token for t, _ in asked.path)
        if inside:
            facts["in_its_phrase"] = 1.0
            facts["counts_it"] = float(
                asked.path[0][0].head is token and asked.path[0][0].dep in ("nummod", "quantmod")
            )
        if token.start < start:
            facts["before_figure"] = 1.0
        if _semicolon(asked, token):
            facts["semicolon"] = 1.0
        if voice.kind == SAYING:
            facts["says_here"] = 1.0
            if voice.verb is not None:
                facts["verb_behind" if voice.verb.start > start else "verb_before"] = 1.0
            if any(t is voice.verb for t, _ in asked.path):
                facts["verb_above"] = 1.0
            continue
        if voice.kind == SUBJECT and voice.verb is not None:
            passive = token.dep == "nsubjpass"
            facts["stands_still"] = float(passive or verb_lemma(voice.verb) in cues("telling_nothing"))
            above = next((child for t, child in asked.path if t is voice.verb and child is not t), None)
            if above is not None and child_is_object(above):
                facts["subject_above"] = 1.0
                name = verb_lemma(voice.verb)
                facts["subject_telling"] = name in cues("saying", "document_verbs") or _tells(name)
                facts["subject_holding"] = name in cues("holding")
                facts["subject_laying_down"] = name in cues("laying_down")
                facts["subject_direct"] = above.dep in ("dobj", "attr")
                facts["subject_clause"] = above.dep in ("ccomp", "xcomp")
        if voice.kind == DOCUMENT:
            head = token.head
            if head.dep == "prep" and head.lower in ("in", "under", "by", "from", "on", "per"):
                opens = head.i - asked.place.sentence.tokens[0].i <= 2
                facts["document_opens" if opens else "document_in"] = 1.0
            if token.dep == "poss":
                facts["document_owns"] = 1.0
    return facts


def _semicolon(asked: Asked, token: Token) -> bool:
    base = asked.place.sentence.tokens[0].i
    first, last = sorted((token.i, asked.quantity.tokens[0].i))
    return any(t.text == ";" for t in asked.place.sentence.tokens[first - base : last - base])


@cache
def _tells(verb: str) -> bool:
    """True for a verb whose noun is something told or thought: acknowledge, advertise, guess, prescribe."""
    kinds = [wordnet.category(noun) for noun in wordnet.event_nouns(verb)]
    return bool(kinds) and kinds[0] in ("communication", "cognition")


def child_is_object(child: Token) -> bool:
    return child.dep not in SUBJECTS


def _combine(facts: Facts) -> None:
    """Facts that tell together what neither tells alone."""
    for a, b in (
        ("back_1", "would"),
        ("back_1", "says_past"),
        ("back_1", "credited_one_back"),
        ("document", "is_subject"),
        ("document", "back_1"),
        ("person", "back_1"),
        ("quoted", "same_paragraph"),
        ("body", "subject_above"),
        ("document", "subject_above"),
        ("person", "subject_above"),
        ("leads_in", "point"),
        ("present", "says_past"),
        ("past", "says_past"),
        ("pluperfect", "says_past"),
        ("is_subject", "back_1"),
        ("is_subject", "says"),
        ("same_paragraph", "says_strongly"),
        ("it", "same_paragraph"),
        ("they", "same_paragraph"),
        ("of_what_was_told", "back_1"),
        ("part_of_what_was_told", "back_1"),
        ("document_opens", "bound"),
        ("document_opens", "should"),
        ("document", "of_what_was_told"),
        ("document", "will"),
        ("document", "forecast"),
        ("document", "aim"),
        ("document", "there"),
        ("document", "present"),
        ("document", "by_phrase"),
        ("back_1", "by_phrase"),
    ):
        if facts.get(a) and facts.get(b):
            facts[f"{a}_and_{b}"] = float(facts[a]) * float(facts[b])


def _content(place: Place) -> frozenset[str]:
    return frozenset(t.lemma.lower() for t in place.sentence.tokens if t.tag in CONTENT_TAGS)


def _path(top: Token) -> list[tuple[Token, Token]]:
    """The tokens above one, each with the child through which it is reached."""
    found = []
    token = child = top
    for _ in range(MAX_CLIMB):
        found.append((token, child))
        if token.is_root:
            break
        child, token = token, token.head
    return found
