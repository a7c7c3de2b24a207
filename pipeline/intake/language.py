"""Which language a text is in, as a BCP 47 code."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Prose tells its language within a few hundred words.
SAMPLE_CHARACTERS = 6_000


class Detected(NamedTuple):
    language: str  # BCP 47
    probability: float


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str) -> Detected:
    """The likeliest language of a text and its probability (0 to 1)."""
    language, probability = _identifier().classify(_sample(text))
    return Detected(language, probability)


def _sample(text: str) -> str:
    """The words alone: numbers, signs and links carry no language."""
    words = re.sub(r"https?://\S{1,2000}|[\d_\W]+", " ", text[: 4 * SAMPLE_CHARACTERS])
    return words[:SAMPLE_CHARACTERS]
