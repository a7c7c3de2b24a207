"""Why a claim says what it says: its sentence, the words between the figure and its clause, the rule behind each field."""

from __future__ import annotations

from datetime import date

from pipeline.reading.claims.claim import Claim
from pipeline.reading.claims.context import make_context
from pipeline.reading.parse import Token

MAX_PATH = 12
WIDTH = 14
QUANTITY_FIELDS = (
    ("value", "value"),
    ("value_low", "value"),
    ("value_high", "value"),
    ("comparator", "comparator"),
    ("kind", "unit"),
    ("unit", "unit"),
    ("period", "period"),
    ("statistic", "statistic"),
    ("change", "change"),
)
CLAIM_FIELDS = (
    ("metric", "metric"),
    ("subject", "metric"),
    ("status", "status"),
    ("source", "source"),
    ("inner_source", "source"),
    ("quoted", "quoted"),
    ("agent", "agent"),
    ("time_text", "time_text"),
    ("time_start", "time_text"),
    ("time_end", "time_text"),
    ("place", "place"),
    ("confidence", "confidence"),
)


def explain(claim: Claim) -> list[str]:
    """Plain lines: the sentence with the figure in brackets, the way up the parse, then each field with its rule.

    A field that is unknown has no line. Where no rule is noted, none had to decide: the field stands in the figure itself.
    """
    quantity = claim.quantity
    start = quantity.start - quantity.sentence.start
    end = quantity.end - quantity.sentence.start
    sentence = f"{claim.sentence[:start]}[{claim.sentence[start:end]}]{claim.sentence[end:]}"
    lines = [" ".join(sentence.split()), f"{'tokens':{WIDTH}}{way_up(claim)}"]
    rules = quantity.rules | claim.rules
    for owner, fields in ((quantity, QUANTITY_FIELDS), (claim, CLAIM_FIELDS)):
        for field, key in fields:
            value = getattr(owner, field)
            if value is None or value is False:
                continue
            rule = rules.get(key)
            shown = _shown(value)
            lines.append(f"{field:{WIDTH}}{shown}" + (f"  ({in_words(rule)})" if rule else ""))
    return lines


def way_up(claim: Claim) -> str:
    """The tokens from the figure up to the root, each with its tie: "3,000 -nummod-> arrests -pobj-> for …"."""
    token: Token = make_context(claim.quantity).top
    words = [token.text]
    for _ in range(MAX_PATH):
        if token.is_root:
            break
        words.append(f"-{token.dep}-> {token.head.text}")
        token = token.head
    return " ".join(words)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:,.6f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else f"{value:g}"
    return str(value)


def in_words(rule: str) -> str:
    """A rule's name as a person reads it: "reporting clause, name" for `reporting_clause/name`."""
    return rule.replace("_", " ").replace("/", ", ")
