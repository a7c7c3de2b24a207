"""The evidence page and the explorer as README shows them; the graph's picture is taken in tests/test_ui.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.store.dataset import Dataset
from tests.browser import file_url, launched, needs_browser
from tests.explore.test_browser import served
from tests.pictures import HERE, NAMES, SIZE, colours, take

README = HERE.parents[1] / "README.md"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from launched()


@needs_browser
def test_picture_of_the_evidence_page(browser: Any, seed_dataset: Dataset, tmp_path: Path) -> None:
    page = browser.new_page(viewport=SIZE)
    page.goto(file_url(seed_dataset.folder / "evidence.html"))
    page.locator("a.mark.claim", has_text="1,600").click()
    assert page.locator(".card.on").inner_text().count("1,600")
    picture = take(page, "evidence", tmp_path)
    assert colours(page, picture) > 50
    page.close()


@needs_browser
def test_picture_of_the_explorer(browser: Any, seed_dataset: Dataset, tmp_path: Path) -> None:
    with served(seed_dataset) as (address, _):
        page = browser.new_page(viewport=SIZE)
        page.goto(address)
        assert page.locator(".claim-row").count() >= 3
        page.evaluate("document.querySelector('header .folder').textContent = 'data'")  # not this machine's path
        picture = take(page, "explore", tmp_path)
        page.close()
    blank = browser.new_page()
    assert colours(blank, picture) > 50
    blank.close()


def test_readme_shows_the_pictures_that_are_there() -> None:
    shown = re.findall(r"!\[[^\]]{10,}\]\(tests/pictures/([a-z]+)\.png\)", README.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(NAMES) == sorted(path.stem for path in HERE.glob("*.png"))
    assert all((HERE / f"{name}.png").stat().st_size < 300_000 for name in shown)
