"""`newsclaims settings`: what is in force, and from where."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table as Grid
from rich.text import Text

from pipeline.commands.console import out, plain


def settings(
    example: Annotated[
        bool, typer.Option("--example", help="Print a settings file with every key, its meaning and its default.")
    ] = False,
) -> None:
    """Show the settings in force, and where each comes from.

    The file is newsclaims.toml in the working directory or the project's root, or what NEWSCLAIMS_CONFIG names;
    variables (NEWSCLAIMS_ENGINE_WORKERS for engine.workers) win over it, options of a command win over both.

    Example: newsclaims settings

    Example: newsclaims settings --example > newsclaims.toml
    """
    from pipeline import settings as source

    if example:
        print(source.example(), end="")
        return
    grid = Grid("setting", "value", "from")
    for origin in source.origins():
        grid.add_row(origin.key, Text(plain(str(origin.value))), Text(plain(origin.source)))
    out.print(grid)
