"""What stands around each claim of a document: the words that link it to its neighbours, its time, its verb."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial, wraps
from itertools import groupby, islice, pairwise
from typing import Any, TypeVar

from pipeline.reading import wordnet
from pipeline.reading.claims.claim import Claim
from pipeline.reading.lexicon import load_yaml, word_set
from pipeline.reading.parse import Token

_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_TO_LEVEL = ("to", "at")
_SAYING = ("report_verbs", "placing_verbs", "reckoning_verbs")
_MAX_CLIMB = 12
MAX_CHILDREN = 40  # of a verb: hostile text may have thousands
NEAR = 14  # tokens around a figure in which words of time are its own


cues = partial(word_set, "comparison_cues")
Fact = TypeVar("Fact")


@cache
def months() -> dict[str, int]:
    return dict(load_yaml("comparison_cues")["months"])


@dataclass(slots=True)
class Times:
    """What the words around a figure say of its time."""

    years: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    past: bool = False
    present: bool = False
    deadline: bool = False  # "by 2020": later than anything that has no such date

    def __bool__(self) -> bool:
        return bool(self.years or self.months or self.past or self.present)


@dataclass(slots=True, eq=False)
class Frame:
    """A claim with its surroundings; `before` and `after` reach to its neighbours in the sentence."""

    claim: Claim
    order: int  # among the claims of the document
    paragraph: int
    sentence: int  # number of the sentence in the document, counting sentences with claims and the ones between
    tokens: list[Token]
    before: list[Token] = field(default_factory=list)
    after: list[Token] = field(default_factory=list)
    head: str = ""
    modifiers: tuple[str, ...] = ()
    own_noun: Token | None = None
    verb: Token | None = None
    events: tuple[str, ...] = ()  # lemmas of that verb and of participles before the figure ("people killed … rose to")
    subject: Token | None = None  # the verb's; None where the figure is in it or it only stands for another (it, that)
    times: Times = field(default_factory=Times)
    source: str | None = None  # the claim's, else the subject of the verb of saying or showing above the figure
    pronoun: bool = False  # the verb's subject is one: "they rose by 11 percent"
    speaks: bool = False  # the figure counts those who say something: "82% said", "300 residents want"
    object: bool = False  # of a verb or a preposition
    given: bool = False  # the figure, or what it counts, is what its verb gives: "records listed 244 passengers"
    size_of_change: bool = False
    additional: bool = False
    part: bool = False
    whole: bool = False
    restates: bool = False  # the figure before in another unit: "97p ($1.87)"
    dates: bool = False  # a span of time that says when: "two years ago"
    content: frozenset[str] = frozenset()  # of the sentence
    named: frozenset[str] = frozenset()  # the proper names of the sentence, but for months and days
    known: dict[str, Any] = field(default_factory=dict)  # what `of_frame` remembers

    def __repr__(self) -> str:
        return f"Frame({self.order}, {self.claim.quantity.text!r})"

    @property
    def first(self) -> int:
        return self.tokens[0].i if self.tokens else -1

    @property
    def last(self) -> int:
        return self.tokens[-1].i if self.tokens else -1

    @property
    def elided(self) -> bool:
        """True if no noun of its own says what is counted ("only four did", "the rule says eight")."""
        return self.own_noun is None

    @property
    def bare_figure(self) -> bool:
        """True for "the figure was 3 percent": it is of whatever was just spoken of."""
        return self.elided and any(token.lower in ("figure", "number") for token in self.before[-4:])

    def following(self, count: int) -> list[Token]:
        """The next tokens of the sentence, other figures among them."""
        tokens = self.claim.quantity.sentence.tokens
        start = self.last + 1 - tokens[0].i if tokens and self.tokens else 0
        return tokens[start : start + count]

    @property
    def names(self) -> frozenset[str]:
        """The proper names next to the figure, but for months and days."""
        near = [*self.before[-NEAR:], *self.after[:NEAR]]
        return frozenset(t.lower for t in near if t.pos == "PROPN" and not is_time(t) and t.i not in self.numbers)

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(token.i for token in self.tokens)

    @property
    def bare(self) -> bool:
        """True if neither a unit nor a noun stands with the figure."""
        return self.claim.quantity.unit is None and self.own_noun is None


def of_frame(fact: Callable[[Frame], Fact]) -> Callable[[Frame], Fact]:
    """Remember a fact of one frame in it: it's asked anew for every pair. For frames that are whole."""
    name = f"{fact.__module__}.{fact.__qualname__}"

    @wraps(fact)
    def asked(frame: Frame) -> Fact:
        if name not in frame.known:
            frame.known[name] = fact(frame)
        found: Fact = frame.known[name]
        return found

    return asked


def has(tokens: Sequence[Token], name: str) -> bool:
    """True if one of the tokens is on a list of cues."""
    listed = cues(name)
    for token in tokens:  # noqa: SIM110 (asked for every pair: any() over a generator takes twice as long)
        if token.lower in listed or token.lemma.lower() in listed:
            return True
    return False


def words_of(tokens: Sequence[Token]) -> frozenset[str]:
    """Every token as it stands and by its lemma, in lower case."""
    return frozenset(word for token in tokens for word in (token.lower, token.lemma.lower()))


def has_any(token: Token, *names: str) -> bool:
    """True if a token is on one of several lists of cues."""
    return any(token.lower in cues(name) for name in names)


def frames(claims: Sequence[Claim]) -> list[Frame]:
    """The frames of one document's claims, in text order."""
    ordered = sorted(
        claims,
        key=lambda claim: (claim.quantity.start, claim.quantity.end, claim.claim_id),
    )
    found: list[Frame] = []
    for _, group in groupby(ordered, key=lambda claim: (claim.paragraph_id, claim.sentence_index)):
        of_sentence = [
            Frame(
                claim,
                len(found) + i,
                _paragraph_index(claim),
                claim.sentence_index,
                claim.quantity.tokens,
            )
            for i, claim in enumerate(group)
        ]
        _fill(of_sentence)
        _spans_ago(of_sentence)
        _restated(of_sentence)
        _sizes_compared(of_sentence)
        found += of_sentence
    return found


def _spans_ago(of_sentence: list[Frame]) -> None:
    """ "5,600 two years ago": the span dates the figure before or after it, and answers to nothing itself."""
    neighbours = zip([None, *of_sentence], of_sentence, [*of_sentence[1:], None], strict=False)
    for before, frame, following in neighbours:
        word = frame.after[0].lower if frame.after else ""
        if frame.claim.quantity.kind != "duration" or word not in ("ago", "earlier", "before", "later", "after"):
            continue
        frame.dates = True
        frame.times.past = False
        opens = before is None or any(token.pos == "PUNCT" for token in frame.before)
        dated = following if opens else before
        if dated is not None and word not in ("later", "after"):
            dated.times.past = True


def _restated(of_sentence: list[Frame]) -> None:
    """ "97p ($1.87)", "seven feet (2.1 metres)": the second tells the first again."""
    for before, frame in pairwise(of_sentence):
        units = (before.claim.quantity.unit, frame.claim.quantity.unit)
        opens = [token.text for token in frame.before] in (["("], ["["], [","], ["or"])
        frame.restates = (
            opens
            and None not in units
            and units[0] != units[1]
            and before.claim.quantity.kind == frame.claim.quantity.kind
        )


def _sizes_compared(of_sentence: list[Frame]) -> None:
    """ "prices were 11.8% higher, down from 16.3%": what a size of change is compared with is one too."""
    for before, frame in pairwise(of_sentence):
        linked = any(
            token.lower in ("from", "than") or token.lemma.lower() in cues("comparison_strong")
            for token in frame.before
        )
        both = before.claim.quantity.unit == frame.claim.quantity.unit == "percent"
        if linked and both and frame.claim.quantity.change is None:
            frame.size_of_change = before.size_of_change


def _paragraph_index(claim: Claim) -> int:
    digits = claim.paragraph_id.rpartition("#p")[2]
    return int(digits) if digits.isdecimal() else 0


def _fill(of_sentence: list[Frame]) -> None:
    tokens = of_sentence[0].claim.quantity.sentence.tokens
    counted = {token.i for frame in of_sentence for token in frame.tokens}
    offset = tokens[0].i if tokens else 0
    content = frozenset(
        token.lemma.lower() for token in tokens if token.pos in ("NOUN", "PROPN", "VERB", "ADJ") and len(token.text) > 2
    )
    named = frozenset(
        token.lower for token in tokens if token.pos == "PROPN" and not is_time(token) and token.i not in counted
    )
    last = offset  # the first token that no earlier figure has taken
    for frame, following in zip(of_sentence, [*of_sentence[1:], None], strict=True):
        end = following.first if following is not None and following.tokens else offset + len(tokens)
        own_end = max(frame.last + 1, last)
        frame.before = tokens[last - offset : max(frame.first, last) - offset]
        rest = tokens[own_end - offset : max(end, own_end) - offset]
        frame.after = rest[: _cut(rest)] if following is not None else rest
        last = own_end + len(frame.after)
        words_of_metric = frame.claim.metric.lower().replace("-", " ").split()
        frame.head = words_of_metric[-1] if words_of_metric else ""
        frame.modifiers = tuple(words_of_metric[:-1])
        frame.content = content
        frame.named = named
        core = _core(frame)
        frame.source = frame.claim.source
        if core is not None:
            frame.source = frame.source or _speaker(core)
            frame.own_noun = _own_noun(core, frame)
            frame.verb, frame.subject = _governor(core)
            frame.speaks = (
                _is_in_subject(core, frame.verb)
                and frame.verb is not None
                and (frame.verb.lemma.lower() in cues("opinion_verbs"))
            )
            frame.pronoun = frame.verb is not None and any(
                child.dep == "nsubj" and child.pos == "PRON" for child in islice(frame.verb.children, MAX_CHILDREN)
            )
            frame.object = core.dep in ("dobj", "pobj")
            counted_noun = frame.own_noun or core
            frame.given = counted_noun.dep == "dobj" and counted_noun.head is frame.verb
        participles = [token for token in frame.before[-NEAR:] if token.dep in ("acl", "relcl")]
        frame.events = tuple(
            dict.fromkeys(token.lemma.lower() for token in (frame.verb, *participles) if token is not None)
        )
        frame.times = _times([*_clause(frame.before[::-1])[::-1], *_clause(frame.after)], counted)
        frame.size_of_change = _is_size_of_change(frame)
        nearby = frame.before[-2:] + frame.after[:2]
        adds = frame.verb is not None and frame.verb.lemma.lower() in cues("adding_verbs") and frame.given
        frame.additional = (
            adds
            or has(nearby, "additional")
            or any(token.lower == "more" and token.i == frame.last + 1 for token in frame.after[:1])
        )
        frame.part = _is_part(frame)
        frame.whole = _is_whole(frame)


def _cut(tokens: Sequence[Token]) -> int:
    """Where the words after one figure become the words before the next: a comma, a link, a contrast, a new verb."""
    end = len(tokens)
    for i, token in enumerate(tokens):
        if (
            token.lower in (",", ";", "/", "|", "—", "–", "(", ":", "from", "and", "or")
            or token.lower in cues("comparison")
            or (token.lemma.lower() in cues("comparison") and token.tag in ("VBN", "VBG"))
            or token.lower in cues("contrast")
            or (token.lower in ("up", "down") and i)
            or token.tag in ("VBD", "VBZ", "VBP", "MD")
        ):
            end = i
            break
    while end and tokens[end - 1].pos in (
        "ADP",
        "PART",
        "DET",
        "PRON",
        "SYM",
    ):  # "to", "at the": the next figure's own
        end -= 1
    return end


def _core(frame: Frame) -> Token | None:
    """The token of the expression that the sentence hangs it on."""
    inside = {token.i for token in frame.tokens}
    return next(
        (token for token in frame.tokens if token.head is token or token.head.i not in inside),
        frame.tokens[0] if frame.tokens else None,
    )


def _own_noun(core: Token, frame: Frame) -> Token | None:
    if any(has_any(token, "past_with_time", "present_with_time") for token in frame.after[:1]):
        return None  # "versus 2,640 last autumn"
    if core.head is not core and core.dep in (
        "nummod",
        "compound",
        "amod",
        "npadvmod",
        "quantmod",
        "nmod",
    ):
        head = core.head
        if head.pos in ("NOUN", "PROPN") and head.i > core.i:
            return head
    if core.pos in ("NOUN", "PROPN") and frame.claim.quantity.kind == "count":
        return core
    following = [token for token in frame.after[:3] if token.pos in ("NOUN", "PROPN", "ADJ")]
    if frame.after[:1] == following[:1]:
        return next((token for token in following if token.pos == "NOUN"), None)
    return None


def _speaker(core: Token) -> str | None:
    """ "Satellite images show 540 acres": the subject of the nearest verb of saying, showing or reckoning above."""
    token, below = core, core
    for _ in range(_MAX_CLIMB):
        if token.pos == "VERB" and any(token.lemma.lower() in cues(name) for name in _SAYING):
            subjects = (child for child in islice(token.children, MAX_CHILDREN) if child.dep == "nsubj")
            subject = next(subjects, None)
            if subject is not None and subject is not below and subject.pos != "PRON":
                return subject.lower
        if token.head is token:
            break
        token, below = token.head, token
    return None


def _is_in_subject(core: Token, verb: Token | None) -> bool:
    token = core
    for _ in range(_MAX_CLIMB):
        if token.head is verb:
            return token.dep in ("nsubj", "nsubjpass")
        token = token.head
    return False


def _governor(core: Token) -> tuple[Token | None, Token | None]:
    """The verb that the figure hangs on, and that verb's subject where it is a noun apart from the figure."""
    token, below = core, core
    for _ in range(_MAX_CLIMB):
        if token.pos in ("VERB", "AUX"):
            subjects = (child for child in islice(token.children, MAX_CHILDREN) if child.dep in ("nsubj", "nsubjpass"))
            subject = next(subjects, None)
            if subject is None or subject.pos == "PRON" or subject is below:
                return token, None
            return token, subject
        if token.head is token:
            break
        token, below = token.head, token
    return None, None


def _clause(tokens: list[Token]) -> list[Token]:
    """The words nearest to a figure, up to a relative clause or a semicolon."""
    near = tokens[:NEAR]
    end = next((i for i, token in enumerate(near) if token.tag in ("WDT", "WP") or token.lower == ";"), len(near))
    return near[:end]


def is_time(token: Token) -> bool:
    """True for a month, a day of the week or another noun of time."""
    return _names_time(token.lemma, token.lower)


@lru_cache(maxsize=65536)
def _names_time(lemma: str, word: str) -> bool:
    return wordnet.category(lemma.lower()) == "time" or word.rstrip(".") in months()


def _times(tokens: Sequence[Token], counted: set[int]) -> Times:
    years: set[int] = set()
    named: set[int] = set()
    past = present = deadline = False
    for i, token in enumerate(tokens):
        if token.i in counted:
            continue
        word = token.lower
        following = tokens[i + 1 : i + 3]
        if _YEAR.fullmatch(token.text) and token.i not in counted:
            years.add(int(token.text))
            deadline = deadline or any(t.lower == "by" for t in tokens[max(0, i - 2) : i])
        elif word.rstrip(".") in months() and token.pos == "PROPN":
            named.add(months()[word.rstrip(".")])
        if word in cues("past_with_time") and any(map(is_time, following)):
            past = True
        elif word in cues("present_with_time") and any(map(is_time, following)):
            present = True
        elif word in cues("past") and word not in ("old", "former", "then", "before"):
            past = True
        elif word == "before" and tokens[i + 1 : i + 2] and tokens[i + 1].pos in ("DET", "PRON", "NOUN"):
            # "before the storm it was 80 cents", but "before sunrise on Monday"
            past = past or not is_time(tokens[i + 1])
        elif word in ("before", "prior") and i and wordnet.category(tokens[i - 1].lemma.lower()) == "time":
            # "1,090 the week before"; but "fell 8% from the year before" says so of another figure
            past = past or not {"from", "than", "on"} & {t.lower for t in tokens[max(0, i - 3) : i]}
        elif word in cues("present") or (word == "so" and following and following[0].lower == "far"):
            present = True
    return Times(frozenset(years), frozenset(named), past, present, deadline)


def _is_size_of_change(frame: Frame) -> bool:
    """True if the figure is by how much something moved, not the level that it reached."""
    quantity = frame.claim.quantity
    preceding = frame.before[-6:]
    while preceding and preceding[-1].lower in cues("hedges"):
        preceding.pop()
    to_level = bool(preceding) and preceding[-1].lower in _TO_LEVEL
    if quantity.change is not None:
        return not to_level
    following = [token.lower for token in frame.after[:2]]
    by = bool(preceding) and preceding[-1].lower == "by" and frame.verb is not None
    return (by and (_moves(frame.verb))) or following[:1] in (
        ["more"],
        ["less"],
        ["fewer"],
        ["higher"],
        ["lower"],
    )


def _moves(verb: Token | None) -> bool:
    return verb is not None and (
        verb.lemma.lower() in cues("movement_up") or verb.lemma.lower() in cues("movement_down")
    )


def _is_part(frame: Frame) -> bool:
    """True for "20 of them", "four of the men": a part, which answers to no whole."""
    following = [token.lower for token in frame.after[:3]]
    if following[:1] != ["of"]:
        return False
    if frame.claim.quantity.kind == "money":  # "£12m of them from individual gifts"
        return following[1:2] != [] and following[1] in cues("part_pronouns")
    if frame.claim.quantity.kind != "count":
        return False
    if any(is_time(token) for token in frame.after[1:3]):
        return False  # "the 1,090 of the week before"
    return any(word in cues("part_pronouns") or word == "the" for word in following[1:])


def _is_whole(frame: Frame) -> bool:
    """True for "four of the 12", "five out of seven": what another figure is part of."""
    preceding = [token.lower for token in frame.before[-3:]]
    if preceding[-2:] == ["out", "of"]:
        return True
    return (
        len(preceding) >= 2
        and preceding[-2] == "of"
        and preceding[-1] in ("the", "its", "their", "all", "those", "these")
    )
