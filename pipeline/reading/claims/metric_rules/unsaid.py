"""What a figure counts where its noun is left out, and the last resorts: the unit, the kind, the nearest noun."""

from __future__ import annotations

from pipeline.reading import wordnet
from pipeline.reading.claims.antecedent import Answer, earlier, same_sentence, sentence_before, understood
from pipeline.reading.claims.context import Context, governing_verb
from pipeline.reading.claims.phrase import (
    NOUN_TAGS,
    is_name,
    is_noun,
    is_time_noun,
    noun_lemma,
    subject_of,
    verb_lemma,
    words,
)
from pipeline.reading.lexicon import load_yaml

FURTHER = frozenset({"further", "another", "a", "some"})

# What "he weighs 104 kilos", "she stands 1.93 metres" measure.
BODY = {("mass", "weigh"): "weight", ("length", "stand"): "height"}

MEASURES = ("duration", "length", "mass", "volume", "area", "other", "data", "energy")


def elided(context: Context) -> Answer:
    """ "187 by tender, 40 by auction", "He'd wanted 50 points and ended up with 44": the noun of an earlier figure."""
    has_unit = any(t.tag in (*NOUN_TAGS, "$", "JJ") for t in context.tokens) or context.quantity.text[-1:].isalpha()
    complete = context.quantity.unit is not None and has_unit
    # A figure with its unit is complete; only a share has always a whole that may be left out.
    if context.quantity.kind == "percent":
        surveyed = those_who(context, near=True)
        if surveyed is not None and wordnet.is_person(surveyed.rpartition(" ")[2].lower()):
            return surveyed  # "The survey of 1,000 adults found 62% had never flown"
        return understood(context) or same_sentence(context) or those_who(context)
    if context.quantity.kind == "ratio":
        return same_sentence(context) or understood(context) or whole_before(context)
    return None if complete else understood(context)


def further(context: Context) -> Answer:
    """ "payments of £720m, while a further £947m": more of the same."""
    before = context.before_qualifiers(FURTHER)
    cue = context.before()
    if context.quantity.kind != "money" or cue is None or context.quantity.change is not None:
        return None
    run = [t.lower for t in context.between(before, context.first)] if before is not None else []
    return understood(context) if "further" in run or "another" in run else None


def opiners(context: Context) -> Answer:
    """ "71 percent backed the plan": those who think and vote are people, if no kind of them was told before."""
    verb, following = context.top.head, context.after()
    beside = following is not None and following.tag in ("VBD", "VBP")
    if beside and following is not None:
        verb = following  # the parser may miss that the share is its subject
    if context.is_count or not (beside or context.top.dep == "nsubj") or verb_lemma(verb) not in words("opining"):
        return None
    found = understood(context) or those_who(context)
    return found if found is not None and wordnet.is_person(found.rpartition(" ")[2].lower()) else "people"


def those_who(context: Context, near: bool = False) -> str | None:
    """ "It lost 900 bags; 97 percent were returned": a share that is a subject is of what was counted just before."""
    top, verb = context.top, context.top.head
    if top.dep not in ("nsubj", "nsubjpass") or verb.pos not in ("VERB", "AUX") or verb.tag == "VBZ":
        return None
    before = sentence_before(context) if not near else None
    for claim in earlier(context, any_kind=True):
        if claim.quantity.sentence is not context.sentence and claim.quantity.sentence is not before:
            break
        if claim.quantity.kind == "count" and claim.metric.rpartition(" ")[2] not in words("times"):
            return claim.metric
    return None


def whole_before(context: Context) -> str | None:
    """ "It tested 412 pupils. Fewer than half passed": the whole may have been counted."""
    counts = (c for c in earlier(context, any_kind=True) if c.quantity.kind == "count")
    return next((c.metric for c in counts if c.metric.rpartition(" ")[2] not in words("times")), None)


def made_for(context: Context) -> Answer:
    """ "The centre, built for 180", "a hall with room for 300": what holds people is measured in them."""
    following, second = context.after(), context.at(context.last.i + 2)
    pair = (following.lower if following is not None else "", second.lower if second is not None else "")
    if pair[0] == "aboard" or pair == ("on", "board"):
        return "people"  # "had 214 on board"
    verb = context.top.head
    if context.top.dep == "dobj" and verb_lemma(verb) in words("holding"):
        owner = subject_of(verb)
        holds = owner is not None and is_noun(owner) and wordnet.category(noun_lemma(owner)) in ("artifact", "location")
        return same_people(context) if holds else None  # "the ferry can carry 600"
    prep = context.before_qualifiers()
    if prep is None or prep.lower != "for" or context.top.dep != "pobj" or context.top.head is not prep:
        return None
    holder, beside = prep.head, context.at(prep.i - 1)
    if beside is not None and beside.lower in ("room", "space", "beds", "seats", "accommodation"):
        return "people"
    if holder.tag != "VBN" or verb_lemma(holder) not in words("making"):
        return None
    noun = holder.head if holder.dep in ("acl", "relcl") else subject_of(holder)
    if noun is None or not is_noun(noun) or wordnet.category(noun_lemma(noun)) not in ("artifact", "location", "group"):
        return None
    return same_people(context)


def reached(context: Context) -> Answer:
    """ "hands out food to 2.1 million", "was seen by 8 million": a large bare count that something is done to or by."""
    prep = context.before_qualifiers()
    if (
        prep is None
        or prep.lower not in ("to", "by", "among")
        or context.top.dep != "pobj"
        or context.quantity.value < 20
    ):
        return None
    verb = prep.head
    if prep.lower == "by":
        passive = verb.tag == "VBN" and any(c.dep == "auxpass" for c in verb.children)
        return "people" if passive and prep.dep == "agent" else None
    given = verb.pos == "VERB" and any(c.dep == "dobj" for c in verb.children)
    return "people" if given and verb_lemma(verb) in words("giving") else None


def same_people(context: Context) -> str:
    """Those that were just counted, else people."""
    return same_sentence(context) or "people"


def words_of_kind(context: Context) -> str:
    """The unit's noun or a word for the kind ("kilometre", "area", "money"); "number" for a bare count."""
    quantity = context.quantity
    kinds: dict[str, str] = load_yaml("metric")["kinds"]
    verb = governing_verb(context) if quantity.kind == "money" else None
    if verb is not None and verb_lemma(verb) in words("pricing"):
        return "cost" if verb_lemma(verb) == "cost" else "price"
    body = BODY.get((quantity.kind, verb_lemma(context.top.head)))
    if body is not None:
        return body
    if quantity.unit and quantity.kind in MEASURES:
        unit, _, per = quantity.unit.partition(" per ")
        things: dict[str, str] = load_yaml("metric")["things_of_units"]
        if unit in things:
            return things[unit]
        if per in ("hectare", "acre"):
            return "yield"
        nouns = [noun_lemma(t) for t in context.tokens if is_noun(t) and t.lower == t.text]
        surface = (nouns[0] if per else nouns[-1]) if nouns else None
        if unit.startswith("square "):
            return "area"
        if unit.startswith("cubic "):
            return "volume"
        return surface if surface is not None and wordnet.senses(surface) and len(surface) > 2 else unit
    return kinds.get(quantity.kind, quantity.unit or "number")


def unit_noun(context: Context) -> Answer:
    """A measure without a thing: "walks four kilometres" -> kilometre, "square miles" -> area, "took $45" -> money."""
    return None if context.quantity.kind == "count" else words_of_kind(context)


def nearest_noun(context: Context) -> Answer:
    """The last resort of a count: the nearest noun before it, then after it."""
    tokens = context.sentence.tokens
    nouns = [t for t in tokens if is_noun(t) and not is_time_noun(t) and t.i not in context.inside]
    nouns = [t for t in nouns if not is_name(t) and not (t.dep == "compound" and is_name(t.head))] or nouns
    if nouns:
        return min(nouns, key=lambda t: (t.i > context.first.i, abs(t.i - context.first.i)))
    claim = next(earlier(context, any_kind=True), None)
    if claim is not None:
        return claim.metric
    before = sentence_before(context) if context.sentence.index else None
    return next((t for t in reversed(before.tokens if before else []) if is_noun(t) and not is_time_noun(t)), None)
