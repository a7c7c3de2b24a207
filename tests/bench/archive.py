"""On paper: what a national archive takes, from measured rates, and which stage bends first.

Everything here is computed from the results of a run; the prices are assumptions that are printed beside what they give.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ARTICLES = 100_000_000
GIB, TB = 1024**3, 1000**4
# Below this exponent a stage counts as linear: two runs of one build differ by as much.
LINEAR = 1.03


@dataclass(frozen=True, slots=True)
class Prices:
    """US dollars, as large clouds list them for a general-purpose core and for object storage (2026)."""

    core_hour: float = 0.04
    gigabyte_month: float = 0.023


def exponent(small: float, large: float, times: float) -> float:
    """How a cost grows with size: 1 is linear, 2 the square; from two sizes, one `times` the other."""
    return math.log(large / small) / math.log(times) if small > 0 and large > 0 and times > 1 else 1.0


def on_paper(
    small: Mapping[str, Any], large: Mapping[str, Any], articles: int = ARTICLES, prices: Prices | None = None
) -> dict[str, Any]:
    """What `articles` articles take, from a cold build of a small and of a large archive (records of the journal).

    Each stage's time is carried on by its own exponent where that is above linear, else in proportion. Money is for one
    reading and for a month of storage.
    """
    prices = prices or Prices()
    times = large["articles"] / small["articles"]
    factor = articles / large["articles"]
    stages = {}
    for name, seconds in large["stages"].items():
        grows = exponent(small["stages"].get(name, 0.0), seconds, times)
        stages[name] = {"seconds": seconds, "exponent": grows, "at_scale": seconds * factor ** max(grows, 1.0)}
    proportional = sum(seconds for seconds in large["stages"].values()) * factor
    bent = sum(stage["at_scale"] for stage in stages.values())
    core_hours = large["cpu"] * factor / 3600
    stored = sum(large["bytes"].values()) * factor
    by_bend = sorted(stages, key=lambda name: stages[name]["exponent"], reverse=True)
    growing = (large["peak_tree"] - small["peak_tree"]) / (large["articles"] - small["articles"])
    return {
        "articles": articles,
        "measured_articles": large["articles"],
        "core_seconds_per_article": large["cpu"] / large["articles"],
        "core_hours": core_hours,
        "core_hours_as_stages_bend": core_hours * bent / proportional if proportional else core_hours,
        "bytes_per_article": sum(large["bytes"].values()) / large["articles"],
        "stored_tb": stored / TB,
        "dollars_once": core_hours * prices.core_hour,
        "dollars_a_month": stored / 1e9 * prices.gigabyte_month,
        "days_on_100_cores": core_hours / 100 / 24,
        "memory_kib_per_article": growing * 1024,
        "memory_gib_at_scale": (large["peak_tree"] + max(growing, 0.0) * (articles - large["articles"])) / 1024,
        "stages": stages,
        "bends_first": by_bend[0] if by_bend and stages[by_bend[0]]["exponent"] > LINEAR else None,
        "largest_stage": max(large["stages"], key=lambda name: large["stages"][name]),
        "prices": {"core_hour": prices.core_hour, "gigabyte_month": prices.gigabyte_month},
    }


def paragraph(facts: Mapping[str, Any]) -> str:
    """The same as prose."""
    largest = facts["largest_stage"]
    whole = sum(stage["seconds"] for stage in facts["stages"].values())
    share = facts["stages"][largest]["seconds"] / whole if whole else 0.0
    text = (
        f"**A national archive, on paper.** Measured on {facts['measured_articles']:,} articles, an article takes "
        f"{facts['core_seconds_per_article'] * 1000:,.0f} core milliseconds and {facts['bytes_per_article'] / 1000:,.1f} kB "
        f"of Parquet, parses included. {facts['articles'] / 1e6:,.0f} million articles so take "
        f"{_round(facts['core_hours']):,} core hours ({facts['days_on_100_cores']:,.1f} days on 100 cores; "
        f"{_round(facts['dollars_once']):,} dollars at {facts['prices']['core_hour']:.2f} a core hour) and "
        f"{facts['stored_tb']:,.2f} TB ({_round(facts['dollars_a_month']):,} dollars a month at "
        f"{facts['prices']['gigabyte_month']:.3f} a GB), once; afterwards a day costs what changed that day. "
        f"The largest stage is the one that ends with `{largest}`: {share:.0%} of the time. "
    )
    if facts["bends_first"] is None:
        text += f"No stage's time grew faster than the archive (exponents at most {_steepest(facts):.2f}). "
    else:
        bends = facts["stages"][facts["bends_first"]]
        text += (
            f"The stage that ends with `{facts['bends_first']}` bends first: its time grows with the power "
            f"{bends['exponent']:.2f} of the archive's size, which would bring the whole to "
            f"{_round(facts['core_hours_as_stages_bend']):,} core hours. "
        )
    kib = facts["memory_kib_per_article"]
    if kib > 0:
        text += (
            f"Memory grows by {kib:,.2f} KiB an article, all processes together: carried on, "
            f"{_round(facts['memory_gib_at_scale']):,} GiB at that size; beyond the memory of one machine, divide the "
            "archive into datasets, by year for instance."
        )
    else:
        text += "Memory did not grow with the archive."
    return text


def _steepest(facts: Mapping[str, Any]) -> float:
    return max((stage["exponent"] for stage in facts["stages"].values()), default=1.0)


def _round(value: float) -> float | int:
    """Two significant digits: more would be pretended."""
    if value <= 0:
        return 0
    digits = 1 - math.floor(math.log10(value))
    rounded = round(value, digits)
    return int(rounded) if digits <= 0 else rounded
