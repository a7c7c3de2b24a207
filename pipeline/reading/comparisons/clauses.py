"""What the clause of a figure is like, for `evidence`: tense and mood, subject, verb, the word right before the figure.

Two figures of different times, aims, or speakers differ in these before any cue word says so: "had", then "has"; "when",
"there were"; "told us", then "it is". Source: Quirk et al., 4.11-4.66 (tense, mood) and 14.18-14.20 (reported clauses).
"""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from pipeline.reading.comparisons.discourse import clause
from pipeline.reading.comparisons.frame import MAX_CHILDREN, Frame, has, of_frame
from pipeline.reading.comparisons.relate import Pair
from pipeline.reading.parse import Token

Facts = dict[str, float]
PRONOUNS = frozenset({"it", "they", "we", "i", "he", "she", "you"})
LINKING = frozenset({"until", "before", "after", "since", "once"})
CLOSED_TAGS = frozenset({"IN", "TO", "CC", "DT", ",", ":"})  # whose words are few enough to be facts of their own
BEING = frozenset({"be", "was", "is", "were"})
BANDS = (
    (0.2, "fifth"),
    (0.5, "half"),
    (0.8, "less"),
    (1.0, "hardly_less"),
    (1.25, "hardly_more"),
    (2.0, "more"),
    (5.0, "twice"),
)


class Clause(NamedTuple):
    """The facts of one figure's clause, by their names as the first and as the second of a pair."""

    first: Facts
    second: Facts
    tense: str


def facts(p: Pair) -> Facts:
    """The facts of both clauses, and of their tenses and statuses together."""
    a, b = _clause(p.a), _clause(p.b)
    return {
        **a.first,
        **b.second,
        f"tenses_{a.tense}_{b.tense}": 1.0,
        f"statuses_{p.a.claim.status}_{p.b.claim.status}": 1.0,
    }


def band(ratio: float) -> str:
    """How the second value stands to the first: the name of a fact."""
    return next((f"by_{name}" for limit, name in BANDS if ratio < limit), "by_far_more")


@of_frame
def _clause(frame: Frame) -> Clause:
    tense = tense_of(frame.verb)
    found = [f"tense_{tense}", f"status_{frame.claim.status}", *_subject(frame), *_verb(frame), *_words(frame)]
    return Clause({f"a_{name}": 1.0 for name in found}, {f"b_{name}": 1.0 for name in found}, tense)


def tense_of(verb: Token | None) -> str:
    """future, would, modal, pluperfect, perfect, past, present, nonfinite; none without a verb."""
    if verb is None:
        return "none"
    auxiliaries = [c for c in islice(verb.children, MAX_CHILDREN) if c.dep in ("aux", "auxpass")]
    words = {auxiliary.lower for auxiliary in auxiliaries}
    tags = {verb.tag, *(auxiliary.tag for auxiliary in auxiliaries)}
    for name, forms in (
        ("future", {"will", "'ll", "’ll", "wo", "shall"}),
        ("pluperfect", {"had"}),
        ("would", {"would", "'d", "’d"}),
        ("modal", {"could", "might", "may", "can", "should", "must"}),
        ("perfect", {"has", "have", "'s", "’s", "'ve", "’ve"}),
    ):
        if words & forms:
            return name
    return "past" if "VBD" in tags else "present" if tags & {"VBZ", "VBP"} else "nonfinite"


def _subject(frame: Frame) -> list[str]:
    children = list(islice(frame.verb.children, MAX_CHILDREN)) if frame.verb is not None else []
    found = ["there"] if any(child.dep == "expl" for child in children) else []
    subject = next((child for child in children if child.dep in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return [*found, "subject_none"]
    if subject.tag == "PRP":
        return [*found, f"subject_{subject.lower if subject.lower in PRONOUNS else 'pronoun'}"]
    sort = "that" if subject.tag in ("DT", "WDT", "WP") else "name" if subject.pos == "PROPN" else "noun"
    return [*found, f"subject_{sort}"]


def _verb(frame: Frame) -> list[str]:
    verb = frame.verb
    if verb is None:
        return []
    lemma = verb.lemma.lower()
    found = [f"verb_{verb.tag}"] if verb.tag in ("VB", "VBG", "VBN") else []
    found += [f"verb_{lemma}"] if lemma in ("be", "have") else []
    found += [f"verb_{name}" for name in ("report_verbs", "placing_verbs") if has([verb], name)]
    found += [f"verb_{verb.dep}"] if verb.dep in ("relcl", "acl", "advcl", "conj", "xcomp", "ccomp") else []
    found += ["negated"] if any(child.dep == "neg" for child in islice(verb.children, MAX_CHILDREN)) else []
    return found


def _words(frame: Frame) -> list[str]:
    quantity = frame.claim.quantity
    around = clause(frame)
    words = {token.lower for token in around}
    found: list[str] = [word for word in ("when", "same", "more", "you") if word in words]
    found += ["linked"] if words & LINKING else []
    found += ["tell"] if any(token.lemma.lower() == "tell" for token in around) else []
    found += ["for"] if any(token.lower == "for" for token in frame.before[-4:]) else []
    if frame.before:
        last = frame.before[-1]
        found.append(f"after_{last.lower if last.tag in CLOSED_TAGS or last.lower in BEING else last.tag}")
    else:
        found.append("opens")
    found += [f"comparator_{quantity.comparator}"] if quantity.comparator != "=" else []
    for name, holds in (
        ("quoted", frame.claim.quoted),
        ("statistic", quantity.statistic is not None),
        ("object", frame.object),
        ("given", frame.given),
        ("dated", frame.claim.time_text is not None),
    ):
        found += [name] if holds else []
    return found
