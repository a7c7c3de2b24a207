"""A real browser for tests of pages: the machine's own Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ACTED = """
window.__acted = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => window.__acted.push(name);
"""
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: no page can be opened")


def launched() -> Iterator[Any]:
    """A browser; for a fixture of a module."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright isn't installed: see the dev extra")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Watched:
    """A page that tells what it did: requests that left it, errors, and what a stranger's script would have called."""

    def __init__(self, browser: Any, width: int = 1280, scheme: str = "light", script: bool = True) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=script
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.dialogs: list[str] = []
        if script:
            self.page.add_init_script(ACTED)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))

    def acted(self) -> list[str]:
        """What a script that isn't ours has called."""
        called: list[str] = self.page.evaluate("window.__acted")
        return called + self.dialogs

    def close(self) -> None:
        self.context.close()


def violations(page: Any) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA, contrast among it, and its best practices: a line each."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(axe)  # by the debugger, which the page's policy doesn't bind
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


def focused(page: Any) -> str:
    """The id of the element that has the focus."""
    identity: str = page.evaluate("document.activeElement.id")
    return identity


def file_url(path: Path) -> str:
    return path.resolve().as_uri()
