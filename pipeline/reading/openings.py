"""How a report opens: the dateline before its first sentence, and first words in capitals.

Both are the newsroom's and no part of the sentence; a parser that reads them as one takes the place for its subject
("STUTTGART, Oct 3 - Carmaker Halvard reported …"). Source: AP Stylebook, "datelines"; house styles of Reuters, AFP and
the Indian and East African press, which close them with a colon.
"""

from __future__ import annotations

import re

from pipeline.reading import wordnet
from pipeline.reading.entities import gazetteer

# The lists of the lexicon that are asked here.
LISTS = ("organisations", "places", "wordnet_nouns")
MAX_DATELINE = 80  # characters
MIN_CAPITALS = 4  # letters of an opening word in capitals that is no abbreviation
_CAPITALS = r"[A-Z][A-Z’'.\-]+(?:[ /][A-Z][A-Z’'.\-]+){0,3}"
_MIXED = r"[A-Z][\w’'\-]+(?:[ /][A-Z][\w’'\-]+){0,3}"
# What may follow the place: its state or country, the day, the agency.
_MORE = r"(?:,\s[A-Z0-9][^–—:;!?()\n]{1,40}?)?(?:\s?\([^()\n]{0,30}\))?"
_DASH = r"\s?(?:—|–|--|\s-)\s?"
_STORY = r"(?=[\"'“‘(]?(?:[A-Z][^A-Z\s]|[A-Z]\s|[A-Z]{2,}|[$€£₹0-9]))"
_IN_CAPITALS = re.compile(rf"(?P<place>{_CAPITALS}){_MORE}{_DASH}{_STORY}")
_WITH_COLON = re.compile(rf"(?P<place>{_CAPITALS}){_MORE}:\s{_STORY}")
_IN_SMALL = re.compile(rf"(?P<place>{_MIXED})(?P<more>{_MORE}){_DASH}{_STORY}")
_TOLD = re.compile(r"\d|\([A-Z]")  # a day, an agency
_SHOUTED = re.compile(r"[A-Z][A-Z’'\-]+(?: [A-Z][A-Z’'\-]+){0,2}(?=[ ,][^A-Z\n]*[a-z])")


def dateline(text: str) -> int:
    """Where the story starts behind a paragraph's dateline, 0 if it has none."""
    head = text[: 2 * MAX_DATELINE]
    if not head[:1].isupper():
        return 0
    found = _IN_CAPITALS.match(head)
    if found is None and (found := _WITH_COLON.match(head)) is not None and not _known(found["place"]):
        found = None  # "ROSA: …" speaks
    if found is None and (found := _IN_SMALL.match(head)) is not None:
        told = _TOLD.search(found["more"]) is not None or _known(found["more"].strip(", "))
        found = found if told or _known(found["place"]) else None
    return found.end() if found is not None and found.end() <= MAX_DATELINE and found.end() < len(text) else 0


def _known(place: str) -> bool:
    parts = place.split("/")
    return any(gazetteer.place_kind(part.title()) is not None for part in parts)


def in_small(text: str) -> str:
    """A text whose first words stand in capitals, as it would be written elsewhere: "RATEPAYERS are …". Same length."""
    found = _SHOUTED.match(text)
    if found is None:
        return text
    words = found.group()
    first = re.split(r"[ ’'\-]", words, maxsplit=1)[0]
    everyday = (
        wordnet.senses(first.lower())
        or wordnet.senses(first.lower().removesuffix("s"))
        or "-" in words
        or gazetteer.place_kind(first.title()) is not None
    )
    if len(first) < MIN_CAPITALS or not everyday or gazetteer.organisation(first) is not None:
        return text
    plain = words[0] + words[1:].lower()
    return plain + text[len(words) :] if len(plain) == len(words) else text
