"""Figures that were to come: planned, budgeted, predicted or made room for, whatever their status by grammar.

"The budget was $310 million", "analysts had expected €137 million", "the dome seats 42,000": beside what came of it, each
is the left side of target_vs_actual, though the text set nobody an aim.
"""

from __future__ import annotations

from itertools import islice

from pipeline.reading.comparisons.frame import MAX_CHILDREN, Frame, cues, of_frame
from pipeline.reading.parse import Token

AIMS = ("target", "threshold")
_MAX_CLIMB = 6
_REACH = 9  # tokens behind a figure in which a relative clause says that it was expected
_FINITE_NOW = ("VBZ", "VBP")


def is_aim(frame: Frame) -> bool:
    """True for a target or a threshold."""
    return frame.claim.status in AIMS


@of_frame
def is_planned(frame: Frame) -> bool:
    """True for a figure that something says was planned, predicted or provided for; an aim is one."""
    if is_aim(frame):
        return True
    if frame.claim.status == "denied" or frame.claim.quantity.change is not None:
        return False
    if _named_plan(frame) or _capacity(frame) or _obliged(frame):
        return True
    return _foreseen(frame)


def _named_plan(frame: Frame) -> bool:
    """ "the budget was $310 million", "a budget of $310 million"."""
    listed = cues("plan_nouns")
    subject = frame.subject.lemma.lower() if frame.subject is not None else ""
    verb = frame.verb.lemma.lower() if frame.verb is not None else ""
    if subject in listed and verb and not any(verb in cues(f"movement_{way}") for way in ("up", "down", "other")):
        return True
    before = [token.lemma.lower() for token in frame.before[-3:] if token.lower not in cues("hedges") - {"of"}]
    return (verb in ("be", "stand") and frame.head in listed) or (
        before[-1:] == ["of"] and before[-2:-1][:1] != [] and before[-2] in listed
    )


def _capacity(frame: Frame) -> bool:
    verb = frame.verb
    return (
        verb is not None and verb.lemma.lower() in cues("capacity_verbs") and verb.tag in _FINITE_NOW and frame.object
    )


def _obliged(frame: Frame) -> bool:
    """ "is supposed to take six months", "are meant to come within 15 minutes", "the 523,000 it set out to vaccinate"."""
    token = frame.verb
    for _ in range(_MAX_CLIMB):
        if token is None:
            return False
        passive = any(child.dep == "auxpass" for child in islice(token.children, MAX_CHILDREN))
        if token.lemma.lower() in cues("obliging") and token.tag == "VBN" and passive:
            return True
        if token.dep != "xcomp" or token.head.i >= token.i:
            break
        token = token.head
    following = " ".join(token.lower for token in frame.following(_REACH))
    return any(f" {phrase} " in f" {following} " for phrase in cues("plan_phrases"))


def _foreseen(frame: Frame) -> bool:
    """Under a verb of planning or prediction that speaks from the past: "had expected", "was meant to", "projected at"."""
    token = frame.verb
    for _ in range(_MAX_CLIMB):
        if token is None:
            break
        if is_past_plan(token):
            return True
        if token.dep not in ("xcomp", "ccomp", "conj", "advcl") or token.head.i >= token.i:
            break
        token = token.head
    near = [*reversed(frame.before[-3:])]
    if any(word.tag == "VBN" and _foresees(word) and word.dep in ("acl", "amod", "advcl") for word in near):
        return True
    return any(
        is_past_plan(word) and word.dep in ("relcl", "ccomp", "advcl", "parataxis") for word in frame.following(_REACH)
    )


def _foresees(token: Token) -> bool:
    lemma = token.lemma.lower()
    return lemma in cues("prediction_verbs") or lemma in cues("plan_verbs")


def is_past_plan(token: Token) -> bool:
    """ "expected", "had forecast", "was supposed"; not "is expected", "has pledged", "expects"."""
    if not _foresees(token) or token.tag not in ("VBD", "VBN"):
        return False
    auxiliaries = [c.lower for c in islice(token.children, MAX_CHILDREN) if c.dep in ("aux", "auxpass")]
    if not auxiliaries:
        return token.tag == "VBD" or token.dep in ("acl", "relcl", "advcl")
    return auxiliaries[0] in ("had", "was", "were", "'d", "’d")
