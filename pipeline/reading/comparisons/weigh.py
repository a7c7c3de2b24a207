"""How likely two figures answer to each other, and how: three logistic models over the facts of `evidence`.

The weights are data (lexicon/comparison_weights.yaml), fitted by `tests/fit_comparisons.py` on labelled articles. A
construction of `relate` is one of the facts: a strong one, which others can still outweigh.
"""

from __future__ import annotations

from functools import cache

from pipeline.reading.comparisons.crowd import Crowd
from pipeline.reading.comparisons.evidence import evidence, impossible
from pipeline.reading.comparisons.expected import is_aim, is_planned
from pipeline.reading.comparisons.frame import Frame, cues
from pipeline.reading.comparisons.relate import (
    CHANGE,
    CONFLICT,
    TARGET,
    Pair,
    Relation,
    earlier_of,
    is_past,
    is_present,
    link_words,
    relate,
)
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.weighing import probability

RELATIONS = (TARGET, CHANGE, CONFLICT)


@cache
def weights() -> dict[str, dict[str, float]]:
    """Log odds that a fact adds, by relation and name of the fact."""
    table = load_yaml("comparison_weights")
    return {relation: {name: float(weight) for name, weight in table[relation].items()} for relation in RELATIONS}


@cache
def threshold() -> float:
    """The probability from which on a pair is one."""
    return float(load_yaml("comparison_weights")["threshold"])


def weigh(p: Pair, around: Crowd) -> Relation | None:
    """The likeliest relation of a pair, None if no relation is likely enough; `around` has the document's figures."""
    if impossible(p):
        return None
    ruled = relate(p)
    facts = evidence(p, around.of(p), around.rare(p), ruled)
    if ruled is not None:
        score = probability(weights()[ruled.relation], facts)
        if score >= threshold():
            return Relation(ruled.relation, ruled.left, ruled.right, score, ruled.rule)
    score, relation = max((probability(weights()[relation], facts), relation) for relation in RELATIONS)
    if score < threshold():
        return None
    return Relation(relation, *_sides(p, relation), score, "evidence")


def _sides(p: Pair, relation: str) -> tuple[Frame, Frame]:
    """(left, right): what was aimed at and what came of it; the earlier and the later; the first and the second report."""
    if relation == TARGET:
        return (p.b, p.a) if _weight_as_aim(p.b) > _weight_as_aim(p.a) else (p.a, p.b)
    if relation == CHANGE:
        earlier = earlier_of(p) or _earlier_by_link(p)
        return (p.b, p.a) if earlier is p.b else (p.a, p.b)
    return p.a, p.b


def _weight_as_aim(frame: Frame) -> int:
    verb = frame.verb.lemma.lower() if frame.verb is not None else ""
    wanted = is_aim(frame) and verb not in cues("plan_verbs", "prediction_verbs")
    return 3 if wanted else 2 if is_aim(frame) else 1 if is_planned(frame) or frame.claim.status == "forecast" else 0


def _earlier_by_link(p: Pair) -> Frame:
    if p.one_sentence and link_words(p)[-1:] != ["to"]:
        return p.b  # "X from Y", "X against Y", "X rather than Y"
    return p.b if is_past(p.b) and is_present(p.a) else p.a
