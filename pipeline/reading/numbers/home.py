"""The country a document is of, by the places it names: whose dollar its '$' is, whose rupee its 'Rs'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

from pipeline.reading.lexicon import load_csv, load_yaml

DOLLARS = re.compile(r"[$¢]|dollar|buck|(?<!per )\bcents?\b|\dc\b")
SHARED = re.compile(
    r"\b(?:Rs|Sh|K?Shs?|kr|N|R|K|P)\.?[ \u2009]?\d|[₨¥]|\b(?:rupee|peso|shilling|franc|krone|krona|kroner)"
)
NATIONAL_DOLLAR = re.compile(r"\b(?:US|A|AU|C|CA|NZ|HK|S)\$")
ELSEWHERE = re.compile(r"[£€]")
# Spellings of the Commonwealth, which the United States don't write.
COMMONWEALTH = re.compile(
    r"\bper cent\b|\d ?pc\b|\b(?:kilo|centi)?metres?\b|\b(?:centre|tonnes?|litres?|labour|councillor|cheque|programme|"
    r"neighbour|colour|favour|defence|licence|harbour)s?\b"
)
WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\$?|[A-Z]\$")
OPENING = 300  # characters of a document in which a place tells more: title, dateline, first sentence
PLAIN = 3  # words of one country more than of any other
PLAIN_BY_SPELLING = 2  # … where the spelling already says that it isn't the United States


@dataclass(frozen=True, slots=True)
class Home:
    """What a document's own money is: the code of its bare '$', and the currency of its country, if that is plain."""

    dollar: str = "USD"
    currency: str | None = None


@cache
def _words() -> dict[str, str]:
    """Words that tell a country, in lower case, with the code of its currency."""
    data = load_yaml("currencies")
    found: dict[str, str] = {}
    for code, words in {**data["home_cues"], **data["country_words"]}.items():
        for word in words:
            found.setdefault(word.rstrip("."), code)
    english = Locale("en").territories
    for territory in sorted(english):
        codes = get_territory_currencies(territory) if len(territory) == 2 and territory.isalpha() else []
        if codes:
            found.setdefault(re.sub(r" \(.*\)$", "", english[territory]).lower(), codes[0])
            adjective = get_currency_name(codes[0], 1, "en").lower().rpartition(" ")[0]
            if adjective and "(" not in adjective:
                found.setdefault(adjective, codes[0])
    return found


@cache
def _places() -> dict[str, str]:
    """Cities, towns and American states with the code of their country's currency."""
    found = {row["name"]: "USD" for row in load_csv("places") if row["kind"] == "state"}
    return found | {row["name"]: _currency(row["country"]) for row in load_csv("place_countries")}


@cache
def _currency(territory: str) -> str:
    return next(iter(get_territory_currencies(territory)), "")


@cache
def _openers() -> frozenset[str]:
    """First words of the names that have several."""
    return frozenset(name.split()[0].lower() for name in (*_words(), *_places()) if " " in name)


def codes_of(written: str) -> frozenset[str]:
    """The currencies that a sign or a noun of several countries may mean: 'Rs', 'rupees', 'kr'."""
    nouns = load_yaml("currencies")["sign_nouns"].get(written, ())
    return frozenset(code for noun in nouns or (written.lower(),) for code in _codes_of_noun(noun))


@cache
def _codes_of_noun(noun: str) -> frozenset[str]:
    if noun.rstrip("s") in ("dollar", "pound", "euro"):
        return frozenset()  # always told apart
    forms = (f" {noun}", f" {noun.removesuffix('s')}")
    return frozenset(
        code for code in map(str, Locale("en").currencies) if get_currency_name(code, 1, "en").lower().endswith(forms)
    )


def home_of(text: str) -> Home:
    """The document's own money; the US dollar and no country, unless it is plainly of another.

    Plainly: at least three different words of that country more than of any other (two where the spelling is the
    Commonwealth's); what stands in the opening counts twice.
    """
    has_dollars = DOLLARS.search(text.lower()) is not None
    if not has_dollars and not SHARED.search(text):
        return Home("GBP" if "£" in text else "EUR" if "€" in text else "USD")  # what a "grand" is of
    counts = _counts(text)
    dollars = load_yaml("currencies")["home_cues"]
    # "US$740" beside "$30m": the bare one is another. "A$5m ($4m; £2m)", "A$" as often as it: the American one.
    signs = NATIONAL_DOLLAR.findall(text)
    at_home = COMMONWEALTH.search(text) is not None and not ELSEWHERE.search(text)
    if at_home and "US$" in signs:
        counts["USD"] = 0
    best = max(counts, key=lambda code: (counts[code], code), default="USD")
    others = max((count for code, count in counts.items() if code != best), default=0)
    plain = counts.get(best, 0) >= others + (PLAIN_BY_SPELLING if at_home else PLAIN)
    own = sum(sign != "US$" for sign in signs)
    abroad = own > 0 and (ELSEWHERE.search(text) is not None or own * 2 > text.count("$") - len(signs))
    dollar = best if plain and best in dollars and not abroad else "USD"
    if not has_dollars:
        dollar = "GBP" if "£" in text else "EUR" if "€" in text else dollar
    return Home(dollar, best if plain else None)


def _counts(text: str) -> dict[str, int]:
    """How many different words of each country's money there are, those of the opening twice."""
    words = [(match[0], match.start()) for match in WORD.finditer(text)]
    seen: dict[str, str] = {}
    opening: set[str] = set()
    for i, (word, start) in enumerate(words):
        for length in (3, 2, 1) if word.lower() in _openers() else (1,):
            name = " ".join(w for w, _ in words[i : i + length]) if length > 1 else word
            name = name.removesuffix("’s").removesuffix("'s")
            code = _words().get(name.lower()) if name != "us" else None
            code = code or _places().get(name)
            if code:
                seen[name.lower()] = code
                if start < OPENING:
                    opening.add(name.lower())
                break
    counts: dict[str, int] = {}
    for name in sorted(seen):
        counts[seen[name]] = counts.get(seen[name], 0) + 1 + (name in opening)
    return counts
