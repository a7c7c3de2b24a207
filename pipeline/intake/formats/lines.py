"""A stream of bytes as numbered lines of text, each bounded."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pipeline.intake.contents import MAX_DOCUMENT_BYTES, BoundedReader
from pipeline.intake.decoding import encoding_mark
from pipeline.intake.document import Refusal

MAX_LINE_CHARACTERS = MAX_DOCUMENT_BYTES
# In a row: no export leaves that many, and a compressed file can hold billions.
MAX_BLANK_LINES = 1_000_000


def numbered_lines(content: BoundedReader, newline: str) -> Iterator[tuple[int, str | Refusal]]:
    """Each line with its number (from 1) and its end; a Refusal (too_large) in place of one that is too long.

    UTF-8, or what a byte order mark says. Bytes that aren't UTF-8 come as lone surrogates (PEP 383), so that they cost
    one row and not the file; a file with a mark that breaks off ends with a Refusal (undecodable).
    `newline` as in open(): "\\n" where only that ends a line, "" where CR and CRLF do as well.
    """
    buffered = io.BufferedReader(content, 1 << 18)
    encoding = encoding_mark(buffered.peek(4)[:4]) or "utf-8"
    errors = "surrogateescape" if encoding == "utf-8" else "surrogatepass"
    stream = io.TextIOWrapper(buffered, encoding=encoding, errors=errors, newline=newline)
    number = blank = 0
    try:
        while line := stream.readline(MAX_LINE_CHARACTERS + 1):
            number += 1
            if number == 1:
                line = line.removeprefix("\ufeff")
            blank = blank + 1 if line.isspace() else 0
            if blank > MAX_BLANK_LINES:
                raise Refusal("too_large", f"more than {MAX_BLANK_LINES:,} blank lines before line {number}")
            if len(line) <= MAX_LINE_CHARACTERS:
                yield number, line
                continue
            while line and not line.endswith(("\n", "\r")):
                line = stream.readline(MAX_LINE_CHARACTERS)
            yield number, Refusal("too_large", f"a line of more than {MAX_LINE_CHARACTERS:,} characters")
    except UnicodeDecodeError as error:
        raise Refusal("undecodable", f"marked as {encoding.upper()}, but broken after line {number}: {error}") from None
    finally:
        stream.detach()
        buffered.detach()


def undecoded(line: str) -> bool:
    """Whether a line has bytes that weren't UTF-8."""
    return not line.isascii() and any("\udc80" <= c <= "\udcff" for c in line)
