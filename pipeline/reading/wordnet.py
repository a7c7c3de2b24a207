"""What WordNet knows of English nouns: senses, kinds, and which verb an event noun comes from.

The data are the lexicon's wordnet_*.csv (their source and licence stand there). Senses are in order of use, the
commonest first; a word that WordNet doesn't have simply has none. All functions are pure and cached.
"""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.reading.lexicon import load_csv

# A relation is looked for among the commonest senses only: rare ones join words that no reader would.
COMMON_SENSES = 4
MAX_DEPTH = 24  # the longest chain of hypernyms in WordNet is shorter


@cache
def _nouns() -> dict[str, tuple[str, ...]]:
    return {row["noun"]: tuple(row["synsets"].split()) for row in load_csv("wordnet_nouns")}


@cache
def _synsets() -> dict[str, tuple[tuple[str, ...], str]]:
    return {row["synset"]: (tuple(row["hypernyms"].split()), row["category"]) for row in load_csv("wordnet_synsets")}


@cache
def _verbs() -> dict[str, tuple[tuple[str, ...], frozenset[str]]]:
    return {
        row["verb"]: (tuple(row["nouns"].split()), frozenset(row["alike"].split())) for row in load_csv("wordnet_verbs")
    }


@cache
def _verbs_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for verb, (nouns, _) in _verbs().items():
        for noun in nouns:
            found.setdefault(noun, []).append(verb)
    return {noun: tuple(verbs) for noun, verbs in found.items()}


def senses(noun: str) -> tuple[str, ...]:
    """The senses of a noun's lemma, commonest first; none for a word that WordNet lacks."""
    return _nouns().get(noun, ())


def category(noun: str) -> str | None:
    """The lexicographer category of the commonest sense: person, act, event, group, artifact, communication…"""
    found = senses(noun)
    return _synsets()[found[0]][1] if found else None


def categories(noun: str) -> tuple[str, ...]:
    """The lexicographer categories of all senses, the commonest sense's first."""
    return tuple(dict.fromkeys(_synsets()[sense][1] for sense in senses(noun)))


def event_nouns(verb: str) -> tuple[str, ...]:
    """The nouns of act, event, state that derive from a verb's lemma: arrest -> arrest, die -> death."""
    return _verbs()[verb][0] if verb in _verbs() else ()


def verbs_of(noun: str) -> tuple[str, ...]:
    """The verbs that an event noun derives from: arrest -> arrest, death -> die."""
    return _verbs_of().get(noun, ())


@lru_cache(maxsize=65536)
def verbs_alike(a: str, b: str, steps: int = 2) -> bool:
    """True if two verbs share a sense, or one lies at most `steps` senses above the other (deport, expel, remove)."""
    verbs = _verbs()
    if a == b:
        return True
    if a not in verbs or b not in verbs:
        return False
    near_a, near_b = verbs[a][1], verbs[b][1]
    if b in near_a or a in near_b or steps < 2:
        return b in near_a or a in near_b
    return any(b in verbs[verb][1] for verb in near_a if verb in verbs) or any(
        a in verbs[verb][1] for verb in near_b if verb in verbs
    )


@lru_cache(maxsize=65536)
def same_event(a: str, b: str) -> bool:
    """True if two nouns can name the same event: synonyms, or derived from verbs that are alike."""
    if a == b or distance(a, b, within=0) == (0, 0):
        return True
    return any(verbs_alike(verb_a, verb_b) for verb_a in verbs_of(a) for verb_b in verbs_of(b))


@lru_cache(maxsize=65536)
def _above(sense: str, within: int = MAX_DEPTH) -> dict[str, int]:
    """The senses above one sense (itself included), each with its distance, up to `within` steps."""
    found, frontier = {sense: 0}, [sense]
    for depth in range(1, min(within + 1, MAX_DEPTH)):
        frontier = [up for low in frontier for up in _synsets()[low][0] if up not in found]
        if not frontier:
            break
        for up in frontier:
            found.setdefault(up, depth)
    return found


@lru_cache(maxsize=65536)
def distance(a: str, b: str, within: int = MAX_DEPTH) -> tuple[int, int] | None:
    """Steps from two nouns up to their nearest common sense, (0, 0) for synonyms, (2, 0) if b is two above a.

    None if no common senses of the two meet, each at most `within` steps above. Senses that are roots for everything say
    nothing, so callers bound the steps.
    """
    best: tuple[int, int] | None = None
    for sense_a in senses(a)[:COMMON_SENSES]:
        above_a = _above(sense_a, within)
        for sense_b in senses(b)[:COMMON_SENSES]:
            above_b = _above(sense_b, within)
            for meeting, up_a in above_a.items():
                up_b = above_b.get(meeting)
                if up_b is not None and (best is None or up_a + up_b < sum(best)):
                    best = (up_a, up_b)
    return best


def is_person(noun: str) -> bool:
    """True if the noun's commonest sense names a person or people (nurse, resident, crew, people)."""
    found = senses(noun)
    return noun == "people" or bool(found and senses("person")[0] in _above(found[0]))
