"""What a figure is of, in the text's own words: "shares of Tesla jumped 8.5%": shares, Tesla."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.reading.claims.antecedent import PERSONAL, noun_before
from pipeline.reading.claims.context import Context
from pipeline.reading.claims.phrase import (
    clause_verb,
    full_phrase,
    is_noun,
    is_number_word,
    is_pronoun,
    is_time_noun,
    object_of,
    pobj,
    subject_of,
)
from pipeline.reading.parse import Token

COMPLEMENTS = frozenset({"of", "for", "in", "from", "to", "by", "on", "at", "between", "with", "against", "across"})
MAX_PHRASES = 4
MAX_CLAUSES = 3
MAX_SENTENCE = 600  # tokens; longer ones are lists, whose figures have no clause


def find_subject(context: Context, noun: Token | None, metric: str) -> str | None:
    """The phrases that the figure refers to beside its metric, nearest tie first, joined by commas; None if none.

    In order: the measured noun as it is written, where more than its lemma is; its complements ("shares of Tesla"); the
    noun that it complements ("a survey of seven countries"); the subject and the object of the clause, and of those
    above it. A figure whose noun is understood takes what the earlier figure is of, too.
    """
    if len(context.sentence.tokens) > MAX_SENTENCE:
        return None
    phrases: list[str] = []
    seen = {metric.lower()}
    for candidate in candidates(context, noun):
        if (
            candidate.i in context.inside
            or is_number_word(candidate)
            or is_pronoun(candidate)
            or is_time_noun(candidate)
        ):
            continue
        phrase = full_phrase(candidate)
        if phrase and phrase.lower() not in seen:
            seen.add(phrase.lower())
            phrases.append(phrase)
        if len(phrases) == MAX_PHRASES:
            break
    if noun is None:
        for claim in context.previous[:-4:-1]:
            if claim.metric == metric and claim.subject and len(phrases) < MAX_PHRASES:
                phrases += [phrase for phrase in claim.subject.split(", ") if phrase.lower() not in seen][:2]
                break
    if not phrases and (near := nearest_before(context)) is not None:
        phrases.append(full_phrase(near))
    return ", ".join(phrases) or None


def candidates(context: Context, noun: Token | None) -> Iterator[Token]:
    top = context.top
    if noun is not None and not context.is_count:
        yield noun
    for node in (noun, top):
        if node is None:
            continue
        yield from complements(node.rights)
        yield from (c for c in node.children if c.dep in ("poss", "appos", "nmod") and is_noun(c))
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
    for _ in range(MAX_CLAUSES):
        subject = subject_of(verb)
        if subject is not None:
            if is_pronoun(subject) and subject.lower not in PERSONAL and subject.sentence is context.sentence:
                named = noun_before(context, subject)
                if named is not None:
                    yield named
            yield subject
            yield from complements(subject.rights)
            yield from (c for c in subject.children if c.dep in ("appos", "conj", "poss"))
        obj = object_of(verb)
        if obj is not None:
            yield obj
            yield from complements(obj.rights)
        yield from complements(verb.rights)
        above = clause_verb(verb)
        if above is None or above is verb or (subject is not None and not is_pronoun(subject)):
            return
        verb = above


def nearest_before(context: Context) -> Token | None:
    base = context.sentence.tokens[0].i
    for token in reversed(context.sentence.tokens[: context.first.i - base]):
        if is_noun(token) and not is_time_noun(token):
            return token
    return None


def complements(tokens: Iterable[Token]) -> Iterator[Token]:
    """The nouns of the prepositional phrases among some children."""
    for prep in tokens:
        if prep.dep in ("prep", "agent") and prep.lower in COMPLEMENTS:
            noun = pobj(prep)
            if noun is not None and is_noun(noun):
                yield noun
