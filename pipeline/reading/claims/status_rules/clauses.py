"""Status by the clauses above the figure: conditions and negations, and where a clause's say ends."""

from __future__ import annotations

from pipeline.reading.claims.context import Context
from pipeline.reading.claims.phrase import SUBJECTS, is_noun, is_number_word, noun_lemma, verb_lemma
from pipeline.reading.claims.status_rules.figure import noun_with_complement
from pipeline.reading.claims.status_rules.verbs import by_modal, by_outlook, by_verb
from pipeline.reading.claims.status_rules.words import (
    FINITE,
    MAX_CLIMB,
    Answer,
    cues,
    describes,
    is_bare,
    is_definite,
    lemma,
)
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.parse import Token


def by_clauses(context: Context) -> Answer:
    """Walk up from the figure, clause by clause; the nearest that decides wins, a condition or denial above it too."""
    token = context.top
    child = token
    definite = is_definite(context) or describes(context)
    nested = False  # inside another noun's own description: "a company with 500 staff will close"
    age = context.quantity.kind == "age"
    for _ in range(MAX_CLIMB):
        if token.pos in ("VERB", "AUX") and token.i not in context.inside:
            answer = clause_status(context, token, child, definite or age, nested)
            if answer is not None:
                if answer[1] in ("have_to", "must", "should"):
                    answer = by_condition(token, child, definite) or by_condition(token.head, token, definite) or answer
                expected = token.dep in ("xcomp", "ccomp") and lemma(token.head) in cues("forecast_verbs")
                if answer[0] == "target" and expected:
                    return "forecast", "expected_to_aim"  # "analysts expect producers to seek rises of 70%"
                return answer
            if ends_scope(token):
                return None
            if token.dep == "acl" and token.tag == "VBG" and token.head.dep in SUBJECTS:
                return qualifies(context, token.head)
            if token.dep in ("acl", "relcl", "pcomp"):
                nested = False
        elif is_noun(token) and token is not context.top and child is not token:
            if child.dep == "prep" and child.lower not in ("of", "for", "at", "to") and token.dep in SUBJECTS:
                nested = True
            if (child.dep == "poss" and child is not context.top) or (
                child.dep == "prep" and child.lower in cues("factual_ties")
            ):
                nested = True
            owned = child.dep == "prep" and child.lower == "of" and any(c.dep == "poss" for c in token.lefts)
            if owned and noun_with_complement(context, token, child) is None:
                nested = True  # "look at Rome's provision of $5m": what is somebody's is there
            if token.i not in context.inside and child.dep in (
                "prep",
                "acl",
                "compound",
                "amod",
                "nmod",
                "appos",
                "relcl",
            ):
                answer = noun_with_complement(context, token, child)
                if answer is not None:
                    return answer
                if any(c.lower in cues("target_participles") and c.dep in ("amod", "acl") for c in token.children):
                    return "target", "planned_thing"
        if token.is_root:
            return None
        child, token = token, token.head
        if child.dep == "conj" and child.pos in ("VERB", "AUX") and token.pos in ("VERB", "AUX"):
            # A bare verb shares its partner's modal ("will close two plants and cut 500 jobs").
            answer = shared_modal(context, child, token)
            if answer is not None and not definite:
                return answer
            child = token
    return None


def qualifies(context: Context, noun: Token) -> Answer:
    """ "Anyone earning under £12,000 can apply": a bound in the description of whom a rule lets in."""
    verb = noun.head
    bounded = context.quantity.comparator in ("<", "<=", ">", ">=")
    rules = any(c.dep == "aux" and c.lower in cues("qualifying") for c in verb.children)
    return ("threshold", "who_qualifies") if bounded and noun.dep in SUBJECTS and rules else None


def shared_modal(context: Context, verb: Token, partner: Token) -> Answer:
    if not is_bare(verb) and not (verb.tag == partner.tag and verb.tag in ("VBN", "VBG")):
        return None
    if any(c.dep in ("aux", "nsubj", "nsubjpass") for c in verb.children):
        return None
    return by_modal(context, partner, verb)


def ends_scope(verb: Token) -> bool:
    """True where a clause stands by itself: what the clause above says of its own doesn't reach down."""
    finite = verb.tag in FINITE or any(c.dep in ("aux", "auxpass") and c.tag in FINITE for c in verb.children)
    if verb.dep == "relcl":
        bare = any(c.lower == "to" and c.dep == "aux" for c in verb.children)
        return not bare or any(c.dep in SUBJECTS for c in verb.children)  # "a bill to raise the fee"
    if verb.dep in ("conj", "parataxis") and finite:
        own = any(c.dep in ("nsubj", "nsubjpass", "aux", "auxpass") for c in verb.children)
        return own or not is_bare(verb)
    if verb.dep == "advcl":
        mark = next((c.lower for c in verb.lefts if c.dep in ("mark", "advmod") and c.tag in ("IN", "WRB")), None)
        if mark in cues("conditional_marks"):
            return True
        return finite and mark is not None
    if verb.dep == "pcomp":
        if lemma(verb.head.head) in cues("forbidding"):
            return False  # "barred from working more than nine hours"
        return verb.head.lower in cues("factual_prepositions") and verb.head.head.pos in ("VERB", "AUX")
    if verb.dep == "ccomp" and finite:
        above = verb.head
        if lemma(above) in cues("disbelief") and any(c.dep == "neg" for c in above.children):
            return False
        return not (
            lemma(above) in cues("target_verbs", "forecast_verbs", "denial_verbs", "target_with_clause") | {"be"}
            and (verb.i > above.i)
        )
    return False


def clause_status(context: Context, verb: Token, child: Token, definite: bool, nested: bool) -> Answer:
    """What one clause says of a figure that comes to its verb through `child`."""
    return (
        by_condition(verb, child, definite)
        or by_negation(context, verb, child, definite, nested)
        or by_outlook(context, verb, child)
        or by_verb(context, verb, child, definite, nested)
        or (None if definite or nested else by_modal(context, verb, child))
    )


def by_condition(verb: Token, child: Token, definite: bool) -> Answer:
    """Inside "if …", or the main clause of one."""
    mark = next((c for c in verb.lefts if c.dep in ("mark", "advmod") and c.lower in cues("conditional_marks")), None)
    described = child.dep in SUBJECTS and any(c.dep == "prep" and c.lower == "of" for c in child.rights)
    if mark is not None and described and not is_number_word(child) and child.pos == "NOUN":
        return None  # "unless base pay of €1,250 rises"
    if mark is not None and verb.dep in ("advcl", "pcomp", "dep", "ROOT", "conj", "relcl"):
        before = _previous(mark)
        if before is None or before.lower not in ("as", "even", "if"):
            return None if definite and verb.tag in ("VBD",) else ("conditional", "in_if_clause")
    if inverted(verb) and child.dep not in SUBJECTS:
        return "conditional", "in_if_clause"
    if child.dep == "advcl" or definite:
        return None
    for clause in verb.children:
        if clause.dep == "advcl" and clause is not child:
            marks = [c for c in clause.lefts if c.dep == "mark" and c.lower in cues("conditional_marks")]
            before = _previous(marks[0]) if marks else None
            if marks and clause.lower in cues("bare_conditions") and not clause.rights:
                continue  # "I'll have 22, if that"
            if (
                marks
                and (any(c.dep == "aux" and c.tag == "MD" for c in verb.children) or verb.tag in ("VBP", "VBZ", "VB"))
                and (before is None or before.lower not in ("as", "even"))
            ):
                return "conditional", "main_clause_of_if"
    return None


def inverted(verb: Token) -> bool:
    """ "Were cities to lift tree cover to 30%", "Should it find £3m missing": a condition by its word order."""
    if verb.dep not in ("advcl", "ccomp", "ROOT", "xcomp"):
        return False
    first = next((c for c in verb.lefts if c.dep == "aux" or c.pos == "AUX"), None)
    own = next((c for c in verb.lefts if c.dep in SUBJECTS), None)
    if first is None or own is None or first.i > own.i or first.text not in ("Should", "Were", "should", "were"):
        return False
    sentence = verb.sentence.tokens
    opens = first.i == sentence[0].i or sentence[first.i - 1 - sentence[0].i].text in (",", "“", '"')
    asks = sentence[-1].text == "?" or any(t.text == "?" for t in sentence[-3:])
    return opens and not asks and (first.lower == "should" or verb.tag == "VB")


def _previous(token: Token) -> Token | None:
    tokens = token.sentence.tokens
    offset = token.i - tokens[0].i - 1
    return tokens[offset] if offset >= 0 else None


def by_negation(context: Context, verb: Token, child: Token, definite: bool, nested: bool) -> Answer:
    """Denied, disputed, false, not so."""
    name = verb_lemma(verb)
    in_scope = child.dep not in ("nsubj", "csubj", "advcl", "mark") or child is verb
    if (
        name in cues("denial_verbs")
        and in_scope
        and child is not verb
        and not any(c.dep == "neg" for c in verb.children)
    ):
        passive = child.dep == "nsubjpass"
        if child.dep in ("ccomp", "xcomp", "dobj", "prep", "pcomp") or passive:
            if child.dep == "dobj" and not _is_report(context, child, name):
                return None
            if child.dep == "prep" and child.lower != "of":
                return None
            return "denied", "verb_of_denial"
    particles = load_yaml("status")["denial_with_particle"].get(name, ())
    if particles and child.dep == "dobj" and any(c.lower in particles for c in verb.children):
        return ("denied", "verb_of_denial") if _is_report(context, child, name) else None
    if any(c.dep == "neg" for c in verb.children) and (name in cues("denial_verbs") or name == "rule"):
        return None  # not denied, not ruled out
    if name in ("rule",) and any(c.lower == "out" for c in verb.children) and in_scope and not definite:
        return "denied", "ruled_out"
    if verb_lemma(verb) == "be":
        words = [c.lower for c in verb.children if c.dep in ("acomp", "attr")]
        negated = any(c.dep == "neg" or c.lower in ("nor", "neither", "hardly") for c in verb.children)
        if any(w in cues("false_words") for w in words) and not negated and child.dep in ("csubj", "nsubj", "ccomp"):
            return "denied", "said_to_be_false"
        if (
            negated
            and any(w in ("true", "correct", "right", "accurate") for w in words)
            and child.dep in ("ccomp", "csubj", "nsubj")
        ):
            return "denied", "said_to_be_false"
    if nested or definite:
        return None
    if context.top.dep == "appos" and child is not context.top and child.dep in ("dobj", "attr"):
        return None  # "households that own no computer, 40% of the country": a share named in passing
    negative = any(c.dep == "neg" for c in verb.children)
    subject = next((c for c in verb.children if c.dep in ("nsubj", "nsubjpass")), None)
    if subject is not None and subject is not child:
        negative = (
            negative
            or subject.lower in cues("negative_subjects")
            or any(c.lower == "no" and c.dep == "det" for c in subject.lefts)
        )
    if negative and name in cues("disbelief") and child.dep == "ccomp":
        return "denied", "not_believed"
    sees = name == "see" and any(c.dep == "aux" and c.tag == "MD" for c in verb.children)  # "will not see even two"
    if (name in cues("noncommittal") and not sees) or (
        name in cues("crossing") and child.dep in ("dobj", "prep", "npadvmod")
    ):
        # "would not confirm reports of 30", "never crossed 1.6 million"
        modal = any(c.dep == "aux" and c.tag == "MD" for c in verb.children) and name in cues("crossing")
        if negative and not modal and child.dep in ("dobj", "ccomp", "prep"):
            return "reported", "left_open"
        return None
    if not negative or child is verb or child.dep in ("nsubj", "nsubjpass", "csubj", "advcl", "mark", "conj", "ccomp"):
        return None
    if context.quantity.comparator in ("<=", ">=", "<", ">") and child.dep != "prep":
        return None
    if child.dep in ("npadvmod", "advmod") and context.quantity.kind == "duration":
        return None
    if child.dep == "prep" and (
        child.lower not in ("at", "to", "by", "of", "in") or context.quantity.kind == "duration"
    ):
        return None
    if any(c.tag == "MD" and c.lower in cues("possible") | {"can", "ca", "should", "must"} for c in verb.children):
        return None  # not able, not allowed: the figure itself stands
    if any(c.tag == "MD" and c.lower in cues("future", "supposed") for c in verb.children):
        return ("denied", "negated_clause") if child.dep in ("dobj", "attr", "prep") else None
    return "denied", "negated_clause"


def _is_report(context: Context, noun: Token, verb: str) -> bool:
    """A noun that can be denied: a claim, a figure; or, with some verbs, the figure itself ("disputes the 43")."""
    if noun_lemma(noun).lower() in cues("claim_nouns"):
        return True
    return verb in ("dispute", "contest", "contradict") and (noun is context.top or noun is context.top.head)
