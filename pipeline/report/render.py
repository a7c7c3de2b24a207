"""Templates to HTML: everything escaped, control characters made visible, scripts and styles known by their hash."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.report.words import amount, claim_amount, figure, visible


@cache
def environment(*packages: str) -> Environment:
    """The templates of this package and before them those of `packages`."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in (*packages, "pipeline.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    made.filters.update(figure=figure, claim_amount=claim_amount)
    made.globals.update(amount=amount)
    return made


def _finalize(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


@cache
def source(name: str, package: str = "pipeline.report") -> Markup:
    """A style sheet or script of a package, as it goes into the page: our own file, so not escaped."""
    return Markup(files(package).joinpath("templates", name).read_text(encoding="utf-8"))  # noqa: S704


def content_hash(text: str) -> str:
    """A script's or style's hash as a Content-Security-Policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def policy(style: str, script: str, *more: str) -> str:
    """A Content-Security-Policy under which nothing is loaded and only this style and this script act."""
    rules = (
        "default-src 'none'",
        f"style-src {content_hash(style)}",
        f"script-src {content_hash(script)}",
        "img-src data:",  # the empty icon
        "base-uri 'none'",
        *(more or ("form-action 'none'",)),
    )
    return "; ".join(rules)
