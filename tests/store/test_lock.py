"""One writer at a time; a dead one holds nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipeline.store.dataset import DatasetError
from pipeline.store.lock import is_locked, writer_lock

HOLDER = """
import pathlib, sys, time
from pipeline.store.lock import writer_lock
with writer_lock(pathlib.Path(sys.argv[1]), lambda: None):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def holder(tmp_path: Path):
    """Another process that holds the lock of tmp_path."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_writer_waits_says_so_and_then_writes(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    said = threading.Event()
    wrote = threading.Event()

    def second() -> None:
        with writer_lock(tmp_path, said.set):
            wrote.set()

    thread = threading.Thread(target=second)
    thread.start()
    assert said.wait(10)
    assert is_locked(tmp_path)
    assert not wrote.is_set()
    holder.kill()  # and a dead process holds no lock
    assert wrote.wait(10)
    thread.join()
    assert not is_locked(tmp_path)


def test_a_free_lock_is_taken_without_a_word(tmp_path: Path) -> None:
    with writer_lock(tmp_path / "new", lambda: pytest.fail("waited")):
        assert is_locked(tmp_path / "new")


def test_a_folder_that_can_t_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DatasetError, match="can't write"), writer_lock(tmp_path / "file", lambda: None):
        pass
