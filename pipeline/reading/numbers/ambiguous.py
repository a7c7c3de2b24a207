"""Units that are also something else: decided by what stands around them."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pipeline.reading.lexicon import word_set
from pipeline.reading.numbers import units
from pipeline.reading.numbers.cues import cue
from pipeline.reading.numbers.home import codes_of
from pipeline.reading.numbers.lexer import THIN

if TYPE_CHECKING:
    from pipeline.reading.numbers.context import Context, Measure
    from pipeline.reading.numbers.money import Currency
    from pipeline.reading.numbers.units import UnitMatch

words = partial(word_set, "number_cues")
LENGTH_CUE = cue("length")
SUM_CUE = cue("scale_m")
PLURAL_NOUN = ("NNS", "NNPS")


def _next_noun_is_plural(context: Context, position: int) -> bool:
    """Does a counted plural follow: '5m people', '1.2m new homes'?"""
    token = context.next_token(position)
    for _ in range(3):
        if token is None or context.text[position : token.start - context.offset].strip(" " + THIN):
            return False
        if token.tag in PLURAL_NOUN or token.lower in ("people", "of"):
            return True
        if token.pos not in ("ADJ", "NOUN", "PROPN"):
            return False
        position = token.end - context.offset
        token = context.tokens[token.i + 1] if token.i + 1 < len(context.tokens) else None
    return False


def is_scale(context: Context, m: Measure, suffix: str, spaced: bool, is_money: bool, end: int) -> bool:
    """Is this abbreviation a scale ('$5m', '26k homes') or a unit ('100m race', '5 t', '300 K')?"""
    lowered = suffix.lower()
    if len(lowered) > 3:
        return not spaced  # "£400million"
    if lowered in ("mn", "mln", "mio", "bn", "bln", "trn", "tln", "tn"):
        return not (lowered == "tn" and not is_money and spaced)
    if lowered == "cr":
        return is_money or not spaced
    if is_money:
        return not (spaced and lowered == "b" and suffix == "b")
    around = context.before(m.start, 40) + " | " + context.after(end, 30)
    if lowered == "mm":
        return False
    if lowered == "m":
        if spaced and suffix == "m":
            return bool(money_after(context, end))
        if money_after(context, end):
            return True
        if suffix == "M" and not context.text.isupper():
            return True
        if context.text[end : end + 1] == "-":
            unit = units.unit_at(context.text, context.low, end + 1)
            if unit is not None and unit.form == "word" or context.low.startswith("-strong", end):
                return True  # "a 1.2m-tonne mill"
        if re.match(r"[ \u2009]?(?:/|²|2\b|x\b|-)", context.text[end : end + 3]):
            return False
        if LENGTH_CUE.search(around) or suffix == "m" and FROM_A_PLACE.match(context.low, end):
            return False
        if _next_noun_is_plural(context, end):
            return True
        return bool(SUM_CUE.search(around))
    if lowered == "k":
        if suffix == "K" and (spaced or re.search(r"temperature|kelvin|cool|heat", around)):
            return False
        return not (
            spaced
            or re.match(
                r"[ \u2009](?:run|race|walk|fun|tv|video|resolution|display|screen|oled|ultra|monitor|television)",
                context.after(end, 14),
            )
        )
    if lowered == "b":
        if re.search(r"\b(?:file|memory|storage|bytes?|bits?|cache|packet)\b", around):
            return False
        if spaced:
            return suffix == "B" and _next_noun_is_plural(context, end)
        return not re.search(r"\b(?:file|memory|storage|byte|bit|cache)\b", around) or is_money
    if lowered == "t":
        return bool(money_after(context, end))
    return False


FROM_A_PLACE = re.compile(r"[ \u2009]from[ \u2009](?:the|an?|his|her|their|its|my|our|where)[ \u2009](?!\$?\d)")
RACE_AFTER = re.compile(r"k[ \u2009-](?:fun[ \u2009]run|run|race|walk|road[ \u2009]race|course|swim|jog)s?\b")
RUN_BEFORE = re.compile(
    r"\b(?:ran|runs?|running|races?|raced|jogg\w+|walk\w*|complet\w+|finish\w+)[ \u2009](?:an?|the|his|her|their|my|"
    r"that|first|another)(?:[ \u2009]\w+)?[ \u2009]$|\b(?:ran|runs?|running|jogs?|jogged|jogging)[ \u2009]$"
)


def is_run(context: Context, m: Measure) -> bool:
    """'the 10k race', 'ran a 10K': the k is of kilometres."""
    if not re.match(r"[kK](?!\w)", context.text[m.end : m.end + 2]) or not 1 <= m.value <= 100:
        return False
    if RACE_AFTER.match(context.low, m.end):
        return True
    following = context.next_token(m.end + 1)
    counts = (
        following is not None and following.tag in ("NNS", "NNPS") and following.start - context.offset <= m.end + 2
    )
    return bool(RUN_BEFORE.search(context.before(m.start))) and not counts


def money_after(context: Context, end: int) -> bool:
    """Does a currency follow the suffix: '5m euros', '13.2m yen'?"""
    from pipeline.reading.numbers.money import currency_after

    word = context.next_token(end)
    if word is not None and word.lower == "won" and word.pos in ("VERB", "AUX"):
        return False
    return currency_after(context.text, context.low, end) is not None or bool(
        re.match(r"[ \u2009]pounds?\b", context.after(end, 8))
    )


def is_percent_pc(context: Context, m: Measure, match: re.Match[str]) -> bool:
    """'5pc' is percent in British papers; 'a 5 PC' is a computer."""
    return context.text[match.end() - 2 : match.end()] == "pc"


def is_minor(context: Context, m: Measure, minor: Currency) -> bool:
    """'95p', '34c' are money; '1080p' is a screen; '12c' after a label is a name."""
    if m.numeral.scale > 1:
        return False
    if context.text[minor.start] == "p":
        return (
            m.numeral.digits not in ("240", "360", "480", "576", "720", "1080", "1440", "2160", "4320")
            and m.value < 20000
        )
    previous = context.previous_token(m.start)
    if previous is not None and previous.lower in words("numbered_things", "lettered_goods"):
        return False
    return not re.search(r"\b(?:temperature|celsius|degrees|hot|cold|warm|heat)\b", context.before(m.start, 40))


def own_currency(context: Context, code: str, written: str) -> str:
    """A bare '$' is the document's own dollar, 'Rs' its own rupee; written with its country ('US$') it stays what it says."""
    written = written.strip()
    if code == "USD" and written in ("$", "¢", "dollar", "dollars"):
        return context.home.dollar
    home = context.home.currency
    return home if home is not None and home != code and home in codes_of(written) else code


def cents(context: Context, code: str, written: str) -> str:
    """Cents are of the document's dollar, of the euro where only euros stand in the paragraph."""
    if written.startswith(("us", "u.s")):
        return "USD"
    if written == "grand":
        return "GBP" if "£" in context.text else context.home.dollar
    if code == "USD" and context.home.dollar != "USD":
        return context.home.dollar
    if code == "USD" and "$" not in context.text and "dollar" not in context.low and context.says(r"€|\beuros?\b"):
        return "EUR"
    return code


SMALL_C = re.compile(r"(?P<gap>[ \u2009]?)c(?=[.,;:)]|$|[ \u2009](?:and|or|but|in|on|at|by|for|until|when)\b)")


def small_celsius(context: Context, m: Measure) -> UnitMatch | None:
    """'wash at 30 c.', 'heated to 60c': a small letter for the scale, where warmth and no money is the matter."""
    match = SMALL_C.match(context.low, m.end) if m.numeral.digits and m.numeral.scale == 1 else None
    if not match or context.text[match.end() - 1] != "c" or not -100 <= m.value <= 2000:
        return None
    around = context.before(m.start, 60) + " " + context.after(match.end(), 40)
    if not (TEMPERATURE_CUE.search(around) or WARMED.search(around)) or SUM_CUE_POUND.search(around):
        return None
    celsius = units.units_by_name()["degree celsius"]
    return units.UnitMatch(m.end + len(match["gap"]), match.end(), celsius, "symbol", "c")


WARMED = re.compile(
    r"\b(?:wash\w*|iron\w*|cook\w*|roast\w*|simmer\w*|stor(?:e|ed|ing)|kept|keep|thermostat|fridge|freezer|tank|incubat\w*|"
    r"tumble|dry|serve[ds]?|kelvin|rainy|windy|humid\w*)\b"
)
MASS_CUE = cue("weight")
SUM_CUE_POUND = cue("money")


def pound(context: Context, m: Measure, position: int) -> tuple[str, int, int] | None:
    """'pounds' of weight or of money: (kind, start, end of the word), None where no pound stands here."""
    match = re.match(r"[ \u2009]?-?[ \u2009]?(pounds?|pounders?)\b", context.low[position : position + 14])
    if not match:
        return None
    start, end = position + match.start(1), position + match.end(1)
    after = context.after(end, 60)
    if re.match(r"[ \u2009]sterling", after):
        return "money", start, end + 9
    if re.match(r"[ \u2009-]*(?:of[ \u2009](?:force|thrust|pressure|torque))", after):
        return "mass", start, end
    if re.search(r"\bweigh\w*[ \u2009](?:\w+[ \u2009]){0,2}$", context.before(m.start, 30)):
        return "mass", start, end
    if low_hyphen(context, start) and not re.match(
        (
            r"[ \u2009](?:notes?|coins?|fines?|prize|deal|bill|bonus|fee|reward|cheque|contract|debt|"
            r"grant|loan|price|bet|payment|fund|budget|scheme|project|investment|windfall|fortune|"
            r"lottery|jackpot)\b"
        ),
        after,
    ):
        return ("money" if m.numeral.scale >= 1000 else "mass"), start, end
    if "£" in context.text or re.match(
        r"[ \u2009](?:in[ \u2009](?:cash|\w+[ \u2009])|worth\b|notes?\b|coins?\b)", after
    ):
        return "money", start, end
    if match[1].startswith("pounder"):
        return "mass", start, end
    before = context.before(m.start, 60)
    if re.match(r"[ \u2009]of[ \u2009]", after):
        return (
            (
                "money"
                if re.match(
                    (
                        r"[ \u2009]of[ \u2009](?:\w+[ \u2009]){0,2}(?:money|cash|debt|funding|savings|public|"
                        r"taxpayers?|investment|damage|fees|sales|loans?|spending|aid|cuts)"
                    ),
                    after,
                )
                else "mass"
            ),
            start,
            end,
        )
    if m.numeral.scale >= 1e6 and not MASS_CUE.search(before + after):
        return "money", start, end
    sentence = before + " " + after
    weight, money = MASS_CUE.search(sentence), SUM_CUE_POUND.search(sentence)
    if weight and not money:
        return "mass", start, end
    if money and not weight:
        return "money", start, end
    if re.match(r"[ \u2009](?:lighter|heavier)", after):
        return "mass", start, end
    return ("money" if m.numeral.scale >= 1000 else "mass"), start, end


INDEX_CUE = cue("index")
GAME_CUE = cue("game")


def index_point(context: Context, m: Measure) -> tuple[int, int] | None:
    """'points' of an index, a unit; points of a game or a table are counted things. The span of the word, or None."""
    match = re.match(r"[ \u2009-](points?|pts?)\b", context.low[m.end : m.end + 9])
    if not match:
        return None
    sentence = context.sentence_at(m.start)
    low = context.low[sentence.start - context.offset : sentence.end - context.offset]
    if (
        not INDEX_CUE.search(low)
        or GAME_CUE.search(low)
        and not re.search(r"\b(?:index|dow|nasdaq|ftse|s&p|nikkei|dax)\b", low)
    ):
        return None
    return m.end + match.start(1), m.end + match.end(1)


LEAD_BY = re.compile(
    r"\b(?:lead(?:s|ing)?|led|ahead|behind|trail\w*|margin|gap|advantage|swing|majority|edge|deficit|shortfall|behind)\b"
    r"[^.;]{0,40}$"
)
POLLED = r"\b(?:polls?|polling|pollsters?|voters?|votes?|votings?|elections?|approval|ratings?|referendum|per[ \u2009-]?cent)\b|%"


def poll_point(context: Context, m: Measure) -> tuple[int, int] | None:
    """'a lead of six points', 'ahead by 4 points' where polls or per cents are the matter: points of percent."""
    match = re.match(r"[ \u2009-](points?|pts?)\b", context.low[m.end : m.end + 9])
    if not match or m.value > 60:
        return None
    behind = re.match(
        r"-?[ \u2009]?(?:lead|advantage|margin|gap|swing|ahead|behind|clear)\b", context.after(m.end + match.end(), 12)
    )
    if not behind and not LEAD_BY.search(context.before(m.start, 70)) or not context.says(POLLED):
        return None
    if context.says(GAME_WORDS):
        return None
    return m.end + match.start(1), m.end + match.end(1)


GAME_WORDS = r"\b(?:league|table|season|games?|match(?:es)?|premiership|championship|coach|goals?|rebounds?|cup)\b"


def low_hyphen(context: Context, position: int) -> bool:
    """Is the word at `position` joined by a hyphen to what stands before it?"""
    return position > 0 and context.text[position - 1] == "-"


SHOT_CUE = cue("shot")
STORM_CUE = cue("storm")
HOURS_BEFORE = re.compile(r"\d[ \u2009]?(?:h|hrs?|hours?)[ ,\u2009]*$")
TEMPERATURE_CUE = cue("temperature")
ANGLE_CUE = cue("angle")
FAHRENHEIT_CUE = cue("fahrenheit")
STUDY_CUE = cue("study")


def _degree(context: Context, m: Measure, found: UnitMatch) -> UnitMatch | None:
    """Degrees of temperature, angle or study; which scale of temperature."""
    sentence = context.before(m.start, 160) + " " + context.after(found.end, 120)
    near = context.before(m.start, 40) + " " + context.after(found.end, 30)
    after = context.after(found.end, 20)
    if re.match(
        r"[ \u2009-]?(?:turn|angle|view|rotation|camera|field|arc|panorama|spin|bend|video|feedback|swing|hinge)", after
    ) or re.match(r"[ \u2009]?(?:n|s|e|w|north|south|east|west)\b", after):
        return found
    if (
        re.match(r"[ \u2009-]?(?:burn|murder|separation|assault|price)", after)
        or m.value <= 12
        and context.text[found.start] not in "°º˚"
        and (
            re.match(
                r"[ \u2009]in[ \u2009](?!the\b|a\b|some\b)[a-z]|[ \u2009]from[ \u2009]",
                context.text[found.end : found.end + 20],
            )
            or STUDY_CUE.search(near)
            and not TEMPERATURE_CUE.search(near)
        )
    ):
        return None
    names = units.units_by_name()
    temperature, angle = TEMPERATURE_CUE.search(sentence), ANGLE_CUE.search(near)
    if angle and not TEMPERATURE_CUE.search(near):
        return found
    if not temperature and found.written in ("°", "º", "˚") and not re.search(r"[ \u2009]", ""):
        return found
    warm = 60 < m.value <= 140 or m.value >= 275 and re.search(r"\b(?:bake|roast|preheat|cook)\w*", sentence)
    if FAHRENHEIT_CUE.search(sentence) or (
        warm and temperature and not re.search(r"celsius|°\s?c|oven|melt|boil|furnace", sentence)
    ):
        if not re.search(r"celsius|centigrade|°\s?c\b", near):
            name = "degree fahrenheit"
            found.unit = names[name]
            return found
    found.unit = names["degree celsius"]
    return found


def decide(context: Context, m: Measure, found: UnitMatch) -> UnitMatch | None:
    """The unit that an ambiguous form means here, None where it is no unit at all."""
    name, written, low = found.unit.name, found.written, context.low
    after = context.after(found.end, 30)
    spaced = found.start > m.end
    names = units.units_by_name()
    if name == "degree":
        return _degree(context, m, found)
    if found.form == "word":
        return _decide_word(context, m, found)
    if found.form == "symbol":
        if (
            written
            in (
                "kt",
                "mi",
                "AU",
                "mb",
                "gb",
                "st",
                "pt",
                "mt",
                "MT",
                "NM",
                "bu",
                "cd",
                "ha",
                "ct",
                "hp",
                "Hp",
                "Cal",
                "cal",
                "gm",
                "PT",
            )
            and spaced
            and re.match(r"[ \u2009][a-z]", after)
            and written in ("mi", "NM", "bu", "MT", "AU")
        ):
            return found if written in ("mi", "MT", "AU", "NM") else None
        if name == "mile" and written == "mi":
            return found
        if written == "fps" and SHOT_CUE.search(low):
            return units.UnitMatch(found.start, found.end, names["foot per second"], "symbol", written)
        if written in ("mb", "Mb", "MB") and STORM_CUE.search(low):
            return units.UnitMatch(found.start, found.end, names["millibar"], "symbol", written)
        if name == "astronomical unit" and written == "au" and not spaced:
            return found
        if written in ("Gs",) or written == "′" and re.fullmatch(r"(?:1[89]|20)\d\d", m.numeral.digits):
            return None  # "2022′s": an apostrophe that went astray
        return found
    # bare symbols
    if written == "m" and HOURS_BEFORE.search(context.low, max(0, m.start - 12), m.start):
        return units.UnitMatch(found.start, found.end, names["minute"], "symbol", "m")  # "3h 20m"
    if written == "ins":
        return None if spaced or not m.numeral.digits else found
    if written in ("m", "g", "l", "h", "t", "s"):
        if written == "s":
            if not spaced and (
                m.numeral.form != "digits"
                or ("." not in m.numeral.digits and re.fullmatch(r"\d?\d?\d0|\d+", m.numeral.digits))
            ):
                return None
            if spaced and not re.match(r"$|[.,;)\s]", after):
                return None
            return found
        if m.numeral.digits == "" and written != "m":
            return None
        return found
    if written in ("in", "in."):
        if (
            written == "in."
            and m.numeral.digits
            and re.match(r"[ \u2009][a-z(]", context.text[found.end : found.end + 2])
        ):
            return found
        if m.numeral.digits and context.text[found.end : found.end + 1] == "/":
            return found
        if not spaced and m.numeral.digits:
            return found
        if (
            m.numeral.digits
            and spaced
            and (
                re.match(
                    (
                        r"$|[,;)]|\.(?:$|\s)|[ \u2009](?:long|wide|high|deep|tall|thick|by|x|in diameter|of rain|"
                        r"of snow)\b"
                    ),
                    after,
                )
            )
        ):
            return found
        return None
    if written in ('"', "'"):
        return _quote_mark(context, m, found)
    if not m.numeral.digits:
        return None
    if written == "S":
        return None
    if written == "PS":
        return found if context.says(r"\b(?:engine|horsepower|kw|torque|car|petrol|diesel|turbo\w*|motor)\b") else None
    if written == "st":
        if not spaced and re.match(r"[ \u2009]?\d{1,2}[ \u2009]?lb", after):
            return found
        return found if re.search(r"\bweigh\w*\b", context.before(m.start, 60)) else None
    following = context.next_token(found.end)
    if written == "A":
        if spaced and following is not None and following.text[:1].islower() and following.tag in ("NN", "NNS", "JJ"):
            return (
                found if re.match(r"[ \u2009](?:current|fuse|charger|charging|breaker|socket|output)", after) else None
            )
        return found
    if written == "F" and context.says(r"\b(?:capacit\w*|farads?|charge)\b"):
        return units.UnitMatch(found.start, found.end, names["farad"], "symbol", "F")
    if written == "C" and context.says(r"\b(?:coulombs?|electric charge|charge of)\b"):
        return units.UnitMatch(found.start, found.end, names["coulomb"], "symbol", "C")
    if written in ("C", "F") and not spaced:
        previous = context.previous_token(m.start)
        if previous is not None and previous.lower in words("numbered_things", "lettered_places"):
            return None
        return found
    if written == "K" and not spaced and m.value < 10:
        return None
    if written == "B" and not context.says(r"\b(?:bytes?|file|memory|storage|data|packet|cache)\b"):
        return None
    if written in ("H", "T", "N", "J") and not context.says(
        r"\b(?:field|magnet\w*|force|forces|exert\w*|thrust|pull\w*|push\w*|spring|weighs?|energy|inductance|mri|joules?|newtons?|inductor|coil|work|kinetic)\b"
    ):
        return None
    return found


FEET_MARK = re.compile(
    r"[ \u2009]?\d{1,2}(?:\"|'')|[ \u2009]?(?:x|×|by)[ \u2009]?\d|[ \u2009-](?:high|tall|long|wide|deep|above|below)\b"
)


def _quote_mark(context: Context, m: Measure, found: UnitMatch) -> UnitMatch | None:
    """\" and ' after digits are inches and feet only where no quotation closes there."""
    if found.start != m.end or not m.numeral.digits:
        return None
    if found.written == "'":
        return found if FEET_MARK.match(context.text, found.end) else None
    opened = context.text.count('"', 0, found.start) % 2 == 1
    noun = re.match(
        (
            r"[ \u2009-](?:\w+[ \u2009-]){0,2}(?:x[ \u2009]?\d|by[ \u2009]\d|display|screen|tv|monitor|wheels?|pipe|"
            r"tablet|laptop|touchscreen|lcd|alloys?)"
        ),
        context.after(found.end, 40),
    )
    return found if noun or not opened else None


def _decide_word(context: Context, m: Measure, found: UnitMatch) -> UnitMatch | None:
    """Unit words with other meanings: second, minute, stone, bar, mole, carat, gauss, yard, foot, ton, quarter."""
    name, low = found.unit.name, context.low
    word = low[found.start : found.end]
    after = context.after(found.end, 40)
    if (
        word in ("second", "minute", "third")
        and m.numeral.form in ("words",)
        and word == "second"
        and m.value != 1
        and low[found.start - 1] == " "
    ):
        # "two second homes", "four second-half goals": an ordinal adjective; "a two second delay" a duration
        return (
            found
            if re.match(r"(?:[ \u2009](?:delay|pause|lead|gap|penalty|video|clip|rule|advantage|burst)|[.,;]|$)", after)
            else None
        )
    if word == "second" and re.match(
        r"[ \u2009-](?:half|quarter|place|round|leg|home|tier|world|grade|wave|year)\b", after
    ):
        return None
    if word in ("minute", "minutes") and re.match(r"'", after) and m.numeral.digits:
        return found
    if word in (
        "stones",
        "bars",
        "moles",
        "tesla",
        "teslas",
        "grays",
        "henrys",
        "webers",
        "ares",
        "curies",
        "gigs",
        "gig",
        "grains",
        "kelvins",
        "pascals",
        "newtons",
        "gauss",
        "knots",
        "magnitudes",
        "cups",
        "meg",
        "megs",
        "nit",
        "nits",
        "quad",
        "quads",
        "degs",
        "micron",
    ):
        if word in ("knots",):
            return found if not context.says(r"\btie[ds]?\b|\brope\b") else None
        if word in ("gig", "gigs", "meg", "megs"):
            return found if context.says(r"\b(?:data|ram|memory|storage|download\w*|internet|file)\b") else None
        if word in ("bars",):
            return found if context.says(r"\bpressure\b") else None
        if word in ("micron",):
            return found
        if word in ("pascals", "newtons", "gauss", "kelvins", "henrys", "webers", "curies", "nits", "tesla", "teslas"):
            if word.startswith("tesla") and "." not in m.numeral.digits and not context.says(r"magnet|field|mri"):
                return None
            return found if not context.text[found.start].isupper() else None
        if word == "grays":
            return found if context.says(r"\b(?:radiation|dose|doses|radiotherapy)\b") else None
        return None
    if word == "stone" and m.value == 1 and m.numeral.form == "words":
        return None
    if word == "bar" and not context.says(r"\b(?:pressure|boost|espresso|tyre|tire|pump)\b"):
        return None
    if (
        word in ("gray", "henry", "weber", "newton", "mole", "curie", "are", "gauss", "cup", "grain", "therm")
        and m.value == 1
    ):
        return None
    if word in ("mole",):
        return None
    if (
        name == "foot"
        and word == "foot"
        and m.value == 1
        and m.numeral.form == "words"
        and re.match(r"[ \u2009](?:in|on|forward|out)\b", after)
    ):
        return None
    if word in ("yard", "yards") and re.match(r"[ \u2009]sale", after):
        return None
    if (
        name in ("day", "year", "night", "hour", "week")
        and m.numeral.form == "words"
        and m.value == 1
        and m.numeral.end - m.numeral.start == 3
    ):
        return found
    if name == "carat" and context.says(r"\bgold\b") and m.value in (9, 14, 18, 22, 24):
        found.unit = found.unit._replace(kind="other", pint="")  # of fineness, not of mass
    return found
