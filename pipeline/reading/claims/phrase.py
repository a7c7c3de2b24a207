"""Noun phrases of a parse in the dataset's form: lemmatised, head last, without what tells no kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache, partial

from pipeline.reading import wordnet
from pipeline.reading.lexicon import word_set
from pipeline.reading.parse import Sentence, Token

SHORT_STEM = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
NAME_TAGS = frozenset({"NNP", "NNPS"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
RELATIVES = frozenset({"that", "which", "who", "whom", "whose"})
MODIFIERS = frozenset(
    {
        "amod",
        "compound",
        "nmod",
        "poss",
        "npadvmod",
        "advmod",
        "det",
        "nummod",
        "quantmod",
        "punct",
    }
)
# An adjective or participle that stands for people or things ("the dead", "unleaded").
BE_FORMS = frozenset({"'s", "’s", "'re", "’re", "'m", "’m", "was", "were", "is", "are", "been", "being"})
NOUN_LIKE = frozenset({"JJ", "VBN", "VBG", "JJS", "JJR"})


words = partial(word_set, "metric")


def is_noun(token: Token) -> bool:
    return token.tag in NOUN_TAGS and _is_noun(token.text, token.tag, token.lemma)


@lru_cache(maxsize=100_000)
def _is_noun(text: str, tag: str, lemma: str) -> bool:
    return not _is_number_word(text, tag, lemma) and any(c.isalpha() for c in text)


def is_number_word(token: Token) -> bool:
    """True for digits, number words and scale nouns ("dozen", "third", "percent"), which count but aren't counted."""
    return token.tag == "CD" or _is_number_word(token.text, token.tag, token.lemma)


@lru_cache(maxsize=100_000)
def _is_number_word(text: str, tag: str, lemma: str) -> bool:
    return tag == "CD" or text[:1].isdigit() or _noun_lemma(text, tag, lemma).lower() in words("number_nouns")


def is_pronoun(token: Token) -> bool:
    return token.tag in ("PRP", "PRP$", "WP", "WDT", "EX", "DT", "WP$")


def is_name(token: Token) -> bool:
    return token.tag in NAME_TAGS and not token.text.islower()  # no name is written small


def is_common(token: Token) -> bool:
    """True for a common noun, also one that only its place capitalised ("Mackerel made €1.92 a kilo")."""
    return not is_name(token) or (opens_sentence(token) and bool(wordnet.senses(singular(token.lower))))


def is_time_noun(token: Token) -> bool:
    return noun_lemma(token).lower().rstrip(".") in words("times")


def noun_lemma(token: Token) -> str:
    """The lemma of a noun; a plural name loses its ending too ("Americans" -> "American"), other words stay."""
    return _noun_lemma(token.text, token.tag, token.lemma)


@lru_cache(maxsize=100_000)
def _noun_lemma(text: str, tag: str, lemma: str) -> str:
    if len(text) > 2 and text[:2].isupper() and text.endswith("s") and tag in NOUN_TAGS:
        return text[:-1]  # an acronym: "MPs" -> MP
    if tag in NAME_TAGS:
        if tag == "NNPS" and len(text) > 3 and text.endswith("s") and not text.endswith("ss"):
            return text[:-3] + "y" if text.endswith("ies") else text[:-1]
        return text
    lower = text.lower()
    if tag not in NOUN_TAGS:
        return singular(lower) if tag == "VBZ" else lower  # "that starts were up": a noun that the tagger missed
    if len(text) > 1 and text.isupper():
        return text
    lemma = lemma.lower() or lower
    # The lemmatiser makes "dos" of "doses", "syrinx" of "syringes", "taxis" of "taxes".
    odd = lower.endswith("ses") or not lower.startswith(lemma)
    if tag == "NNS" and odd and lower.endswith("s") and not lower.endswith("ves"):
        regular = singular(lower)
        return regular if regular != lower else lemma
    return lemma


def head_word(token: Token) -> str:
    """The head of a metric: a common noun's lemma, lowered where only its place capitalised it ("Ridership rose")."""
    lemma = noun_lemma(token)
    if is_name(token):
        lower = singular(token.lower)
        return lower if opens_sentence(token) and wordnet.senses(lower) else lemma
    # A word that is capitalised within the sentence, or that no dictionary has, is a name the tagger missed.
    if token.text[:1].isupper() and not wordnet.senses(lemma.lower()):
        return lemma if lemma[:1].isupper() else token.text
    return lemma


def singular(lower: str) -> str:
    """The singular that WordNet knows of a regular plural, else the word itself."""
    if wordnet.senses(lower):
        return lower
    for ending, instead in (("ies", "y"), ("s", ""), ("es", "")):
        if lower.endswith(ending) and wordnet.senses(lower[: -len(ending)] + instead):
            return lower[: -len(ending)] + instead
    return lower


def opens_sentence(token: Token) -> bool:
    return all(not other.text[:1].isalnum() for other in token.sentence.tokens if other.i < token.i)


def noun_phrase(noun: Token, skip: Iterable[Token] = ()) -> str:
    """The noun with the modifiers that tell its kind: "the two local bus drivers" -> "local bus driver".

    `skip` are tokens of the figure itself. Determiners, possessors, numbers and vague adjectives are dropped;
    hyphens between kept words stay ("first-team player").
    """
    skipped = {token.i for token in skip}
    kept: dict[int, Token] = {}
    stack = [child for child in noun.lefts if child.dep in ("amod", "compound", "nmod")]
    while stack:
        token = stack.pop()
        joined = hyphened(token)
        if token.i in kept or token.i in skipped or token.i >= noun.i or _drops(token, joined):
            continue
        kept[token.i] = token
        stack += [
            c for c in token.children if c.dep in ("compound", "amod", "nmod", "npadvmod", "advmod") and hyphened(c)
        ]
        stack += [c for c in token.lefts if c.dep == "compound"]
        stack += [c for c in token.rights if c.dep == "conj" and c.i < noun.i]
    prefix = _at(noun.sentence, noun.i - 2) if _is_hyphen(noun.sentence, noun.i - 1) else None
    if prefix is not None and prefix.i not in skipped and len(prefix.text) == 1 and prefix.text.isalpha():
        kept[prefix.i] = prefix  # "e-mail", "X-ray"
    # The other parts of a hyphenated modifier may hang elsewhere ("first-team player", "like-for-like sales").
    for token in list(kept.values()):
        for step in (-2, 2):
            part = _at(noun.sentence, token.i + step)
            while part is not None and part.i < noun.i and _is_hyphen(noun.sentence, part.i - step // 2):
                if part.i in skipped or part.tag == "CD":
                    break
                kept[part.i] = part
                part = _at(noun.sentence, part.i + step)
    first = min(kept, default=noun.i)
    joint, other = _at(noun.sentence, first - 1), _at(noun.sentence, first - 2)
    if joint is not None and other is not None and joint.tag == "CC" and kept and kept[first].tag == other.tag == "JJ":
        kept[other.i] = other  # "digital and physical sales"
    text, last = "", None
    for i in sorted([*kept, noun.i]):
        word = head_word(noun) if i == noun.i else _modifier_word(kept[i], noun)
        text += ("" if last is None else "-" if i - last == 2 and _is_hyphen(noun.sentence, last + 1) else " ") + word
        last = i
    return text


def hyphened(token: Token) -> bool:
    """True if a hyphen joins the word to the next or the one before."""
    return _is_hyphen(token.sentence, token.i + 1) or _is_hyphen(token.sentence, token.i - 1)


def _at(sentence: Sentence, i: int) -> Token | None:
    offset = i - sentence.tokens[0].i
    return sentence.tokens[offset] if 0 <= offset < len(sentence.tokens) else None


def _is_hyphen(sentence: Sentence, i: int) -> bool:
    """A hyphen that joins two words; one between spaces is a dash."""
    token = _at(sentence, i)
    if token is None or token.text != "-":
        return False
    left, right = _at(sentence, i - 1), _at(sentence, i + 1)
    return left is None or right is None or left.end == token.start or token.end == right.start


def _drops(token: Token, joined: bool) -> bool:
    if token.tag in (
        "CD",
        "DT",
        "PDT",
        "PRP$",
        "POS",
        "JJR",
        "JJS",
        "$",
        "XX",
        "SYM",
        "HYPH",
        "``",
        "''",
    ):
        return True
    if not any(c.isalnum() for c in token.text):
        return True
    if token.lower in ("strong", "odd") and _is_hyphen(token.sentence, token.i - 1):
        figure = _at(token.sentence, token.i - 2)
        return figure is not None and figure.tag == "CD"  # "the 60-strong crew"
    return not joined and (token.lower in words("vague") or is_number_word(token))


def _modifier_word(token: Token, noun: Token) -> str:
    """A modifier as the text writes it, lowered where only its place at the sentence's start capitalised it."""
    if opens_sentence(token) and not is_name(token) and token.text[1:].islower():
        return token.lower
    return token.text


def full_phrase(noun: Token) -> str:
    """The noun with all its own modifiers as the text writes them, for `subject`: "Argentina's wheat harvest"."""
    first = noun.i
    sentence = noun.sentence
    base = sentence.tokens[0].i
    while first > base:
        before = sentence.tokens[first - 1 - base]
        if before.head is noun or _within(before, noun):
            first -= 1
            continue
        break
    run = sentence.tokens[first - base : noun.i - base + 1]
    while run and (run[0].tag in ("DT", "PRP$", "CD", "$", "POS", "PDT") or not any(c.isalnum() for c in run[0].text)):
        run = run[1:]
    text = ""
    previous = None
    for token in run:
        text += (" " if previous is not None and previous.end < token.start else "") + token.text
        previous = token
    return text


def _within(token: Token, noun: Token, depth: int = 4) -> bool:
    for _ in range(depth):
        if token.head is token or token.dep not in MODIFIERS | {"case"}:
            return False
        token = token.head
        if token is noun:
            return True
    return False


def verb_lemma(verb: Token) -> str:
    """The lemma of a verb; contractions of "be" are "be"."""
    if verb.lower in BE_FORMS:
        return "be"
    lemma = verb.lemma.lower()
    # "hoped" is of "hope": "hop" would double its consonant.
    if verb.lower in (f"{lemma}ed", f"{lemma}ing") and SHORT_STEM.fullmatch(lemma):
        return f"{lemma}e"
    if verb.lower == f"{lemma}es" and SHORT_STEM.fullmatch(lemma) and lemma[-1] not in "sxz":
        return f"{lemma}e"  # "hopes": "hop" has "hops"
    return lemma


def clause_verb(token: Token) -> Token | None:
    """The verb that governs a token, the nearest above it."""
    seen = token
    for above in token.ancestors():
        if above.pos in ("VERB", "AUX"):
            return above
        seen = above
    return seen if seen.pos in ("VERB", "AUX") else None


def subject_of(verb: Token, depth: int = 6) -> Token | None:
    """The grammatical subject of a verb, through conjunction, control and relative clauses."""
    for _ in range(depth):
        for child in verb.children:
            if child.dep in SUBJECTS and child.i != verb.i:
                if child.dep in ("csubj", "csubjpass"):
                    continue
                if child.lower in RELATIVES and verb.dep in ("relcl", "acl"):
                    return relative_noun(child, verb.head)
                told = verb.head if verb.dep == "ccomp" and verb.head.dep == "relcl" else None
                if child.lower in RELATIVES and told is not None and is_noun(told.head):
                    return relative_noun(child, told.head)  # "stoppages, which he said had cost shippers"
                return child
        if verb.dep in ("relcl", "acl") and verb.head.tag in NOUN_TAGS | NOUN_LIKE:
            return verb.head
        if verb.tag in ("VBZ", "VBD", "VBP") and verb.is_root:
            # "The ferry travels": the parser took a verb for a compound's head.
            noun = next((c for c in reversed(verb.lefts) if c.dep in ("compound", "dep") and is_noun(c)), None)
            if noun is not None:
                return noun
        if verb.dep in ("conj", "xcomp", "advcl", "aux", "auxpass", "ccomp", "pcomp", "prep") and verb.head is not verb:
            above = verb.head
            if above.pos not in ("VERB", "AUX"):
                above_verb = clause_verb(above)
                if above_verb is None or above_verb is verb:
                    return None
                above = above_verb
            if verb.dep == "xcomp" or (verb.dep == "ccomp" and verb.tag == "VB"):
                obj = object_of(above)
                if obj is not None:
                    return obj
            if verb.dep == "ccomp" and above.lemma in (
                "say",
                "tell",
                "report",
                "claim",
                "add",
                "show",
                "announce",
            ):
                return None
            verb = above
            continue
        return None
    return None


def relative_noun(pronoun: Token, head: Token) -> Token:
    """The noun of a relative clause: of a coordination, the one right before it ("nine doctors, and lists that run")."""
    return next((c for c in head.rights if c.dep == "conj" and is_noun(c) and c.i == pronoun.i - 1), head)


def object_of(verb: Token) -> Token | None:
    """The direct object that isn't itself a figure."""
    return next(
        (c for c in verb.children if c.dep in ("dobj", "obj") and not is_number_word(c)),
        None,
    )


def pobj(prep: Token) -> Token | None:
    return next((c for c in prep.children if c.dep in ("pobj", "pcomp")), None)


def prep_child(token: Token, *lowers: str) -> Token | None:
    return next(
        (c for c in token.rights if c.dep in ("prep", "dative", "agent") and c.lower in lowers),
        None,
    )
