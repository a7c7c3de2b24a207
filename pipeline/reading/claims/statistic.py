"""Which statistic a figure is, where the text names one: mean, median, total, maximum, minimum.

The words are lexicon/statistic.yaml, by where they stand: before the figure, as its noun, as its verb, as an adverbial.
"""

from __future__ import annotations

from functools import cache

from pipeline.reading.claims.context import Context, governing_verb, make_context
from pipeline.reading.claims.phrase import is_noun, noun_lemma, subject_of, words
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Token

STATISTICS = ("mean", "median", "total", "maximum", "minimum")
MAX_NEAR = 6  # tokens between a figure and an adverbial that says its statistic
MAX_LABEL = 12


@cache
def by_word(place: str) -> dict[str, str]:
    """Word or phrase -> statistic, of one place (modifier, noun, verb, adverb)."""
    return {word: name for name in STATISTICS for word in load_yaml("statistic")[name][place]}


def find_statistic(quantity: Quantity) -> tuple[str | None, str | None]:
    """The statistic (mean, median, total, maximum, minimum), and the rule that saw it; None, None if none is named."""
    context = make_context(quantity)
    for name, rule in (
        ("statistic_verb", of_verb),
        ("statistic_noun", of_noun),
        ("statistic_modifier", of_modifier),
        ("statistic_subject", of_subject),
        ("statistic_adverbial", of_adverbial),
    ):
        statistic = rule(context)
        if statistic is not None:
            quantity.rules["statistic"] = name
            return statistic, name
    return None, None


def of_verb(context: Context) -> str | None:
    """ "averaged 52", "averaging 1,600 a day", "totalled 9,000", "peaked at 41"."""
    before = context.before_qualifiers()
    verb = before if before is not None and before.tag.startswith("VB") else governing_verb(context)
    if verb is None or verb.i > context.first.i or not verb.tag.startswith("VB"):
        return None
    return by_word("verb").get(verb.lemma.lower()) or {"totalle": "total", "totall": "total"}.get(verb.lemma.lower())


def of_noun(context: Context) -> str | None:
    """ "an average of 217.9 cents", "a total of 214", "an all-time high of $64,000"."""
    prep = context.before_qualifiers()
    if prep is None or prep.lower != "of":
        return None
    noun = context.at(prep.i - 1)
    return by_word("noun").get(noun_lemma(noun).lower()) if noun is not None and noun.tag[:2] in ("NN", "JJ") else None


def of_modifier(context: Context) -> str | None:
    """ "a record 400", "a combined 30 years", "an average wait of 9 minutes": before the figure or its noun."""
    token = context.before()
    for _ in range(4):
        if token is None or not (token.lower in words("qualifiers") or token.lower in by_word("modifier")):
            break
        if token.lower in by_word("modifier") and token.tag[:2] in ("JJ", "NN", "VB"):
            return by_word("modifier")[token.lower]
        token = context.at(token.i - 1)
    prep = context.before_qualifiers()
    if prep is not None and prep.lower == "of":
        noun = prep.head if is_noun(prep.head) else context.at(prep.i - 1)
        if noun is not None and noun.i < prep.i:
            return modifier_of(noun)
    if prep is not None and prep.text == ":":
        return of_label(context, prep)
    return None


def of_label(context: Context, colon: Token) -> str | None:
    """ "Average response time: 8.2 minutes"."""
    base = context.sentence.tokens[0].i
    for token in reversed(context.sentence.tokens[max(0, colon.i - base - MAX_LABEL) : colon.i - base]):
        if token.text in ".;:,(":
            return None
        if token.lower in by_word("modifier"):
            return by_word("modifier")[token.lower]
    return None


def of_subject(context: Context) -> str | None:
    """ "the median rent was $1,486", "the fleet's average age is 11.4 years"."""
    verb = governing_verb(context)
    if verb is None or verb.lemma.lower() not in words("of_subject") or context.quantity.change is not None:
        return None  # the size of a change isn't the average or total that changed
    subject = subject_of(verb)
    if subject is None or subject.i > context.first.i:
        return None
    own = by_word("noun").get(noun_lemma(subject).lower()) if verb.lemma == "be" else None
    return own if own in ("mean", "median", "total") else modifier_of(subject)


def modifier_of(noun: Token) -> str | None:
    """The statistic that a noun's own modifier names; "minimum wage" is a name, not a statistic."""
    if noun_lemma(noun).lower() in load_yaml("statistic")["names"]:
        return None
    for child in noun.lefts:
        if child.dep in ("amod", "compound", "nmod") and child.lower in by_word("modifier"):
            return by_word("modifier")[child.lower]
    return None


def of_adverbial(context: Context) -> str | None:
    """ "on average", "in all", "altogether", near the figure and in its clause."""
    tokens = context.sentence.tokens
    base = tokens[0].i
    left = tokens[max(0, context.first.i - base - MAX_NEAR) : context.first.i - base]
    right = tokens[context.last.i - base + 1 : context.last.i - base + 1 + MAX_NEAR]
    for i, token in enumerate(right):
        if token.text in ";.:" or token.tag == "CD":
            right = right[:i]
            break
    for i in range(len(left) - 1, -1, -1):
        if left[i].text in ";.:" or left[i].tag == "CD":
            left = left[i + 1 :]
            break
    for side in (left, right):
        text = " " + " ".join(token.lower for token in side) + " "
        for phrase, statistic in by_word("adverb").items():
            if f" {phrase} " in text:
                return statistic
    return None
