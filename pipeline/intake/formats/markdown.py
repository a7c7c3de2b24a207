"""`.md`: front matter apart, the rest as it stands, marks and all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

import yaml

from pipeline.intake.decoding import decode
from pipeline.intake.formats.content import Content
from pipeline.intake.formats.fields import language_field, title_field, url_field
from pipeline.intake.published import parse_date

# Front matter is a few lines; what is longer is text, for YAML nested thousands deep takes its parser seconds.
MAX_FRONT_MATTER_CHARACTERS = 8_192
# Titles stand at the top.
_HEAD_CHARACTERS = 20_000

_DATES = (
    "published_at",
    "published",
    "date_published",
    "datePublished",
    "publishDate",
    "pubdate",
    "publication_date",
    "date",
)
_URLS = ("url", "link", "canonical_url", "canonical", "source_url")
_LANGUAGES = ("language", "lang")
_Value = TypeVar("_Value")
_HEADING = re.compile(r" {0,3}#[ \t]+(\S.*)")


def read_markdown(data: bytes) -> Content:
    """The text after the front matter; its title, date, address and language, else the title of the first heading."""
    return _content(decode(data))


def _content(text: str) -> Content:
    fields, body = split_front_matter(text)
    return Content(
        text=body,
        title=title_field(fields.get("title")) or title_field(heading(body)),
        published_at=_first(fields, _DATES, parse_date),
        url=_first(fields, _URLS, url_field),
        language=_first(fields, _LANGUAGES, language_field),
    )


def _first(fields: dict[str, object], names: tuple[str, ...], read: Callable[[object], _Value | None]) -> _Value | None:
    """The first of the named fields that can be read."""
    return next((found for name in names if (found := read(fields.get(name))) is not None), None)


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """The fields between a first line `---` and the next `---` (or `...`), and the text after them.

    Read as strings only (YAML's base schema): no object is made of them, and a bad date in one field doesn't cost the
    others. What isn't YAML of fields by name is text.
    """
    head = text[:MAX_FRONT_MATTER_CHARACTERS]
    if not re.match(r"---[ \t]*\n", head):
        return {}, text
    close = re.search(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", head[4:], re.MULTILINE)
    if close is None:
        return {}, text
    try:
        fields = yaml.load(head[4 : 4 + close.start()], Loader=yaml.BaseLoader)  # noqa: S506 makes strings only
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, text
    if not isinstance(fields, dict):
        return {}, text
    return fields, text[4 + close.end() :].lstrip("\n")


def heading(text: str) -> str | None:
    """The first heading of the first level (`# Title`, or a line underlined with ===), outside code."""
    before, fenced = "", False
    for line in text[:_HEAD_CHARACTERS].split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced:
            found = _HEADING.fullmatch(line)
            if found:
                return found[1].strip().rstrip("#").strip(" \t*_")
            if before.strip() and re.fullmatch(r" {0,3}=+[ \t]*", line):
                return before.strip(" \t*_")
        before = line
    return None
