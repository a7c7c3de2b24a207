"""Status by the verb that governs the figure, its complement and its modal."""

from __future__ import annotations

from functools import cache

from pipeline.reading import wordnet
from pipeline.reading.claims.context import Context
from pipeline.reading.claims.phrase import noun_lemma, verb_lemma
from pipeline.reading.claims.status_rules.words import Answer, cues, lemma, moving_verbs
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.parse import Token

CLOSING_MARKS = frozenset({"”", '"', "''"})
OBJECTS = frozenset(
    {"dobj", "obj", "attr", "acomp", "oprd", "nsubjpass", "ccomp", "xcomp", "dative", "npadvmod", "advmod"}
)


def by_verb(context: Context, verb: Token, child: Token, definite: bool, nested: bool) -> Answer:
    """Aim, expectation, need: by the verb that governs the figure."""
    name = verb_lemma(verb)
    if child is verb:
        return None
    passive = any(c.dep in ("auxpass", "nsubjpass") for c in verb.children)
    tie = child.dep
    if tie in ("nsubj", "csubj", "mark", "aux", "expl"):
        if tie == "nsubj" and name in ("be", "become") and not nested:
            adjective = next((c.lower for c in verb.children if c.dep in ("acomp", "attr")), None)
            if adjective in cues("threshold_participles"):
                return "threshold", "is_needed"
            direct = child is context.top or context.top.head is child
            bare = next((c for c in verb.children if c.dep == "xcomp" and c.tag == "VB" and c.i > verb.i), None)
            if name == "be" and bare is not None and adjective is None and direct and not definite:
                built = any(c.dep == "auxpass" for c in bare.children)
                return ("target" if built else "forecast"), "is_to"  # "Another 400 homes are to follow"
            if adjective in ("due", "likely", "expected") and not definite and direct:
                return "forecast", "is_due"
        if not (tie == "nsubj" and verb.tag == "VBN" and not any(c.dep == "aux" for c in verb.children)):
            return None
    prep = child.lower if tie in ("prep", "dative", "prt", "agent") else None
    clause = tie in ("xcomp", "ccomp", "advcl", "acl")
    modal = any(c.tag == "MD" and c.dep == "aux" for c in child.children)  # "told MPs that 250,000 would be the most"
    infinitive = clause and (
        (child.tag == "VB" and not modal) or any(c.lower == "to" and c.dep == "aux" for c in child.children)
    )
    if prep == "by" and passive:
        return None
    if name == "be" and context.quantity.kind == "duration" and not nested:
        due = next((c for c in verb.children if c.dep in ("acomp", "attr") and c.lower in ("due", "expected")), None)
        if due is not None and any(c.dep == "xcomp" for c in due.children):
            due = None  # "due to end five days before"
        if due is not None and child in (due, *due.rights) and context.top.dep == "pobj" and verb.tag in ("VBZ", "VBP"):
            return "forecast", "is_due"  # "Results are due within 72 hours"
        if due is not None and prep in ("within", "in", "inside") and verb.tag in ("VBZ", "VBP"):
            return "forecast", "is_due"
    # "is due to close", "is set to lose"
    if infinitive and tie in ("xcomp", "advcl", "ccomp"):
        if name == "be" and _on_course(verb):
            return None if definite else ("forecast", "on_course")
        if name == "be" and not any(c.dep in ("acomp", "attr") for c in verb.children):
            return None if definite or nested else ("target", "is_to")
    if name in cues("capacity_verbs") and verb.tag == "VBN":
        if prep in cues("capacity_prepositions") and context.quantity.kind not in (
            "money",
            "duration",
            "percent",
            "ratio",
        ):
            if not (name in ("plan", "intend") and prep == "for") or verb.dep == "acl":
                return "threshold", "made_for_so_many"
        if infinitive and lemma(child) in cues("holding_verbs") and name not in ("plan", "intend"):
            return "threshold", "made_to_hold"
    if name in cues("forecast_verbs") and not definite and not nested:
        following = clause and not (
            tie == "advcl" and lemma(child) in cues("bases")
        )  # not "…, going by an average of 11 brokers"
        if (
            (tie in OBJECTS and tie != "advcl")
            or following
            or prep in ("at", "to", "for", "of", "by", "between")
            or (prep in ("in", "within", "inside") and context.quantity.kind == "duration" and passive)
        ):
            set_before = prep == "of" and child.i < verb.i  # "Of 14 economists, nine had predicted …"
            if not (name == "tip" and tie == "dobj") and not set_before:
                return "forecast", "verb_of_expectation"
    if prep is not None and not definite and not nested:
        if prep in load_yaml("status")["forecast_with_preposition"].get(name, ()):
            return "forecast", "reckoned_with"
        if name == "warn" and prep in ("of", "about") and _looms(context):
            return "forecast", "warned_of"
    if infinitive and name in cues("standing") and lemma(child) in cues("gains") and not definite:
        return "forecast", "stands_to"
    if infinitive and name == "threaten" and not definite and _is_thing(verb):
        return "forecast", "threatens_to"
    seen = name == "see" and any(c.dep == "auxpass" and c.tag in ("VBZ", "VBP") for c in verb.children)
    if seen and (clause or prep in ("at", "between")) and not definite and not nested:
        return "forecast", "outlook"  # "output is seen slipping to 3 million bags"
    still = not any(c.lower == "have" and c.dep == "aux" for c in child.children)
    if name == "estimate" and passive and infinitive and still and lemma(child) in moving_verbs() and not definite:
        return "forecast", "estimated_to_rise"
    if name in cues("forbidding") and prep == "from" and context.quantity.comparator in (">", "<", ">=", "<="):
        return "threshold", "barred_from"
    likes = name in cues("wishing") and verb.tag in ("VBZ", "VBP") and lemma(child) in cues("keeping")
    if infinitive and likes and not definite and not nested:
        return "target", "likes_to_have"
    if infinitive and name in cues("wishing") and any(c.lower in cues("supposed") for c in verb.children):
        return None if definite else ("target", "would_like_to")
    particle = {c.lower for c in verb.children if c.dep == "prt"}
    if not nested:
        answer = _aimed(context, verb, name, child, tie, prep, clause, infinitive, definite, particle, passive)
        if answer is not None:
            return answer
    wished = verb.dep in ("xcomp", "ccomp") and lemma(verb.head) in cues("target_verbs", "target_with_clause")
    if name in cues("threshold_verbs") and not wished and not (definite and not passive):
        if tie in ("dobj", "nsubjpass", "xcomp", "ccomp", "attr", "npadvmod") or prep in (
            "to",
            "at",
            "of",
            "for",
            "by",
        ):
            if name == "need" and context.quantity.kind == "duration" and verb.tag in ("VBD", "VBN") and tie == "dobj":
                return None
            if name in cues("permitting") and not _bounding(context, verb, passive):
                return None
            if verb.dep in ("acl", "advcl") and verb.tag == "VBG" and name in ("allow", "permit", "limit"):
                return None
            return "threshold", "verb_of_need"
    if name in cues("penalty_verbs") and tie == "dobj" and context.quantity.comparator in ("<=", "<"):
        return "threshold", "most_a_court_may_give"
    if name in cues("revising_verbs"):
        obj = next((c for c in verb.children if c.dep == "dobj"), None)
        if passive:
            obj = next((c for c in verb.children if c.dep == "nsubjpass"), obj)
        if obj is not None and obj is not child and is_expectation(obj) and prep in ("to", "from", "at"):
            return ("target" if noun_lemma(obj).lower() == "target" else "forecast"), "expectation_revised"
    if name == "advise" and tie == "dobj" and not definite and noun_lemma(child).lower() in cues("measures_taken"):
        return "target", "verb_of_aim"  # "had advised a cut of 70pc"
    if name in cues("failing_verbs") and infinitive and not definite and tie == "xcomp":
        return "denied", "failed_to"
    return None


def _on_course(verb: Token) -> bool:
    """ "is on track", "remain on course"."""
    return any(
        c.dep == "prep" and c.lower == "on" and any(n.lower in cues("courses") for n in c.children)
        for c in verb.children
    )


def is_expectation(noun: Token) -> bool:
    """A forecast, a target; or what is planned, expected, projected."""
    foreseen = cues("target_participles", "forecast_participles")
    return noun_lemma(noun).lower() in cues("revised_nouns") or any(
        c.lower in foreseen and c.dep == "amod" for c in noun.lefts
    )


def _looms(context: Context) -> bool:
    """Losses, delays, sums: what one warns of before it comes."""
    if context.quantity.kind in ("money", "percent"):
        return True
    noun = context.top.head if context.top.dep == "nummod" else context.top
    return wordnet.category(noun_lemma(noun).lower()) in ("act", "event")


def _bounding(context: Context, verb: Token, passive: bool) -> bool:
    """ "allowed up to 50": a bound by its own words, or said of all by a present tense."""
    if context.quantity.comparator in ("<=", ">=") or verb_lemma(verb) in ("cap", "limit", "restrict"):
        return True
    return passive and any(c.dep == "auxpass" and c.tag in ("VBZ", "VBP") for c in verb.children)


def _aimed(
    context: Context,
    verb: Token,
    name: str,
    child: Token,
    tie: str,
    prep: str | None,
    clause: bool,
    infinitive: bool,
    definite: bool,
    particle: set[str],
    passive: bool,
) -> Answer:
    if name == "hold" and prep == "for" and "out" in particle | {c.lower for c in verb.children if c.dep == "advmod"}:
        return "target", "verb_of_aim_with_preposition"  # "holding out for 9 percent"
    if prep is not None:
        allowed = load_yaml("status")["target_with_preposition"].get(name, ())
        lasting = context.quantity.kind == "duration" and any(c.dep == "dobj" for c in verb.children)
        gerund = any(c.dep == "pcomp" and c.tag == "VBG" for c in child.children)
        if prep == "on" and name in cues("running") and gerund and not definite:
            return "target", "ran_on"  # "ran on sending schools $650 million"
        if prep in allowed and not definite and not lasting:
            return "target", "verb_of_aim_with_preposition"
    following = verb.sentence.tokens[verb.i + 1 - verb.sentence.tokens[0].i :][:1]
    if name == "set" and infinitive and ("out" in particle or (following and following[0].lower == "out")):
        return "target", "set_out_to"
    plain = any(c.lower == "to" and c.dep == "aux" for c in child.children) and not passive
    if name in ("mean", "look", "vote") and not (
        infinitive and tie in ("xcomp", "advcl") and plain and lemma(child) != "be"
    ):
        return None  # "it means they get one set", "it looks to be 300"
    if name in cues("target_with_clause") and infinitive and tie in ("xcomp", "ccomp", "advcl"):
        if name == "set" and not particle:
            return "forecast", "is_due"
        if name in ("call", "charge") or definite:
            return None
        return "target", "told_to"
    if name in cues("target_with_clause") and tie in ("xcomp", "ccomp", "advcl") and infinitive:
        return "target", "told_to"
    if name in cues("target_verbs") and name not in cues("aims_by_clause"):
        if definite:
            return None
        if tie in ("dobj", "nsubjpass", "oprd", "attr", "npadvmod", "dative") or clause:
            return "target", "verb_of_aim"
        if (
            prep in ("to", "at", "for", "by", "of", "with")
            and any(c.dep in ("dobj", "xcomp") for c in verb.children)
            and context.quantity.kind != "duration"
        ):
            return "target", "verb_of_aim"
    # Purpose: "spent $5 million to build 20 homes".
    if (
        tie == "advcl"
        and infinitive
        and not definite
        and lemma(child) not in cues("result_verbs")
        and name not in cues("implicative_verbs")
    ):
        acting = passive or _has_purposes(verb)
        moved = name in moving_verbs() and not any(c.dep == "dobj" and c is not child for c in verb.children)
        if acting and not moved and context.quantity.kind != "age" and _own_object(context, child):
            return "target", "purpose"
    return None


def _has_purposes(verb: Token) -> bool:
    """True unless the subject is a thing: "the device opens to reveal two screens" tells what it does, not what for."""
    subject = next((c for c in verb.children if c.dep == "nsubj"), None)
    if subject is None or subject.tag not in ("NN", "NNS"):
        return True
    return wordnet.category(noun_lemma(subject).lower()) not in ("artifact", "object", "plant", "phenomenon", "body")


def _own_object(context: Context, verb: Token) -> bool:
    """True if the figure is the object of the verb itself, not of something below."""
    token = context.top
    for _ in range(4):
        if token.head is verb:
            return token.dep in ("dobj", "nsubjpass", "xcomp", "attr") or (
                token.dep == "prep" and token.lower in ("to", "by", "at")
            )
        token = token.head
    return False


def by_outlook(context: Context, verb: Token, child: Token) -> Answer:
    """ "The bank sees inflation at 3%", "analysts were looking for 66 cents": what experts see or look for is to come."""
    name = verb_lemma(verb)
    subject = next((c for c in verb.children if c.dep == "nsubj"), None)
    if subject is None or subject is child or name not in cues("outlook_verbs"):
        return None
    who = noun_lemma(subject).lower()
    expert = who.removesuffix("s") in cues("experts") or who in cues("experts")
    measured = context.quantity.kind not in ("count", "duration", "age")
    pronoun = subject.lower in ("he", "she", "it", "they")
    if (
        name == "see"
        and measured
        and pronoun
        and verb.tag in ("VBZ", "VBP")
        and child.dep == "dobj"
        and not _told(verb)
    ):
        return "forecast", "outlook"  # "She sees a margin of 5.5%"
    if name == "see" and context.quantity.kind in ("percent", "money") and (expert or verb.tag in ("VBZ", "VBP")):
        named = subject.tag in ("NNP", "NNPS") or any(c.tag == "NNP" and c.dep == "compound" for c in subject.lefts)
        if verb.tag in ("VBZ", "VBP", "VBG") and (expert or named):
            return "forecast", "outlook"
    if name != "see" and (expert or name != "look"):
        if any(c.lower in ("for", "in", "to") for c in verb.children):
            return "forecast", "outlook"
    return None


def _told(verb: Token) -> bool:
    """In a relative clause, or with a gerund of its own: what was seen."""
    return verb.dep == "relcl" or any(c.dep == "ccomp" and c.tag in ("VBD", "VBN") for c in verb.children)


def _holds(verb: Token) -> bool:
    return verb_lemma(verb) in cues("holding_verbs")


def by_modal(context: Context, verb: Token, child: Token) -> Answer:
    """will, could, would, must: on the verb that governs the figure."""
    bounded = context.quantity.comparator in ("<=", ">", "<")
    if child.dep == "prep" and child.i < verb.i:
        return None  # a setting before the clause: "at the present pace of 3,100 a year, it would …"
    if child.dep in ("advcl", "mark") or (
        child.dep == "prep" and child.lower in ("after", "since", "before", "despite", "because", "among")
    ):
        return None
    modals = [c.lower for c in verb.lefts if c.dep == "aux" and c.tag == "MD"]
    if verb.tag == "MD":
        modals.append(verb.lower)  # "Three will, she said"
    perfect = any(c.lower == "have" and c.dep == "aux" for c in verb.children)
    negated = any(c.dep == "neg" for c in verb.children) or any(
        c.dep in ("nsubj", "nsubjpass") and any(d.lower == "no" for d in c.lefts) for c in verb.children
    )
    if child.dep == "prep" and child.lower == "for" and any(m in ("can", "ca") for m in modals):
        return None  # "can't get insurance for less than £4,000": a price
    lasts = context.quantity.kind == "duration"
    if negated and "should" in modals and verb_lemma(verb) in cues("crossing") and _is_thing(verb):
        return "forecast", "should"  # "queues shouldn't top 20 minutes"
    if negated and bounded and any(m in ("may", "must", "can", "ca", "shall", "should") for m in modals):
        return "threshold", "may_not_exceed"  # "drivers may not work more than nine hours"
    if negated and not any(m in cues("future", "supposed") or m in ("may", "might") for m in modals):
        return None  # "couldn't climb 13 stairs": what can't be is no expectation
    for modal in modals:
        if modal in cues("future"):
            return "forecast", "future"
        if modal in cues("supposed") and verb.dep == "ccomp" and lemma(verb.head) in hoping():
            return None  # "had hoped 500 families would return": the hope decides
        if modal in ("'d", "’d") and verb.tag in ("VBN", "VBD") and not perfect:
            continue  # "we'd made a mistake": had
        if modal in cues("supposed"):
            return ("forecast", "future_in_the_past") if _backshifted(verb) else ("conditional", "would")
        if modal == "could" and _holds(verb) and child.dep == "dobj" and not perfect and not lasts:
            return "threshold", "can_hold"
        if modal == "could" and not perfect and _was_able(context, verb):
            return None  # "they could trace footage for just 148"
        if modal in cues("possible"):
            return ("conditional", "could_have") if perfect else ("forecast", "possible")
        share = context.quantity.kind in ("percent", "ratio") or context.quantity.comparator in (">=", "<=")
        if modal in cues("obliged", "advised") and child.dep == "nsubj" and share and not perfect:
            return "target", "share_that_should_be"  # "At least 35% must go on affordable housing"
        if modal in cues("obliged", "advised") and (child.dep == "nsubj" or (perfect and child.dep == "nsubjpass")):
            return None  # "two men should have been freed": so many there are
        if modal in cues("obliged"):
            return ("reported", "must_have") if perfect else ("threshold", "must")
        if modal in cues("advised"):
            soon = lasts and (
                verb_lemma(verb) in ("take", "last") or child.dep == "prep" and child.lower in ("in", "within")
            )
            if not perfect and (verb_lemma(verb) in cues("yielding") or soon) and _is_thing(verb):
                return "forecast", "should"  # "The hub should do 3,200 joints a year"
            return ("conditional", "should_have") if perfect else ("threshold", "should")
        if modal == "can" and _holds(verb) and not child.dep.startswith("nsubj") and not lasts:
            return "threshold", "can_hold"
    if verb.dep == "xcomp" and verb.head.lower == "going":
        refused = any(c.dep == "neg" for c in verb.head.children) and child.dep in ("dobj", "attr", "prep")
        return ("denied", "negated_clause") if refused else ("forecast", "going_to")
    if verb.tag == "VB" and not modals and any(c.lower == "to" and c.dep == "aux" for c in verb.lefts):
        if verb.is_root and any(c.dep in ("nsubj", "nsubjpass") for c in verb.children):
            return "target", "headline_infinitive"
        if _heads_a_headline(verb, child):
            return "forecast", "headline_infinitive"
        above = verb.head
        if (
            verb.dep == "xcomp"
            and above.lower in cues("forecast_adjectives")
            and (above.pos == "ADJ" or above.tag == "VBN")
        ):
            if above.lower in ("supposed", "meant") and verb_lemma(verb) not in cues(
                "foreseen"
            ):  # what was to be, or must be where the words bound it
                bound = context.quantity.comparator in ("<=", ">=", "<", ">")
                return ("threshold" if bound else "target"), "supposed_to"
            return "forecast", "is_due"
        if verb.dep == "xcomp" and above.lower in ("have", "has", "had"):
            return ("threshold", "have_to") if above.lower != "had" else None
    return None


def _was_able(context: Context, verb: Token) -> bool:
    """ "could find only 40": what was managed, told with "only" in a sentence of the past or of a person."""
    before = context.before()
    if before is None or before.lower not in ("only", "just", "barely"):
        before = context.at(before.i - 1) if before is not None else None
        if before is None or before.lower not in ("only", "just", "barely"):
            return False
    subject = next((c for c in verb.children if c.dep == "nsubj"), None)
    past = any(t.tag == "VBD" and t is not verb for t in context.sentence.tokens[:40])
    return past or (subject is not None and subject.tag == "PRP" and subject.lower != "it")


def _is_thing(verb: Token) -> bool:
    """True if the subject of a verb is "it", "they" or a thing made: what it should do is expected, not owed."""
    subject = next((c for c in verb.children if c.dep == "nsubj"), None)
    if subject is None:
        return False
    if subject.lower in ("it", "they", "that", "this"):
        return True
    return subject.tag in ("NN", "NNS") and wordnet.category(noun_lemma(subject).lower()) in (
        "artifact",
        "act",
        "event",
    )


def _heads_a_headline(verb: Token, child: Token) -> bool:
    """ "Parking charges to rise by 40p": an infinitive on the one noun of a sentence without a finite main verb."""
    noun = verb.head
    if verb.dep not in ("acl", "relcl") or not noun.is_root or child.i < verb.i or noun.pos not in ("NOUN", "PROPN"):
        return False
    opening = verb.sentence.tokens[: verb.i - verb.sentence.tokens[0].i]
    plain = not any(t.text in (",", ":", ";", "“", '"') or t.pos in ("VERB", "AUX") for t in opening)
    return plain and not any(t.dep == "det" and t.head is noun for t in opening)


@cache
def hoping() -> frozenset[str]:
    """Verbs whose "would" is what is hoped; "told MPs that 250,000 would be the most" only says so."""
    return cues("target_verbs", "forecast_verbs", "target_with_clause") - cues("saying_verbs")


def _in_commas(verb: Token) -> bool:
    """True if a verb of saying ends its sentence, or stands with its subject between commas."""
    tokens = verb.sentence.tokens
    at = verb.i - tokens[0].i
    after = tokens[at + 1 : at + 9]
    rest = [t for t in after if t.text not in ('"', "”", "’", "'")]
    if not rest or rest[0].text in (",", ".", ":"):
        return any(t.text in (",", "”", '"') for t in tokens[max(0, at - 8) : at])
    return len(tokens) - at <= 8


def _backshifted(verb: Token) -> bool:
    """ "said it would cut 500 jobs": under a verb of saying in the past, "would" is the past of "will"."""
    for token in verb.sentence.tokens[verb.i + 1 - verb.sentence.tokens[0].i :]:
        if token.text in CLOSING_MARKS:
            break  # direct speech has its own tense
        if token.tag == "VBD" and lemma(token) in cues("closing_verbs") and _in_commas(token):
            return True  # "… would follow in June, the ministry said"
    token = verb
    for _ in range(3):
        if token.dep in ("ccomp", "conj") and token.head is not token:
            token = token.head
            if lemma(token) in cues("saying_verbs") and token.tag in ("VBD", "VBN"):
                return True
            continue
        return False
    return False
