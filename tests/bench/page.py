"""The results as one Markdown page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.bench.archive import paragraph


def page(results: Mapping[str, Any], plot: str | None) -> str:
    """The whole page; `plot` is the name of the picture beside it, if there is one."""
    parts = [
        "# Benchmark",
        heading(results),
        "## Goals",
        goals_table(results["goals"]),
        "## Medians",
        medians_table(results["medians"]),
    ]
    if results["speeds"]:
        parts += ["## Sentences a second, one process on one core", speeds_table(results["speeds"])]
    if results["stages"]:
        parts += ["## Where the reading's time goes", stages_table(results["stages"])]
    if results["functions"]:
        parts += ["## Functions that every document goes through", functions_table(results["functions"])]
    if results["on_paper"]:
        parts += ["## Stages of a cold build", growth_table(results["on_paper"]), paragraph(results["on_paper"])]
    if plot:
        parts += ["## Time and memory against size", f"![Time and memory of a cold build against articles]({plot})"]
    return "\n\n".join(parts) + "\n"


def heading(results: Mapping[str, Any]) -> str:
    """When, on what, with what."""
    machine, sizes = results["machine"], results["sizes"]
    large = sizes[f"x{results['times']}"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    how, unit, batch = results["yardstick"]
    way = "n_process=2" if how == "pipe" else "two processes, half of the text each"
    return (
        f"{results['date']}, commit {machine['commit']}: {machine['processor']}, {machine['cores']} cores, "
        f"{machine['memory_gib']} GiB, {machine['system']}, Python {machine['python']}, {versions}. "
        f"Load before the run {machine['load'][0]}{_busy(machine)}.\n\n"
        f"The archive has {sizes['x1']['articles']:,} articles, {sizes['x1']['words']:,} words; ×{results['times']} has "
        f"{large['articles']:,} articles, {large['words']:,} words. Every command is measured from its start to its end, "
        f"model loading included. The yardstick, bare `nlp.pipe`, runs in the fastest way found: {way}, by {unit}, batches "
        f"of {batch}."
    )


def _busy(machine: Mapping[str, Any]) -> str:
    """A warning where others were at work: times, and what is carried on from them, then say little."""
    return ": **the machine was busy, measure again when it is quiet**" if machine["load"][0] > 0.5 else ""


def goals_table(goals: Sequence[Mapping[str, Any]]) -> str:
    """Each goal with what was measured; a ratio that isn't known says why."""
    rows, notes = [], []
    for goal in goals:
        sign = "≤" if goal["at_most"] else "≥"
        holds = goal["condition_holds"]
        condition = f" ({goal['condition']}: {'yes' if holds else 'no'})" if holds is not None else ""
        met = {True: "yes", False: "**no**", None: "?"}[goal["met"]]
        rows.append((goal["goal"] + condition, _figure(goal["measured"]), f"{sign} {_figure(goal['bound'])}", met))
        if goal["missing"]:
            notes.append(f"- {goal['goal']}: {goal['missing']}")
    return "\n\n".join([table(("", "measured", "goal", "met"), rows), *(["\n".join(notes)] if notes else [])])


def medians_table(medians: Mapping[str, Mapping[str, Any]]) -> str:
    """Every measured command."""
    rows = [
        (
            step,
            m["rounds"],
            f"{m['wall']:,.2f}",
            f"{m['cpu']:,.2f}",
            f"{m['peak_process']:,.0f}",
            f"{m['peak_tree']:,.0f}",
        )
        for step, m in medians.items()
    ]
    columns = ("", "rounds", "seconds", "processor seconds", "MiB, largest process", "MiB, all processes")
    return table(columns, rows)


def speeds_table(speeds: Mapping[str, float]) -> str:
    """Sentences a second; the rest does quantities alone, newsclaims everything."""
    rows = [(name, f"{rate:,.1f}") for name, rate in sorted(speeds.items(), key=lambda pair: -pair[1])]
    return table(("", "sentences a second"), rows)


def stages_table(stages: Mapping[str, Any]) -> str:
    """Processor seconds of each function, and in percent of bare spaCy's."""
    spacy = stages["spacy, whole pipeline"]
    steps = {name: value for name, value in stages.items() if name not in ("step", "round", "articles", "words")}
    rows = [(name, f"{seconds:,.2f}", f"{100 * seconds / spacy:.1f}%") for name, seconds in steps.items()]
    head = f"{stages['articles']:,} articles, {stages['words']:,} words, one process."
    return f"{head}\n\n{table(('', 'processor seconds', 'of bare spaCy'), rows)}"


def functions_table(functions: Mapping[str, float]) -> str:
    """Each function's time on the seed article."""
    rows = [(f"`{name}`", f"{microseconds / 1000:,.2f}") for name, microseconds in functions.items()]
    return f"Medians on the seed article, a loop on one core.\n\n{table(('', 'milliseconds'), rows)}"


def growth_table(on_paper: Mapping[str, Any]) -> str:
    """The stages of the large build, with the power of the size by which each grew."""
    rows = [
        (f"until `{name}`", f"{stage['seconds']:,.1f}", f"{stage['exponent']:.2f}")
        for name, stage in on_paper["stages"].items()
    ]
    return table(("", f"seconds, {on_paper['measured_articles']:,} articles", "grows with the power"), rows)


def table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A Markdown table: the first column to the left, the others to the right."""
    lines = [columns, ["---", *["---:"] * (len(columns) - 1)], *rows]
    return "\n".join("| " + " | ".join("" if cell is None else str(cell) for cell in line) + " |" for line in lines)


def _figure(value: float | None) -> str:
    """Three significant digits; small ratios as 1/n."""
    if value is None:
        return "not measured"
    if 0 < value < 0.05:
        return f"1/{1 / value:,.0f}"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
