"""Cue words by topic, as one pattern each (lexicon/number_cues.yaml)."""

from __future__ import annotations

import re
from functools import cache

from pipeline.reading.lexicon import load_yaml


@cache
def cue(topic: str) -> re.Pattern[str]:
    """A pattern that finds any cue word of the topic, as a whole word, in lower-cased text."""
    words = sorted(load_yaml("number_cues")[topic], key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(_pattern(word) for word in words)})(?!\w)")


def _pattern(word: str) -> str:
    ending = r"\w*" if word.endswith("*") else ""
    return re.escape(word.rstrip("*")).replace(r"\ ", "[ \u2009]") + ending
