"""Fields that a seed states of itself (front matter, columns), tidied: what can't be used is unknown."""

from __future__ import annotations

import re
from functools import cache

from pipeline.intake.decoding import clean

MAX_TITLE_CHARACTERS = 1_000
MAX_URL_CHARACTERS = 4_000
# BCP 47 in its usual parts: language, script, region; en_GB is common for en-GB.
_TAG = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8}){0,3})")
_UNKNOWN = ("und", "mul", "mis", "zxx", "nan")


def title_field(value: object) -> str | None:
    """A title on one line, without markup of its own."""
    if not isinstance(value, str):
        return None
    return " ".join(clean(value[: 4 * MAX_TITLE_CHARACTERS]).split())[:MAX_TITLE_CHARACTERS] or None


def url_field(value: object) -> str | None:
    """A web address, or None: no other scheme (javascript:, data:) can be meant as a document's place."""
    if not isinstance(value, str):
        return None
    url = value.strip()
    if (
        len(url) > MAX_URL_CHARACTERS
        or not re.fullmatch(r"https?://[^\s<>\"]+", url, re.IGNORECASE)
        or not url.isprintable()
    ):
        return None
    return url


def language_field(value: object) -> str | None:
    """A language as a BCP 47 code: "en", "en-GB", "eng", "English"; None if it is none."""
    if not isinstance(value, str):
        return None
    name = value.strip()
    found = _TAG.fullmatch(name)
    if found is None:
        return _codes_by_name().get(name.casefold())
    language = _two_letter_codes().get(found[1].lower(), found[1].lower())
    if language in _UNKNOWN or language not in _known_codes():
        return None
    return language + "".join(_subtag(part) for part in re.split("[-_]", found[2]) if part)


def _subtag(part: str) -> str:
    return "-" + (
        part.upper() if len(part) == 2 else part.title() if len(part) == 4 and part.isalpha() else part.lower()
    )


@cache
def _names() -> dict[str, str]:
    """English names of languages by code (CLDR)."""
    from babel import Locale

    return {str(code): str(name) for code, name in Locale("en").languages.items()}


@cache
def _known_codes() -> frozenset[str]:
    return frozenset(code for code in _names() if "_" not in code)


@cache
def _codes_by_name() -> dict[str, str]:
    return {name.casefold(): code.replace("_", "-") for code, name in _names().items()}


@cache
def _two_letter_codes() -> dict[str, str]:
    """Three-letter codes (ISO 639-2) of languages that have one of two letters, which BCP 47 asks for."""
    from babel.core import get_global

    return {str(a): str(b) for a, b in get_global("language_aliases").items() if len(a) == 3 and len(b) == 2}
