"""From bytes to text: which encoding, which line ends, and what is no text at all.

In this order: a byte order mark (UTF-8, UTF-16, UTF-32); UTF-8; UTF-16 without a mark, told by its NULs; then an 8-bit
or East Asian encoding, guessed. Broken UTF-8 isn't guessed at: a text most of whose non-ASCII characters are sound
UTF-8 was UTF-8, and read as anything else every name and sign in it would be wrong.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from pipeline.intake.document import Refusal

_MARKS = (  # UTF-32 before UTF-16, whose mark opens it
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
)
_ESCAPED_BYTES = [chr(0xDC00 + b) for b in range(0x80, 0x100)]  # as PEP 383 has them
# The share of control characters above which content is binary: random bytes have 11%, scraped text a stray NUL.
MAX_CONTROL_SHARE = 0.05
MAX_STRAY_CONTROLS = 4
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\r\f\v\b\x1b") + b"\x7f"
# Guessing reads this much around the first byte that is no ASCII: enough for a guess, and bounded in time.
_GUESS_BYTES = 1 << 16
# What Western news writes beyond ASCII: where nothing else does, the text is Windows-1252 (a superset of Latin-1's
# letters, and what browsers take for Latin-1).
_WESTERN = frozenset(
    "€‚„…‰‹›‘’“”•–—™\xa0¡¢£¥§©«®°±²³·¹º»¼½¾¿ªÀÁÂÄÇÈÉÊËÌÍÎÏÑÒÓÔÖÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÅÆØœŒŠšŽž"
)
MAX_WESTERN_SHARE = 0.15


def decode(data: bytes) -> str:
    """The text of a document's bytes, line ends normalised; Refusal (not_text, undecodable) if it is none."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise Refusal("not_text", f"{name}, not text")
    text = _decode(data)
    control = sum(text.count(chr(b)) for b in _CONTROL)
    if control > max(MAX_STRAY_CONTROLS, MAX_CONTROL_SHARE * len(text)):
        raise Refusal("not_text", f"{control} of {len(text)} characters are control characters")
    return clean(text)


def clean(text: str) -> str:
    """Line ends as \\n (CRLF, CR, U+2028, U+2029), no byte order mark, no lone surrogates; otherwise as given.

    Control characters, NULs, zero-width and bidirectional marks stay: they are the text's own, and every offset counts
    them. U+0085 stays too: in news it is a mis-decoded ellipsis, seldom a line end. A lone surrogate (half an emoji in
    JSON) can't be written as UTF-8 and becomes U+FFFD, as browsers do.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    if not text.isascii():
        text = re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    return text


def _decode(data: bytes) -> str:
    encoding = encoding_mark(data)
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise Refusal("undecodable", f"marked as {encoding.upper()}, but broken at byte {error.start}") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        first_bad = error.start
    else:
        return _unmarked_utf16(data) or text
    utf16 = _unmarked_utf16(data)
    if utf16 is not None:
        return utf16
    if sum(data.count(b) for b in _CONTROL) > MAX_CONTROL_SHARE * len(data) or 0 in data[:8192]:
        raise Refusal("not_text", "binary content")
    paired = _surrogates_as_utf8(data)
    if paired is not None:
        return paired
    if is_broken_utf8(data):
        raise Refusal("undecodable", f"UTF-8 that is broken at byte {first_bad}")
    encoding = guess_encoding(data)
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise Refusal("undecodable", f"no UTF-8 (byte {first_bad}), and not wholly {encoding} either") from None


def _surrogates_as_utf8(data: bytes) -> str | None:
    """CESU-8, as Java and old MySQL write it: UTF-8, but a character such as an emoji as its two surrogates."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def encoding_mark(data: bytes) -> str | None:
    """The encoding that a byte order mark names."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text, nearly every second byte is NUL and nearly none of the others."""
    sample = data[: 1 << 16]
    pairs = len(sample) // 2
    if pairs < 2 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for encoding, nul, other in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if nul > 0.7 * pairs and other < 0.05 * pairs:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise Refusal("undecodable", f"{encoding.upper()} that is broken at byte {error.start}") from None
    return None


def is_broken_utf8(data: bytes) -> bool:
    """Whether bytes that don't decode as UTF-8 were UTF-8 all the same.

    They were if at least half of the non-ASCII bytes are sound, or if it only breaks off in mid-character. In an 8-bit
    or East Asian text a sound sequence is an accident (a capital letter with accent, then a sign such as £).
    """
    beyond_ascii = sum(byte_count for byte, byte_count in Counter(data).items() if byte > 0x7F)
    text = data.decode("utf-8", "surrogateescape")
    broken = sum(map(text.count, _ESCAPED_BYTES))
    if broken < beyond_ascii:
        return beyond_ascii - broken >= broken
    # The only non-ASCII bytes close the text: a first byte of UTF-8 with too few to follow it.
    return broken < 4 and re.search(b"(?:[\xe1-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2})\\Z", data) is not None


def guess_encoding(data: bytes) -> str:
    """The likeliest encoding of bytes that are no UTF-8; Refusal (undecodable) if none is likely."""
    start = re.search(rb"[\x80-\xff]", data)
    at = max(0, start.start() - _GUESS_BYTES // 4) if start else 0
    sample = data[at : at + _GUESS_BYTES]
    if is_western(sample):
        return "cp1252"
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    best = from_bytes(sample).best()
    if best is None or best.encoding in ("utf_8", "ascii"):
        raise Refusal("undecodable", "in no encoding that could be told")
    return str(best.encoding)


def is_western(sample: bytes) -> bool:
    """Whether Windows-1252 reads as Western prose: few characters beyond ASCII, all usual, accents within words."""
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    beyond = [c for c in text if c > "\x7f"]
    if len(beyond) > MAX_WESTERN_SHARE * len(text) + 2 or not _WESTERN.issuperset(beyond):
        return False
    letters = sum(unicodedata.category(c)[0] == "L" for c in beyond)
    lone = len(re.findall(r"(?<![A-Za-z\x80-\u2122])[\xc0-\xd6\xd8-\xf6\xf8-\xff](?![A-Za-z\x80-\u2122])", text))
    return lone <= max(1, letters // 4)  # "à" and "É" stand alone in French and Italian
