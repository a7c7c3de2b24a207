"""Time and memory of a cold build against the size of the archive, as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path


def draw(points: Sequence[Mapping[str, float]], path: Path) -> None:
    """Draw an SVG, the same bytes for the same points; `points` as in `results.points`, two at least."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "newsclaims"
    import matplotlib.pyplot as plt

    articles = [point["articles"] for point in points]
    figure, (time, memory) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    time.plot(articles, [point["wall"] for point in points], "o-", label="measured")
    first = points[0]
    time.plot(articles, [first["wall"] * n / first["articles"] for n in articles], "--", color="grey", label="linear")
    time.set(title="Time of a cold build", xlabel="articles", ylabel="seconds", ylim=(0, None), xlim=(0, None))
    memory.plot(articles, [point["peak_tree"] for point in points], "o-", label="all processes")
    memory.plot(articles, [point["peak_process"] for point in points], "o-", label="largest process")
    memory.set(title="Peak memory", xlabel="articles", ylabel="MiB", ylim=(0, None), xlim=(0, None))
    for axes in (time, memory):
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.tick_params(axis="x", labelsize=8)
        axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
