"""Is the figure a fact, an aim, a bound, an expectation, a supposition, or denied: read from the grammar around it.

The walk goes up the parse from the figure. Nouns that name a figure ("goal", "limit", "forecast") decide first, then
each clause, the nearest first, by its verb, its modal, its negation, its conjunction. It ends where a clause no longer
depends on the one above: a finite clause that is coordinated or relative, a report of what was said. Cue words are
data (lexicon/status.yaml); here is only where they count.
"""

from __future__ import annotations

from pipeline.reading.claims.context import make_context
from pipeline.reading.claims.status_rules.clauses import by_clauses
from pipeline.reading.claims.status_rules.figure import (
    as_of_now,
    asked_and_answered_no,
    by_own_time,
    compared_with,
    in_a_forecast,
    label_beside,
    label_of,
    led_in,
    listed,
    needed_after,
    participle_beside,
    rebutted,
    refused,
    said_by_the_mistaken,
    scheduled,
    under_denial,
    wanted_after,
)
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Sentence

MAX_SENTENCE = 600  # tokens; longer ones are lists, whose figures have no clause


def find_status(
    quantity: Quantity,
    *,
    previous: Sentence | None = None,
    following: Sentence | None = None,
    leading: Sentence | None = None,
) -> tuple[str, str]:
    """The status of a quantity and the rule that gave it.

    `previous` is the sentence before, for a lead-in with a colon; `following` the one after, for "That is false.";
    `leading` the one that leads in the list that the figure's line is a point of.
    """
    if len(quantity.sentence.tokens) > MAX_SENTENCE:
        return "reported", "sentence_too_long"
    context = make_context(quantity)
    return (
        refused(context)
        or rebutted(context, following)
        or said_by_the_mistaken(context)
        or asked_and_answered_no(context)
        or as_of_now(context)
        or label_beside(context)
        or label_of(context)
        or participle_beside(context)
        or needed_after(context)
        or wanted_after(context)
        or led_in(context, previous)
        or in_a_forecast(context)
        or compared_with(context)
        or under_denial(context, by_own_time(context, by_clauses(context)))
        or scheduled(context)
        or listed(leading)
        or ("reported", "plain_statement")
    )
