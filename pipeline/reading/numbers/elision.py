"""Units that a figure leaves out because its neighbour has them: '11.3 and 12 percent', 'down from 70'."""

from __future__ import annotations

import itertools
import re

from pipeline.reading.numbers import units
from pipeline.reading.numbers.ambiguous import FAHRENHEIT_CUE
from pipeline.reading.numbers.context import Context, Measure
from pipeline.reading.numbers.expressions.ranges import LISTED, _copy_unit
from pipeline.reading.numbers.heads import TIME_WORDS

GUIDED = (
    r"(?:guidance|forecasts?|targets?|goals?|estimates?|expectations|consensus|quotas?|limits?|ceiling|plans?|budgets?|"
    r"average|record|peak|total)[ \u2009]of"
)
BACKWARD = re.compile(
    r"\b(?:from|to|against|than|versus|vs\.?|compare[sd]?[ \u2009](?:with|to)|at|just|only|about|"
    r"around|nearly|over|under|or|and|for|by|was|were|is|reach\w*|hit|hits|sought|seek\w*|got|"
    r"get|former|latter|below|above|times|"
    rf"{GUIDED})"
    r"[ \u2009](?:(?:the|a|about|around|nearly|just|over|under|"
    r"roughly|only|some|almost|more than|less than|up to|as (?:much|high|low) as)[ \u2009])?$"
)
LABEL_UNIT = re.compile(r"\(([^()\d]{1,20})\)[:,]?[ \u2009]?$|\(in[ \u2009]([^()\d]{1,20})\)[:,]?[ \u2009]?$")


def fill_elided(context: Context, measures: list[Measure]) -> None:
    """Copy units into bare figures of lists, comparisons and tables; in place."""
    _forward_lists(context, measures)
    _labels(context, measures)
    _temperatures(context, measures)
    _points_of_percent(context, measures)
    _of_the_whole(context, measures)
    _backward(context, measures)


def _forward_lists(context: Context, measures: list[Measure]) -> None:
    """'11.3 and 12 percent', 'two, three and five metres': the last one carries the unit."""
    for right, left in zip(reversed(measures), list(reversed(measures))[1:], strict=False):
        if (
            left.reason
            or right.reason
            or right.bare
            or not left.bare
            or right.kind in ("ratio", "age")
            and right.unit is None
        ):
            continue
        if left.numeral.form not in ("digits", "words") or right.numeral.form == "fraction":
            continue
        gap = context.low[left.end : right.start]
        if len(gap) > 8 or not LISTED.fullmatch(gap) or "/" in gap:
            continue
        if gap.startswith(", or") or not _plausible(right, left):
            continue  # "6,630, or 12.9%" says it again in another unit
        if gap.strip(" -\u2009") == "," and right.rules.get("unit") != "elided_unit":
            continue  # "until 78, four years longer": no list without an "and"
        if right.kind == "money" and right.rules.get("unit") in ("currency_sign",):
            continue
        if left.value == 1 and not left.numeral.digits:
            continue
        if right.numeral.scale > 1 and left.numeral.scale == 1 and left.value < 1000 and "or" in gap:
            left.value *= right.numeral.scale
            left.numeral.scale = right.numeral.scale
        _copy_unit(right, left, 1 / right.per_main)


def _labels(context: Context, measures: list[Measure]) -> None:
    """'Cargo (tonnes): 18,420 / 19,075': the label names the unit of the figures behind it."""
    giver: Measure | None = None
    for m in measures:
        if m.reason or not m.bare:
            giver = None
            continue
        match = LABEL_UNIT.search(context.text[max(0, m.start - 30) : m.start])
        if match:
            written = (match[1] or match[2]).strip()
            found = units.unit_at(written, written.lower(), 0)
            if found and found.end == len(written) and found.form != "bare":
                m.unit, m.kind, m.pint = found.unit.name, found.unit.kind, found.unit.pint
                m.rules["unit"] = "label_unit"
                giver = m
                continue
        if giver and re.fullmatch(r"[ \u2009]?[/|,;\t][ \u2009]?", context.low[giver.end : m.start]):
            _copy_unit(giver, m)
            giver = m
            continue
        giver = None


def _of_the_whole(context: Context, measures: list[Measure]) -> None:
    """'280 million of the 1.5 billion shekels': the part has the unit of the whole."""
    for left, right in itertools.pairwise(measures):
        if left.reason or right.reason or not left.bare or right.bare or right.unit is None or right.kind == "ratio":
            continue
        if left.numeral.form in ("digits", "words") and re.fullmatch(
            r"[ \u2009](?:out[ \u2009])?of[ \u2009](?:the|its|his|her|their|a)[ \u2009]",
            context.low[left.end : right.start],
        ):
            _copy_unit(right, left)


def _backward(context: Context, measures: list[Measure]) -> None:
    """'16.8 million tonnes from 18.5 million', '25 km/h, down from 70': the earlier figure carries the unit."""
    giver: Measure | None = None
    carried: Measure | None = None  # the last of the sentence before
    share: Measure | None = None  # the last percentage of this sentence
    sentence = None
    for m in measures:
        here = context.sentence_at(m.start)
        if here is not sentence:
            last = carried = giver
            giver, share, sentence = None, None, here
            if last is not None and m.reason is None and _continues(context, last, m):
                _copy_unit(last, m, 1 / last.per_main)
        if m.reason:
            continue
        if not m.bare:
            if giver is not None and _is_conversion(context, giver, m):
                continue  # "4.5bn euros ($5.9bn), up from 3.9bn": what follows is in euros
            if m.unit and m.kind not in ("age", "ratio") and m.numeral.form not in ("fraction", "multiple"):
                giver = m
                share = m if m.kind == "percent" else share
            continue
        if share is not None and share is not giver and m.numeral.form in ("digits", "words"):
            if (giver is None or giver.kind == "duration") and not _has_noun(context, m) and _is_wanted(context, m):
                _copy_unit(share, m)  # "58 per cent were seen within 18 weeks, when the law promises 92"
                continue
        if _has_noun(context, m):
            if not context.low.startswith((" times ", " times,"), m.end):
                giver = None  # "… million euros, three times the 273 million": the multiple is of them
            continue
        if giver is None and carried is not None and NEARER.search(context.before(m.start, 40)):
            if m.numeral.scale > 1 and carried.kind in MASSES and 0.1 < m.value / carried.value < 10:
                _copy_unit(carried, m)
                m.period = m.period or carried.period
            continue
        if giver is None or m.numeral.form not in ("digits", "words") or not _plausible(giver, m):
            continue
        if _is_of_another_size(giver, m) or COUNTED.search(context.low, giver.end, m.start):
            continue
        if m.numeral.form == "words" and m.value == 1 and not ONE_LEVEL.search(context.before(m.start, 16)):
            continue  # "at $40 a head, is one of the lowest"
        before = context.before(m.start, 40)
        gap = context.low[giver.end : m.start]
        if SENTENCE_END.search(context.text, giver.end, m.start) and not _continues(context, giver, m):
            continue  # "Profit was £5.1m. It was read by 3.2 million": the parser missed the full stop
        answers = giver.kind == "percent" and (_is_wanted(context, m) or _stands_alike(context, giver, m))
        if not (BACKWARD.search(before) or answers) and not re.fullmatch(r",?[ \u2009](?:and|or)?[ \u2009]?", gap):
            continue
        if (
            len(gap) > 90
            or giver.kind == "percent"
            and not (
                _same_size(giver, m)
                and (
                    re.search(r"\b(?:from|than|against|versus|compared[ \u2009]\w+)[ \u2009](?:\w+[ \u2009])?$", before)
                    or answers
                )
            )
        ):
            continue
        if giver.kind in ("duration", "length", "mass") and not re.search(
            rf"\b(?:from|to|than|against|versus|compared[ \u2009]\w+|down|up|or|and|{GUIDED})[ \u2009](?:\w+[ \u2009]){{0,2}}$",
            before,
        ):
            continue
        if giver.kind == "duration" and not re.fullmatch(
            r"[^.;]{0,24}\b(?:to|or|and|from|than)[ \u2009](?:\w+[ \u2009]){0,2}", gap
        ):
            continue
        _copy_unit(giver, m, 1.0 if _is_in_main_units(giver, m) else 1 / giver.per_main)
        if giver.period and not m.period:
            m.period = giver.period


MASSES = frozenset({"mass", "volume", "energy", "power", "area", "money"})
# "… 9 million tons. Researchers come out nearer 5.5 million": another reckoning of the figure before
NEARER = re.compile(
    r"\b(?:nearer(?:[ \u2009]to)?|closer[ \u2009]to|puts?[ \u2009](?:it|that|the[ \u2009](?:figure|number|total))[ \u2009]at)"
    r"[ \u2009](?:(?:just|about|around|only)[ \u2009])?$"
)
WANTED = re.compile(
    r"\b(?:promis\w+|pledg\w+|want(?:s|ed|ing)?|seek(?:s|ing)?|sought|demand(?:s|ed|ing)?|target(?:s|ed|ing)?|offer(?:s|ed|ing)?|"
    r"expect(?:s|ed|ing)?|predict(?:s|ed|ing)?|requir(?:es|ed|ing)|guarantee[sd]?|hop(?:e|es|ed|ing)[ \u2009]for|"
    r"h[eo]ld(?:s|ing)?[ \u2009]out[ \u2009](?:\w+[ \u2009]){0,2}for|ask(?:s|ed|ing)?[ \u2009]for|"
    r"push(?:es|ed|ing)?[ \u2009]for|aim(?:s|ed|ing)?[ \u2009](?:for|at)|look(?:s|ed|ing)?[ \u2009]for|"
    rf"call(?:s|ed|ing)?[ \u2009]for|bid(?:s|ding)?[ \u2009]for|{GUIDED})[ \u2009]"
    r"(?:(?:about|around|nearly|almost|at[ \u2009]least|only|just|some|up[ \u2009]to|"
    r"over|under|more[ \u2009]than|less[ \u2009]than)[ \u2009])?$"
)
CLAUSE_END = re.compile(
    r"[.,;:)\"'](?!\d)|$|[ \u2009](?:by|in|for|at|this|next|last|since|from|and|but|when|while|before|after|under)\b"
)


def _is_wanted(context: Context, m: Measure) -> bool:
    """'58 per cent were seen, when the law promises 92.': the figure that was hoped for or promised, of the same unit."""
    return m.value <= 100 and bool(WANTED.search(context.before(m.start, 60)) and CLAUSE_END.match(context.low, m.end))


def _stands_alike(context: Context, giver: Measure, m: Measure) -> bool:
    """'has Mwila on 49.1%, and Kunda on 44': two of one list, by the same preposition."""
    on = re.compile(r"\bon[ \u2009]$")
    return bool(
        on.search(context.before(m.start, 4))
        and on.search(context.before(giver.start, 4))
        and CLAUSE_END.match(context.low, m.end)
    )


AGAINST = re.compile(
    r"\b(?:against|versus|than|compared[ \u2009](?:with|to)|(?:up|down)[ \u2009]from)[ \u2009](?:(?:an?|the|its|their)[ \u2009])?"
    r"(?:(?:planned|expected|usual|normal|typical|target|promised|previous|current)[ \u2009])?(?:about[ \u2009])?$"
)
MEANT_TO = re.compile(
    r"\b(?:meant|supposed|order(?:s|ed)?|told|instructed|asked|required|expected|targets?|goals?|plans?|planned|quotas?)"
    r"[ \u2009](?:to|of)[ \u2009](?:[a-z]+[ \u2009])?(?:(?:at[ \u2009]least|about|around|some|only|just|up[ \u2009]to)[ \u2009])?$"
)
WE_ARE_AT = re.compile(
    r"(?:'re|'s|\b(?:is|are|was|were))[ \u2009](?:(?:now|still|only|just|currently)[ \u2009]){0,2}at[ \u2009]$"
)
ON_AVERAGE = re.compile(r"[ \u2009]on[ \u2009]average\b")
OF_A_DAY = re.compile(r"[ \u2009](?:on|in|last|this|during|over|altogether|in[ \u2009]all|so[ \u2009]far|since)\b")


def share_periods(context: Context, measures: list[Measure]) -> None:
    """'40,000 wafers a month. We're at 22,500.': what is set against a rate, and names nothing itself, is one too."""
    giver: Measure | None = None
    for m in measures:
        if m.reason:
            continue
        if m.period:
            giver = m
            continue
        if m.kind == "count" and _has_noun(context, m):
            giver = None
            continue
        if giver is None or giver.kind not in ("count", m.kind) or giver.unit != m.unit or m.start - giver.end > 200:
            continue
        if m.numeral.form not in ("digits", "words") or not giver.value or not 0.05 < m.value / giver.value < 20:
            continue
        if m.kind == "count" and giver.kind != "count":
            continue
        ends = giver.end, m.start
        if sum(1 for _ in SENTENCE_END.finditer(context.text, *ends)) > 1:
            continue
        before, after = context.before(m.start, 60), context.low[m.end : m.end + 16]
        alone = not OF_A_DAY.match(after)
        if (
            AGAINST.search(before)
            and not SENTENCE_END.search(context.text, *ends)
            and (alone or 0.3 < m.value / giver.value < 3)
            or (MEANT_TO.search(before) or WANTED.search(before) or WE_ARE_AT.search(before))
            and alone
            or m.unit is not None
            and ON_AVERAGE.match(after)
        ):
            m.period = giver.period
            m.rules["period"] = "elided_period"


def _is_in_main_units(giver: Measure, m: Measure) -> bool:
    """'weakened 14 paise to 83.12': a price to the hundredth is in rupees, though its move is in paise."""
    return giver.per_main == 100 and giver.unit != "GBP" and _places(m) >= 2 > _places(giver)


def _places(m: Measure) -> int:
    return len(m.numeral.digits.partition(".")[2])


ONE_LEVEL = re.compile(r"\b(?:from|to|than|against|or)[ \u2009](?:just[ \u2009]|only[ \u2009]|about[ \u2009])?$")
SENTENCE_END = re.compile(r"(?<=[a-z\d%)])[.!?][\"']?[ \u2009](?=[\"']?[A-Z])")
SAME_AGAIN = re.compile(
    r"^[\"' ]*(?:that|this|it|which|the figure|the previous|last year|a year (?:ago|earlier)|the year before|in the same|"
    r"previously|analysts|it had|they had)\b[^.;]*"
    r"\b(?:compare[sd]?[ \u2009](?:with|to)|against|from|was|were|been|at|of|expected|forecast|predicted|than)[ \u2009]"
    r"(?:(?:about|around|some|just|only|nearly|almost|over|under)[ \u2009])?$"
)


def _continues(context: Context, giver: Measure, m: Measure) -> bool:
    """'Profit was $5.1m. That compares with 3.2 million a year earlier.': the figure of the sentence before, again."""
    if not m.bare or _has_noun(context, m):
        return False
    if giver.kind == "percent" and _is_wanted(context, m):
        return _same_size(giver, m) and m.numeral.form in ("digits", "words") and m.start - giver.end < 120
    if giver.kind not in ("money", "mass", "volume", "energy", "power", "area"):
        return False
    if m.numeral.form not in ("digits", "words") or giver.rules.get("unit") == "elided_unit" or giver.value <= 0:
        return False
    if not (m.numeral.scale > 1 or "." in m.numeral.digits) or not 0.1 < m.value / giver.value < 10:
        return False
    start = context.sentence_at(m.start).start - context.offset
    for end in SENTENCE_END.finditer(context.text, start, m.start):
        start = end.end()
    return bool(SAME_AGAIN.search(context.low[start : m.start]))


def _points_of_percent(context: Context, measures: list[Measure]) -> None:
    """'63.5 per cent, up 2.1 points': points beside a percentage are its points."""
    for left, right in itertools.pairwise(measures):
        if left.reason or right.reason or left.unit != "percent" or not right.bare:
            continue
        points = re.match(r"[ \u2009](?:points?|pts?)\b", context.after(right.end, 8))
        if points and len(context.low[left.end : right.start]) < 24 and "." not in context.low[left.end : right.start]:
            right.unit, right.kind, right.unit_at = "percentage point", "percent", right.end + 1
            right.end += points.end()
            right.rules["unit"] = "points_of_percent"


FEVER = re.compile(
    r"\b(?:fever|temperature|temperatures|thermometer)s?[ \u2009](?:\w+[ \u2009]){0,2}(?:of|"
    r"to|at|above|over|reading|hit|reached|was)[ \u2009](?:\w+[ \u2009]){0,2}$"
)


MERCURY = re.compile(
    r"\b(?:the[ \u2009]mercury|thermometers?|temperatures)[ \u2009](?:[a-z]+[ \u2009]){0,4}"
    r"(?:to|of|at|hit|touched|above|below|around|reached|topped|near|reach|hitting|reaching|in[ \u2009]the)[ \u2009]"
    r"(?:about[ \u2009]|nearly[ \u2009]|almost[ \u2009])?$"
)
HIGH_OF = re.compile(
    r"\b(?:highs?|lows?|top)[ \u2009](?:of|near|around|at|above|below)[ \u2009](?:about[ \u2009]|around[ \u2009]|just[ \u2009])?$"
)
SKY = re.compile(
    r"\b(?:temperatures?|celsius|fahrenheit|weather|sunny|sunshine|warm\w*|cold\w*|rain|showers|snow|degrees|mercury)\b"
)
WEATHER = re.compile(
    r"\b(?:temperatures?|mercury|thermometers?|wind chill|frost|degrees|"
    r"freezing|(?:lows?|highs?) of|overnight|forecast)\b"
)


IT_WAS = re.compile(r"\bit(?:[ \u2009](?:was|is)|'s)[ \u2009]$")


def _temperatures(context: Context, measures: list[Measure]) -> None:
    """'a fever of 38.5', 'lows of -3': a temperature without its degrees; a body's scale, and frost, can be told."""
    for m in measures:
        if (
            m.reason is None
            and m.bare
            and m.numeral.digits
            and m.low is None
            and FEVER.search(context.before(m.start, 50))
            and not context.low.startswith(" below", m.end)
            and not _has_noun(context, m)
        ):
            name = "degree celsius" if 34 <= m.value <= 43 else "degree fahrenheit" if 94 <= m.value <= 110 else None
            if name:
                m.unit, m.kind, m.pint = name, "temperature", units.units_by_name()[name].pint
                m.rules["unit"] = "fever_of"
                continue
        if m.reason is None and m.bare and m.numeral.digits and -60 <= m.value <= 130 and not _has_noun(context, m):
            if MERCURY.search(context.before(m.start, 50)) or _is_high_of(context, m):
                if re.match(r"[ \u2009]below(?=[.,;]|$)", context.after(m.end, 8)):
                    m.value = -abs(m.value)
                sentence = context.sentence_at(m.start)
                words = context.low[sentence.start - context.offset : sentence.end - context.offset]
                hot = m.value > 50 or FAHRENHEIT_CUE.search(words)
                m.unit, m.kind = "degree fahrenheit" if hot else "degree celsius", "temperature"
                m.pint = units.units_by_name()[m.unit].pint
                m.rules["unit"] = "the_mercury"
                continue
        if m.reason is None and m.bare and m.value < 0 and m.value >= -90 and not _has_noun(context, m):
            sentence = context.sentence_at(m.start)
            words = context.low[sentence.start - context.offset : sentence.end - context.offset]
            if WEATHER.search(words) or IT_WAS.search(context.before(m.start, 8)) and "." not in m.numeral.digits:
                m.unit, m.kind = "degree celsius", "temperature"
                m.pint = units.units_by_name()[m.unit].pint
                m.rules["unit"] = "below_zero"


def _is_high_of(context: Context, m: Measure) -> bool:
    """'a high of 31, with sunshine': extremes of a day, in a sentence about the weather."""
    if not HIGH_OF.search(context.before(m.start, 40)) or m.numeral.scale > 1 or not -60 <= m.value <= 130:
        return False
    sentence = context.sentence_at(m.start)
    return bool(SKY.search(context.low[sentence.start - context.offset : sentence.end - context.offset]))


def _plausible(giver: Measure, m: Measure) -> bool:
    """Figures of one unit are of one make: '12 months … fell from 7,613 to 6,630' are not months."""
    return not ("," in m.numeral.digits and giver.value < 1000 and giver.kind in ("duration", "percent", "age"))


# "The £500m move will raise the number of colleges from 350 to 400": what follows is counted
COUNTED = re.compile(r"\b(?:numbers?|headcount|tally|count)[ \u2009]of\b")
FAR_SMALLER = 1000  # times that an elided sum of money may be less than the one before


def _is_of_another_size(giver: Measure, m: Measure) -> bool:
    """'$1.2bn … from 350': millions and billions of money are set against such, not against plain hundreds."""
    return giver.kind == "money" and giver.numeral.scale > 1 == m.numeral.scale and m.value * FAR_SMALLER < giver.value


def _is_conversion(context: Context, giver: Measure, m: Measure) -> bool:
    """'4.3bn rupees ($98m; £52m)': the same again in brackets, in another unit of its kind."""
    if giver.kind != m.kind or giver.unit == m.unit or m.start - giver.end > 60:
        return False
    gap = context.low[giver.end : m.start]
    return gap.lstrip(" \u2009").startswith("(") and ")" not in gap


def _same_size(giver: Measure, m: Measure) -> bool:
    return m.value <= 200 and m.numeral.scale == 1


def _has_noun(context: Context, m: Measure) -> bool:
    """Does the figure count a noun of its own?"""
    token = context.next_token(m.end)
    while token is not None and token.text in ("-", "–") and token.i + 1 < len(context.tokens):
        token = context.tokens[token.i + 1]
    if token is None or context.text[m.end : token.start - context.offset].strip(" -\u2009"):
        return False
    if token.lower in TIME_WORDS:
        return False  # "down from 5.3 last week"
    if token.pos in ("NOUN", "PROPN") or token.tag in ("NN", "NNS", "NNP", "NNPS"):
        return True
    if token.tag in ("JJ", "JJR", "JJS", "VBN", "VBG") and token.i + 1 < len(context.tokens):
        following = context.tokens[token.i + 1]
        return following.pos in ("NOUN", "PROPN") or following.tag in ("JJ",)
    return False
