"""How two figures of one document answer to each other: one small function a construction.

Each function takes a `Pair` (two frames in text order) and gives a `Relation` or None. Sources of the constructions:
Quirk et al. 1985 (comparison 15.63-15.75, contrast 8.143, time 8.60) and the labelled articles in tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from pipeline.reading import wordnet
from pipeline.reading.comparisons.anaphora import answers_back, by_relative
from pipeline.reading.comparisons.convert import Aligned, align
from pipeline.reading.comparisons.expected import is_aim, is_planned
from pipeline.reading.comparisons.frame import MAX_CHILDREN, Frame, cues, has, is_time, of_frame
from pipeline.reading.comparisons.similar import (
    ANYONE,
    CONTEXT,
    OPEN,
    SAME_EVENT,
    SYNONYM,
    is_open,
    likeness,
    nouns_alike,
)
from pipeline.reading.parse import Token

TARGET, CONFLICT, CHANGE = "target_vs_actual", "conflicting_reports", "change_over_time"
ECHO = 0.85  # of figures of which one leaves out what it is of
REPORTING = frozenset({"say", "tell", "report", "put", "claim", "estimate", "believe", "think"})


@dataclass(slots=True)
class Relation:
    """How two figures answer to each other, and how sure the construction is."""

    relation: str
    left: Frame
    right: Frame
    score: float
    rule: str

    def __repr__(self) -> str:
        left, right = self.left.claim.quantity.text, self.right.claim.quantity.text
        return f"Relation({self.relation}, {left!r}, {right!r}, {self.score:.2f}, {self.rule})"


@dataclass(slots=True, eq=False)
class Pair:
    """Two figures in text order, and what lies between them."""

    a: Frame
    b: Frame
    alike: float = 0.0
    between: list[Token] = field(default_factory=list)  # in one sentence
    skipped: int = 0  # figures between that are no size of change
    echo: bool = False  # `b` leaves out what it is of, since `a` has just said it
    known: dict[str, Aligned | None] = field(default_factory=dict)  # values brought to one unit, by how freely

    @property
    def one_sentence(self) -> bool:
        return self.a.paragraph == self.b.paragraph and self.a.sentence == self.b.sentence

    @property
    def adjacent(self) -> bool:
        """In one sentence or the next of the paragraph, or in the paragraph after."""
        return self.within(1)

    def within(self, sentences: int) -> bool:
        """At most so many sentences apart in a paragraph, or in the paragraph after."""
        if self.a.paragraph == self.b.paragraph:
            return self.b.sentence - self.a.sentence <= sentences
        return self.b.paragraph - self.a.paragraph == 1

    def aligned(self) -> Aligned | None:
        """Both values in one unit; a figure without a noun of its own takes the unit of the one that it answers."""
        if "strictly" not in self.known:
            self.known["strictly"] = self._aligned()
        return self.known["strictly"]

    def _aligned(self) -> Aligned | None:
        a, b = self.a, self.b
        bare = a if a.claim.quantity.unit is None else b
        next_to = a.paragraph == b.paragraph and not self.skipped
        near = self.one_sentence or (self.adjacent and (self.alike >= 0.7 or next_to))
        one_kind = a.claim.quantity.kind == b.claim.quantity.kind
        lends = self.one_sentence or kind_of_pair(self) not in ("duration", "percent")
        unit = near and (one_kind or (bare.bare and lends and kind_of_pair(self) not in ("money", "age")))
        unit = unit or (self.echo and bare is b)
        timeless = a if a.claim.quantity.period is None else b
        named = timeless.elided or a.claim.quantity.unit is not None
        period = self.one_sentence or (named and (self.alike >= 0.9 or (self.adjacent and self.alike >= 0.7)))
        return align(a.claim.quantity, b.claim.quantity, lend_unit=unit, lend_period=period)


def pair(a: Frame, b: Frame, skipped: int = 0) -> Pair:
    """A pair of frames, `a` before `b` in the text."""
    made = Pair(a, b, likeness(a, b), [], skipped)
    made.echo = not skipped and answers_back(a, b)
    if made.echo or by_relative(a, b):
        made.alike = max(made.alike, ECHO)
    elif a.size_of_change and _names_change(a, b):
        made.alike = max(made.alike, SAME_EVENT)
    if made.one_sentence and a.tokens and b.tokens:
        tokens = a.claim.quantity.sentence.tokens
        offset = tokens[0].i
        made.between = tokens[a.last + 1 - offset : max(b.first, a.last + 1) - offset]
    return made


def _names_change(a: Frame, b: Frame) -> bool:
    """ "wants to cut emissions by 60 percent. So far the cut is 23 percent"."""
    if b.head not in cues("change_nouns") or not b.elided or a.verb is None:
        return False
    return b.head in (a.verb.lemma.lower(), *wordnet.event_nouns(a.verb.lemma.lower()))


def magnitude(aligned: Aligned) -> float:
    """How plausible it is that two values are of one thing, by their ratio alone: 1 near, less the further apart."""
    small, large = sorted((abs(aligned.left), abs(aligned.right)))
    if small == 0:
        return 0.6
    ratio = large / small
    return 1.0 if ratio <= 5 else 0.8 if ratio <= 12 else 0.5 if ratio <= 50 else 0.1


def comparable(p: Pair) -> bool:
    """Filters for all constructions: sizes of change with their like, parts with parts, no figure with itself."""
    a, b = p.a, p.b
    if a.dates or b.dates or a.restates or b.restates:
        return False
    if "age" in (a.claim.quantity.kind, b.claim.quantity.kind) and not _linked(p):
        return False
    if sizes_mixed(p):
        return False
    if a.additional != b.additional:
        return False
    if a.size_of_change and {a.claim.quantity.change, b.claim.quantity.change} == {"up", "down"}:
        return False
    sides = _target_and_actual(p)
    if sides is None or (
        is_part_of_whole(p) and sides[0] is p.a
    ):  # "38 of the 120 promised classrooms" is a whole and an outcome
        if a.part != b.part and not (a.elided and b.elided and a.source and b.source):
            return False
        if is_part_of_whole(p):
            return False
    return not is_coordinated(p)


def sizes_mixed(p: Pair) -> bool:
    """True for a size of change beside a level: "fell by 12 percent", "12 percent of them"."""
    a, b = p.a, p.b
    if a.size_of_change == b.size_of_change or (a.size_of_change and b.bare_figure):
        return False
    if a.size_of_change and b.elided and p.within(1) and is_answering(b):
        return False  # "would cut emissions by 55 percent … it will manage 41 percent"
    size, level = (a, b) if a.size_of_change else (b, a)
    if size.claim.quantity.change is None:
        return True  # "growth of 4%, which is 1% less than forecast"
    return level.head not in cues("change_nouns")


@of_frame
def is_answering(frame: Frame) -> bool:
    verb = frame.verb.lemma.lower() if frame.verb is not None else ""
    return verb in cues("answering_verbs") and (frame.object or frame.given)


def only_dates(p: Pair) -> bool:
    """ "58 percent were seen within 18 weeks; the rule promises 92": the span tells when, and no bare figure is of it."""
    span, bare = (p.a, p.b) if p.b.claim.quantity.unit is None else (p.b, p.a)
    if span.claim.quantity.kind != "duration" or bare.claim.quantity.unit is not None:
        return False
    opening = [token.lower for token in bare.before[-6:]]
    if bare.verb is not None and bare.verb.lemma.lower() in cues("lasting_verbs"):
        return False  # "promised talks within 30 days … we have waited 112"
    within = [token for token in span.before[-4:] if token.dep == "prep"]
    return (
        bool(within) and within[-1].lower in cues("span_prepositions") and not cues("span_prepositions") & set(opening)
    )


def _linked(p: Pair) -> bool:
    """True if the words between say that one figure answers to the other."""
    return p.one_sentence and (
        bool({"from", "to"} & set(link_words(p)[-1:]))
        or has(p.between, "shortfall")
        or has(p.between, "comparison_strong")
    )


def is_part_of_whole(p: Pair) -> bool:
    """ "four of the six", "four penalties out of seven", "one in seven"."""
    if not p.between or len(p.between) > 6 or any(token.pos in _CLAUSE for token in p.between):
        return False
    tail = [token.lower for token in p.between]
    return "of" in tail and not has(p.between, "aims") and not has(p.between, "shortfall")


def is_coordinated(p: Pair) -> bool:
    """ "aged 24 and 37", "two helicopters and 160 soldiers": side by side, not against each other."""
    text = [token.lower for token in p.between]
    opening = [token.lower for token in p.a.before[-3:]]
    if p.one_sentence and all(token.pos in ("PUNCT", "SYM") for token in p.between) and len(text) <= 1:
        return text not in (["/"], ["|"], ["("])  # "a 2-1 vote"
    if text[-1:] == ["to"]:
        return len(text) <= 2 and "from" not in opening
    dated = (p.a.times.years and p.b.times.years) or (p.a.times.months and p.b.times.months)
    return len(text) <= 4 and text[-1:] in (["and"], ["or"], ["plus"]) and "from" not in opening and not dated


# Links within a sentence


def movement_from(p: Pair) -> Relation | None:
    """ "rose to X from Y", "X, up from Y", "X … down from Y"."""
    if not p.one_sentence or p.alike < 0.6 or p.skipped:
        return None
    link = link_words(p)
    if "from" not in link[-1:]:
        return None
    moved = _has_movement(p.between) or _has_movement(p.a.before) or is_moving(p.a)
    if not moved or p.aligned() is None:
        return None
    return Relation(CHANGE, p.b, p.a, p.alike, "movement_from")


def movement_to(p: Pair) -> Relation | None:
    """ "fell from X to Y", "halved from X to Y"."""
    if not p.one_sentence or p.alike < 0.6 or p.skipped:
        return None
    opening = [token.lower for token in p.a.before[-3:]]
    if "from" not in opening or "to" not in link_words(p)[-1:] or p.a.claim.quantity.value_low is not None:
        return None
    if any(token.tag in ("VBD", "VBZ", "VBP", "MD") for token in p.between):
        return None  # "from 3.9% this year, while France's is to drop to 3%"
    if p.aligned() is None:
        return None
    return Relation(CHANGE, p.a, p.b, p.alike, "movement_to")


def compared_with(p: Pair) -> Relation | None:
    """ "X, compared with Y in March", "X against Y last season", "more than the Y it saw a year earlier"."""
    if not p.one_sentence or p.alike < 0.6 or p.skipped:
        return None
    strong = has(p.between[-6:], "comparison_strong")
    if not strong and not has(p.b.before[-3:], "comparison") and not has(p.between[-4:], "multiples"):
        return None
    if is_aim(p.a) != is_aim(p.b) or p.aligned() is None:
        return None
    earlier = earlier_of(p)
    if earlier is None and (has(p.between, "earlier_report") or (p.b.times.past and has(p.between[-4:], "multiples"))):
        earlier = p.b
    after = p.b.following(4)
    dated = any(is_time(token) for token in after)
    follows = bool(after) and after[0].pos not in ("PUNCT", "CCONJ")
    if (earlier is None and (not strong or (follows and not dated))) or is_elsewhere(p):
        return None
    if earlier is None:
        earlier = p.b
    later = p.b if earlier is p.a else p.a
    return Relation(CHANGE, earlier, later, p.alike, "compared_with")


def short_of(p: Pair) -> Relation | None:
    """ "X, short of its goal of Y", "beating his target of Y", "X (target Y)", "wanted Y but got X"."""
    if not p.one_sentence or p.alike < 0.5:
        return None
    sides = _target_and_actual(p)
    if sides is None or p.aligned() is None:
        return None
    near = [*p.between, *p.b.after[:6]]
    cue = has(near, "shortfall") or has(near, "aims") or has(p.between, "contrast")
    if not cue:
        return None
    return Relation(TARGET, *sides, max(p.alike, 0.75), "short_of")


# Status


def aim_and_outcome(p: Pair) -> Relation | None:
    """A target or threshold here, what was reached there: in one sentence or the next."""
    sides = _target_and_actual(p)
    if sides is None or p.alike < 0.6:
        return None
    aligned = p.aligned()
    if aligned is None or (not p.one_sentence and any(is_single(frame) for frame in sides)):
        return None
    if kind_of_pair(p) == "percent" and p.alike == CONTEXT and not p.one_sentence:
        return None  # shares of other wholes
    if not p.within(2) and (p.alike < 1.0 or p.a.head in cues("people") or is_open(p.a)):
        return None
    goods = kind_of_pair(p) not in ("count", "money", "percent", "duration")
    vague = (are_unlike_predicates(p) and not goods) or (_both_open(p) and not has(sides[0].before[-4:], "aims"))
    if not p.one_sentence and p.alike < SAME_EVENT and vague:
        return None
    if p.alike <= OPEN and p.a.paragraph != p.b.paragraph and kind_of_pair(p) == "count":
        return None
    if p.alike <= OPEN and not p.one_sentence and is_of_other_names(p):
        return None
    kind = p.a.claim.quantity.kind
    score = p.alike * magnitude(aligned)
    if kind != "count" and p.alike <= 0.65 and not _shares_thing(p):
        score *= 0.8
    if same_source(p):
        score *= 1.1
    if not p.within(2):
        score *= 0.8
    return Relation(TARGET, *sides, score, "aim_and_outcome")


def is_of_other_names(p: Pair) -> bool:
    """True if both sentences name things, other than who says it, and none is in both."""
    named = []
    for frame in (p.a, p.b):
        said = (frame.claim.source or "").lower().split()
        named.append({name for name in frame.named if name not in said and not name.isdigit()})
    return bool(named[0] and named[1] and not named[0] & named[1])


# Time


def other_time(p: Pair) -> Relation | None:
    """One thing at two times: "Last year I got Y", "An hour ago it said Y", "Y in the flood year … X by 1881"."""
    if p.alike < 0.6 or is_aim(p.a) or is_aim(p.b) or not p.adjacent:
        return None
    if "denied" in (p.a.claim.status, p.b.claim.status) or _target_and_actual(p) is not None:
        return None
    earlier = earlier_of(p)
    aligned = p.aligned()
    if earlier is None or aligned is None or is_elsewhere(p):
        return None
    if p.alike < SAME_EVENT and not p.one_sentence and not (p.a.bare or p.b.bare):
        return None
    if p.alike <= OPEN and kind_of_pair(p) != "count" and not (p.a.bare or p.b.bare):
        return None
    moved = any(frame.claim.quantity.change is not None for frame in (p.a, p.b))
    if p.one_sentence and not (_clearly_other_time(p) or moved or (p.b.elided and p.b.pronoun)):
        return None
    if any(is_single(frame) for frame in (p.a, p.b)):
        return None
    if p.a.speaks != p.b.speaks or (p.a.speaks and not p.one_sentence):
        return None
    if p.a.whole or p.b.whole or (not p.echo and is_other_subject(p)) or is_parallel(p) or has(p.between, "shortfall"):
        return None
    sources = p.a.source is not None and p.b.source is not None and sources_differ(p)
    if sources and (has([*p.a.before, *p.b.before], "dispute") or not _clearly_other_time(p)):
        return None
    later = p.b if earlier is p.a else p.a
    score = p.alike * magnitude(aligned) * (1.0 if p.one_sentence else 0.9)
    return Relation(CHANGE, earlier, later, score, "other_time")


# Sources


def denial(p: Pair) -> Relation | None:
    """A figure denied, and the one that is given instead or was reported."""
    denied = [frame for frame in (p.a, p.b) if frame.claim.status == "denied"]
    if len(denied) != 1 or not p.adjacent:
        return None
    other = p.b if denied[0] is p.a else p.a
    if denied[0].claim.quantity.change is not None and not other.bare_figure:
        return None
    measure = p.a.claim.quantity.unit is not None
    near = p.alike > ANYONE or (p.alike >= 0.6 and (p.one_sentence or puts_at(other)))
    plain = other.claim.status == "reported" or (other.claim.status in ("target", "forecast") and p.alike > ANYONE)
    if not plain or not (near or (measure and (p.alike >= 0.6 or puts_at(other)))):
        return None
    aligned = p.aligned()
    if aligned is None:
        return None
    return Relation(CONFLICT, p.a, p.b, max(p.alike, 0.7) * magnitude(aligned), "denial")


def correction(p: Pair) -> Relation | None:
    """ "an earlier post said X … the number is Y", "the first report gave X … the coroner later settled on Y"."""
    if p.alike < 0.6 or not p.adjacent:
        return None
    if _earlier_version(p.b) and not _earlier_version(p.a) and p.a.claim.status == p.b.claim.status == "reported":
        aligned = p.aligned()
        if aligned is None:
            return None
        return Relation(CONFLICT, p.b, p.a, p.alike * magnitude(aligned), "correction")
    if p.one_sentence and p.echo and "to" in link_words(p)[-1:] and has(p.between, "revisions"):
        return Relation(CONFLICT, p.a, p.b, p.alike, "correction")
    first = has(p.a.before, "earlier_report")
    reported = has(p.a.before, "report_verbs") and has(p.a.before, "report_nouns")
    revised = (has(p.a.before, "report_verbs") or has(p.a.before, "report_nouns")) and has(p.b.before, "revised")
    if not first or not (reported or revised):
        return None
    aligned = p.aligned()
    if aligned is None or is_aim(p.a) or is_aim(p.b):
        return None
    return Relation(CONFLICT, p.a, p.b, p.alike * magnitude(aligned), "correction")


def _earlier_version(frame: Frame) -> bool:
    """ "An earlier version of this article said 11": the text corrects itself."""
    opening = [token.lower for token in frame.before[:5]]
    at = next((i for i, word in enumerate(opening) if word in ("earlier", "previous", "original", "first")), None)
    return at is not None and any(word in cues("report_nouns") for word in opening[at + 1 : at + 3])


def two_speakers(p: Pair) -> Relation | None:
    """Two sources give a figure for one thing: "the ministry said X; the union put the toll at Y"."""
    if is_aim(p.a) or is_aim(p.b) or p.a.whole or p.b.whole or p.a.speaks or p.b.speaks:
        return None
    statuses = {p.a.claim.status, p.b.claim.status}
    if not sources_differ(p) or statuses - {"reported", "forecast", "conditional"}:
        return None
    if _clearly_other_time(p) and not has(p.b.before, "dispute"):
        return None
    if p.a.times.past and not p.b.times.past and p.a.source is None and "denied" not in statuses:
        return None  # "at its peak it employed 88,400. Its last annual report listed 71,200"
    named = p.b.subject is not None and p.b.subject.pos == "PROPN"
    if p.echo and p.b.times and earlier_of(p) is p.b and not named:
        return None  # "26 are closed, the firm says. An hour ago it said 18"
    both_named = p.a.source is not None and p.b.source is not None
    if p.b.source is None or (p.a.claim.source is None and p.b.claim.source is None and not puts_at(p.b)):
        return None  # the text itself goes on
    cue = _answers(p, both_named)
    alike = _alike_of_speakers(p, cue and both_named)
    if alike < 0.6 or (not p.within(2) and (alike < SYNONYM or not both_named)):
        return None
    aligned = p.aligned()
    if aligned is None or is_elsewhere(p):
        return None
    if p.alike <= OPEN and p.a.paragraph != p.b.paragraph and not puts_at(p.b):
        return None
    if kind_of_pair(p) == "percent" and p.alike <= OPEN and not has([*p.b.before, *p.b.after], "dispute"):
        return None
    if not cue and not (both_named and _same_question(p)):
        return None
    if p.one_sentence and cue:
        alike = max(alike, 0.95)
    distance = 1.0 if p.one_sentence else 0.9 if p.within(2) else 0.7
    return Relation(CONFLICT, p.a, p.b, alike * magnitude(aligned) * (1.0 if cue else 0.8) * distance, "two_speakers")


def _answers(p: Pair, both_named: bool) -> bool:
    """True if words say that the second figure is set against the first."""
    if has([*p.b.before, *p.b.after], "dispute") or puts_at(p.b):
        return True
    between = p.between if p.one_sentence else p.b.before
    if both_named:
        opens = p.one_sentence or p.b.before[:1] == p.b.claim.quantity.sentence.tokens[:1]
        return opens and has(between, "contrast")  # "expected 250, but managed 140" sets 140 against 250
    return p.alike >= SYNONYM and any(token.lower in ("but", "however", "though", "although") for token in between)


def _alike_of_speakers(p: Pair, cue: bool) -> float:
    """How alike the metrics are, helped where two named sources are set against each other in one breath."""
    if p.alike >= 0.6 or not cue:
        return p.alike
    if p.one_sentence and _both_people(p):
        return 0.6
    sums = kind_of_pair(p) not in ("count", "percent", "duration", "ratio") and (p.one_sentence or puts_at(p.b))
    return 0.6 if sums and p.a.paragraph == p.b.paragraph and p.within(2) else p.alike


def _same_question(p: Pair) -> bool:
    """True if two sources plainly speak of one thing without a word that sets them against each other."""
    if p.alike < SAME_EVENT:
        people = p.alike >= ANYONE and p.a.paragraph == p.b.paragraph and p.within(1) and kind_of_pair(p) == "count"
        return people and (p.a.elided or p.b.elided) and not are_unlike_predicates(p) and not p.skipped
    if not p.within(2):
        return False
    if p.a.size_of_change:
        return p.alike >= SYNONYM and p.b.pronoun and is_same_predicate(p)
    if p.alike >= SYNONYM and p.a.claim.quantity.unit is not None:
        return True
    if p.alike == SAME_EVENT or is_same_predicate(p):
        return True
    people = p.a.head in cues("people") or wordnet.is_person(p.a.head)
    return not are_unlike_predicates(p) and (not people or p.a.elided or p.b.elided)


@of_frame
def is_dispute(frame: Frame) -> bool:
    """A figure that contradicts one already given: denied, or "the true loss was closer to X"."""
    claim = frame.claim
    if claim.status == "denied":
        return claim.quantity.change is None
    if claim.status != "reported":
        return False
    return has([*frame.before[-8:], *frame.after[:2]], "dispute") or (puts_at(frame) and _after_objection(frame))


def _after_objection(frame: Frame) -> bool:
    """ "Sol disputes our figure. It makes the share 63%"."""
    before = frame.claim.quantity.sentence.previous
    return before is not None and (has(before.tokens, "dispute") or has(before.tokens, "denying"))


def answer(p: Pair) -> Relation | None:
    """A disputed figure `b` and a report `a` anywhere before it, by another source."""
    if p.a.claim.status != "reported" or not sources_differ(p) or not comparable(p):
        return None
    money = p.a.claim.quantity.kind == p.b.claim.quantity.kind == "money"
    aligned = p.aligned()
    if aligned is None or aligned.left == aligned.right or (p.alike <= ANYONE and not money):
        return None
    score = max(p.alike, CONTEXT) * magnitude(aligned)
    return Relation(CONFLICT, p.a, p.b, score, "answer") if score >= CONTEXT else None


# Tables in text


def is_cell_pair(a: Frame, b: Frame) -> bool:
    """True if two figures of one kind are neighbour cells of a row: only a slash or a bar stands between."""
    p = pair(a, b)
    if not p.one_sentence or a.size_of_change or b.size_of_change:
        return False
    separators = [token.text for token in p.between if token.text in ("/", "|")]
    return len(separators) == 1 and len(p.between) <= 3 and p.aligned() is not None


def earlier_is_second(a: Frame, b: Frame, change: Frame | None) -> bool | None:
    """Which of two cells is earlier, by the percentage that follows: None if it fits neither way."""
    if (
        change is None
        or change.claim.quantity.unit != "percent"
        or (change.paragraph, change.sentence) != (a.paragraph, a.sentence)
    ):
        return None
    first, second, percent = (
        a.claim.quantity.value,
        b.claim.quantity.value,
        change.claim.quantity.value,
    )
    if change.claim.quantity.change == "down":
        percent = -abs(percent)
    for earlier, later, answer_ in ((second, first, True), (first, second, False)):
        if earlier and abs((later - earlier) / abs(earlier) * 100 - percent) <= 0.06 + 0.005 * abs(percent):
            return answer_
    return None


CONSTRUCTIONS: tuple[Callable[[Pair], Relation | None], ...] = (
    movement_from,
    movement_to,
    compared_with,
    short_of,
    denial,
    correction,
    two_speakers,
    other_time,
    aim_and_outcome,
)
THRESHOLD = 0.5
_CLAUSE = frozenset({"PUNCT", "VERB", "AUX"})
_QUOTES = frozenset("\"'“”‘’«»")


def relate(p: Pair) -> Relation | None:
    """The first construction that holds for the pair, if any does with enough weight."""
    if not comparable(p):
        return None
    for construction in CONSTRUCTIONS:
        relation = construction(p)
        if relation is not None and relation.score >= THRESHOLD and not _restated(p, relation):
            return relation
    return None


def _restated(p: Pair, relation: Relation) -> bool:
    """True if both sides are one value: no conflict, no change; a target may be just met, a threshold is only named."""
    aligned = p.aligned()
    if aligned is None or aligned.left != aligned.right:
        return False
    return relation.relation != TARGET or relation.left.claim.status == "threshold"


# What the constructions look at


def kind_of_pair(p: Pair) -> str:
    """The kind of the figure that has a unit, else of the first."""
    return p.a.claim.quantity.kind if p.a.claim.quantity.unit else p.b.claim.quantity.kind


def link_words(p: Pair) -> list[str]:
    """The words between two figures without the hedges, articles and signs that belong to the second."""
    found = list(p.between)
    while found and (found[-1].lower in cues("hedges") or _of_second(found)):
        found.pop()
    return [token.lower for token in found]


def _of_second(tokens: list[Token]) -> bool:
    """ "from an initial", "on this year's", "from the previous month's": the last word only describes the next figure."""
    last = tokens[-1]
    if last.pos in ("DET", "ADJ") or last.tag == "POS" or last.lower in ("'s", "’s"):
        return True
    return is_time(last) and last.i + 1 < last.sentence.tokens[-1].i and _follows_possessive(last)


def _follows_possessive(token: Token) -> bool:
    tokens = token.sentence.tokens
    at = token.i - tokens[0].i + 1
    return at < len(tokens) and tokens[at].tag == "POS"


def _has_movement(tokens: list[Token]) -> bool:
    return has(tokens, "movement_up") or has(tokens, "movement_down") or has(tokens, "movement_other")


@of_frame
def is_moving(frame: Frame) -> bool:
    return frame.verb is not None and _has_movement([frame.verb])


def _target_and_actual(p: Pair) -> tuple[Frame, Frame] | None:
    """(what was aimed at, needed or expected, what came of it), None unless the pair is one of each."""
    for aim, actual in ((p.a, p.b), (p.b, p.a)):
        if is_aim(aim) and actual.claim.status == "reported" and not is_planned(actual):
            return aim, actual
    if p.a.claim.status == "forecast" and p.b.claim.status == "reported" and is_progress(p) and _side_by_side(p):
        return p.a, p.b
    for plan, actual in ((p.a, p.b), (p.b, p.a)):
        came = actual.claim.status == "reported" or (
            p.one_sentence and actual.claim.status == "forecast" and is_progress(p)
        )
        if is_planned(plan) and came and not is_planned(actual) and _came_of(p, plan, actual):
            return plan, actual
    for aim, actual in ((p.a, p.b), (p.b, p.a)):
        if is_aim(aim) and actual.claim.status == "reported":
            return aim, actual
        if is_aim(aim) and actual.claim.status == "forecast" and not is_planned(actual):
            if p.echo or (aim.claim.status == "threshold" and p.alike >= SYNONYM and p.within(1)):
                return aim, actual  # "they will get 100,000; she demanded 500,000"
    return None


def is_progress(p: Pair) -> bool:
    """ "The authority forecasts 60 events … So far 22 have been booked": the second tells how far the first has come."""
    return says_so_far(p.b) or has(p.b.before[-2:], "progress")


@of_frame
def says_so_far(frame: Frame) -> bool:
    """ "So far 22", "22 to date"."""
    words = " ".join(token.lower for token in (*frame.before, *frame.after[:4]))
    return any(phrase in words for phrase in cues("progress_phrases"))


def _came_of(p: Pair, plan: Frame, actual: Frame) -> bool:
    """True if a figure can be what came of one that was planned or expected: beside it, and not of a time before."""
    if plan_for_another(plan, actual):
        return False
    return _side_by_side(p) and (earlier_of(p) is not actual or plan.times.past)


def plan_for_another(plan: Frame, actual: Frame) -> bool:
    """ "the bridge cost $12 million. The budget for the library is $3 million": the plan says what it is for."""
    if plan.subject is None:
        return False
    for preposition in islice(plan.subject.children, MAX_CHILDREN):
        if preposition.dep == "prep" and preposition.lower in ("for", "of"):
            return any(
                child.lemma.lower() not in actual.content for child in islice(preposition.children, MAX_CHILDREN)
            )
    return False


def _side_by_side(p: Pair) -> bool:
    if p.a.paragraph != p.b.paragraph or not p.within(1):
        return False
    return not any(frame.size_of_change or is_single(frame) for frame in (p.a, p.b))


def earlier_of(p: Pair) -> Frame | None:
    """Which of two figures is of the earlier time, None if nothing says that they are of different times."""
    moved_a, moved_b = (frame.claim.quantity.change and not frame.size_of_change for frame in (p.a, p.b))
    found = _earlier_by_words(p) or _earlier_by_dates(p) or _earlier_by_tense(p)
    dated = (p.a.times.months and p.b.times.months) or (p.a.times.years and p.b.times.years)
    if found is not None and bool(moved_a) != bool(moved_b) and p.one_sentence and not dated:
        return (
            p.b if moved_a else p.a
        )  # "2,950 in the year of the flood, had grown to 4,120": what it moved to is later
    return found


def _earlier_by_tense(p: Pair) -> Frame | None:
    """ "shares rose to $41. They had closed at $39", "35% are … In 2022 it was 58%", "it is $46 now" beside a plan."""
    a, b = p.a, p.b
    if p.alike >= SAME_EVENT and b.source == a.source and _past_perfect(b) and not _past_perfect(a):
        return b
    for now, other in ((a, b), (b, a)):
        foreseen = other.claim.status == "forecast" and not is_planned(other)
        if now.times.present and now.claim.status == "reported" and foreseen:
            return now
    dated = bool(b.times.years or b.times.months)
    if p.echo and dated and not (a.times.years or a.times.months or a.times.past) and b.claim.status != "target":
        forecasts = a.claim.status == b.claim.status == "forecast"
        if (is_past(b) and b.claim.status == "reported") or (forecasts and is_past(b)):
            return b
    return None


@of_frame
def auxiliaries(frame: Frame) -> list[str]:
    return [] if frame.verb is None else _helpers(frame.verb)


def _helpers(verb: Token) -> list[str]:
    return [child.lower for child in islice(verb.children, MAX_CHILDREN) if child.dep in ("aux", "auxpass")]


@of_frame
def is_present(frame: Frame) -> bool:
    """The verb that the figure hangs on is in the present, simple or progressive or perfect."""
    verb = _finite(frame)
    if verb is None:
        return False
    helpers = _helpers(verb)
    if helpers:
        return helpers[0] in ("is", "are", "has", "have", "'s", "'re", "'ve", "’s", "’re", "’ve", "am")
    return verb.tag in ("VBZ", "VBP")


def _past_perfect(frame: Frame) -> bool:
    return bool({"had", "'d", "’d"} & set(auxiliaries(frame)[:1]))


@of_frame
def _finite(frame: Frame) -> Token | None:
    """The verb that the figure hangs on, or the one above a participle: "we've got one sergeant looking after 24"."""
    verb = frame.verb
    if verb is None or verb.tag != "VBG" or auxiliaries(frame):
        return verb
    for above in (verb.head, verb.head.head):
        if above.pos in ("VERB", "AUX"):
            return above
    return verb


@of_frame
def is_past(frame: Frame) -> bool:
    """The verb that the figure hangs on is in the past, simple or perfect before the past."""
    verb = _finite(frame)
    if verb is None:
        return False
    helpers = _helpers(verb)
    if helpers:
        return helpers[0] in ("had", "was", "were", "did", "'d", "’d")
    return verb.tag == "VBD"


def _clearly_other_time(p: Pair) -> bool:
    """True if both figures have a time of their own, and the times differ."""
    return earlier_of(p) is not None and bool(p.a.times) and bool(p.b.times)


def _earlier_by_dates(p: Pair) -> Frame | None:
    """By the claims' own resolved times, where they don't overlap."""
    a, b = p.a.claim, p.b.claim
    if a.time_start is None or b.time_start is None or a.time_end is None or b.time_end is None:
        return None
    if a.time_end < b.time_start:
        return p.a
    return p.b if b.time_end < a.time_start else None


def _earlier_by_words(p: Pair) -> Frame | None:
    a, b = p.a.times, p.b.times
    undated = b if a.deadline else a
    if a.deadline != b.deadline and (undated or p.a.claim.status != p.b.claim.status or p.alike >= SYNONYM):
        return p.b if a.deadline else p.a
    if a.years and b.years and not a.years & b.years:
        return p.a if min(a.years) < min(b.years) else p.b
    if a.past != b.past:
        past, other = (p.a, p.b) if a.past else (p.b, p.a)
        if other.times.years and not past.times.years and not other.times.present:
            return other  # "33 minutes in 2015, 41 minutes last year"
        if other.times.present or p.one_sentence or not other.times or other.claim.status == "forecast":
            return past
        if other.times.months and not other.times.years and not past.times.years:
            return past  # "in September … in September last year"
    if a.years != b.years and bool(a.present) != bool(b.present) and not (a.years and b.years):
        dated = p.a if a.years else p.b
        present = p.a if a.present else p.b
        if dated is not present:
            return dated
    if a.months and b.months and not a.months & b.months and a.years == b.years:
        return p.a if min(a.months) < min(b.months) else p.b
    if p.one_sentence and bool(a.years) != bool(b.years) and not (a.deadline or b.deadline):
        return p.a if a.years else p.b
    return None


@of_frame
def is_single(frame: Frame) -> bool:
    """True for a bare "one": it singles out more often than it counts."""
    return frame.claim.quantity.value == 1 and frame.claim.quantity.text.lower() in ("one", "a", "an")


def same_source(p: Pair) -> bool:
    """True if one source says both figures."""
    return p.a.source is not None and not sources_differ(p)


def _same_name(a: str, b: str) -> bool:
    a, b = a.lower().removeprefix("the "), b.lower().removeprefix("the ")
    return a == b or a in b or b in a


def sources_differ(p: Pair) -> bool:
    """True if the two figures are said by different sources, or one by a source and one by the text itself."""
    a, b = p.a.claim, p.b.claim
    if any(claim.source and claim.quantity.text in claim.source for claim in (a, b)):
        return False  # "82% said": who is counted is no source
    if a.source_entity_id and b.source_entity_id:
        return a.source_entity_id != b.source_entity_id
    if p.a.source is None or p.b.source is None:
        return p.a.source is not p.b.source
    return not _same_name(p.a.source, p.b.source)


@of_frame
def puts_at(frame: Frame) -> bool:
    """ "put the toll at X", "the number is X", "estimated it at X"."""
    verb = frame.verb.lemma.lower() if frame.verb is not None else ""
    if frame.given and (verb in cues("report_verbs") or verb in cues("placing_verbs")):
        return True
    reckoned = frame.verb is not None and frame.verb.lemma.lower() in cues("reckoning_verbs")
    if reckoned or has([token for token in frame.before if token.pos == "VERB"], "reckoning_verbs"):
        return True
    near = [token.lemma.lower() for token in frame.before[-6:] if token.text not in _QUOTES]
    if near[-2:] in (["more", "like"], ["much", "like"]):
        return True
    if near[-1:] == ["at"] and any(word in cues("placing_verbs") for word in near):
        return True
    if not any(word in ("be", "stand") for word in near[-3:]):
        return False
    return any(word in cues("transparent") or word in ("it", "that") for word in near[-4:])


def _both_people(p: Pair) -> bool:
    """Two counts, of which one at least is of people, and what the other counts may be people too (names, seats)."""
    kinds = [p.a.claim.quantity.kind, p.b.claim.quantity.kind]
    if kinds != ["count", "count"]:
        return False
    heads = (p.a.head, p.b.head)
    for one, other in (heads, heads[::-1]):
        if wordnet.is_person(one) and (other in cues("transparent") or "person" in wordnet.categories(other)):
            return True
    return False


def is_elsewhere(p: Pair) -> bool:
    """True if the second figure has a place or a group that the first has not: "9 percent, against 7 for the US"."""
    places = set()
    said = (p.b.claim.source or p.b.source or "").lower().split()
    for tokens in (_clause_after(p.b),) if p.one_sentence else (_clause_after(p.b), p.b.before):
        for i, token in enumerate(tokens):
            if token.lower in cues("place_prepositions"):
                following = next((t for t in tokens[i + 1 : i + 4] if t.pos not in ("DET", "ADV")), None)
                if following is not None and following.text[:1].isupper() and not is_time(following):
                    if following.lower not in said and not _of_speaker(token):
                        places.add(following.lower)
    first = {token.lower for token in (*p.a.before, *p.a.after)} if p.one_sentence else p.a.named
    return bool(places) and not places & first


@of_frame
def _clause_after(frame: Frame) -> list[Token]:
    """The next words up to where another clause or another member of a list begins."""
    following = frame.following(6)
    end = next((i for i, token in enumerate(following) if token.lower in ("and", "but", "or", ";", "while")), 6)
    return following[:end]


def _of_speaker(token: Token) -> bool:
    """ "analysts polled by Kestrel", "residents of Loom Street": what the preposition opens tells who speaks."""
    for _ in range(4):
        if token.dep in ("nsubj", "nsubjpass"):
            return token.head.lemma.lower() in cues("report_verbs", "prediction_verbs", "dispute")
        if token.head is token or token.pos == "VERB" and token.dep not in ("acl", "relcl"):
            return False
        token = token.head
    return False


def is_other_subject(p: Pair) -> bool:
    """True if the figures are of different actors or events: other names, other subjects, other verbs that say much."""
    agents = (p.a.claim.agent, p.b.claim.agent)
    if agents[0] and agents[1] and not _same_name(agents[0], agents[1]):
        return True
    names_a, names_b = (p.a.names, p.b.names) if p.one_sentence else (p.a.named, p.b.named)
    if names_a and names_b and not names_a & names_b:
        return True
    subjects = (p.a.subject, p.b.subject)
    verbs = (p.a.verb, p.b.verb)
    if verbs[0] is verbs[1] or verbs[0] is None or verbs[1] is None:
        return False
    if p.alike >= 0.9 and (p.a.elided or p.b.elided) and None in subjects:
        return False  # "it now makes 3,400 pizzas; in 2019 it managed 2,100"
    light = cues("light_verbs")
    lemmas = [verb.lemma.lower() for verb in verbs if verb is not None]
    named = subjects[0] is not None and subjects[1] is not None and not set(lemmas) & REPORTING
    if named and nouns_alike(*(subject.lemma.lower() for subject in subjects if subject is not None)) == 0:
        return True
    return not (set(lemmas) & light) and not is_same_predicate(p)


def are_unlike_predicates(p: Pair) -> bool:
    """True if the verbs say different things: invest, lose."""
    if p.a.verb is None or p.b.verb is None or is_same_predicate(p):
        return False
    said = cues("light_verbs", "placing_verbs", "report_verbs", "capacity_verbs") | REPORTING
    return not {p.a.verb.lemma.lower(), p.b.verb.lemma.lower()} & said


def _both_open(p: Pair) -> bool:
    """True if neither figure names a thing: two spans of years, two sums."""
    return is_open(p.a) and is_open(p.b) and not (p.a.bare or p.b.bare)


def is_parallel(p: Pair) -> bool:
    """ "29% of the young and 19% of the old": joined by "and", without a time of its own for each."""
    if not p.one_sentence or not {"and", "or"} & set(link_words(p)[-1:]):
        return False
    a, b = p.a.times, p.b.times
    return not ((a.years and b.years) or (a.months and b.months) or (a.past != b.past and (a.present or b.present)))


def is_same_predicate(p: Pair) -> bool:
    if p.a.verb is None or p.b.verb is None:
        return False
    a, b = p.a.verb.lemma.lower(), p.b.verb.lemma.lower()
    return a == b or (a not in ("be", "have") and b not in ("be", "have") and wordnet.verbs_alike(a, b, steps=1))


def _shares_thing(p: Pair) -> bool:
    """True if the sentences of two measures share an actor or a noun beside the units."""
    a, b = p.a.claim, p.b.claim
    if a.agent and b.agent and _same_name(a.agent, b.agent):
        return True
    return bool(p.a.content & p.b.content) or p.one_sentence or p.a.elided or p.b.elided
