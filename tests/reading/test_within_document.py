"""Mentions of a document: where they stand, and that hostile text costs no more than its length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.entities.across_documents import link
from pipeline.reading.entities.within_document import NAME_LABELS, find_mentions
from pipeline.reading.parse import Annotation, Document, Paragraph, Parse
from pipeline.reading.read import parse_document

WORDS = st.sampled_from(
    """Ann Leigh Bank of England and the Mayor Chicago U.S. said in , . ' 's - & ( ) “ ” Ltd St Dr al van May 40 12th
    Department for Health Ministry Border Patrol ICE DHS Customs Protection Chief King Queen's Lord Rovers""".split()
)


def tagged(words: list[str], tag: str = "NNP", label: str | None = None) -> Document:
    """A document of one paragraph and one sentence, every word of one tag, every word a named span if labelled."""
    text = " ".join(words)
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    starts.pop()
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    n = len(words)
    spans = range(n) if label else range(0)
    annotation = Annotation(
        starts, ends, [tag] * n, ["PROPN"] * n, ["dep"] * n, [0] * n, words, [0] if n else [],
        [starts[i] for i in spans], [ends[i] for i in spans], [label or ""] * len(spans),
    )  # fmt: skip
    paragraph = Paragraph("d#p0", 0, "body", 0, len(text), text, Parse(text, annotation))
    return Document("d", text, None, None, [paragraph] if n else [])


def check(document: Document) -> None:
    mentions = find_mentions(document)
    end = -1
    for mention in mentions:
        assert document.text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        assert mention.label in NAME_LABELS
        assert mention.name
        end = mention.end
    of_cluster: dict[int, tuple[str, str]] = {}
    for mention in mentions:
        assert of_cluster.setdefault(mention.cluster, (mention.name, mention.label)) == (mention.name, mention.label)
    link(mentions)
    assert all(mention.entity_id for mention in mentions)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25), st.sampled_from(["NNP", "NN", "NNPS"]), st.sampled_from([None, "ORG", "LAW"]))
def test_mentions_stand_where_they_say(words: list[str], tag: str, label: str | None) -> None:
    check(tagged(words, tag, label))


@settings(max_examples=15, deadline=None)
@given(st.lists(WORDS, max_size=30))
def test_mentions_of_parsed_text(words: list[str]) -> None:
    check(parse_document("d", " ".join(words)))


def test_twice_the_same() -> None:
    text = "Gregory Bovino of the U.S. Border Patrol met staff. Bovino said so. The Department of Health agreed."
    one, two = (find_mentions(parse_document("d", text)) for _ in range(2))
    assert one == two


def test_no_paragraphs() -> None:
    assert find_mentions(Document("d", "", None, None)) == []


@pytest.mark.parametrize(
    "pattern",
    [["Alpha"], ["Alpha", "and"], ["Bank", "of"], ["Health", ","], ["Bob", "'s"], ["Al", "-"], ["Mayor"], ["“"]],
    ids=" ".join,
)
def test_linear(pattern: list[str]) -> None:
    def seconds(n: int) -> float:
        document = tagged(pattern * (n // len(pattern)))
        began = time.process_time()
        find_mentions(document)
        return time.process_time() - began

    seconds(200)
    assert min(seconds(16_000) for _ in range(2)) < 10 * max(seconds(4_000), 0.02)
