"""The figures as one Markdown page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.quality.figures import NEWSQUANT
from tests.quality.judge import NONE

SUMMARY = (
    ("detection", "numbers detected"),
    ("value", "… with the right value"),
    ("value_unit_period", "… value, unit and period"),
    ("full", "… comparator, metric, status and change right as well"),
    ("status", "status right, percent of claims"),
    ("source", "speaker right, percent of claims that have one"),
    ("entities", "entities found and typed, percent"),
    ("comparisons", "comparisons found with the right relation, percent"),
)
PARTS = ("in view", "held out")


def page(figures: Mapping[str, Any]) -> str:
    """The whole page."""
    articles, newsquant, versions = figures["articles"], figures["newsquant"], figures["versions"]
    in_view, held_out = (articles["parts"][part] for part in PARTS)
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    return (
        "\n\n".join(
            [
                "# Quality",
                f"{articles['documents']} labelled articles and {newsquant['sentences']} sentences of NewsQuant, through the "
                f"real build ({named}). F1 in percent, where not said otherwise. The rules were written with the part "
                "in view; of the held-out third only totals are looked at.",
                "## Articles",
                _table(
                    ("", *PARTS),
                    [(title, *(articles["parts"][part]["summary"][key] for part in PARTS)) for key, title in SUMMARY]
                    + [
                        (
                            "raw spaCy: entities found and typed, percent",
                            *(articles["parts"][p]["spacy_entities"] for p in PARTS),
                        )
                    ],
                ),
                "## Written blind: by people who didn't know the rules",
                _blind(figures["blind"]),
                "## Each field of the articles, of the claims detected",
                _table(
                    ("field", *PARTS),
                    [(name, _share(in_view, name), _share(held_out, name)) for name in in_view["fields"]],
                ),
                "### Status: labelled (rows), read (columns); the part in view",
                _confusion(articles["status_confusion"]),
                "### Confidence: is 0.9 right nine times in ten?",
                "Right means right in every field that the label gives, the speaker included; a claim of what claims "
                "nothing is wrong.",
                *(f"{part.capitalize()}:\n\n{_reliability(articles['parts'][part])}" for part in PARTS),
                "## NewsQuant, beside published extractors on the same sentences",
                _newsquant(newsquant, figures["peers"]),
            ]
        )
        + "\n"
    )


def _blind(parts: Mapping[str, Any]) -> str:
    articles = [(title, *(part["articles"][key] for part in parts.values())) for key, title in SUMMARY]
    sentences = [(f"sentences: {key}", *(part["newsquant"][key] for part in parts.values())) for key in NEWSQUANT]
    sizes = [f"{name}: {part['documents']} articles, {part['sentences']} sentences" for name, part in parts.items()]
    return f"{'; '.join(sizes)}. Errors in what is kept are not looked at.\n\n" + _table(
        ("", *parts), [*articles, *sentences]
    )


def _table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    lines = [columns, ["---", *["---:"] * (len(columns) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(value: Any) -> str:
    return "" if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)


def _share(part: Mapping[str, Any], field: str) -> str:
    right, labelled = part["fields"][field]["right"], part["fields"][field]["labelled"]
    return f"{100 * right / labelled:.1f}% of {labelled}" if labelled else "none labelled"


def _confusion(cells: Sequence[Mapping[str, Any]]) -> str:
    counts = {(cell["labelled"], cell["read"]): cell["count"] for cell in cells}
    statuses = sorted({name for pair in counts for name in pair}, key=lambda name: (name == NONE, name))
    rows = [[wanted, *(counts.get((wanted, got)) for got in statuses)] for wanted in statuses]
    return _table(["", *statuses], rows)


def _reliability(part: Mapping[str, Any]) -> str:
    rows = [
        (
            f"{one['low']:g} to {one['high']:g}",
            one["count"],
            f"{one['said']:.2f}" if one["count"] else None,
            f"{one['right']:.2f}" if one["count"] else None,
        )
        for one in part["reliability"]
    ]
    table = _table(("confidence", "claims", "said, mean", "right, share"), rows)
    return f"{table}\n\nExpected calibration error {part['calibration_error']:.3f}, Brier score {part['brier']:.3f}."


def _newsquant(ours: Mapping[str, Any], peers: Mapping[str, Any]) -> str:
    columns = ["", *(f"{key.replace('_', ' + ')}, {part}" for part in PARTS for key in NEWSQUANT)]
    rows, notes = [("newsclaims", *(ours["parts"][part][key] for part in PARTS for key in NEWSQUANT))], []
    for title, peer in peers.items():
        if "missing" in peer:
            notes.append(f"{title}: not measured: {peer['missing']}")
            continue
        rows.append((title, *(peer["parts"][part][key] for part in PARTS for key in NEWSQUANT)))
        if peer["failed_sentences"]:
            notes.append(f"{title} raised an error on {peer['failed_sentences']} sentences: no finds there.")
    return "\n\n".join([_table(columns, rows), *notes])
