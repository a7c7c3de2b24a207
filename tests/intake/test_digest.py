"""The digest changes with what would be read, and with nothing else."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.intake import digest as digest_module
from pipeline.intake.digest import digest_seeds
from pipeline.intake.document import SeedsFolderError


@pytest.fixture
def two(seeds: Path) -> Path:
    (seeds / "a.txt").write_text("one")
    (seeds / "sub").mkdir()
    (seeds / "sub" / "b.txt").write_text("two")
    return seeds


CHANGES: dict[str, Callable[[Path], object]] = {
    "edit": lambda s: (s / "a.txt").write_text("other"),
    "edit of the same size": lambda s: (s / "a.txt").write_text("eno"),
    "addition": lambda s: (s / "c.txt").write_text("one"),
    "addition of an empty file": lambda s: (s / "c.txt").write_text(""),
    "removal": lambda s: (s / "a.txt").unlink(),
    "rename": lambda s: (s / "a.txt").rename(s / "c.txt"),
    "move": lambda s: (s / "sub" / "b.txt").rename(s / "b.txt"),
    "swap": lambda s: ((s / "a.txt").write_text("two"), (s / "sub" / "b.txt").write_text("one")),
    "link": lambda s: (s / "l.txt").symlink_to("a.txt"),
    "link out": lambda s: (s / "l.txt").symlink_to("/etc/passwd"),
    "fifo": lambda s: os.mkfifo(s / "f.txt"),
    "unsupported": lambda s: (s / "a.docx").write_text("x"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_changes(two: Path, change: Callable[[Path], object]) -> None:
    before = digest_seeds(two)
    change(two)
    assert digest_seeds(two) != before


def test_edit_that_keeps_size_and_time_is_seen(two: Path) -> None:
    before = digest_seeds(two)
    status = (two / "a.txt").stat()
    (two / "a.txt").write_text("eno")
    os.utime(two / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert digest_seeds(two) != before


def test_edits_in_quick_succession_are_seen(two: Path) -> None:
    digests = []
    for n in range(20):
        (two / "a.txt").write_text(f"{n:03}")
        digests.append(digest_seeds(two))
    assert len(set(digests)) == 20


def test_revert_gives_the_same_digest_again(two: Path) -> None:
    before = digest_seeds(two)
    (two / "a.txt").write_text("other")
    (two / "c.txt").write_text("new")
    assert digest_seeds(two) != before
    (two / "a.txt").write_text("one")
    (two / "c.txt").unlink()
    assert digest_seeds(two) == before


def test_touch_hidden_files_and_empty_folders_change_nothing(two: Path) -> None:
    before = digest_seeds(two)
    os.utime(two / "a.txt")
    (two / ".DS_Store").write_text("x")
    (two / "a.txt~").write_text("x")
    (two / "empty").mkdir()
    assert digest_seeds(two) == before


def test_copy_of_the_folder_has_the_same_digest(two: Path, tmp_path: Path) -> None:
    shutil.copytree(two, tmp_path / "copy")
    assert digest_seeds(tmp_path / "copy") == digest_seeds(two)


def test_link_changes_with_its_target(two: Path) -> None:
    (two / "l.txt").symlink_to("a.txt")
    before = digest_seeds(two)
    (two / "l.txt").unlink()
    (two / "l.txt").symlink_to("sub/b.txt")
    assert digest_seeds(two) != before


def test_unchanged_files_are_not_read_again(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest_module, "_GRAIN_NS", 0)
    before = digest_seeds(two)

    def fail(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(digest_module, "_hash", fail)
    assert digest_seeds(two) == before


def test_names_do_not_run_into_contents(seeds: Path) -> None:
    (seeds / "a").write_text("b.txt")
    first = digest_seeds(seeds)
    (seeds / "a").unlink()
    (seeds / "ab.txt").write_text("")
    assert digest_seeds(seeds) != first


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(SeedsFolderError):
        digest_seeds(tmp_path / "nowhere")


def test_many_files_take_little_time(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest_module, "_GRAIN_NS", 0)
    for n in range(3000):
        (seeds / f"{n}.txt").write_text("five people")
    first = digest_seeds(seeds)
    start = time.process_time()
    assert digest_seeds(seeds) == first
    assert time.process_time() - start < 1.5
