"""Which language a text is in, as a BCP 47 code, and whether it is one that is read.

The detector's word decides only where it is sure. Measured with the limits below: of 2,202 articles of English news
(BBC) none is refused, of their 45,852 sentences 8 (team sheets of Italian names, mostly), of their headlines 1. Of 484
example sentences in 60 other languages (spaCy's) 443 are refused, and the rest have up to eight words; of 418 pairs of
them 417 are refused.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipeline.intake.document import Refusal

# Languages that the pipeline reads (primary subtags).
LANGUAGES = ("en",)
# Some 170 words: enough to tell their language, and the detector costs as much a character as all else at intake.
SAMPLE_CHARACTERS = 1_000
# A text is refused if another language is this many times likelier than any that is read.
MIN_RATIO = 200.0
# ... and it has this many bytes of letters: three words, or six signs of Chinese.
MIN_SAMPLE_BYTES = 18
# Creoles that share most of their words with English need more to be told from it: some forty words.
_ENGLISH_BASED = ("pcm", "gcr", "sco", "jam", "tpi", "bi", "srn")
MIN_SAMPLE_BYTES_ENGLISH_BASED = 250


class Detected(NamedTuple):
    """The likeliest language, and how likely it and the likeliest of LANGUAGES are (0 to 1)."""

    language: str  # BCP 47
    probability: float
    readable: str
    readable_probability: float
    sample_bytes: int


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def accepted_language(text: str, stated: str | None = None) -> str:
    """The language of a text, one of LANGUAGES (a stated one with its region: en-GB); Refusal if it is another.

    A language that the seed states wins over detection. A text too short or too odd to tell counts as readable.
    """
    if stated is not None:
        if stated.split("-")[0] in LANGUAGES:
            return stated
        raise Refusal("unsupported_language", f"{stated}, as the seed says")
    detected = detect_language(text)
    least = MIN_SAMPLE_BYTES_ENGLISH_BASED if detected.language in _ENGLISH_BASED else MIN_SAMPLE_BYTES
    if (
        detected.language not in LANGUAGES
        and detected.sample_bytes >= least
        and detected.probability >= MIN_RATIO * detected.readable_probability
    ):
        raise Refusal("unsupported_language", f"{detected.language} (probability {detected.probability:.2f})")
    return detected.readable


def detect_language(text: str) -> Detected:
    """The likeliest language of a text."""
    sample = _sample(text)
    ranked = _identifier().rank(sample)
    language, probability = ranked[0]
    readable, readable_probability = next((code, p) for code, p in ranked if code in LANGUAGES)
    return Detected(language, probability, readable, readable_probability, len(sample.encode("utf-8")))


def _sample(text: str) -> str:
    """The words alone: numbers, signs and links carry no language."""
    words = re.sub(r"https?://\S{1,2000}|[\d_\W]+", " ", text[: 4 * SAMPLE_CHARACTERS])
    return words[:SAMPLE_CHARACTERS].strip()
