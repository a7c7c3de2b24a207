"""Where things are, unless a command says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

SEEDS_VARIABLE = "NEWSCLAIMS_SEEDS"
DATA_VARIABLE = "NEWSCLAIMS_DATA"
HOME_VARIABLE = "DAGSTER_HOME"


def seeds_folder() -> Path:
    """The seeds folder: NEWSCLAIMS_SEEDS, else seeds/ in the working directory; absolute."""
    return Path(os.environ.get(SEEDS_VARIABLE) or "seeds").absolute()


def data_folder() -> Path:
    """The data folder: NEWSCLAIMS_DATA, else data/ in the working directory; absolute."""
    return Path(os.environ.get(DATA_VARIABLE) or "data").absolute()
