"""Numbers that are no claims: dates, names, addresses, scores… each by a rule that is named.

`find_formats` reads what the characters alone give away; the rules here need the words around the number, its tags and
its parse. The first that gives a reason decides; the order matters where two could.
"""

from __future__ import annotations

from pipeline.reading.numbers.context import Context, Measure
from pipeline.reading.numbers.rejections import names, scores, words, years
from pipeline.reading.numbers.rejections.formats import Format, find_formats

__all__ = ["Format", "find_formats", "reject_in_context"]

RULES = (
    names.long_identifier,
    years.hour_of_the_day,
    names.attached_name,
    years.year_range,
    years.year,
    scores.result,
    scores.slash_pair,
    names.age_team,
    names.label,
    names.label_list,
    names.money_name,
    names.bracketed_rank,
    names.label_behind,
    names.named_by_number,
    names.race,
    names.place_in_a_chart,
    names.capital_word,
    scores.last_n,
    names.proper_name,
    words.one_as_pronoun,
    words.hyphened_kind,
    words.part_of_a_game,
    words.ordinal_of_a_time,
    words.multiple_verb,
    words.vague_plural,
    words.group_word,
    names.singular_name,
    scores.scored_a,
)


def reject_in_context(context: Context, measures: list[Measure]) -> None:
    """Set the reason of each measure that its context shows to be no claim; in place."""
    for index, m in enumerate(measures):
        if m.reason is not None:
            continue
        for rule in RULES:
            reason = rule(context, m, measures, index)
            if reason:
                m.reject(reason, rule.__name__)
                break
