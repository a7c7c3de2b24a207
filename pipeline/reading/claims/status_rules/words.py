"""What the rules of status share: cue words, lemmas, whether a figure describes what is already known."""

from __future__ import annotations

from functools import cache, partial

from pipeline.reading.claims.context import Context
from pipeline.reading.claims.phrase import SUBJECTS, is_noun, noun_lemma, verb_lemma
from pipeline.reading.lexicon import load_yaml, word_set
from pipeline.reading.parse import Token

Answer = tuple[str, str] | None
MAX_CLIMB = 24
MAX_BACK = 6
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "your", "both", "whose", "all"}
)
OPEN_DEFINITE = frozenset({"first", "next", "last", "remaining", "other", "rest"})


cues = partial(word_set, "status")


def lemma(token: Token) -> str:
    if token.pos in ("VERB", "AUX") and token.tag.startswith(("VB", "MD")):
        return verb_lemma(token)
    return noun_lemma(token).lower() if is_noun(token) else token.lemma.lower()


@cache
def moving_verbs() -> frozenset[str]:
    """Verbs of rising and falling, raising and lowering (lexicon/change.yaml)."""
    change = load_yaml("change")
    return frozenset(word for name in ("up", "down", "caused_up", "caused_down") for word in change[name])


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
    if token.dep == "npadvmod" and token.head.lower == "away":
        return True  # "will be in Springbok, 165 km away"
    for _ in range(3):
        if token.head.tag == "JJR" and token.head.dep in ("amod", "acl") and token.head.head.tag.startswith("NN"):
            return True
        if token.is_root or token.dep not in ("pobj", "prep", "nummod", "quantmod", "npadvmod"):
            return False
        token = token.head
    return False


def revised_expectation(verb: Token) -> Token | None:
    """The forecast or target that a verb changes: "lowered its estimate of the harvest"."""
    if verb_lemma(verb) not in cues("revising_verbs"):
        return None
    return next(
        (c for c in verb.children if c.dep in ("dobj", "nsubjpass") and noun_lemma(c).lower() in cues("revised_nouns")),
        None,
    )


def is_negated(noun: Token) -> bool:
    return any(c.lower in ("no", "without") for c in noun.lefts)
