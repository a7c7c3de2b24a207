"""CSV, sound and broken."""

from __future__ import annotations

import time

import pytest

from .conftest import Read, document, outcomes, refusal

HEADER = "id,title,text\n"
SENTENCE = "Police in the northern city arrested 1600 people on Monday."


def test_records(read: Read) -> None:
    found = read({"x.csv": HEADER + f'1,T,"{SENTENCE}\n\nHe said ""no"", 5 times."\n2,,{SENTENCE}\n'})
    assert outcomes(found) == {"x.csv#1": "document", "x.csv#2": "document"}
    assert found[0].text == f'{SENTENCE}\n\nHe said "no", 5 times.'  # type: ignore[union-attr]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(read: Read, delimiter: str, end: str) -> None:
    content = HEADER.replace(",", delimiter) + f"1{delimiter}T{delimiter}Five people were there\n"
    found = document(read({"x.csv": content.replace("\n", end)}))
    assert (found.document_id, found.title, found.text) == ("x.csv#1", "T", "Five people were there")


def test_tab_separated(read: Read) -> None:
    assert document(read({"x.tsv": "id\ttext\n1\tFive people were there\n"})).document_id == "x.tsv#1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(read: Read, encoding: str) -> None:
    text = "“Café” owners paid £5 million to Zoë’s bank."
    found = document(read({"x.csv": (HEADER + f"1,Zoë,{text}\n").encode(encoding)}))
    assert (found.title, found.text) == ("Zoë", text)


BROKEN = {
    "few": "x,T\n",
    "many": "x,T,a,b\n",
    "quote-inside": 'x,T,"a"b\n',
    "quote-at-the-end": 'x,T,"a" \n',
    "no-id": ",T,five people were there\n",
    "no-text": "x,T,\n",
    "path": "../x,T,five people were there\n",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_record_is_refused_and_the_others_are_read(read: Read, broken: str) -> None:
    found = read({"x.csv": HEADER + f"a,T,{SENTENCE}\n" + broken + f"b,T,{SENTENCE}\nc,T,{SENTENCE}\n"})
    kinds = [getattr(one, "reason", "document") for one in found]
    assert kinds in (["document", reason, "document", "document"] for reason in ("malformed_row", "unsafe_path"))
    assert found[1].detail.startswith("line 3: ")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "rest", [f"b,T,{SENTENCE}\nc,T,{SENTENCE}\n", f'b,T,"{SENTENCE}"\nc,T,"{SENTENCE}\n5."\n'], ids=["plain", "quoted"]
)
def test_a_quote_that_is_not_closed_costs_one_line(read: Read, rest: str) -> None:
    found = read({"x.csv": HEADER + f"a,T,{SENTENCE}\n" + 'x,T,"never closed\n' + rest})
    assert outcomes(found) == {
        "x.csv#a": "document",
        "x.csv#line 3": "malformed_row",
        "x.csv#b": "document",
        "x.csv#c": "document",
    }


def test_a_record_of_broken_bytes_is_malformed(read: Read) -> None:
    data = (
        HEADER.encode()
        + "a,Zoë,Five people paid £5\n".encode()
        + b"b,T,\xff\xfe\x00\n"
        + "c,Łódź,Five people\n".encode()
    )
    assert outcomes(read({"x.csv": data})) == {
        "x.csv#a": "document",
        "x.csv#line 3": "malformed_row",
        "x.csv#c": "document",
    }


@pytest.mark.parametrize("header", ["id,body\n", "text\n", "a,b,c\n", "ID,TEXT\n", "5\n", "\0\n"])
def test_a_header_without_id_or_text_refuses_the_seed(read: Read, header: str) -> None:
    found = refusal(read({"x.csv": header + "1,2\n"}))
    assert (found.document_id, found.reason) == ("x.csv", "malformed_row")
    assert "its columns are" in found.detail


def test_columns_by_other_names(read: Read) -> None:
    found = document(read({"x.csv": f"key,Body\n1,{SENTENCE}\n"}, {"id": "key", "text": "Body"}))
    assert found.text == SENTENCE


@pytest.mark.parametrize("content", ["", "\n\n", HEADER, HEADER + "\n\n"])
def test_no_records(read: Read, content: str) -> None:
    assert refusal(read({"x.csv": content})).reason == "empty"


def test_long_field(read: Read) -> None:
    assert document(read({"x.csv": HEADER + "1,T," + "five people " * 80_000})).word_count == 160_000


@pytest.mark.parametrize(
    "rows",
    [
        '1,T,"abc\n' * 20_000,
        '1,T,"abc ""\n' * 20_000,
        '"\n' * 20_000,
        '""""\n' * 20_000,
        '1,T,"abc\n' + "b,T,c\n" * 20_000,
        "," * 200_000,
    ],
)
def test_hostile_quotes_take_no_time(read: Read, rows: str) -> None:
    start = time.process_time()
    assert read({"x.csv": HEADER + rows})
    assert time.process_time() - start < 8
