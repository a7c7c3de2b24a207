"""Each payload in each place that a stranger's text reaches: Markdown of the UI, terminals, CSV, logs, Parquet, SQL."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from markdown_it import MarkdownIt
from rich.console import Console
from rich.text import Text

from pipeline.assets.preview import markdown_table
from pipeline.commands.console import plain, plain_lines
from pipeline.intake.document import one_line
from pipeline.publish.cells import csv_cell
from pipeline.store.dataset import Dataset
from schemas import REJECTED_SEEDS
from schemas.arrow import to_arrow

PAYLOADS = [
    line
    for line in (Path(__file__).parent / "payloads.txt").read_bytes().decode("utf-8", "replace").split("\n")
    if line
]
HARMLESS = {"table", "thead", "tbody", "tr", "th", "td"}


class _Tags(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_there_are_payloads_of_each_sort() -> None:
    assert len(PAYLOADS) > 100
    for part in ("<script", "javascript:", "\x1b[", "\u202e", "=1+1", "drop table", "![x](", "[link=", "{{7*7}}"):
        assert any(part in payload for payload in PAYLOADS), part


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_markdown_of_the_ui_shows_text_and_nothing_else(payload: str) -> None:
    """Also as the name of a file, which is a cell like any other. What is checked is what a lenient renderer makes of it."""
    written = markdown_table(["document_id", "detail"], [[payload, f"{payload} x"], ["x", payload]])
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(written)
    tags = _Tags()
    tags.feed(page)
    assert tags.tags == HARMLESS
    assert not tags.attributes
    assert page.count("<td>") == 4


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_terminals_and_logs_get_no_control_sequence(payload: str) -> None:
    for shown in (plain(payload), one_line(payload)):
        assert shown.isprintable()
    assert all(line.isprintable() for line in plain_lines(payload).split("\n"))
    screen = io.StringIO()
    Console(file=screen, force_terminal=True, color_system="truecolor", width=500).print(Text(plain(payload)))
    assert "\x1b" not in screen.getvalue()
    assert screen.getvalue().split() == plain(payload).split()  # [bold] and [link=…] are shown, not obeyed


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_a_spreadsheet_sees_no_formula(payload: str) -> None:
    cell = csv_cell(payload)
    assert not cell.startswith(("=", "+", "@", "-", "\t", "\r", "＝")) or len(cell) == 1
    line = io.StringIO()
    csv.writer(line).writerow([cell, "x"])
    assert next(csv.reader(io.StringIO(line.getvalue()))) == [cell, "x"]
    assert cell.removeprefix("'") == payload.removeprefix("'")


def test_parquet_and_sql_carry_every_payload_as_it_is(tmp_path: Path) -> None:
    dataset = Dataset(tmp_path)
    rows = [{"document_id": f"{n:03}", "reason": "empty", "detail": payload} for n, payload in enumerate(PAYLOADS)]
    footer = {"seeds": "".join(PAYLOADS)}
    dataset.write(REJECTED_SEEDS, to_arrow(REJECTED_SEEDS, rows), footer).publish()
    place = dataset.place(REJECTED_SEEDS)
    assert pq.read_table(place)["detail"].to_pylist() == PAYLOADS
    assert dataset.footer(REJECTED_SEEDS)["seeds"] == footer["seeds"]
    found = duckdb.sql(f"select detail from '{place}' order by document_id").fetchall()
    assert [detail for (detail,) in found] == PAYLOADS
