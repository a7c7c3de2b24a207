"""What a quantity counts or measures: the metric, a lemmatised noun phrase with its head last.

One function a construction; each answers with the noun that names the metric, with words, or with None where the
construction isn't there. `find_metric` asks them in order, the closest grammatical tie first (Huddleston & Pullum, The
Cambridge Grammar of the English Language, ch. 5 and 13, describes the constructions): the counted noun, complements
with "of", labels, appositions, predicates, objects of verbs of measuring; then ellipsis, where the noun stands with an
earlier figure ("187 by tender, 40 by auction"); then what the verb or the unit says. Where only the last
kinds of rule answer, their nouns are weighed against the others around (`metric_weigh`). Cost: linear in the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline.reading.claims.antecedent import Answer
from pipeline.reading.claims.claim import Claim
from pipeline.reading.claims.context import Context, make_context
from pipeline.reading.claims.metric_rules.clause import (
    body_weight,
    cost_of_doing,
    duration_of,
    event_of_aim,
    event_of_verb,
    is_the_noun,
    living_object,
    object_measured,
    object_moved,
    of_clause,
    pay,
    pay_rise,
    people_of_verb,
    predicate,
    price_of_sale,
    profit_before_tax,
    proposed,
    purpose,
    purpose_beside,
    subject,
    sum_in,
    sum_of_subject,
    takings,
    verb_itself,
)
from pipeline.reading.claims.metric_rules.neighbours import (
    age_of,
    before_particle,
    beside_earlier,
    bracketed_label,
    converted,
    copula_beside,
    dimension,
    distance,
    gapped,
    in_apposition,
    in_brackets,
    label,
    led_to,
    listed,
    noun_before_preposition,
    restated,
)
from pipeline.reading.claims.metric_rules.nouns import (
    after_of,
    audience,
    counted_noun,
    crowd,
    hyphenated_noun,
    modified_noun,
    noun_before_or,
    noun_of,
    of_a_parent,
    of_fronted,
    possessed,
    shared_noun,
    vote_share,
    voted,
)
from pipeline.reading.claims.metric_rules.unsaid import (
    elided,
    further,
    made_for,
    nearest_noun,
    opiners,
    reached,
    unit_noun,
    words_of_kind,
)
from pipeline.reading.claims.metric_weigh import likeliest, weighed_rules
from pipeline.reading.claims.phrase import noun_phrase
from pipeline.reading.claims.subject import find_subject
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Paragraph, Sentence, Token

Rule = Callable[[Context], Answer]


def find_metric(
    quantity: Quantity,
    previous: Sequence[Claim] = (),
    paragraph: Paragraph | None = None,
    preceding: Sentence | None = None,
    topics: Mapping[str, int] | None = None,
) -> tuple[str, str | None]:
    """The metric (lemmatised noun phrase, head last; never empty) and the subject (what else the figure is of).

    `previous` are the document's claims before this one, in text order: elided nouns are taken from them, out of this
    paragraph and the one before; pronouns look back into the sentence before, which for a paragraph's first is
    `preceding`, the last one of the paragraph before. `topics` is how often the document has each noun. The rule's name
    is left in `quantity.rules["metric"]`.
    """
    context = make_context(quantity, previous, paragraph, preceding)
    answers = answers_of(context)
    rule, metric, noun = next(answers)
    quantity.rules["metric"] = rule
    if rule in weighed_rules() and len(context.sentence.tokens) <= MAX_SENTENCE:
        all_answers = [(rule, metric), *((name, other) for name, other, _ in answers)]
        likelier = likeliest(context, all_answers, topics)
        if likelier is not None:
            quantity.rules["metric"] = "weighed"
            metric, noun = likelier.metric, likelier.noun
    return metric, find_subject(context, noun, "" if rule == "kind" and metric == words_of_kind(context) else metric)


def answers_of(context: Context) -> Iterator[tuple[str, str, Token | None]]:
    """What the constructions answer, in their order: (rule, metric, its noun); at last a word for the kind."""
    for name, rule in rules_for(context):
        answer = rule(context)
        metric = noun_phrase(answer, context.tokens) if isinstance(answer, Token) else answer
        if metric:
            yield name, metric, answer if isinstance(answer, Token) else None
    if context.is_count and context.top.dep in ("nsubj", "nsubjpass") and context.top.head.pos == "VERB":
        yield "people_as_subject", "people", None  # "More than 5,000 marched."
    else:
        yield "kind", words_of_kind(context), None


COUNT_RULES: list[tuple[str, Rule]] = [
    ("of_a_parent", of_a_parent),
    ("verb_itself", verb_itself),
    ("voted", voted),
    ("audience", audience),
    ("hyphenated_noun", hyphenated_noun),
    ("bracketed_label", bracketed_label),
    ("counted_noun", counted_noun),
    ("noun_before_or", noun_before_or),
    ("shared_noun", shared_noun),
    ("after_of", after_of),
    ("of_fronted", of_fronted),
    ("possessed", possessed),
    ("label", label),
    ("led_to", led_to),
    ("beside_earlier", beside_earlier),
    ("noun_of", noun_of),
    ("gapped", gapped),
    ("in_apposition", in_apposition),
    ("noun_before_preposition", noun_before_preposition),
    ("dimension", dimension),
    ("predicate", predicate),
    ("object_measured", object_measured),
    ("is_the_noun", is_the_noun),
    ("crowd", crowd),
    ("living_object", living_object),
    ("made_for", made_for),
    ("reached", reached),
    ("people_of_verb", people_of_verb),
    ("elided", elided),
    ("subject", subject),
    ("nearest_noun", nearest_noun),
]


MEASURE_RULES: list[tuple[str, Rule]] = [
    ("verb_itself", verb_itself),
    ("voted", voted),
    ("converted", converted),
    ("restated", restated),
    ("age_of", age_of),
    ("bracketed_label", bracketed_label),
    ("vote_share", vote_share),
    ("modified_noun", modified_noun),
    ("distance", distance),
    ("after_of", after_of),
    ("of_fronted", of_fronted),
    ("possessed", possessed),
    ("noun_of", noun_of),
    ("label", label),
    ("in_brackets", in_brackets),
    ("before_particle", before_particle),
    ("listed", listed),
    ("led_to", led_to),
    ("beside_earlier", beside_earlier),
    ("dimension", dimension),
    ("noun_before_preposition", noun_before_preposition),
    ("gapped", gapped),
    ("in_apposition", in_apposition),
    ("cost_of_doing", cost_of_doing),
    ("body_weight", body_weight),
    ("pay", pay),
    ("takings", takings),
    ("profit_before_tax", profit_before_tax),
    ("pay_rise", pay_rise),
    ("sum_in", sum_in),
    ("price_of_sale", price_of_sale),
    ("further", further),
    ("object_moved", object_moved),
    ("predicate", predicate),
    ("duration_of", duration_of),
    ("object_measured", object_measured),
    ("purpose_beside", purpose_beside),
    ("is_the_noun", is_the_noun),
    ("purpose", purpose),
    ("event_of_aim", event_of_aim),
    ("proposed", proposed),
    ("event_of_verb", event_of_verb),
    ("sum_of_subject", sum_of_subject),
    ("copula_beside", copula_beside),
    ("elided", elided),
    ("subject", subject),
    ("unit", unit_noun),
    ("nearest_noun", nearest_noun),
]


# A rate, a deficit, a margin "of" an amount is named before what the amount is of.
SWAPPED = {"noun_of": "after_of", "after_of": "noun_of"}


NOUN_FIRST_RULES = [
    (SWAPPED.get(name, name), dict(MEASURE_RULES)[SWAPPED.get(name, name)]) for name, _ in MEASURE_RULES
]


# A share that stands alone is first of what its clause is about, then of an earlier share's whole.
SHARE_RULES = [
    rule
    for name, own in MEASURE_RULES
    for rule in ([("opiners", opiners), ("of_clause", of_clause)] if name == "elided" else []) + [(name, own)]
]


# A list of thousands of figures is no sentence: only what stands next to a figure is read there, and time stays linear.
MAX_SENTENCE = 600  # tokens


LOCAL = frozenset({"hyphenated_noun", "counted_noun", "shared_noun", "label"})


def rules_for(context: Context) -> list[tuple[str, Rule]]:
    """The rules in the order that suits the kind of figure."""
    if len(context.sentence.tokens) > MAX_SENTENCE:
        return [(name, rule) for name, rule in COUNT_RULES if name in LOCAL] + [("unit", unit_noun)]
    if context.is_count:
        return COUNT_RULES
    if context.quantity.kind in ("money", "duration"):
        return NOUN_FIRST_RULES
    return SHARE_RULES if context.quantity.kind in ("percent", "ratio") else MEASURE_RULES
