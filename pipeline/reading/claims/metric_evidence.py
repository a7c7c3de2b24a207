"""What speaks for and against a noun naming what a figure counts, fact by fact: what `metric_weigh` adds up.

Candidates are what the constructions of `metric_rules` answer, the common nouns of the figure's sentence and of the two
before it, and the metrics of earlier figures. No fact decides alone: the construction, the place in the clause, the kind
of thing (WordNet's categories), a value alike among earlier ones. Cost: linear in three sentences and MAX_EARLIER claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log10

from pipeline.reading import wordnet
from pipeline.reading.claims.antecedent import movements, paragraph_number, sentence_before
from pipeline.reading.claims.context import Context
from pipeline.reading.claims.phrase import (
    SUBJECTS,
    clause_verb,
    is_noun,
    is_time_noun,
    noun_lemma,
    noun_phrase,
    singular,
    subject_of,
    verb_lemma,
    words,
)
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Document, Sentence, Token

Facts = dict[str, float]
MAX_EARLIER = 12  # claims looked back on
MAX_TOKENS = 80  # of a sentence, nearest the figure first
NEAR, FAR = 4, 10  # tokens
ALIKE = 0.35  # powers of ten between values of one thing
UNLIKE = 1.3
PREPOSITIONS = frozenset({"of", "for", "in", "on", "to", "from", "with", "as", "by", "at", "per"})
CATEGORIES = frozenset(
    "person group artifact act event possession communication attribute cognition substance food location state "
    "phenomenon object plant animal process time quantity body relation".split()
)
KINDS = {"money": "money", "percent": "share", "ratio": "share", "duration": "span", "age": "span"}


@dataclass(slots=True)
class Candidate:
    """A noun that may name what a figure counts; one head, however many ways lead to it."""

    metric: str
    head: str
    noun: Token | None = None  # in the figure's own sentence
    facts: Facts = field(default_factory=dict)


def kind_of(quantity: Quantity) -> str:
    """money, share, span, count or measure."""
    if quantity.kind == "count":
        return "count"
    return KINDS.get(quantity.kind, "measure")


def candidates(
    context: Context, answers: Sequence[tuple[str, str]], topics: Mapping[str, int] | None = None
) -> list[Candidate]:
    """The candidates with their facts; `answers` are (rule, metric) of the constructions, in their order.

    topics: how often the document has each noun.
    """
    found: dict[str, Candidate] = {}
    kind = kind_of(context.quantity)
    for place, (rule, metric) in enumerate(answers):
        facts = {f"first_{rule}": 1.0} if place == 0 else {f"rule_{rule}": 1.0, "rule": 1.0}
        _add(found, metric, facts)
    verb = clause_verb(context.top)
    for token in _nouns(context, context.sentence):
        _add(found, noun_phrase(token, context.tokens), _here(context, token, verb, kind), token)
    before = _sentences_before(context)
    for number, sentence in enumerate(before):
        for token in _nouns(context, sentence):
            _add(found, noun_phrase(token), _before(token, number))
    _earlier(context, found)
    subject = subject_of(verb) if verb is not None else None
    stands_for = subject is not None and subject.lower in ("it", "that", "this", "they", "which", "these", "those")
    for candidate in found.values():
        candidate.facts.update(_of_head(candidate, kind, context))
        often = (topics or {}).get(candidate.head, 0)
        candidate.facts["often"] = candidate.facts[f"often_{kind}"] = log10(1 + often)
        if stands_for:
            for name in (
                "before_0_subject",
                "before_0_object",
                "before_0",
                "earlier_nearest",
                "earlier_sentence_before",
            ):
                if candidate.facts.get(name):
                    candidate.facts[f"pronoun_{name}"] = 1.0
    # Who pays or gets a sum isn't what it is: only a construction may name people there.
    return [c for i, c in enumerate(found.values()) if i == 0 or kind != "money" or not c.facts["money_person"]]


def _head(metric: str) -> str:
    return metric.rpartition(" ")[2].rpartition("-")[2].lower()


def _add(found: dict[str, Candidate], metric: str, facts: Facts, noun: Token | None = None) -> None:
    head = _head(metric)
    candidate = found.setdefault(head, Candidate(metric, head, noun))
    for name, value in facts.items():
        candidate.facts[name] = max(candidate.facts.get(name, 0.0), value)


def _nouns(context: Context, sentence: Sentence) -> Iterator[Token]:
    """Common nouns that head their phrase, without times, names for figures and what the figure itself says."""
    for token in sentence.tokens[-MAX_TOKENS:] if sentence is not context.sentence else sentence.tokens[:200]:
        if token.tag not in ("NN", "NNS") or token.i in context.inside and sentence is context.sentence:
            continue
        if token.dep in ("compound", "npadvmod") or not is_noun(token) or is_time_noun(token) or len(token.text) < 3:
            continue
        lemma = noun_lemma(token).lower()
        if lemma in words("labels") or lemma in words("transparent") or lemma in words("set_phrases"):
            continue
        yield token


def _sentences_before(context: Context) -> list[Sentence]:
    """The sentence before and the one before that, nearest first."""
    first = sentence_before(context)
    if first is None:
        return []
    index = context.sentence.index
    second = context.paragraph.parse.sentences[index - 2] if context.paragraph is not None and index > 1 else None
    return [first] if second is None else [first, second]


def _here(context: Context, token: Token, verb: Token | None, kind: str) -> Facts:
    behind = token.i > context.last.i
    apart = token.i - context.last.i if behind else context.first.i - token.i
    own = clause_verb(token)
    facts: Facts = {
        "here": 1.0,
        "here_behind" if behind else "here_ahead": 1.0,
        "near": float(apart <= NEAR),
        "far": float(apart > FAR),
        "same_clause": float(own is verb),
        f"plural_{kind}": float(token.tag == "NNS"),
    }
    facts.update(_role(token, verb, kind))
    low, high = (context.last, token) if behind else (token, context.first)
    between = list(context.between(low, high))
    facts["clause_between"] = float(any(t.pos == "VERB" and t.tag != "VBG" for t in between))
    facts["nouns_between"] = min(sum(t.tag in ("NN", "NNS") for t in between), 4) / 2
    facts["counted"] = float(any(c.dep == "nummod" and c.i not in context.inside for c in token.lefts))
    return facts


def _role(token: Token, verb: Token | None, kind: str) -> Facts:
    """The token's place in its clause."""
    head = token.head
    if token.dep in SUBJECTS:
        if head is verb:
            return {"subject": 1.0, f"subject_{kind}": 1.0}
        return {"other_subject": 1.0}
    if token.dep in ("dobj", "attr", "oprd"):
        return {"object": 1.0, f"object_{kind}": 1.0} if head is verb else {"other_object": 1.0}
    if token.dep == "pobj" and head.lower in PREPOSITIONS:
        facts: Facts = {f"prep_{head.lower}": 1.0, f"prep_{head.lower}_{kind}": 1.0}
        facts["prep_of_verb" if head.head is verb else "prep_of_noun"] = 1.0
        return facts
    if token.dep in ("conj", "appos"):
        return {token.dep: 1.0}
    return {"root": 1.0} if token.is_root else {}


def _before(token: Token, number: int) -> Facts:
    sentence = f"before_{number}"
    facts: Facts = {sentence: 1.0}
    if token.dep in SUBJECTS:
        facts[f"{sentence}_subject"] = 1.0
    elif token.dep in ("dobj", "attr"):
        facts[f"{sentence}_object"] = 1.0
    return facts


def _earlier(context: Context, found: dict[str, Candidate]) -> None:
    quantity = context.quantity
    kind = kind_of(quantity)
    own = context.paragraph.index if context.paragraph is not None else 0
    before = sentence_before(context)
    ranked = 0
    for claim in context.previous[: -MAX_EARLIER - 1 : -1]:
        other = claim.quantity
        same = other.kind == quantity.kind
        away = own - paragraph_number(claim)
        facts: Facts = {"earlier": 1.0}
        if same:
            facts["earlier_same_kind"] = 1.0
            facts[f"earlier_same_{kind}"] = 1.0
            facts["earlier_same_unit"] = float(other.unit == quantity.unit and other.period == quantity.period)
            if ranked == 0:
                facts["earlier_nearest"] = 1.0
                facts[f"earlier_nearest_{kind}"] = 1.0
            ranked += 1
            apart = _apart(other, quantity)
            facts["alike"] = float(apart < ALIKE)
            facts[f"alike_{kind}"] = float(apart < ALIKE)
            facts["unlike"] = float(apart > UNLIKE)
        facts["earlier_here"] = float(other.sentence is context.sentence)
        facts["earlier_sentence_before"] = float(other.sentence is before)
        had = found.get(_head(claim.metric))
        if same and had is not None and had.facts.get("earlier_same_kind"):
            had.facts["earlier_again"] = min(had.facts.get("earlier_again", 0.0) + 0.5, 1.5)
        facts["earlier_far"] = float(away > 1)
        facts["earlier_weak"] = float(claim.quantity.rules.get("metric", "") in ("unit", "kind", "weighed"))
        _add(found, claim.metric, facts)


def _apart(one: Quantity, other: Quantity) -> float:
    """Powers of ten between two values."""
    if not one.value or not other.value or one.value / other.value <= 0:
        return UNLIKE
    return abs(log10(one.value / other.value))


def topics_of(document: Document) -> dict[str, int]:
    """How often a document has each common noun, by lemma."""
    counts: dict[str, int] = {}
    for paragraph in document.paragraphs:
        for token in paragraph.parse.tokens:
            if token.tag in ("NN", "NNS"):
                lemma = noun_lemma(token).lower()
                counts[lemma] = counts.get(lemma, 0) + 1
    return counts


def _of_head(candidate: Candidate, kind: str, context: Context) -> Facts:
    head = candidate.head
    noun = head if wordnet.senses(head) else singular(head)
    sorts = wordnet.categories(noun)
    facts: Facts = {f"{kind}_name": float(candidate.metric.rpartition(" ")[2][:1].isupper())}
    facts["label"] = float(noun in words("labels"))
    if sorts:
        facts[f"{kind}_{sorts[0]}"] = float(sorts[0] in CATEGORIES)
    else:
        facts[f"{kind}_unknown"] = 1.0
    if kind == "money" and "possession" in sorts[1:]:
        facts["money_also_possession"] = 1.0
    facts[f"{kind}_moving"] = float(noun in movements())
    facts["time"] = float(noun in words("times"))
    facts[f"{kind}_person"] = float(wordnet.is_person(noun))
    verb = clause_verb(context.top)
    if verb is not None:
        lemma = verb_lemma(verb)
        events: dict[str, str] = load_yaml("metric")["money_events"]
        if kind == "money" and events.get(lemma) == noun:
            facts["event_of_money"] = 1.0
        facts["event_of_verb"] = float(noun in wordnet.event_nouns(lemma))
    return facts
