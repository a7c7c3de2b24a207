"""Status by the words at the figure itself: labels, nouns with a complement, copulas, participles, comparisons."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.reading.claims.context import Context
from pipeline.reading.claims.phrase import SUBJECTS, is_noun, is_number_word, is_time_noun, noun_lemma, verb_lemma
from pipeline.reading.claims.status_rules.words import (
    MAX_BACK,
    MAX_CLIMB,
    Answer,
    cues,
    is_definite,
    is_negated,
    lemma,
    moving_verbs,
    revised_expectation,
)
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.parse import Sentence, Token

MAX_ASKED = 30  # tokens of a question before its answer
MAX_REBUTTAL = 9  # words of "That is false."
LABEL_TIES = frozenset({"nummod", "compound", "nmod", "amod", "npadvmod", "poss", "quantmod", "appos"})


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
            if noun.lower in ("chance", "probability", "likelihood") and quantity.kind in ("percent", "ratio"):
                status = "forecast"  # "a 40 percent chance of rain"
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
            answer = noun_with_complement(context, token, child)
            if answer is not None:
                return answer
        if token.pos in ("VERB", "AUX"):
            return _copula(token, child)
        if token.is_root:
            return _copula_of_name(context, token)
        child, token = token, token.head
    return None


def noun_with_complement(context: Context, noun: Token, child: Token) -> Answer:
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
        if is_negated(noun):
            return "denied", "no_plan_to"
        if child.tag == "VBN" and lemma(child) in cues("denial_verbs"):
            return None
        return "target", "noun_of_aim"
    if is_time_noun(noun) and tie == "acl" and child.tag == "VB" and lemma(noun.head) in cues("giving_time"):
        return "target", "time_to_do_it"  # "gave it 90 days to replace 48 valves"
    if name in ("truth", "substance") and is_negated(noun) and tie == "in":
        return "denied", "no_evidence_that"
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
    if tie == "acl" and context.quantity.kind == "duration" and context.top.dep == "npadvmod":
        return None  # "her decision to run five days later"
    if name in cues("intention_nouns") and tie in ("acl", "relcl") and child.tag == "VB" and _aims(child):
        return "target", "noun_of_intention"
    if name in cues("false_words") and tie in ("acl", "relcl", "ccomp") and noun.dep == "attr" and not is_negated(noun):
        return "denied", "said_to_be_false"  # "it is a myth that 300 died"
    has = noun.dep == "dobj" and verb_lemma(noun.head) == "have"
    if is_negated(noun) and tie == "of" and has and not is_definite(context):
        return "denied", "no_such_thing"  # "has no debts of $300 million"
    there = noun.dep in ("attr", "nsubj") and any(c.dep == "expl" for c in noun.head.children)
    if is_negated(noun) and tie == "of" and there and not is_definite(context):
        return "denied", "no_such_thing"  # "there was no shortage of 50,000 doses"
    if is_negated(noun) and name in cues("claim_nouns") and tie in ("acl", "of", "that", "ccomp", "relcl"):
        return "denied", "no_evidence_that"
    if name in cues("claim_nouns") and any(c.lower in cues("false_words") for c in noun.lefts):
        return "denied", "false_claim"
    return None


def _aims(verb: Token) -> bool:
    return lemma(verb) in cues("target_verbs") or any(c.lower == "to" and c.dep == "aux" for c in verb.children)


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
        if not is_subject and noun is subject and name in cues("target_nouns"):
            if child.dep == "prep" and child.lower == "for":
                return "target", "copula_with_label"  # "The plan was for 6,000 by autumn"
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
                wanted = what_is_wanted(child)
                if wanted is not None:
                    return wanted
                continue
            for status in ("threshold", "forecast", "target"):
                taking = child.tag in ("VBD", "VBN") and any(c.dep == "dobj" for c in child.rights)
                if taking:
                    continue  # "51 needed hospital treatment"
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


def what_is_wanted(verb: Token) -> Answer:
    """ "the 66 cents analysts had expected", "the 300 it asked for": a relative clause whose object is the figure."""
    subject = next((c for c in verb.children if c.dep == "nsubj"), None)
    if subject is None or subject.lower in ("that", "which", "who") or any(c.dep == "neg" for c in verb.children):
        return None
    name = lemma(verb)
    inner = next((c for c in verb.children if c.dep in ("xcomp", "advcl") and c.tag == "VB" and c.i > verb.i), None)
    if inner is not None and not any(c.dep in ("dobj", "ccomp", "xcomp", "attr", "acomp") for c in inner.children):
        # "the 523,000 it set out to vaccinate", "the 300 it had hoped to sell"
        set_out = name == "set" and any(c.lower == "out" for c in verb.children)
        if set_out or name in cues("gap_aims"):
            return ("forecast" if name == "expect" else "target"), "wanted_by_somebody"
        if name in ("need", "require"):
            return "threshold", "needed_by_somebody"
    if any(c.dep in ("dobj", "ccomp", "xcomp") and c.lower not in ("that", "which") for c in verb.children):
        return None
    if name in cues("forecast_verbs") | (cues("outlook_verbs") - {"see", "look"}):
        return "forecast", "expected_by_somebody"
    if name in cues("threshold_verbs") & {"need", "require", "recommend", "stipulate"}:
        return "threshold", "needed_by_somebody"
    particles = {c.lower for c in verb.children if c.dep in ("prep", "prt")}
    with_preposition = load_yaml("status")["target_with_preposition"].get(name, ())
    if name in cues("target_verbs") or particles & set(with_preposition):
        return "target", "wanted_by_somebody"
    return None


def wanted_after(context: Context) -> Answer:
    """ "the 66 cents analysts had expected" by its words alone, where the parser ties the clause elsewhere."""
    noun = context.top.head if context.top.dep in ("nummod", "quantmod") and is_noun(context.top.head) else context.top
    named = noun is not context.top and noun_lemma(noun).lower() in cues(
        "experts"
    )  # "the 195,000 analysts had forecast"
    if named and (before := context.before_qualifiers()) is not None and before.lower == "the":
        verb = noun.head if noun.dep == "nsubj" else None
        free = verb is not None and not any(c.dep in ("dobj", "ccomp", "xcomp", "prep") for c in verb.children)
        if free and verb is not None and lemma(verb) in cues("forecast_verbs"):
            return "forecast", "expected_by_somebody"
    named = False
    for step in range(1, 10):
        token = context.at(max(noun.i, context.last.i) + step)
        if token is None or token.text in (",", ";", ":", "(", "—", ".") or token.tag in ("CD", "CC", "TO"):
            return None
        if token.lower in ("had", "has", "have", "’d", "'d") and named:
            continue
        if token.pos in ("VERB", "AUX"):
            own = [c for c in token.children if c.dep == "nsubj" and c.i > context.last.i]
            return what_is_wanted(token) if named and own else None
        if token.tag == "IN" and token.lower != "that":
            return None
        named = named or is_noun(token) or token.tag == "PRP"
    return None


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


def in_a_forecast(context: Context) -> Answer:
    """ "against 410 in its previous outlook": where a figure stands says what it is."""
    noun = context.top.head if context.top.dep in ("nummod", "quantmod") and is_noun(context.top.head) else context.top
    start = max(noun.i, context.last.i)
    prep = context.at(start + 1)
    if prep is None or prep.lower != "in":
        return None
    for step in range(2, 6):
        token = context.at(start + step)
        if token is None or token.tag not in ("PRP$", "DT", "JJ", "NN", "NNP", "POS", "JJS"):
            return None
        if noun_lemma(token).lower() in cues("forecast_labels") and token.tag == "NN":
            return "forecast", "in_a_forecast"
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
            if head.lower == "from" and head.head.pos == "VERB" and revised_expectation(head.head) is None:
                # "will rise to $60 from $45", "raise the threshold from £60,000": where it starts is a fact
                before = context.before_qualifiers()
                if before is not None and before.lower == "to":
                    return None  # "from 155,000 to 110,000": where it ends
                ends = any(c.dep == "prep" and c.lower == "to" for c in head.head.children)
                if ends or verb_lemma(head.head) in moving_verbs():
                    return "reported", "where_it_starts"
            return None
        if token.dep not in ("nummod", "quantmod", "compound", "conj", "appos") or token.is_root:
            return None
        token = head
    return None


def by_own_time(context: Context, answer: Answer) -> Answer:
    """ "to fall to £170m from £194m last year": a figure with a past time right after it is a fact."""
    if answer is None or answer[0] not in ("forecast", "conditional", "target", "threshold"):
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
    token = context.top
    spans = context.quantity.kind == "duration" and token.dep == "pobj" and token.head.lower in ("in", "within")
    if spans and lemma(verb) in cues("scheduled") and token.head.head is verb:
        finite = verb.head if verb.dep == "xcomp" else verb
        helped = any(c.dep == "aux" for c in finite.children)
        if finite.tag in ("VBZ", "VBP") and not helped:
            return "forecast", "scheduled"  # "it starts arriving in 60 days"
    opening = context.sentence.tokens[:3]
    if len(opening) == 3 and opening[0].lower in ("at", "on") and opening[2].lower.rstrip("s") in cues("trends"):
        if opening[1].lower in ("this", "that", "present", "current") and verb.tag != "VBD":
            return "forecast", "at_this_rate"
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


def _follows_figure(context: Context, prep: Token) -> bool:
    tokens = context.sentence.tokens
    return any(t.tag == "CD" for t in tokens[: prep.i - tokens[0].i])


def under_denial(context: Context, answer: Answer) -> Answer:
    """ "denied that saline would run out in 10 days": a denial above a clause counts for more than its modal."""
    if answer is None or answer[0] not in ("forecast", "conditional", "target"):
        return answer
    token = context.top
    for _ in range(MAX_CLIMB):
        if token.is_root:
            return answer
        head = token.head
        if token.dep in ("ccomp", "acl", "relcl") and is_noun(head) and noun_lemma(head).lower() in cues("claim_nouns"):
            off = load_yaml("status")["denial_with_particle"].get(lemma(head.head), ())
            if head.dep == "dobj" and any(c.lower in off for c in head.head.children):
                return "denied", "verb_of_denial"  # "laughed off reports that 300 jobs would go"
            planned = noun_lemma(head).lower() in cues("target_nouns") and lemma(head.head) in ("reject", "withdraw")
            if head.dep in ("dobj", "nsubjpass") and lemma(head.head) in cues("denial_verbs") and not planned:
                return "denied", "verb_of_denial"  # "dismissed reports that 90 posts would close"
        gerund = token.dep == "dobj" and token.tag == "VBG"
        if (gerund or token.dep in ("ccomp", "xcomp")) and lemma(head) in cues("denial_verbs") and head.i < token.i:
            return "denied", "verb_of_denial"
        if token.dep in ("ccomp", "csubj", "xcomp") and lemma(head) == "be" and _called_false(head):
            return "denied", "said_to_be_false"  # "it was untrue that the authority planned to shed 90 posts"
        if token.dep in ("relcl", "parataxis"):
            return answer
        token = token.head
    return answer


def _called_false(verb: Token) -> bool:
    negated = any(c.dep == "neg" or c.lower in ("nor", "neither", "hardly") for c in verb.children)
    return not negated and any(
        c.lower in cues("false_words") and c.dep in ("acomp", "attr") and not is_negated(c) for c in verb.children
    )


def said_by_the_mistaken(context: Context) -> Answer:
    """ "Anyone who says there's 30 is talking rubbish": the subject says the figure, its verb that it is false."""
    root = context.sentence.root
    subject = next((c for c in root.children if c.dep == "nsubj" and c.i < root.i), None)
    if subject is None or context.first.i <= subject.i or context.first.i >= root.i:
        return None
    inner = {token.i for token in subject.subtree()}
    says = any(token.i in inner and lemma(token) in cues("claiming") for token in context.sentence.tokens)
    if not says or context.first.i not in inner:
        return None
    talks = lemma(root) == "talk" and any(c.lower in cues("false_words") for c in root.children if c.dep == "dobj")
    lies = lemma(root) == "lie" and root.tag == "VBG"
    return (
        ("denied", "said_by_the_mistaken") if talks or lies or (lemma(root) == "be" and _called_false(root)) else None
    )


def asked_and_answered_no(context: Context) -> Answer:
    """ "Asked whether the pledge would be cut to 1.2 million, she said: “No.”": what the answer denies."""
    tokens = context.sentence.tokens
    opening = [t for t in tokens[:MAX_ASKED] if t.i < context.first.i]
    asked = next((t for t in opening if t.lower in ("asked", "pressed", "questioned")), None)
    if asked is None or asked.i - tokens[0].i > 1 or not any(t.lower in ("whether", "if") for t in opening):
        return None
    rest = [t for t in tokens if t.i > context.last.i]
    at = next((k for k, t in enumerate(rest) if t.lower == "no" and k and rest[k - 1].text in "“\"‘'"), None)
    return ("denied", "asked_and_answered_no") if at is not None else None


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


def listed(leading: Sentence | None) -> Answer:
    """ "The judge said she must:" and then points, a line each: the last verb before the colon says in which sense."""
    if leading is None:
        return None
    for token in reversed(leading.tokens):
        if token.tag == "MD":
            if token.lower in cues("obliged", "advised"):
                return "threshold", "list_led_in"
            return ("forecast", "list_led_in") if token.lower in cues("future") else None
        if token.pos in ("VERB", "AUX"):
            if lemma(token) in cues("target_with_clause") and leading.tokens[-2].lower == "to":
                return "target", "list_led_in"  # "We ask the Council to:"
            for status in ("target", "forecast", "threshold"):
                if lemma(token) in cues(f"{status}_verbs"):
                    return status, "list_led_in"
            if not any(c.tag == "MD" for c in token.children):
                return None
    return None
