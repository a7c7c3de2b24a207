"""Seeds behind a URL: the same documents and refusals as in a folder; S3 against a real API on loopback."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import fsspec
import pandas as pd
import pytest

from pipeline.intake.contents import MAX_DOCUMENT_BYTES
from pipeline.intake.digest import digest_seeds
from pipeline.intake.document import RejectedSeed, SeedDocument, SeedsFolderError
from pipeline.intake.read import read_seeds
from pipeline.intake.remote import remote_folder
from tests.conftest import ARTICLE, files_of
from tests.test_cli import run

ROWS = "".join(json.dumps({"id": f"r{i}", "text": ARTICLE, "title": "Row"}) + "\n" for i in range(3))
OBJECTS = {
    "a.txt": ARTICLE.encode(),
    "2025/deep/b.md": b"---\ntitle: Of B\n---\n" + ARTICLE.encode(),
    "rows.jsonl.gz": gzip.compress(ROWS.encode(), mtime=0),
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(2000),
    "bomb.txt.gz": gzip.compress(bytes(MAX_DOCUMENT_BYTES + 1), mtime=0),
    ".hidden/c.txt": b"nobody reads this",
    "~$lock.docx": b"nor this",
}


@pytest.fixture
def bucket(s3_bucket: str) -> str:
    """The URL of a prefix in a fresh bucket, filled with OBJECTS; another prefix stands beside it."""
    files = fsspec.filesystem("s3", use_listings_cache=False)
    for key, content in OBJECTS.items():
        files.pipe_file(f"{s3_bucket}/press/{key}", content)
    files.pipe_file(f"{s3_bucket}/press-other/x.txt", ARTICLE.encode())
    return f"s3://{s3_bucket}/press"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The same seeds in a folder."""
    for key, content in OBJECTS.items():
        place = tmp_path / "folder" / key
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return tmp_path / "folder"


def test_s3_gives_what_a_folder_gives(bucket: str, folder: Path) -> None:
    found = list(read_seeds(bucket))
    assert {one.document_id: one.reason for one in found if isinstance(one, RejectedSeed)} == {
        "picture.txt": "not_text",
        "bomb.txt.gz": "too_large",
    }
    assert [one.document_id for one in found if isinstance(one, SeedDocument)] == [
        "2025/deep/b.md",
        "a.txt",
        *(f"rows.jsonl.gz#r{i}" for i in range(3)),
    ]
    assert found == list(read_seeds(folder))


def test_memory_gives_what_a_folder_gives(folder: Path) -> None:
    files = fsspec.filesystem("memory")
    for key, content in OBJECTS.items():
        files.pipe_file(f"/press/{key}", content)
    try:
        assert list(read_seeds("memory://press")) == list(read_seeds(folder))
        assert digest_seeds("memory://press") == digest_seeds(folder)
    finally:
        files.rm("/press", recursive=True)


def test_the_digest_follows_the_objects(bucket: str) -> None:
    files = remote_folder(bucket).files
    place = bucket.removeprefix("s3://")
    first = digest_seeds(bucket)
    assert digest_seeds(bucket) == first
    files.pipe_file(f"{place}/a.txt", ARTICLE.replace("3,000", "4,000").encode())
    edited = digest_seeds(bucket)
    files.pipe_file(f"{place}/a.txt", ARTICLE.encode())
    assert digest_seeds(bucket) == first != edited
    files.pipe_file(f"{place}/.hidden/d.txt", b"passed over")
    assert digest_seeds(bucket) == first
    files.rm(f"{place}/a.txt")
    assert digest_seeds(bucket) not in (first, edited)


def test_the_digest_asks_s3_for_no_content(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    root = remote_folder(bucket)
    monkeypatch.setattr(type(root.files), "open", pytest.fail)
    digest_seeds(bucket)


def test_what_is_too_large_is_never_fetched(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    root = remote_folder(bucket)
    root.files.pipe_file(f"{root.root}/large.txt", b"a" * (MAX_DOCUMENT_BYTES + 1))
    opened: list[str] = []
    open_file = type(root.files).open

    def noted(self: object, path: str, *arguments: object, **options: object) -> object:
        opened.append(path)
        return open_file(self, path, *arguments, **options)

    monkeypatch.setattr(type(root.files), "open", noted)
    (large,) = [one for one in read_seeds(bucket) if one.document_id == "large.txt"]
    assert isinstance(large, RejectedSeed)
    assert large.reason == "too_large"
    assert opened
    assert not any("large.txt" in path for path in opened)


def test_keys_that_lead_out_are_refused(bucket: str) -> None:
    root = remote_folder(bucket)
    for key in ("up/../../x.txt", "./y.txt", "bell\a.txt"):
        root.files.pipe_file(f"{root.root}/{key}", b"text")
    refused = {one.document_id: one.reason for one in read_seeds(bucket) if isinstance(one, RejectedSeed)}
    assert [refused.get(key) for key in ("up/../../x.txt", "./y.txt", "bell\a.txt")] == ["unsafe_path"] * 3


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("s3://no-such-bucket/press", "cannot be listed"),
        ("nonsense://bucket/press", "no such protocol"),
    ],
)
def test_what_can_t_be_reached_is_one_line(bucket: str, url: str, words: str) -> None:
    with pytest.raises(SeedsFolderError, match=words) as caught:
        list(read_seeds(url))
    assert "\n" not in str(caught.value)


def test_a_store_that_breaks_off_ends_the_reading(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ConnectionResetError("connection reset")

    root = remote_folder(bucket)
    monkeypatch.setattr(type(root.files), "open", broken)
    with pytest.raises(SeedsFolderError, match="cannot be read"):
        list(read_seeds(bucket))


@pytest.mark.slow
def test_build_from_s3_gives_the_dataset_of_a_folder(bucket: str, folder: Path, tmp_path: Path) -> None:
    done = run("build", "--seeds", bucket, "--data", tmp_path / "remote", "--select", "paragraphs")
    assert done.returncode == 0, done.stderr
    assert "picture.txt is not read: not_text" in done.stderr
    again = run("build", "--seeds", folder, "--data", tmp_path / "local", "--select", "paragraphs")
    assert again.returncode == 0, again.stderr
    for table in ("raw_text", "paragraphs", "rejected_seeds"):
        frames = [pd.read_parquet(tmp_path / where / table) for where in ("remote", "local")]
        assert frames[0].equals(frames[1]), table
    first = files_of(tmp_path / "remote")
    assert run("build", "--seeds", bucket, "--data", tmp_path / "remote", "--select", "paragraphs").returncode == 0
    assert files_of(tmp_path / "remote") == first


def test_build_from_nowhere_is_one_line(bucket: str, tmp_path: Path) -> None:
    assert os.environ["AWS_ENDPOINT_URL"]
    done = run("build", "--seeds", "s3://no-such-bucket/press", "--data", tmp_path / "data")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    empty = run("build", "--seeds", "memory://", "--data", tmp_path / "data")
    assert empty.returncode == 2
    assert "no seeds in memory://" in empty.stderr
    store = run("build", "--seeds", bucket, "--data", "nonsense://bucket/data")
    assert store.returncode == 2
    assert "no such protocol" in store.stderr
