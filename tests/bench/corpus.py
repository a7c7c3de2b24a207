"""Archives of any size from real articles: repeated with changed ids, each copy to be read anew."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

Article = dict[str, Any]
SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’]?\s+(?=[A-Z\"'“‘£$€\d])")


@dataclass(frozen=True, slots=True)
class Size:
    """How much text an archive holds."""

    articles: int
    words: int
    sentences: int


def read_articles(path: Path) -> list[Article]:
    """The articles of a .jsonl.gz: id, title, text."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def generated_articles(seed_text: str, count: int) -> list[Article]:
    """Articles made of one article's sentences in other orders, with other digits: where no real archive is at hand."""
    articles = []
    for number in range(count):
        chance = random.Random(number)
        dealt = deal_anew({"id": "seed", "text": seed_text}, number + 1)["text"]
        text = re.sub(r"(?<=\d)\d(?=\d)", lambda _, chance=chance: str(chance.randint(0, 9)), dealt)
        articles.append({"id": f"generated/{number:05d}", "title": text.partition("\n")[0], "text": text})
    return articles


def sentences_of(text: str) -> list[str]:
    """A cheap split into sentences, the same for every system that is measured."""
    return [sentence for block in text.split("\n\n") for sentence in SENTENCE_END.split(block.strip()) if sentence]


def deal_anew(article: Article, copy: int) -> Article:
    """The article with its sentences shuffled over its paragraphs, under another id; the title stays.

    Sentences, not only paragraphs: a paragraph that stood in the archive before is parsed once, and an archive of
    shuffled paragraphs would cost no more than its first copy.
    """
    chance = random.Random(f"{article['id']} {copy}")
    title, *blocks = article["text"].split("\n\n")
    lengths = [len(sentences_of(block)) for block in blocks]
    sentences = [sentence for block in blocks for sentence in sentences_of(block)]
    chance.shuffle(sentences)
    dealt = iter(sentences)
    paragraphs = [" ".join(next(dealt) for _ in range(length)) for length in lengths if length]
    return {**article, "id": f"{article['id']}-{copy}", "text": "\n\n".join([title, *paragraphs])}


def copy_of(articles: Sequence[Article], copy: int) -> Iterator[Article]:
    """The articles as they are for copy 0, dealt anew for any other."""
    return (deal_anew(article, copy) if copy else article for article in articles)


def write_archive(articles: Sequence[Article], copies: int, seeds: Path) -> Size:
    """Write an archive, a file of rows a copy, and say how large it is; one that was written whole is left as it is."""
    told = seeds.with_suffix(".json")
    if told.is_file():
        return Size(**json.loads(told.read_text(encoding="utf-8")))
    seeds.mkdir(parents=True, exist_ok=True)
    count = words = sentences = 0
    for copy in range(copies):
        rows = list(copy_of(articles, copy))
        count += len(rows)
        words += sum(len(row["text"].split()) for row in rows)
        sentences += sum(len(sentences_of(row["text"])) for row in rows)
        write_rows(rows, seeds / f"archive-{copy:03d}.jsonl.gz")
    size = Size(count, words, sentences)
    told.write_text(json.dumps(asdict(size)), encoding="utf-8")
    return size


def write_rows(rows: Sequence[Article], path: Path) -> None:
    """Write a .jsonl.gz, the same bytes for the same rows."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 1, raw, mtime=0) as packed:
        for row in rows:
            packed.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def change_article(path: Path, index: int, sentence: str | None) -> None:
    """Let an article of a .jsonl.gz end with one more paragraph; None takes such a paragraph away again."""
    rows = read_articles(path)
    row = rows[index % len(rows)]
    row["text"] = row.get("unchanged", row["text"])
    if sentence is not None:
        row["unchanged"] = row["text"]
        row["text"] += f"\n\n{sentence}"
    else:
        row.pop("unchanged", None)
    write_rows(rows, path)
