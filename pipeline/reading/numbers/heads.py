"""The noun that a figure counts, or the token that carries its unit."""

from __future__ import annotations

from pipeline.reading.numbers.context import Context, Measure
from pipeline.reading.parse import Token

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
TIME_WORDS = frozenset("last next this previous today yesterday tomorrow tonight each every ago earlier later".split())
WITHIN = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNS", "NNP", "NNPS", "POS", "RB", "CD", "HYPH"})


def find_head(context: Context, m: Measure) -> Token | None:
    """The counted noun of a count (None where it is elided), the unit's token of a measure."""
    if m.unit is not None and m.kind != "ratio":
        if m.unit_at is not None and m.start <= m.unit_at < m.end:
            return context.token_at(m.unit_at)
        return None
    if m.rules.get("unit") == "count_per_base" and m.unit_at is not None:
        return context.token_at(m.unit_at)
    number = context.token_at(m.core_end - 1)
    if number is None:
        return None
    following = context.next_token(m.end)
    if (
        following is not None
        and following.lower in ("times", "time")
        and context.text[m.end : following.start - context.offset] in (" ", "-", "\u2009")
    ):
        return following
    if m.numeral.form == "vague" and following is not None and following.lower == "of":
        return _object_of(following)
    if hyphened := _hyphened_noun(context, m):
        return hyphened
    last = context.token_at(m.end - 1) or number
    if m.kind == "ratio":
        return _noun_of(context, m, last)
    return _noun_of(context, m, number)


def _object_of(preposition: Token) -> Token | None:
    """The noun behind the 'of' of 'dozens of people'."""
    return next(
        (child for child in preposition.children if child.dep == "pobj" and child.pos in ("NOUN", "PROPN")), None
    )


def _hyphened_noun(context: Context, m: Measure) -> Token | None:
    """'12-member jury', 'two-bedroom flat': the noun joined by the hyphen is what is counted."""
    hyphen = context.next_token(m.end)
    if (
        hyphen is None
        or hyphen.text != "-"
        or hyphen.start - context.offset != m.end
        or hyphen.i + 1 >= len(context.tokens)
    ):
        return None
    noun = context.tokens[hyphen.i + 1]
    return (
        noun
        if noun.tag in ("NN", "NNS") and noun.start == hyphen.end and noun.lower not in ("strong", "odd", "plus")
        else None
    )


def _noun_of(context: Context, m: Measure, number: Token) -> Token | None:
    climbed = number
    for _ in range(4):
        head = climbed.head
        if head is climbed:
            break
        if (
            climbed.dep in ("nummod", "quantmod", "compound", "amod", "nmod", "advmod", "npadvmod", "poss", "det")
            and head.i > number.i
        ):
            climbed = head
            if head.pos in ("NOUN", "PROPN") and not _is_number(head):
                break
            continue
        break
    adjacent = _adjacent_noun(context, m)
    if climbed is not number and climbed.pos in ("NOUN", "PROPN") and climbed.i > number.i:
        if (
            adjacent is None
            or adjacent.i <= climbed.i <= number.i + 8
            and (
                adjacent is climbed or adjacent.head is climbed or adjacent.i == climbed.i or climbed.i - number.i <= 5
            )
        ):
            return climbed
    return adjacent


def _is_number(token: Token) -> bool:
    return token.tag == "CD" or token.pos == "NUM"


def _adjacent_noun(context: Context, m: Measure) -> Token | None:
    """The last noun of the noun run directly behind the figure."""
    token = context.next_token(m.end)
    if token is None or context.text[m.end : token.start - context.offset].strip(" \u2009-"):
        return None
    sentence = context.sentence_at(m.start)
    found: Token | None = None
    steps = 0
    while token.start < sentence.end and steps < 7:
        if token.lower in TIME_WORDS:
            break
        if (
            token.tag in NOUN_TAGS
            and token.text[-1:].isalpha()
            and not (found is not None and found.tag in ("NNS",) and token.tag in ("NNP", "NNPS"))
        ):
            found = token
            if token.tag in ("NNS", "NNPS"):
                break
        elif token.tag not in WITHIN and token.text not in ("-", "–"):
            break
        elif found is not None and token.tag in ("JJ", "VBN", "VBG", "RB", "CD"):
            break
        elif found is None and token.tag == "RB" and steps > 1:
            break
        if token.i + 1 >= len(context.tokens):
            break
        token = context.tokens[token.i + 1]
        steps += 1
    return found
