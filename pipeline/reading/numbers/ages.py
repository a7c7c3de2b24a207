"""Ages that no unit names: 'Lemond, 51,', 'aged 24 and 37', 'under-15s', 'a child of six', 'the oldest was 94'."""

from __future__ import annotations

import re

from pipeline.reading.numbers import units
from pipeline.reading.numbers.context import Context, Measure
from pipeline.reading.numbers.tens import read_tens

AGED = re.compile(
    r"\b(?:aged?|ages|ages of|age of|age|turn(?:s|ed|ing)?)[ \u2009](?:just[ \u2009]|only[ \u2009]|"
    r"between[ \u2009]|about[ \u2009]|around[ \u2009]|at least[ \u2009]|under[ \u2009]|"
    r"over[ \u2009]|up to[ \u2009]|from[ \u2009]|above[ \u2009]|below[ \u2009])?$|\bage[:,][ \u2009]$"
)
# "people aged 18 to 24 vote less": nothing behind it is counted.
SURELY_AGED = re.compile(r"\b(?:aged|(?:the )?ages? of)[ \u2009](?:between[ \u2009]|from[ \u2009])?$")
TURNED = re.compile(r"\bturn(?:s|ed|ing)?[ \u2009](?:just[ \u2009]|only[ \u2009])?$")
TURN_END = re.compile(r"[ \u2009]?(?:[.,;)]|$|on\b|in\b|this\b|next\b|last\b|when\b|yesterday\b|today\b|tomorrow\b)")
AGED_UNIT = re.compile(
    r"\b(?:aged|at the age of|age of)[ \u2009](?:just[ \u2009]|only[ \u2009]|about[ \u2009]|between[ \u2009])?$"
)
AND = re.compile(r",?[ \u2009](?:and|or|to|&)[ \u2009]|,[ \u2009]|[ \u2009]?[-–/][ \u2009]?")
NAME_COMMA = re.compile(
    r"[A-Za-z.'\-)]{2,},[ \u2009](?:now[ \u2009]|then[ \u2009]|just[ \u2009]|only[ \u2009])?$|[A-Za-z.'-]{2,}[ \u2009]\($"
)
CLOSED = re.compile(r"(?:,|[ \u2009]?\)|[.;:]|$|[ \u2009](?:and|from|of|was|who|told|said|is|has|had|says)\b)")
PERSON_NOUN = (
    r"(?:child|children|kids?|boys?|girls?|men|man|women|woman|people|persons?|adults?|"
    r"teenagers?|teens?|youths?|students?|pupils?|babies|baby|infants?|toddlers?|daughters?|"
    r"sons?|drivers?|patients?|voters?|anyone|those|everyone|someone|residents?|players?|"
    r"victims?|minors?|pensioners?|seniors?|passengers?|motorists?|visitors?|guests?|youngsters?|citizens?|viewers|users|workers|females?|males?|son|"
    r"daughter|mother|father|brother|sister)"
)
PERSON = re.compile(
    rf"{PERSON_NOUN}|\w+(?:man|woman|ist|er|or|ian|ant)|couple|twins|wife|husband|widow|partner|nephew|"
    rf"niece|cousin|uncle|aunt|grand\w+|suspect|defendant|teen|nurse|chef|pilot|guard|recruit|"
    rf"bride|groom|graduate|friend|fan|tourist|soldier|athlete|star|ace|hero|monk|priest|judge|"
    rf"clerk|cook|boss|coach|captain|sergeant|officer"
)
UNDER_UNIT = re.compile(rf"\b{PERSON_NOUN}[ \u2009](?:under|over|younger than|older than)[ \u2009]$")
UNDER = re.compile(
    rf"\b{PERSON_NOUN}[ \u2009](?:(?:is|are|was|were|who[ \u2009](?:is|are|was|were))[ \u2009])?"
    rf"(?:under|over|above|below|younger than|older than|as young as|as old as)[ \u2009]$|"
    rf"\b(?:under|over|above|below|younger than|older than|as young as|as old as)"
    rf"[ \u2009]the[ \u2009]age[ \u2009]of[ \u2009]$|\b(?:were|was|is|are)"
    rf"[ \u2009](?:aged[ \u2009])?(?:under|over)[ \u2009]$"
)
OF_AGE = re.compile(rf"\b{PERSON_NOUN}[ \u2009](?:of|aged)[ \u2009](?:just[ \u2009]|only[ \u2009])?$")
SUPERLATIVE = re.compile(
    r"\b(?:oldest|youngest|eldest)[ \u2009](?:\w+[ \u2009]){0,3}(?:was|is|being|were|,)"
    r"[ \u2009]?(?:just[ \u2009]|only[ \u2009]|aged[ \u2009])?$"
)
HE_IS = re.compile(
    r"\b(?:he|she|i|they|who)(?:[ \u2009](?:is|was|will be|would be|will turn|turns|turned|am|"
    r"are|were|just turned|would have been|had been)|'s|'m|'ll be)[ \u2009](?:now[ \u2009]|"
    r"only[ \u2009]|just[ \u2009]|still[ \u2009]|already[ \u2009]|nearly[ \u2009]|almost[ \u2009]|about[ \u2009])?$"
)
WHEN = re.compile(
    r"\b(?:died|dead|at the age of|at age|when (?:he|she|they|i) (?:was|were)|since (?:he|she|"
    r"they|i) (?:was|were))[ \u2009](?:at[ \u2009])?(?:just[ \u2009]|only[ \u2009])?$"
)
PLURAL_S = re.compile(r"'?s\b")
OF_SIXTY = re.compile(
    r"\b(?:an?|the)[ \u2009](?:[a-z]+[ \u2009])?(?:man|woman|boy|girl|child|person|youth|teenager|baby|lad|lady)"
    r"[ \u2009]of[ \u2009](?:just[ \u2009]|only[ \u2009]|about[ \u2009])?$"
)
LIVED_TO = re.compile(r"\bliv(?:e|es|ed|ing)[ \u2009](?:to|until|till|past|beyond)[ \u2009](?:be[ \u2009])?$")
AT_A_TURN_OF_LIFE = re.compile(
    r"\b(?:died|dies|dead|birth|married|wed|wedded|retire[ds]?|retiring|enlisted|joined|orphaned|widowed|emigrated|"
    r"debut\w*|graduated|apprenticed|ordained|father|mother|parent|grandfather|grandmother|widow|orphan|"
    r"left[ \u2009](?:school|home))\b[^.;,\d]{0,28}[ \u2009]at[ \u2009](?:just[ \u2009]|only[ \u2009])?$"
)
HER_MOTHER = re.compile(rf"\b(?:his|her|their|the|my)[ \u2009](?:{PERSON_NOUN}|wife|husband|partner)[ \u2009]$")
PLUS = re.compile(r"-plus\b|\+")
AGE_GROUP = re.compile(
    r"[ \u2009-](?:year[ \u2009])?age[ \u2009](?:groups?|brackets?|ranges?|cohorts?|bands?|demographic)\b"
)
OR_OLDER = re.compile(r"[ \u2009](?:and|or)[ \u2009](?:under|over|older|younger|above|below|up)\b")
THOSE = re.compile(rf"\b(?:{PERSON_NOUN}|age|ages|aged)[ \u2009]$")
THE_AGE_IS = re.compile(
    r"\bage[ \u2009](?:(?:of|for|at)[ \u2009](?:[\w']+[ \u2009]){1,4})?"
    r"(?:(?:will|would|could|should|may|might|must|is|was|has|had|being|been|to|be|gradually|set|due|expected|"
    r"rises?|rose|risen|rising|falls?|fell|fallen|raised|lowered|cut|increase[ds]?|went|up|down|from|stands?|stood|remains?|"
    r"remained|now|currently)[ \u2009]){0,6}(?:is|was|be|being|been|to|at|from|remains|remained)[ \u2009]"
    r"(?:about[ \u2009]|just[ \u2009]|only[ \u2009]|now[ \u2009])?$"
)
AT_N = re.compile(r"(?:^|[^\w,])(?:at|now|then|still only|only)[ \u2009]$")
THEN_PERSON = re.compile(r",[ \u2009](?:he|she|i|they|his|her)\b")
BOTH = re.compile(r",[ \u2009](?:both|each)[ \u2009](?:of[ \u2009]them[ \u2009])?$")


OLDER_THAN = re.compile(r"\b(?:older|younger) than[ \u2009]$")
INFANT_OF = re.compile(
    r"\b(?:infants?|bab(?:y|ies)|toddlers?|child(?:ren)?|kids?|boys?|girls?|m[ae]n|wom[ae]n|youths?|teenagers?|pupp(?:y|ies)|"
    r"kittens?|cal(?:f|ves))[ \u2009]of[ \u2009](?:(?:just|only|about|up to|under|at least|between)[ \u2009])?$"
)


def read_ages(context: Context, measures: list[Measure]) -> None:
    """Give ages their kind and unit; in place."""
    previous: Measure | None = None
    for m in measures:
        if m.reason is None and m.bare and read_tens(context, m):
            previous = m
            continue
        if m.numeral.form == "decade":
            m.reject("decade", "plural_of_tens")
        if (
            m.reason is None
            and m.bare
            and m.numeral.form in ("digits", "words")
            and m.numeral.scale == 1
            and m.value <= 122
            and (m.value * 2 == int(m.value * 2) or THE_AGE_IS.search(context.before(m.start, 80)))
        ):
            rule = _age_rule(context, m)
            if (
                rule is None
                and previous is not None
                and previous.kind == "age"
                and AND.fullmatch(context.low, previous.end, m.start)
                and not _counts(context, m)
            ):
                rule = "age_list"
            if (
                rule is None
                and any(x.kind == "age" for x in measures if x.start < m.start)
                and _is_of_a_relative(context, m)
            ):
                rule = "her_mother_n"
            if rule:
                m.kind, m.unit, m.pint = "age", "year", units.units_by_name()["year"].pint
                m.rules["kind"] = m.rules["unit"] = rule
        elif (
            m.reason is None
            and m.kind == "duration"
            and m.unit in ("year", "month", "week", "day")
            and (
                AGED_UNIT.search(context.before(m.start, 24))
                or UNDER_UNIT.search(context.before(m.start, 40))
                or THE_AGE_IS.search(context.before(m.start, 80))
                or INFANT_OF.search(context.before(m.start, 40))
                or OR_OLDER.match(context.after(m.end, 20))
                and THOSE.search(context.before(m.start, 30))
            )
        ):
            m.kind = "age"
            m.rules["kind"] = "aged_n_units"
        previous = m


def _counts(context: Context, m: Measure) -> bool:
    token = context.next_token(m.end)
    return (
        token is not None
        and not context.text[m.end : token.start - context.offset].strip(" -")
        and token.tag in ("NN", "NNS", "NNP", "JJ", "NNPS")
    )


def _age_rule(context: Context, m: Measure) -> str | None:
    low = context.low
    before = context.before(m.start, 60)
    after = context.after(m.end, 14)
    if re.search(r"\b(?:under|over)[ \u2009-]$", before) and PLURAL_S.match(after):
        m.end += len(PLURAL_S.match(after)[0])  # type: ignore[index]
        return "under_15s"
    if SURELY_AGED.search(before):
        return "aged"
    if TURNED.search(before):
        return "aged" if TURN_END.match(after) and m.value >= 3 else None
    if AGED.search(before) and not _counts(context, m):
        return "aged"
    if AGE_GROUP.match(context.low, m.end):
        return "age_group"
    if re.match(r"[ \u2009-]years?[ \u2009]of[ \u2009]age", after):
        return None
    if NAME_COMMA.search(context.before(m.start, 24)) and CLOSED.match(low, m.end):
        if (
            m.numeral.digits
            or m.value < 20
            and re.match(r",|[ \u2009]?\)", after)
            and (_is_after_a_proper_name(context, m) or KIN_COMMA.search(before))
        ):
            least = 1 if after.startswith(",") and _is_after_a_proper_name(context, m) else 3
            return "name_comma_age" if least <= m.value <= 115 and _is_after_a_name(context, m, after) else None
    following = context.next_token(m.end)
    if UNDER.search(before) and not (
        _counts(context, m) and following is not None and following.tag in ("NNS", "NNPS", "JJ")
    ):
        return "under_age"
    if (
        OLDER_THAN.search(before)
        and not _counts(context, m)
        and re.match(r"[.,;)]|$|[ \u2009](?:to|at|and|or|when)\b", after)
    ):
        return "older_than_n"
    if re.search(r"\b(?:under|over)-$", before) and m.numeral.digits and not PLURAL_S.match(after):
        return "under_15s"
    if re.match(r"-something\b", after):
        return "ninety_something"
    if (OR_OLDER.match(context.after(m.end, 20)) or PLUS.match(after)) and THOSE.search(before):
        return "those_n_or_older"
    if 3 <= m.value <= 115 and not _counts(context, m):
        if OF_SIXTY.search(before):
            return "woman_of_n"
        if LIVED_TO.search(before):
            return "lived_to_n"
        if AT_A_TURN_OF_LIFE.search(before) and "." not in m.numeral.digits:
            return "married_at_n"
    if THE_AGE_IS.search(before) and not _counts(context, m):
        return "the_age_is"
    if (
        AT_N.search(before)
        and _opens_sentence(context, m)
        and THEN_PERSON.match(context.after(m.end, 8))
        and m.value >= 5
    ):
        return "at_n_she"
    if BOTH.search(before) and not _counts(context, m) and re.match(r"[,.;)]|$", after):
        return "both_n"
    if OF_AGE.search(before) and m.value < 20 and not _counts(context, m):
        return "child_of_six"
    if SUPERLATIVE.search(before) and not _counts(context, m):
        return "the_oldest_was"
    if (
        (HE_IS.search(before) or _person_is(context, m))
        and not _counts(context, m)
        and re.match(r"(?:[.,;]|$|[ \u2009](?:and|when|by|in|on|at|now|next|this|years? old)\b)", after)
        and m.value >= 3
    ):
        return "he_is_n"
    if (
        WHEN.search(before)
        and not _counts(context, m)
        and re.match(r"(?:[.,;]|$|[ \u2009](?:and|when|by|in|on|from|after|of)\b)", after)
        and m.value >= 3
    ):
        return "died_at"
    return None


KIN_COMMA = re.compile(
    r"\b(?:(?:grand)?(?:daughter|son|child)|sister|brother|niece|nephew|twins|boy|girl|baby|toddler)"
    r",[ \u2009](?:now[ \u2009]|just[ \u2009]|only[ \u2009])?$"
)
IS = re.compile(r"[ \u2009](?:is|was|turns|turned)[ \u2009](?:(?:now|only|just|still|nearly|almost)[ \u2009])?$")
HIS_WIFE = re.compile(
    rf"\b(?:his|her|their|my|our)[ \u2009](?:{PERSON_NOUN}|wife|husband|partner|nephew|niece|cousin|uncle|aunt|grand\w+|twins?)$"
)


def _person_is(context: Context, m: Measure) -> bool:
    """'his wife is 47', 'Ms Okafor is 34': a relative or a named person as the subject."""
    before = context.before(m.start, 60)
    verb = IS.search(before)
    if not verb:
        return False
    if HIS_WIFE.search(before[: verb.start()]):
        return True
    name = context.previous_token(m.start - len(verb[0]))
    span = (
        context.paragraph.parse.named_over(name.start, name.end) if name is not None and name.pos == "PROPN" else None
    )
    return span is not None and span.label == "PERSON" and m.value >= 10


def _is_of_a_relative(context: Context, m: Measure) -> bool:
    """'is 70 years old and his mother 68': the second age leaves out its words."""
    return bool(
        HER_MOTHER.search(context.before(m.start, 24))
        and re.match(r"[.,;)]|$", context.after(m.end, 2))
        and 3 <= m.value <= 115
    )


def _is_after_a_proper_name(context: Context, m: Measure) -> bool:
    name = context.previous_token(m.start - 1)
    while name is not None and (name.text in (",", "(") or name.lower in ("now", "then", "just", "only")):
        name = context.tokens[name.i - 1] if name.i else None
    return name is not None and name.pos == "PROPN" and name.text[:1].isupper() and not _place_or_date(name.lower)


def _opens_sentence(context: Context, m: Measure) -> bool:
    sentence = context.sentence_at(m.start)
    return m.start - (sentence.start - context.offset) < 14


OF_THEM = re.compile(r"[ \u2009]of[ \u2009](?:them|the|whom|which|those|his|her|their|its)\b")


def _is_after_a_name(context: Context, m: Measure, after: str) -> bool:
    """'Lemond, 51,', 'Maria Lopez (34)', 'the driver, 45,'; but not '57 patients, 12 of them'."""
    name = context.previous_token(m.start - 1)
    while name is not None and (name.text in (",", "(") or name.lower in ("now", "then", "just", "only")):
        name = context.tokens[name.i - 1] if name.i else None
    if name is None or OF_THEM.match(after + "  ") or _place_or_date(name.lower):
        return False
    if name.tag == "NNS" and name.text.islower() and not re.match(r"[ \u2009](?:and|,)[ \u2009]\d", after):
        return False
    if not (name.pos == "PROPN" or name.text[:1].isupper() or PERSON.fullmatch(name.lower)):
        return False
    if not re.match(r",|[ \u2009]?\)|[.;]|$|[ \u2009](?:and|from|of|was|who)\b", after):
        return False
    return not (after.startswith(")") and not re.search(r"[a-z][ \u2009]\($", context.before(m.start, 8)))


MONTHS = frozenset(
    (
        "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october "
        "nov november dec december"
    ).split()
)


def _place_or_date(word: str) -> bool:
    return word.rstrip(".") in MONTHS or word in (
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "no",
        "street",
        "road",
        "avenue",
    )
