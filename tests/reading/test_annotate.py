"""Annotations lie on the text, whatever its length."""

from __future__ import annotations

import time

import pytest

from pipeline.reading.annotate import (
    MAX_PIECE,
    MAX_SENTENCE,
    annotate,
    load_model,
    model_package,
    model_version,
)
from pipeline.reading.parse import Parse
from pipeline.reading.pieces import MAX_WORD, pieces_of, without_long_words

SENTENCE = "Police arrested 25 people in Rome on Monday. "


@pytest.mark.parametrize("text", ["", "a", "x" * (3 * MAX_PIECE + 1), "word " * MAX_PIECE, SENTENCE * 2000])
def test_pieces_cover_a_text_without_gap_or_overlap(text: str) -> None:
    pieces = pieces_of(text, 0, len(text), MAX_PIECE)
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(end - start <= MAX_PIECE for start, end in pieces)


@pytest.mark.parametrize(
    "text", ["", "a b", "x" * (3 * MAX_WORD), "y " + "x" * (2 * MAX_WORD + 1) + " z", "x" * MAX_WORD]
)
@pytest.mark.parametrize("start", [0, 1])
def test_only_long_words_are_cut(text: str, start: int) -> None:
    pieces = [text[first:last] for first, last in without_long_words(text, min(start, len(text)), len(text))]
    assert "".join(pieces) == text[start:]
    assert max(len(word) for piece in pieces for word in [*piece.split(), ""]) <= MAX_WORD
    assert len(pieces) == 1 + sum((len(word) - 1) // MAX_WORD for word in text[start:].split())


def test_signs_in_a_row_are_read_in_time() -> None:
    load_model()
    started = time.process_time()
    (annotation,) = annotate([("(" * 10_000, 0)])
    assert len(annotation.token_start) == 10_000
    # 16 seconds if the tokenizer is given all of them at once, 2 if not
    assert time.process_time() - started < 8


def test_a_long_paragraph_is_parsed_like_its_sentences() -> None:
    text = (SENTENCE * 1000).strip()
    (annotation,) = annotate([(text, 7)])
    parse = Parse("#" * 7 + text, annotation)
    assert len(parse.sentences) == 1000
    assert {len(sentence.tokens) for sentence in parse.sentences} <= {9, 10}
    assert {span.label for span in parse.named_spans} >= {"GPE", "DATE"}
    for sentence in parse.sentences:
        assert sentence.root.text == "arrested"
        assert [token.text for token in sentence.root.children if token.dep == "dobj"] == ["people"]


def test_a_sentence_without_an_end_is_cut() -> None:
    text = "five men and " * 1000
    (annotation,) = annotate([(text, 0)])
    parse = Parse(text, annotation)
    assert [token.text for token in parse.tokens] == text.split()
    assert max(len(sentence.tokens) for sentence in parse.sentences) <= MAX_SENTENCE
    for sentence in parse.sentences:
        assert {token.head.sentence for token in sentence.tokens} == {sentence}


def test_offsets_are_the_document_s() -> None:
    first, second = annotate([("Two men met.", 0), ("Ten men left Paris.", 100)])
    assert first.token_start == [0, 4, 8, 11]
    assert second.token_start[0] == 100
    assert second.entity_start[-1] == 113


PAIRS = (
    "There is a school. There are 5 of them, there 's more.",
    "Let's go: we're gonna see what they've got, gotta be 12. Let him 's.",
    "It ain't so; I ain't 40. C'm on, y'all know he won't, can't, isn't and hasn't.",
    "Leaves fall.\n\n  She leaves 30 leaves; the saw saw wood, he was found, they found it better.",
    "got",
    "ta 5 let",
    "'s 3 gon",
    "na",
)


def test_words_are_what_the_model_s_own_rules_make_of_them() -> None:
    """Looked up once for each word, tag and label, or given to the rules in its text: the same."""
    texts = [*PAIRS, SENTENCE, *reversed(PAIRS)]
    whole = list(load_model().pipe(texts))
    for doc, annotation in zip(whole, annotate((text, 0) for text in texts), strict=True):
        assert annotation.tag == [token.tag_ for token in doc]
        assert annotation.pos == [token.pos_ for token in doc]
        assert annotation.dep == [token.dep_ for token in doc]
        assert annotation.lemma == [token.lemma_ for token in doc]
        assert annotation.head == [token.head.i for token in doc]


def test_a_model_named_reads_as_the_same_one_found() -> None:
    text = [("Police arrested 41 people in Leeds on Monday.", 0)]
    assert list(annotate(text, model_package())) == list(annotate(text))
    assert model_version(model_package()) != model_version()
