"""JSON lines, and what all formats with rows share."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest

from pipeline.intake.document import RejectedSeed, SeedDocument
from pipeline.intake.formats import lines as lines_module
from pipeline.intake.formats.rows import complete, row_id

from .conftest import SENTENCE, Read, document, outcomes, refusal


def line(**columns: object) -> str:
    return json.dumps(columns) + "\n"


def test_a_row_is_a_document(read: Read) -> None:
    row = {
        "id": "a/7",
        "text": SENTENCE,
        "title": " Raids\nin the north ",
        "published_at": "2024-03-04T23:00:00Z",
        "url": "https://example.org/7",
        "language": "en-GB",
        "other": [1],
    }
    found = document(read({"x.jsonl": line(**row)}))
    assert (found.document_id, found.title, found.url) == ("x.jsonl#a/7", "Raids in the north", "https://example.org/7")
    assert (found.published_at, found.language, found.text) == (date(2024, 3, 4), "en-GB", SENTENCE)


def test_columns_by_other_names(read: Read) -> None:
    columns = {"id": "key", "text": "body", "published_at": "day"}
    found = document(read({"x.jsonl": line(key=7, body=SENTENCE, day="4 March 2024", title="T", text=5)}, columns))
    assert (found.document_id, found.text, found.published_at, found.title) == (
        "x.jsonl#7",
        SENTENCE,
        date(2024, 3, 4),
        "T",
    )


def test_unknown_column_is_the_callers_error() -> None:
    with pytest.raises(ValueError, match="no such column: body"):
        complete({"body": "text"})


BROKEN = {
    "not json": "malformed_row",
    '{"id": "x", "text": ': "malformed_row",
    "[1, 2]": "malformed_row",
    '"text"': "malformed_row",
    "null": "malformed_row",
    "{}": "malformed_row",
    '{"id": "x"}': "malformed_row",
    '{"text": "five people were there"}': "malformed_row",
    '{"id": "x", "text": 5}': "malformed_row",
    '{"id": "x", "text": ["a"]}': "malformed_row",
    '{"id": "x", "text": null}': "malformed_row",
    '{"id": "", "text": "five people were there"}': "malformed_row",
    '{"id": " ", "text": "five people were there"}': "malformed_row",
    '{"id": true, "text": "five people were there"}': "malformed_row",
    '{"id": 1.5, "text": "five people were there"}': "malformed_row",
    '{"id": NaN, "text": "five people were there"}': "malformed_row",
    '{"id": 1e999, "text": "five people were there"}': "malformed_row",
    '{"id": {"a": 1}, "text": "five people were there"}': "malformed_row",
    '{"id": "x", "text": ""}': "empty",
    '{"id": "x", "text": " \\n"}': "empty",
    '{"id": "../x", "text": "five people were there"}': "unsafe_path",
    '{"id": "a/../../x", "text": "five people were there"}': "unsafe_path",
    '{"id": "a\\\\..\\\\x", "text": "five people were there"}': "unsafe_path",
    '{"id": "..", "text": "five people were there"}': "unsafe_path",
    '{"id": "/etc/passwd", "text": "five people were there"}': "unsafe_path",
    '{"id": "C:\\\\x", "text": "five people were there"}': "unsafe_path",
    '{"id": "~/x", "text": "five people were there"}': "unsafe_path",
    '{"id": "a\\u0000b", "text": "five people were there"}': "unsafe_path",
    '{"id": "a\\nb", "text": "five people were there"}': "unsafe_path",
    '{"id": "a\\u202eb", "text": "five people were there"}': "unsafe_path",
    '{"id": "a\\ud800b", "text": "five people were there"}': "unsafe_path",
    '{"id": "' + "x" * 600 + '", "text": "five people were there"}': "malformed_row",
    '{"id": "x", "text": "La police a arrêté lundi 1 600 personnes dans la ville du nord."}': "unsupported_language",
    '{"id": ' + "9" * 5000 + ', "text": "five people were there"}': "malformed_row",
    "[" * 100_000: "malformed_row",
    '{"a":' * 100_000: "malformed_row",
}


@pytest.mark.parametrize(("broken", "reason"), BROKEN.items(), ids=range(len(BROKEN)))
def test_a_broken_row_is_refused_and_the_others_are_read(read: Read, broken: str, reason: str) -> None:
    found = read({"x.jsonl": line(id="a", text=SENTENCE) + broken + "\n" + line(id="b", text=SENTENCE)})
    assert [type(one) for one in found] == [SeedDocument, RejectedSeed, SeedDocument]
    refused = found[1]
    assert isinstance(refused, RejectedSeed)
    assert refused.reason == reason
    assert refused.document_id in ("x.jsonl#line 2", "x.jsonl#x")
    assert refused.detail.startswith("line 2: ")


@pytest.mark.parametrize(
    "data",
    [b'{"id": "x", "text": "\xff\xfe bad"}', b"\xff", b'{"id": "\xe9", "text": "five people"}', b"\0", b"\0" * 50],
)
def test_a_row_of_broken_bytes_is_malformed(read: Read, data: bytes) -> None:
    good = line(id="a", text=SENTENCE).encode()
    assert outcomes(read({"x.jsonl": good + data + b"\n" + good.replace(b'"a"', b'"b"')})) == {
        "x.jsonl#a": "document",
        "x.jsonl#line 2": "malformed_row",
        "x.jsonl#b": "document",
    }


def test_the_last_line_may_break_off(read: Read) -> None:
    found = read({"x.jsonl": line(id="a", text=SENTENCE) + '{"id": "b", "te'})
    assert outcomes(found) == {"x.jsonl#a": "document", "x.jsonl#line 2": "malformed_row"}


def test_lone_surrogates_of_json_become_replacement_characters(read: Read) -> None:
    found = document(
        read({"x.jsonl": '{"id": "a", "text": "Five people \\ud83d were there\\udc00", "title": "\\ud800 T"}'})
    )
    assert found.text == "Five people \ufffd were there\ufffd"
    assert found.title == "\ufffd T"
    found.text.encode("utf-8")


@pytest.mark.parametrize("value", ["03/04/2024", 20240304, "soon", "", None, {}, "2024-02-30"])
def test_a_date_that_is_none_does_not_cost_the_row(read: Read, value: object) -> None:
    assert document(read({"x.jsonl": line(id="a", text=SENTENCE, published_at=value)})).published_at is None


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "data:text/html,x", "no address", 'https://x"onload=1', "https://a b", 5, None]
)
def test_an_address_that_is_none_is_unknown(read: Read, value: object) -> None:
    assert document(read({"x.jsonl": line(id="a", text=SENTENCE, url=value)})).url is None


def test_the_first_of_an_id_is_kept(read: Read) -> None:
    found = read(
        {"x.jsonl": line(id=1, text=SENTENCE) + line(id="1", text="Other 5 words.") + line(id=" 1 ", text=SENTENCE)}
    )
    assert [getattr(one, "reason", None) for one in found] == [None, "duplicate", "duplicate"]
    assert len({(one.document_id, one.detail) for one in found[1:]}) == 2  # type: ignore[union-attr]


def test_a_refused_row_does_not_take_its_id(read: Read) -> None:
    found = read({"x.jsonl": line(id=1, text="") + line(id=1, text=SENTENCE)})
    assert [getattr(one, "reason", None) for one in found] == ["empty", None]


def test_the_same_id_in_two_seeds_and_the_same_text_twice_are_kept(read: Read) -> None:
    rows = line(id=1, text=SENTENCE) + line(id=2, text=SENTENCE)
    assert set(outcomes(read({"x.jsonl": rows, "y.jsonl": rows})).values()) == {"document"}


@pytest.mark.parametrize("content", ["", "\n\n \n", "\ufeff", "\ufeff\n"])
def test_no_rows(read: Read, content: str) -> None:
    assert refusal(read({"x.jsonl": content})).reason == "empty"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_marked_encodings(read: Read, encoding: str) -> None:
    content = "".join(json.dumps({"id": key, "text": f"Zoë’s {SENTENCE}"}, ensure_ascii=False) + "\r\n" for key in "ab")
    found = read({"x.jsonl": content.encode(encoding)})
    assert [one.document_id for one in found] == ["x.jsonl#a", "x.jsonl#b"]
    assert all(isinstance(one, SeedDocument) and one.text.startswith("Zoë’s") for one in found)


def test_utf16_that_breaks_off_keeps_the_rows_before(read: Read) -> None:
    data = (line(id="a", text=SENTENCE) + line(id="b", text=SENTENCE)).encode("utf-16")
    assert outcomes(read({"x.jsonl": data[:-1]})) | {"x.jsonl#a": "document"} == outcomes(read({"x.jsonl": data[:-1]}))
    assert outcomes(read({"x.jsonl": data[:-1]}))["x.jsonl"] == "undecodable"


def test_a_line_that_is_too_long_costs_that_line(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "MAX_LINE_CHARACTERS", 1000)
    found = read({"x.jsonl": line(id="a", text=SENTENCE) + line(id="b", text="x" * 5000) + line(id="c", text=SENTENCE)})
    assert outcomes(found) == {"x.jsonl#a": "document", "x.jsonl#line 2": "too_large", "x.jsonl#c": "document"}


def test_unicode_line_ends_inside_a_row_do_not_end_it(read: Read) -> None:
    assert (
        document(read({"x.jsonl": '{"id": "a", "text": "Five\u2028people\u0085were there"}\n'})).text
        == "Five\npeople\u0085were there"
    )


def test_an_unusable_id_type_names_it() -> None:
    with pytest.raises(Exception, match="a list"):
        row_id({"id": []}, complete(None))


def test_many_rows_take_little_time(read: Read) -> None:
    start = time.process_time()
    assert len(read({"x.jsonl": "".join(line(id=n, text=SENTENCE) for n in range(5000))})) == 5000
    assert time.process_time() - start < 8
