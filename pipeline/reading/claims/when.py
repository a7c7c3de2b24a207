"""The claim's own time: the expression of time in the figure's clause, and the days it covers.

Expressions are read by one linear pattern ("in August", "last month", "by Oct. 1", "two years ago", "the third quarter of
2004"). What is relative is counted from the day of publication by dateutil; without one it stays without dates. A bare
weekday or month is the last one in the past tense, the next one in a future clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pipeline.reading.claims.context import make_context
from pipeline.reading.claims.phrase import verb_lemma
from pipeline.reading.claims.time_rules.days import resolve
from pipeline.reading.claims.time_rules.expressions import Expression, find_expressions
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Sentence, Token

MAX_CLIMB = 14
MAX_SENTENCE = 600
MAX_NEAR = 9  # tokens between a figure and a time right after it


class ClaimTime(NamedTuple):
    """The time of a claim: as written, first and last day (inclusive), and the rule that gave it."""

    text: str | None
    start: date | None
    end: date | None
    rule: str | None


UNTIMED = ClaimTime(None, None, None, None)


class Times:
    """Finds and resolves a document's expressions of time; sentences are read once."""

    def __init__(self, text: str, published_at: date | None) -> None:
        self.text = text
        self.published_at = published_at
        self._found: dict[int, list[Expression]] = {}

    def expressions(self, sentence: Sentence) -> list[Expression]:
        """The expressions of a sentence in text order."""
        found = self._found.get(id(sentence))
        if found is None:
            found = self._found[id(sentence)] = list(find_expressions(self.text, sentence))
        return found

    def days(self, expression: Expression, future: bool) -> tuple[date | None, date | None]:
        """First and last day of an expression, inclusive; `future`: in a clause about what is to come."""
        return resolve(self.text[expression.start : expression.end], expression, self.published_at, future)

    def of(self, quantity: Quantity, others: Sequence[Quantity], status: str) -> ClaimTime:
        """The time of a figure; `others` are the figures of its paragraph, which have times of their own."""
        sentence = quantity.sentence
        if len(sentence.tokens) > MAX_SENTENCE or quantity.kind == "age":
            return UNTIMED
        expressions = [e for e in self.expressions(sentence) if e.end <= quantity.start or e.start >= quantity.end]
        expressions = [e for e in expressions if not _is_basis(e)]
        expressions = [
            e
            for e in expressions
            if not any(q.start < e.end and e.start < q.end and q.kind != "duration" for q in others)
        ]
        if not expressions:
            return UNTIMED
        chosen = choose(quantity, expressions, [q for q in others if q.sentence is sentence])
        if chosen is None:
            return UNTIMED
        expression, rule = chosen
        start = expression.opening.start if expression.opening is not None else expression.start
        text = " ".join(self.text[start : expression.end].split()).removesuffix("’s").removesuffix("'s")
        future = status in ("forecast", "target", "conditional") or _is_future(quantity)
        first, last = self.days(expression, future)
        return ClaimTime(text, first, last, rule)


def choose(
    quantity: Quantity, expressions: Sequence[Expression], others: Sequence[Quantity]
) -> tuple[Expression, str] | None:
    """The expression that belongs to the figure: right after it, else tied to its noun or clause."""
    context = make_context(quantity)
    owners = {id(e): owner for e in expressions if (owner := _owner(e, others)) is not None}
    own = [e for e in expressions if owners.get(id(e)) is quantity]
    if own:
        return own[0], "right_after_the_figure"
    if _is_compared(context.top):
        return None  # "rose to 5m in June from 4m": the clause's time is not what it is compared with
    shared_with = [e for e in expressions if (owner := owners.get(id(e))) is not None and _goes_with(quantity, owner)]
    if shared_with:
        return shared_with[0], "right_after_its_partner"
    free = [e for e in expressions if id(e) not in owners]
    if not free:
        return None
    ties = {id(e): _tie(e) for e in free}
    shared: int | None = None
    token, child = context.top, context.top
    for _ in range(MAX_CLIMB):
        if child.dep == "appos" and token.tag in ("NNP", "NNPS") and token is not child:
            break  # "Tola, a nurse with 12 years' experience, moved in November"
        tied = [e for e in free if ties[id(e)] is token and e.head is not context.top]
        if shared is not None:
            tied = [e for e in tied if e.end <= shared]  # only what opens both clauses is the second one's too
        if child is not token and token.pos in ("VERB", "AUX") and shared is None:
            tied += [e for e in free if _below(ties[id(e)], token) and e.start >= quantity.end and e not in tied]
            tied += [e for e in free if _in_subject_or_object(e, ties[id(e)], token, child) and e not in tied]
        if tied:
            tied.sort(
                key=lambda e: (e.kind in ("same",), min(abs(e.start - quantity.end), abs(quantity.start - e.end)))
            )
            return tied[0], "in_the_clause" if token.pos in ("VERB", "AUX") else "of_the_noun"
        if token.is_root:
            break
        if token.pos in ("VERB", "AUX") and child is not token and _stands_alone(token):
            break
        if token.dep == "conj" and token.pos in ("VERB", "AUX"):
            shared = token.head.start
        child, token = token, token.head
    return None


def _is_basis(expression: Expression) -> bool:
    """ "down 14 per cent on 2019", "higher than a year ago": what is compared with, not when."""
    if expression.opening is None:
        return False
    opening = expression.opening
    tokens = opening.sentence.tokens
    before = tokens[opening.i - 1 - tokens[0].i].lower if opening.i > tokens[0].i else ""
    if opening.lower == "than" or before in ("than", "as"):
        return True  # "the same as in the three months to December"
    if opening.lower == "from" and expression.kind in ("ago", "same"):
        return True  # "rose 28% from a year earlier"
    return opening.lower == "on" and expression.kind == "year"


def _is_compared(top: Token) -> bool:
    """True for the figure that another is compared with: behind "from", "against", "compared with"."""
    token = top
    for _ in range(4):
        head = token.head
        if head.dep in ("prep", "pcomp") and token.dep in ("pobj", "pcomp"):
            if head.lower in ("against", "versus"):
                return True
            if head.lower in ("with", "to") and head.head.lower == "compared":
                return True
            moved = head.lower == "from" and any(
                c.dep == "prep" and c.lower in ("to", "by") and c.i < head.i for c in head.head.children
            )
            return moved or (head.lower == "from" and head.head.lower in ("up", "down"))
        if token.is_root or token.dep not in ("nummod", "quantmod", "compound", "nmod", "npadvmod"):
            return False
        token = head
    return False


def _goes_with(quantity: Quantity, owner: Quantity) -> bool:
    """ "rose by 12% to 100 million over the past year", "three of its 14 matches this season": two figures of one tie."""
    if owner is quantity or owner.start < quantity.end or not owner.tokens:
        return False
    top, other = make_context(quantity).top, make_context(owner).top
    noun = other.head if other.dep in ("nummod", "quantmod") else other
    if noun.dep != "pobj" or noun.head.dep != "prep":
        return False
    prep = noun.head
    if prep.lower == "of":
        return prep.head is top or prep.head is top.head and top.dep == "nummod"
    return prep.lower == "to" and quantity.change is not None and (prep.head is top.head or prep.head is top.head.head)


def _owner(expression: Expression, others: Sequence[Quantity]) -> Quantity | None:
    """The figure right before an expression, with no verb or other figure between: "from 201.5 in June".

    What a time owns is right behind it: "October's £3.6bn".
    """
    owned = next((q for q in others if q.start >= expression.end), None)
    if owned is not None and owned.tokens:
        words = [t for t in owned.sentence.tokens if expression.end <= t.start and t.end <= owned.start]
        if (expression.possessive or (words and words[0].tag == "POS")) and all(
            t.tag in ("POS", "$", "JJ", "SYM", "#") for t in words
        ):
            return owned
    best = None
    for quantity in others:
        if quantity.end <= expression.start and (best is None or quantity.end > best.end):
            best = quantity
    if best is None or not best.tokens:
        return None
    sentence = best.sentence
    first = expression.opening or expression.head
    base = sentence.tokens[0].i
    start = next((t.i for t in sentence.tokens if t.start >= best.end), None)
    stop = (
        expression.opening.i
        if expression.opening is not None
        else next((t.i for t in sentence.tokens if t.start >= expression.start), first.i)
    )
    if start is None or stop - start > MAX_NEAR:
        return None
    between = sentence.tokens[start - base : stop - base]
    if (
        expression.kind in ("ago", "same")
        and len(between) <= 3
        and all(t.text == "," or t.tag == "DT" for t in between)
    ):
        return best  # "from $209 million, or 70 cents, a year earlier"
    if any(
        t.pos in ("VERB", "AUX")
        or t.text in (",", ";", ":", "(", ")", "—", "–")
        or t.tag == "CC"
        or t.lower in ("that", "who", "which", "when")
        for t in between
    ):
        return None
    if len([q for q in others if q.kind != "duration"]) == 1 and expression.head.head.pos in ("VERB", "AUX"):
        return None  # the only figure of its sentence: the grammar tells better
    return best


def _tie(expression: Expression) -> Token:
    """What an expression hangs on, past prepositions and other words of time."""
    token = expression.head
    for _ in range(6):
        if token.is_root:
            return token
        head = token.head
        if (
            head.dep in ("prep", "pcomp", "agent")
            or head.tag == "IN"
            or head.lower in ("late", "early", "end", "start", "night", "day", "beginning")
        ):
            token = head
            continue
        return head
    return token.head


def _below(tie: Token, verb: Token) -> bool:
    """Tied to an infinitive or participle of the verb: "32 million getting hooked in 2004", "pay £2 to park from May"."""
    return tie.head is verb and tie.dep in ("xcomp", "acomp", "auxpass") and tie is not verb


def _in_subject_or_object(expression: Expression, tie: Token, verb: Token, child: Token) -> bool:
    """Tied to a noun that the verb has beside the figure: "participated in Saturday's protest", "last month's sales fell 5%"."""
    if tie.pos in ("VERB", "AUX"):
        return tie.dep == "aux" and tie.head is verb
    if expression.kind == "year" and expression.opening is None:
        return False  # "the 1946 movie": the thing's year, not the event's
    token = tie
    for _ in range(3):
        if token is child or token.is_root:
            return False
        if token.head is verb:
            return token.dep in ("nsubj", "nsubjpass", "dobj", "prep", "attr", "npadvmod", "advmod")
        token = token.head
    return False


def _stands_alone(verb: Token) -> bool:
    if verb.dep in ("xcomp", "acl", "pcomp", "aux", "auxpass"):
        return False
    if verb.dep == "ccomp":
        return True
    if verb.dep == "advcl":
        return verb.tag not in ("VBG", "VBN", "VB")
    if verb.dep == "conj":
        return any(c.dep in ("nsubj", "nsubjpass") for c in verb.children)
    return True


def _is_future(quantity: Quantity) -> bool:
    token = make_context(quantity).top
    for _ in range(MAX_CLIMB):
        if token.pos in ("VERB", "AUX"):
            return any(
                c.dep == "aux" and c.lower in ("will", "'ll", "’ll", "shall", "would", "may", "could")
                for c in token.children
            ) or (verb_lemma(token) in ("expect", "plan", "schedule") or any(c.lower == "due" for c in token.children))
        if token.is_root:
            return False
        token = token.head
    return False
