"""Number words without a number's meaning: 'one' the pronoun, the second half, 'doubled'."""

from __future__ import annotations

import re

from pipeline.reading.numbers.context import Context, Measure
from pipeline.reading.numbers.rejections.nouns import is_counted

ONE_TO_THE_NEXT = re.compile(
    r"[ \u2009](?:[a-z]+[ \u2009]){1,2}(?:to|into)[ \u2009](?:the[ \u2009](?:next|other)|another)\b"
)
SUPERLATIVE = re.compile(r"[ \u2009]of[ \u2009](?:[\w']+[ \u2009]){1,4}(?:most|least|best|worst|\w{3,}est)\b")


ONE_COMPOUND = re.compile(
    r"-(?:off|offs|time|sided|way|stop|upmanship|man|woman|size|track|liners?|hit|on|dimensional|party|horse|note|shot)\b"
)


def one_as_pronoun(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'one' as a pronoun or an article: 'the one that', 'one of the cases', 'no one'; 'one nurse' counts."""
    if (
        m.numeral.digits
        or m.value != 1
        or m.numeral.form != "words"
        or not m.bare
        or context.low[m.core_start : m.core_end] != "one"
    ):
        return None
    token = context.token_at(m.core_start)
    before, after = context.before(m.start, 20), context.after(m.end, 40)
    if token is None:
        return "pronoun"
    if re.search(r"\bfrom[ \u2009]$", before) and ONE_TO_THE_NEXT.match(context.low, m.end):
        return "pronoun"
    if re.match(r"-[a-z]", after):
        return "idiom" if ONE_COMPOUND.match(after) else None
    if re.search(
        (
            r"\b(?:no|any|every|some|each|this|that|which|the|a|another|an?[ \u2009]\w+|last|first|"
            r"next|new|old|good|the[ \u2009]only|whole|other|latest|big|other)[ \u2009-]$"
        ),
        before,
    ):
        if not (re.search(r"\b(?:the|only|last|each|every|another)[ \u2009]$", before) and is_counted(context, m)):
            return "pronoun"
    if re.match(r"[ \u2009]of[ \u2009]", after):
        superlative = SUPERLATIVE.match(after)
        number = re.match(
            r"[ \u2009]of[ \u2009](?:\w+(?:'s)?[ \u2009]){0,2}(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b",
            after,
        )
        return None if superlative or number else "pronoun"
    if re.match(r"[ \u2009]in[ \u2009]|[ \u2009]out[ \u2009]of", after):
        return None if is_counted(context, m) else "pronoun"
    if (
        re.search(r"(?<!the[ \u2009])\b(?:only|just|at least|more than|less than)[ \u2009]$", before)
        and token.tag == "CD"
    ):
        return None
    if re.match(
        r"'s\b|[ \u2009](?:who|that|which|can|could|should|must|might|may|would|will|is|was|has|had|does|another)\b",
        after,
    ):
        return "pronoun"
    if is_counted(context, m):
        return None
    if re.match(r"-", after):
        return (
            "idiom"
            if re.match(
                r"-(?:off|time|sided|way|stop|upmanship|man|woman|size|track|liner|liners|hit|on|dimensional)\b", after
            )
            else None
        )
    if token.tag in ("PRP", "NN", "NNS"):
        return "pronoun"
    return (
        None
        if re.search(
            r"\b(?:only|just|at least|than|about|least|to|from|and|or|by|with|had|has|have|killed)[ \u2009]$", before
        )
        and re.match(r"[.,;)]|$|[ \u2009]", after)
        and token.tag == "CD"
        else "pronoun"
    )


def hyphened_kind(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """Hyphened adjectives that name a kind, not a number: 'two-way', 'three-point range' keeps its count."""
    if m.numeral.digits or not m.bare:
        return None
    after = context.after(m.end, 14)
    if re.match(r"-(?:way|faced|tone|tier|dimensional|piece|fold|time|some|pronged)\b", after):
        return "idiom"
    return None


def part_of_a_game(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'half' that names a part of a game or year or blurs an adjective: 'second half', 'half-time', 'half-hearted'."""
    if m.numeral.form != "fraction" or m.unit is not None:
        return None
    word = context.low[m.core_start : m.core_end]
    before, after = context.before(m.start, 20), context.after(m.end, 24)
    if word in ("half", "a half"):
        if (
            re.search(r"[a-z]-$", before)
            or re.search(r"\b(?:their|our|his|her|its|your|my|the|own)(?:[ \u2009]\w+)?[ \u2009]$", before)
            and not re.match(r"[ \u2009](?:of|the|a|an|million|billion|dozen|hour|mile|\w+s)\b", after)
        ):
            return "fraction_word"
        if re.match(
            r"-(?!dozen|million|billion|hour|mile|point|percent|an-|a-|year|century|day)", after
        ) and not re.match(r"-(?:brother|sister)?$", after):
            return "fraction_word"
        if re.search(
            (
                r"\b(?:first|second|other|better|opening|latter|final|top|bottom|upper|lower|eastern|"
                r"western|northern|southern|back|front|this|that|each|either|1st|2nd|the[ \u2009]last|"
                r"next|previous|same|half|past|in)[ \u2009-]$"
            ),
            before,
        ):
            return "fraction_word"
        if re.match(r"[ \u2009](?:time|term|brother|sister|back|ago|hearted|way)\b", after):
            return "fraction_word"
        return None
    if (
        word == "a quarter"
        and re.search(r"\b(?:in|for|per|during|once|every|each|times|within|after|such)[ \u2009]$", before)
        and not re.match(r"[ \u2009]of\b", after)
    ):
        return "fraction_word"
    if word == "quarter" and not re.match(
        (
            r"[ \u2009]of[ \u2009]|[ \u2009](?:mile|inch|hour|point|percentage|acre|pound|century|"
            r"more|less|higher|lower)|[.,;]|$|-(?:mile|hour|point|inch|century|million)"
        ),
        after,
    ):
        return "fraction_word"
    if word.startswith(
        ("a third", "a fourth", "a fifth", "a sixth", "a seventh", "a eighth", "a tenth", "a ninth")
    ) or word.startswith("an eighth"):
        token = context.next_token(m.end)
        if (
            token is not None
            and not context.text[m.end : token.start - context.offset].strip(" \u2009-")
            and token.tag in ("NN", "NNS", "NNP", "JJ", "VBG", "VBN", "NNPS")
            and token.lower not in ("more", "less", "fewer", "higher", "lower")
        ):
            return "ordinal"
        if re.match(r"-", after):
            return "ordinal"
    return None


def ordinal_of_a_time(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'for a fourth day', 'in a third year': days are numbered; a part of one is 'a fourth of a day'."""
    if m.numeral.form != "fraction" or m.kind != "duration" or m.numeral.digits:
        return None
    if not re.fullmatch(r"an?[ \u2009](?!half|quarter)[a-z]+", context.low[m.core_start : m.core_end]):
        return None
    unit = context.token_at(m.unit_at) if m.unit_at is not None else None
    return "ordinal" if unit is not None and unit.start - context.offset <= m.core_end + 1 else None


def multiple_verb(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'twice', 'doubled': claims only where they state the size of something against something else."""
    if m.numeral.form != "multiple":
        return None
    word = context.low[m.core_start : m.core_end]
    after = context.after(m.end, 20)
    if word in ("twice", "thrice"):
        if re.match(r"[ \u2009]as\b", after):
            adjective = context.next_token(m.end + 3)
            return None if adjective is not None and adjective.tag in ("JJ", "RB") else "multiple"
        return None if re.match(r"[ \u2009](?:the|that|its|their|what|his|her)\b", after) else "multiple"
    token = context.token_at(m.core_start)
    if word in ("double", "triple", "treble", "quadruple") and token is not None and token.pos != "VERB":
        return None if re.match(r"[ \u2009](?:the|that|what|its|their|his|her)\b", after) else "multiple"
    return "multiple"


def vague_plural(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'scores' as a verb or results, 'tens' alone; 'hundreds' needs nothing."""
    if m.numeral.form != "vague":
        return None
    word = context.low[m.core_start : m.core_end]
    if word == "scores" and not re.match(
        r"[ \u2009](?:of|more|were|are|have|dead|killed|injured)\b", context.after(m.end, 10)
    ):
        return "vague"
    token = context.token_at(m.core_start)
    passive = re.match(r"[ \u2009](?:were|are|have)\b", context.after(m.end, 6))
    if word.startswith("scores") and token is not None and token.pos == "VERB" and not passive:
        return "vague"
    if re.search(r"\b(?:by the|in their|in the|the)[ \u2009]$", context.before(m.start, 12)) and not re.match(
        r"[ \u2009]of", context.after(m.end, 4)
    ):
        return "vague"
    return None


def group_word(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """Zero as a name: 'ground zero'; handled by phrases; a bare scale word as a name: 'Million', 'the Score'."""
    word = re.sub(r"^an?[ \u2009-]", "", context.low[m.core_start : m.core_end])
    if (
        m.numeral.form == "words"
        and word == "dozen"
        and re.search(r"\bbaker'?s?[ \u2009]$", context.before(m.core_start, 10))
    ):
        return "idiom"
    if m.numeral.form == "words" and word in ("score", "gross"):
        if (
            word == "gross"
            or not context.low.startswith("a", m.core_start)
            or not re.match(r"[ \u2009]of[ \u2009]", context.after(m.end, 4))
        ):
            return "idiom"
    return None
