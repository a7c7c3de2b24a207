"""What a tagged and parsed word is: its part of speech and its lemma, looked up once for each word, tag and label.

spaCy's attribute ruler and rule lemmatiser take a third of the model's time, and give the same answer each time that
a word comes with the same tag and label: their patterns ask of one token, but for a few of a pair ("let 's",
"gon na", "there is"). So each distinct word is given to them once, beside its neighbour where a pair may stand, and
the answer is kept. The outcome is theirs, whatever was read before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Doc

RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
MAX_KEPT = 300_000  # words; about 100 MB, and more than a year of a newspaper has

Pattern = list[dict[str, object]]  # what is asked of each token in turn
Part = tuple[int, int, int]  # orth, tag and dep, as the vocabulary's hashes
Key = tuple[Part | None, Part, Part | None]  # a word between its neighbours, where those matter
_READ = ("ORTH", "TAG", "DEP", "LOWER")
_SEPARATOR = (".", ".", "punct")


class Form(NamedTuple):
    """What is known of a word: strings, as spaCy gives them."""

    tag: str
    pos: str
    dep: str
    lemma: str


class WordForms:
    """The forms of words by a model's own ruler and lemmatiser."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._ruler = cast("AttributeRuler", nlp.get_pipe(RULER))
        self._lemmatizer = cast("Lemmatizer", nlp.get_pipe(LEMMATIZER))
        # The lemmatiser only asks whether a form is in these lists of up to 90,000 words.
        known = self._lemmatizer.lookups.get_table("lemma_index")
        for part_of_speech, words in list(known.items()):
            known[part_of_speech] = frozenset(words)
        patterns = [pattern for rule in self._ruler.patterns for pattern in cast("list[Pattern]", rule["patterns"])]
        self._pairs = [pattern for pattern in patterns if len(pattern) > 1]
        # What each pair asks of its first word: its lower case, or its label where it asks no word.
        self._first = [pair[0].get("LOWER", pair[0].get("DEP")) for pair in self._pairs]
        self._opens: dict[int, bool] = {}
        self._kept: dict[Key, Form] = {}

    @property
    def serves(self) -> bool:
        """True if the ruler asks of no more than two neighbours, the first of them known by its word or label."""
        return all(len(pair) == 2 for pair in self._pairs) and None not in self._first

    def of(self, docs: Iterable[Doc]) -> list[list[Form]]:
        """The forms of each document's tokens; they need tags and labels."""
        keys = [self._keys(doc) for doc in docs]
        if len(self._kept) > MAX_KEPT:
            self._kept.clear()
        new = list(dict.fromkeys(key for key in chain.from_iterable(keys) if key not in self._kept))
        if new:
            self._kept.update(zip(new, self._read(new), strict=True))
        return [[self._kept[key] for key in of_doc] for of_doc in keys]

    def _keys(self, doc: Doc) -> list[Key]:
        rows = doc.to_array(list(_READ)).tolist()
        parts: list[Part] = [(orth, tag, dep) for orth, tag, dep, _ in rows]
        keys: list[Key] = [(None, part, None) for part in parts]
        for i, (_, _, dep, lower) in enumerate(rows[:-1]):
            if self._may_open(lower, dep):
                keys[i] = (keys[i][0], parts[i], parts[i + 1])
                keys[i + 1] = (parts[i], parts[i + 1], None)
        return keys

    def _may_open(self, lower: int, dep: int) -> bool:
        """May a word, given by its lower case and label, be the first of a pair that the ruler asks for?"""
        for value in (lower, dep):
            if value not in self._opens:
                written = self._vocab.strings[value] if value else ""
                self._opens[value] = any(_fits(written, asked) for asked in self._first)
        return self._opens[lower] or self._opens[dep]

    def _read(self, keys: list[Key]) -> list[Form]:
        """Give words to the ruler and the lemmatiser, apart from each other where two might be taken for a pair."""
        from spacy.tokens import Doc

        strings = self._vocab.strings
        words: list[str] = []
        tags: list[str] = []
        deps: list[str] = []
        places: list[int] = []
        for before, own, after in keys:
            for part in (before, own, after):
                if part is own:
                    places.append(len(words))
                if part is not None:
                    words.append(strings[part[0]])
                    tags.append(strings[part[1]] if part[1] else "")
                    deps.append(strings[part[2]] if part[2] else "")
            last = after or own
            if self._may_open(self._vocab[last[0]].lower, last[2]):
                for column, value in zip((words, tags, deps), _SEPARATOR, strict=True):
                    column.append(value)
        doc = Doc(self._vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
        doc = self._lemmatizer(self._ruler(doc))
        return [Form(token.tag_, token.pos_, token.dep_, token.lemma_) for token in (doc[place] for place in places)]


def _fits(value: str, asked: object) -> bool:
    """Does a value fit a pattern? One that isn't understood is taken to fit."""
    if isinstance(asked, str):
        return value == asked
    if isinstance(asked, Mapping) and set(asked) == {"IN"}:
        return value in asked["IN"]
    if isinstance(asked, Mapping) and set(asked) == {"REGEX"}:
        return re.search(asked["REGEX"], value) is not None
    return True
