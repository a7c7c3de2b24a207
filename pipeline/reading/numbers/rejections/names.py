"""Numbers that belong to a name, an address, a reference or a rank."""

from __future__ import annotations

import re
from functools import cache

from pipeline.reading.lexicon import load_yaml, word_set
from pipeline.reading.numbers.context import Context, Measure
from pipeline.reading.numbers.rejections.nouns import NAME_SPAN, has_counted_noun, named_label
from pipeline.reading.parse import Sentence, Token


@cache
def _labels() -> dict[str, str]:
    data = load_yaml("number_rejections")["labels"]
    table: dict[str, str] = {}
    for reason in ("ordinal", "address", "reference", "name"):
        for word in data[reason]:
            table.setdefault(str(word), reason)
    return table


def long_identifier(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """Digit sequences that no one counts: leading zeros, ten and more digits without grouping."""
    digits = m.numeral.digits
    if not digits or m.unit is not None or m.numeral.scale > 1:
        return None
    if re.fullmatch(r"0\d+", digits):
        return "identifier"
    if re.fullmatch(r"\d{10,}", digits):
        return "identifier"
    return None


def attached_name(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """Digits glued to letters: A320, FN417, CO2, COVID-19, 5G, 4K, 49ers, 1080p."""
    if not m.numeral.digits:
        return None
    text = context.text
    start = m.numeral.start
    if m.start == m.numeral.start and start > 0:
        before = text[max(0, start - 12) : start]
        if re.search(r"[A-Za-z]$", before) and not re.search(r"(?<![A-Za-z])(?:x|X)$", before):
            return "name"
        if re.search(r"[A-Za-z][A-Za-z.]*-$", before) and not re.search(
            (
                r"\b(?:minus|plus|sub|to|and|or|now|mid|pre|post|top|under|over|the|a|then|nearly|about|"
                r"just|only|roughly|some)-$"
            ),
            before.lower(),
        ):
            return "ordinal" if before.lower().endswith("top-") else "name"
        if (
            re.search(r"\d[-/.]$", before)
            and m.unit is None
            and m.low is None
            and re.match(r"[-/]", text[m.end : m.end + 1])
        ):
            return "identifier"
    if m.bare and re.search(r"\d[x×]$", text[max(0, start - 2) : start]):
        return "name"  # 4x4
    if m.unit is None and m.kind == "count":
        after = text[m.end : m.end + 8]
        if re.match(r"[A-Za-z]", after):
            return "name"
        if re.match(r"-[A-Z]?\d*[A-Za-z]?\d", after) and not re.match(r"-\d", after):
            return "name"
    return None


DETERMINED = re.compile(r"\b(?:a|an|this|that|last|every|per|each|the|first|final)[ \u2009]\w+[ \u2009]$")


def label(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """A noun that takes a number as its identifier: 'Section 1344', 'Room 208', 'Line 2', 'Local 416', 'No. 1'."""
    if (
        m.numeral.scale > 1
        or m.numeral.form == "fraction"
        or (m.unit is not None and m.kind not in ("age", "duration", "other", "data"))
    ):
        return None
    previous = context.previous_token(m.start)
    if previous is None:
        return None
    gap = context.text[previous.end - context.offset : m.start]
    word = previous.lower.rstrip(".")
    if previous.text == "." and previous.i:
        word = context.tokens[previous.i - 1].lower
    if gap.strip(" \u2009"):
        return None
    reason = _labels().get(word)
    if reason is None and m.numeral.digits.isdigit() and LISTED.match(context.text, m.end):
        if word.endswith("s") and word[:-1] in _labels() and not has_counted_noun(context, m):
            return _labels()[word[:-1]]  # "numbers 19 and 10", "in games 3 and 4"
    if reason is None or re.match(r"[ \u2009]?(?:by|x|×)[ \u2009]?\d", context.after(m.end, 6)):
        return None
    capital = previous.text[:1].isupper() and previous.text != previous.text.lower()
    if capital and (previous.tag == "IN" or opens_sentence(previous) and has_counted_noun(context, m)):
        return None  # "Over 40 people came", "Further questions"
    if word in ("no", "nos", "#", "nr") and (previous.lower.endswith(".") or capital or m.numeral.digits):
        return "ordinal" if m.numeral.digits else None
    if word == "top":
        return "ordinal" if not TO_TOP.search(context.before(m.start, 14)) else None
    if word in ("number", "num", "rank", "ranked", "seed", "seeded", "position", "spot", "chart"):
        if word == "ranked" or word == "seeded":
            return "ordinal" if not has_counted_noun(context, m) else None
        return "ordinal" if word != "position" or not has_counted_noun(context, m) else None
    if m.unit is not None and m.kind != "age":
        # "Phase 2 m": a label beats a unit only with a capital and no other word behind
        return (
            reason
            if capital
            and m.unit in ("degree celsius", "coulomb", "ampere", "metre", "second")
            and m.end - m.core_end == 1
            else None
        )
    if "," in m.numeral.digits or "." in m.numeral.digits and reason not in ("reference", "name"):
        return None
    if not m.numeral.digits:
        strong = word in load_yaml("number_rejections")["labels_before_words"]
        named = (
            capital
            or strong
            and previous.tag == "NN"
            and not re.search(
                r"\b(?:a|an|per|each|every|this|that|last)[ \u2009]\w+[ \u2009]$", context.before(m.start, 22)
            )
        )
        return reason if named and m.value < 100 and not has_counted_noun(context, m) else None
    if previous.pos == "VERB" and not capital:
        return None
    if not capital and has_counted_noun(context, m):
        return None
    if not capital and word in load_yaml("number_rejections")["labels_in_lower_case"]["never"]:
        return None
    if not capital and word in load_yaml("number_rejections")["labels_in_lower_case"]["without_determiner"]:
        return None if DETERMINED.search(context.before(m.start, 22)) else reason
    return reason


TO_TOP = re.compile(r"(?:\b(?:to|will|would|could|can|may|might|should|not|never)|n't)[ \u2009]top[ \u2009]$")
LISTED = re.compile(r"(?:[ \u2009](?:and|or|to)[ \u2009]|,[ \u2009](?:and[ \u2009])?|[-–])\d{1,4}(?![\d.,]\d|[\w%])")


def opens_sentence(token: Token) -> bool:
    """Does the token's place, and not a name, give it its capital?"""
    return all(not other.text[:1].isalnum() for other in token.sentence.tokens if other.i < token.i)


def age_team(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'the under-21 side', 'England Under-19s coach': a class of sport, named by an age."""
    if m.rules.get("kind") not in ("under_15s", "under_age") and not m.bare:
        return None
    if not re.search(r"\bunder[ \u2009-]$", context.before(m.start, 8)):
        return None
    following = context.next_token(m.end)
    names_team = following is not None and following.lemma.lower() in word_set("number_rejections", "age_teams")
    return "name" if names_team and not context.text[m.end : following.start - context.offset].strip() else None  # type: ignore[union-attr]


def label_list(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'numbers 19 and 10', 'Lines 2, 4 and 6': the label before the first number is the next one's too."""
    left = measures[index - 1] if index else None
    if left is None or left.rules.get("reason") not in ("label", "label_list") or not m.bare or not m.numeral.digits:
        return None
    if not re.fullmatch(
        r"[ \u2009](?:and|or|to)[ \u2009]|,[ \u2009](?:and[ \u2009])?|[-–]", context.low[left.end : m.start]
    ):
        return None
    start = left.start
    for earlier in reversed(measures[:index]):
        if earlier.rules.get("reason") == "label_list":
            continue
        start = earlier.start
        break
    label = context.previous_token(start)
    plural = label is not None and (label.lower.endswith("s") or label.lower.rstrip(".") == "nos")
    return left.reason if plural and not has_counted_noun(context, m) else None


def in_title_case(sentence: Sentence) -> bool:
    """A headline whose every noun, verb and adjective has a capital."""
    return not any(token.text.islower() and token.pos in ("VERB", "NOUN", "ADJ", "AUX") for token in sentence.tokens)


def money_name(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'50 Cent', 'Million Dollar Baby': a currency in the singular with a capital, within words in lower case."""
    if (
        m.kind != "money"
        or m.unit_at is None
        or m.value == 1
        or m.rules.get("unit") not in ("currency_name", "minor_unit")
    ):
        return None
    word = context.token_at(m.unit_at)
    if word is None or word.text not in ("Cent", "Dollar", "Pound", "Penny"):
        return None
    sentence = context.sentence_at(m.start)
    if in_title_case(sentence):
        return None
    following = context.next_token(m.end)
    touching = following is not None and not context.text[m.end : following.start - context.offset].strip(" \u2009")
    return (
        "name" if word.text == "Cent" or touching and following is not None and following.text[:1].isupper() else None
    )


def bracketed_rank(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'Davenport (1) beat Smith (12)': a seed or a rank in brackets behind a name, in the words of a contest."""
    if not (m.numeral.digits.isdigit() and m.value <= 40 and (m.bare or m.rules.get("kind") == "name_comma_age")):
        return None
    if context.text[m.core_start - 1 : m.core_start] != "(" or context.text[m.core_end : m.core_end + 1] != ")":
        return None
    name = context.previous_token(m.core_start - 1)
    if name is None or not name.text[:1].isupper() or name.pos not in ("PROPN", "NOUN"):
        return None
    sentence = context.sentence_at(m.start)
    low = context.low[sentence.start - context.offset : sentence.end - context.offset]
    if m.value < 3:
        return "ordinal"
    return "ordinal" if m.value <= 16 and SEEDED.search(low) else None


SEEDED = re.compile(r"\b(?:beat|beats|defeat\w*|seed\w*|bt|v|vs|lost to|through to|knocked out|round|ranked|rank\w*)\b")


def proper_name(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """A number in a proper name: 'iPhone 14', 'S&P 500', 'Apollo 11', 'Boeing 787 Dreamliner', 'the Fortune 100'."""
    if not (m.bare and m.numeral.digits and m.numeral.scale == 1 and m.low is None) or "," in m.numeral.digits:
        return None
    if re.match(r"-[A-Za-z]", context.text[m.end : m.end + 2]):
        return None  # "Bolton's 10-game run"
    previous = context.previous_token(m.start)
    following = context.next_token(m.end)
    touching = following is not None and not context.text[m.end : following.start - context.offset].strip(" \u2009")
    if previous is not None and not context.text[previous.end - context.offset : m.start].strip(" \u2009"):
        number = context.token_at(m.core_start)
        proper = previous.pos == "PROPN" or previous.tag in ("NNP", "NNPS")
        if previous.text[:1].isupper() and _is_within_compound(context, m, previous):
            return "name"  # "Commodore 64 enthusiasts", "the Band Aid 20 song"
        plural = (
            touching and following is not None and following.tag in ("NNS", "NNPS") and following.text[:1].islower()
        )
        if proper and previous.text[:1].isalpha() and (previous.text[:1].isupper() or not previous.text.islower()):
            label = named_label(context, m)
            if "." in m.numeral.digits and touching and following is not None and following.tag in ("NN", "NNS"):
                return None  # "Sunday's 9.0 magnitude earthquake"
            if label in NAME_SPAN:
                return "name"
            if label == "CARDINAL" and plural:
                return None
            if (
                number is not None
                and number.tag == "CD"
                and number.dep
                in (
                    "nummod",
                    "appos",
                    "npadvmod",
                    "punct",
                    "dep",
                    "pobj",
                    "conj",
                    "ROOT",
                    "attr",
                    "dobj",
                    "nsubj",
                    "compound",
                    "nmod",
                )
            ):
                if plural and number.head.i > number.i:
                    return None
                if has_counted_noun(context, m):
                    return None
                return "name"
        if proper and previous.lower in (
            "s&p",
            "sp",
            "p",
            "ftse",
            "nasdaq",
            "russell",
            "nikkei",
            "cac",
            "dax",
            "stoxx",
            "fortune",
            "forbes",
            "asx",
            "asx/s&p",
            "hang",
        ):
            return "name"
        if re.search(
            (
                r"\b(?:sp|s&p|ftse|nikkei|cac|asx|stoxx|russell|fortune|iphone|galaxy|windows|android|ios|"
                r"boeing|airbus|covid|formula|interstate|playstation|xbox)[ \u2009-]?$"
            ),
            context.before(m.start, 16),
        ):
            return "name"
    label = named_label(context, m)
    if label in ("PRODUCT", "LAW", "FAC") and touching and following is not None and following.pos == "PROPN":
        return "name"
    if (
        touching
        and following is not None
        and following.pos == "PROPN"
        and following.text[:1].isupper()
        and following.tag == "NNP"
    ):
        number = context.token_at(m.core_start)
        if label in NAME_SPAN:
            return "name"
    return None


def _is_within_compound(context: Context, m: Measure, name: Token) -> bool:
    """Does the name before the number modify the noun behind it, no place, people or day being named?"""
    number = context.token_at(m.core_start)
    if number is None or number.i != name.i + 1:
        return False
    if name.dep in ("compound", "nmod"):
        noun = name.head
    elif number.head.dep == "appos" and number.head.head is name:  # the parser's reading of "the Band Aid 20 song"
        noun = number.head
    else:
        return False
    if not number.i < noun.i <= number.i + 3 or noun.tag not in ("NN", "NNS"):
        return False
    span = context.paragraph.parse.named_over(name.start, name.end)
    return span is None or span.label not in ("GPE", "NORP", "DATE", "LOC", "TIME")


def label_behind(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'the 501 streetcar', 'the 90049 ZIP Code', 'the 7 train', '2018 model': a definite identifier before its noun."""
    if not (m.bare and m.numeral.digits and m.low is None and m.numeral.scale == 1):
        return None
    following = context.next_token(m.end)
    if following is None or context.text[m.end : following.start - context.offset].strip(" \u2009"):
        return None
    if following.lower == "zip":
        return "address"
    if (
        re.search(r"\b(?:the|a|an|his|her|this|that)[ \u2009]$", context.before(m.start, 6))
        and following.tag == "NN"
        and following.lower in word_set("number_rejections", "numbered_before")
    ):
        return "name"
    return None


def named_by_number(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'an 18-wheeler', 'a three-pointer', 'the 30-share Sensex': a number in a name of a kind or of an index."""
    match = HYPHENED.match(context.low, m.end) if m.bare else None
    if not match:
        return None
    if match[1] in word_set("number_rejections", "named_by_number"):
        return "name"
    index_name = match[2] or ""
    return "name" if match[1] in SHARES and index_name in word_set("number_rejections", "share_indices") else None


HYPHENED = re.compile(r"-([a-z]+)(?:[ \u2009](?:s&p[ \u2009]|bse[ \u2009]|nse[ \u2009]|benchmark[ \u2009])?([a-z]+))?")
SHARES = frozenset({"share", "stock", "issue"})


def race(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'in the 100m', 'the women's 400 metres hurdles': a race by the name of its length."""
    if m.unit != "metre" or m.low is not None or m.value not in _races() or "." in m.numeral.digits:
        return None
    if RACE_BEHIND.match(context.low, m.end):
        return "name"
    return "name" if RACE_BEFORE.search(context.before(m.start, 24)) and RACE_ALONE.match(context.low, m.end) else None


@cache
def _races() -> frozenset[float]:
    return frozenset(float(metres) for metres in load_yaml("number_rejections")["races"])


RACE_BEHIND = re.compile(
    r"(?:[ \u2009]and[ \u2009]\d{3,5}m)?"
    r"[ \u2009](?:final|hurdles|relay|sprint|steeplechase|freestyle|backstroke|breaststroke|butterfly|medley|dash|"
    r"title|gold|silver|bronze|medal|champion|world[ \u2009]record|heats?|semi-?finals?|runner)\b"
)
RACE_BEFORE = re.compile(
    r"\b(?:in|over|at|won|win|wins|and|the[ \u2009]men's|the[ \u2009]women's)[ \u2009](?:the[ \u2009])$|"
    r"\b(?:men|women)'s[ \u2009]$|\b(?:and|in)[ \u2009]the[ \u2009]\d{3,5}m?[ \u2009]and[ \u2009]$"
)
RACE_ALONE = re.compile(r"[.,;)]|$|[ \u2009](?:and|in|at|on|but|with|by|after|before|this|last|when|while|where)\b")


def place_in_a_chart(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'in at number 12 and the Zutons at 20', 'Estelle came in at 39': a place, in a sentence beside other places."""
    if not m.bare or not m.numeral.digits.isdigit() or m.value > 200 or has_counted_noun(context, m):
        return None
    if not re.search(r"\bat[ \u2009]$", context.before(m.start, 4)) or not END_OF_PLACE.match(context.low, m.end):
        return None
    earlier = [other for other in measures[max(0, index - 3) : index] if m.start - other.end < 90]
    return "ordinal" if any(other.reason == "ordinal" and _is_place(other) for other in earlier) else None


END_OF_PLACE = re.compile(r"[.,;)]|$|[ \u2009](?:and|with|in|on|while|but)\b")


def _is_place(m: Measure) -> bool:
    return m.rules.get("reason") in ("label", "label_list", "place_in_a_chart") and m.value <= 200


def capital_word(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """'the Six Nations', 'BBC Three', 'League Two': a capital within a sentence makes the number word a name."""
    if m.numeral.digits or not m.bare or m.numeral.form != "words" or not context.text[m.core_start].isupper():
        return None
    label = named_label(context, m)
    sentence = context.sentence_at(m.start)
    words = [token for token in sentence.tokens if token.text[:1].isalpha()]
    if in_title_case(sentence) and sum(token.text[:1].isupper() for token in words) * 2 > len(words) + 1:
        return None
    opens = (
        not words
        or words[0].start - context.offset >= m.core_start
        or context.text[max(0, m.core_start - 2) : m.core_start].strip()[-1:] in ('"', "'", ":", "•", "(", "-")
    )
    following, previous = context.next_token(m.end), context.previous_token(m.start)
    if previous is not None and previous.tag == "POS" and previous.i:
        previous = context.tokens[previous.i - 1]  # Ocean's Twelve
    touching = following is not None and not context.text[m.end : following.start - context.offset].strip(" \u2009-")
    proper_after = touching and following is not None and following.text[:1].isupper()
    if opens:
        return "name" if proper_after and label in NAME_SPAN else None
    proper_before = (
        previous is not None
        and previous.text[:1].isupper()
        and context.text[previous.end - context.offset : m.start].strip(" \u2009") in ("", "'s", "'")
    )
    return "name" if proper_after or proper_before else None


def singular_name(context: Context, m: Measure, measures: list[Measure], index: int) -> str | None:
    """A count above one takes a plural; before a singular proper noun a number is a name's: '787 Dreamliner'."""
    if not (m.bare and m.numeral.digits.isdigit() and m.value > 1 and m.low is None and m.numeral.scale == 1):
        return None
    token = context.next_token(m.end)
    if (
        token is None
        or context.text[m.end : token.start - context.offset].strip(" \u2009")
        or token.tag != "NNP"
        or not token.text[:1].isupper()
    ):
        return None
    place = context.paragraph.parse.named_over(token.start, token.end)
    if place is not None and place.label in ("GPE", "NORP") and token.i + 1 < len(context.tokens):
        following = context.tokens[token.i + 1]
        if following.text.islower() and following.pos != "AUX" and following.tag not in ("IN", "CC", "TO"):
            return None  # "12 UK hit singles"
    last = token
    while last.i + 1 < len(context.tokens):
        following = context.tokens[last.i + 1]
        if re.fullmatch(r"\d+s", following.lower):
            return None  # "400 Model 3s"
        if following.tag in ("NNS", "NNPS") or following.lower in ("people", "crew", "staff", "police"):
            return None
        if following.tag not in ("NN", "NNP", "JJ", "HYPH", "VBN", "VBG", "CD"):
            break
        last = following
    if (
        token.lower.endswith("s")
        and token.dep != "compound"
        or re.search(r"\b(?:killed|about|than|of|least|nearly|over)[ \u2009]$", context.before(m.start, 12))
    ):
        return None
    return "name"
