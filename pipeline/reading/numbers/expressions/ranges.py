"""Ranges: two figures that bound one value ('between 5 and 7', '5-7', '$3 to $5 billion', '40 plus or minus 3').

A movement ('rose from 5 to 7') is two claims, not a range: both figures share unit and scale, but stay apart.
"""

from __future__ import annotations

import re

from pipeline.reading.numbers.context import Context, Measure
from pipeline.reading.numbers.cues import cue

DASH = re.compile(r"[ \u2009]?(?:-|–|—|--)[ \u2009]?")
TO = re.compile(
    r"[ \u2009](?:to|and|or|through|till|until)[ \u2009](?:up to[ \u2009]|about[ \u2009]|"
    r"around[ \u2009]|as (?:much|many|high) as[ \u2009])?|[ \u2009]?-to-[ \u2009]?|"
    r"-[ \u2009]to[ \u2009]-?|[ \u2009]to-|-to[ \u2009]"
)
LISTED = re.compile(
    r"(?:-|[ \u2009])?,[ \u2009](?:and[ \u2009]|or[ \u2009])?|[ \u2009](?:and|or|&|versus|vs\.?|"
    r"v)[ \u2009]|-[ \u2009](?:and|or)[ \u2009]|[ \u2009]?/[ \u2009]?|"
    r"[ \u2009]?[x×][ \u2009]?|[ \u2009]by[ \u2009]"
)
BETWEEN = re.compile(
    r"\b(?:between|betwen)[ \u2009](?:the[ \u2009]ages?[ \u2009]of[ \u2009]|ages[ \u2009]|"
    r"about[ \u2009]|around[ \u2009]|roughly[ \u2009]|an "
    r"estimated[ \u2009]|just[ \u2009])?$"
)
FROM = re.compile(
    r"\bfrom[ \u2009](?:the[ \u2009]ages?[ \u2009]of[ \u2009]|ages?[ \u2009]|"
    r"(?:about|around|roughly|as low as|as little as|as few as|up to|nearly|"
    r"an estimated|just|over|under|more than|less than|some|the)[ \u2009])?$"
)
RANGE_WORD = re.compile(
    r"\b(?:rang\w+|vary\w*|varied|varies|swing\w*|swung|span\w*|fluctuat\w+|anywhere|anything|"
    r"stretch\w*|differ\w*|oscillat\w+|go(?:es)?|run(?:s|ning)?|between|bracket|scale|aged|"
    r"ages|sizes?|sized|priced?|valued|offer\w*|available|spread)[ \u2009](?:\w+[ \u2009])"
    r"{0,3}$"
)
PLUS_MINUS = re.compile(
    r",?[ \u2009]?(?:±|\+/-|\+-|\+/−|plus[ \u2009-]or[ \u2009-]minus|plus[ \u2009-]minus|give or take)[ \u2009]?"
)
VOTE = cue("vote")
SPORT = cue("sport")


def join_ranges(context: Context, measures: list[Measure]) -> list[Measure]:
    """Join the two ends of each range; share unit, currency and scale between the figures of one construction."""
    return _join(context, _join(context, measures, dashes=True), dashes=False)


def _join(context: Context, measures: list[Measure], dashes: bool) -> list[Measure]:
    out: list[Measure] = []
    for m in measures:
        left = out[-1] if out else None
        if left is None or left.reason == "ordinal" or m.reason == "ordinal" or m.reason == "malformed":
            out.append(m)
            continue
        gap = context.low[left.end : m.start]
        if len(gap) > 26 or bool(DASH.fullmatch(gap)) != dashes:
            out.append(m)
            continue
        if _plus_minus(context, left, m, gap) or _range(context, left, m, gap):
            continue
        out.append(m)
    return out


def _plus_minus(context: Context, left: Measure, right: Measure, gap: str) -> bool:
    if left.reason or right.reason or not PLUS_MINUS.fullmatch(gap):
        return False
    if not _shareable(left, right):
        return False
    _share(left, right)
    left.low, left.high = left.value - abs(right.value), left.value + abs(right.value)
    left.end = max(left.end, right.end)
    left.rules["value"] = "plus_or_minus"
    return True


def _shareable(left: Measure, right: Measure) -> bool:
    """Can two figures be of one unit: one of them bare, or both the same?"""
    if "ratio" in (left.kind, right.kind) or left.numeral.form in ("multiple",) or right.numeral.form in ("multiple",):
        return left.kind == right.kind and left.unit == right.unit
    if left.bare or right.bare:
        return True
    if left.unit == right.unit:
        return True
    if left.kind == right.kind == "money":
        return _main(left.unit) == _main(right.unit)
    return left.kind == right.kind == "temperature"


def _main(unit: str | None) -> str:
    return (unit or "").split(" per ")[0]


def _share(left: Measure, right: Measure) -> None:
    """Give the bare one of two figures the unit, and the smaller the scale, of the other."""
    scale_left, scale_right = left.numeral.scale, right.numeral.scale
    if scale_left == 1 and scale_right > 1 and not _already_scaled(left, right):
        _apply_scale(left, scale_right)
    if _shares_thousands(left, right):
        _apply_scale(left, 1000)
    giver, taker = (right, left) if left.bare else (left, right)
    if taker.bare and not giver.bare:
        _copy_unit(giver, taker, 1 / giver.per_main)
    elif left.kind == right.kind == "money" and left.unit != right.unit:
        longer = max(left.unit or "", right.unit or "", key=len)
        left.unit = right.unit = longer
    elif left.kind == right.kind == "temperature" and left.unit != right.unit:
        left.unit, left.pint = right.unit, right.pint
    if right.period and not left.period:
        left.period, left.rate_end = right.period, right.rate_end


def _already_scaled(left: Measure, right: Measure) -> bool:
    """'100,000 to 1.2 million', '700 to 1 million': the left figure stands for itself."""
    if "," in left.numeral.digits and left.value >= 1000:
        return left.value >= right.value / right.numeral.scale  # not of "Rs 1,100-1,200 crore"
    return (
        left.value > right.value / right.numeral.scale
        and left.value >= 100
        and not (left.kind == "money" and left.value < 1000 and right.value / right.numeral.scale >= 100)
    )


def _shares_thousands(left: Measure, right: Measure) -> bool:
    """'20 to 25,000 people', 'between 2 and 3,000': the thousands of the right figure are the left one's too."""
    thousands = right.value / 1000
    return (
        right.numeral.digits.endswith(",000")
        and left.numeral.digits.isdigit()
        and left.numeral.scale == right.numeral.scale == 1
        and thousands / 10 <= left.value < thousands
    )


def _apply_scale(m: Measure, scale: float) -> None:
    m.value = float(f"{m.value * scale:.15g}")
    m.numeral.scale = scale


def _copy_unit(giver: Measure, taker: Measure, factor: float = 1.0) -> None:
    taker.unit, taker.kind, taker.pint, taker.unit_at = giver.unit, giver.kind, giver.pint, giver.unit_at
    taker.per_main = giver.per_main
    if giver.numeral.form == "fraction" and giver.kind == "ratio":
        return
    if factor != 1.0:
        taker.value = float(f"{taker.value * factor:.15g}")
        if taker.low is not None and taker.high is not None:
            taker.low, taker.high = taker.low * factor, taker.high * factor
    taker.rules["unit"] = "elided_unit"


# "from 36 to just 21 days": a movement, whose second figure has a comparator of its own
TO_LESS = re.compile(
    r"[ \u2009]to[ \u2009](?:just|only|nearly|almost|some|roughly|approximately|over|under|above|below|barely|"
    r"more than|less than|at least|close to|an average of|a record)[ \u2009]"
)
YEAR = re.compile(r"(?:19|20)\d\d")


def _range(context: Context, left: Measure, right: Measure, gap: str) -> bool:
    """True if `right` was joined into `left`."""
    dash, to = DASH.fullmatch(gap), TO.fullmatch(gap)
    if TO_LESS.fullmatch(gap) and FROM.search(context.before(left.start, 30)):
        movable = left.reason is None and right.reason is None and left.bare and _shareable(left, right)
        if movable and not right.bare and left.numeral.form == right.numeral.form and right.kind != "ratio":
            if _is_movement(context, left) or _falls(left, right):
                _share_apart(left, right)
        return False
    if not dash and not to:
        return False
    if to and left.bare and YEAR.fullmatch(left.numeral.digits) and right.value > 2 * left.value and right.bare:
        if re.search(r"\b(?:during|throughout|in|since|for)[ \u2009]$", context.before(left.start, 12)):
            return False  # "sales jumped during 2004 to 136,000"
    if _is_dated(context, left) and not _is_dated_figure(right):
        return False  # "from 36,185 in 2003 to 28,041"
    if left.reason or right.reason or not _shareable(left, right):
        return False
    if (left.numeral.form in ("vague", "fraction")) != (right.numeral.form in ("vague", "fraction")):
        return False
    before = context.before(left.start, 30)
    word = gap.strip(" -\u2009")
    if dash:
        return _dash_range(context, left, right, gap)
    if word in ("and",):
        if not BETWEEN.search(before):
            return False
        return _merge(context, left, right, "between_and")
    if word in ("or",):
        return False
    if word in ("to", "through") or word.startswith("to ") or gap.strip() in ("-to-", "to-", "-to", "- to", "- to -"):
        hyphened = "-to" in gap or "to-" in gap or "- to" in gap
        sentence = context.before(left.start, 80) + context.after(right.end, 40)
        if left.bare and right.bare and hyphened and right.value <= left.value and left.value < 1000:
            return False  # five-to-four
        if left.bare and right.bare and left.value > right.value and _vote_or_score(context, left, right, sentence):
            return False
        if FROM.search(before):
            lead = before[: FROM.search(before).start()]  # type: ignore[union-attr]
            if _is_spread(lead) or re.search(r"(?:^|[,(;:–-])[ \u2009]*$", lead) or hyphened:
                return _merge(context, left, right, "from_to_range")
            if _is_movement(context, left) or _falls(left, right):
                _share_apart(left, right)
                return False
            return _merge(context, left, right, "from_to_range")
        if right.core_start > right.start + 3 and right.kind == "money":
            pass
        if right.value <= left.value and right.numeral.scale <= left.numeral.scale and not hyphened:
            if not (left.value < 0 or right.value < 0):
                return False  # "lost 3,000 to 2,000"; "up 18 sen to 23.50" is caught below
        if not left.bare and not right.bare and left.unit != right.unit and _verb_takes_both(context, left):
            return False
        if not left.bare and (_verb_takes_both(context, left)):
            return False  # "rose 11 cents to $6.42", "fell 8% to 12%"
        if left.bare and _verb_takes_both(context, left) and not _adjacent_range(context, left):
            return False
        if _adjacent_range(context, left) and _is_movement(context, left):
            if right.value > 10 * left.value > 0 or left.bare and right.bare and _is_exact(left) and _is_exact(right):
                return False  # "increased by 296,000 to 28.52 million", "dropped by 212 to 1,558"
        return _merge(context, left, right, "x_to_y")
    return False


def _falls(left: Measure, right: Measure) -> bool:
    """'slashed from 20 weeks to nine': a range names its lower end first."""
    return left.numeral.scale == right.numeral.scale and left.value > right.value >= 0 and left.kind != "temperature"


def _is_exact(m: Measure) -> bool:
    """Is the figure given to three digits or more, as the ends of a range hardly are?"""
    return len(re.sub(r"\D", "", m.numeral.digits).rstrip("0")) >= 3


def _is_dated_figure(m: Measure) -> bool:
    return m.bare and re.fullmatch(r"(?:1[89]|20)\d\d", m.numeral.digits) is not None


def _is_dated(context: Context, m: Measure) -> bool:
    """A year that dates the figure before it: 'in 2003', 'since 1990'."""
    return _is_dated_figure(m) and bool(re.search(r"\b(?:in|since|by|of)[ \u2009]$", context.before(m.start, 6)))


def _is_spread(lead: str) -> bool:
    """Does a word of range, and no verb of change, lead up to 'from X to Y' ('prices range', not 'prices rose')?"""
    match = RANGE_WORD.search(lead)
    return match is not None and not MOVEMENT.search(match[0])


MOVEMENT = cue("movement")
DIRECT = re.compile(
    rf"{MOVEMENT.pattern}[ \u2009](?:by[ \u2009]|another[ \u2009]|a[ \u2009]further[ \u2009]|"
    rf"nearly[ \u2009]|about[ \u2009]|almost[ \u2009]|around[ \u2009]|roughly[ \u2009]|"
    rf"some[ \u2009]|over[ \u2009]|more than[ \u2009]|less than[ \u2009]|as much as[ \u2009]|"
    rf"up to[ \u2009]|just[ \u2009]|only[ \u2009]|an extra[ \u2009])*$"
)


def _verb_takes_both(context: Context, left: Measure) -> bool:
    """'rose 20% to £4.6bn': the verb of change takes the size and the level, no range."""
    return bool(DIRECT.search(context.before(left.start, 48)))


def _adjacent_range(context: Context, left: Measure) -> bool:
    return bool(re.search(r"\bby[ \u2009](?:\w+[ \u2009])?$", context.before(left.start, 20)))


def _is_movement(context: Context, left: Measure) -> bool:
    """Does a verb or noun of change govern 'from X to Y'?"""
    sentence = context.sentence_at(left.start)
    start = max(sentence.start - context.offset, left.start - 140)
    return bool(MOVEMENT.search(context.low[start : left.start]))


def _share_apart(left: Measure, right: Measure) -> None:
    """A movement: both figures are claims of one unit."""
    _share(left, right)
    left.rules.setdefault("value", "movement_from")
    right.rules["movement"] = "movement_to"


def _vote_or_score(context: Context, left: Measure, right: Measure, sentence: str) -> bool:
    return bool(VOTE.search(sentence) or SPORT.search(sentence)) and left.value < 1000


def _dash_range(context: Context, left: Measure, right: Measure, gap: str) -> bool:
    spaced = gap.strip(" \u2009") != gap
    if "—" in gap or ("--" in gap):
        return False
    if spaced and left.bare and not right.bare and len(gap) < 3:
        return False
    if right.numeral.signed:
        return False
    digit_pair = bool(left.numeral.digits) and bool(right.numeral.digits)
    if left.value >= right.value and left.numeral.scale >= right.numeral.scale:
        return False
    if left.bare and right.bare:
        if not digit_pair and (spaced or not _is_before_plural(context, right)):
            return False  # "a quick one-two"
        if digit_pair and _looks_like_score(context, left, right):
            return False
    return _merge(context, left, right, "dash_range")


def _is_before_plural(context: Context, m: Measure) -> bool:
    noun = context.next_token(m.end)
    return (
        noun is not None
        and noun.tag in ("NNS", "NNPS")
        and not context.text[m.end : noun.start - context.offset].strip()
    )


def _looks_like_score(context: Context, left: Measure, right: Measure) -> bool:
    """'lost 2-3': two small figures that no counted noun follows."""
    if (
        left.value >= 200
        and right.value >= 200
        or "." in left.numeral.digits + right.numeral.digits
        or "," in left.numeral.digits + right.numeral.digits
    ):
        return False
    noun = context.next_token(right.end)
    if context.low.startswith((" age ", "-age "), right.end):
        return False  # "the 18-34 age group"
    if noun is not None and not context.text[right.end : noun.start - context.offset].strip():
        team = context.previous_token(left.start)
        if noun.text[:1].isupper() and team is not None and team.text[:1].isupper() and team.pos in ("PROPN", "NOUN"):
            return True  # "London Irish 19-33 Wasps"
        if noun.tag in ("NNS", "NNPS") or noun.lower in ("people", "per", "percent"):
            return False
        if (
            noun.tag in ("JJ", "NN", "VBG", "VBN", "JJR")
            and noun.i + 1 < len(context.tokens)
            and context.tokens[noun.i + 1].tag in ("NNS", "NNPS")
            and not SPORT.search(context.before(left.start, 60))
        ):
            return False
    return not re.search(
        r"\b(?:of|about|some|around|estimated|roughly|between|every|aged|ages|in|next|last|within|to)[ \u2009]$",
        context.before(left.start, 16),
    ) or bool(SPORT.search(context.before(left.start, 60)))


def _merge(context: Context, left: Measure, right: Measure, rule: str) -> bool:
    _share(left, right)
    low = left.value if left.low is None else left.low
    high = right.value if right.high is None else right.high
    left.low, left.high = min(low, high), max(low, high)
    left.value = (left.low + left.high) / 2
    left.end = max(left.end, right.end)
    left.core_end = right.core_end
    left.numeral.scale = max(left.numeral.scale, right.numeral.scale)
    left.rate_end = right.rate_end
    left.rules["value"] = rule
    return True
