"""What is written aside is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.store.aside import replace_if_changed, written_aside


def test_a_file_is_replaced_when_its_content_differs(tmp_path: Path) -> None:
    place = tmp_path / "page.html"
    assert replace_if_changed(place, b"one")
    before = place.stat()
    assert not replace_if_changed(place, b"one")
    assert place.stat().st_ino == before.st_ino
    assert replace_if_changed(place, b"two")
    assert place.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_what_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "page.html"
    place.write_bytes(b"old")

    def broken_off() -> None:
        with written_aside(place) as aside:
            aside.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert place.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
