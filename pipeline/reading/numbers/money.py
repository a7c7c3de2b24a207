"""Money: currency signs, codes and names around a figure (CLDR's through babel, news forms from the lexicon)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers.context import Context, Measure
from pipeline.reading.numbers.lexer import THIN


@dataclass(slots=True)
class Currency:
    """A currency beside a figure: where it stands, its code, how many of the written unit make one main unit."""

    start: int
    end: int
    code: str
    per_main: float = 1.0
    rule: str = ""


@cache
def codes() -> frozenset[str]:
    """ISO 4217 codes that CLDR knows, with two of crypto money that news writes alike."""
    return frozenset(Locale("en").currencies) | {"BTC", "ETH", "RMB"}


@cache
def _names() -> dict[str, str]:
    """Every name of a currency in lower case, singular and plural, to its code."""
    data = load_yaml("currencies")
    table: dict[str, str] = {}
    for word, code in {**data["nouns"], **data["phrases"]}.items():
        for form in _plurals(folded(word)):
            table.setdefault(form, code)
    for code in sorted(Locale("en").currencies):
        for count in (1, 2):
            name = folded(get_currency_name(code, count, "en").lower())
            if "(" not in name and " " in name:
                for form in _inflected(name):
                    table.setdefault(form, code)
    return table


@cache
def folded(word: str) -> str:
    """A word without its accents: 'guaraníes' and 'guaranies' are one."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).replace("-", " ")


def _inflected(name: str) -> Iterator[str]:
    """'costa rican colon' in its plurals and spellings, regular and irregular ('costa rican colones')."""
    yield from _plurals(name)
    country, _, noun = name.rpartition(" ")
    for form in load_yaml("currencies")["noun_forms"].get(noun, []):
        for plural in _plurals(form):
            yield f"{country} {plural}"


@cache
def _minor_names() -> dict[str, tuple[str, float]]:
    table: dict[str, tuple[str, float]] = {}
    for word, entry in load_yaml("currencies")["minor"].items():
        if len(word) > 1 and not entry.get("hidden"):
            for form in _plurals(word):
                table.setdefault(form, (entry["code"], float(entry.get("per_main", 100))))
    return table


def _plurals(word: str) -> list[str]:
    return [word] if word.endswith("s") else [word, f"{word}s"]


@cache
def _before_pattern() -> re.Pattern[str]:
    symbols = sorted(load_yaml("currencies")["symbols"], key=lambda s: (-len(s), s))
    return re.compile(
        rf"(?:(?<![A-Za-z])(?:{'|'.join(re.escape(s) for s in symbols if s[0].isalpha())})|"
        rf"(?:{'|'.join(re.escape(s) for s in symbols if not s[0].isalpha())})|(?<![A-Za-z])"
        rf"[A-Z]{{3}})[ {THIN}]?[-–]?[ {THIN}]?$"
    )


SIGN = re.compile(r"[-–][ \u2009]?$")


def currency_before(text: str, start: int, home: str | None = None) -> tuple[Currency, bool] | None:
    """The currency that ends directly before a figure ('$', 'US $', 'NOK ', 'Rs.'), and if a minus follows it.

    home: the currency of the document's country; its letter needs no large sum behind it ('R28', 'N865').
    """
    window_start = max(0, start - 8)
    match = _before_pattern().search(text[window_start:start])
    if not match:
        return None
    written = match[0].rstrip(" " + THIN)
    negative = bool(SIGN.search(written))
    symbol = re.sub(rf"[ {THIN}]?[-–]$", "", written)
    begin = window_start + match.start()
    if symbol.isalpha() and (negative or not _is_currency_word(text, symbol, begin, start, home)):
        return None
    data = load_yaml("currencies")
    code = data["symbols"].get(symbol) or data["symbols"].get(symbol.replace(THIN, " "))
    if code is None:
        if symbol not in codes() or symbol in CODES_THAT_ARE_WORDS:
            return None
        code = symbol
    if own := _by_sign(symbol, text, begin, start):
        code = own
    if symbol == "$" and (nation := NATION.search(text, max(0, begin - 6), begin)):
        wide = data["symbols"].get(nation[1].replace("U.S.", "US") + "$")
        if wide and (nation[0] == nation[1] or _is_spaced_nation(text, nation)):
            code, begin = wide, nation.start()
    per_main = 100.0 if symbol == "¢" else 1.0
    return Currency(begin, start, code, per_main, "currency_sign"), negative


def _by_sign(symbol: str, text: str, begin: int, end: int) -> str | None:
    """The currency of a sign that several countries share, by the one that the text around names: 'kr' in Oslo."""
    nouns = load_yaml("currencies")["sign_nouns"].get(symbol, ())
    if not nouns:
        return None
    near = text[max(0, begin - NEAR) : end + NEAR // 2].lower()
    return next((code for noun in nouns if (code := by_country(noun, near))), None)


NEAR = 160  # characters around a sum in which its country may be named
CODES_THAT_ARE_WORDS = frozenset({"ALL", "TOP"})
NATION = re.compile(r"(?<![A-Za-z])(US|U\.S\.|A|AU|C|CA|HK|NZ|S|NT|R|MX|J)[ \u2009]?$")
LARGE_SUM = re.compile(
    r"\d{1,3}(?:,\d{3})+(?![\d,])|\d+(?:\.\d+)?[ \u2009-]?(?:m|bn|million|billion|trillion)(?![a-z])"
)
LARGE = re.compile(r"\d*[.,]\d|\d+[ \u2009]?(?:m|bn|k|tn|million|billion|thousand|lakh|crore)\b")


def _is_currency_word(text: str, symbol: str, begin: int, start: int, home: str | None) -> bool:
    """Letters before a figure that are money, not the front of a name: 'RM23.50', 'NOK 148', not 'PS3', 'N64'."""
    data = load_yaml("currencies")
    if len(symbol) == 1 and data["symbols"][symbol] == home and text[start - 1] == symbol:
        return not text[begin - 1 : begin].isalnum()
    if symbol in data["spaced_letters"] and text[start - 1] in " " + THIN:
        return symbol in ("N", "R") and bool(re.match(r"\d{1,3}(?:[, ]\d{3})+", text[start : start + 20]))
    if symbol in data["letters_of_large_sums"]:
        if symbol == "K" and re.match(r"\d[\d,.]*[ \u2009](?:an?|per|each|for|to|in)\b", text[start : start + 16]):
            return by_country("kwacha", text[max(0, begin - NEAR) : start + NEAR].lower()) is not None  # "K180 a day"
        return bool(LARGE_SUM.match(text, start)) and text[start - 1].isalpha()
    if begin and not re.match(r"[\s(\[/:=>,]", text[begin - 1]):
        return False
    if symbol == "PS":  # a pound sign that was lost in decoding: PS8.1bn
        return bool(LARGE.match(text, start) or re.match(r"\d{2}", text[start : start + 2]))
    if symbol in ("N", "R"):
        return bool(LARGE.match(text, start) or symbol == "R" and re.match(r"\d{3,}\b", text[start : start + 12]))
    return True


SUM_OF_NOUN = re.compile(
    r"\$?[ \u2009]?[\d.,]+(?:[ \u2009-]?(?:m|bn|k|tn|million|billion|trillion|thousand))?(?:[ \u2009]|-)"
    r"(?!(?:a|an|the|in|on|at|to|from|for|of|by|per|and|or|as|with|is|was|were|will|would|this|last|next|after|before|"
    r"during|since|over|each|year|compared|while|which|that|million|billion|trillion|thousand)\b)[A-Za-z]"
)


def _is_spaced_nation(text: str, nation: re.Match[str]) -> bool:
    """'US $58', and 'A $5m' within a sentence; at its start, and in capitals, 'A' is the article."""
    if len(nation[1]) > 1:
        return True
    before = text[max(0, nation.start() - 3) : nation.start()].rstrip()
    if nation[1] == "A" and SUM_OF_NOUN.match(text, nation.end()):
        return False  # "A $2bn plan": the article
    return nation[1] in "AC" and bool(before) and before[-1].isalnum() and not text.isupper()


AFTER_CODE = re.compile(r"[ \u2009]?([A-Z]{3})(?![A-Za-z])=?")
AFTER_US = re.compile(
    r"[ \u2009](US|U\.S\.|AU|CAD|AUD|USD|NZ|HK|Canadian|Australian)(?![A-Za-z.])(?! ?[a-z]*[ \u2009]?dollars?)"
)
NAME_RUN = re.compile(r"[^\W\d_]+(?:[.'][^\W\d_]+)*\.?(?:[ \u2009-](?:& )?[^\W\d_]+(?:'[^\W\d_]+)?){0,3}")


@cache
def _after_pattern() -> re.Pattern[str]:
    signs = sorted(load_yaml("currencies")["after"], key=lambda s: (-len(s), s))
    return re.compile(rf"[ \u2009]?({'|'.join(map(re.escape, signs))})(?![A-Za-z\d])")


def currency_after(text: str, low: str, end: int) -> Currency | None:
    """The currency that follows a figure: '1,200€', '110 JPY', '7.5 million Danish crowns', '54 cents'."""
    return _sign_after(text, end) or _code_after(text, end) or _name_after(text, low, end)


def _sign_after(text: str, end: int) -> Currency | None:
    match = _after_pattern().match(text, end)
    if not match:
        return None
    if match[1] == "¢":
        return Currency(match.start(1), match.end(), "USD", 100.0, "minor_unit")
    if match[1] in "$£¥" and match.start(1) > end:
        return None  # the sign of the next figure
    code = _by_sign(match[1], text, end, match.end()) or load_yaml("currencies")["symbols"][match[1]]
    return Currency(match.start(1), match.end(), code, rule="currency_sign_after")


def _code_after(text: str, end: int) -> Currency | None:
    match = AFTER_CODE.match(text, end)
    if not match or match[1] not in codes() or match[1] in CODES_THAT_ARE_WORDS:
        return None
    return Currency(match.start(1), match.end(), match[1], rule="currency_code")


def _name_after(text: str, low: str, end: int) -> Currency | None:
    """The longest name of a currency, main or minor unit, that stands here."""
    start = end + 1 if low[end : end + 1] in (" ", "-", THIN) else end
    run = NAME_RUN.match(low, start)
    if not run:
        return None
    near = low[max(0, start - NEAR) : start + NEAR // 2]
    stops = [start + joint.start() for joint in re.finditer(r"[ \u2009-](?!& )|$", run[0])]
    for stop in reversed(stops):
        if low[stop - 1] == ".":
            stop -= 1
        if found := _named(low, start, stop, end, near):
            return found
    # "5,000 Abkhaz roubles": an adjective that CLDR doesn't have
    if text[start : start + 1].isupper() and len(stops) > 1 and stops[0] + 1 < stops[1]:
        noun = folded(low[stops[0] + 1 : stops[1]])
        if noun in _names() and noun not in NATIONS_APART and not _is_word(noun):
            return Currency(start, stops[1], by_country(noun, near) or _names()[noun], rule="currency_name")
    return None


def _named(low: str, start: int, stop: int, end: int, near: str) -> Currency | None:
    """The currency that is named by exactly low[start:stop], behind a figure that ends at `end`."""
    name = folded(low[start:stop].replace(THIN, " "))
    names, minor = _names(), _minor_names()
    if name == "grand" and not GRAND_ALONE.match(low, stop):
        return None  # "two grand pianos"
    if name in minor:
        code, per_main = minor[name]
        return Currency(start, stop, code, per_main, "minor_unit")
    if name in ("crown", "crowns"):
        crown = next((found for noun in CROWNS if (found := by_country(noun, near))), None)
        return Currency(start, stop, crown, rule="currency_of_the_country") if crown else None
    if name == "euro" and EURO_AREA.match(low, stop):
        return None  # "12 euro zone countries"
    if name in names and (not _is_word(name) or _is_money_noun(low, name, end, stop)):
        country = by_country(name, near) if " " not in name else None
        return Currency(start, stop, country or names[name], rule="currency_name")
    return None


GRAND_ALONE = re.compile(
    r"[.,;:!?)\"”’—–-]|$|[ \u2009](?:an?|the|for|in|on|to|of|from|by|at|per|and|or|each|more|less|last|this|that|every|is|was|but|"
    r"when|if|so|just|off|over|extra|out|with|worth)\b"
)
EURO_AREA = re.compile(
    r"[ \u2009-]?(?:zone|area|bloc|countr|nation|member|state|government|econom|championship|finals?\b|qualif)"
)
CROWNS = ("krone", "krona", "koruna")
NATIONS_APART = frozenset({"dollar", "dollars", "pound", "pounds", "euro", "euros"})


def _is_word(name: str) -> bool:
    """Currency names that are also ordinary words: real, won, som, lei."""
    return name in load_yaml("currencies")["nouns_that_are_words"]


@cache
def _countries(noun: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The currencies of a noun ('rupee'), each with the words of its country: CLDR's adjective and territories."""
    further = load_yaml("currencies")["country_words"]
    territories: dict[str, list[str]] = {}
    for territory, name in Locale("en").territories.items():
        if len(territory) == 2 and territory.isalpha():
            for code in get_territory_currencies(territory):
                territories.setdefault(code, []).append(name.lower())
    found = []
    for code in sorted(territories):
        name = folded(get_currency_name(code, 1, "en").lower())
        if name.endswith(f" {noun}"):
            words = [name[: -len(noun) - 1], *sorted(territories[code]), *further.get(code, [])]
            found.append((re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"), code))
    return tuple(found)


def by_country(noun: str, low: str) -> str | None:
    """The code of a bare noun where exactly one country that pays in it is named: 'Pakistan … 500 rupees' is PKR."""
    if noun in NATIONS_APART:
        return None
    singular = noun[:-1] if noun.endswith("s") and len(noun) > 3 else noun
    codes_named = [code for pattern, code in _countries(singular) if pattern.search(low)]
    return codes_named[0] if len(codes_named) == 1 else None


def _is_money_noun(low: str, word: str, end: int, stop: int) -> bool:
    """'5,000 won' is money, 'the 5 won' is not: a currency that is also a word needs a large figure."""
    if low.startswith("'", stop):
        return False  # won't
    if word in ("ether", "ethers") and CRYPTO.search(low):
        return True
    return bool(re.search(r"(?:illion|thousand|\d,\d{3}|\d{3}|bn|\dm|trn|tn|\d\.\d+)$", low[max(0, end - 10) : end]))


CRYPTO = re.compile(r"\b(?:bitcoins?|crypto\w*|blockchain|ethereum|wallets?|tokens?)\b")


def minor_symbol(text: str, low: str, end: int) -> Currency | None:
    """Pence and cents as one letter directly after the digits: 95p, 34c."""
    match = re.match(r"([pc¢])(?![\w'])", text[end : end + 2])
    if not match:
        return None
    return Currency(end, end + 1, "GBP" if match[1] == "p" else "USD", 100.0, "minor_symbol")


TO_CURRENCY = re.compile(r"[ \u2009](?:per|to[ \u2009](?:the|one|a)|for[ \u2009](?:one|each|every))(?=[ \u2009])")


def per_currency(text: str, low: str, end: int) -> tuple[str, int] | None:
    """'134.5 yen to the dollar', '4.41 per dollar': the code of the other currency of a rate, and where its name ends."""
    joint = TO_CURRENCY.match(low, end)
    other = _name_after(text, low, joint.end()) if joint else None
    if other is None or other.per_main != 1.0 or low[other.end : other.end + 1] == "-":
        return None
    return other.code, other.end


def exchange_rate(context: Context, m: Measure) -> tuple[str, int] | None:
    """'the rouble fell to 4.41 per dollar': a rate of the currency that the sentence named before the figure."""
    other = per_currency(context.text, context.low, m.end) if m.numeral.digits else None
    if other is None:
        return None
    start = context.sentence_at(m.start).start - context.offset
    named = [
        found.code
        for word in re.finditer(r"[^\W\d_]+", context.low[start : m.start])
        if (found := _named(context.low, start + word.start(), start + word.end(), start, ""))
        and found.code != other[0]
    ]
    return (f"{named[-1]} per {other[0]}", other[1]) if named else None


@cache
def _per_nouns() -> frozenset[str]:
    return frozenset(load_yaml("currencies")["per_nouns"])


PER = re.compile(r"[ \u2009]?(?:/|\bper\b|\ban?\b|\beach\b|-a-|-an-|-per-)[ \u2009]?")


def per_noun(low: str, end: int) -> tuple[str, int] | None:
    """What a sum is per besides units and time: 'cents a share', '$148 per departing passenger', '$33 apiece'."""
    if match := re.match(r"[ \u2009](?:apiece|each)\b", low[end : end + 8]):
        return None
    match = PER.match(low, end)
    if not match or match.end() == end:
        return None
    run = re.match(r"[a-z]+(?:[ -][a-z]+)?", low[match.end() : match.end() + 40])
    if not run:
        return None
    for candidate in (run[0], run[0].split(" ")[0]):
        if candidate in _per_nouns():
            return candidate, match.end() + len(candidate)
    return None
