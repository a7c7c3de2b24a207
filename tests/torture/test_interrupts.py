"""Ctrl-C is not lost where Python drops exceptions."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator

import pytest

from pipeline.commands.interrupts import none_dropped


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Python's own answer to Ctrl-C, also where the tests were started with it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Interrupting:
    """Ctrl-C comes while it is taken apart."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __del__(self) -> None:
        raise self.error


def be_interrupted() -> None:
    Interrupting(KeyboardInterrupt())
    time.sleep(10)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_in_a_destructor_comes_again(capsys: pytest.CaptureFixture[str]) -> None:
    with none_dropped():
        with pytest.raises(KeyboardInterrupt):
            be_interrupted()
        assert "Traceback" not in capsys.readouterr().err


@pytest.mark.usefixtures("interruptible")
def test_other_errors_are_left_to_whoever_shows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    monkeypatch.setattr(sys, "unraisablehook", shown.append)
    with none_dropped():
        Interrupting(ValueError("of a destructor"))
    assert [dropped.exc_type for dropped in shown] == [ValueError]
