"""From a numeral to a measure: the unit, currency, percent or age beside it."""

from __future__ import annotations

import re

from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers import ambiguous, money, units
from pipeline.reading.numbers.context import Context, Measure
from pipeline.reading.numbers.lexer import SCALE_SUFFIX, THIN, Numeral
from pipeline.reading.parse import Token

PERCENT = re.compile(
    r"[ \u2009]?%|[ \u2009-]?(?:percentage|per[ \u2009]?cent(?:age)?|pct|pc)"
    r"(?:[ \u2009-](?P<points>points?|pts?))?(?![a-z])|[ \u2009]?(?P<short>ppts?|pps?|ppt)"
    r"(?![a-z])"
)
PERCENT_POINTS = re.compile(
    r"[ \u2009]?%[ \u2009-](?:points?|pts?)\b|[ \u2009-](?:percentage|per[ \u2009]?cent|pct|"
    r"pc)[ \u2009-](?:points?|pts?)\b|[ \u2009]?(?:ppts?|pps?)(?![a-z])"
)
BASIS_POINTS = re.compile(r"[ \u2009-]?(?:basis[ \u2009-]points?|bps?|bips?)(?![a-z])")
PERMILLE = re.compile(r"[ \u2009]?‰")
AGE = re.compile(
    r"[ \u2009]?-?[ \u2009]?(year|yr|month|week|day)s?'?(?:[ \u2009-]{1,2}olds?|[ \u2009]of[ \u2009]age)\b|"
    r"[ \u2009-]?(?:yo|y/o|y\.o\.)(?!\w)"
)
SIGNED = re.compile(
    r"(?:^|(?<=[\s(\[:/=$£€>]))(?P<sign>[-+±]|– ?)$|(?:^|(?<=[^a-z]))(?P<word>minus|negative|plus)[ \u2009-]$"
)
RATIO_BASE = re.compile(
    r"[ \u2009]?(?:per|/)[ \u2009]((?:\d{1,3}(?:,\d{3})+|\d+|"
    r"hundred|thousand|million|1m|100k)(?:[ \u2009](?:thousand|million))?)(?![\w%.])"
    r"(?:[ \u2009](?:of[ \u2009])?(?:live[ \u2009])?([a-z]+(?:-[a-z]+)?))?"
)
ORDINAL_SUFFIX = re.compile(
    r"(?:(?<!1[123])(?:(?<=1)st|(?<=2)nd|(?<=3)rd)|th)(?![a-z])(?![ \u2009]?\d{1,2}[ \u2009]?(?:lb|pounds?))"
)
TIMES = re.compile(r"[ \u2009-]?(?:x|×)(?![\w])(?![ \u2009]?\d)|[ \u2009-]?fold\b")


# Adjectives of order and degree between a number and its unit: "three consecutive years", "20 extra minutes".
INTERVENING = re.compile(
    r"[ \u2009](?:consecutive|straight|successive|extra|additional|further|more|full|whole|solid|long|short|entire|"
    r"calendar|daily|annual|weekly|monthly|hard|difficult|happy|wonderful|glorious|agonising|agonizing|tense|"
    r"painful|turbulent|gruelling|grueling|tough|great|good)[ \u2009]"
)
SPACED_KINDS = frozenset({"duration", "length", "volume", "mass", "area"})


def measure(context: Context, numeral: Numeral) -> Measure:
    """Read what stands around one numeral: sign, currency, scale, unit, rate."""
    m = Measure(
        numeral.start,
        numeral.end,
        numeral.start,
        numeral.end,
        numeral.value,
        numeral,
        low=numeral.low,
        high=numeral.high,
    )
    m.rules["value"] = numeral.form
    if numeral.form in ("ordinal", "malformed", "open"):
        reason = {"ordinal": "ordinal", "malformed": "identifier", "open": "vague"}[numeral.form]
        if context.low[m.start : m.end] in ("quarter", "quarters", "thirds", "fourths", "fifths", "halves"):
            reason = "fraction_word"
        m.reject(reason, f"{numeral.form}_numeral")
        return m
    if numeral.form == "multiple":
        m.kind = "ratio"
        return m
    if numeral.digits and numeral.scale == 1 and ORDINAL_SUFFIX.match(context.low, m.end):
        m.end = m.core_end = m.end + 2
        m.reject("ordinal", "ordinal_suffix")
        return m
    if (numeral.form == "words") and ORDINAL_SUFFIX.match(context.low, m.end):
        m.reject("ordinal", "ordinal_suffix")
        return m
    before = money.currency_before(context.text, m.start, context.home.currency)
    if numeral.digits and before is None and ambiguous.is_run(context, m):
        kilometre = units.units_by_name()["kilometre"]
        _set_unit(m, kilometre.name, kilometre.kind, kilometre.pint, m.end, m.end + 1, "a_10k_run")
        return m
    if numeral.digits:
        _read_suffix(context, m, before is not None)
    _read_sign(context, m, before)
    _read_unit(context, m, before)
    if m.numeral.form == "fraction" and m.unit is None:
        m.kind = "ratio"
    return m


def _read_suffix(context: Context, m: Measure, is_money: bool) -> None:
    """An abbreviated scale: '$4.3M', '26k', '£600m'; 'm', 'b', 'k', 't' only where the context makes them scales."""
    match = SCALE_SUFFIX.match(context.text, m.end)
    if not match or (m.numeral.scale > 1 and match[1].lower() not in ("m", "bn")):
        return
    if m.numeral.scale > 1:
        return
    suffix = match[1]
    if ambiguous.is_scale(context, m, suffix, match.start(1) > m.end, is_money, match.end()):
        scale = load_yaml("number_words")["scale_suffixes"][suffix.lower()]
        _scale(m, scale)
        m.end = m.core_end = match.end()
        m.rules["value"] = "scale_suffix"


def _scale(m: Measure, scale: float) -> None:
    m.value = float(f"{m.value * scale:.15g}")
    m.numeral.scale *= scale


def _read_sign(context: Context, m: Measure, before: tuple[money.Currency, bool] | None) -> None:
    start = before[0].start if before else m.start
    if before and before[1]:
        m.value = -m.value
        m.numeral.signed = True
        return
    match = SIGNED.search(context.low[max(0, start - 10) : start])
    if not match:
        return
    sign = match["sign"] or match["word"]
    begin = start - (len(match[0]))
    sign_char = sign.strip()
    if sign_char in ("-", "–"):
        previous = context.before(begin, 3)
        if re.search(r"[\d%$£€]\s*$", previous) or (begin == 0) or sign != sign.strip():
            return  # a range or a list dash
        if not (m.numeral.digits):
            return
        m.value = -m.value
        m.numeral.signed = True
    elif sign_char in ("minus", "negative"):
        if re.search(r"\bplus[ \u2009-]or[ \u2009-]$", context.before(begin + len(match[0]) - len(sign) - 1, 10)):
            return
        m.value = -m.value
        m.numeral.signed = True
    elif sign_char == "±" or (sign_char == "plus" and not m.numeral.digits) or not m.numeral.digits:
        return
    elif sign_char == "plus":
        return
    m.start = begin if match["word"] or match["sign"] else m.start
    m.numeral.signed = True


def _set_unit(m: Measure, name: str | None, kind: str, pint: str, start: int, end: int, rule: str) -> None:
    m.unit, m.kind, m.pint, m.unit_at = name, kind, pint, start
    m.end = max(m.end, end)
    m.rules["unit"] = rule


def _read_unit(context: Context, m: Measure, before: tuple[money.Currency, bool] | None) -> None:
    text, low, end = context.text, context.low, m.end
    if mach := re.search(r"\bmach[ \u2009-]$", context.before(m.start, 6)):
        m.start -= len(mach[0])
        _set_unit(m, "mach", "speed", "", m.start, end, "mach_number")
        return
    if below := re.match(r"[ \u2009]below[ \u2009](?:zero|freezing)\b", context.after(end, 16)):
        if m.numeral.scale == 1 and m.numeral.form in ("digits", "words") and before is None:
            m.value = -abs(m.value)
            celsius = units.units_by_name()["degree celsius"]
            _set_unit(m, celsius.name, celsius.kind, celsius.pint, end + 1, end + below.end(), "below_zero")
            return
    if before:
        sign = before[0]
        m.start = min(m.start, sign.start)
        code = ambiguous.own_currency(context, sign.code, text[sign.start : sign.end])
        _set_money(context, m, code, sign.per_main, sign.start, m.end, sign.rule)
        if (after := money.AFTER_US.match(text, m.end)) and context.text[sign.start : sign.end].strip() == "$":
            nation = {
                "US": "USD",
                "U.S.": "USD",
                "AU": "AUD",
                "AUD": "AUD",
                "CAD": "CAD",
                "USD": "USD",
                "NZ": "NZD",
                "HK": "HKD",
                "Canadian": "CAD",
                "Australian": "AUD",
            }
            if not _opens_noun_phrase(context, after[1], after.end()):
                m.unit = nation[after[1]]
                m.end = after.end()
        elif (
            context.text[sign.start : sign.end].strip() == "$"
            and (after_code := money.AFTER_CODE.match(text, m.end))
            and after_code[1] in money.codes()
            and after_code[1] in ("EUR", "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "JMD")
        ):
            m.unit = after_code[1]
            m.end = after_code.end()
        elif name := re.match(r"[ \u2009](sterling)\b", low[m.end : m.end + 10]):
            m.end += name.end()
        _read_money_rate(context, m)
        return
    if match := PERCENT_POINTS.match(low, end):
        _set_unit(m, "percentage point", "percent", "", match.start() + 1, match.end(), "percentage_points")
        return
    if m.numeral.form == "fraction" and (
        match := re.match(
            r"[ \u2009-](?:(?:of[ \u2009])?a[ \u2009])?(?:full[ \u2009])?(?:percentage[ \u2009-])?points?\b",
            low[end : end + 24],
        )
    ):
        _set_unit(m, "percentage point", "percent", "", end + 1, end + match.end(), "fraction_of_a_point")
        return
    if match := BASIS_POINTS.match(low, end):
        _set_unit(m, "basis point", "percent", "", match.start() + 1, match.end(), "basis_points")
        return
    if match := PERCENT.match(low, end):
        if match[0].strip() != "pc" or ambiguous.is_percent_pc(context, m, match):
            _set_unit(m, "percent", "percent", "", match.end() - 1, match.end(), "percent")
            return
    if PERMILLE.match(text, end):
        _scale(m, 0.1)
        _set_unit(m, "percent", "percent", "", end, end + 1, "per_mille")
        return
    if match := AGE.match(low, end):
        unit = {"yr": "year", None: "year"}.get(match[1], match[1])
        _set_unit(m, unit, "age", units.units_by_name()[unit].pint, match.end() - 1, match.end(), "year_old")
        return
    if match := TIMES.match(low, end):
        if m.numeral.digits or "fold" in match[0]:
            m.kind = "ratio"
            m.end = match.end()
            m.rules["unit"] = "multiple"
            return
    if m.numeral.form != "fraction" and (match := RATIO_BASE.match(low, end)):
        if _ratio_base(context, m, match):
            return
    if small := ambiguous.small_celsius(context, m):
        _set_unit(m, small.unit.name, small.unit.kind, small.unit.pint, small.start, small.end, "small_c")
        return
    if m.numeral.digits and (minor := money.minor_symbol(text, low, end)) and ambiguous.is_minor(context, m, minor):
        _set_money(
            context, m, ambiguous.cents(context, minor.code, "c"), minor.per_main, minor.start, minor.end, minor.rule
        )
        _read_money_rate(context, m)
        return
    if m.numeral.form == "fraction" and _unit_and_a_half(context, m):
        return
    fraction_of = (
        re.match(r"[ \u2009](?:of[ \u2009](?:an?|one|the)[ \u2009]|an?[ \u2009])", low[end : end + 12])
        if m.numeral.form == "fraction"
        else None
    )
    if m.numeral.form == "vague" or m.numeral.form == "words" and m.numeral.scale >= 12:
        fraction_of = re.match(r"[ \u2009]of[ \u2009]", low[end : end + 4])
    unit_position = end + fraction_of.end() - 1 if fraction_of else end
    found = units.match_unit(text, low, unit_position)
    currency = money.currency_after(text, low, unit_position)
    if found is None and currency is None and m.numeral.form in ("digits", "words"):
        if match := INTERVENING.match(low, end):
            apart = units.match_unit(text, low, match.end() - 1)
            if apart is not None and apart.form == "word" and apart.unit.kind in SPACED_KINDS:
                found = apart
            elif points := PERCENT_POINTS.match(low, match.end() - 1):
                _set_unit(m, "percentage point", "percent", "", match.end(), points.end(), "percentage_points")
                return
    word = context.token_at(currency.start) if currency else None
    if word is not None and word.lower == "won" and word.pos in ("VERB", "AUX") and not _is_korean(context, word):
        currency = None
    if currency and (found is None or currency.end >= found.end):
        if not fraction_of or currency.rule != "":
            code = currency.code
            if currency.rule == "minor_unit" and code == "USD" and currency.end - currency.start >= 1:
                code = ambiguous.cents(context, code, low[currency.start : currency.end])
            if currency.rule == "currency_name":
                code = ambiguous.own_currency(context, code, low[currency.start : currency.end])
            if currency.rule == "currency_sign_after" and re.fullmatch(r"\d{1,3}\.\d{3}", m.numeral.digits):
                _scale(m, 1000.0)  # "300.000 €": who writes the sign behind groups by points
                m.numeral.scale = 1.0
            _set_money(context, m, code, currency.per_main, currency.start, currency.end, currency.rule)
            _read_money_rate(context, m)
            return
    if rate := money.exchange_rate(context, m):
        _set_money(context, m, rate[0], 1.0, rate[1], rate[1], "exchange_rate")
        m.end = rate[1]
        return
    if found:
        found = ambiguous.decide(context, m, found)
    if found is None and (point := ambiguous.poll_point(context, m)):
        _set_unit(m, "percentage point", "percent", "", point[0], point[1], "poll_point")
        return
    if found is None and (point := ambiguous.index_point(context, m)):
        _set_unit(m, "point", "other", "", point[0], point[1], "index_point")
        return
    if found is None:
        pound = ambiguous.pound(context, m, unit_position)
        if pound is None:
            return
        kind, start, stop = pound
        if kind == "money":
            _set_money(context, m, "GBP", 1.0, start, stop, "pound_money")
            _read_money_rate(context, m)
            return
        found = units.UnitMatch(start, stop, units.units_by_name()["pound-mass"], "word", low[start:stop])
    if found.scale != 1.0:
        _scale(m, found.scale)
    found = units.with_rate(text, low, found)
    _set_unit(m, found.unit.name, found.unit.kind, found.unit.pint, found.start, found.end, f"unit_{found.form}")
    if m.unit == "barrel per day":
        m.unit, m.pint, m.period = "barrel", units.units_by_name()["barrel"].pint, "P1D"
    if found.period:
        m.period = found.period
        m.rate_end = found.rate_end
        m.rules["period"] = "unit_per_time"
    _compound_tail(context, m)
    _through_its_matter(context, m)
    below = re.match(r"[ \u2009]below[ \u2009](?:zero|freezing)\b", context.after(m.end, 16))
    if m.kind == "temperature" and below and (m.unit == "degree celsius" or "zero" in below[0]):
        m.value, m.end = -abs(m.value), m.end + below.end()
        m.rules["value"] = "degrees_below_zero"


def _is_korean(context: Context, won: Token) -> bool:
    """'900,000 won per couple', '3,000 won a day': a sum, whatever the tag; a verb has no rate."""
    rate = re.match(
        r"[ \u2009](?:per|an?[ \u2009](?:day|week|month|year|hour|share|kilo\w*|head))\b",
        context.after(won.end - context.offset, 12),
    )
    return rate is not None or context.says(r"\b(?:south korea\w*|seoul|korean)\b") and won.tag == "NN"


def _opens_noun_phrase(context: Context, word: str, end: int) -> bool:
    """In '$5 billion US deal' the US belongs to the deal, in '$76 US a barrel' to the sum."""
    following = re.match(r"[ \u2009]([a-z]+)", context.low[end : end + 20])
    if not following:
        return False
    token = context.next_token(end)
    return token is not None and token.pos in ("NOUN", "PROPN", "ADJ") and following[1] not in ("a", "an", "per")


def _set_money(context: Context, m: Measure, code: str, per_main: float, start: int, end: int, rule: str) -> None:
    m.per_main = per_main
    if per_main != 1.0:
        m.value = float(f"{m.value / per_main:.15g}")
        if m.low is not None and m.high is not None:
            m.low, m.high = m.low / per_main, m.high / per_main
    _set_unit(m, code, "money", "", start, end, rule)


def _read_money_rate(context: Context, m: Measure) -> None:
    """'$6.42 a bushel', '31 cents a share', '54 cents per $100': what a sum is for; time goes to `period`."""
    low, text = context.low, context.text
    if match := re.match(r"[ \u2009](?:per|for every)[ \u2009]([$£€])([\d,]+)", low[m.end : m.end + 30]):
        base = match[2].replace(",", "")
        if base.isdigit() and float(base):
            m.end += match.end()
            m.rules["unit"] = "sum_per_sum"
            return
    if rate := money.per_currency(text, low, m.end):
        m.unit, m.end = f"{m.unit} per {rate[0]}", rate[1]
        m.rules["unit"] = "exchange_rate"
        return
    per = money.per_noun(low, m.end)
    joint = units.PER.match(text, m.end)
    if joint:
        bound = joint[0].strip(" " + THIN)
        other = units.unit_at(text, low, joint.end()) if bound not in ("the",) else None
        if other and other.form == "bare" and bound != "/":
            other = None
        if (
            other
            and other.unit.kind != "duration"
            and not (bound in ("a", "an") and other.form != "word" and len(other.written) < 2)
        ):
            m.unit = f"{m.unit} per {other.unit.name}"
            m.end = other.end
            m.rules["unit"] = "money_per_unit"
            return
        pound = re.match(r"(?:pound|lb)\b", low[joint.end() : joint.end() + 6])
        if pound:
            m.unit = f"{m.unit} per pound-mass"
            m.end = joint.end() + pound.end()
            return
    if per is None and (named := _per_any_noun(context, m.end)):
        per = named.lower, named.end - context.offset
    if per:
        m.unit = f"{m.unit} per {per[0]}"
        m.rate_end = m.end = per[1]
        m.rules["unit"] = "money_per_noun"


def _per_any_noun(context: Context, end: int) -> Token | None:
    """The singular noun behind 'per' ('per couple', 'per slice'); times are `period`'s, people count as no unit."""
    if not re.match(r"[ \u2009]per[ \u2009]", context.after(end, 5)):
        return None
    noun = context.next_token(end + 5)
    after = context.tokens[noun.i + 1] if noun is not None and noun.i + 1 < len(context.tokens) else None
    if noun is None or noun.tag != "NN" or not noun.text.isalpha() or after is not None and after.tag in NOUN_TAGS:
        return None
    return None if noun.lower in load_yaml("periods")["nouns"] or noun.lower in NO_RATE else noun


NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "HYPH"})
NO_RATE = frozenset({"cent", "annum", "diem", "se"})
OF_PEOPLE = frozenset({"person", "capita", "head", "adult", "child", "pupil", "resident", "inhabitant", "household"})


def _through_its_matter(context: Context, m: Measure) -> None:
    """'17 micrograms of lead per gram', '350 kilocalories per slice': what a measure is per, behind what is measured."""
    matter = re.compile(r"(?:[ \u2009]of[ \u2009][a-z]+)?(?=[ \u2009]per[ \u2009])").match(context.low, m.end)
    if not matter or m.kind in ("duration", "age", "temperature") or " per " in (m.unit or "") or not m.unit:
        return
    base = units.unit_at(context.text, context.low, matter.end() + 5)
    if base is not None and base.form != "bare" and base.unit.kind != "duration":
        pint = f"({m.pint}) / ({base.unit.pint})" if m.pint and base.unit.pint else ""
        m.unit, m.kind, m.pint = f"{m.unit} per {base.unit.name}", "other", pint
        m.rules["unit"] = "per_unit_behind_matter"
    elif not matter[0] and (noun := _per_any_noun(context, m.end)) and noun.lower not in OF_PEOPLE:
        m.unit, m.pint = f"{m.unit} per {noun.lower}", ""
        m.rules["unit"] = "per_noun"


def _ratio_base(context: Context, m: Measure, match: re.Match[str]) -> bool:
    """'9.8 per 100,000 residents': a ratio with its base in the unit."""
    base = match[1].replace("1m", "million").replace("100k", "100,000")
    if "/" in match[0] and not re.match(r"/100,?000|/1,?000", match[0]):
        return False
    if not re.fullmatch(r"10{1,8}|[a-z ]+|10{0,2} (?:thousand|million)", base.replace(",", "")):
        return False
    noun = match[2] or ""
    token = context.token_at(match.start(2)) if noun else None
    if noun and not (token and token.pos in ("NOUN", "PROPN", "ADJ")):
        noun = ""
    explicit = "per" in match[0]
    if not explicit and not re.fullmatch(r"[\d,]+|hundred|thousand|million", base):
        return False
    if not explicit and "/" not in match[0]:
        return False
    if noun in ("people", "inhabitants", "population"):
        noun = "people"
    m.kind = "ratio"
    m.unit = f"per {base}" + (f" {noun}" if noun else "")
    m.unit_at = match.end() - 1
    m.end = match.end(2) if noun else match.end(1)
    m.rules["unit"] = "rate_per_population"
    return True


UNIT_AND = re.compile(r"(?<![a-z])(an?|one)[ \u2009]([a-z]+)[ \u2009]and[ \u2009]$")


def _unit_and_a_half(context: Context, m: Measure) -> bool:
    """'a mile and a half', 'an hour and a quarter': the article is one, the fraction is of the unit before it."""
    match = UNIT_AND.search(context.low[max(0, m.start - 24) : m.start])
    if not match or re.match(r"[ \u2009](?:of|the|an?)\b", context.after(m.end, 5)):
        return False
    found = units.unit_at(context.text, context.low, m.start - len(match[0]) + len(match[1]) + 1)
    if found is None or found.form != "word" or found.unit.name == "second":
        return False
    m.value += 1
    m.start = m.start - len(match[0])
    end = m.end
    _set_unit(m, found.unit.name, found.unit.kind, found.unit.pint, found.start, end, "unit_and_a_half")
    m.numeral.form = "words"
    if (
        rate := units.with_rate(
            context.text, context.low, units.UnitMatch(found.start, end, found.unit, "word", found.written)
        )
    ).end > end:
        _set_unit(m, rate.unit.name, rate.unit.kind, rate.unit.pint, found.start, rate.end, "unit_and_a_half")
    return True


MIXED = re.compile(
    r",?[ \u2009]?(?:and[ \u2009])?(\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven)(?:[ \u2009-]?(half)?)[ \u2009-]?(lbs?|pounds?|oz|ounces?|ins?|inches|\"|'')"
    r"(?![a-z])"
)
FOOT_AND_INCH = re.compile(r"-(\d|1[01])(?:-inch(?:es)?)?(?!\w|%|\.\d)")  # a 6-foot-4 guard
HALF_TAIL = re.compile(
    r"[ \u2009]and[ \u2009](?:a[ \u2009]|one[ \u2009])?(half|quarter|three[ -]quarters)\b(?![ \u2009]of\b)"
)


def _compound_tail(context: Context, m: Measure) -> None:
    """A second, smaller unit of one measure: '21st 4lb', "5 ft 10 in"; 'a mile and a half' (the half of the unit)."""
    if match := HALF_TAIL.match(context.low, m.end):
        if m.unit and m.numeral.form == "words" or m.numeral.digits:
            m.value += {"half": 0.5, "quarter": 0.25}.get(match[1], 0.75)
            m.end = match.end()
            m.rules["value"] = "and_a_half_of_the_unit"
            return
    pairs = {
        ("stone", "l"): 14.0,
        ("stone", "p"): 14.0,
        ("foot", "i"): 12.0,
        ("foot", '"'): 12.0,
        ("foot", "'"): 12.0,
        ("pound-mass", "o"): 16.0,
    }
    if match := MIXED.match(context.low, m.end):
        factor = pairs.get((m.unit or "", match[3][0]))
        if not factor or not match[1].isdigit() and match[1] in ("a", "an"):
            return
        small = _small_number(match[1])
        if small < factor:
            m.value += (small + (0.5 if match[2] else 0.0)) / factor
            m.end = match.end()
            m.rules["value"] = "mixed_units"
    elif m.unit == "foot" and (match := FOOT_AND_INCH.match(context.low, m.end)) and m.unit_at is not None:
        m.value += float(match[1]) / 12
        m.end = match.end()
        m.rules["value"] = "mixed_units"
    elif m.unit in UNNAMED_PART and (match := PART.match(context.low, m.end)):
        part = _small_number(match[1])
        if 0 < part < UNNAMED_PART[m.unit]:
            m.value += part / UNNAMED_PART[m.unit]
            m.end = match.end()
            m.rules["value"] = "mixed_units"


# "six foot two", "12 stone 7": the smaller unit is left out.
UNNAMED_PART = {"foot": 12.0, "stone": 14.0}
PART = re.compile(
    r"(?:[ \u2009]|-)(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen)"
    r"(?=[ \u2009](?:tall|high|long|deep|inches tall|in his|in her)|[.,;)](?!\d)|$)"
)


def _small_number(written: str) -> float:
    words = load_yaml("number_words")
    return float(written) if written.isdigit() else float({**words["units"], **words["teens"]}.get(written, 0))
