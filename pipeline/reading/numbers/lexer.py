"""Read the numerals of a text, character by character: digits in any grouping, words, fractions, scales.

The lexer knows no grammar: it says which characters are a number and what it is worth. What a number means (a quantity,
a date, a name) is decided later. All offsets are the paragraph's.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from pipeline.reading.lexicon import load_yaml

HIGHEST = 1e18  # beyond it a digit sequence is an identifier, not a quantity
HIGHEST_SCALE = 1e24  # what scale words that follow each other may come to: "million million", not a hundred of them
LONGEST = 25  # characters of one digit group that are still read as a number
VULGAR = {c: unicodedata.numeric(c) for c in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}


@dataclass(slots=True, eq=False)
class Numeral:
    """A number as written. `form`: digits, words, fraction, ordinal, vague, open, multiple, decade, malformed."""

    start: int
    end: int
    value: float
    form: str
    low: float | None = None
    high: float | None = None
    scale: float = 1.0  # product of the scale words that the value contains
    digits: str = ""  # the digit sequence as written, "" for words
    suffix: str = ""  # an abbreviated scale or unit that may follow the digits: m, bn, k
    signed: bool = False


def plain(text: str) -> str:
    """The text with digits, spaces, hyphens and quotes of any script as ASCII, character for character.

    The result has the length of the input, so offsets hold in both.
    """
    return text if text.isascii() else re.sub(r"[^\x00-\x7f]", _plain_character, text)


@cache
def _character(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    if char.isspace() or unicodedata.category(char) in ("Zs", "Cf"):
        return THIN if char in "\u202f\u2009\u00a0\u2007" else " "
    folded = {
        "−": "-", "‐": "-", "‑": "-", "﹣": "-", "－": "-", "‒": "–", "⁓": "~", "～": "~", "∼": "~",
        "‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "⁄": "/", "∕": "/", "÷": "/",
        "％": "%", "﹪": "%", "٪": "%",
        "＄": "$", "﹩": "$", "￡": "£", "￥": "¥", "，": ",", "．": ".", "٫": ".", "٬": ",",
        "＋": "+", "±": "±",
    }.get(char)  # fmt: skip
    return folded or char


def _plain_character(match: re.Match[str]) -> str:
    return _character(match[0])


def lower(text: str) -> str:
    """`text` in lower case, character for character."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


VULGAR_FRACTION = re.compile(rf"[ \u2009]?(?P<char>[{''.join(VULGAR)}])")
THIN = "\u2009"  # what `plain` makes of no-break and thin spaces, which group digits
DIGITS = re.compile(
    r"(?<![\d])"
    r"(?:"
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"  # 1,234.5
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:\.\d+)?"  # 1,23,456 (Indian)
    rf"|\d{{1,3}}(?:{THIN}\d{{3}})+(?!\d)(?:[.,]\d+)?"  # 1 234 567 with no-break spaces
    r"|\d{1,3}(?: \d{3})+(?![\d,.]\d|\d|-\d)"  # 1 234 567 (SI)
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)(?:,\d+)?"  # 1.234.567 (continental)
    r"|\d{1,3}(?:'\d{3})+(?!\d)(?:\.\d+)?"  # 1'234'567 (Swiss)
    r"|\d+(?:\.\d+)?(?:[ ]?[×x*][ ]?10\^?[-−]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹⁻]{1,3}(?![\w%])|[eE][-+]?\d{1,2}(?!\w))"  # 3×10^8, 3.0e8
    r"|\d+(?:[.·]\d+)?"  # 1234.5
    r"|(?<![\w.])[.·]\d+"  # .05
    r")"
)
DECIMAL_COMMA = re.compile(r",\d{1,2}(?![\d,])")
SPACED_THOUSANDS = re.compile(r"(?:, 000){1,4}(?![\d,.]\d|\d)")  # "$30, 000": a slip of the keyboard
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
# "£400million": a scale word that touches the digits is a suffix; any other is a word of its own.
SCALE_SUFFIX = re.compile(
    r"[ \u2009]?(million|billion|trillion|thousand|lakh|crore|mln|mio|bln|trn|tln|mn|mm|bn|tn|cr|k|m|b|t)(?![\w'])",
    re.I,
)


@cache
def _words() -> dict[str, tuple[str, float]]:
    """Every number word with its class and value."""
    data = load_yaml("number_words")
    table: dict[str, tuple[str, float]] = {}
    for kind in (
        "ordinals",
        "denominators",
        "multiples",
        "vague",
        "units",
        "teens",
        "tens",
        "scales",
        "groups",
        "decades",
    ):
        for word, value in data[kind].items():
            table[word] = (kind, float(value))
    table["hundred"] = ("hundred", 100.0)
    return table


@cache
def _word_pattern() -> re.Pattern[str]:
    words = sorted(_words(), key=len, reverse=True)
    return re.compile(
        rf"(?<![a-z0-9])(?:{'|'.join(words)})(?![a-z0-9])|(?<![a-z0-9])(?:two|three|four|five|six|"
        rf"seven|eight|nine|ten|twenty|fifty|hundred|thousand)(?=fold\b)"
    )


def number_words() -> frozenset[str]:
    """The words that always stand for a number (cardinals, scales, vague plurals), for the covering property."""
    data = load_yaml("number_words")
    names = [word for kind in ("units", "teens", "tens", "scales", "vague") for word in data[kind]]
    return frozenset([*names, "hundred", "dozen"])


def scan(text: str, low: str) -> list[Numeral]:
    """The numerals of a text (`plain`, and its `lower`), in order, without overlap."""
    found = _digit_numerals(text, low)
    starts = {numeral.start: numeral for numeral in found}
    return _with_words(text, low, found, starts)


def _digit_numerals(text: str, low: str) -> list[Numeral]:
    found = []
    position = 0
    while match := DIGITS.search(text, position):
        start, end = match.span()
        end = _trim_space_groups(text, start, end)
        written = text[start:end]
        if re.fullmatch(r"\d{1,3}", written) and (rest := SPACED_THOUSANDS.match(text, end)):
            end = rest.end()
            written = text[start:end]
        comma = DECIMAL_COMMA.match(text, end)
        if (
            comma
            and re.fullmatch(r"\d{1,3}", written)
            and re.match(r"[ \u2009]?(?:%|[a-z€°]|per )", low[comma.end() : comma.end() + 5])
        ):
            end = comma.end()
            written = text[start:end]
        position = end
        if end - start > LONGEST or len(re.findall(r"\d", written)) > 18:
            found.append(Numeral(start, end, 0.0, "malformed", digits=written))
            continue
        found.append(Numeral(start, end, _digit_value(written), "digits", digits=written))
    by_end = {numeral.end: numeral for numeral in found}
    for match in VULGAR_FRACTION.finditer(text):
        before = by_end.get(match.start("char")) or by_end.get(match.start())
        if before and before.form == "digits":
            before.value += VULGAR[match["char"]]
            before.end = match.end()
        else:
            found.append(
                Numeral(match.start("char"), match.end(), VULGAR[match["char"]], "fraction", digits=match["char"])
            )
    return sorted(found, key=lambda numeral: numeral.start)


def _trim_space_groups(text: str, start: int, end: int) -> int:
    """Groups by plain spaces are read only where they can't be two numbers: '12 500', not 'May 12 300'."""
    written = text[start:end]
    if " " not in written:
        return end
    groups = written.split(" ")
    before = lower(text[max(0, start - 12) : start])
    dated = re.search(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? $", before)
    if dated or re.search(r"[\w+(-]$", before) or (text[end : end + 2].strip()[:1].isdigit()):
        return start + len(groups[0])
    if re.search(r"(?:call|dial|ring|phone|tel|text|fax)[a-z]*[.:]? $", before) or groups[0].startswith("0"):
        return start + len(groups[0])
    return end


def _digit_value(written: str) -> float:
    """The value of a digit sequence; grouping marks are told from decimal marks by the length of what follows."""
    if power := re.match(r"([\d.]+)[ ]?(?:[×x*][ ]?10\^?|[eE])([-+]?\d+)$", written.translate(SUPERSCRIPTS)):
        return float(f"{power[1]}e{power[2]}")
    bare = written.replace(THIN, "").replace(" ", "").replace("'", "").replace("·", ".")
    if bare.count(".") > 1:
        bare = bare.replace(".", "").replace(",", ".")
    elif bare.count(",") == 1 and re.fullmatch(r"\d+,\d{1,2}", bare):
        bare = bare.replace(",", ".")
    else:
        bare = bare.replace(",", "")
    return float(bare)


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    kind: str
    value: float


JOINT = re.compile(r"(?:[ \u2009]+|[ \u2009]?-[ \u2009]?)(?:and(?:[ \u2009]+|-))?")
HALF_AFTER = re.compile(
    r"(?:[ \u2009]|-)and(?:[ \u2009]|-)(?:(?:an?|one)[ -](half|quarter|third)|(three[ -]quarters|two[ -]thirds))"
    r"\b(?![ -]time(?!s))"
)
FRACTION_PART = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "three quarters": 0.75, "two thirds": 2 / 3}
OF_A_SCALE = re.compile(
    r"(?:[ \u2009]of)?[ \u2009](?:an?|one)[ \u2009](dozen|hundred|thousand|million|billion|trillion|lakh|crore)\b"
)
HALF_SCALE = re.compile(
    r"[ \u2009]?[- ](?:an?[ -])?(dozen|hundred|thousand|million|billion|trillion|lakh|crore)\b(?!s)"
)
VAGUE_OF = re.compile(
    r"[ \u2009]of[ \u2009](hundreds|thousands|thousand|millions|million|billions|billion|"
    r"trillions|trillion|lakhs|crores)\b"
)
OPEN_BEFORE = re.compile(r"(?:several|few|couple|couple of|many|multi|umpteen)[ -]$")


def _with_words(text: str, low: str, numerals: list[Numeral], starts: dict[int, Numeral]) -> list[Numeral]:
    """Join digits and number words into numerals: 'three and a half million', '4 hundred million', 'a dozen'."""
    words: list[_Word] = []
    table = _words()
    for match in _word_pattern().finditer(low):
        kind, value = table[match[0]]
        if match[0] in ("score", "scores", "gross") and not _is_group(low, match):
            continue
        if (
            match[0] in ("second", "seconds")
            and re.search(
                r"(?:\bper[ ]|/[ ]?|\d[ ]?-?|(?:\ba|each|every|split|\bmilli)[ ])$",
                low[max(0, match.start() - 6) : match.start()],
            )
            and match[0] + low[match.end() : match.end() + 1] != "second-"
        ):
            continue
        words.append(_Word(match.start(), match.end(), kind, value))
    items: list[_Word | Numeral] = sorted([*words, *numerals], key=lambda item: item.start)
    out: list[Numeral] = []
    i = 0
    while i < len(items):
        item = items[i]
        if isinstance(item, Numeral):
            if item.form == "malformed" or item.end > len(low):
                out.append(item)
                i += 1
                continue
            numeral, i = _read_cardinal(low, items, i)
        elif item.kind in ("units", "teens", "tens", "hundred", "scales", "groups"):
            numeral, i = _read_cardinal(low, items, i)
        elif item.kind == "vague":
            numeral, i = _read_vague(low, items, i)
        elif item.kind == "decades":
            numeral, i = Numeral(item.start, item.end, item.value, "decade"), i + 1
        elif item.kind == "denominators":
            numeral, i = _read_denominator(low, items, i)
        elif item.kind == "ordinals":
            numeral, i = Numeral(item.start, item.end, item.value, "ordinal"), i + 1
        else:
            numeral, i = Numeral(item.start, item.end, item.value, "multiple"), i + 1
        out.append(numeral)
    return out


def _is_group(low: str, match: re.Match[str]) -> bool:
    """'a score of', 'three score', 'scores of people', 'two gross' are numbers; 'score' is else a result or a verb."""
    before = low[max(0, match.start() - 8) : match.start()]
    if match[0] == "gross":
        return bool(re.search(r"\b(?:two|three|four|five|ten|\d+)[ ]$", before))
    if match[0] == "score" and re.search(r"(?:two|three|four|five|six|seven|eight|nine)[ -]?$", before):
        return True
    if match[0] == "scores" and re.match(
        r" (?:more|were|are|have|dead|killed|injured|wounded|hurt|died|fled|arrested)\b",
        low[match.end() : match.end() + 10],
    ):
        return bool(re.search(r"(?:^|[.,;:\"'(]|\b(?:and|with|killing|injuring|as|of|for|left)) ?$", before))
    return low.startswith(" of ", match.end()) and (match[0] == "scores" or bool(re.search(r"(?<![a-z])a[ ]$", before)))


def _read_cardinal(low: str, items: list[_Word | Numeral], i: int) -> tuple[Numeral, int]:
    """One cardinal from items[i] on: the longest run that is one number in English."""
    first = items[i]
    start, end = first.start, first.end
    total, current, scale = 0.0, None, 1.0
    last_kind, last_scale = "", HIGHEST * 10
    digits = ""
    while i < len(items):
        item = items[i]
        joint = ""
        if last_kind:
            match = JOINT.fullmatch(low, end, item.start)
            if not match:
                break
            joint = match[0]
        kind = "digits" if isinstance(item, Numeral) else item.kind
        value = item.value
        has_and = "and" in joint
        if kind == "digits":
            if last_kind:
                break
            current = value
            digits = item.digits if isinstance(item, Numeral) else ""
        elif kind in ("units", "teens", "tens"):
            fits = (
                not last_kind
                or (last_kind == "tens" and kind == "units" and value > 0 and not has_and)
                or (last_kind == "units" and kind == "tens" and has_and and "-" in joint)
                or (last_kind in ("hundred", "scales") and value > 0 and not digits and value < last_scale)
            )
            if not fits:
                break
            current = (current or 0.0) + value
        elif kind == "hundred":
            if (
                has_and
                or last_kind not in ("", "units", "teens", "tens", "digits")
                or (current is not None and current >= 100)
            ):
                break
            current = (1.0 if current is None else current) * 100
            scale *= 100
            last_scale = min(last_scale, 100.0)
        elif kind == "scales":
            if has_and or (last_kind == "scales" and value < last_scale and total and current is None):
                break
            if scale * value > HIGHEST_SCALE:
                break
            if last_kind == "scales" and current is None:
                total *= value  # hundred thousand million, thousand crore
            elif current is None:
                total += value
            else:
                total += current * value
            scale *= value
            current, last_scale = None, value
        elif kind == "groups":
            if has_and or last_kind not in ("", "units", "teens", "tens", "digits"):
                break
            current = (1.0 if current is None else current) * value
            scale *= value
        else:
            break
        last_kind = kind
        end = item.end
        i += 1
        if kind == "digits" and (match := HALF_AFTER.match(low, end)):
            current, end, i = _add_part(current, match, items, i)
        elif kind in ("units", "teens", "tens") and (match := HALF_AFTER.match(low, end)):
            current, end, i = _add_part(current, match, items, i)
        elif kind in ("hundred", "scales", "groups") and (match := HALF_AFTER.match(low, end)):
            part = FRACTION_PART[(match[1] or match[2]).replace("-", " ")] * (value if kind != "hundred" else 100)
            total += part
            end = match.end()
            while i < len(items) and items[i].start < end:
                i += 1
    value = total + (current or 0.0)
    form = "words" if not digits else "digits"
    numeral = Numeral(start, end, value, form, scale=scale, digits=digits)
    if not digits and isinstance(first, _Word) and first.kind in ("hundred", "scales", "groups"):
        before = low[max(0, start - 12) : start]
        if match := re.search(r"(?<![a-z0-9'])(an?[ \u2009-])$", before):
            numeral.start = start - len(match[1])
        if OPEN_BEFORE.search(before) and numeral.start == start:
            numeral.form = "open"
    return _fraction_over(low, items, i, numeral)


def _add_part(
    current: float | None, match: re.Match[str], items: list[_Word | Numeral], i: int
) -> tuple[float, int, int]:
    while i < len(items) and items[i].start < match.end():
        i += 1
    return (current or 0.0) + FRACTION_PART[(match[1] or match[2]).replace("-", " ")], match.end(), i


SLASH = re.compile(r"/(\d{1,4})(?![\d/.-]|,\d)")


def _fraction_over(low: str, items: list[_Word | Numeral], i: int, numeral: Numeral) -> tuple[Numeral, int]:
    """'two-thirds', 'three quarters', '1/16', '1 1/2' (the cardinal is read; the denominator follows)."""
    if i >= len(items):
        return numeral, i
    item = items[i]
    between = low[numeral.end : item.start]
    if isinstance(item, _Word) and item.kind == "denominators" and between in ("-", " ", THIN):
        word = low[item.start : item.end]
        plural = word.endswith("s") and word != "halves" or word == "halves"
        one = numeral.value == 1
        small = numeral.value < item.value and numeral.value == int(numeral.value)
        if word in (
            "half",
            "quarter",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "twelfth",
            "twentieth",
            "hundredth",
            "thousandth",
            "millionth",
        ):
            good = one and numeral.form == "words"
        else:
            good = plural and (small or word in ("quarters", "halves", "thirds"))
        if good and not (word in ("quarters", "quarter") and _calendar_quarters(low, numeral, item)):
            numeral.value /= item.value
            numeral.end = item.end
            numeral.form = "fraction"
            i += 1
            if match := OF_A_SCALE.match(low, numeral.end):
                scale = _words()[match[1]][1]
                numeral.value *= scale
                numeral.scale *= scale
                numeral.form = "words"
                numeral.end = match.end()
                while i < len(items) and items[i].start < numeral.end:
                    i += 1
            return numeral, i
    if (
        isinstance(item, Numeral)
        and between == "/"
        and numeral.scale == 1
        and numeral.digits
        and item.value
        and "." not in numeral.digits
    ):
        if (
            numeral.digits.isdigit()
            and item.digits.isdigit()
            and SLASH.match(low, numeral.end)
            and low[max(0, numeral.start - 1) : numeral.start] != "/"
        ):
            if _proper(numeral.value, item.value):
                numeral.value /= item.value
                numeral.end = item.end
                numeral.form = "fraction"
                numeral.digits = low[numeral.start : numeral.end]
                return numeral, i + 1
    places = re.fullmatch(r"\d+(\.\d\d)?", numeral.digits)
    if isinstance(item, Numeral) and between in (" ", "-") and places and item.digits.isdigit():
        if match := SLASH.match(low, item.end):
            bottom = float(match[1])
            if bottom and _proper(item.value, bottom) and bottom in (2, 3, 4, 5, 8, 16, 32, 64):
                # "1 1/2", "11-1/4 cents"; in "$5.93-3/4", as grain is priced, the part is of a cent
                numeral.value += item.value / bottom / (100 if places[1] else 1)
                numeral.end = match.end()
                numeral.digits = low[numeral.start : numeral.end]
                return numeral, i + 2
    return numeral, i


def _proper(top: float, bottom: float) -> bool:
    """A printed fraction that is no date or ratio of things: 1/16, 3/4, 2/3."""
    return 0 < top < bottom and bottom in (2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100, 128, 256, 1000)


# "three quarters of contraction": what goes on for so long
COURSE_OF_TRADE = re.compile(
    r" (?:in a row|running)\b| of (?:\w+ )?(?:contraction|decline|recession|stagnation|shrinkage|shrinking|downturn|losses|"
    r"slowdown|deflation|falling|rising|declining|positive|negative|(?:zero|no|flat|weak|slow|strong|solid|robust|steady) growth)\b"
)


def _calendar_quarters(low: str, numeral: Numeral, item: _Word) -> bool:
    """'the first two quarters' are of a year; 'three quarters of voters' are a fraction."""
    if low[item.start : item.end] == "quarter":
        return bool(
            re.search(
                r"\b(?:in|for|per|each|every|within|after|during|by)[ ]$",
                low[max(0, numeral.start - 8) : numeral.start],
            )
        ) and not low.startswith(" of", item.end)
    before = low[max(0, numeral.start - 14) : numeral.start]
    if re.search(r"(?:first|last|past|next|previous|preceding|consecutive|recent|straight|final|other) $", before):
        return True
    if numeral.value == 2 or COURSE_OF_TRADE.match(low, item.end):
        return True  # two parts in four are a half
    return bool(numeral.digits) and not low.startswith(" of ", item.end) or numeral.value > 3


def _read_vague(low: str, items: list[_Word | Numeral], i: int) -> tuple[Numeral, int]:
    """'dozens', 'tens of thousands': a range of ten."""
    item = items[i]
    assert isinstance(item, _Word)
    start, end, low_value = item.start, item.end, item.value
    i += 1
    while match := VAGUE_OF.match(low, end):
        word = match[1]
        low_value *= _words()[word][1] if word in _words() else 1.0
        end = match.end()
        while i < len(items) and items[i].start < end:
            i += 1
    form = "vague"
    word = low[start:end]
    if word == "tens" and not low.startswith(" of", end):
        form = "open"
    return Numeral(start, end, low_value * 5.5, form, low_value, low_value * 10, scale=low_value), i


def _read_denominator(low: str, items: list[_Word | Numeral], i: int) -> tuple[Numeral, int]:
    """'half', 'a third of', 'half a million', 'a quarter of a million'; else the ordinal or the calendar's quarter."""
    item = items[i]
    assert isinstance(item, _Word)
    word = low[item.start : item.end]
    start, end = item.start, item.end
    before = low[max(0, start - 4) : start]
    article = re.search(r"(?<![a-z0-9'])(an?[ \u2009-])$", before)
    value = 1 / item.value
    i += 1
    numeral = Numeral(start, end, value, "fraction")
    scaled = OF_A_SCALE.match(low, end) or (HALF_SCALE.match(low, end) if word in ("half", "quarter") else None)
    if scaled and (article or word in ("half", "quarter")):
        scale = _words()[scaled[1]][1]
        numeral.value *= scale
        numeral.scale = scale
        numeral.form = "words"
        numeral.end = scaled.end()
        while i < len(items) and items[i].start < numeral.end:
            i += 1
        if article:
            numeral.start = start - len(article[1])
        return numeral, i
    if word.endswith("s") and word != "halves":
        numeral.form = "ordinal"  # "thirds", "quarters" without a number before
        return numeral, i
    if word == "half":
        if article:
            numeral.start = start - len(article[1])
        return numeral, i
    if article:
        numeral.start = start - len(article[1])
        return numeral, i
    numeral.form = "ordinal"
    numeral.value = load_yaml("number_words")["ordinals"].get(word, value)
    return numeral, i
