"""Reading takes time in proportion to a text's length, whatever stands in it.

Patterns are tried on text of repeated parts, which is where a pattern that backtracks takes the square of the length
or worse; whole documents are read with parses that are chains or stars. A part is slow if four times the length takes
more than GROWTH times the time, twice over: once may be the machine.
"""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import pipeline.reading
from pipeline.reading.claims.assemble import read_claims
from pipeline.reading.comparisons.compare import compare
from pipeline.reading.entities.within_document import find_mentions
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers.find import find_quantities
from pipeline.reading.paragraphs import split_paragraphs
from pipeline.reading.pieces import MAX_PARAGRAPH
from tests.reading.regular import SHAPES, document

GROWTH = 9  # times the time for 4 times the text: 4 is linear, 16 the square
QUICK = 0.02  # seconds in which nothing can be slow
PARTS = (
    *("1", "1,", "1,1,", "1.", "1-", "1/", "1:1", "1 ", "000 000 ", "1 000 ", "12:", "½", "1'", "'1", "(1", "1) ", "+1 ", "#1 "),
    *("$", "$1 ", "£", "%", "5% ", ".", ". ", "...", ",", ", ", " ", "\t", "\u2009", "-", "- ", "–", "'", '"', "“", "‘a ", "(", "[1]"),
    *("a", "a ", "A", "A ", "A. ", "Ab ", "a-", "a.", "a@", "a@a.", "http://", "www.a.", "é", "İ"),
    *("and ", "and a half ", "one ", "one-", "two hundred and ", "million ", "hundred thousand ", "dozens of ", "half a "),
    *("of ", "per ", "to ", "between 1 and ", "more than ", "last week ", "in May ", "3 May ", "May 3, ", "2019-", "year-", "5ft "),
    *("said that ", "who said ", "Alpha Beta ", "Alpha of ", "Alpha and ", "Alpha's ", "St. ", "By Alpha ", "U.S.", "5 x 5 x "),
    *("1 a.m. ", "1 percent ", "a, ", "a: 1 ", "a; ", "1 Ab ", "12 Alpha Road ", "0123 ", "tel 1 "),
)  # fmt: skip

# Sentences and rows that many rules have to do with, each repeated to a document.
DOCUMENTS = (
    *("1,1,", "1-1-1-", "$$$$", "....", "$1 ", "½", "İ5 ", "1'", "#1 ", "7", "5 x 5 x ", "million ", "hundred thousand "),
    *("and ", "one hundred and ", "Alpha Beta ", "Bank of Alpha and ", "Alpha's ", "Alpha 5 ", "U.S. ", "5 cents a share, "),
    *('"a" ', "“", "‘a ", "(1 (", "1) ", "5 points ", "-5 -", "10:30 ", "3 May 2024 ", "last week in May ", "half a "),
    *("he said that 5 people ", "3 men of the 4 women and ", "men who said that 5 ", "5 miles (8 km) ", "from 5 to 6 "),
)  # fmt: skip
SHAPED = ("he said that 5 people ", "3 men of the 4 women and ", "Alpha Beta ")
LONG = (
    "Alpha Beta said 5 men rose in Gamma. It will reach 6 percent. ",
    "He said 5 men rose.\n\n",
    "“It rose 6%.\n\n",
    "Alpha Beta\n\n",
)
PATTERN_SIZE = 3_200
DENSE = 1e-4  # seconds a character may take where every word is a number
# Patterns that are asked what stands at one place, never to find it.
OF_A_PLACE = {
    *("claims.assemble.RESTATED", "claims.phrase.SHORT_STEM", "entities.evidence._CAMEL", "numbers.ages.PERSON"),
    *("entities.within_document._DATELINE_END", "numbers.money.LARGE", "numbers.money.LARGE_SUM"),
    *("numbers.money.SUM_OF_NOUN", "openings._IN_CAPITALS", "openings._IN_SMALL", "openings._SHOUTED"),
    "openings._WITH_COLON",
}
# Patterns of windows or of lines that a length is set to (paragraphs.MAX_PATTERN_CHARACTERS).
OF_SHORT_TEXT = {"numbers.ages.NAME_COMMA", "paragraphs._TABLE_ROW", "paragraphs._LABELLED_VALUE"}
SHORT_TEXT = 400
LEXICON = Path(pipeline.reading.__path__[0]) / "lexicon"


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern of the reading modules: constants, within tables, and what a cached function gives."""
    seen: set[str] = set()
    for module in pkgutil.walk_packages(pipeline.reading.__path__, "pipeline.reading."):
        if ".derive" in module.name:
            continue
        content = vars(importlib.import_module(module.name))
        for name, value in content.items():
            made = getattr(value, "__wrapped__", None)
            if (
                made is not None
                and made.__code__.co_argcount == 0
                and "Pattern" in str(made.__annotations__.get("return"))
            ):
                value = value()
            for pattern in _within(value):
                if pattern.pattern not in seen:
                    seen.add(pattern.pattern)
                    yield f"{module.name.removeprefix('pipeline.reading.')}.{name}", pattern


def _within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (list, tuple, frozenset)):
        for item in value:
            yield from _within(item)
    elif isinstance(value, dict):
        yield from _within(list(value.values()))


def test_patterns_are_found() -> None:
    assert len(list(patterns())) > 100


def seconds(run: Callable[[], object], at_most: float = QUICK) -> float:
    """The least time of a few runs; one is enough where it is short."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        run()
        best = min(best, time.process_time() - began)
        if best < at_most:
            break
    return best


def grows(run: Callable[[int], Callable[[], object]], size: int, quick: float = QUICK) -> bool:
    """Does `size` take more than `quick`, and more than GROWTH times the time of a quarter of it?"""
    for _ in range(2):
        long = seconds(run(size), quick)
        if long <= quick or long <= GROWTH * max(seconds(run(size // 4), 0), 1e-4):
            return False
    return True


def test_every_pattern_is_linear() -> None:
    slow = []
    for (name, pattern), part in itertools.product(list(patterns()), PARTS):
        text = repeated(part, MAX_PARAGRAPH) + "!"

        def run(size: int, text: str = text, pattern: re.Pattern[str] = pattern) -> Callable[[], object]:
            return lambda: sum(1 for _ in pattern.finditer(text, len(text) - size))

        def asked(
            size: int, text: str = text, pattern: re.Pattern[str] = pattern, name: str = name
        ) -> Callable[[], object]:
            if name in OF_A_PLACE:
                return lambda: pattern.match(text, len(text) - size)
            return run(min(size, SHORT_TEXT), text, pattern) if name in OF_SHORT_TEXT else run(size)

        if grows(asked, PATTERN_SIZE):
            slow.append((name, part, pattern.pattern[:60]))
    assert not slow


@pytest.mark.slow
@pytest.mark.parametrize("part", DOCUMENTS)
def test_every_rule_is_linear(part: str) -> None:
    for shape in SHAPES if part in SHAPED else SHAPES[:1]:
        assert not grows(lambda size, shape=shape: reading_of(repeated(part, size), shape), 6_000, DENSE * 6_000)


@pytest.mark.parametrize("name", sorted(file.stem for file in LEXICON.glob("*.yaml")))
def test_the_words_of_every_list_are_read_in_linear_time(name: str) -> None:
    words = [word for word in _strings(load_yaml(name)) if len(word) < 40]
    text = " 5 ".join(words) + " 7 "
    assert not grows(lambda size: reading_of(repeated(text, size), "left"), 4_000, DENSE * 4_000)


@pytest.mark.parametrize("part", LONG)
def test_a_long_document_is_linear(part: str) -> None:
    """More than a paragraph's length: what is asked of the whole document."""
    assert not grows(lambda size: reading_of(repeated(part, size), "left"), 16_000, 0.4)


def reading_of(text: str, shape: str) -> Callable[[], object]:
    """All of the reading but the model."""

    def read() -> None:
        of_text = document(text, shape)
        mentions = find_mentions(of_text)
        compare(read_claims(of_text, mentions).claims)

    return read


def test_what_is_no_sentence_is_still_accounted_for() -> None:
    """Rows of figures are one rejection each: nothing is dropped for its length."""
    (paragraph,) = document("1,204 88 " * 500, "left").paragraphs
    quantities, rejected = find_quantities(paragraph)
    assert not quantities
    assert [number.text for number in rejected] == ["1,204", "88"] * 500
    assert {number.reason for number in rejected} == {"table"}


def test_a_line_longer_than_any_paragraph_is_cut_behind_its_sentences() -> None:
    sentence = "Police in Rome arrested 25 people. "
    text = sentence * 2000
    spans = split_paragraphs(text)
    assert all(span.end - span.start <= MAX_PARAGRAPH for span in spans)
    parts = [text[span.start : span.end] for span in spans]
    assert "".join(part + " " for part in parts) == text
    assert all(part.endswith("people.") for part in parts)


def repeated(part: str, size: int) -> str:
    return (part * (size // len(part) + 1))[:size]


def _strings(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from _strings(key)
            yield from _strings(value)
    elif isinstance(content, list):
        for item in content:
            yield from _strings(item)
