"""Find every number of a paragraph: the quantities, and the numbers that are no claims."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace

from pipeline.reading.numbers import lexer, units
from pipeline.reading.numbers.ages import read_ages
from pipeline.reading.numbers.comparator import read_comparator
from pipeline.reading.numbers.context import Context, Measure
from pipeline.reading.numbers.elision import fill_elided, share_periods
from pipeline.reading.numbers.expressions.compounds import join_durations
from pipeline.reading.numbers.expressions.ranges import join_ranges
from pipeline.reading.numbers.expressions.ratios import join_bases, join_ratios
from pipeline.reading.numbers.heads import find_head
from pipeline.reading.numbers.home import Home
from pipeline.reading.numbers.measures import measure
from pipeline.reading.numbers.periods import read_period
from pipeline.reading.numbers.quantity import Quantity, RejectedNumber
from pipeline.reading.numbers.rejections import Format, find_formats, reject_in_context
from pipeline.reading.parse import Paragraph

# Numbers that a sentence may hold; of 5,200 news sentences the richest has 21. Rows of a table have no grammar to read.
MAX_IN_SENTENCE = 60


def find_quantities(paragraph: Paragraph, home: Home | None = None) -> tuple[list[Quantity], list[RejectedNumber]]:
    """Read a paragraph's numbers, both lists in text order; together they cover every number of the paragraph.

    `home` is what the document's own money is (`home.home_of` its text); none: the US dollar.
    """
    if not paragraph.parse.sentences:
        return [], []
    context = Context(paragraph, home)
    numerals = lexer.scan(context.text, context.low)
    if not numerals:
        return [], []
    numerals, figures = _without_tables(context, numerals)
    formats = find_formats(context)
    measures = _read_all(context, _around_formats(context, numerals, formats), formats)
    measures = join_ratios(context, measures)
    measures = join_durations(context, join_ranges(context, measures))
    read_ages(context, measures)
    reject_in_context(context, measures)
    fill_elided(context, measures)
    join_bases(context, measures)
    for m in measures:
        if m.reason is None:
            read_comparator(context, m)
            read_period(context, m)
    share_periods(context, measures)
    _share_in_conversions(context, measures)
    quantities = [_quantity(context, m) for m in measures if m.reason is None]
    rejected = [_rejected(context, m) for m in measures if m.reason is not None]
    covered = [span for span in formats if _holds_number(span, numerals)]
    rejected += [
        RejectedNumber(
            span.start + context.offset, span.end + context.offset, paragraph.text[span.start : span.end], span.reason
        )
        for span in covered
    ]
    rejected += figures
    return quantities, sorted(rejected, key=lambda number: number.start)


def _holds_number(span: Format, numerals: list[lexer.Numeral]) -> bool:
    first = bisect_right(numerals, span.start, key=lambda numeral: numeral.end)
    return first < len(numerals) and numerals[first].start < span.end


def _without_tables(
    context: Context, numerals: list[lexer.Numeral]
) -> tuple[list[lexer.Numeral], list[RejectedNumber]]:
    """The numerals of sentences, and those of columns and rows that only look like one: more than MAX_IN_SENTENCE."""
    if len(numerals) <= MAX_IN_SENTENCE:
        return numerals, []
    of_sentence = [context.sentence_at(numeral.start).index for numeral in numerals]
    counts = Counter(of_sentence)
    read, figures = [], []
    for numeral, sentence in zip(numerals, of_sentence, strict=True):
        if counts[sentence] <= MAX_IN_SENTENCE:
            read.append(numeral)
            continue
        start, end = numeral.start, numeral.end
        text = context.paragraph.text[start:end]
        figures.append(RejectedNumber(start + context.offset, end + context.offset, text, "table"))
    return read, figures


def _share_in_conversions(context: Context, measures: list[Measure]) -> None:
    """'more than 7.5m crowns (US $1.1m)', 'some seven miles (11 km)': a conversion has its original's bound."""
    for left, right in itertools.pairwise(measures):
        if left.reason or right.reason or left.kind != right.kind or left.unit == right.unit or left.kind == "count":
            continue
        if right.comparator == "=" and context.text[left.end : right.start].strip() == "(":
            right.comparator = left.comparator
            right.rules["comparator"] = "conversion"


TAIL = re.compile(r"[\d.,]+")
DIGIT = re.compile(r"\d")


def _around_formats(context: Context, numerals: list[lexer.Numeral], formats: list[Format]) -> list[lexer.Numeral]:
    """Numerals that a form of another sort cuts through, "24/7 799 calls", read anew beside it: no digit goes lost."""
    read: list[lexer.Numeral] = []
    for numeral in numerals:
        first = bisect_right(formats, numeral.start, key=lambda span: span.end)
        last = bisect_left(formats, numeral.end, key=lambda span: span.start)
        inside = formats[first:last]
        if not inside:
            read.append(numeral)
            continue
        starts = [numeral.start, *(span.end for span in inside)]
        ends = [*(span.start for span in inside), numeral.end]
        rest = [span for span in zip(starts, ends, strict=True) if DIGIT.search(context.text, *span)]
        if TAIL.fullmatch(context.text, inside[-1].end, numeral.end):
            rest = [span for span in rest if span[1] != numeral.end]  # a phone number's: `_read_all` adds it
        if not rest:
            read.append(numeral)
            continue
        for start, end in rest:
            for piece in lexer.scan(context.text[start:end], context.low[start:end]):
                read.append(replace(piece, start=piece.start + start, end=piece.end + start))
    return read


def _read_all(context: Context, numerals: list[lexer.Numeral], formats: list[Format]) -> list[Measure]:
    """Measure each numeral outside the spans whose form says no; never let two measures overlap."""
    measures: list[Measure] = []
    k = 0
    taken = m_end = 0
    for numeral in numerals:
        while k < len(formats) and formats[k].end <= numeral.start:
            k += 1
        if k < len(formats) and formats[k].start < numeral.end:
            if formats[k].end < numeral.end and TAIL.fullmatch(context.text, formats[k].end, numeral.end):
                formats[k].end = numeral.end  # the decimals behind a phone number's groups
            continue
        if numeral.start < taken and numeral.form == "ordinal" or numeral.start < m_end:
            continue
        m = measure(context, numeral)
        if k < len(formats) and m.rules.get("unit") == "below_zero" and formats[k].end == m.end:
            del formats[k]  # "10 below zero": the idiom is part of the measure
        if k < len(formats) and m.end > formats[k].start:
            m.end = formats[k].start
            while m.end > m.core_end and context.text[m.end - 1].isspace():
                m.end -= 1
            m.end = max(m.core_end, m.end)
        m.start = max(m.start, m_end)
        m_end = m.end
        taken = max(m.end, m.rate_end or 0)
        measures.append(m)
    return measures


def _quantity(context: Context, m: Measure) -> Quantity:
    start, end = m.start + context.offset, m.end + context.offset
    text = context.paragraph.text[m.start : m.end]
    si_value, si_unit = None, None
    if m.pint and m.unit:
        si_value, si_unit = units.to_si(m.value, units.Unit(m.unit, m.kind, m.pint))
    low, high, comparator = m.low, m.high, m.comparator
    if low is None and high is None:
        if comparator in (">", ">="):
            low = m.value
        elif comparator in ("<", "<="):
            high = m.value
    head = find_head(context, m)
    kind = m.kind
    if m.bare and m.value != int(m.value) and m.numeral.scale == 1 and (head is None or head.tag in ("NN", "NNP")):
        kind = "other"  # an index, a rate, a magnitude: no count has decimals
    return Quantity(
        start=start,
        end=end,
        text=text,
        value=m.value,
        kind=kind,
        sentence=context.sentence_at(m.start),
        tokens=context.tokens_in(m.start, m.end),
        value_low=low,
        value_high=high,
        comparator=comparator,
        unit=m.unit,
        si_value=si_value,
        si_unit=si_unit,
        period=m.period,
        head=head,
        rules=dict(m.rules),
    )


def _rejected(context: Context, m: Measure) -> RejectedNumber:
    start, end = m.start, m.end
    if m.numeral.digits:
        start, end = m.core_start, m.core_end
    return RejectedNumber(
        start + context.offset, end + context.offset, context.paragraph.text[start:end], m.reason or "idiom"
    )
