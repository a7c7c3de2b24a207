"""Front matter and headings."""

from __future__ import annotations

import time
from datetime import date

import pytest

from pipeline.intake.formats.markdown import heading, read_markdown, split_front_matter

from .conftest import SENTENCE, Read, document, refusal

FRONT = """---
title: "Raids: a count"
date: 2024-03-04
url: https://example.org/a
lang: en-GB
tags: [a, b]
---

"""


def test_front_matter(read: Read) -> None:
    found = document(read({"a.md": FRONT + "# Heading\n\n" + SENTENCE}))
    assert found.title == "Raids: a count"
    assert found.published_at == date(2024, 3, 4)
    assert found.url == "https://example.org/a"
    assert found.language == "en-GB"
    assert found.text == "# Heading\n\n" + SENTENCE


def test_language_of_front_matter_refuses(read: Read) -> None:
    assert refusal(read({"a.md": "---\nlang: de\n---\n" + SENTENCE})).reason == "unsupported_language"


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_front_matter_with_any_line_end(mark: str, end: str) -> None:
    found = read_markdown((mark + (FRONT + SENTENCE).replace("\n", end)).encode())
    assert (found.title, found.text) == ("Raids: a count", SENTENCE)


@pytest.mark.parametrize(
    "text",
    [
        "No front matter, 5 people",
        "---\ntitle: never closed",
        "---\n- a list\n---\ntext",
        "---\njust words\n---\ntext",
        "---\na: [unclosed\n---\ntext",
        "---\n{{{\n---\ntext",
        "---\n\n---\ntext",
        "a\n---\ntitle: b\n---\n",
        "----\ntitle: b\n----\n",
        "---\n? [a]\n: b\n---\ntext",
    ],
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


def test_a_bad_date_costs_that_field_alone() -> None:
    found = read_markdown(b"---\ntitle: T\ndate: 2024-13-45\n---\n" + SENTENCE.encode())
    assert (found.title, found.published_at) == ("T", None)


def test_fields_of_other_kinds_are_unknown() -> None:
    found = read_markdown(
        b"---\ntitle: [a]\ndate: {a: b}\nurl: 'javascript:alert(1)'\nlang: 7\n---\n" + SENTENCE.encode()
    )
    assert (found.title, found.published_at, found.url, found.language) == (None, None, None, None)


def test_yaml_makes_no_objects() -> None:
    found = read_markdown(b"---\ntitle: !!python/object/apply:os.system ['true']\n---\n" + SENTENCE.encode())
    assert found.title is None


def test_aliases_do_not_expand() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
    )
    start = time.process_time()
    found = read_markdown(f"---\n{bomb}title: *k\n---\n{SENTENCE}".encode())
    assert found.title is None
    assert found.text == SENTENCE
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "nested", ["[{" * 4000, "- " * 4000, "? " * 4000, "a: " * 2700, "!!str " * 1300, "&a " * 2700, "[{" * 100_000]
)
def test_nested_front_matter_takes_no_time(nested: str) -> None:
    start = time.process_time()
    assert SENTENCE in read_markdown(f"---\n{nested}\n---\n{SENTENCE}".encode()).text
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Raids\n\ntext", "Raids"),
        ("text\n\n# **Raids** #\n", "Raids"),
        ("Raids\n=====\n", "Raids"),
        ("## Second level\n\n# Raids", "Raids"),
        ("```\n# comment\n```\ntext", None),
        ("#hashtag", None),
        ("#\n", None),
        ("=====\n", None),
        ("    # code", None),
        ("text", None),
    ],
)
def test_headings(text: str, title: str | None) -> None:
    assert heading(text) == title
