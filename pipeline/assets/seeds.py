"""seeds: the folder of news text, where the graph starts. People fill it, not the pipeline."""

from __future__ import annotations

import dagster as dg

from pipeline.assets.stage import OWNERS

seeds = dg.AssetSpec(
    "seeds",
    description="The folder of articles: all in it is read. Add, edit or remove files and the dataset follows.",
    group_name="intake",
    owners=OWNERS,
    kinds={"file"},
)
