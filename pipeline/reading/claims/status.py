"""Is the figure a fact, an aim, a bound, an expectation, a supposition, or denied: read from the grammar around it.

The walk goes up the parse from the figure. Nouns that name a figure ("goal", "limit", "forecast") decide first, then
each clause, the nearest first, by its verb, its modal, its negation, its conjunction. It ends where a clause no longer
depends on the one above: a finite clause that is coordinated or relative, a report of what was said. Cue words are
data (lexicon/status.yaml); here is only where they count.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from pipeline.reading.claims.context import Context, make_context
from pipeline.reading.claims.phrase import (
    SUBJECTS,
    is_noun,
    is_number_word,
    noun_lemma,
    verb_lemma,
)
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Sentence, Token

MAX_CLIMB = 24
MAX_SENTENCE = 600  # tokens; longer ones are lists, whose figures have no clause
MAX_BACK = 6
MAX_REBUTTAL = 9  # words of "That is false."
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
OBJECTS = frozenset(
    {"dobj", "obj", "attr", "acomp", "oprd", "nsubjpass", "ccomp", "xcomp", "dative", "npadvmod", "advmod"}
)
LABEL_TIES = frozenset({"nummod", "compound", "nmod", "amod", "npadvmod", "poss", "quantmod", "appos"})
DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "your", "both", "whose", "all"}
)
OPEN_DEFINITE = frozenset({"first", "next", "last", "remaining", "other", "rest"})
Answer = tuple[str, str] | None


@cache
def cues(name: str) -> frozenset[str]:
    """A word list of lexicon/status.yaml."""
    return frozenset(map(str, load_yaml("status")[name]))


def find_status(
    quantity: Quantity, *, previous: Sentence | None = None, following: Sentence | None = None
) -> tuple[str, str]:
    """The status of a quantity and the rule that gave it.

    `previous` is the sentence before, for a lead-in with a colon; `following` the one after, for "That is false."
    """
    if len(quantity.sentence.tokens) > MAX_SENTENCE:
        return "reported", "sentence_too_long"
    context = make_context(quantity)
    return (
        refused(context)
        or rebutted(context, following)
        or as_of_now(context)
        or label_beside(context)
        or label_of(context)
        or participle_beside(context)
        or needed_after(context)
        or led_in(context, previous)
        or compared_with(context)
        or under_denial(context, by_own_time(context, by_clauses(context)))
        or scheduled(context)
        or ("reported", "plain_statement")
    )


def lemma(token: Token) -> str:
    if token.pos in ("VERB", "AUX") and token.tag.startswith(("VB", "MD")):
        return verb_lemma(token)
    return noun_lemma(token).lower() if is_noun(token) else token.lemma.lower()


# ---- the figure's own words ----------------------------------------------------------------------------------------


def refused(context: Context) -> Answer:
    """ "Not 2,500, as some are posting": "not" right before the figure, unless it bounds it ("not more than")."""
    before = context.before()
    for _ in range(MAX_BACK):
        if before is None:
            return None
        if before.lower in ("not", "n't", "n’t", "never"):
            following = context.at(before.i + 1)
            if following is not None and (
                following.tag in ("JJR", "RBR") or following.lower in ("only", "just", "even", "all", "yet")
            ):
                return None
            verb_before = context.at(before.i - 1)
            if verb_before is not None and verb_before.pos == "AUX" and before.dep == "neg" and before.lower != "never":
                return None if before.head.pos in ("VERB", "AUX") else ("denied", "not_the_figure")
            return "denied", "not_the_figure"
        if before.tag not in ("IN", "DT", "RB", "$", "``") and before.text not in '$£€“"':
            return None
        before = context.at(before.i - 1)
    return None


def rebutted(context: Context, following: Sentence | None) -> Answer:
    """ "A video claims that 4 million came. That is false.": said by others, and rebutted in the next sentence."""
    if following is None:
        return None
    words = [token.lower for token in following.tokens if any(c.isalnum() for c in token.text)]
    if not 3 <= len(words) <= MAX_REBUTTAL or words[0] not in ("that", "this", "it", "both", "neither", "the"):
        return None
    if words[0] == "the" and words[1] not in cues("claim_nouns"):
        return None
    if not any(word in ("is", "was", "are", "were", "'s", "’s") for word in words[1:4]):
        return None
    negated = any(word in ("not", "n't", "n’t") for word in words)
    if any(word in cues("false_words") for word in words) is negated:
        if not (negated and any(word in ("true", "correct", "right", "accurate") for word in words)):
            return None
    said = [t for t in context.sentence.tokens if t.i < context.first.i and lemma(t) in cues("claiming")]
    return ("denied", "rebutted_in_the_next_sentence") if said else None


def as_of_now(context: Context) -> Answer:
    """ "inflation, now 3.1%, would return to …": what is now so is no part of the expectation."""
    before = context.before()
    if before is not None and before.lower in ("now", "currently", "presently", "already"):
        apart = context.at(before.i - 1)
        if apart is not None and apart.text in (",", "(", "–", "—", "-"):
            return "reported", "as_of_now"
    return None


def _label_status(noun: Token) -> str | None:
    name = noun_lemma(noun).lower()
    for status in ("target", "threshold", "forecast"):
        if name in cues(f"{status}_labels"):
            return status
    return None


def label_beside(context: Context) -> Answer:
    """ "the 85 per cent goal", "goal: 6", "(target 86%)": a name for the figure next to it."""
    top, quantity = context.top, context.quantity
    for noun in (top.head, top.head.head):
        if (
            top.dep in LABEL_TIES
            and noun.i > context.last.i
            and noun.tag in ("NN", "NNP")
            and noun.sentence is context.sentence
        ):
            status = _label_status(noun)
            if noun.lower == "capacity" and quantity.kind in ("percent", "ratio"):
                status = None  # "running at 95% capacity": how much of it is used
            between = [
                t
                for t in context.between(context.last, noun)
                if t.tag == "DT" or t.lower == "times" or t.tag in ("IN", ",", ":", "CC") or t.pos == "VERB"
            ]
            if status and not between and (quantity.value != 1 or quantity.kind != "count"):
                return status, "figure_before_its_label"
        if not is_number_word(noun) and noun.dep not in LABEL_TIES:
            break
    after = context.after()
    if after is not None and after.lower == "capacity" and quantity.kind in ("percent", "ratio"):
        return None
    if after is not None and after.tag == "NN" and quantity.value != 1 and (status := _label_status(after)):
        return status, "figure_before_its_label"
    before = context.before_qualifiers()
    if before is not None and (before.text in (":", "=", "(", "-", "–", "—") or before.tag == "POS"):
        before = context.at(before.i - 1)
    if before is not None and before.i < context.first.i and is_noun(before) and (status := _label_status(before)):
        clausal = before.dep in ("dobj", "pobj") and before.tag == "NNS"
        if not clausal and not (before.head.pos == "VERB" and before.dep in SUBJECTS):
            return status, "label_before_its_figure"
    return None


def label_of(context: Context) -> Answer:
    """ "a goal of 85", "demand for a 5% rise", "the limit is 14", "set as its target 500"."""
    token = context.top
    child = token
    for _ in range(MAX_CLIMB):
        if is_noun(token) and token.i not in context.inside and child is not token:
            answer = _noun_with_complement(context, token, child)
            if answer is not None:
                return answer
        if token.pos in ("VERB", "AUX"):
            return _copula(token, child)
        if token.is_root:
            return _copula_of_name(context, token)
        child, token = token, token.head
    return None


def _noun_with_complement(context: Context, noun: Token, child: Token) -> Answer:
    name = noun_lemma(noun).lower()
    tie = child.lower if child.dep in ("prep", "dative") else child.dep
    if child.i < noun.i and tie not in ("compound", "nmod", "amod", "nummod"):
        return None
    modified = any(c.lower in cues("rule_modifiers") for c in noun.lefts)
    if name in cues("target_nouns") and tie in ("of", "for", "at", "to", "acl", "relcl", "on", "appos", "that"):
        if tie == "relcl" and not _aims(child):
            return None
        if tie in ("on",) or (name in ("call", "drive", "effort", "plan", "campaign", "push") and tie == "of"):
            return None
        if _negated_noun(noun):
            return "denied", "no_plan_to"
        if child.tag == "VBN" and lemma(child) in cues("denial_verbs"):
            return None
        return "target", "noun_of_aim"
    if name in cues("forecast_nouns") and tie in ("of", "for", "acl", "at", "that", "appos", "from"):
        return "forecast", "noun_of_expectation"
    if name == "estimate" and tie in ("of", "for"):
        return None
    if name in cues("threshold_nouns") and tie in ("of", "at", "for", "to", "appos"):
        if name in cues("seen_extremes") and not modified and tie == "of" and name != "capacity":
            return None
        if name == "need" and tie == "to":
            return None
        return "threshold", "noun_of_bound"
    if name in cues("room_nouns") and tie == "for" and context.quantity.kind == "count":
        return "threshold", "room_for"
    if name in cues("intention_nouns") and tie == "acl" and child.tag == "VB":
        return "target", "noun_of_intention"
    if _negated_noun(noun) and name in cues("claim_nouns") and tie in ("acl", "of", "that", "ccomp", "relcl"):
        return "denied", "no_evidence_that"
    if name in cues("claim_nouns") and any(c.lower in cues("false_words") for c in noun.lefts):
        return "denied", "false_claim"
    return None


def _aims(verb: Token) -> bool:
    return lemma(verb) in cues("target_verbs") or any(c.lower == "to" and c.dep == "aux" for c in verb.children)


def _negated_noun(noun: Token) -> bool:
    return any(c.lower in ("no", "without") for c in noun.lefts)


def _copula(verb: Token, child: Token) -> Answer:
    """ "the standard is no more than 20", "flood stage is 5 metres", "the rule says eight", "12% is the limit"."""
    subject = next((c for c in verb.children if c.dep in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return None
    is_subject = child is subject or child.dep in SUBJECTS
    if verb_lemma(verb) in ("be", "remain", "stand", "stay", "become", "set", "fix"):
        noun = subject
        if is_subject:
            noun = next((c for c in verb.children if c.dep == "attr"), subject)
            if noun is subject:
                return None
        name = noun_lemma(noun).lower()
        compound = [c.lower for c in noun.lefts if c.dep in ("compound", "amod", "nmod")]
        if any(f"{word} {name}" in cues("threshold_phrases") for word in compound):
            return "threshold", "bound_by_its_term"
        for status, kinds in (
            ("target", cues("target_nouns")),
            ("forecast", cues("forecast_nouns")),
            ("threshold", cues("threshold_nouns")),
        ):
            if name in kinds and not (
                name in ("call", "drive", "plan", "hope", "campaign", "bid", "appeal") and is_subject
            ):
                if name == "norm" and not any(c.dep == "amod" for c in noun.lefts):
                    continue
                if child.dep in ("advcl", "mark") or (
                    child.dep == "prep"
                    and child.lower in ("in", "for", "after", "since", "from")
                    and (status != "forecast" or child.lower != "for")
                ):
                    return None
                return status, "copula_with_label"
    name = noun_lemma(subject).lower()
    if not is_subject and name in cues("rule_nouns") and verb_lemma(verb) in cues("rule_verbs"):
        return "threshold", "what_a_rule_says"
    return None


def _copula_of_name(context: Context, root: Token) -> Answer:
    """A sentence without a verb of its own: "Flood stage: 5 metres"."""
    tokens = context.sentence.tokens
    for left, right in pairwise(tokens):
        if right.i >= context.first.i or right.i - tokens[0].i > 12:
            break
        if f"{left.lower} {right.lower}" in cues("threshold_phrases"):
            return "threshold", "bound_by_its_term"
    return None


def participle_beside(context: Context) -> Answer:
    """ "the 455 expected", "a planned 500 homes", "20,000 needed a day", "the first 70,000 due on June 20"."""
    noun = context.quantity.head if context.quantity.head is not None else context.top
    nodes = [context.top]
    if noun is not None and noun is not context.top:
        nodes.append(noun)
    if context.top.dep in ("nummod", "quantmod") and context.top.head not in nodes:
        nodes.append(context.top.head)
    for node in nodes:
        for child in node.children:
            if child.i in context.inside or child.dep not in ("amod", "acl", "relcl", "advcl", "appos", "advmod"):
                continue
            word = child.lower
            finite = any(c.dep in ("aux", "auxpass", *SUBJECTS) for c in child.children) and child.dep not in (
                "acl",
                "amod",
            )
            if child.dep == "relcl":
                continue
            for status in ("threshold", "forecast", "target"):
                if word in cues(f"{status}_participles") and not finite:
                    if any(c.dep == "neg" for c in child.children) or (
                        child.tag == "VBN" and child.dep == "acl" and _has_infinitive_of_being(child)
                    ):
                        continue
                    return status, "participle_of_the_noun"
            if word in ("disputed", "discredited", "debunked") and child.dep == "amod":
                return "denied", "disputed_figure"
    return None


def _has_infinitive_of_being(participle: Token) -> bool:
    return participle.lower in ("intended", "planned") and any(c.dep == "prep" for c in participle.children)


def needed_after(context: Context) -> Answer:
    """ "2.4 million litres a day are required": read by the words alone, for the parser often errs here."""
    noun = context.top.head if context.top.dep in ("nummod", "quantmod") and is_noun(context.top.head) else context.top
    start = max(noun.i, context.last.i)
    be = None
    for step in range(1, 9):
        token = context.at(start + step)
        if token is None or token.text in (",", ";", ":", "(", "—"):
            return None
        if be is None:
            if token.pos in ("VERB", "AUX") or token.tag == "MD":
                if token.lower not in ("is", "are", "was", "were", "will", "would"):
                    return None
                be = token
            elif token.tag in ("IN", "TO") and token.lower not in ("of", "per", "in"):
                return None
            continue
        if token.lower in ("be", "still", "now", "also", "being", "normally", "usually", "currently"):
            continue
        if is_definite(context):
            return None
        for status in ("threshold", "forecast", "target"):
            if token.lower in cues(f"{status}_participles") and token.lower not in ("likely", "scheduled", "wanted"):
                return status, "said_to_be_needed_or_due"
        return None
    return None


def compared_with(context: Context) -> Answer:
    """ "against 3.4 tonnes last season", "up from 70": what a figure is compared with is a fact of its own."""
    token = context.top
    for _ in range(4):
        head = token.head
        if token.dep in ("pobj", "pcomp") and head.dep in ("prep", "pcomp"):
            if head.lower in ("against", "versus"):
                return ("reported", "compared_with") if _follows_figure(context, head) else None
            if head.lower == "from" and head.head.lower in (
                "up",
                "down",
                "increase",
                "decrease",
                "fall",
                "rise",
                "drop",
            ):
                return "reported", "compared_with"
            if head.lower in ("with", "to") and head.head.lower == "compared":
                return "reported", "compared_with"
            if head.lower == "from" and head.head.pos == "VERB" and _revised(head.head) is None:
                # "will rise to $60 from $45": where it starts is a fact
                if any(c.dep == "prep" and c.lower == "to" for c in head.head.children):
                    return "reported", "where_it_starts"
            return None
        if token.dep not in ("nummod", "quantmod", "compound", "conj", "appos") or token.is_root:
            return None
        token = head
    return None


def by_own_time(context: Context, answer: Answer) -> Answer:
    """ "to fall to £170m from £194m last year": a figure with a past time right after it is a fact."""
    if answer is None or answer[0] not in ("forecast", "conditional", "target"):
        return answer
    noun = context.top.head if context.top.dep in ("nummod", "quantmod") and is_noun(context.top.head) else context.top
    words: list[str] = []
    for step in range(1, 5):
        token = context.at(max(noun.i, context.last.i) + step)
        if token is None or token.pos in ("VERB", "AUX") or token.tag == "CD":
            break
        words.append(token.lower)
    text = " ".join(words)
    if re.match(
        r"(?:(?:in|for|of|at|during) )?(?:the )?(?:last|previous|past) (?:year|month|week|season|quarter|time)\b", text
    ):
        return "reported", "past_time_after_it"
    if re.match(r"(?:a|one) (?:year|month|week) (?:ago|earlier|before)\b", text):
        return "reported", "past_time_after_it"
    return answer


def scheduled(context: Context) -> Answer:
    """ "The trial of five men begins next week": a present tense with a time to come."""
    if is_definite(context):
        return None
    verb = next((t for t in context.top.ancestors() if t.pos in ("VERB", "AUX")), None)
    if verb is None or verb.dep in ("relcl", "acl"):
        return None
    present = verb.tag in ("VBZ", "VBP") or (
        verb.tag in ("VBG", "VBN")
        and any(c.dep in ("aux", "auxpass") and c.lower in ("is", "are") for c in verb.children)
    )
    if not present or any(c.lower in ("has", "have", "had") for c in verb.children):
        return None
    for child in verb.children:
        if child.dep not in ("npadvmod", "advmod", "prep"):
            continue
        for node in [child, *child.children][:40]:
            near = node.lower == "tomorrow" or (
                node.lower in ("week", "month", "year", "season", "quarter", "weekend")
                and any(c.lower in ("next", "coming") for c in node.children)
            )
            if near:
                return "forecast", "scheduled"
    return None


def _revised(verb: Token) -> Token | None:
    """The forecast or target that a verb changes: "lowered its estimate of the harvest"."""
    if verb_lemma(verb) not in cues("revising_verbs"):
        return None
    return next(
        (c for c in verb.children if c.dep in ("dobj", "nsubjpass") and noun_lemma(c).lower() in cues("revised_nouns")),
        None,
    )


def _follows_figure(context: Context, prep: Token) -> bool:
    tokens = context.sentence.tokens
    return any(t.tag == "CD" for t in tokens[: prep.i - tokens[0].i])


def under_denial(context: Context, answer: Answer) -> Answer:
    """ "denied that saline would run out in 10 days": a denial above a clause counts for more than its modal."""
    if answer is None or answer[0] not in ("forecast", "conditional"):
        return answer
    token = context.top
    for _ in range(MAX_CLIMB):
        if token.is_root:
            return answer
        head = token.head
        if token.dep in ("ccomp", "acl", "relcl") and is_noun(head) and noun_lemma(head).lower() in cues("claim_nouns"):
            if head.dep in ("dobj", "nsubjpass") and lemma(head.head) in cues("denial_verbs"):
                return "denied", "verb_of_denial"  # "dismissed reports that 90 posts would close"
        if token.dep == "ccomp" and lemma(head) in cues("denial_verbs") and head.i < token.i:
            return "denied", "verb_of_denial"
        if token.dep in ("relcl", "parataxis"):
            return answer
        token = token.head
    return answer


def led_in(context: Context, previous: Sentence | None) -> Answer:
    """ "The forecast: another 40-60mm of rain tonight": a label with a colon opens what follows."""
    tokens = [token for token in context.sentence.tokens if token.i < context.first.i][:8]
    colon = next((k for k, token in enumerate(tokens) if token.text == ":"), None)
    opening = tokens[:colon] if colon is not None else None
    if opening is None and previous is not None and previous.tokens[-1].text == ":" and len(previous.tokens) <= 8:
        opening = previous.tokens[:-1]
    if not opening or len(opening) > 5:
        return None
    nouns = [token for token in opening if is_noun(token)]
    if nouns and (status := _label_status(nouns[-1])):
        return status, "label_with_colon"
    return None


# ---- the clauses above the figure ----------------------------------------------------------------------------------


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
                return answer
            if ends_scope(token):
                return None
            if token.dep in ("acl", "relcl", "pcomp"):
                nested = False
        elif is_noun(token) and token is not context.top and child is not token:
            if child.dep == "prep" and child.lower not in ("of", "for", "at", "to") and token.dep in SUBJECTS:
                nested = True
            if (child.dep == "poss" and child is not context.top) or (
                child.dep == "prep" and child.lower in cues("factual_ties")
            ):
                nested = True
            if token.i not in context.inside and child.dep in (
                "prep",
                "acl",
                "compound",
                "amod",
                "nmod",
                "appos",
                "relcl",
            ):
                answer = _noun_with_complement(context, token, child)
                if answer is not None:
                    return answer
                if any(c.lower in cues("target_participles") and c.dep in ("amod", "acl") for c in token.children):
                    return "target", "planned_thing"
        if token.is_root:
            return None
        child, token = token, token.head
        if child.dep == "conj" and child.pos in ("VERB", "AUX") and token.pos in ("VERB", "AUX"):
            # A bare verb shares its partner's modal ("will close two plants and cut 500 jobs").
            answer = shared_modal(child, token)
            if answer is not None and not definite:
                return answer
            child = token
    return None


def shared_modal(verb: Token, partner: Token) -> Answer:
    if not is_bare(verb) and not (verb.tag == partner.tag and verb.tag in ("VBN", "VBG")):
        return None
    if any(c.dep in ("aux", "nsubj", "nsubjpass") for c in verb.children):
        return None
    return by_modal(partner, verb)


def is_bare(verb: Token) -> bool:
    """An infinitive, or a form that looks like one ("will close two stores and cut 90 jobs")."""
    return verb.tag == "VB" or (verb.tag in ("VBD", "VBN", "VBP") and verb.lower == verb.lemma.lower())


def is_definite(context: Context) -> bool:
    """True if the figure describes things already known: "the 20 passengers", "its 50 stores"."""
    top = context.top
    noun = top
    for _ in range(3):  # "the 500,000-strong stock"
        if noun.dep not in ("nummod", "quantmod", "compound", "npadvmod", "amod", "nmod") or noun.is_root:
            break
        if not (is_noun(noun.head) or noun.head.dep == "amod"):
            break
        noun = noun.head
    if context.quantity.kind in ("percent", "ratio") and (noun is top or noun.dep == "pobj" and noun.head.i > noun.i):
        return False
    children = [*noun.lefts, *(top.lefts if top is not noun else [])]
    lowers = {c.lower for c in children if c.dep in ("det", "poss")}
    lowers |= {c.lower for c in children if c.dep == "amod"} & OPEN_DEFINITE
    if lowers & OPEN_DEFINITE:
        return False
    return bool(lowers & DEFINITE) or any(c.dep == "poss" and c.i < context.first.i for c in noun.lefts)


def describes(context: Context) -> bool:
    """ "asteroids larger than 150 metres": a measure that tells things apart is no part of what is aimed at."""
    token = context.top
    if token.dep in ("npadvmod", "nummod", "advmod") and token.head.tag in ("VBN", "JJ") and token.head.dep == "amod":
        return True  # "the sale of 18-rated games"
    if token.dep in ("compound", "amod", "nmod") and is_noun(token.head) and token.head.dep in SUBJECTS:
        return context.quantity.kind != "count"  # "a $5 million company will close"
    for _ in range(3):
        if token.head.tag == "JJR" and token.head.dep in ("amod", "acl") and token.head.head.tag.startswith("NN"):
            return True
        if token.is_root or token.dep not in ("pobj", "prep", "nummod", "quantmod", "npadvmod"):
            return False
        token = token.head
    return False


def ends_scope(verb: Token) -> bool:
    """True where a clause stands by itself: what the clause above says of its own doesn't reach down."""
    finite = verb.tag in FINITE or any(c.dep in ("aux", "auxpass") and c.tag in FINITE for c in verb.children)
    if verb.dep == "relcl":
        return True
    if verb.dep in ("conj", "parataxis") and finite:
        own = any(c.dep in ("nsubj", "nsubjpass", "aux", "auxpass") for c in verb.children)
        return own or not is_bare(verb)
    if verb.dep == "advcl":
        mark = next((c.lower for c in verb.lefts if c.dep in ("mark", "advmod") and c.tag in ("IN", "WRB")), None)
        if mark in cues("conditional_marks"):
            return True
        return finite and mark is not None
    if verb.dep == "pcomp":
        return verb.head.lower in cues("factual_prepositions") and verb.head.head.pos in ("VERB", "AUX")
    if verb.dep == "ccomp" and finite:
        above = verb.head
        if lemma(above) in cues("disbelief") and any(c.dep == "neg" for c in above.children):
            return False
        return not (
            lemma(above)
            in cues("target_verbs")
            | cues("forecast_verbs")
            | cues("denial_verbs")
            | cues("target_with_clause")
            | {"be"}
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
        or (None if definite or nested else by_modal(verb, child, context.quantity.comparator in ("<=", ">", "<")))
    )


def by_condition(verb: Token, child: Token, definite: bool) -> Answer:
    """Inside "if …", or the main clause of one."""
    mark = next((c for c in verb.lefts if c.dep in ("mark", "advmod") and c.lower in cues("conditional_marks")), None)
    if mark is not None and verb.dep in ("advcl", "pcomp", "dep", "ROOT", "conj", "relcl"):
        before = _previous(mark)
        if before is None or before.lower not in ("as", "even", "if"):
            return None if definite and verb.tag in ("VBD",) else ("conditional", "in_if_clause")
    if child.dep == "advcl" or definite:
        return None
    for clause in verb.children:
        if clause.dep == "advcl" and clause is not child:
            marks = [c for c in clause.lefts if c.dep == "mark" and c.lower in cues("conditional_marks")]
            before = _previous(marks[0]) if marks else None
            if (
                marks
                and (any(c.dep == "aux" and c.tag == "MD" for c in verb.children) or verb.tag in ("VBP", "VBZ", "VB"))
                and (before is None or before.lower not in ("as", "even"))
            ):
                return "conditional", "main_clause_of_if"
    return None


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
    if name in cues("noncommittal") or (name in cues("crossing") and child.dep in ("dobj", "prep", "npadvmod")):
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
    if any(c.tag == "MD" and c.lower in cues("future") | cues("supposed") for c in verb.children):
        return ("denied", "negated_clause") if child.dep in ("dobj", "attr", "prep") else None
    return "denied", "negated_clause"


def _is_report(context: Context, noun: Token, verb: str) -> bool:
    """A noun that can be denied: a claim, a figure; or, with some verbs, the figure itself ("disputes the 43")."""
    if noun_lemma(noun).lower() in cues("claim_nouns"):
        return True
    return verb in ("dispute", "contest", "contradict") and (noun is context.top or noun is context.top.head)


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
            if adjective in ("due", "likely", "expected") and not definite:
                return "forecast", "is_due"
        if not (tie == "nsubj" and verb.tag == "VBN" and not any(c.dep == "aux" for c in verb.children)):
            return None
    prep = child.lower if tie in ("prep", "dative", "prt", "agent") else None
    clause = tie in ("xcomp", "ccomp", "advcl", "acl")
    infinitive = clause and (child.tag == "VB" or any(c.lower == "to" and c.dep == "aux" for c in child.children))
    if prep == "by" and passive:
        return None
    # "is due to close", "is set to lose"
    if infinitive and tie in ("xcomp", "advcl", "ccomp"):
        if name == "be" and not any(c.dep in ("acomp", "attr") for c in verb.children):
            return None if definite else ("target", "is_to")
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
        if tie in OBJECTS or clause or prep in ("at", "to", "for", "of", "by", "between"):
            if not (name == "tip" and tie == "dobj"):
                return "forecast", "verb_of_expectation"
    particle = {c.lower for c in verb.children if c.dep == "prt"}
    if not nested:
        answer = _aimed(context, verb, name, child, tie, prep, clause, infinitive, definite, particle)
        if answer is not None:
            return answer
    wished = verb.dep in ("xcomp", "ccomp") and lemma(verb.head) in cues("target_verbs") | cues("target_with_clause")
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
            if name in (
                "allow",
                "permit",
                "entitle",
                "authorise",
                "authorize",
                "cap",
                "limit",
                "restrict",
            ) and not _bounding(context, verb, passive):
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
        if (
            obj is not None
            and obj is not child
            and noun_lemma(obj).lower() in cues("revised_nouns")
            and prep in ("to", "from", "at")
        ):
            return ("target" if noun_lemma(obj).lower() == "target" else "forecast"), "expectation_revised"
    if name in cues("failing_verbs") and infinitive and not definite and tie == "xcomp":
        return "denied", "failed_to"
    return None


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
) -> Answer:
    if name == "hold" and prep == "for" and "out" in particle | {c.lower for c in verb.children if c.dep == "advmod"}:
        return "target", "verb_of_aim_with_preposition"  # "holding out for 9 percent"
    if prep is not None:
        allowed = load_yaml("status")["target_with_preposition"].get(name, ())
        lasting = context.quantity.kind == "duration" and any(c.dep == "dobj" for c in verb.children)
        if prep in allowed and not definite and not lasting:
            return "target", "verb_of_aim_with_preposition"
    following = verb.sentence.tokens[verb.i + 1 - verb.sentence.tokens[0].i :][:1]
    if name == "set" and infinitive and ("out" in particle or (following and following[0].lower == "out")):
        return "target", "set_out_to"
    if name in cues("target_with_clause") and infinitive and tie in ("xcomp", "ccomp", "advcl"):
        if name == "set" and not particle:
            return "forecast", "is_due"
        if name in ("call", "charge") or definite:
            return None
        return "target", "told_to"
    if name in cues("target_with_clause") and tie in ("xcomp", "ccomp", "advcl") and infinitive:
        return "target", "told_to"
    if name in cues("target_verbs") and name not in (
        "push",
        "press",
        "lobby",
        "campaign",
        "bid",
        "try",
        "attempt",
        "agree",
        "threaten",
        "decide",
        "choose",
        "opt",
        "prepare",
        "commit",
        "urge",
        "strive",
    ):
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
        if name not in _movements() and context.quantity.kind not in ("age",) and _own_object(context, child):
            return "target", "purpose"
    return None


@cache
def _movements() -> frozenset[str]:
    change = load_yaml("change")
    return frozenset(word for name, listed in change.items() if name.startswith("verb") for word in listed)


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
    if subject is None or subject is child or name not in ("see", "look", "pencil", "price", "guide"):
        return None
    who = noun_lemma(subject).lower()
    expert = who.removesuffix("s") in cues("experts") or who in cues("experts")
    if name == "see" and context.quantity.kind in ("percent", "money") and (expert or verb.tag in ("VBZ", "VBP")):
        if verb.tag in ("VBZ", "VBP", "VBG") and (expert or subject.tag in ("NNP", "NNPS")):
            return "forecast", "outlook"
    if name in ("look", "pencil", "price", "guide") and (expert or name != "look"):
        if any(c.lower in ("for", "in", "to") for c in verb.children):
            return "forecast", "outlook"
    return None


def by_modal(verb: Token, child: Token, bounded: bool = False) -> Answer:
    """will, could, would, must: on the verb that governs the figure."""
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
    negated = any(c.dep == "neg" for c in verb.children)
    if negated and bounded and any(m in ("may", "must", "can", "ca", "shall") for m in modals):
        return "threshold", "may_not_exceed"  # "drivers may not work more than nine hours"
    if negated and not any(m in cues("future") | cues("supposed") for m in modals):
        return None  # "couldn't climb 13 stairs": what can't be is no expectation
    for modal in modals:
        if modal in cues("future"):
            return "forecast", "future"
        if modal in cues("supposed") and verb.dep == "ccomp" and lemma(verb.head) in hoping():
            return None  # "had hoped 500 families would return": the hope decides
        if modal in cues("supposed"):
            return ("forecast", "future_in_the_past") if _backshifted(verb) else ("conditional", "would")
        if modal == "could" and verb_lemma(verb) in cues("holding_verbs") and child.dep == "dobj" and not perfect:
            return "threshold", "can_hold"
        if modal in cues("possible"):
            return ("conditional", "could_have") if perfect else ("forecast", "possible")
        if modal in cues("obliged") | cues("advised") and (
            child.dep == "nsubj" or (perfect and child.dep == "nsubjpass")
        ):
            return None  # "two men should have been freed": so many there are
        if modal in cues("obliged"):
            return ("reported", "must_have") if perfect else ("threshold", "must")
        if modal in cues("advised"):
            return ("conditional", "should_have") if perfect else ("threshold", "should")
        if modal in ("can",) and verb.lemma in cues("holding_verbs") and not child.dep.startswith("nsubj"):
            return "threshold", "can_hold"
    if any(c.lower == "going" for c in (verb.head,)) and verb.dep == "xcomp" and verb.head.lower == "going":
        return "forecast", "going_to"
    if verb.tag == "VB" and not modals and any(c.lower == "to" and c.dep == "aux" for c in verb.lefts):
        if verb.is_root and any(c.dep in ("nsubj", "nsubjpass") for c in verb.children):
            return "target", "headline_infinitive"
        above = verb.head
        if (
            verb.dep == "xcomp"
            and above.lower in cues("forecast_adjectives")
            and (above.pos == "ADJ" or above.tag == "VBN")
        ):
            return "forecast", "is_due"
        if verb.dep == "xcomp" and above.lower in ("have", "has", "had"):
            return ("threshold", "have_to") if above.lower != "had" else None
    return None


@cache
def hoping() -> frozenset[str]:
    return cues("target_verbs") | cues("forecast_verbs") | cues("target_with_clause")


def _backshifted(verb: Token) -> bool:
    """ "said it would cut 500 jobs": under a verb of saying in the past, "would" is the past of "will"."""
    closing = verb.sentence.tokens[-8:]
    if any(t.tag == "VBD" and t.i > verb.i and lemma(t) in ("say", "tell", "add", "announce", "warn") for t in closing):
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
