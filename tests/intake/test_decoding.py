"""From bytes to text."""

from __future__ import annotations

import codecs
import contextlib
import os
import time

import pytest

from pipeline.intake.decoding import clean, decode
from pipeline.intake.document import Refusal

TEXT = "“Café” owners paid £5 million – half of it in naïve hope – to Zoë’s bank in Łódź.\nTwo thirds went to 北京."
WESTERN = (
    "“Café” owners paid £5 million – half of it in naïve hope – to Zoë’s bank.\nÉmile said à la carte is 20° warmer."
)


def reason(data: bytes) -> str:
    with pytest.raises(Refusal) as raised:
        decode(data)
    return raised.value.reason


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["utf8", "utf8-bom", "utf16le-bom", "utf16be-bom", "utf32le-bom", "utf32be-bom", "utf16le", "utf16be"],
)
def test_unicode_encodings(data: bytes) -> None:
    assert decode(data) == TEXT


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_western_text(encoding: str) -> None:
    assert decode(WESTERN.encode(encoding)) == WESTERN


@pytest.mark.parametrize("text", ["café", "£5m was paid to Zoë", "It cost €30.", "50° in the shade"])
def test_short_latin1_isnt_taken_for_another_script(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Полиция задержала в понедельник тысячу шестьсот человек в северном городе, сообщили власти. " * 5),
        ("shift_jis", "警察は月曜日に北部の都市で千六百人を逮捕したと発表した。市長はこの措置を支持した。" * 5),
        ("gb18030", "警方星期一在北部城市逮捕了一千六百人。市长支持这一行动，并表示将继续。" * 5),
    ],
)
def test_other_encodings_are_guessed(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_truncated_utf8_is_undecodable() -> None:
    assert reason("Zoë paid £5m to the café".encode()[:-1]) == "undecodable"
    assert reason(b"It cost 5 \xe2\x82") == "undecodable"


def test_broken_utf8_is_not_read_as_latin1() -> None:
    assert reason("Zoë’s café paid £5m".encode() + b" \xff " + "to Łódź".encode()) == "undecodable"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_truncated_utf16_and_utf32_are_undecodable(encoding: str) -> None:
    marked = ("\ufeff" + TEXT).encode(encoding)
    assert reason(marked[:-1]) == "undecodable"


def test_lone_surrogate_in_utf16_is_undecodable() -> None:
    assert reason(codecs.BOM_UTF16_LE + "five people".encode("utf-16-le") + b"\x00\xd8") == "undecodable"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0JFIF",
        b"GIF89a",
        b"\x7fELF\x02\x01",
        b"{\\rtf1 text}",
        bytes(range(256)) * 40,
        b"\0" * 1000,
        b"\0\1\2\3\4\5\6\7" * 100,
    ],
)
def test_binary_is_no_text(data: bytes) -> None:
    assert reason(data) == "not_text"


def test_random_bytes_are_no_text() -> None:
    for _ in range(20):
        assert reason(os.urandom(5000)) in ("not_text", "undecodable")


def test_stray_nul_and_controls_stay() -> None:
    assert (
        decode(b"It cost \x005 pounds\x07 in all, the council said.")
        == "It cost \x005 pounds\x07 in all, the council said."
    )


def test_zero_width_and_bidi_marks_stay() -> None:
    text = "It cost \u200b5\u202e pounds\u2066 in\u2069 all \u00ad\u200d."
    assert decode(text.encode()) == text


def test_line_ends_become_newlines() -> None:
    assert decode("a\r\nb\rc\nd\u2028e\u2029f\r\r\ng".encode()) == "a\nb\nc\nd\ne\nf\n\ng"


def test_next_line_control_and_form_feed_stay() -> None:
    assert clean("wait\u0085 5\f6\v7") == "wait\u0085 5\f6\v7"


def test_mark_inside_stays() -> None:
    assert decode(codecs.BOM_UTF8 + "a\ufeffb".encode()) == "a\ufeffb"


def test_lone_surrogates_become_replacement_characters() -> None:
    cleaned = clean("half \ud83d of an emoji \udc00")
    assert cleaned == "half \ufffd of an emoji \ufffd"
    cleaned.encode("utf-8")


def test_empty_decodes_to_nothing() -> None:
    assert decode(b"") == ""
    assert decode(codecs.BOM_UTF8) == ""
    assert decode(codecs.BOM_UTF16_LE) == ""


@pytest.mark.parametrize(
    "data",
    [
        b"\xe9" * 3_000_000,
        "naïve ".encode("latin-1") * 500_000,
        b"a\r" * 1_500_000,
        b"\xc3" * 3_000_000,
        b"\xe2\x82\xac\xff" * 700_000,
        b"\x80\x81" * 1_500_000,
    ],
    ids=["high", "latin1", "cr", "first-bytes", "broken", "continuation"],
)
def test_large_odd_content_takes_no_time(data: bytes) -> None:
    start = time.process_time()
    with contextlib.suppress(Refusal):
        decode(data)
    assert time.process_time() - start < 8


def test_surrogates_written_as_utf8_are_the_character_that_they_make() -> None:
    cesu = b"Five people " + b"\xed\xa0\xbd\xed\xb8\x80" + " café".encode()
    assert decode(cesu) == "Five people 😀 café"
    assert decode(b"Five people \xed\xa0\xbd.") == "Five people \N{REPLACEMENT CHARACTER}."
