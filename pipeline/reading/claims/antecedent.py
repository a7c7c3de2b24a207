"""What a noun, a pronoun or a bare number stands for: seen through "the number of", "it", "the goal", or left out.

Elided nouns are taken from the claims read before, the nearest of the same kind first: within the paragraph, else in
the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.reading import wordnet
from pipeline.reading.claims.claim import Claim
from pipeline.reading.claims.context import Context
from pipeline.reading.claims.phrase import (
    SUBJECTS,
    is_common,
    is_name,
    is_noun,
    is_number_word,
    is_pronoun,
    is_time_noun,
    noun_lemma,
    pobj,
    prep_child,
    subject_of,
    verb_lemma,
    words,
)
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Sentence, Token

MAX_BACK = 24  # claims
MAX_PARAGRAPHS_BACK = 1
MAX_TOKENS_BACK = 80
MAX_STEPS = 4  # nouns seen through: "the total number of cases of dengue"
PERSONAL = frozenset({"he", "she", "i", "we", "you", "who", "him", "her", "us", "me"})
# Metrics that were guessed or are only the unit: no noun that a later figure could share.
WEAK_RULES = frozenset({"kind", "subject", "nearest_noun", "sum_of_subject"})

# Kinds whose name says what is measured better than a guessed antecedent.
NAMED_KINDS = frozenset({"speed", "temperature"})

AGENTS = frozenset({"person", "group"})
# Movements that are measured for themselves.
KEPT_MOVEMENTS = frozenset({"growth", "recovery", "expansion", "contraction", "slowdown"})

# Words of quantity that stand without their noun: "Most (71%) have no plan".
QUANTIFIERS = frozenset({"most", "many", "some", "few", "several", "all", "none", "others", "more", "fewer"})

Answer = Token | str | None


def same_kind(claim: Claim, quantity: Quantity) -> bool:
    """True if an earlier claim is of the same dimension, so that its noun can be understood here."""
    other = claim.quantity
    if quantity.kind in ("percent", "ratio"):
        return other.kind in ("percent", "ratio")
    if other.kind != quantity.kind:
        return False
    return quantity.kind != "other" or other.unit == quantity.unit


def earlier(context: Context, any_kind: bool = False) -> Iterator[Claim]:
    """Earlier claims whose noun may be understood here, nearest first."""
    for claim in context.previous[: -MAX_BACK - 1 : -1]:
        if claim.quantity.sentence is not context.sentence and not is_near(context, claim):
            return
        rule = claim.quantity.rules.get("metric")
        if rule == "unit" and claim.quantity.kind == "percent" and not any_kind:
            continue  # "share" is said of any
        if (
            rule in WEAK_RULES
            or claim.metric in words("labels")
            or (rule == "unit" and claim.quantity.unit != context.quantity.unit and not any_kind)
        ):
            continue
        if any_kind or same_kind(claim, context.quantity):
            yield claim


def is_near(context: Context, claim: Claim) -> bool:
    """True if a claim is of this paragraph or the one before."""
    if context.paragraph is None:
        return True
    return 0 <= context.paragraph.index - paragraph_number(claim) <= MAX_PARAGRAPHS_BACK


def paragraph_number(claim: Claim) -> int:
    tail = claim.paragraph_id.rpartition("#p")[2]
    return int(tail) if tail.isascii() and tail.isdigit() else 0


def understood(context: Context, any_kind: bool = False) -> str | None:
    """The metric of the nearest earlier figure of the same kind; spans of time ("two weekends") aren't counted on."""
    for claim in earlier(context, any_kind):
        if context.is_count and claim.metric.rpartition(" ")[2] in words("times"):
            continue
        return claim.metric
    return None


def resolve(context: Context, noun: Token | None) -> Answer:
    """The noun that names the thing: "the number of arrests" -> arrests, "it" or "the goal" -> what they stand for."""
    for _ in range(MAX_STEPS):
        if noun is None or noun.i in context.inside:
            return None
        if (metric := metric_of_token(context, noun)) is not None:
            return metric if metric != "age" or context.quantity.kind in ("age", "duration") else None
        if noun.lower == "majority" and complement_of(context, noun) is None:
            return noun
        if is_number_word(noun):
            inner = complement_of(context, noun)
            if inner is None:
                return understood(context)
            noun = inner
            continue
        if is_pronoun(noun):
            return stands_for(context, noun)
        if noun.lower in QUANTIFIERS and not is_noun(noun):
            return understood(context)
        lemma = noun_lemma(noun).lower()
        inner = complement_of(context, noun) if lemma in words("transparent") else None
        if inner is not None and not is_number_word(inner):
            noun = inner
            continue
        if lemma == "number" and context.is_count and (counted := persons_numbered(noun)) is not None:
            return counted
        if lemma in words("labels") or lemma in movements():
            return seen_through(context, noun)
        if is_name(noun):
            return common_noun_of_name(noun) or noun
        return noun
    return noun


def persons_numbered(noun: Token) -> Token | None:
    """ "passenger numbers rose to 4,300": passengers."""
    own = (c for c in noun.lefts if c.dep in ("compound", "nmod") and is_noun(c) and c.i == noun.i - 1)
    return next((c for c in own if wordnet.is_person(noun_lemma(c).lower())), None)


def seen_through(context: Context, noun: Token) -> Answer:
    """What a name for a figure or a movement stands for: "the goal", "a drop in profits", "a 9% increase".

    A label that is told apart by a noun of its own ("passenger numbers", "a pay rise") is a thing itself.
    """
    lemma = noun_lemma(noun).lower()
    moving = lemma in movements()
    if not moving and lemma not in words("labels"):
        return noun
    own = [c for c in noun.lefts if c.dep in ("compound", "nmod") and is_noun(c) and c.i not in context.inside]
    if any(c.lower in ("jobless", "unemployed", "homeless") for c in noun.lefts):
        return noun
    if any(moving or not wordnet.is_person(noun_lemma(child)) for child in own):
        return noun  # but "analyst expectations" are anyone's
    if moving:
        # "a drop of 5% in sales": the parser may hang the "in" on the figure
        prep = prep_child(noun, "in") or prep_child(context.top, "in") or prep_child(noun, "of")
        inner = pobj(prep) if prep is not None else None
        said = inner is not None and is_noun(inner) and not is_name(inner)  # "growth in China" is growth
        if inner is not None and said and inner.i not in context.inside and not is_time_noun(inner):
            return inner
        if lemma in KEPT_MOVEMENTS:
            return noun
        # "profits, which showed a 5.5% rise"
        shown = subject_of(noun.head) if noun.dep == "dobj" and noun.head.pos == "VERB" else None
        if (
            shown is not None
            and is_noun(shown)
            and not is_name(shown)
            and wordnet.category(noun_lemma(shown)) not in AGENTS
        ):
            return shown
        claim = next(earlier(context, any_kind=True), None)
        return claim.metric if claim is not None and claim.quantity.sentence is context.sentence else noun
    return understood(context) or noun


@cache
def movements() -> frozenset[str]:
    """Nouns of rising and falling (lexicon/change.yaml)."""
    change = load_yaml("change")
    return frozenset([*change["noun_up"], *change["noun_down"]])


def metric_of_token(context: Context, token: Token) -> str | None:
    """The metric of the earlier claim that covers a token."""
    for claim in context.previous[: -MAX_BACK - 1 : -1]:
        if token in claim.quantity.tokens:
            return claim.metric
    return None


def common_noun_of_name(name: Token) -> Token | None:
    """The common noun that introduces a name: "manager Ann Lee" -> manager, "Renter Ann Lee" -> renter."""
    to = prep_child(name, "to")
    line = pobj(to) if to is not None and to.i == name.i + 1 else None
    if line is not None and line.tag == "NN" and any(is_name(child) for child in line.lefts):
        return line  # "the Calderbrook to Linton railway"
    compounds = [child for child in name.lefts if child.dep in ("compound", "nmod", "amod")]
    for child in reversed(compounds):
        if child.tag in ("NN", "NNS") and child.pos == "NOUN":
            return child
    # Of capitalised words a title is told from a first name by standing before another one.
    if len(compounds) > 1 and is_name(compounds[0]) and wordnet.is_person(compounds[0].lower):
        return compounds[0]
    if name.dep == "appos" and name.head.tag in ("NN", "NNS") and name.head.i < name.i:
        return name.head
    for child in name.rights:
        if child.dep == "appos" and child.tag in ("NN", "NNS") and not is_number_word(child):
            return child
    return None


def complement_of(context: Context, noun: Token) -> Token | None:
    """The noun after "of": "a number of voters"."""
    prep = prep_child(noun, "of")
    if prep is None:
        following = context.at(noun.i + 1)
        prep = following if following is not None and following.lower == "of" else None
    inner = pobj(prep) if prep is not None else None
    return inner if inner is not None and inner.i not in context.inside else None


def stands_for(context: Context, pronoun: Token) -> Answer:
    """What a pronoun stands for: its relative clause's noun, the noun of a figure just given, the subject before."""
    if (
        pronoun.lower in ("that", "which", "who")
        and pronoun.head.dep in ("relcl", "acl")
        and is_noun(pronoun.head.head)
    ):
        return pronoun.head.head
    if pronoun.lower in PERSONAL:
        return None
    claim = next(earlier(context, any_kind=pronoun.lower in ("this", "that")), None)
    before = sentence_before(context)
    near = claim is not None and (claim.quantity.sentence is context.sentence or claim.quantity.sentence is before)
    # "It was bought for $9bn" is of a thing, not of a figure just given.
    if claim is not None and near and verb_lemma(pronoun.head) not in words("exchange"):
        return claim.metric
    if context.quantity.kind in NAMED_KINDS:
        return context.quantity.kind
    noun = noun_before(context, pronoun)
    if noun is None or wordnet.is_person(noun_lemma(noun)):
        return claim.metric if claim is not None else None
    return noun


def sentence_before(context: Context) -> Sentence | None:
    """The sentence before, which may close the paragraph before."""
    if context.paragraph is None:
        return None
    index = context.sentence.index
    return context.paragraph.parse.sentences[index - 1] if index else context.preceding


def noun_before(context: Context, pronoun: Token) -> Token | None:
    """The nearest noun before a pronoun that agrees in number: subject or object, of its sentence or the one before."""
    plural = pronoun.lower in ("they", "them", "their", "these", "those")
    base = context.sentence.tokens[0].i
    runs = [context.sentence.tokens[: pronoun.i - base]]
    before = sentence_before(context)
    if before is not None:
        runs.append(before.tokens)
    for run in runs:
        for deps in (SUBJECTS, ("dobj", "attr")):
            for token in reversed(run[-MAX_TOKENS_BACK:]):
                if token.dep in deps and is_noun(token) and (token.tag in ("NNS", "NNPS")) == plural:
                    if is_name(token) and not is_common(token):
                        continue  # a name tells nothing of what is measured
                    return token
    return None


def same_sentence(context: Context) -> str | None:
    """The metric of the figure before, of any kind, if it is in this sentence: "$8bn, less than half of the $20bn"."""
    for claim in earlier(context, any_kind=True):
        if claim.quantity.sentence is not context.sentence:
            return None
        if claim.metric.rpartition(" ")[2] not in words("times"):
            return claim.metric
    return None
