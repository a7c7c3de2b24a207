"""Texts made to be slow to read, and a parse of them made without a model: as deep or as wide as a parse can be."""

from __future__ import annotations

import re
from datetime import date

from pipeline.reading.annotate import bounded
from pipeline.reading.paragraphs import split_paragraphs
from pipeline.reading.parse import Annotation, Document, Paragraph, Parse

SHAPES = ("left", "right", "star", "end_star")
_TOKEN = re.compile(r"\d[\d,.]*\d|\d|\w+|\s(?=\s)|[^\w\s]")
_TAGS = {
    **dict.fromkeys(("a", "the"), "DT"),
    **dict.fromkeys(("of", "in", "at", "by", "that", "per", "than", "for", "with", "between"), "IN"),
    **dict.fromkeys(("and", "or"), "CC"),
    **dict.fromkeys(("said", "rose", "fell", "doubled"), "VBD"),
    **dict.fromkeys(("he", "it", "they"), "PRP"),
    **{"to": "TO", "is": "VBZ", "will": "MD", "who": "WP"},
    **dict.fromkeys("one two three half third dozen hundred thousand million billion".split(), "CD"),
}
_POS = {
    **{"DT": "DET", "IN": "ADP", "TO": "PART", "CC": "CCONJ", "VBD": "VERB", "PRP": "PRON", "VBZ": "AUX", "MD": "AUX"},
    **{"WP": "PRON", "CD": "NUM", "NNP": "PROPN", "NN": "NOUN", "NNS": "NOUN", ".": "PUNCT", ",": "PUNCT", "$": "SYM"},
}
_DEPS = {
    **{"DT": "det", "IN": "prep", "TO": "aux", "CC": "cc", "VBD": "ccomp", "PRP": "nsubj", "VBZ": "ccomp", "MD": "aux"},
    **{"WP": "nsubj", "CD": "nummod", "NNP": "compound", "NN": "conj", "NNS": "pobj"},
}


def document(text: str, shape: str) -> Document:
    """A document whose sentences hang together as `shape` says: chains to the left or right, or all on one token."""
    read = Document("x", text, None, date(2024, 5, 1))
    for i, span in enumerate(split_paragraphs(text)):
        part = text[span.start : span.end]
        parse = Parse(text, annotation(part, span.start, shape))
        read.paragraphs.append(Paragraph(f"x#p{i}", i, span.role, span.start, span.end, part, parse))
    return read


def annotation(text: str, offset: int, shape: str) -> Annotation:
    found = list(_TOKEN.finditer(text))
    tags = [_tag(match[0]) for match in found]
    count = len(found)
    starts = [0] if found else []
    starts += [i for i in range(1, count) if found[i - 1][0] == "." and found[i][0][0].isupper()]
    heads: list[int] = []
    for first, end in zip(starts, [*starts[1:], count], strict=True):
        last = end - 1
        by_shape = {
            "left": lambda i, first=first, last=last: max(i - 1, first),
            "right": lambda i, first=first, last=last: min(i + 1, last),
            "star": lambda i, first=first, last=last: first,
            "end_star": lambda i, first=first, last=last: last,
        }
        heads += [by_shape[shape](i) for i in range(first, end)]
    names = [i for i in range(count) if tags[i] == "NNP"]
    return bounded(
        Annotation(
            token_start=[offset + match.start() for match in found],
            token_end=[offset + match.end() for match in found],
            tag=tags,
            pos=[_POS.get(tag, "X") for tag in tags],
            dep=["ROOT" if heads[i] == i else _DEPS.get(tags[i], "punct") for i in range(count)],
            head=heads,
            lemma=[match[0].lower() for match in found],
            sentence_start=starts,
            entity_start=[offset + found[i].start() for i in names],
            entity_end=[offset + found[i].end() for i in names],
            entity_label=[("PERSON", "ORG", "GPE")[i % 3] for i in names],
        )
    )


def _tag(word: str) -> str:
    if word[0].isdigit():
        return "CD"
    if (known := _TAGS.get(word.lower())) is not None:
        return known
    if word in "$£€":
        return "$"
    if not word[0].isalnum():
        return word if word in (".", ",") else ":"
    if word[0].isupper():
        return "NNP"
    return "NNS" if word.endswith("s") else "NN"
