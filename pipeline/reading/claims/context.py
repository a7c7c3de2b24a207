"""A quantity in its sentence: what stands around it, what governs it, and what was read before it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.reading.claims.claim import Claim
from pipeline.reading.claims.phrase import hyphened, is_noun, is_number_word, noun_lemma, words
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Paragraph, Sentence, Token

OPENERS = frozenset("([{“‘\"'–—-")
JOINTS = frozenset({"HYPH", "SYM", ":", ",", "-LRB-", "-RRB-", "IN", "TO", "CC"})
# Before these a noun is what is bounded: "kids under 21".
BOUNDS = frozenset({"than", "under", "over", "above", "below"})
MAX_QUALIFIERS = 8
MAX_CLIMB = 5


@dataclass(slots=True)
class Context:
    """A quantity in its sentence, and the claims read before it, in text order."""

    quantity: Quantity
    previous: Sequence[Claim]
    paragraph: Paragraph | None
    tokens: list[Token]
    inside: frozenset[int]  # indexes of its tokens
    top: Token  # the token that ties the expression to the rest of the sentence
    preceding: Sentence | None = None  # the last sentence of the paragraph before

    @property
    def first(self) -> Token:
        return self.tokens[0]

    @property
    def last(self) -> Token:
        return self.tokens[-1]

    @property
    def sentence(self) -> Sentence:
        return self.quantity.sentence

    @property
    def is_count(self) -> bool:
        """True for figures without a unit of their own: what they count is the metric."""
        return self.quantity.kind == "count" or (
            self.quantity.unit is None and self.quantity.kind in ("ratio", "other")
        )

    def at(self, i: int) -> Token | None:
        """The token of the sentence with index i in its paragraph."""
        tokens = self.sentence.tokens
        offset = i - tokens[0].i
        return tokens[offset] if 0 <= offset < len(tokens) else None

    def after(self) -> Token | None:
        return self.at(self.last.i + 1)

    def after_brackets(self) -> Token | None:
        """The token after the figure and a conversion in brackets: "47 feet (14 metres) deep"."""
        token = self.after()
        if token is not None and token.text == "(":
            for _ in range(MAX_QUALIFIERS):
                token = self.at(token.i + 1) if token is not None else None
                if token is not None and token.text == ")":
                    return self.at(token.i + 1)
        return token

    def before(self) -> Token | None:
        return self.at(self.first.i - 1)

    def before_qualifiers(self, extra: frozenset[str] = frozenset()) -> Token | None:
        """The token before the figure and its qualifiers ("at least", "an estimated"), and before `extra` words."""
        token = self.before()
        for _ in range(MAX_QUALIFIERS):
            if token is None or not (token.lower in extra or self.qualifies(token)):
                return token
            if token.lower in BOUNDS and is_noun_at(self.at(token.i - 1)):
                return token
            token = self.at(token.i - 1)
        return token

    def qualifies(self, token: Token) -> bool:
        """True for a word before the figure that says nothing but how exact it is."""
        lower = token.lower
        if lower in words("qualifiers") or token.text in OPENERS or token.tag in ("JJR", "JJS", "$"):
            return True
        if hyphened(token) and token.tag != "CD":  # "a larger-than-forecast 8.8%"
            return True
        for pairs, neighbour in _qualifier_pairs():
            if lower in pairs:
                other = self.at(token.i + neighbour)
                if other is not None and other.lower in pairs[lower]:
                    return True
        return False

    def between(self, left: Token, right: Token) -> Iterator[Token]:
        """The tokens of the sentence strictly between two."""
        base = self.sentence.tokens[0].i
        return iter(self.sentence.tokens[max(left.i + 1 - base, 0) : max(right.i - base, 0)])


@cache
def _qualifier_pairs() -> tuple[tuple[Mapping[str, Collection[str]], int], ...]:
    """Words that qualify only beside another: by word, and where the other stands."""
    table = load_yaml("metric")
    return (table["qualifier_pairs_next"], 1), (table["qualifier_pairs_previous"], -1)


def is_noun_at(token: Token | None) -> bool:
    return token is not None and is_noun(token)


def make_context(
    quantity: Quantity,
    previous: Sequence[Claim] = (),
    paragraph: Paragraph | None = None,
    preceding: Sentence | None = None,
) -> Context:
    """Find the token that ties the expression to its sentence: the one whose head lies outside."""
    tokens = [token for token in quantity.tokens if not token.text.isspace()] or quantity.sentence.tokens[:1]
    inside = frozenset(token.i for token in tokens)
    outward = [token for token in tokens if token.is_root or token.head.i not in inside]
    outward = [token for token in outward if token.tag not in JOINTS] or outward or tokens
    top = min(outward, key=lambda token: (token.dep in ("punct", "quantmod", "det"), -token.i))
    # In "from 29% to 40%" the parser hangs the first figure on the second, which has the tie of both.
    for _ in range(2):
        if top.dep in ("quantmod", "nummod") and top.head.i > tokens[-1].i and is_number_word(top.head):
            top = top.head
    return Context(quantity, previous, paragraph, tokens, inside, top, preceding)


def governing_verb(context: Context) -> Token | None:
    """The verb that has the figure as its complement, directly or by a preposition of degree or level."""
    token = context.top
    for _ in range(MAX_CLIMB):
        head = token.head
        if head is token:
            return None
        if head.pos in ("VERB", "AUX"):
            return None if token.dep in ("nsubj", "nsubjpass", "csubj") else head
        if (
            (token.dep in ("pobj", "pcomp") and head.lower in words("degree_prepositions"))
            or is_number_word(head)
            or noun_lemma(head) in words("transparent")
            or token.dep in ("conj", "appos", "prep", "quantmod", "nummod")
            or (head.tag in ("JJ", "JJR", "RB", "RBR", "RP") and token.dep in ("npadvmod", "advmod", "prep", "dobj"))
        ):
            token = head
            continue
        return None
    return None


def by_preposition(context: Context, verb: Token) -> str | None:
    """The preposition that ties the figure to the verb, lowered; None for an object."""
    token = context.top
    for _ in range(MAX_CLIMB):
        if token.dep == "prep" and token.head is verb:
            return token.lower
        if token.is_root or token.head is verb:
            return None
        token = token.head
    return None
