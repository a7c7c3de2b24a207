"""The evidence page in a real browser: clicks, keys, narrow and dark, and nobody's script but its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.report.page import report_page
from tests.browser import Watched, file_url, focused, launched, needs_browser, violations
from tests.report.payloads import PAYLOADS, payload_evidence
from tests.report.rows import TEXT, evidence

pytestmark = needs_browser


def anchor(words: str, letter: str = "c") -> str:
    start = TEXT.index(words)
    return f"{letter}{start}-{start + len(words)}"


AIM, ACTUAL, FEW, ROUTE = anchor("3,000"), anchor("1,600"), anchor("12"), anchor("66", "n")
MONTH, PERSON = anchor("June 2025", "n"), anchor("Stephen Miller", "m")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from launched()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(report_page([evidence()]), encoding="utf-8")
    return path


@pytest.fixture
def watched(browser: Any, file: Path) -> Iterator[Watched]:
    one = Watched(browser)
    one.page.goto(file_url(file))
    yield one
    assert one.errors == []
    assert [url for url in one.requests if not url.startswith(("file:", "data:"))] == []
    one.close()


def shown_cards(page: Any) -> list[str]:
    return [card.get_attribute("id") for card in page.locator(".card").all() if card.is_visible()]


def test_a_click_shows_the_claims_card_and_puts_it_in_the_url(watched: Watched) -> None:
    page = watched.page
    assert shown_cards(page) == []
    page.click(f"#{AIM}")
    assert shown_cards(page) == [f"card-{AIM}"]
    assert page.url.endswith(f"#{AIM}")
    page.click(f"#{ROUTE}")
    assert shown_cards(page) == [f"card-{ROUTE}"]
    assert "Part of a name" in page.locator(f"#card-{ROUTE}").inner_text()
    page.click(f"#{PERSON}")
    assert "Also called Miller" in page.locator(".card.on").inner_text()


def test_letter_keys_go_from_figure_to_figure(watched: Watched) -> None:
    page = watched.page
    order = [AIM, MONTH, ACTUAL, FEW, ROUTE]
    for expected in [*order, ROUTE]:
        page.keyboard.press("j")
        assert focused(page) == expected
        assert shown_cards(page) == [f"card-{expected}"]
    for expected in [*reversed(order[:-1]), AIM]:
        page.keyboard.press("k")
        assert focused(page) == expected


def test_arrows_go_through_every_highlight_enter_reads_and_escape_returns(watched: Watched) -> None:
    page = watched.page
    page.locator(f"#{PERSON}").focus()
    page.keyboard.press("ArrowRight")
    assert focused(page) == AIM
    page.keyboard.press("Enter")
    assert focused(page) == f"card-{AIM}"
    page.keyboard.press("Escape")
    assert focused(page) == AIM
    assert shown_cards(page) == []
    page.keyboard.press("ArrowLeft")
    assert focused(page) == PERSON


def test_tab_reaches_every_highlight_in_reading_order(watched: Watched) -> None:
    page = watched.page
    reached: list[str] = []
    for _ in range(30):
        page.keyboard.press("Tab")
        now = focused(page)
        if now in reached:  # round again
            break
        if now[:1] in ("c", "n", "m") and now[1:2].isdigit():
            reached.append(now)
    assert reached == [PERSON, AIM, MONTH, ACTUAL, FEW, anchor("Route 66", "m"), ROUTE]


def test_letter_keys_can_be_turned_off(watched: Watched) -> None:
    watched.page.uncheck("#letter-keys")
    watched.page.keyboard.press("j")
    assert shown_cards(watched.page) == []


def test_a_kind_that_is_hidden_is_skipped(watched: Watched) -> None:
    page = watched.page
    page.uncheck('input[data-show="number"]')
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == ACTUAL
    assert page.locator(f"#{MONTH}").get_attribute("tabindex") == "-1"


def test_a_permalink_opens_at_its_claim(watched: Watched, file: Path) -> None:
    watched.page.goto("about:blank")
    watched.page.goto(f"{file_url(file)}#{ACTUAL}")
    assert shown_cards(watched.page) == [f"card-{ACTUAL}"]


def test_a_bar_leads_to_its_claim(watched: Watched) -> None:
    watched.page.click(".comparisons .bars a >> nth=1")
    assert shown_cards(watched.page) == [f"card-{ACTUAL}"]
    drawn = [bar.bounding_box()["width"] for bar in watched.page.locator(".comparisons rect").all()]
    assert drawn[1] / drawn[0] == pytest.approx(1600 / 3000, abs=0.01)


def test_without_scripts_every_card_stands_in_the_page(browser: Any, file: Path) -> None:
    one = Watched(browser, script=False)
    one.page.goto(file_url(file))
    assert len(shown_cards(one.page)) == 7
    one.page.click(f"#{AIM}")
    assert one.page.url.endswith(f"#card-{AIM}")
    one.close()


def test_a_narrow_window_shows_the_card_and_the_figure_and_scrolls_only_down(browser: Any, file: Path) -> None:
    one = Watched(browser, width=360)
    page = one.page
    page.goto(file_url(file))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click(f"#{ROUTE}")
    card, mark = page.locator(f"#card-{ROUTE}").bounding_box(), page.locator(f"#{ROUTE}").bounding_box()
    assert card["y"] < 800
    assert mark["y"] + mark["height"] <= page.locator("#panel").bounding_box()["y"] + 1
    page.click("#close")
    assert shown_cards(page) == []
    one.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_it_passes_the_rules_of_accessible_pages(browser: Any, file: Path, scheme: str, width: int) -> None:
    one = Watched(browser, width=width, scheme=scheme)
    one.page.goto(file_url(file))
    assert violations(one.page) == []
    one.page.click(f"#{AIM}")
    assert violations(one.page) == []
    one.close()


def test_no_script_of_an_article_runs(browser: Any, tmp_path: Path) -> None:
    """All payloads on one page, each card opened; then each on its own, for one that swallows the rest."""
    every = tmp_path / "every.html"
    every.write_text(report_page([payload_evidence(payload) for payload in PAYLOADS]), encoding="utf-8")
    one = Watched(browser)
    one.page.goto(file_url(every))
    marks = one.page.locator("a.mark[id]").all()
    assert len(marks) == 4 * len(PAYLOADS)
    for mark in marks[::9]:
        mark.click()
    one.page.mouse.move(400, 400)
    assert one.acted() == []
    assert one.errors == []
    assert [url for url in one.requests if not url.startswith(("file:", "data:"))] == []
    assert one.page.locator("iframe, object, embed, base, form, img").count() == 0
    for number, payload in enumerate(PAYLOADS):
        path = tmp_path / f"{number}.html"
        path.write_text(report_page([payload_evidence(payload)]), encoding="utf-8")
        one.page.goto(file_url(path))
        assert one.page.locator(".js .panel").count() == 1, payload
        assert one.acted() == [], payload
        assert one.errors == [], payload
    one.close()
