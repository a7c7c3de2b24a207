"""Hostile input from a seed of chance: files of every type, and texts full of what looks like numbers."""

from __future__ import annotations

import functools
import gzip
import io
import json
import random
from collections.abc import Callable, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.reading.numbers import lexer
from tests.hostile.seeds import PAYLOADS, SENTENCE

TYPES = ("txt", "md", "jsonl", "csv", "parquet", "txt.gz", "jsonl.gz", "csv.zst", "parquet.gz", "md.zst", "tsv", "x")

_ODD_CHARACTERS = (
    "\0\x07\x1b\x7f\x85\xa0\xad\u0301\u061c\u200b\u200d\u200f\u2028\u202e\u2066\u3000\ufeff\ufffd\ufffe\U000e0041"
)
_DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
_SIGNS = (
    "$ £ € ¥ ₹ % ‰ ° ′ ″ ' \" – — - − + ± ~ ≈ < > ≤ ≥ = × x * / ⁄ ^ . , ; : ! ? ( ) [ ] { } # & @ № § ½ ¾ ⅓ ² ³ ⁹ ₂ Ⅻ ⑳ 〇"
).split()
_CUES = (
    "the a of in on at to from between and or about nearly almost over under more less than up least most per each every "
    "year month day hour percent percentage points people dead arrests dollars euros pence cents yen barrels km miles mph "
    "acres litres tonnes watts degrees Celsius bytes aged old years-old half third quarter dozen score couple few several "
    "hundreds thousands millions billion bn m k trillion point minus no not said told will would could target rose fell by "
    "Monday May March 2024 1990s p.m. a.m. BC AD Section Route Flight Boeing 747 No. 24/7 911 U.S. Mr. Smith London ICE "
    "st nd rd th first second twice times fold e E 1e5 inf nan"
).split()


@functools.cache
def _number_words() -> Sequence[str]:
    return sorted(lexer.number_words())


def digits(chance: random.Random) -> str:
    """A numeral in figures, of any script, grouping and size."""
    script = chance.choice(_DIGITS) if chance.random() < 0.1 else _DIGITS[0]
    number = "".join(chance.choice(script) for _ in range(chance.choice((1, 1, 2, 3, 4, 6, 9, 20, 400))))
    if chance.random() < 0.3:
        mark = chance.choice((",", ".", " ", "\u00a0", "'", "_", ",,"))
        number = mark.join(number[i : i + 3] for i in range(0, len(number), 3))
    if chance.random() < 0.2:
        number += "." + "".join(chance.choice(script) for _ in range(chance.choice((0, 1, 2, 5))))
    return number


def word(chance: random.Random) -> str:
    """A word, numeral, sign or oddity."""
    kinds: tuple[Callable[[], str], ...] = (
        lambda: digits(chance),
        lambda: digits(chance),
        lambda: chance.choice(_number_words()),
        lambda: chance.choice(_number_words()),
        lambda: chance.choice(_CUES),
        lambda: chance.choice(_CUES),
        lambda: chance.choice(_SIGNS),
        lambda: chance.choice(_ODD_CHARACTERS),
        lambda: chr(chance.choice((chance.randrange(32, 0x3000), chance.randrange(0xE000, 0x110000)))),
    )
    found = chance.choice(kinds)()
    return chance.choice((str.upper, str.title))(found) if chance.random() < 0.1 else found


def text(chance: random.Random, most_words: int = 40) -> str:
    """Words with and without spaces between them, whole sentences here and there, and now and then one piece repeated."""
    pieces = []
    for _ in range(chance.randrange(most_words)):
        piece = SENTENCE if chance.random() < 0.03 else word(chance)
        if chance.random() < 0.01:
            piece *= min(chance.choice((10, 100, 1000)), 20_000 // len(piece) + 1)
        pieces.append(piece)
        pieces.append(chance.choice(("", " ", " ", " ", " ", " ", "-", "\n", "\n\n", ". ", "\t")))
    if chance.random() < 0.05:
        pieces.append(chance.choice(PAYLOADS))
    return "".join(pieces)


def damaged(chance: random.Random, data: bytes) -> bytes:
    """The data with some bytes flipped, cut, doubled or put in."""
    changed = bytearray(data)
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(changed) + 1)
        what = chance.randrange(5)
        if what == 0:
            del changed[at:]
        elif what == 1:
            changed[at : at + chance.randrange(9)] = b""
        elif what == 2:
            changed[at:at] = chance.randbytes(chance.randrange(5))
        elif what == 3 and at < len(changed):
            changed[at] ^= 1 << chance.randrange(8)
        else:
            changed[at:at] = changed[at : at + 20]
    return bytes(changed)


def value(chance: random.Random, depth: int = 2) -> object:
    """A JSON value of any type."""
    simple = (
        None,
        True,
        0,
        -1,
        7.0,
        1e308,
        float("inf"),
        float("nan"),
        10**30,
        "",
        "a",
        "../a",
        "en",
        "2024-05-02",
        "x" * 600,
    )
    if depth and chance.random() < 0.15:
        return [value(chance, depth - 1) for _ in range(chance.randrange(3))]
    if depth and chance.random() < 0.1:
        return {str(chance.choice(simple)): value(chance, depth - 1)}
    return text(chance, 8) if chance.random() < 0.4 else chance.choice(simple)


def row(chance: random.Random) -> dict[str, object]:
    """A row with columns of any type; half of them good ones."""
    found: dict[str, object] = {"id": f"r{chance.randrange(50)}", "text": f"{SENTENCE} {text(chance, 10)}"}
    for column in ("id", "text", "title", "published_at", "url", "language", "other"):
        if chance.random() < 0.15:
            found[column] = value(chance)
    if chance.random() < 0.1:
        del found[chance.choice(sorted(found))]
    return found


def json_lines(chance: random.Random) -> bytes:
    return "\n".join(
        json.dumps(row(chance), ensure_ascii=chance.random() < 0.5) for _ in range(chance.randrange(5))
    ).encode("utf-8", "surrogatepass")


def comma_separated(chance: random.Random) -> bytes:
    mark = chance.choice((",", ";", "\t"))
    lines = [mark.join(("id", "text", "title")) if chance.random() < 0.9 else text(chance, 5)]
    for _ in range(chance.randrange(5)):
        fields = (str(row(chance).get(column, "")) for column in ("id", "text", "title"))
        quoted = ('"' + field.replace('"', '""') + '"' if chance.random() < 0.8 else field for field in fields)
        lines.append(mark.join(quoted))
    return chance.choice(("\n", "\r\n")).join(lines).encode("utf-8", "replace")


def parquet(chance: random.Random) -> bytes:
    rows = [row(chance) for _ in range(chance.randrange(4))]
    columns: dict[str, pa.Array] = {}
    for name in ("id", "text", "title", "published_at"):
        cells = [one.get(name) for one in rows]
        try:
            columns[name] = pa.array(cells)
        except (pa.ArrowException, OverflowError, ValueError, TypeError):
            columns[name] = pa.array([None if cell is None else ascii(cell) for cell in cells], pa.string())
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink, compression=chance.choice(("none", "snappy", "zstd")))
    return sink.getvalue()


def markdown(chance: random.Random) -> bytes:
    fields = "\n".join(
        f"{chance.choice(('title', 'date', 'url', 'lang', 'x'))}{chance.choice((': ', ':', ' '))}{text(chance, 4)}"
        for _ in range(chance.randrange(4))
    )
    return f"---\n{fields}\n---\n# {text(chance, 5)}\n\n{text(chance)}".encode()


def plain(chance: random.Random) -> bytes:
    written = text(chance)
    if chance.random() < 0.1:
        written = f"Published: {text(chance, 4)}\n{written}"
    encoding = chance.choice(
        ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32", "shift-jis")
    )
    return written.encode(encoding, "replace")


def page(chance: random.Random) -> bytes:
    """An HTML page whose tags don't always fit."""
    names = (
        "p",
        "div",
        "article",
        "script",
        "svg",
        "table",
        "td",
        "meta",
        "title",
        "time",
        "b",
        "a",
        "style",
        "!--",
        "h1",
    )
    parts = ["<html><body><article>"]
    for _ in range(chance.randrange(30)):
        name = chance.choice(names)
        attributes = f' {chance.choice(("class", "href", "content", "datetime"))}="{text(chance, 2)}"'
        parts.append(f"<{name}{attributes if chance.random() < 0.3 else ''}>{text(chance, 8)}")
        parts.append(f"</{chance.choice((name, chance.choice(names)))}>" if chance.random() < 0.8 else "")
    return "".join(parts).encode("utf-8", "replace")


_MAKERS: dict[str, Callable[[random.Random], bytes]] = {
    "txt": plain,
    "md": markdown,
    "jsonl": json_lines,
    "csv": comma_separated,
    "tsv": comma_separated,
    "parquet": parquet,
    "html": page,
    "x": plain,
}


def file(chance: random.Random, types: Sequence[str] = TYPES) -> tuple[str, bytes]:
    """A file's type and content: well made or damaged, now and then another type's or plain noise."""
    kind = chance.choice(types)
    base, _, packing = kind.partition(".")
    maker = _MAKERS[base] if chance.random() < 0.9 else chance.choice(list(_MAKERS.values()))
    data = maker(chance) if chance.random() < 0.95 else chance.randbytes(chance.randrange(300))
    if chance.random() < 0.3:
        data = damaged(chance, data)
    if packing == "gz":
        data = gzip.compress(data, 1)
    elif packing == "zst":
        data = bytes(pa.compress(data, codec="zstd", asbytes=True))
    if packing and chance.random() < 0.2:
        data = damaged(chance, data)
    return kind, data
