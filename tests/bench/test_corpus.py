"""Archives are as large as they say, the same every time, and every copy must be read anew."""

from __future__ import annotations

from pathlib import Path

from tests.bench.corpus import (
    change_article,
    copy_of,
    deal_anew,
    generated_articles,
    read_articles,
    sentences_of,
    write_archive,
)

TEXT = "A title\n\nOne came. Two went. Three stayed.\n\nFour sang. Five spoke. Six left.\n\nSeven ran. Eight hid."
ARTICLES = [{"id": "a", "title": "A title", "text": TEXT}, {"id": "b", "title": "A title", "text": TEXT}]


def test_sentences() -> None:
    assert sentences_of('He said "Stop." Then 3 left.\n\nMr. Bean slept.') == [
        'He said "Stop.',
        "Then 3 left.",
        "Mr.",
        "Bean slept.",
    ]


def test_a_copy_has_the_same_sentences_in_other_paragraphs() -> None:
    dealt = deal_anew(ARTICLES[0], 1)
    assert dealt["id"] == "a-1"
    assert sorted(sentences_of(dealt["text"])) == sorted(sentences_of(TEXT))
    assert dealt["text"].split("\n\n")[0] == "A title"
    assert not set(dealt["text"].split("\n\n")[1:]) & set(TEXT.split("\n\n")[1:])
    assert deal_anew(ARTICLES[0], 1) == dealt
    assert deal_anew(ARTICLES[0], 2)["text"] != dealt["text"]


def test_the_first_copy_is_the_archive_itself() -> None:
    assert list(copy_of(ARTICLES, 0)) == ARTICLES


def test_archive(tmp_path: Path) -> None:
    size = write_archive(ARTICLES, 3, tmp_path / "seeds")
    rows = [row for path in sorted((tmp_path / "seeds").iterdir()) for row in read_articles(path)]
    assert size.articles == len(rows) == 6
    assert len({row["id"] for row in rows}) == 6
    assert size.words == 3 * 2 * len(TEXT.split())
    assert size.sentences == 3 * 2 * 9


def test_an_archive_that_stands_is_left_with_its_changes(tmp_path: Path) -> None:
    size = write_archive(ARTICLES, 1, tmp_path / "seeds")
    shard = tmp_path / "seeds" / "archive-000.jsonl.gz"
    whole = shard.read_bytes()
    change_article(shard, 1, "Nine more came.")
    assert write_archive(ARTICLES, 1, tmp_path / "seeds") == size
    assert [row["text"].endswith("Nine more came.") for row in read_articles(shard)] == [False, True]
    change_article(shard, 1, "Ten more came.")
    assert "Nine" not in read_articles(shard)[1]["text"]
    change_article(shard, 1, None)
    assert shard.read_bytes() == whole


def test_generated_articles_differ_in_order_and_digits() -> None:
    first, second = generated_articles("A title\n\nIt had 1,234 men. They left. Others came.", 2)
    assert first["text"] != second["text"]
    assert generated_articles("A title\n\nIt had 1,234 men. They left. Others came.", 2)[1] == second
