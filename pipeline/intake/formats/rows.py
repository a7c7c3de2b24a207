"""What the formats with rows share: columns by name, a row's id, a row as a document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from pipeline.intake.decoding import clean
from pipeline.intake.document import Refusal
from pipeline.intake.formats.content import Content
from pipeline.intake.formats.fields import language_field, title_field, url_field
from pipeline.intake.published import parse_date

# Our name of each column -> its name in the seed; names are matched exactly, as every format does.
COLUMNS: Mapping[str, str] = {
    "id": "id",
    "text": "text",
    "title": "title",
    "published_at": "published_at",
    "url": "url",
    "language": "language",
}
MAX_ID_CHARACTERS = 500
_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")  # controls, formats (bidi), surrogates, line and paragraph separators


def complete(columns: Mapping[str, str] | None) -> dict[str, str]:
    """COLUMNS with the names given instead; ValueError for a column that there isn't."""
    unknown = sorted(set(columns or ()) - set(COLUMNS))
    if unknown:
        raise ValueError(f"no such column: {', '.join(unknown)}; there are {', '.join(COLUMNS)}")
    return {**COLUMNS, **(columns or {})}


def check_header(names: Iterable[str], columns: Mapping[str, str]) -> None:
    """Refusal of the whole seed if it has no column for the id or the text."""
    present = list(names)
    for ours in ("id", "text"):
        if columns[ours] not in present:
            shown = ", ".join(present[:20])
            raise Refusal("malformed_row", f"no column {columns[ours]!r} for the {ours}; its columns are: {shown}")


def row_id(row: Mapping[str, object], columns: Mapping[str, str]) -> str:
    """A row's id as a string; Refusal if it has none, or one that would lead out of the folder were it a path.

    Whole numbers are taken too, however the format writes them (7, 7.0). No normalisation but white space at the ends.
    """
    value = row.get(columns["id"])
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**100:
        value = str(value)
    if value is None or value == "":
        raise Refusal("malformed_row", f"no id in column {columns['id']!r}")
    if not isinstance(value, str):
        raise Refusal("malformed_row", f"the id is no string or whole number but a {type(value).__name__}")
    name = value.strip()
    if not name:
        raise Refusal("malformed_row", "the id is blank")
    if len(name) > MAX_ID_CHARACTERS:
        raise Refusal("malformed_row", f"an id of {len(name):,} characters; at most {MAX_ID_CHARACTERS}")
    if ".." in re.split(r"[/\\]", name) or re.match(r"[/\\~]|[A-Za-z]:[/\\]", name):
        raise Refusal("unsafe_path", f"the id leads out of the folder: {name}")
    if any(unicodedata.category(c) in _INVISIBLE for c in name):
        raise Refusal("unsafe_path", f"the id has control or invisible characters: {name!a}")
    return name


def row_content(row: Mapping[str, object], columns: Mapping[str, str]) -> Content:
    """A row as a document's content; Refusal if its text is missing or no string."""
    text = row.get(columns["text"])
    if text is None:
        raise Refusal("malformed_row", f"no text in column {columns['text']!r}")
    if not isinstance(text, str):
        raise Refusal("malformed_row", f"the text is no string but a {type(text).__name__}")
    return Content(
        text=clean(text),
        title=title_field(row.get(columns["title"])),
        published_at=parse_date(row.get(columns["published_at"])),
        url=url_field(row.get(columns["url"])),
        language=language_field(row.get(columns["language"])),
    )
