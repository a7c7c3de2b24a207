"""A stranger's text in a preview is text: it makes no link, no markup, no new cell."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from pipeline.assets.preview import ROWS, escape, markdown_table, preview
from schemas import REJECTED_SEEDS
from schemas.arrow import to_arrow

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "a | b | c",
    "line\nbreak\r\nand\u2028more",
    "`code` **bold** _it_ ~~no~~ # head",
    "http://example.org www.example.org me@example.org",
    "&lt;b&gt; &amp;",
    "right\u202eleft\u0007bell\x1b[31mred",
    "\\| escaped",
    "$x$ ${y}",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_cell_renders_as_the_text_it_is(payload: str) -> None:
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown_table(["text"], [[payload]]))
    body = page.split("<td>")[1].split("</td>")[0]
    assert page.count("<td>") == 1
    assert "<" not in body
    assert "javascript:" not in page or "href" not in page


def test_control_and_bidirectional_characters_are_gone() -> None:
    assert escape("a\u202eb\x1bc\nd") == "abc d"


def test_long_text_is_cut_and_null_is_blank() -> None:
    assert len(escape("x" * 1000)) == 120
    assert escape(None) == ""


def test_ten_rows_at_most_and_the_telling_ones_first() -> None:
    rows = [
        {"document_id": f"{i:03}.txt", "reason": "empty", "detail": "told" if i >= 90 else None} for i in range(100)
    ]
    shown = preview(REJECTED_SEEDS, to_arrow(REJECTED_SEEDS, rows)).splitlines()[2:]
    assert len(shown) == ROWS
    assert all("told" in line for line in shown)


def test_a_table_without_rows_says_so() -> None:
    assert preview(REJECTED_SEEDS, to_arrow(REJECTED_SEEDS, [])) == "no rows"
