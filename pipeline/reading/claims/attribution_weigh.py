"""Who likely says a figure that no construction credits: a logistic model over the facts of `attribution_evidence`.

The weights are data (lexicon/source_weights.yaml), fitted by `tests/fit_sources.py` on labelled articles. Below the threshold
nobody is credited.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from pipeline.reading.claims.attribution_evidence import Asked, Candidate, Facts, evidence, impossible
from pipeline.reading.claims.attribution_voices import Place, Voice, Voices
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.weighing import probability

Weigher = Callable[[Asked, Voices], Voice | None]


@cache
def weights() -> dict[str, float]:
    """Log odds that a fact adds, by name of the fact."""
    return {str(name): float(weight) for name, weight in load_yaml("source_weights")["weights"].items()}


@cache
def threshold() -> float:
    """The probability from which on a figure is credited."""
    return float(load_yaml("source_weights")["threshold"])


def weighed(asked: Asked, voices: Voices) -> list[tuple[Candidate, Facts]]:
    """Everyone who might say a figure, nearest first, with the facts about each."""
    heard = [
        (place, voice)
        for place, voice in voices.around(asked.place)
        if not asked.quantity.start <= voice.token.start < asked.quantity.end
    ]
    by_name: dict[str, list[tuple[Place, Voice]]] = {}
    for place, voice in heard:
        by_name.setdefault(voice.name.text, []).append((place, voice))
    candidates = (Candidate(name, found) for name, found in by_name.items())
    facts_of = ((candidate, evidence(asked, candidate, heard, voices.names)) for candidate in candidates)
    return [(candidate, facts) for candidate, facts in facts_of if not impossible(facts)]


def likeliest(asked: Asked, voices: Voices) -> Voice | None:
    """The voice that most likely says a figure, None if none is likely enough."""
    best: tuple[float, Voice] | None = None
    for candidate, facts in weighed(asked, voices):
        score = probability(weights(), facts)
        if score >= threshold() and (best is None or score > best[0]):
            best = score, candidate.nearest[1]
    return best[1] if best is not None else None
