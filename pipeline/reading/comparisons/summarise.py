"""One sentence for a pair, as a person would write it: "1,600 arrests a day reported against a target of 3,000"."""

from __future__ import annotations

from functools import cache
from typing import Any

from babel.numbers import get_currency_symbol

from pipeline.reading import wordnet
from pipeline.reading.comparisons.convert import Aligned
from pipeline.reading.comparisons.frame import Frame, cues, months
from pipeline.reading.lexicon import load_yaml

LOCALE = "en_US"
PERIODS = {
    "P1D": "a day", "P1W": "a week", "P2W": "a fortnight", "P1M": "a month", "P3M": "a quarter", "P1Y": "a year",
    "PT1H": "an hour", "PT1M": "a minute", "PT1S": "a second",
}  # fmt: skip
OFFSET_UNITS = (
    "degree celsius",
    "degree fahrenheit",
)  # no ratio: their zero is a convention
LARGE = 1_000_000
_EMPTY = frozenset({"money", "share", "amount", "figure"})  # headings that say nothing beside a unit


def summarise(relation: str, left: Frame, right: Frame, aligned: Aligned) -> str:
    """The sentence for a pair; `aligned` holds both values in one unit and period."""
    words = Words(left, right, aligned)
    return {
        "target_vs_actual": target_vs_actual,
        "conflicting_reports": conflicting_reports,
        "change_over_time": change_over_time,
    }[relation](words)


class Words:
    """How the two values of a pair are written: number, unit, thing and period."""

    def __init__(self, left: Frame, right: Frame, aligned: Aligned) -> None:
        self.left, self.right, self.aligned = left, right, aligned
        self.unit, self.period = aligned.unit, aligned.period
        self.difference = aligned.right - aligned.left
        self.thing = _thing(left, right)
        self.counts = self.unit is None and left.claim.quantity.kind in (
            "count",
            "ratio",
        )

    @property
    def fraction(self) -> bool:
        """True for shares told as fractions ("one in three"): written and compared as percentages."""
        kinds = {self.left.claim.quantity.kind, self.right.claim.quantity.kind}
        return self.unit is None and kinds == {"ratio"} and max(abs(self.aligned.left), abs(self.aligned.right)) <= 1

    def number(self, frame: Frame, thing: bool = False, period: bool = False, hedge: bool = True) -> str:
        """One side's value, hedged as the text hedges it, with what it counts and per which period if asked."""
        value = self.aligned.left if frame is self.left else self.aligned.right
        quantity = frame.claim.quantity
        converted = self.converted(frame)
        written = self.amount(_rounded(value) if converted else value)
        if quantity.value_low is not None and quantity.value_high is not None and not converted:
            written = f"between {self.amount(quantity.value_low)} and {self.amount(quantity.value_high)}"
        elif hedge:
            written = _HEDGES.get(quantity.comparator, "") + written
        if thing and self.counts and self.thing:
            written += " " + (self.thing if _is_one(written) else plural(self.thing))
        written += self.per if period else ""
        if not converted:
            return written
        own_period = "" if quantity.period in (None, self.period) else " " + _period(quantity.period or "")
        return f"{written} ({quantity.text}{own_period})"

    def converted(self, frame: Frame) -> bool:
        """True if a side's value had to be converted to the pair's unit or period."""
        value = self.aligned.left if frame is self.left else self.aligned.right
        own = frame.claim.quantity.value
        return abs(value - own) > 1e-9 * max(abs(value), abs(own))

    @property
    def per(self) -> str:
        if self.period is None:
            return ""
        return " " + _period(self.period)

    def amount(self, value: float) -> str:
        """A value in the pair's unit."""
        unit = self.unit
        if unit is None:
            if self.fraction:
                return f"{number(float(f'{value * 100:.3g}'))}%"
            return number(value)
        if unit == "percent":
            return f"{number(value)}%"
        main, _, rest = unit.partition(" per ")
        if len(main) == 3 and main.isupper():
            return money(value, main) + (f" per {rest}" if rest else "")
        one, *others = unit.split(" per ")
        name = one if value in (1, -1) else plural(one)
        return " per ".join([f"{number(value)} {name}", *others])

    def gap(self) -> str:
        """The size of the difference: percentages differ by points, money and measures by their unit."""
        size = abs(self.difference)
        if self.converted(self.left) or self.converted(self.right):
            size = _rounded(size)
        if self.unit == "percent" or self.fraction:
            size = size * 100 if self.fraction else size
            return f"{number(float(f'{size:.6g}'))} {'point' if size == 1 else 'points'}"
        return self.amount(float(f"{size:.12g}"))

    def share(self) -> str | None:
        """right in percent of left, None where that says nothing."""
        if (
            self.unit in OFFSET_UNITS
            or self.unit == "percent"
            or self.fraction
            or self.aligned.left <= 0
            or self.aligned.right < 0
        ):
            return None
        percent = self.aligned.right / self.aligned.left * 100
        return None if percent > 100_000 else f"{number(percent, 0 if percent >= 10 else 1)}%"

    def of(self) -> str:
        """What is measured, for values that don't name it themselves: "unemployment rate: "."""
        return "" if self.counts or not self.named else f"{_sentence(self.named)}: "

    @property
    def named(self) -> str:
        """What is measured, as a heading: none where it would only repeat the unit or says no more than "money"."""
        head = self.thing.split()[-1].lower() if self.thing else ""
        unit = (self.unit or "").split(" per ")[0].split()
        if not head or head in unit or head in _EMPTY:
            return ""
        countable = self.counts and head not in cues("transparent") and head not in cues("headcounts")
        people = self.unit == "percent" and wordnet.is_person(head)
        return plural(self.thing) if countable or people else self.thing


def _period(period: str) -> str:
    return PERIODS.get(period, f"per {period}")


def _rounded(value: float) -> float:
    """A converted value to three digits: more would claim what the text doesn't."""
    return float(f"{value:.3g}")


_HEDGES = {
    "~": "about ",
    "<": "under ",
    "<=": "up to ",
    ">": "more than ",
    ">=": "at least ",
}


def target_vs_actual(words: Words) -> str:
    """ "1,600 arrests a day reported against a target of 3,000: 53%, 1,400 short"."""
    aim, actual = words.left, words.right
    name = _aim(aim)
    text = (
        f"{words.number(actual, thing=True, period=True)} reported against {name} of {words.number(aim, hedge=False)}"
    )
    share = words.share()
    if words.difference == 0:
        return _sentence(f"{words.of()}{text}: just met")
    verdict = f"{words.gap()} {'over' if words.difference > 0 else 'short'}"
    return _sentence(f"{words.of()}{text}: " + (f"{share}, {verdict}" if share else verdict))


def change_over_time(words: Words) -> str:
    """ "Homicides: from 91 in 2023 to 64 last year, down 27 (30%)"."""
    earlier, later = words.left, words.right
    thing = words.named
    opening = f"{_sentence(thing)}: from" if thing else "From"
    text = f"{opening} {words.number(earlier)}{_when(earlier)} to {words.number(later, period=True)}{_when(later)}"
    if words.difference == 0:
        return text + ", unchanged"
    moved = f"{'up' if words.difference > 0 else 'down'} {words.gap()}"
    aligned = words.aligned
    if words.share() is None or aligned.left <= 0:
        return f"{text}, {moved}"
    percent = abs(words.difference) / aligned.left * 100
    return f"{text}, {moved} ({number(percent, 0 if percent >= 10 else 1)}%)"


def conflicting_reports(words: Words) -> str:
    """ "86 people according to the Health Ministry, 214 according to the doctors' union: 128 apart"."""
    first, second = words.left, words.right
    one = words.number(first, thing=True, period=True) + _says(first)
    other = words.number(second) + _says(second)
    text = f"{words.of()}{one}, {other}: {words.gap()}"
    if "denied" in (first.claim.status, second.claim.status) or words.difference == 0:
        return _sentence(f"{text} apart")
    more = "more" if words.difference > 0 else "fewer" if words.counts else "less"
    ratio = words.aligned.right / words.aligned.left if words.aligned.left > 0 else 0.0
    if words.unit in (*OFFSET_UNITS, "percent") or not 1.95 <= ratio <= 1000:
        return _sentence(f"{text} {more}")
    times = "twice" if round(ratio, 1) == 2 else f"{number(ratio, 1)} times"
    return _sentence(f"{text} {more}, {times} as {'many' if words.counts else 'much'}")


def _sentence(text: str) -> str:
    """With a capital, but for names that have one elsewhere ("iPod")."""
    if any(char.isupper() for char in text.split(" ")[0]):
        return text
    return text[:1].upper() + text[1:]


def _aim(frame: Frame) -> str:
    """What the text calls the figure that was to be met ("a goal", "a capacity"), else by its status and bound."""
    listed = cues("aims")
    near = [*reversed(frame.before[-6:]), *frame.after[:6]]
    noun = next((token.lemma.lower() for token in near if token.lemma.lower() in listed and token.pos == "NOUN"), None)
    if frame.head in listed:
        noun = noun or frame.head
    if noun is None:
        upper = frame.claim.quantity.comparator in ("<", "<=")
        lower = frame.claim.quantity.comparator in (">", ">=")
        if frame.claim.status == "target":
            noun = "cap" if upper else "target"
        elif frame.claim.status == "threshold":
            noun = "limit" if upper else "minimum" if lower else "threshold"
        else:
            noun = _expectation(frame)
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _expectation(frame: Frame) -> str:
    """A figure that nobody set as an aim: what it holds, what was planned, what was foreseen."""
    if frame.verb is not None and frame.verb.lemma.lower() in cues("capacity_verbs"):
        return "capacity"
    subject = frame.subject.lemma.lower() if frame.subject is not None else ""
    for noun in (subject, frame.head):
        if noun in cues("plan_nouns"):
            return noun
    return "forecast" if frame.claim.status == "forecast" else "plan"


def _says(frame: Frame) -> str:
    source = frame.claim.source
    if source and source.lower() in cues("pronouns"):
        source = None
    if frame.claim.status == "denied":
        return f" denied by {_named(source)}" if source else " denied"
    return f" according to {_named(source)}" if source else " reported"


def _named(source: str) -> str:
    """A source with its article: names of people stand as they are, a role noun and a body's kind need one."""
    first, *rest = source.split()
    if first.lower() in ("the", "a", "an"):
        return first.lower() + source[len(first) :]
    last = (rest or [first])[-1].lower()
    if first[:1].isupper() and not first.isupper() and (not rest or rest[0].islower()):
        if wordnet.senses(first.lower()) or first.lower() in cues("people") or first.lower() == "police":
            return _named(first[:1].lower() + source[1:])  # "Police", "Residents of Loom Street": a sentence's capital
    if first[:1].islower():
        noun = (
            rest[0]
            if rest and rest[0].islower() and rest[0] not in ("of", "by", "from", "in", "for", "at", "on")
            else first
        )
        return source if plural(noun) == noun or noun.endswith("s") else f"the {source}"
    return f"the {source}" if rest and last in cues("kinds_of_body") else source


def _when(frame: Frame) -> str:
    """The figure's time behind it, with the preposition that a bare name of time needs."""
    text = (frame.claim.time_text or "").strip()
    if not text or len(text) > 40:
        return ""
    if text.isdigit() and len(text) == 4:
        return f" in {text}"
    first, *rest = text.split()
    word = first.lower()
    if word in _OPEN_ENDED or (word in ("before", "after", "earlier", "later") and not rest):
        return ""  # "to March" tells a span's end
    if word == "of":
        return " " + " ".join(["in", *rest])
    if word in months():
        return f" in {text}" if not any(char.isdigit() for char in text.split()[-1][:2]) else f" ({text})"
    if word in cues("weekdays"):
        return f" on {text}"
    plain = word in cues("time_openers") or wordnet.category(word) == "time" or word.isdigit()
    return f" {word}{text[len(first) :]}" if plain or first.islower() else f" ({text})"


_OPEN_ENDED = ("to", "until", "till", "from", "since", "by")


def _thing(left: Frame, right: Frame) -> str:
    first, second = sorted((left, right), key=lambda frame: frame.order)
    if first.tokens and second.elided and first.head and first.head not in cues("transparent"):
        return _bare(first)  # the second leaves it out: what stands nearest to it may be another thing
    for frame in (right, left) if left.head in cues("transparent") or not left.head else (left, right):
        if frame.head and frame.head not in cues("transparent"):
            return _bare(frame)
    return _bare(left) or _bare(right)


def metric_of(left: Frame, right: Frame) -> str:
    """The metric that a pair has in common; the unit's name where neither figure has one."""
    return _thing(left, right) or _bare(left) or _bare(right)


def _bare(frame: Frame) -> str:
    return " ".join(frame.claim.metric.split())


def number(value: float, digits: int | None = None) -> str:
    """Grouped, without needless decimals; from a million on in words where that loses nothing: "2.4 million"."""
    if abs(value) >= 1e15:
        return f"{value:.3g}"
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            short = round(value / size, 3)
            if abs(short * size - value) <= 1e-9 * abs(value) or abs(value) >= 1e9:
                return f"{_decimal(short)} {name}"
            break
    if digits is None:
        digits = 0 if float(value).is_integer() else 1 if abs(value) >= 100 else 2 if abs(value) >= 0.1 else 6
    return _decimal(round(value, digits))


def _decimal(value: float) -> str:
    written = f"{value:,.6f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def money(value: float, currency: str) -> str:
    """An amount with its sign: "$1.2 million", "£4.85", "NOK 148"."""
    size = abs(value)
    if size >= LARGE or size.is_integer():
        written = number(size)
    else:
        written = f"{size:,.4f}"
        written = written[:-2] + written[-2:].rstrip("0")  # two decimals at least: cents
    return f"{'-' if value < 0 else ''}{_sign(currency)}{written}"


@cache
def _sign(currency: str) -> str:
    sign = str(get_currency_symbol(currency, locale=LOCALE))
    return f"{sign} " if sign[-1:].isalpha() else sign


@cache
def plural(phrase: str) -> str:
    """The plural of a noun phrase's head, the last word: regular endings and the common irregular nouns."""
    if not phrase:
        return phrase
    head = phrase.split()[-1]
    start = phrase[: len(phrase) - len(head)]
    irregular: dict[str, Any] = load_yaml("comparison_plurals")
    lower = head.lower()
    if lower in irregular["same"] or lower.endswith(tuple(irregular["same_endings"])):
        return phrase
    if lower in irregular["nouns"]:
        return start + str(irregular["nouns"][lower])
    for singular, ending in irregular["endings"].items():
        if lower.endswith(singular):
            return start + head[: len(head) - len(singular)] + str(ending)
    if lower.endswith("y") and lower[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return start + head[:-1] + "ies"
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return start + head + "es"
    return start + head + "s"


def _is_one(written: str) -> bool:
    return written.split()[-1] == "1"
