"""Where the reading's time goes, function by function, in one process: a script, run in the frozen code.

    stages.py SEEDS COSTS.json --articles N --passes N

Processor seconds for the same articles: bare spaCy (all components, numpy's ops, as in `bare_spacy`), and each step of ours. Passes
are interleaved; the medians are written.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from pipeline.reading.annotate import annotate, load_model
from pipeline.reading.claims.assemble import read_claims
from pipeline.reading.comparisons.compare import compare
from pipeline.reading.entities.across_documents import link
from pipeline.reading.entities.within_document import find_mentions
from pipeline.reading.numbers.find import find_quantities
from pipeline.reading.numbers.home import home_of
from pipeline.reading.paragraphs import split_paragraphs
from pipeline.reading.parse import Document, Paragraph, Parse

Texts = list[tuple[str, str]]
SPACY = "spacy, whole pipeline"


def texts_of(seeds: Path, count: int) -> Texts:
    """The first articles of an archive: id, text."""
    found: Texts = []
    for path in sorted(seeds.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found += [(row["id"], row["text"]) for row in map(json.loads, lines)]
    return found[:count]


def one_pass(texts: Texts) -> dict[str, float]:
    """Seconds by step; `claims` is without the quantities, which it asks for."""
    spent: dict[str, float] = {}
    clock = _Clock(spent)
    for _ in load_model().pipe((block for _, text in texts for block in text.split("\n\n")), batch_size=128):
        pass
    clock.took(SPACY)
    spans = [split_paragraphs(text) for _, text in texts]
    clock.took("paragraphs")
    pieces = [(text[s.start : s.end], s.start) for (_, text), of in zip(texts, spans, strict=True) for s in of]
    clock.skip()
    annotations = list(annotate(pieces))
    clock.took("spacy, as the build runs it")
    read = iter(annotations)
    documents = [_document(name, text, of, read) for (name, text), of in zip(texts, spans, strict=True)]
    clock.took("parses made walkable")
    mentions = [find_mentions(document) for document in documents]
    clock.took("names")
    link([mention for of in mentions for mention in of])
    clock.took("entities")
    for document in documents:
        home = home_of(document.text)
        for paragraph in document.paragraphs:
            find_quantities(paragraph, home)
    clock.took("quantities")
    found = [read_claims(document, of) for document, of in zip(documents, mentions, strict=True)]
    clock.took("claims")
    spent["claims"] = max(spent["claims"] - spent["quantities"], 0.0)
    clock.skip()
    compare([claim for of in found for claim in of.claims])
    clock.took("comparisons")
    return spent


def _document(name: str, text: str, spans: list, annotations) -> Document:
    paragraphs = [
        Paragraph(f"{name}#p{i}", i, s.role, s.start, s.end, text[s.start : s.end], Parse(text, next(annotations)))
        for i, s in enumerate(spans)
    ]
    return Document(name, text, None, None, paragraphs)


class _Clock:
    def __init__(self, spent: dict[str, float]) -> None:
        self._spent = spent
        self._last = time.process_time()

    def took(self, step: str) -> None:
        self._spent[step] = time.process_time() - self._last
        self._last = time.process_time()

    def skip(self) -> None:
        self._last = time.process_time()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("seeds", type=Path)
    parser.add_argument("costs", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--passes", type=int, default=3)
    given = parser.parse_args()
    texts = texts_of(given.seeds, given.articles)
    one_pass(texts[:5])  # word lists and the model are loaded at the first use
    passes = defaultdict(list)
    for _ in range(given.passes):
        for step, seconds in one_pass(texts).items():
            passes[step].append(seconds)
    facts = {"articles": len(texts), "words": sum(len(text.split()) for _, text in texts)}
    given.costs.write_text(json.dumps(facts | {step: median(seconds) for step, seconds in passes.items()}))


if __name__ == "__main__":
    main()
