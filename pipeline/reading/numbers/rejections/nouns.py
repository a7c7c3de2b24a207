"""What stands around a bare number: a counted noun, a named span."""

from __future__ import annotations

from pipeline.reading.numbers.context import Context, Measure

NAME_SPAN = frozenset({"PRODUCT", "FAC", "LAW", "WORK_OF_ART", "EVENT", "ORG"})


def named_label(context: Context, m: Measure) -> str | None:
    start, end = m.core_start + context.offset, m.core_end + context.offset
    span = context.paragraph.parse.named_over(start, end)
    return span.label if span is not None else None


def has_counted_noun(context: Context, m: Measure) -> bool:
    token = context.next_token(m.end)
    if token is None or context.text[m.end : token.start - context.offset].strip(" \u2009"):
        return False
    if token.tag in ("NNS",):
        return True
    number = context.token_at(m.core_end - 1)
    return bool(number is not None and number.dep == "nummod" and number.head.i > number.i and number.head.tag == "NNS")


def is_counted(context: Context, m: Measure) -> bool:
    token = context.next_token(m.end)
    if token is None or context.text[m.end : token.start - context.offset].strip(" \u2009"):
        return False
    if token.tag in ("NN", "NNS", "NNP", "NNPS"):
        return True
    if token.tag in ("JJ", "JJR", "VBN", "VBG", "RB"):
        number = context.token_at(m.core_start)
        following = context.tokens[token.i + 1] if token.i + 1 < len(context.tokens) else None
        return bool(
            (number is not None and number.dep == "nummod" and number.head.i > number.i)
            or (following is not None and following.tag in ("NN", "NNS", "NNP"))
        )
    return False
