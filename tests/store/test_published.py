"""A dataset behind a URL: published whole, read whole, whatever breaks off in between; S3 against a real API on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import fsspec
import pytest

from pipeline.report.evidence import Evidence
from pipeline.store import published
from pipeline.store.dataset import Dataset, DatasetError
from pipeline.store.published import (
    MANIFEST,
    UNFINISHED,
    agrees,
    fetch_to_read,
    fetch_to_work,
    is_published,
    publish,
    read_manifest,
    store_at,
)
from schemas import SCHEMA_VERSION, TABLES
from tests.conftest import ARTICLE
from tests.report.rows import document, evidence, save_dataset
from tests.test_cli import run

URL = "memory://shelf/claims"
ALL = tuple(TABLES)


@pytest.fixture(autouse=True)
def shelf(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr(published, "PAUSE_SECONDS", 0.0)
    files = fsspec.filesystem("memory")
    files.store.clear()
    yield files
    files.store.clear()


def there(shelf: Any) -> set[str]:
    """What lies below the URL."""
    return {path.removeprefix("/shelf/claims/") for path in shelf.find("/shelf/claims")}


def here(folder: Path) -> dict[str, bytes]:
    """The visible files of a folder."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {
        name: path.read_bytes() for name, path in found.items() if not any(p.startswith(".") for p in name.split("/"))
    }


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A built folder."""
    folder = save_dataset(tmp_path / "work", [evidence()]).folder
    (folder / "README.md").write_text("card", encoding="utf-8")
    return folder


def edit(folder: Path) -> None:
    """Another state of the tables."""
    before = evidence()
    fewer = replace(before, claims=before.claims[:1], comparisons=[])
    save_dataset(folder, [fewer, Evidence(document=document("second.txt", "Nothing.\n"))])


def test_what_is_published_is_read_as_it_was_built(work: Path, tmp_path: Path, shelf: Any) -> None:
    count = publish(URL, work)
    assert count == len(here(work)) > 5
    assert there(shelf) == {*here(work), MANIFEST}
    assert is_published(work)
    assert agrees(URL, work)
    fetch_to_read(URL, tmp_path / "copy", ALL)
    tables = {name: content for name, content in here(work).items() if "/" in name}
    assert here(tmp_path / "copy") == tables
    assert publish(URL, work) == 0  # nothing has changed


def test_a_reader_fetches_the_tables_it_asks_for_and_only_what_changed(work: Path, tmp_path: Path) -> None:
    publish(URL, work)
    fetched: list[int] = []
    copy = tmp_path / "copy"
    for _ in range(2):
        fetch_to_read(URL, copy, ["raw_text"], lambda files, size: fetched.append(files))
    assert fetched == [1]
    assert set(here(copy)) == {"raw_text/part-00000.parquet"}
    edit(work)
    assert not is_published(work)
    publish(URL, work)
    fetch_to_read(URL, copy, ["raw_text", "entities"], lambda files, size: fetched.append(files))
    assert fetched == [1, 2]
    assert Dataset(copy).read(TABLES["raw_text"]).num_rows == 2


def test_what_the_manifest_no_longer_names_is_deleted_and_nothing_else(work: Path, tmp_path: Path, shelf: Any) -> None:
    publish(URL, work)
    extra = work / "raw_text" / "part-00001.parquet"
    extra.write_bytes((work / "raw_text" / "part-00000.parquet").read_bytes())
    shelf.pipe_file("/shelf/claims/raw_text/notes.txt", b"mine")
    shelf.pipe_file("/shelf/claims/picture.png", b"mine")
    publish(URL, work)
    fetch_to_read(URL, tmp_path / "copy", ALL)
    assert "raw_text/part-00001.parquet" in here(tmp_path / "copy")
    extra.unlink()
    publish(URL, work)
    assert there(shelf) == {*here(work), MANIFEST, "raw_text/notes.txt", "picture.png"}
    fetch_to_read(URL, tmp_path / "copy", ALL)
    assert "raw_text/part-00001.parquet" not in here(tmp_path / "copy")


def test_a_publication_that_breaks_off_shows_nobody_a_mixture(
    work: Path, tmp_path: Path, shelf: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it breaks off: a copy that stands is read on, a new one is refused or whole; the next build mends it."""
    publish(URL, work)
    old = here(work)
    fetch_to_read(URL, tmp_path / "copy", ALL)
    edit(work)
    (work / "README.md").write_text("another card", encoding="utf-8")
    new = here(work)
    changed = [name for name in new if new[name] != old.get(name)]
    assert len(changed) > 2

    def states() -> None:
        fetch_to_read(URL, tmp_path / "copy", ALL)
        with suppress(DatasetError):
            fetch_to_read(URL, tmp_path / "fresh", ALL)
        for copy in (tmp_path / "copy", tmp_path / "fresh"):
            tables = {path: content for path, content in here(copy).items() if "/" in path}
            assert tables in ({}, *({p: c for p, c in state.items() if "/" in p} for state in (old, new)))

    put = type(shelf).put_file
    for step in range(len(changed)):
        left = [step]

        def broken(self: Any, source: str, target: str, left: list[int] = left, **options: Any) -> None:
            if left[0] == 0:
                raise ConnectionResetError("connection reset")
            left[0] -= 1
            put(self, source, target, **options)

        monkeypatch.setattr(type(shelf), "put_file", broken)
        with pytest.raises(DatasetError, match="connection reset"):
            publish(URL, work)
        assert UNFINISHED in there(shelf)
        states()
    with pytest.raises(DatasetError, match="publishes just now"):
        fetch_to_read(URL, tmp_path / "other", ALL)
    monkeypatch.setattr(type(shelf), "put_file", put)
    for name, content in old.items():  # back to what the manifest says: all is uploaded again, or it would lie
        (work / name).write_bytes(content)
    assert publish(URL, work) == len(old)
    assert UNFINISHED not in there(shelf)
    fetch_to_read(URL, tmp_path / "fresh", ALL)
    assert here(tmp_path / "fresh") == {path: content for path, content in old.items() if "/" in path}


def test_another_machine_goes_on_from_what_is_published_and_two_don_t_overwrite_each_other(
    work: Path, tmp_path: Path
) -> None:
    publish(URL, work)
    other = tmp_path / "other"
    other.mkdir()
    fetch_to_work(URL, other)
    assert here(other) == here(work)
    edit(other)
    publish(URL, other)
    (work / "README.md").write_text("mine", encoding="utf-8")
    with pytest.raises(DatasetError, match="by another build meanwhile"):
        publish(URL, work)
    assert not agrees(URL, work)
    fetch_to_work(URL, work)
    assert here(work) == here(other)
    edit(work)
    (work / "README.md").write_text("further on", encoding="utf-8")
    fetch_to_work(URL, work)  # it began from what is published: its work isn't thrown away
    assert (work / "README.md").read_text(encoding="utf-8") == "further on"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nonsense", "no manifest"),
        ("[]", "no manifest"),
        ('{"schema_version": 0, "files": []}', "schema version 0"),
        *(
            (
                json.dumps(
                    {"schema_version": SCHEMA_VERSION, "files": [{"path": path, "bytes": 1, "sha256": "0"}]}
                ),
                "no file of a dataset",
            )
            for path in ("../x.md", "/etc/passwd", "raw_text/../../part-00000.parquet", ".writer.lock", MANIFEST, "a/b.md")
        ),
    ],
)  # fmt: skip
def test_a_manifest_from_elsewhere_names_nothing_outside_the_folder(text: str, words: str) -> None:
    with pytest.raises(DatasetError, match=words):
        read_manifest(text.encode(), "manifest.json")


def test_nothing_there_is_one_line(tmp_path: Path) -> None:
    for url, words in ((URL, "no dataset at"), ("nonsense://x/y", "no such protocol")):
        with pytest.raises(DatasetError, match=words) as caught:
            fetch_to_read(url, tmp_path / "copy", ALL)
        assert "\n" not in str(caught.value)
    assert store_at(URL).manifest() is None


def machine(folder: Path) -> Path:
    """A working directory with settings that keep what belongs to URLs in it."""
    folder.mkdir()
    (folder / "newsclaims.toml").write_text('cache = "kept"\n', encoding="utf-8")
    return folder


def test_a_build_publishes_to_s3_and_every_command_reads_from_there(
    s3_bucket: str, seeds: Path, tmp_path: Path
) -> None:
    url, one, local = f"s3://{s3_bucket}/claims", machine(tmp_path / "one"), tmp_path / "local"

    def at(where: str | Path, *arguments: str | Path, cwd: Path = one) -> str:
        done = run(*arguments, "--data", where, cwd=cwd)
        assert done.returncode == 0, done.stderr
        return done.stdout

    none = run("sql", "from raw_text", "--data", url, cwd=one)
    assert (none.returncode, none.stderr.count("\n")) == (2, 1)
    assert "no dataset at" in none.stderr
    assert f"The dataset is in {url}" in at(url, "build", "--seeds", seeds)
    assert "Nothing has changed" in at(url, "build", "--seeds", seeds)
    at(local, "build", "--seeds", seeds)
    files = fsspec.filesystem("s3", use_listings_cache=False)
    for path, content in here(local).items():
        assert files.cat_file(f"{s3_bucket}/claims/{path}") == content, path
    for question in (
        ["sql", "select text, value from numeric_claims order by 1", "--format", "csv"],
        ["show", "article.txt"],
        ["explain", "article.txt#c18-23"],
        ["tables"],
    ):
        assert at(url, *question) == at(local, *question) != ""
    at(url, "report", "--out", tmp_path / "page.html")
    assert (tmp_path / "page.html").read_bytes() == (local / "evidence.html").read_bytes()
    at(url, "export", "--to", "sqlite", "--out", tmp_path / "all.sqlite")
    assert run("build", "--seeds", seeds, "--data", url, "--select", "paragraphs", cwd=one).returncode == 2

    other = machine(tmp_path / "other")
    (seeds / "second.txt").write_text(ARTICLE.replace("3,000", "4,000"), encoding="utf-8")
    at(url, "build", "--seeds", seeds, cwd=other)
    found = at(url, "sql", "select distinct text from numeric_claims", "--format", "csv")
    assert "4,000" in found
