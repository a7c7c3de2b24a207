"""`.csv`: a header, then one record a document; comma, semicolon or tab between fields."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Mapping

from pipeline.intake.contents import BoundedReader
from pipeline.intake.decoding import is_broken_utf8, is_western
from pipeline.intake.document import Refusal
from pipeline.intake.formats.content import Row
from pipeline.intake.formats.lines import MAX_LINE_CHARACTERS, numbered_lines, undecoded
from pipeline.intake.formats.rows import check_header

DELIMITERS = (",", ";", "\t")
# The standard library's own bound (131,072) is less than a long article.
csv.field_size_limit(MAX_LINE_CHARACTERS)


def read_comma_separated(content: BoundedReader, columns: Mapping[str, str]) -> Iterator[Row]:
    """Each record after the header as a row; Refusal if the header lacks a column.

    A record that breaks the rules of CSV (a quote that isn't closed, a field too few) costs one line: reading goes on
    with the next. An empty field is a missing one.
    """
    lines = numbered_lines(content, newline="")
    header_lines = (line for line in lines if isinstance(line[1], Refusal) or line[1].strip())
    number, first = next(header_lines, (0, ""))
    if not first:
        return
    if isinstance(first, Refusal):
        raise first
    delimiter = max(DELIMITERS, key=first.count)
    header = next((fields for _, fields in _records(iter([(number, first)]), delimiter)), None)
    if header is None or isinstance(header, Refusal):
        raise Refusal("malformed_row", "the header is no CSV")
    names = [_readable(name).strip() for name in header]
    check_header(names, columns)
    for number, fields in _records(lines, delimiter, len(names)):
        place = f"line {number}"
        if isinstance(fields, Refusal):
            yield Row(place, fields)
            continue
        try:
            values = [_readable(field) or None for field in fields]
        except Refusal as refusal:
            yield Row(place, refusal)
            continue
        yield Row(place, dict(zip(names, values, strict=True)))


def _records(
    lines: Iterator[tuple[int, str | Refusal]], delimiter: str, width: int | None = None
) -> Iterator[tuple[int, list[str] | Refusal]]:
    """Each record's fields with the number of its first line; `width`: how many fields it must have."""
    waiting: deque[tuple[int, str | Refusal]] = deque()
    while True:
        used: list[tuple[int, str | Refusal]] = []

        def feed(used: list[tuple[int, str | Refusal]] = used) -> Iterator[str]:
            size = 0
            while line := waiting.popleft() if waiting else next(lines, None):
                used.append(line)
                if isinstance(line[1], Refusal):
                    raise csv.Error("a quote that isn't closed before a line that is too long")
                size += len(line[1])
                if size > MAX_LINE_CHARACTERS:
                    raise csv.Error("a quote that isn't closed")
                yield line[1]

        fields: list[str] | Refusal
        try:
            fields = next(csv.reader(feed(), delimiter=delimiter, strict=True))
        except StopIteration:
            return
        except csv.Error as error:
            fields = Refusal("malformed_row", f"no CSV: {error}")
        number, first = used[0]
        if isinstance(first, Refusal):
            fields = first
        elif isinstance(fields, list) and not fields:
            continue  # a blank line
        elif isinstance(fields, list) and width is not None and len(fields) != width:
            fields = Refusal("malformed_row", f"{len(fields)} fields where the header has {width}")
        if isinstance(fields, Refusal):
            waiting.extendleft(reversed(used[1:]))
        yield number, fields


def _readable(field: str) -> str:
    """A field whose bytes weren't UTF-8 as Windows-1252, which spreadsheets write; Refusal if it isn't that either."""
    if not undecoded(field):
        return field
    try:
        data = field.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:  # half a character of UTF-16
        raise Refusal("malformed_row", "not UTF-8") from error
    if is_broken_utf8(data) or not is_western(data):
        raise Refusal("malformed_row", "not UTF-8")
    return data.decode("cp1252")
