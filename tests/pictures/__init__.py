"""README's pictures, taken of the pages as they are: `make pictures` puts them here, `make test` takes them elsewhere."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
VARIABLE = "NEWSCLAIMS_PICTURES"  # where they are put; without it a test's own folder
SIZE = {"width": 1280, "height": 800}
NAMES = ("graph", "evidence", "explore")
GROUPS = ("intake", "reading", "claims", "documentation")


def take(page: Any, name: str, elsewhere: Path, clip: dict[str, int] | None = None) -> Path:
    """A picture of what the page shows, in the folder that VARIABLE names, else `elsewhere`."""
    assert name in NAMES
    place = Path(os.environ.get(VARIABLE) or elsewhere) / f"{name}.png"
    page.screenshot(path=str(place), animations="disabled", caret="hide", **({"clip": clip} if clip else {}))
    return place


def colours(page: Any, picture: Path) -> int:
    """How many colours a picture has: one that shows nothing has one."""
    import base64

    found: int = page.evaluate(
        """async (text) => {
            const image = new Image(); image.src = "data:image/png;base64," + text; await image.decode();
            const canvas = new OffscreenCanvas(image.width, image.height), brush = canvas.getContext("2d");
            brush.drawImage(image, 0, 0);
            return new Set(new Uint32Array(brush.getImageData(0, 0, image.width, image.height).data.buffer)).size;
        }""",
        base64.b64encode(picture.read_bytes()).decode(),
    )
    return found


def graph(browser: Any, url: str, elsewhere: Path, assets: Collection[str]) -> Path:
    """Dagster's graph with its groups open, each asset in sight; `url` is the server's."""
    page = browser.new_page(viewport={"width": 1500, "height": 1050})
    page.set_default_timeout(90_000)
    # How the page names an open group is nobody's promise: if it changes, the assets below don't come in sight.
    opened = ",".join(f"global@global:{group}" for group in GROUPS)
    page.goto(f"{url}/asset-groups?expanded={opened}")
    shown = page.locator("svg")
    for asset in assets:
        shown.get_by_text(asset, exact=True).first.wait_for(state="visible")
    page.get_by_text("Hide navigation").click()
    page.wait_for_timeout(8000)  # it moves into its place, and the states of assets come in
    picture = take(page, "graph", elsewhere, clip={"x": 370, "y": 112, "width": 1060, "height": 930})
    assert colours(page, picture) > 20
    page.close()
    return picture
