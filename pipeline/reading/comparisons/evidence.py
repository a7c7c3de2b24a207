"""What speaks for and against two figures answering to each other, fact by fact: what `weigh` adds up.

No fact decides alone: a shared noun, a shared unit, a target beside an outcome, a time before, another speaker, nearness,
a word that links. Sources: as of `relate`.
"""

from __future__ import annotations

from math import log10

from pipeline.reading import wordnet
from pipeline.reading.comparisons import clauses, discourse, relate
from pipeline.reading.comparisons.anaphora import by_relative
from pipeline.reading.comparisons.convert import Aligned, align
from pipeline.reading.comparisons.expected import is_aim, is_planned
from pipeline.reading.comparisons.frame import Frame, cues, has, is_time, of_frame
from pipeline.reading.comparisons.relate import Pair, Relation, earlier_of, sources_differ
from pipeline.reading.comparisons.similar import CONTEXT, OPEN, OTHER_MODIFIERS, is_open, nouns_alike
from pipeline.reading.parse import Token

Facts = dict[str, float]
_BARE = ("count", "ratio", "other")  # kinds of figures without a unit
FAR = 3.0  # powers of ten apart at which two values can't get less alike
SPAN_WITHIN = 12  # tokens before a figure in which its span is said
CLOSE = 0.2  # powers of ten: one and a half times
CROWD = 4  # figures of one kind around a pair, from which on it's a crowd
NEARBY = 6  # tokens before the second figure in which a link stands
YEAR_DIGITS = 4
ROUNDING = 0.03  # of a value told again in another unit
REACH = 4  # tokens behind a figure in which it's said whose it is
WORDS = 3  # shared words, from which on sentences are about one thing


def aligned(p: Pair) -> Aligned | None:
    """Both values in one unit, None if they can't be: a figure that leaves its noun out may take the other's unit."""
    if "freely" not in p.known:
        p.known["freely"] = _aligned(p)
    return p.known["freely"]


def _aligned(p: Pair) -> Aligned | None:
    bare = [f for f in (p.a, p.b) if f.claim.quantity.unit is None and f.elided and f.claim.quantity.kind in _BARE]
    rates = (
        p.a.claim.quantity.period == p.b.claim.quantity.period is not None
    )  # "200,000 gallons a day … 640,000 a day"
    sums = p.a.claim.quantity.kind == p.b.claim.quantity.kind == "money"  # "$2 a kilo … the $1.50 they got"
    if bare == [p.a] and p.b.claim.quantity.kind == "money":
        bare = []  # a sum lends its currency to what follows it only
    lends = (p.within(2) and (sums or bool(bare))) or (rates and bool(bare))
    return align(p.a.claim.quantity, p.b.claim.quantity, lend_unit=lends, lend_period=True)


def impossible(p: Pair) -> bool:
    """True for what no evidence can outweigh: dates, one value told twice, a size of change beside a level."""
    a, b = p.a, p.b
    if a.dates or b.dates or a.restates or b.restates or a.claim.quantity.start == b.claim.quantity.start:
        return True
    if relate.sizes_mixed(p) and not _may_mix(p):
        return True
    if _sum_of_a_span(a, b) or _sum_of_a_span(b, a):
        return True
    both = aligned(p)
    return (
        both is None or both.left == both.right or _converted(p, both) or _vague(a) or _vague(b) or relate.only_dates(p)
    )


def _sum_of_a_span(rate: Frame, total: Frame) -> bool:
    """ "10,000 a year. In nine months it carried out 2,950": a rate against what a span of another length brought."""
    if rate.claim.quantity.period is None or total.claim.quantity.period is not None:
        return False
    before = [token for token in total.claim.quantity.sentence.tokens if token.i < total.first][-SPAN_WITHIN:]
    return any(
        token.tag == "NNS"
        and is_time(token)
        and any(t.lower in ("in", "over", "within") for t in before[max(0, i - 3) : i])
        for i, token in enumerate(before)
    )


def _may_mix(p: Pair) -> bool:
    """ "Oldbrook says prices are 12 percent lower. A study made it 3.5 percent": a level only by its wording."""
    a, b = p.a.claim.quantity, p.b.claim.quantity
    return p.within(2) and a.unit == b.unit and b.unit is not None and (p.b.elided or a.unit != "percent")


def _converted(p: Pair, both: Aligned) -> bool:
    """ "seven feet (2.1 metres)": one value in two units."""
    units = (p.a.claim.quantity.unit, p.b.claim.quantity.unit)
    return None not in units and units[0] != units[1] and abs(both.left - both.right) <= ROUNDING * abs(both.left)


@of_frame
def _vague(frame: Frame) -> bool:
    """ "billions of dollars", "dozens": no figure to measure another by."""
    return frame.claim.quantity.text.lower().split()[0] in cues("vague_numbers")


def evidence(p: Pair, crowd: int, rare: tuple[bool, bool], ruled: Relation | None) -> Facts:
    """The facts about a pair, by name; most are 0 or 1. Those that are 0 are left out.

    crowd: how many more figures of the kind stand around the pair. rare: whether the document has no others of their
    unit, of their noun. ruled: what a construction of `relate` says of it.
    """
    facts: Facts = {"always": 1.0, "only_two_of_unit": rare[0], "only_two_of_noun": rare[1]}
    parts = (_where(p, crowd), _what(p), _grammar(p), _target(p), _change(p), _conflict(p))
    for part in (*parts, clauses.facts(p), discourse.facts(p)):
        facts.update(part)
    facts.update(discourse.together(facts))
    if ruled is not None:
        facts[f"rule_{ruled.relation}"] = 1.0
    return {name: float(value) for name, value in facts.items() if value}


def _where(p: Pair, crowd: int) -> Facts:
    one_paragraph = p.a.paragraph == p.b.paragraph
    apart = p.b.sentence - p.a.sentence
    return {
        "one_sentence": p.one_sentence,
        "next_sentence": one_paragraph and apart == 1,
        "later_sentence": one_paragraph and apart > 1,
        "next_paragraph": p.b.paragraph - p.a.paragraph == 1,
        "far": p.b.paragraph - p.a.paragraph > 1,
        "gap": min(len(p.between), 40) / 20,
        "skipped": min(p.skipped, 3),
        "skipped_none": p.skipped == 0,
        "crowd": min(crowd, CROWD),
        "alone": crowd == 0,
    }


def _what(p: Pair) -> Facts:
    a, b = p.a, p.b
    both = aligned(p)
    apart = 0.0
    if both is not None and both.left and both.right:
        apart = abs(log10(abs(both.left / both.right))) if both.left / both.right > 0 else FAR
    kind = relate.kind_of_pair(p)
    units = (a.claim.quantity.unit, b.claim.quantity.unit)
    periods = (a.claim.quantity.period, b.claim.quantity.period)
    alike = p.alike
    return {
        "apart": min(max(apart - 0.7, 0.0), FAR),
        "close": 0 < apart <= CLOSE,
        "money": kind == "money",
        "share": kind in ("percent", "ratio"),
        "span": kind == "duration",
        "age": kind == "age",
        "measure": units[0] is not None and kind not in ("money", "percent", "ratio", "duration", "age"),
        "unit_lent": (units[0] is None) != (units[1] is None) and kind not in ("percent", "ratio"),
        "period_lent": (periods[0] is None) != (periods[1] is None),
        "both_rates": periods[0] is not None and periods[1] is not None,
        "same_metric": alike >= 0.94,
        "near_metric": OPEN < alike < 0.94,
        "open_metric": CONTEXT <= alike <= OPEN,
        "other_modifiers": 0 < alike <= OTHER_MODIFIERS,
        "open_a": is_open(a),
        "open_b": is_open(b),
        "other_nouns": _other_nouns(a, b),
        "shared_words": 0.0 if p.one_sentence else min(len(a.content & b.content), WORDS),
        "same_agent": bool(a.claim.agent and b.claim.agent) and _one_name(a.claim.agent, b.claim.agent),
        "other_agent": bool(a.claim.agent and b.claim.agent) and not _one_name(a.claim.agent, b.claim.agent),
        "other_names": relate.is_of_other_names(p),
        "elsewhere": relate.is_elsewhere(p),
        "unaligned": p.aligned() is None,
        "same_paragraph": a.paragraph == b.paragraph,
        "shared_share": len(a.content & b.content) / max(1, min(len(a.content), len(b.content))),
        "shared_name": bool(a.named & b.named),
        "one_time_said": bool(a.claim.time_text) and a.claim.time_text == b.claim.time_text,
        **_spans(a, b),
        **({clauses.band(both.right / both.left): 1.0} if both is not None and both.left and both.right else {}),
    }


def _spans(a: Frame, b: Frame) -> Facts:
    """Which of two figures' times begins first."""
    if a.claim.time_start is None or b.claim.time_start is None:
        return {}
    return {
        "begin_together": a.claim.time_start == b.claim.time_start,
        "begins_before": a.claim.time_start < b.claim.time_start,
        "begins_after": a.claim.time_start > b.claim.time_start,
    }


def _other_nouns(a: Frame, b: Frame) -> bool:
    """True if each figure has a noun of its own, and they name different things."""
    if a.own_noun is None or b.own_noun is None:
        return False
    nouns = (a.own_noun.lemma.lower(), b.own_noun.lemma.lower())
    if any(noun in cues("transparent") for noun in nouns):
        return False
    return nouns_alike(*nouns) == 0


def _one_name(a: str | None, b: str | None) -> bool:
    one, other = (a or "").lower(), (b or "").lower()
    return bool(one and other) and (one in other or other in one)


def _grammar(p: Pair) -> Facts:
    a, b = p.a, p.b
    subjects = (a.subject, b.subject)
    same_subject = None not in subjects and subjects[0].lemma.lower() == subjects[1].lemma.lower()  # type: ignore[union-attr]
    return {
        "elided_a": a.elided,
        "elided_b": b.elided,
        "echo": p.echo or by_relative(a, b),
        "pronoun": b.pronoun,
        "same_subject": same_subject,
        "same_verb": relate.is_same_predicate(p),
        "other_verbs": relate.are_unlike_predicates(p),
        "other_events": p.alike > 0 and relate.are_unlike_predicates(p) and a.head in cues("people"),
        "other_subject": relate.is_other_subject(p),
        "answering_a": relate.is_answering(a),
        "answering_b": relate.is_answering(b),
        "coordinated": relate.is_coordinated(p),
        "parallel": relate.is_parallel(p),
        "part_of": relate.is_part_of_whole(p),
        "part": a.part != b.part,
        "whole": a.whole or b.whole,
        "more": a.additional != b.additional,
        "one": relate.is_single(a) or relate.is_single(b),
        "sizes": a.size_of_change and b.size_of_change,
        "size_and_level": a.size_of_change != b.size_of_change,
        "sizes_mixed": relate.sizes_mixed(p),
        "opinions": a.speaks or b.speaks,
        "sizes_unlinked": a.size_of_change
        and b.size_of_change
        and not (relate.link_words(p)[-1:] in (["from"], ["to"]) or has(b.before[-NEARBY:], "comparison")),
        "points_back": any(token.lower in cues("part_pronouns") or token.lower == "both" for token in b.before[-1:]),
        "also": has(b.before, "also"),
        "span_tells_when": relate.kind_of_pair(p) == "duration" and _tells_when(a) != _tells_when(b),
        "other_group": _other_group(a, b),
        "contrast": has(p.between if p.one_sentence else b.before, "contrast"),
    }


@of_frame
def _tells_when(frame: Frame) -> bool:
    """ "after a nine-week break", "within 30 days"."""
    preposition = next((token for token in reversed(frame.before[-REACH:]) if token.pos == "ADP"), None)
    return preposition is not None and preposition.lower in cues("span_prepositions")


def _other_group(a: Frame, b: Frame) -> bool:
    """ "by 50% against the euro, by 30% against the yen": after both one preposition, then different things."""
    mine, theirs = _of_whom(a), _of_whom(b)
    return mine is not None and theirs is not None and mine[0] == theirs[0] and mine[1] != theirs[1]


@of_frame
def _of_whom(frame: Frame) -> tuple[str, str] | None:
    following = frame.following(REACH + 3)
    at = next((i for i, token in enumerate(following[:REACH]) if token.pos == "ADP"), None)
    if at is None:
        return None
    noun = next((t for t in following[at + 1 : at + 4] if t.pos in ("NOUN", "PROPN")), None)
    return None if noun is None or is_dated(noun) else (following[at].lower, noun.lemma.lower())


def _target(p: Pair) -> Facts:
    a, b = p.a, p.b
    aims = (is_aim(a), is_aim(b))
    planned = (is_planned(a), is_planned(b))
    forecast = (a.claim.status == "forecast", b.claim.status == "forecast")
    reported = (a.claim.status == "reported", b.claim.status == "reported")
    near = [*p.between, *b.after[:NEARBY]] if p.one_sentence else b.before
    return {
        "aim_and_report": (aims[0] and reported[1]) or (aims[1] and reported[0]),
        "aim_and_forecast": (aims[0] and forecast[1]) or (aims[1] and forecast[0]),
        "plan_and_report": planned[0] != planned[1] and not any(aims) and any(reported),
        "two_aims": all(aims),
        "forecast_then_report": forecast[0] and reported[1],
        "report_then_forecast": reported[0] and forecast[1],
        "two_forecasts": all(forecast),
        "threshold": "threshold" in (a.claim.status, b.claim.status),
        "two_reports": all(reported) and not any(planned),
        "short_of": has(near, "shortfall"),
        "aim_word": has([*a.before[-NEARBY:], *b.before[-NEARBY:]], "aims"),
        "progress": relate.is_progress(p),
        "aim_nearby": ((aims[0] and reported[1]) or (aims[1] and reported[0])) and p.within(1),
        "would": forecast[0] and "would" in relate.auxiliaries(a) and reported[1],
        "had_aim": (aims[0] and "had" in relate.auxiliaries(a)) or (aims[1] and "had" in relate.auxiliaries(b)),
        "past_before_aim": (aims[0] and b.times.past and not a.times.past)
        or (aims[1] and a.times.past and not b.times.past),
        "plan_for_another": (planned[0] and relate.plan_for_another(a, b))
        or (planned[1] and relate.plan_for_another(b, a)),
        "room": _room(a, b) or _room(b, a),
    }


def _room(a: Frame, b: Frame) -> bool:
    """ "a jail with 1,575 beds. Its population was 1,702": places on one side, those who take them on the other."""
    if a.own_noun is None or a.own_noun.lemma.lower() not in cues("places_taken"):
        return False
    takers = [b.head] if b.subject is None else [b.head, b.subject.lemma.lower()]
    return any(noun in cues("people", "headcounts") or wordnet.is_person(noun) for noun in takers)


def _change(p: Pair) -> Facts:
    a, b = p.a, p.b
    last = relate.link_words(p)[-1:]
    earlier = earlier_of(p)
    return {
        "other_time": earlier is not None,
        "two_times": earlier is not None and bool(a.times) and bool(b.times),
        "one_time": bool(a.times.years & b.times.years) and a.times.years == b.times.years,
        "past_a": a.times.past,
        "past_b": b.times.past,
        "present_b": b.times.present,
        "tenses": p.within(1) and relate.is_past(b) and relate.is_present(a),
        "from": last == ["from"],
        "to": last == ["to"],
        "compared": has(p.between[-REACH:], "comparison_strong"),
        "compared_elsewhere": has(p.between[-NEARBY:], "comparison_strong") and relate.is_elsewhere(p),
        "time_colon": b.before[-1:] != [] and b.before[-1].text == ":" and any(map(is_dated, b.before[-4:-1])),
        "than": has(b.before[-3:], "comparison"),
        "moved": any(frame.claim.quantity.change is not None for frame in (a, b)) and not a.size_of_change,
        "moving_verb": any(relate.is_moving(frame) for frame in (a, b)),
        "dated_word_b": bool(b.times),
        "drop_on": last == ["on"] and has(p.between, "change_nouns"),
        "bare_figure": b.bare_figure,
        "rather": has(p.between[-4:], "replacing"),
    }


def is_dated(token: Token) -> bool:
    """A month, a year, a noun of time."""
    return is_time(token) or (token.text.isdigit() and len(token.text) == YEAR_DIGITS)


def _conflict(p: Pair) -> Facts:
    a, b = p.a, p.b
    named = a.source is not None and b.source is not None
    differ = sources_differ(p)
    near_b = [*b.before, *b.after[:NEARBY]]
    return {
        "other_source": named and differ,
        "source_and_text": not named and differ,
        "one_source": named and not differ,
        "no_source": a.claim.source is None and b.claim.source is None,
        "denied": "denied" in (a.claim.status, b.claim.status),
        "both_denied": a.claim.status == b.claim.status == "denied",
        "disputes": has(near_b, "dispute"),
        "puts_at": relate.puts_at(b),
        "puts_at_a": relate.puts_at(a),
        "dispute_around": bool((a.content | b.content) & cues("dispute", "denying")),
        "higher_lower": has(b.before, "comparatives"),
        "earlier_report": has(a.before, "earlier_report") or has(b.before, "earlier_report"),
        "new_speaker": named and differ and p.within(1),
        "conditional": "conditional" in (a.claim.status, b.claim.status),
    }
