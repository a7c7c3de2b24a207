"""What a figure is of, beyond its metric: "shares of Tesla jumped 8.5%" has metric share and subject Tesla."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.reading.claims.phrase import (
    NOUN_TAGS,
    clause_verb,
    full_phrase,
    is_noun,
    is_number_word,
    is_time_noun,
    object_of,
    pobj,
    subject_of,
)
from pipeline.reading.parse import Token

COMPLEMENTS = frozenset({"of", "for", "in", "from", "to", "by", "on", "at", "between", "with", "against"})
MAX_PHRASES = 4


def find_subject(top: Token, own: Sequence[Token], noun: Token | None, metric: str) -> str | None:
    """The phrases that the figure refers to beside its metric, nearest tie first, joined by commas; None if none.

    In order: complements of the metric's noun ("shares of Tesla"), the noun it complements ("a survey of seven
    countries"), the clause's subject, its object.
    """
    inside = {token.i for token in own}
    phrases: list[str] = []
    for candidate in candidates(top, noun):
        if candidate.i in inside or candidate is noun or is_number_word(candidate) or is_time_noun(candidate):
            continue
        if candidate.tag not in NOUN_TAGS:
            continue
        phrase = full_phrase(candidate)
        if phrase and phrase.lower() != metric.lower() and phrase not in phrases:
            phrases.append(phrase)
        if len(phrases) == MAX_PHRASES:
            break
    return ", ".join(phrases) or None


def candidates(top: Token, noun: Token | None) -> Iterator[Token]:
    for node in (noun, top):
        if node is None:
            continue
        yield from complements(node.rights)
        yield from (
            child for child in node.children if child.dep in ("poss", "appos", "nmod", "compound") and is_noun(child)
        )
        if node.dep == "pobj" and is_noun(node.head.head):
            yield node.head.head
            yield from complements(node.head.head.rights)
        elif node.dep in ("nummod", "compound", "nmod", "amod", "appos") and is_noun(node.head):
            yield node.head
    verb = clause_verb(top)
    if verb is None:
        if is_noun(top.sentence.root):
            yield top.sentence.root
        return
    subject = subject_of(verb)
    if subject is not None:
        yield subject
        yield from complements(subject.rights)
        yield from (child for child in subject.children if child.dep in ("appos", "conj", "poss"))
    obj = object_of(verb)
    if obj is not None:
        yield obj
        yield from complements(obj.rights)
    yield from complements(verb.rights)


def complements(tokens: Iterable[Token]) -> Iterator[Token]:
    """The nouns of the prepositional phrases among some children."""
    for prep in tokens:
        if prep.dep in ("prep", "agent") and prep.lower in COMPLEMENTS:
            noun = pobj(prep)
            if noun is not None and is_noun(noun):
                yield noun
