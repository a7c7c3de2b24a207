"""What the lexicon knows of names: words that tell a name's kind, well-known organisations, places, peoples, names.

All look-ups are by exact name; what a document says of a name is weighed against them in evidence.py.
"""

from __future__ import annotations

from functools import cache, partial

from pipeline.reading.lexicon import load_csv, word_set

# Short names of countries that CLDR lists under their long ones only.
_COUNTRY_FORMS = {
    "United States": ("US", "U.S.", "USA", "U.S.A.", "United States of America"),
    "United Kingdom": ("UK", "U.K."),
    "South Korea": ("S Korea", "S. Korea"),
    "North Korea": ("N Korea", "N. Korea", "DPRK"),
    "South Africa": ("S Africa", "S. Africa"),
    "United Arab Emirates": ("UAE", "U.A.E."),
    "Hong Kong SAR China": ("Hong Kong",),
    "Macao SAR China": ("Macau", "Macao"),
    "Palestinian Territories": ("Palestine",),
    "Czechia": ("Czech Republic",),
    "Türkiye": ("Turkey",),
    "Myanmar (Burma)": ("Myanmar", "Burma"),
    "Côte d'Ivoire": ("Ivory Coast", "Côte d’Ivoire"),
}


words = partial(word_set, "entity_words")


@cache
def _organisations() -> dict[str, str]:
    found: dict[str, str] = {}
    rows = load_csv("organisations")
    for row in rows:
        found[row["name"]] = row["name"]
    for row in rows:
        for alias in filter(None, row["aliases"].split("|")):
            found.setdefault(alias.replace("’", "'"), found[row["name"]])
    return found


def organisation(name: str) -> str | None:
    """The full name of the well-known organisation of this name or acronym."""
    return _organisations().get(name.replace("’", "'"))


@cache
def phrase_openers() -> frozenset[str]:
    """First words of the known names that have a small word inside."""
    return frozenset(name.split()[0] for name in _organisations() if any(word.islower() for word in name.split()))


@cache
def _places() -> dict[str, tuple[str, str]]:
    found = {row["name"].replace("’", "'"): (row["kind"], row["main"]) for row in load_csv("places")}
    for main, forms in _COUNTRY_FORMS.items():
        for form in forms:
            found[form] = ("country", main)
    return found


def place_kind(name: str) -> str | None:
    """country, state, city, region, land or water; None for a name that is no known place."""
    entry = _places().get(name.replace("’", "'"))
    return entry[0] if entry else None


def country(name: str) -> str | None:
    """The main name of the country that goes by this name (UK -> United Kingdom)."""
    entry = _places().get(name.replace("’", "'"))
    return entry[1] or None if entry else None


def place_label(kind: str) -> str:
    return "LOC" if kind in ("land", "water") else "GPE"


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(row["name"] for row in load_csv("demonyms"))


def is_demonym(word: str) -> bool:
    """ "German", "Germans", "Republicans", "Londoners": words for people, singular or plural."""
    return word in _demonyms() or (word.endswith("s") and word[:-1] in _demonyms())


@cache
def _given_names() -> frozenset[str]:
    return frozenset(row["name"] for file in ("given_names", "given_names_world") for row in load_csv(file))


def is_given_name(word: str) -> bool:
    return word in _given_names() or ("-" in word and word.split("-")[0] in _given_names())


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["name"] for row in load_csv("surnames"))


def is_common_surname(word: str) -> bool:
    return word.capitalize() in _surnames()
