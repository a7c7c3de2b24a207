"""Pair labels with claims and ask the scorer of each pair which fields are right: one pair, one judgement."""

from __future__ import annotations

import contextlib
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

Label = Mapping[str, Any]
Row = Mapping[str, Any]
# What "right in every field" means: the scorer's `full`, and the speaker where the label names one.
FIELDS = ("value", "unit", "period", "comparator", "metric", "status", "change", "source")
NONE = "(none)"

_FIELD_LINE = re.compile(r"^\s+(\w+)\s+(\d+)/(\d+) = ", re.MULTILINE)
_COUNTS = re.compile(r"^gold (\d+) predicted (\d+) detected (\d+) missed (\d+) extra (\d+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Judged:
    """A label and the claim that met it; a label nothing met has no claim, a claim that met none has no label."""

    document: str
    label: Label | None
    claim: Row | None
    fields: Mapping[str, bool]

    @property
    def right(self) -> bool:
        """Right in every field that the label gives."""
        return self.label is not None and self.claim is not None and all(self.fields.get(f, True) for f in FIELDS)


def scored(scorer: ModuleType, *args: Any) -> tuple[dict[str, float], str]:
    """The scorer's summary, and all that it printed."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        summary = scorer.score(*args)
    return summary, printed.getvalue()


def field_counts(printed: str) -> dict[str, tuple[int, int]]:
    """Right and labelled, by field, from what the article scorer printed."""
    return {name: (int(right), int(all_)) for name, right, all_ in _FIELD_LINE.findall(printed)}


def detection_counts(printed: str) -> dict[str, int]:
    """Labels and claims, met and not, from what the article scorer printed."""
    found = _COUNTS.search(printed)
    names = ("labels", "claims", "met", "missed", "extra")
    return dict(zip(names, map(int, found.groups()), strict=True)) if found else {}


def pair(labels: Sequence[Label], claims: Sequence[Row], close: Any) -> list[tuple[int, int]]:
    """Which claim meets which label, as the scorer does it: in the labels' order, the value first, then the overlap."""
    used: set[int] = set()
    pairs = []
    for at, label in enumerate(labels):
        best: tuple[tuple[bool, float], int] | None = None
        for i, claim in enumerate(claims):
            overlap = min(label["end"], claim["char_end"]) - max(label["start"], claim["char_start"])
            if i in used or overlap <= 0:
                continue
            key = (bool(close(claim["value"], label["v"])), overlap - 0.01 * (claim["char_end"] - claim["char_start"]))
            if best is None or key > best[0]:
                best = (key, i)
        if best:
            used.add(best[1])
            pairs.append((at, best[1]))
    return pairs


def judge(scorer: ModuleType, documents: Mapping[str, Any], claims: Mapping[str, Sequence[Row]]) -> list[Judged]:
    """Every label that counts and every claim beyond them, judged; labels marked optional are left out."""
    judged = []
    for name, (text, all_labels, _) in documents.items():
        title_end = text.index("\n")
        labels = [label for label in all_labels if "x" not in label and label["start"] >= title_end]
        rows = [row for row in claims.get(name, []) if row["char_start"] >= title_end]
        pairs = dict(pair(labels, rows, scorer.close))
        for at, label in enumerate(labels):
            if label.get("optional"):
                continue
            if at not in pairs:
                judged.append(Judged(name, label, None, {}))
                continue
            row = rows[pairs[at]]
            _, printed = scored(scorer, {name: (text, [label], [])}, {name: [row]})
            fields = {field: bool(right) for field, (right, all_) in field_counts(printed).items() if all_}
            judged.append(Judged(name, label, row, fields))
        extra = [i for i in range(len(rows)) if i not in set(pairs.values())]
        judged += [Judged(name, None, rows[i], {}) for i in extra]
    return judged


def status_confusion(judged: Sequence[Judged]) -> Counter[tuple[str, str]]:
    """How often a labelled status was read as which; what was missed or is no claim stands as NONE."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in judged:
        wanted = one.label.get("status", "reported").split(",") if one.label is not None else [NONE]
        got = str(one.claim["status"]) if one.claim is not None else NONE
        counts[got if got in wanted else wanted[0], got] += 1
    return counts


def confidences(judged: Sequence[Judged]) -> list[tuple[float, bool]]:
    """Each claim's confidence, and whether it is right in every field; a claim of what claims nothing is wrong."""
    return [(float(one.claim["confidence"]), one.right) for one in judged if one.claim is not None]
