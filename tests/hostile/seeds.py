"""A folder of hostile seeds, and what has to become of each: a document, or a refusal with its reason.

Used by the tests of `newsclaims build`; run as a program it writes the folder, to be looked at or built by hand:

    python -m tests.hostile.seeds /tmp/hostile
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import socket
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

DOCUMENT = "document"
SENTENCE = "Police in the northern city arrested 1,600 people on Monday, the mayor said."
ROW = {"id": "good", "text": SENTENCE}
PAYLOADS = (Path(__file__).parents[1] / "injection" / "payloads.txt").read_text(encoding="utf-8").splitlines()


@dataclass(frozen=True, slots=True)
class Seed:
    """A file and what has to become of it: DOCUMENT or a reason, by document id."""

    path: bytes
    content: bytes
    outcomes: Mapping[str, str]


def text(name: str, content: bytes | str, outcome: str = DOCUMENT) -> Seed:
    """A seed that is one document, or none."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    return Seed(name.encode("utf-8"), data, {name: outcome})


def rows(name: str, content: bytes | str, outcomes: Mapping[str, str]) -> Seed:
    """A seed of rows; `outcomes` by what follows the # of their ids, "" for the seed itself."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    return Seed(name.encode(), data, {f"{name}#{at}" if at else name: outcome for at, outcome in outcomes.items()})


def all_seeds() -> list[Seed]:
    """Every hostile file, each in its folder by kind."""
    return [*encodings(), *contents(), *names(), *json_lines(), *comma_separated(), *parquet(), *pages(), *packed()]


def encodings() -> Iterator[Seed]:
    accented = "Police in Zürich arrested 1,600 people on Monday, said José Peña of “Le Café” – a spokesman."
    yield text("encoding/empty.txt", b"", "empty")
    yield text("encoding/blank.txt", b" \r\n\t\n", "empty")
    yield text("encoding/only_bom.txt", b"\xef\xbb\xbf", "empty")
    yield text("encoding/only_utf16_bom.txt", b"\xff\xfe", "empty")
    yield text("encoding/only_nul.txt", b"\0" * 5000, "not_text")
    yield text("encoding/binary.txt", bytes(range(256)) * 40, "not_text")
    yield text("encoding/utf8_bom.txt", b"\xef\xbb\xbf" + accented.encode())
    yield text("encoding/utf8_cut.txt", (accented + " Zür").encode()[:-2] + b"\xc3", "undecodable")
    yield text("encoding/utf8_broken.txt", accented.encode().replace("é".encode(), b"\xc3("), "undecodable")
    yield text("encoding/utf16_le.txt", b"\xff\xfe" + accented.encode("utf-16-le"))
    yield text("encoding/utf16_be.txt", b"\xfe\xff" + accented.encode("utf-16-be"))
    yield text("encoding/utf16_unmarked.txt", accented.encode("utf-16-le"))
    yield text("encoding/utf16_cut.txt", b"\xff\xfe" + accented.encode("utf-16-le")[:-1], "undecodable")
    yield text("encoding/utf16_half_pair.txt", b"\xff\xfe" + (SENTENCE + " ").encode("utf-16-le") + b"\x3d\xd8",
               "undecodable")  # fmt: skip
    yield text("encoding/utf32.txt", b"\xff\xfe\0\0" + accented.encode("utf-32-le"))
    yield text("encoding/latin1.txt", accented.translate({0x201C: '"', 0x201D: '"', 0x2013: "-"}).encode("latin-1"))
    yield text("encoding/windows1252.txt", accented.encode("cp1252"))
    yield text("encoding/surrogates_as_utf8.txt", SENTENCE.encode() + b" \xed\xa0\xbd\xed\xb8\x80")
    yield text("encoding/lone_surrogates_as_utf8.txt", SENTENCE.encode() + b" \xed\xa0\xbd.")
    yield text("encoding/overlong_utf8.txt", SENTENCE.encode() + b" \xc0\xaf\xe0\x80\xaf", "*")
    yield text("encoding/stray_nul.txt", SENTENCE.replace("people", "peo\0ple"))


def contents() -> Iterator[Seed]:
    yield text("content/crlf.txt", f"Title\r\n\r\n{SENTENCE}\r\n")
    yield text("content/cr.txt", f"Title\r\r{SENTENCE}\r")
    yield text("content/mixed_ends.txt", f"Title\n\r\n\r{SENTENCE}\u2028{SENTENCE}\u2029\u0085\v\f")
    yield text("content/zero_width.txt", SENTENCE.replace("1,600", "1\u200b,\u200d6\u200c0\ufeff0"))
    yield text("content/bidi.txt", SENTENCE.replace("1,600", "\u202e006,1\u202c") + " \u2066x\u2069\u200f\u061c")
    yield text("content/other_digits.txt", "Police arrested ٣٤ people, ３４ dogs, १२ cats and 𝟗𝟗 mice on Monday.")
    yield text("content/odd_numbers.txt", "It rose 1e400 percent, or -1e400, NaN, inf, 0/0, 1/0, 5 0/0, 1/0000 of it.")
    yield text("content/huge_integer.txt", "It costs $" + "9" * 5000 + " and " + "9," * 2000 + "9 euros in all of it.")
    yield text("content/long_decimal.txt", "It rose 0." + "0" * 5000 + "1 percent in the year to March, they said.")
    yield text("content/million_millions.txt", "It costs " + "million " * 500 + "dollars, said the mayor of the city.")
    yield text("content/powers.txt", "That is 10^400 people and 10^-400 dogs, 3 x 10^999999999 cats, the mayor said.")
    yield text("content/hundred_ands.txt", "They found " + "one hundred and " * 300 + "five people in the city.")
    yield text("content/fractions.txt", "Some ½¾⅓ people, " + "1/" * 500 + "2 people and 5⁄0 dogs were in the city.")
    yield text("content/roman.txt", "King Ⅻ had ⅯⅯ soldiers, ⑳ horses and 〇〇 dogs in the city, the mayor said.")
    yield text("content/quotes.txt", "“" * 300 + SENTENCE + "”" * 300 + '"' * 1001 + "'" * 999)
    yield text("content/brackets.txt", "(" * 300 + SENTENCE + "]" * 300)
    yield text("content/combining.txt", SENTENCE + " Z" + "\u0301" * 20_000)
    yield text("content/emoji.txt", "👩‍👩‍👧‍👦" * 500 + " " + SENTENCE)
    yield text("content/private_use.txt", SENTENCE + " \ue000\uffff\ufffe\U0010ffff\U000e0001")
    yield text("content/one_word.txt", SENTENCE + " " + "a" * 200_000)
    yield text("content/dashes.txt", SENTENCE + " " + "-" * 50_000)
    yield text("content/dots.txt", SENTENCE + " " + ". " * 2_000)
    yield text("content/numbers.txt", "They counted these: " + " ".join(map(str, range(5000))))
    yield text("content/paragraphs.txt", f"{SENTENCE}\n\n" * 60)
    yield text("content/lines.txt", "5\n" * 300 + SENTENCE)
    yield text("content/dates.txt", "Published: 9999-99-99\n" * 50 + "Published: 0000-00-00\n\n" + SENTENCE)
    yield text("content/far_dates.txt", f"Published: 9999-12-31\n\n{SENTENCE} That was 99999999999 years ago, last month, "
               "in 5000000 BC, 999999999 months from now and next century.")  # fmt: skip
    yield text("content/first_day.txt", f"Published: 0001-01-01\n\n{SENTENCE} That was 500 years ago and last month.")
    yield text("content/payloads.txt", "\n\n".join(f"{payload} {SENTENCE}" for payload in PAYLOADS))
    yield text("content/front_matter.md", "---\ntitle: &a [*a, *a]\ndate: !!python/object/apply:os.system ['id']\n---\n"
               + SENTENCE)  # fmt: skip
    yield text("content/yaml_bomb.md", "---\na: &a [x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)},*{chr(97 + i)}]\n" for i in range(20)) + f"---\n{SENTENCE}")  # fmt: skip
    yield text("content/deep_yaml.md", "---\na: " + "[" * 5000 + f"\n---\n{SENTENCE}")
    yield text("content/french.txt", "La police a arrêté 1 600 personnes lundi dans le nord du pays, selon le maire. "
               "Les autorités ont déclaré que la situation était calme.", "unsupported_language")  # fmt: skip


def names() -> Iterator[Seed]:
    for name in (
        "names/new\nline.txt",
        "names/quo\"te's.txt",
        "names/esc\x1b[31mred\x07.txt",
        "names/bidi\u202etxt.exe.txt",
        "names/<script>alert(1)<",
        "names/=1+1.txt",
        "names/|cell | [a](javascript:alert(1)).txt",
        "names/%2e%2e%2fpercent.txt",
        "names/back\\slash..\\.txt",
        "names/-rf.txt",
        "names/--data.txt",
        "names/ space .txt",
        "names/CON.txt",
        "names/a#b.txt",
        "names/*?[x].txt",
        "names/'; drop table numeric_claims; --.txt",
        "names/${HOME}`id`.txt",
        "names/Zu\u0308rich.txt",
        "names/Z\u00fcrich.txt",
        "names/" + "n" * 251 + ".txt",
    ):
        yield text(name, SENTENCE, DOCUMENT if name.endswith(".txt") else "unsupported_type")
    yield Seed(b"names/not_utf8_\xff\xfe.txt", SENTENCE.encode(), {"names/not_utf8_%FF%FE.txt": DOCUMENT})
    yield text("names/not_utf8_%FF%FE.txt", SENTENCE, "duplicate")
    deep = "names/" + "/".join(["d" * 100] * 20) + "/deep.txt"
    yield text(deep, SENTENCE)
    yield text("names/no_ending", SENTENCE, "unsupported_type")
    yield text("names/office.docx", b"PK\x03\x04", "unsupported_type")


BAD_IDS = {
    "../up": "unsafe_path",
    "a/../../b": "unsafe_path",
    "..\\up": "unsafe_path",
    "/etc/passwd": "unsafe_path",
    "C:\\x": "unsafe_path",
    "~root": "unsafe_path",
    "nul\0byte": "unsafe_path",
    "new\nline": "unsafe_path",
    "esc\x1b[31m": "unsafe_path",
    "bidi\u202e": "unsafe_path",
    "": "malformed_row",
    "   ": "malformed_row",
    "x" * 501: "malformed_row",
}


def json_lines() -> Iterator[Seed]:
    good = json.dumps(ROW)
    bad = [json.dumps({"id": name, "text": SENTENCE}) for name in BAD_IDS]
    outcomes = {f"line {number}": reason for number, reason in enumerate(BAD_IDS.values(), 1)}
    yield rows("rows/ids.jsonl", "\n".join([*bad, good, good, ""]), {**outcomes, "good": "duplicate"})
    broken = (
        "{",
        "[]",
        "null",
        "5",
        '"text"',
        "NaN",
        "{'id': 1}",
        '{"id": "a"}',
        '{"text": "Five people"}',
        '{"id": "b", "text": 5}',
        '{"id": "c", "text": null}',
        '{"id": "d", "text": ["Five people"]}',
        '{"id": ["e"], "text": "Five people"}',
        '{"id": true, "text": "Five people"}',
        '{"id": NaN, "text": "Five people"}',
        '{"id": 1e400, "text": "Five people"}',
        '{"id": ' + "9" * 5000 + ', "text": "Five people"}',
        '{"id": "f", "text": "Five peo',
        "[" * 10_000,
        '{"a":' * 10_000 + "1" + "}" * 10_000,
        "\0\0\0",
    )
    named = {5: "", 7: "a", 9: "b", 10: "c", 11: "d"}
    outcomes = {named.get(i) or f"line {i + 1}": "malformed_row" for i in range(len(broken))}
    kept = {"good": DOCUMENT, "surrogate": DOCUMENT, "7": DOCUMENT, "8": DOCUMENT, "nan": DOCUMENT, "twice": DOCUMENT}
    yield rows(
        "rows/broken.jsonl",
        b"\n".join(line.encode() for line in broken)
        + b'\n{"id": "x", "text": "\xff\xfe"}\n'
        + good.encode()
        + b'\n{"id": "surrogate", "text": "Five people \\ud83d died on Monday", "title": "\\udc00"}'
        + b'\n{"id": 7, "text": "Five people died on Monday"}\n{"id": 8.0, "text": "Five people died on Monday"}'
        + b'\n{"id": "nan", "text": "Five people died on Monday", "published_at": NaN, "title": 1e400, "url": {}}'
        + b'\n{"id": "y", "id": "twice", "text": "Five people died on Monday", "published_at": "0000-99-99"}',
        {**outcomes, f"line {len(broken) + 1}": "malformed_row", **kept},
    )
    yield rows("rows/utf16.jsonl", b"\xff\xfe" + good.encode("utf-16-le"), {"good": DOCUMENT})
    yield rows("rows/cut.jsonl", f'{good}\n{{"id": "cut", "te', {"good": DOCUMENT, "line 2": "malformed_row"})
    yield rows("rows/no_lines.jsonl", "\n\n  \n", {"": "empty"})
    yield rows("rows/array.jsonl", json.dumps([ROW, ROW], indent=1),
               {f"line {i}": "malformed_row" for i in range(1, 11)})  # fmt: skip


def comma_separated() -> Iterator[Seed]:
    good = f'good,"{SENTENCE}"\n'
    yield rows(
        "rows/broken.csv",
        f'id,text\n{good}short\nlong,a,b\n"open,five people\nnul\0,Five people\n,"No id, five people"\nnotext,\n'
        f'../up,Five people\nlast,"{SENTENCE}"\n',
        {
            "good": DOCUMENT,
            "line 3": "malformed_row",
            "line 4": "malformed_row",
            "line 5": "malformed_row",
            "line 6": "unsafe_path",
            "line 7": "malformed_row",
            "notext": "malformed_row",
            "line 9": "unsafe_path",
            "last": DOCUMENT,
        },
    )
    yield rows("rows/huge_field.csv", f"id,text\n{good}huge,{'x ' * 200_000}\n", {"good": DOCUMENT, "huge": DOCUMENT})
    yield rows("rows/many_columns.csv", f"id,text,{','.join(map(str, range(20_000)))}\n{good}",
               {"line 2": "malformed_row"})  # fmt: skip
    yield rows("rows/no_header.csv", good, {"": "malformed_row"})
    yield rows("rows/only_header.csv", "id,text\n", {"": "empty"})
    yield rows("rows/nothing.csv", "", {"": "empty"})
    yield rows("rows/latin.csv", "id,text\ngood,José Peña paid £5 on Monday in the city\n".encode("latin-1"),
               {"good": DOCUMENT})  # fmt: skip
    yield rows("rows/formulas.csv", f'id,text\n=1+1,"{SENTENCE}"\n"@SUM(1)","=cmd|\' /C calc\'!A0 five people died"\n',
               {"=1+1": DOCUMENT, "@SUM(1)": DOCUMENT})  # fmt: skip
    yield rows(
        "rows/open_quote.csv", 'id,text\na,"' + "x\n" * 200, {f"line {i}": "malformed_row" for i in range(2, 202)}
    )


def written(table: pa.Table, **options: object) -> bytes:
    """A table as Parquet."""
    sink = io.BytesIO()
    pq.write_table(table, sink, **options)
    return sink.getvalue()


def parquet() -> Iterator[Seed]:
    good = pa.table({"id": ["good"], "text": [SENTENCE]})
    whole = written(good)
    yield rows("rows/good.parquet", whole, {"good": DOCUMENT})
    yield rows("rows/cut.parquet", whole[: len(whole) // 2], {"": "undecodable"})
    yield rows("rows/empty.parquet", b"", {"": "undecodable"})
    yield rows("rows/text.parquet", SENTENCE, {"": "undecodable"})
    yield rows("rows/only_magic.parquet", b"PAR1PAR1", {"": "undecodable"})
    yield rows("rows/huge_footer.parquet", b"PAR1" + b"\xff\xff\xff\x7f" + b"PAR1", {"": "undecodable"})
    yield rows("rows/flipped.parquet", whole[:20] + bytes(b ^ 0xFF for b in whole[20:60]) + whole[60:],
               {"": "undecodable"})  # fmt: skip
    yield rows("rows/no_rows.parquet", written(good.slice(0, 0)), {"": "empty"})
    yield rows("rows/other_columns.parquet", written(pa.table({"a": [1]})), {"": "malformed_row"})
    types = pa.table(
        {
            "id": pa.array([1, 2, None], pa.int64()),
            "text": pa.array([b"Five people died on Monday", b"\xff\xfe\xff", None], pa.binary()),
        }
    )
    yield rows("rows/binary_text.parquet", written(types),
               {"1": "malformed_row", "2": "malformed_row", "row 3": "malformed_row"})  # fmt: skip
    nested = pa.table({"id": ["a"], "text": [[{"x": [SENTENCE]}]]})
    yield rows("rows/nested.parquet", written(nested), {"a": "malformed_row"})
    numbers = pa.table({"id": [float("nan"), float("inf"), 3.0], "text": [SENTENCE] * 3})
    yield rows("rows/number_ids.parquet", written(numbers),
               {"row 1": "malformed_row", "row 2": "malformed_row", "3": DOCUMENT})  # fmt: skip
    invalid = pa.Array.from_buffers(
        pa.string(), 2, pa.array([b"\xff\xfe\xfd", SENTENCE.encode()], pa.binary()).buffers()
    )
    yield rows("rows/not_utf8.parquet", written(pa.table({"id": ["a", "b"], "text": invalid})),
               {"row 1": "malformed_row", "b": DOCUMENT})  # fmt: skip
    dates = pa.table({"id": ["a"], "text": [SENTENCE], "published_at": pa.array([2**62], pa.timestamp("us"))})
    yield rows("rows/far_date.parquet", written(dates), {"a": DOCUMENT})
    bomb = pa.table({"id": ["a"] * 1_000_000, "text": ["x" * 1000] * 1_000_000})
    yield rows("rows/bomb.parquet", written(bomb, compression="zstd"), {"": "too_large"})


def pages() -> Iterator[Seed]:
    prose = f"<p>{SENTENCE}</p>" * 5
    yield text("pages/good.html", f"<html><head><title>T</title></head><body><article>{prose}</article></body></html>")
    yield text("pages/deep.html", "<div>" * 20_000 + prose + "</div>" * 20_000, "*")
    yield text("pages/very_deep.html", "<b>" * 200_000 + prose, "too_large")
    yield text("pages/unclosed.html", "<html><body><p" + " a" * 10_000 + f">{SENTENCE}" + "<p " * 2000, "*")
    nested = "".join(f'<!ENTITY e{i} "&e{i - 1};&e{i - 1};">' for i in range(1, 30))
    outside = '<!ENTITY e0 "b"><!ENTITY c SYSTEM "file:///etc/passwd">'
    declared = f"<!DOCTYPE x [{outside}{nested}]>"
    yield text("pages/entities.html", f"{declared}<html><body>{prose}&c;&e29;</body></html>", "*")
    yield text(
        "pages/script.html",
        f"<html><body><script>alert(5)</script><article>{prose}<img src=x onerror=alert(6)></article>",
    )
    yield text("pages/nothing.html", "<html><head></head><body></body></html>", "empty")
    yield text("pages/binary.html", b"<html>" + bytes(range(256)) * 20, "not_text")
    yield text("pages/charset.html", f'<meta charset="no-such-charset"><body><article>{prose}</article>')
    yield text("pages/idna.html", f'<meta charset="idna"><body><article>{prose}</article>')
    yield text("pages/nul.html", f"<html><body>\0<article>\0{prose}\0</article></body></html>")
    yield text(
        "pages/attributes.html", "<div " + " ".join(f'a{i}="{i}"' for i in range(8_000)) + f">{prose}</div>", "*"
    )
    yield text("pages/comment.html", "<!--" * 5000 + f"<body><article>{prose}</article>", "*")
    yield text("pages/url.html", '<html><head><link rel="canonical" href="javascript:alert(1)"><meta '
               f'property="article:published_time" content="9999-99-99"></head><body><article>{prose}</article></body>')  # fmt: skip


def packed() -> Iterator[Seed]:
    zstd = _zstd(b"\0" * 100_000_000)
    yield text("packed/good.txt.gz", gzip.compress(SENTENCE.encode()))
    yield text("packed/cut.txt.gz", gzip.compress(SENTENCE.encode() * 100)[:-12], "undecodable")
    yield text("packed/none.txt.gz", SENTENCE, "undecodable")
    yield text("packed/empty.txt.gz", b"", "*")
    yield text("packed/wrong_sum.txt.gz", gzip.compress(SENTENCE.encode())[:-8] + b"\0" * 8, "undecodable")
    yield text("packed/bomb.txt.gz", gzip.compress(b"\0" * 100_000_000), "too_large")
    yield text("packed/bomb.html.gz", gzip.compress(b"<p>" * 30_000_000), "too_large")
    yield rows("packed/bomb.jsonl.gz", gzip.compress(b"\n" * 100_000_000), {"": "too_large"})
    yield rows("packed/bomb.csv.gz", gzip.compress(b"id,text\n" + b"a" * 100_000_000), {"": "too_large"})
    yield rows("packed/bomb.parquet.gz", gzip.compress(b"\0" * 100_000_000), {"": "too_large"})
    yield text("packed/twice.txt.gz", gzip.compress(gzip.compress(SENTENCE.encode())), "not_text")
    yield text("packed/good.txt.zst", _zstd(SENTENCE.encode()))
    yield text("packed/cut.txt.zst", _zstd(os.urandom(1000).hex().encode())[:-20], "undecodable")
    yield text("packed/bomb.txt.zst", zstd, "too_large")
    yield rows("packed/bomb.jsonl.zst", zstd, {"": "too_large"})


def _zstd(data: bytes) -> bytes:
    return bytes(pa.compress(data, codec="zstd", asbytes=True))


def write(folder: Path) -> dict[str, str]:
    """Write every hostile seed, and what is no file; returns what has to become of each, "*" where either may."""
    expected: dict[str, str] = {}
    for seed in all_seeds():
        path = folder / os.fsdecode(seed.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(seed.content)
        expected |= seed.outcomes
    return expected | no_files(folder / "odd")


def no_files(folder: Path) -> dict[str, str]:
    """Links, FIFOs, sockets and devices; what can't be made here (no permission) isn't expected."""
    folder.mkdir(parents=True)
    outside = folder.parent.parent / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("The secret is 4,711 dollars, the mayor said on Monday.", encoding="utf-8")
    (folder / "real.txt").write_text(SENTENCE, encoding="utf-8")
    (folder / "sub").mkdir()
    (folder / "sub" / "inner.txt").write_text(SENTENCE, encoding="utf-8")
    links = {
        "out.txt": (str(outside / "secret.txt"), "unsafe_path"),
        "out_relative.txt": ("../../outside/secret.txt", "unsafe_path"),
        "out_folder": (str(outside), "unsafe_path"),
        "out_root.txt": ("/", "unsafe_path"),
        "out_proc.txt": ("/proc/self/environ", "unsafe_path"),
        "inside.txt": ("real.txt", DOCUMENT),
        "chain.txt": ("inside.txt", DOCUMENT),
        "to_folder": ("sub", "not_a_file"),
        "sub/loop": ("..", "not_a_file"),
        "self.txt": ("self.txt", "unreadable"),
        "ping.txt": ("pong.txt", "unreadable"),
        "pong.txt": ("ping.txt", "unreadable"),
        "broken.txt": ("no_such_file.txt", "unreadable"),
    }
    expected = {"odd/real.txt": DOCUMENT, "odd/sub/inner.txt": DOCUMENT}
    for name, (target, outcome) in links.items():
        (folder / name).symlink_to(target)
        expected[f"odd/{name}"] = outcome
    os.mkfifo(folder / "fifo.txt")
    expected["odd/fifo.txt"] = "not_a_file"
    (folder / "folder.txt").mkdir()
    expected["odd/folder.txt"] = "not_a_file"
    if _made(lambda: _bind(folder / "socket.txt")):
        expected["odd/socket.txt"] = "not_a_file"
    if _made(lambda: os.mknod(folder / "device.txt", 0o20644, os.makedev(1, 5))):  # /dev/zero, without end
        expected["odd/device.txt"] = "not_a_file"
    if os.geteuid() != 0:  # root reads whatever it likes
        (folder / "locked.txt").write_text(SENTENCE, encoding="utf-8")
        (folder / "locked.txt").chmod(0)
        expected["odd/locked.txt"] = "unreadable"
    return expected


def _made(make: object) -> bool:
    try:
        make()  # type: ignore[operator]
    except OSError:
        return False
    return True


def _bind(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        before = Path.cwd()
        os.chdir(path.parent)  # a socket's path has 108 characters at most
        try:
            listening.bind(path.name)
        finally:
            os.chdir(before)


def huge_seeds(folder: Path) -> dict[str, str]:
    """Seeds of many megabytes: one line, a million paragraphs, a million numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    huge = {
        "one_line.txt": f"{SENTENCE} " * (10_000_000 // len(SENTENCE)),
        "one_word.txt": "a" * 10_000_000,
        "paragraphs.txt": "Five men died.\n\n" * 1_000_000,
        "numbers.txt": " ".join(map(str, range(1_000_000))),
        "base64.txt": base64.b64encode(bytes(range(256)) * 30_000).decode(),
    }
    for name, content in huge.items():
        (folder / name).write_text(content, encoding="utf-8")
    return dict.fromkeys(huge, "*")


if __name__ == "__main__":
    for document_id, outcome in write(Path(sys.argv[1])).items():
        print(f"{outcome:20} {document_id!a}")
