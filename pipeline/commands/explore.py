"""`newsclaims explore`: the dataset in a browser."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from pipeline.commands.console import err, fail
from pipeline.commands.options import DataOption, dataset_at


def explore(
    data: DataOption = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8765,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
) -> None:
    """Search and filter the dataset in a browser: claims, gaps, conflicting reports, timelines, each figure in its article.

    It reads only; a dataset built anew meanwhile is shown by itself. Ctrl-C ends it.

    Example: newsclaims explore --port 8000 --no-browser
    """
    from pipeline.explore.serve import is_loopback, listen, serve
    from pipeline.report.evidence import SHOWN

    dataset = dataset_at(data, *SHOWN)
    try:
        listening = listen(host, port)
    except OSError as error:
        fail(f"can't listen at {host}:{port}: {error.strerror or error}")
    if not is_loopback(host):
        err.print(f"newsclaims: listening at {host}: whoever reaches this machine there can read the dataset")
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{listening.getsockname()[1]}/"
    print(f"{url} (Ctrl-C ends it)", flush=True)
    if browser:
        webbrowser.open(url)
    serve(dataset, host, listening)
