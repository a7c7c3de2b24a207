"""Who does it: the actor of the event that a figure counts or measures ("ICE arrested 50", "Border Patrol's 300 arrests").

Subjects of active verbs, "by" phrases of passives, possessors, and the subjects that infinitives and participles leave
unsaid. What merely has a figure ("the rent was $900") acts in nothing.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from pipeline.reading import wordnet
from pipeline.reading.claims.antecedent import movements
from pipeline.reading.claims.context import Context, make_context
from pipeline.reading.claims.names import Names, is_anaphor
from pipeline.reading.claims.phrase import (
    SUBJECTS,
    is_noun,
    is_number_word,
    is_time_noun,
    noun_lemma,
    object_of,
    pobj,
    verb_lemma,
)
from pipeline.reading.lexicon import word_set
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Token

MAX_CLIMB = 16
NOUN_TIES = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "pobj"})
WH = frozenset({"WDT", "WP", "WRB", "IN"})
SHARES = frozenset({"count", "money", "percent", "ratio"})
MAX_SENTENCE = 600
ACTS = ("person", "group", "animal")
THINGS = frozenset({"artifact", "object", "Tops"})
DOES = THINGS | {*ACTS, "act", "event", "phenomenon", "plant", "body"}


cues = partial(word_set, "actors")
speech = partial(word_set, "speech")


class Agent(NamedTuple):
    """Who acts: name, entity, rule; all None where nobody does."""

    name: str | None
    entity_id: str | None
    rule: str | None


NOBODY = Agent(None, None, None)


def find_agent(quantity: Quantity, names: Names, speaker: Token | None = None, metric: str = "") -> Agent:
    """Who does what a figure counts; `speaker` is whom "I" and "we" stand for in direct speech.

    `metric` is what the figure counts or measures: what is measured does nothing.
    """
    if len(quantity.sentence.tokens) > MAX_SENTENCE:
        return NOBODY
    if quantity.kind == "age":
        return NOBODY  # nobody does an age
    context = make_context(quantity)
    for noun, rule in candidates(context, names, metric):
        if noun.lower in speech("we"):
            if speaker is None or not (is_anaphor(speaker) or acts(speaker, names)):
                continue
            noun = speaker
        stood_for = names.resolve(noun)
        if stood_for is not None and stood_for is not noun:
            unfit = not usable(stood_for, names) or is_metric(context, stood_for, metric, names)
            if unfit or not does(stood_for, names):
                continue  # "where it rose by 120%": of a jump
        if noun.dep == "appos" and noun.tag == "NN" and names.of_phrase(noun) is None:
            named = names.of_phrase(noun.head)  # "Ida Holm, a nurse who works 40 hours"
            noun = noun.head if named is not None and named.label in ("PERSON", "ORG") else noun
        name = names.name(noun)
        if name.rule == "pronoun_unresolved":
            continue
        return Agent(name.text, name.entity_id, rule)
    return NOBODY


def candidates(context: Context, names: Names, metric: str) -> list[tuple[Token, str]]:
    """The nouns that may name the actor, nearest tie first."""
    found: list[tuple[Token, str]] = []
    token, child = context.top, context.top
    counted = True  # still in the noun phrase that the figure counts
    for _ in range(MAX_CLIMB):
        if token.i not in context.inside or token is context.top:
            if is_noun(token) or token is context.top or (counted and token.tag == "CD"):
                own = (wanted_by(token, names) or of_noun(context, token, names)) if counted else None
                if own is not None:
                    found.append(own)
                planner = of_infinitive(token, child, names)
                if planner is not None:
                    return [*found, planner]
                gerund = child.dep == "prep" and any(c.dep == "pcomp" and c.tag == "VBG" for c in child.children)
                if gerund and child.lower in ("of", "for", "with") and acts(token, names):
                    return [*found, (token, "object_of_gerund")]  # "accused the firm of dumping 300 tonnes"
            if has_subject_of_its_own(token, child):
                inner = pobj(token) or child
                mine = inner.i in context.inside or any(c.i in context.inside for c in inner.children)
                return [*found, (inner, "subject_of_with")] if acts(inner, names) and not mine else found
            if is_verbal(token) and child is not token:
                acting = of_verb(context, token, child, names, metric)
                if acting is not None:
                    found.append(acting)
                    return found
                if not passes(token) or (token.tag == "VBN" and verb_lemma(token) in cues("orders")):
                    return found
        if token.is_root:
            return found
        counted = counted and (token.dep in NOUN_TIES or token.lower == "of")
        child, token = token, token.head
    return found


def has_subject_of_its_own(token: Token, child: Token) -> bool:
    """ "The rise has spawned a desire, with six million using feeds": who acts above doesn't act in a phrase with "with"
    that has a subject and a participle (Quirk et al. 15.60)."""
    if token.dep != "prep" or token.lower != "with":
        return False
    if child.dep == "pcomp":
        return any(c.dep in SUBJECTS for c in child.children)
    participle = next((c for c in child.children if c.dep == "acl" and c.tag in ("VBG", "VBN")), None)
    before = token.sentence.tokens[token.i - 1 - token.sentence.tokens[0].i] if token.i > 0 else None
    return child.dep == "pobj" and participle is not None and before is not None and before.text == ","


def is_verbal(token: Token) -> bool:
    """A verb, or what the tagger took for a noun though it has a subject ("India consumes 1.2 billion bottles")."""
    return token.pos in ("VERB", "AUX") or (token.is_root and token.tag == "NNS" and subject(token) is not None)


def passes(verb: Token) -> bool:
    """True if the actor may stand in the clause above: an infinitive or participle without a subject of its own."""
    if any(c.dep in SUBJECTS for c in verb.children):
        return False
    return verb.dep in ("xcomp", "advcl", "conj", "pcomp", "acl", "ccomp", "aux")


def of_noun(context: Context, noun: Token, names: Names) -> tuple[Token, str] | None:
    """ "Border Patrol's 300 arrests", "3,000 arrests from ICE", "arrests by agents", "the agency's 85 per cent goal"."""
    for child in noun.children:
        if child.i in context.inside:
            continue
        if child.dep == "prep" and child.lower in cues("doer_prepositions"):
            inner = pobj(child)
            if inner is not None and not is_noun(inner):
                inner = next((c for c in inner.children if is_noun(c)), inner)  # "from ICE daily"
            if inner is not None and any(c.i in context.inside for c in inner.children):
                continue  # "a strike by 1,400 dockers": the figure counts the actors
            if inner is not None and inner.i not in context.inside and acts(inner, names):
                given = noun.dep == "dobj" and verb_lemma(noun.head) in cues("transfers")
                if child.lower == "by" or (
                    not given
                    and wordnet.category(noun_lemma(noun).lower()) in ("act", "event")
                    and names.of_phrase(inner) is not None
                ):
                    return inner, f"{child.lower}_phrase_of_event"
        if child.dep == "acl" and child.tag == "VBN":
            agent = by_phrase(child)
            if agent is not None and acts(agent, names) and verb_lemma(child) not in cues("orders"):
                return agent, "participle_with_by"
        owned = context.quantity.kind in SHARES  # not "Seagate's 5GB drive"
        if owned and child.dep == "poss" and child.i < noun.i and child.tag != "WP$":
            lower = noun_lemma(noun).lower()
            if (acts(child, names) or child.tag == "PRP$") and child.lower not in {"its"} | speech("we"):
                if is_event(noun) or lower in cues("owned_aims", "owned_by_people"):
                    return child, "possessor_of_event"
            elif child.lower in speech("we") and is_event(noun):
                return child, "possessor_of_event"
            elif child.lower == "its" and lower in cues("owned_aims"):
                return child, "possessor_of_event"
    return None


def of_infinitive(noun: Token, clause: Token, names: Names) -> tuple[Token, str] | None:
    """ "the trust's decision to sell 40", "plans by the trust to sell 40", "gave the plant 90 days to mend 48": whoever
    has the plan or the time acts in the infinitive."""
    if clause.dep not in ("acl", "relcl") or clause.tag != "VB" or subject(clause) is not None:
        return None
    if is_time_noun(noun) and noun.dep == "dobj" and verb_lemma(noun.head) in cues("giving"):
        receiver = next((c for c in noun.head.children if c.dep == "dative" and c.dep != "prep"), None)
        return (receiver, "given_time") if receiver is not None and acts(receiver, names) else None
    for child in noun.children:
        by = pobj(child) if child.dep == "prep" and child.lower in cues("doer_prepositions") else None
        owner = child if child.dep == "poss" and child.tag != "WP$" else by
        if owner is not None and child.i < clause.i and (acts(owner, names) or owner.tag == "PRP$"):
            return owner, "has_the_plan"
    return None


def wanted_by(noun: Token, names: Names) -> tuple[Token, str] | None:
    """ "the $250 million that the mayors had asked for": the subject of a clause whose object the figure is."""
    for clause in noun.children:
        if clause.dep != "relcl" or clause.i < noun.i or clause.pos != "VERB":
            continue
        if verb_lemma(clause) in cues("saying_of_figures"):
            continue  # "the 66 cents analysts had forecast": whose figure it is, not whose deed
        own = subject(clause)
        relative = own is None or own.lower in ("that", "which", "who")
        if relative or any(c.dep in ("dobj", "ccomp", "nsubjpass") and c.tag not in WH for c in clause.children):
            continue
        if own is not None and usable(own, names) and acts(own, names):
            return own, "subject_of_relative_clause"
    return None


def is_event(noun: Token) -> bool:
    """A noun of doing: arrest, purchase, attack."""
    return wordnet.category(noun_lemma(noun).lower()) in ("act", "event") or bool(
        wordnet.verbs_of(noun_lemma(noun).lower())
    )


def by_phrase(verb: Token) -> Token | None:
    """The "by" phrase of a passive."""
    for child in verb.children:
        if child.dep == "agent" or (child.dep == "prep" and child.lower == "by"):
            inner = pobj(child)
            if inner is not None and inner.dep == "pobj":
                return inner
    return None


def acts(noun: Token, names: Names) -> bool:
    """A person, a body, a named thing or an animal: what can do something of itself."""
    if is_anaphor(noun):
        return noun.lower not in cues("no_actor") or noun.lower == "it"
    if is_number_word(noun) or is_time_noun(noun) or noun.lower in cues("no_actor"):
        return False
    mention = names.of_phrase(noun)
    if mention is not None:
        return mention.label in ("PERSON", "ORG", "GPE", "FAC", "NORP", "PRODUCT")
    if not is_noun(noun):
        return False
    name = noun_lemma(noun).lower()
    return (
        wordnet.is_person(name)
        or wordnet.category(name) in ACTS
        or name in speech("bodies")
        or name in speech("polities")
    )


def subject(verb: Token) -> Token | None:
    """The subject nearest before the verb: of two the first is a speaker's ("Its president: “My members lose …”")."""
    found = [child for child in verb.children if child.dep in ("nsubj", "nsubjpass")]
    before = [child for child in found if child.i < verb.i]
    if len(before) > 1:
        tokens = verb.sentence.tokens[
            before[0].i - verb.sentence.tokens[0].i : before[-1].i - verb.sentence.tokens[0].i
        ]
        if not any(token.text == ":" for token in tokens):
            return before[0]
    nearest = before or found
    return nearest[-1] if nearest else None


def past_part(noun: Token) -> Token:
    """ "the whole of Australia", "one of the banks": whose part it is acts, a part has no name of its own."""
    if noun_lemma(noun).lower() not in cues("parts"):
        return noun
    of = next((c for c in noun.rights if c.dep == "prep" and c.lower == "of"), None)
    whole = pobj(of) if of is not None else None
    return whole if whole is not None and is_noun(whole) and not is_number_word(whole) else noun


def of_verb(context: Context, verb: Token, child: Token, names: Names, metric: str) -> tuple[Token, str] | None:
    """The actor of one clause that has the figure through `child`."""
    name = verb_lemma(verb)
    if child.dep in ("xcomp", "ccomp") and name in cues("object_control"):
        # "asked the survey to find 90%", "told the offices to make 85 arrests"
        obj = object_of(verb)
        if (
            obj is not None
            and obj.i not in context.inside
            and usable(obj, names)
            and not any(c.dep in SUBJECTS for c in child.children)
        ):
            return obj, "object_controls_infinitive"
    entitled = name == "entitle" and child.dep == "prep"
    receiver = next((c for c in verb.children if c.dep == "dative" and c.pos != "ADP"), None)
    if name in cues("giving") and child.dep in ("advcl", "xcomp") and child.tag == "VB" and receiver is not None:
        return (receiver, "given_time") if acts(receiver, names) else None
    passive = (not entitled and any(c.dep in ("nsubjpass", "auxpass") for c in verb.children)) or (
        verb.tag == "VBN" and verb.dep in ("acl", "advcl") and not any(c.dep in ("aux", "nsubj") for c in verb.children)
    )
    own = subject(verb)
    if passive:
        agent = by_phrase(verb) if name not in cues("orders") else None
        if agent is not None and agent.head is child:
            return None  # "watched by one billion people": the figure counts the actors
        if agent is not None and agent.i not in context.inside and agent is not child and usable(agent, names):
            return (agent, "by_phrase_of_passive") if does(agent, names) else None
        # "is expected to miss three weeks": raised subjects act in the infinitive.
        if own is not None and own is not child and child.dep == "xcomp" and usable(own, names):
            if verb_lemma(child) == "be" or is_metric(context, own, metric, names):
                return None  # "is said to be one firm", "the economy is expected to grow by 4.5%"
            if verb_lemma(child) in cues("stative") and not acts(own, names):
                return None
            return own, "raised_subject"
        return None
    if child.dep in SUBJECTS or child is own:
        return None
    if name in cues("saying_of_figures") and not does_by_saying(context, verb, child, metric):
        return None
    # "sentenced Lemond for stealing $4.3 million"
    if (
        child.dep == "prep"
        and child.lower in ("for", "of", "with", "from")
        and any(c.dep == "pcomp" for c in child.children)
    ):
        obj = object_of(verb)
        if obj is not None and acts(obj, names):
            return obj, "object_of_gerund"
    if (
        child.dep == "prep"
        and child.lower in ("to", "into", "from")
        and name in ("lift", "take", "bring", "send", "move", "leave")
    ):
        obj = object_of(verb)
        if obj is not None and acts(obj, names):
            return obj, "object_moved_to_level"
    if own is None:
        if verb.dep == "relcl":
            own = verb.head if is_noun(verb.head) else None
        elif verb.dep == "acl" and verb.tag == "VBG" and is_noun(verb.head):
            own = verb.head
        elif verb.dep == "conj" and verb.head.pos in ("VERB", "AUX"):
            own = subject(verb.head) or (verb.head.head if verb.head.dep == "relcl" else None)
            if any(c.dep == "nsubjpass" for c in verb.head.children):
                own = None
        own = own or listed_subject(verb)
    if own is None or own.i in context.inside or not usable(own, names):
        return None
    own = past_part(names.past_dateline(own))
    if own.lower in ("that", "which", "who") and verb.dep == "relcl":
        own = whom_who_means(verb.head) if own.lower == "who" else verb.head
        if not usable(own, names):
            return None
    means_to = name == "mean" and child.dep == "xcomp"
    if name in cues("stative") and not means_to and (not acts(own, names) or counts_as(own, metric, names)):
        return None
    if name in ("include", "follow", "mean") and noun_lemma(own).lower() in movements():
        return None  # "the profit rise included $3 million"
    if name in speech("revising") and is_statement(object_of(verb)):
        return None
    if not (does(own, names) or is_agentive(context, verb, child, own)):
        return None
    if is_metric(context, own, metric, names):
        return None
    if context.quantity.change is not None and not acts(own, names):
        return None  # "shares lost 65 cents": what moves is measured
    counted = any(c.tag == "CD" and c.dep == "nummod" for c in own.children)
    if counted and child.dep in ("npadvmod", "advcl", "appos", "dep", "parataxis"):
        return None  # "some 2,400 people died, three times the figure": of the people, not by them
    if name == "be" and child.dep not in ("xcomp", "ccomp"):
        # "the county's population is 300": what it is, not what it does; but "I'm on £11 an hour", "is able to carry 40"
        paid = child.dep == "prep" and child.lower == "on" and context.quantity.kind == "money"
        able = child.dep == "acomp" and child.lower in cues("abilities")
        if not ((paid or able) and acts(own, names)):
            return None
    return own, "subject"


def does_by_saying(context: Context, verb: Token, child: Token, metric: str) -> bool:
    """True where a verb of saying or thinking tells what its subject does.

    "put down five catches", "added 10,000 subscribers", "means to open four", "reported losing 300", "put £4m into it",
    "gave him £300", "read it three times", "reported a loss of £3m".
    """
    name = verb_lemma(verb)
    if any(c.dep == "prt" for c in verb.children) or (metric == "time" and child.dep in ("dobj", "npadvmod")):
        return True
    if child.dep == "xcomp":
        return any(c.lower == "to" for c in child.lefts) or child.tag == "VBG"
    below = {c.lower for c in verb.rights if c.dep in ("prep", "advmod", "prt", "dative")}
    if child.dep in ("dobj", "dative") or (name in ("put", "give") and child.dep == "npadvmod"):
        told = noun_lemma(child).lower() in speech("statements")
        if name == "add":
            return child.dep == "dobj"
        if name == "give":
            return not told
        if name == "find":
            return (
                context.quantity.kind in ("count", "money", "percent") and not told and not is_document(subject(verb))
            )
        if name == "put":
            return bool(below & {"in", "into", "on", "onto", "towards", "toward", "aside", "through"})
    if name in cues("stating_results"):
        body = subject(verb)
        result = next((c for c in verb.children if c.dep == "dobj"), None)
        if result is None or body is None:
            return False
        if name == "announce" and result is context.top:
            return context.quantity.kind == "money"  # "announced £2m for repairs"
        moved = next((pobj(c) for c in result.children if c.dep == "prep" and c.lower == "in"), None)
        return any(noun is not None and noun_lemma(noun).lower() in cues("own_results") for noun in (result, moved))
    return name == "find" and child.dep == "prep" and child.lower == "in" and not is_document(subject(verb))


def is_document(noun: Token | None) -> bool:
    """A survey, an audit: what it finds it doesn't do."""
    return noun is not None and noun_lemma(noun).lower() in speech("documents")


def is_agentive(context: Context, verb: Token, child: Token, own: Token) -> bool:
    """ "the tactic has taken 640 knives", "rural areas took 24 per cent": a plan or a place, the subject of a verb of doing."""
    name = verb_lemma(verb)
    if name in cues("stative") | cues("saying_of_figures") | cues("permitting") or child.dep != "dobj":
        return False
    kind = wordnet.category(noun_lemma(own).lower())
    return context.quantity.kind in SHARES and kind in ("cognition", "communication", "location")


def whom_who_means(noun: Token) -> Token:
    """ "Researchers at the Carpathian Institute, who cored 6,300 trees": persons, not the body that they are of."""
    above = noun.head.head if noun.dep == "pobj" else noun
    persons = above is not noun and is_noun(above) and wordnet.is_person(noun_lemma(above).lower())
    return above if persons and noun.tag in ("NNP", "NNPS") and noun.head.lower in ("at", "from", "in") else noun


def is_statement(noun: Token | None) -> bool:
    """ "lowered its estimate": said, not done."""
    return noun is not None and noun_lemma(noun).lower() in speech("statements")


def does(noun: Token, names: Names) -> bool:
    """What can be the doer of an event: not a figure, a law, a price, an idea."""
    if acts(noun, names) or is_anaphor(noun) or (noun.tag in ("NNP", "NNPS") and noun is not noun.sentence.tokens[0]):
        return True
    kinds = wordnet.categories(noun_lemma(noun).lower())
    if not kinds or kinds[0] in DOES or any(kind in THINGS for kind in kinds[:3]):
        return True
    return any(kind in ACTS for kind in kinds[:3])  # "the home side", "the franchise"


def usable(noun: Token, names: Names) -> bool:
    if is_anaphor(noun):
        return noun.lower not in cues("no_actor") or noun.lower in ("it", "that", "which", "who")
    if not is_noun(noun) or is_number_word(noun) or is_time_noun(noun):
        return False
    return noun.lower not in cues("no_actor") and noun_lemma(noun).lower() not in cues("no_actor")


def listed_subject(verb: Token) -> Token | None:
    """ "how he bought 14 cars, handed over £1m and paid £25,000": the subject of the clause that a list opens with."""
    if verb.dep == "conj" and verb.head.dep == "ccomp" and verb.head.pos in ("VERB", "AUX"):
        verb = verb.head
    if verb.dep != "ccomp" or verb.tag not in ("VBD", "VBZ", "VBP") or subject(verb) is not None:
        return None
    opening = [c for c in verb.head.children if c.dep == "ccomp" and c.i < verb.i and c.tag == verb.tag]
    return subject(opening[0]) if opening else None


def is_metric(context: Context, noun: Token, metric: str, names: Names) -> bool:
    """True if the noun is itself what the figure measures: "ridership averaged 317,000", "readership shot up by 58%"."""
    if context.quantity.head is noun or noun is context.top:
        return True
    return context.quantity.change is not None and counts_as(noun, metric, names)


def counts_as(noun: Token, metric: str, names: Names) -> bool:
    """True if a noun without a name of its own is what the metric names; a person may act and be counted."""
    if not is_noun(noun) or names.of_phrase(noun) is not None:
        return False
    name = noun_lemma(noun).lower()
    return metric.rpartition(" ")[2] == name and not wordnet.is_person(name)
