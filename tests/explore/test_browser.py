"""The explorer in a real browser, served by the command itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from pipeline.store.dataset import Dataset
from tests.browser import Watched, focused, launched, needs_browser, violations
from tests.report.payloads import PAYLOADS

pytestmark = needs_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from launched()


@contextmanager
def served(dataset: Dataset, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The command on a free port: its address, and the process."""
    command = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "explore",
        "--data",
        str(dataset.folder),
        "--port",
        "0",
        "--no-browser",
    ]
    process = subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    try:
        assert process.stdout is not None
        url = process.stdout.readline().split(" ")[0]
        assert url.startswith("http://"), process.communicate()
        yield url, process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


@pytest.fixture(scope="module")
def address(dataset: Dataset) -> Iterator[str]:
    with served(dataset) as (url, _):
        yield url.rstrip("/")


@pytest.fixture
def watched(browser: Any, address: str) -> Iterator[Watched]:
    one = Watched(browser)
    one.page.goto(f"{address}/")
    yield one
    assert one.errors == []
    assert [url for url in one.requests if not url.startswith((address, "data:"))] == []
    one.close()


def figures(page: Any) -> list[str]:
    return [link.inner_text() for link in page.locator(".claim-row .go").all()]


def test_a_reader_filters_opens_a_figure_and_comes_back(watched: Watched) -> None:
    page = watched.page
    assert len(figures(page)) == 9
    with page.expect_navigation():
        page.select_option("#f-status", "target")
    assert figures(page) == ["3,000"]
    assert page.url.endswith("/?status=target")  # no empty filter in the link
    page.click(".claim-row .go")
    page.wait_for_selector(".card.on")
    assert "Stephen Miller" in page.locator(".card.on").inner_text()
    assert page.locator(".card.on blockquote mark").inner_text() == "3,000"
    page.click(".comparisons .bars a >> nth=1")
    assert page.locator(".card.on .big").inner_text() == "1,600"
    page.go_back()
    page.wait_for_selector(".claim-row")
    assert figures(page) == ["3,000"]


def test_search_by_keyboard_alone(watched: Watched) -> None:
    page = watched.page
    page.keyboard.press("/")
    assert focused(page) == "f-q"
    page.keyboard.type("women")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert figures(page) == ["7", "7"]
    page.keyboard.press("j")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector(".card.on")
    assert "woman" in page.locator(".card.on h3").inner_text()


def test_everything_works_without_scripts(browser: Any, address: str) -> None:
    one = Watched(browser, script=False)
    one.page.goto(f"{address}/")
    one.page.fill("#f-q", "petrol")
    one.page.click("button[type=submit]")
    assert figures(one.page) == ["1.50", "1.20"]
    one.page.click(".claim-row .go >> nth=0")
    assert one.page.locator(".card").first.is_visible()
    one.close()


def test_the_filtered_rows_are_downloaded(watched: Watched) -> None:
    page = watched.page
    with page.expect_download() as waiting:
        page.click("text=CSV")
    assert waiting.value.suggested_filename == "claims.csv"


PAGES = (
    "/",
    "/?status=target",
    "/comparisons",
    "/timeline?metric=petrol+price",
    "/documents",
    "/refused",
    "/document?id=prices.txt",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_pass_the_rules_of_accessible_pages(browser: Any, address: str, path: str) -> None:
    for width, scheme in ((1280, "light"), (360, "dark")):
        one = Watched(browser, width=width, scheme=scheme)
        one.page.goto(address + path)
        assert violations(one.page) == []
        assert one.page.evaluate("document.documentElement.scrollWidth") <= width
        one.close()


def test_no_script_of_an_article_runs(browser: Any, hostile: Dataset) -> None:
    with served(hostile) as (address, _):
        one = Watched(browser)
        paths = ["", "?page=2", "comparisons", "timeline", "documents", "refused"]
        for path in paths:
            one.page.goto(address + path)
            assert one.acted() == [], path
        one.page.goto(f"{address}documents")
        links = [link.get_attribute("href") for link in one.page.locator("main table a").all()]
        assert len(links) == len(PAYLOADS)
        for link in links:
            one.page.goto(address.rstrip("/") + link)
            one.page.click("a.mark.claim >> nth=0")
            assert one.page.locator(".card.on").count() == 1
            assert one.acted() == [], link
        assert one.errors == []
        assert [url for url in one.requests if not url.startswith((address, "data:"))] == []
        one.close()


def test_it_says_so_when_others_can_reach_it(dataset: Dataset) -> None:
    with served(dataset, "--host", "0.0.0.0") as (_, process):
        assert process.stderr is not None
        assert "listening at 0.0.0.0" in process.stderr.readline()
