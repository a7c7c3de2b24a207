"""Where it is: the place that the figure's own clause names, not the newsroom's dateline."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from pipeline.reading.claims.context import Context, make_context
from pipeline.reading.claims.names import Names
from pipeline.reading.claims.phrase import is_noun, noun_lemma, pobj, verb_lemma
from pipeline.reading.entities.mention import Mention
from pipeline.reading.lexicon import word_set
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Token

MAX_CLIMB = 14
MAX_SENTENCE = 600
MAX_NESTED = 3
PLACES = ("GPE", "LOC", "FAC")
CURRENCIES = frozenset({"Rs", "Re"})  # rupees, which the parser takes for a place
MAX_CHILDREN = 60


cues = partial(word_set, "actors")


class Place(NamedTuple):
    """Where: name, entity, rule; all None where the clause names no place."""

    name: str | None
    entity_id: str | None
    rule: str | None


NOWHERE = Place(None, None, None)


def find_place(quantity: Quantity, names: Names) -> Place:
    """The place of a figure's event."""
    if len(quantity.sentence.tokens) > MAX_SENTENCE or quantity.kind == "age":
        return NOWHERE
    for mention, rule in candidates(make_context(quantity), names):
        name = names.named(mention)
        return Place(name.text, name.entity_id, rule)
    return NOWHERE


def candidates(context: Context, names: Names) -> Iterator[tuple[Mention, str]]:
    """Places by the tokens above the figure, the nearest tie first."""
    token, child = context.top, context.top
    shared: int | None = None
    for _ in range(MAX_CLIMB):
        if is_noun(token) or token is context.top:
            yield from of_noun(token, child, names)
            yield from of_whole(token, child, names)
        if token is context.top and context.last is not token:
            yield from of_whole(context.last, child, names)  # "one in ten of the customers in the south"
        if child.dep == "appos" and names.at(token) is not None:
            return  # "Tola, a nurse with 12 years' experience, moved to Hull": what she is has no place in her move
        if token.pos in ("VERB", "AUX") and token.i not in context.inside:
            if shared is None:
                yield from of_verb(token, child, names)
            else:  # only what opens both clauses is the second one's too
                yield from ((m, rule) for m, rule in of_verb(token, child, names) if m.end <= shared)
            if leaves(token):
                told = token.head if token.dep == "ccomp" else token  # "where witnesses said four were hurt"
                if told.dep == "relcl" and opens_with_where(told):
                    place = place_of(told.head, names)
                    if place is not None:
                        yield place, "where_clause"
                return
        if token.is_root:
            return
        if token.dep == "conj" and token.pos in ("VERB", "AUX"):
            shared = token.head.start
        child, token = token, token.head


def leaves(verb: Token) -> bool:
    """A clause whose place is its own: finite, not an infinitive or participle of the one above."""
    if verb.dep in ("xcomp", "pcomp", "acl", "aux", "auxpass"):
        return False
    return not (verb.dep == "advcl" and verb.tag in ("VBG", "VBN", "VB")) and not (
        verb.dep == "conj" and not any(c.dep in ("nsubj", "nsubjpass") for c in verb.children)
    )


def opens_with_where(verb: Token) -> bool:
    return any(c.lower == "where" for c in verb.children)


def place_of(noun: Token, names: Names) -> Mention | None:
    mention = names.at(noun)
    if mention is None or mention.label not in PLACES or mention.text.rstrip(".") in CURRENCIES:
        return None
    return mention


def of_prepositions(token: Token, names: Names, skip: Token) -> Iterator[Mention]:
    """Places in the prepositional phrases of a token: "in Chicago", "in parts of California", "on a farm near Conroe"."""
    for prep in token.children[:MAX_CHILDREN]:
        if prep.dep not in ("prep", "advmod") or prep is skip or prep.lower not in cues("place"):
            continue
        if is_noun(token) and prep.lower in cues("place_of_movement"):
            continue  # "a win over Northampton"
        inner = pobj(prep)
        for _ in range(MAX_NESTED):
            if inner is None:
                break
            place = place_of(inner, names)
            if place is not None:
                yield place
                break
            below = [
                c
                for c in inner.children
                if c.dep == "prep"
                and (c.lower in cues("place") or (c.lower == "of" and noun_lemma(inner).lower() in cues("place_parts")))
            ]
            if not below:
                yield from (
                    m for c in inner.children if c.dep in ("poss", "compound", "nmod") and (m := place_of(c, names))
                )
                break
            inner = pobj(below[0])


def of_noun(noun: Token, child: Token, names: Names) -> Iterator[tuple[Mention, str]]:
    """Places tied to the noun itself: "homicides in Chicago", "Argentina's wheat harvest", "Chicago homicides"."""
    yield from ((place, "place_of_the_noun") for place in of_prepositions(noun, names, child))
    for below in noun.children[:MAX_CHILDREN]:
        if below.dep == "poss" and below is not child and (place := place_of(below, names)) is not None:
            if names.at(noun) is None:
                yield place, "possessor_place"
        if below.dep in ("compound", "nmod") and below is not child and (place := place_of(below, names)) is not None:
            if names.at(noun) is None:
                yield place, "place_as_modifier"
        if below.dep == "acl" and below.tag in ("VBN", "VBG"):
            yield from ((place, "place_of_the_participle") for place in of_prepositions(below, names, child))


def of_whole(part: Token, child: Token, names: Names) -> Iterator[tuple[Mention, str]]:
    """Places of what a share or a number is of: "10% of the market in Europe", "one of the groups in Malaysia"."""
    for _ in range(MAX_NESTED):
        of = next((c for c in part.rights if c.dep == "prep" and c.lower == "of" and c is not child), None)
        whole = pobj(of) if of is not None else None
        if whole is None or not is_noun(whole) or names.at(whole) is not None:
            return
        yield from ((place, "place_of_the_whole") for place in of_prepositions(whole, names, child))
        part = whole


def of_verb(verb: Token, child: Token, names: Names) -> Iterator[tuple[Mention, str]]:
    """Places tied to the clause: "In Chicago, futures rose 11 cents", "Fernandale recorded 64 homicides"."""
    yield from ((place, "place_of_the_clause") for place in of_prepositions(verb, names, child))
    for part in verb.children[:MAX_CHILDREN]:
        if part is child:
            continue
        if part.dep in ("nsubj", "nsubjpass"):
            place = place_of(part, names)
            if names.past_dateline(part) is not part:
                continue  # "OSLO, Oct 24 - The group reported …": where it was written
            if place is not None and place.label == "GPE" and verb_lemma(verb) in cues("place_has"):
                yield place, "place_as_subject"
            elif place is None:
                yield from ((found, "place_of_the_subject") for found in of_prepositions(part, names, child))
                yield from of_whole(part, child, names)
                if names.at(part) is not None:
                    continue  # "Britain's Elena Baltacha": where she is from
                for below in part.children[:MAX_CHILDREN]:
                    if below.dep == "poss" and (owner := place_of(below, names)) is not None:
                        yield owner, "possessor_place"
        elif part.dep in ("advmod", "npadvmod") and (place := place_of(part, names)) is not None:
            before = part.sentence.tokens[part.i - 1 - part.sentence.tokens[0].i] if part.i > verb.i else None
            if before is not None and before.lower in cues("place"):
                yield place, "place_of_the_clause"  # "sank off Sicily"
        elif part.dep in ("dobj", "attr"):
            yield from ((place, "place_of_the_object") for place in of_prepositions(part, names, child))
        elif part.dep == "prep":
            inner = pobj(part)
            if (
                inner is not None
                and part.lower in ("into", "to", "from", "through")
                and verb_lemma(verb) in ("enter", "leave", "move", "travel", "arrive")
            ):
                if (place := place_of(inner, names)) is not None:
                    yield place, "place_of_movement"
