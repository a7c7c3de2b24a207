"""Facts from the clauses and sentences around two figures, for `evidence`: what is wished, what is said again, who objects.

They hold where the metrics are worded too differently to be known as one, or the status says too little: "the union wants
12", "Turnout in the last ballot was 58%", "Sol disputes our number. It says 63%".
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from pipeline.reading import wordnet
from pipeline.reading.comparisons.expected import is_aim
from pipeline.reading.comparisons.frame import MAX_CHILDREN, Frame, cues, has, is_time, of_frame, words_of
from pipeline.reading.comparisons.relate import Pair, says_so_far
from pipeline.reading.comparisons.similar import KIND_OF, nouns_alike
from pipeline.reading.parse import Token

BEFORE, AFTER = 9, 7  # tokens around a figure that are taken for its clause
NEAR_STEPS, FAR_STEPS = 3, 5  # between two nouns and what both are
MAX_NOUNS = 8
MAX_NEAR = 3
OPENING = 8  # tokens of a sentence
_THINGS = ("artifact", "group", "location", "substance", "object")  # of these, near ones are still two things
# Facts beside which no others say more together.
_APART = (
    "plan_for_another",
    "also",
    "more",
    "part",
    "part_of",
    "other_agent",
    "parallel",
    "points_back",
    "other_group",
    "base_a",
)


def clause(frame: Frame) -> list[Token]:
    """The words next to a figure that are its own: none that another figure has."""
    return [*frame.before[-BEFORE:], *frame.after[:AFTER]]


@of_frame
def _clause_words(frame: Frame) -> frozenset[str]:
    return words_of(clause(frame))


@of_frame
def _objects_before(frame: Frame) -> bool:
    """ "Sol disputes our number. It says 63%": the sentence before a figure's objects to something."""
    before = frame.claim.quantity.sentence.previous
    return before is not None and (has(before.tokens, "dispute") or has(before.tokens, "denying"))


@of_frame
def _opens_objecting(frame: Frame) -> bool:
    opening = frame.claim.quantity.sentence.tokens[:OPENING]
    return has(opening, "dispute") or has(opening, "denying")


@of_frame
def _of_before(frame: Frame) -> bool:
    words = _clause_words(frame)
    return not (words.isdisjoint(cues("earlier_report")) and words.isdisjoint(cues("past")))


@of_frame
def _of_now(frame: Frame) -> bool:
    return not _clause_words(frame).isdisjoint(cues("present"))


@of_frame
def _of_cost(frame: Frame) -> bool:
    return not _clause_words(frame).isdisjoint(cues("costs"))


@of_frame
def _only(frame: Frame) -> bool:
    return has(frame.before[-3:], "minimizers")


@of_frame
def _opens_contrasting(frame: Frame) -> bool:
    return has(frame.claim.quantity.sentence.tokens[:2], "contrast")


@of_frame
def _opens_with_time(frame: Frame) -> bool:
    return bool(frame.times) and any(is_time(token) for token in frame.claim.quantity.sentence.tokens[:5])


def facts(p: Pair) -> dict[str, float]:
    """The facts by name, 0 or 1 but for counts."""
    a, b = p.a, p.b
    wished = (wishes(a), wishes(b))
    two_sentences = b.claim.quantity.sentence.previous is not a.claim.quantity.sentence
    kin = p.alike == 0 and not {_category(a.head), _category(b.head)} & set(_THINGS)
    steps = steps_between(a.head, b.head) if kin else None
    other_agents = a.claim.agent and b.claim.agent and a.claim.agent != b.claim.agent
    return {
        "wish_a": wished[0] and not wished[1],
        "wish_b": wished[1] and not wished[0],
        "two_wishes": all(wished),
        "no_wish": not any(wished),
        "named_again": p.alike == 0 and (_names(b, a.head) or _names(a, b.head)),
        "subject_is_metric": _subject_is(b, a.head) or _subject_is(a, b.head),
        "kin_near": steps is not None and steps <= NEAR_STEPS,
        "kin_far": steps is not None and NEAR_STEPS < steps <= FAR_STEPS,
        "one_category": p.alike == 0 and _category(a.head) is not None and _category(a.head) == _category(b.head),
        "both_persons": p.alike == 0 and wordnet.is_person(a.head) and wordnet.is_person(b.head),
        "near_words": 0.0 if p.one_sentence else near_words(a, b),
        "base_a": _is_base(a),
        "each_its_own": (
            bool(other_agents)
            and ((p.one_sentence and has(p.between, "contrast")) or (is_aim(a) and is_aim(b) and not p.echo))
        )
        or _of_two_things(a, b),
        "only_a": _only(a),
        "only_b": _only(b),
        "contrast_opens": not p.one_sentence and _opens_contrasting(b),
        "objects_before": two_sentences and _objects_before(b),
        "objects_opening": not p.one_sentence and _opens_objecting(b),
        "so_far": says_so_far(b),
        "before_time": _of_before(b),
        "before_time_a": _of_before(a),
        "now_a": _of_now(a),
        "now_b": _of_now(b),
        "time_opens": not p.one_sentence and _opens_with_time(b),
        "cost": _of_cost(a) and _of_cost(b),
        "speaker_b": b.claim.source is not None and a.claim.source is None,
        "speaker_a": a.claim.source is not None and b.claim.source is None,
    }


@of_frame
def wishes(frame: Frame) -> bool:
    """ "analysts had forecast", "the union wants", "is supposed to": words of aims in the figure's clause."""
    words = clause(frame)
    if frame.verb is not None:
        words = [*words, frame.verb, *islice(frame.verb.children, MAX_CHILDREN)]
    return has(words, "wishes") or frame.claim.status in ("target", "threshold")


def _of_two_things(a: Frame, b: Frame) -> bool:
    """ "the library cost $4 million … the school cost $9 million"."""
    if a.subject is None or b.subject is None or a.verb is None or b.verb is None:
        return False
    if not has([a.verb], "costs") or not has([b.verb], "costs"):
        return False
    nouns = (a.subject.lemma.lower(), b.subject.lemma.lower())
    return all(_category(noun) in _THINGS for noun in nouns) and nouns_alike(*nouns) == 0


@of_frame
def _is_base(frame: Frame) -> bool:
    """ "as against 28 in the previous quarter", "up from 28": what another figure was just measured by."""
    last = frame.before[-1:]
    return bool(last) and (last[0].lower in ("from", "than") or has(frame.before[-3:], "comparison_strong"))


def _names(frame: Frame, noun: str) -> bool:
    """The sentence of a figure says what the other is of."""
    if not noun:
        return False
    return any(nouns_alike(noun, other) >= KIND_OF for other in _clause_nouns(frame))


@of_frame
def _clause_nouns(frame: Frame) -> list[str]:
    return [t.lemma.lower() for t in clause(frame) if t.pos == "NOUN" and not is_time(t)][:MAX_NOUNS]


def _subject_is(frame: Frame, noun: str) -> bool:
    """ "Turnout in the last ballot was 58%": what the other figure is of is the subject here."""
    if frame.subject is None or not noun:
        return False
    return nouns_alike(frame.subject.lemma.lower(), noun) >= KIND_OF


def _category(noun: str) -> str | None:
    found = wordnet.category(noun)
    return None if found == "time" else found


def steps_between(a: str, b: str) -> int | None:
    """Steps over the nearest sense above two nouns, None if they have none."""
    found = wordnet.distance(a, b)
    return None if found is None else sum(found)


def near_words(a: Frame, b: Frame) -> int:
    """How many nouns of one sentence are near to one of the other's: union and members, dead and victims."""
    return min(_near(_nouns(a), _nouns(b)), MAX_NEAR)


@of_frame
def _nouns(frame: Frame) -> tuple[str, ...]:
    nouns = [
        token.lemma.lower()
        for token in frame.claim.quantity.sentence.tokens
        if token.pos == "NOUN" and not is_time(token) and wordnet.senses(token.lemma.lower())
    ]
    return tuple(list(dict.fromkeys(nouns))[:MAX_NOUNS])


@lru_cache(maxsize=20_000)
def _near(mine: tuple[str, ...], theirs: tuple[str, ...]) -> int:
    return sum(any(one != other and nouns_alike(one, other) >= KIND_OF for other in theirs) for one in mine)


def together(single: dict[str, float]) -> dict[str, float]:
    """Facts that say more together than their sum: one thing at two times, one thing by two speakers."""

    held = {name for name, value in single.items() if value}

    def has_any_of(*names: str) -> bool:
        return not held.isdisjoint(names)

    if has_any_of(*_APART):
        return {}
    one_thing = has_any_of("same_metric", "near_metric", "echo", "only_two_of_unit")
    near = has_any_of("one_sentence", "next_sentence")
    plain = has_any_of("two_reports") and not has_any_of("sizes_mixed", "other_nouns")
    dated = has_any_of("other_time", "before_time", "time_opens") and not has_any_of("one_time")
    rival = has_any_of("other_source", "source_and_text", "speaker_b")
    answered = has_any_of("puts_at", "objects_before", "objects_opening", "disputes", "bare_figure", "contrast_opens")
    aimed = has_any_of("aim_and_report", "plan_and_report", "wish_a", "wish_b")
    alone = has_any_of("alone", "only_two_of_unit", "only_two_of_noun")
    return {
        "one_thing_two_times": one_thing and dated and plain,
        "one_thing_two_speakers": one_thing and rival and plain and answered,
        "two_speakers_answering": has_any_of("other_source") and answered and plain and not dated,
        "one_thing_aimed": one_thing and aimed and near,
        "one_thing_alone": one_thing and alone and near and not aimed and plain,
        "aimed_and_little": aimed and has_any_of("only_b", "so_far", "contrast_opens", "contrast"),
        "answer_unsourced": one_thing and near and plain and not dated and not rival and not aimed,
    }
