"""A command is measured with all of its processes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.bench.measure import CommandFailedError, cores_here, measured

HOLD = "import time; held = bytearray({mib} * 2**20); time.sleep({seconds})"


def test_memory_and_time_of_one_process(tmp_path: Path) -> None:
    cost, _ = measured([sys.executable, "-c", HOLD.format(mib=80, seconds=0.5)], cwd=tmp_path)
    assert cost.wall >= 0.5
    assert cost.cpu < cost.wall
    assert 80 < cost.peak_process < 200


def test_memory_of_children_is_counted_in_the_whole(tmp_path: Path) -> None:
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLD.format(mib=60, seconds=1.5)!r}])"
    both = f"held = bytearray(60 * 2**20); {child}"
    cost, _ = measured([sys.executable, "-c", both], cwd=tmp_path)
    assert cost.peak_tree > 120
    assert cost.peak_process < cost.peak_tree


def test_processor_time_of_children_is_counted(tmp_path: Path) -> None:
    child = "sum(range(10_000_000))"
    cost, _ = measured(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"],
        cwd=tmp_path,
    )
    alone, _ = measured([sys.executable, "-c", "pass"], cwd=tmp_path)
    assert cost.cpu > alone.cpu + 0.05


def test_a_failing_command_says_why(tmp_path: Path) -> None:
    with pytest.raises(CommandFailedError, match="gave 3: no seeds"):
        measured([sys.executable, "-c", "import sys; print('no seeds', file=sys.stderr); sys.exit(3)"], cwd=tmp_path)


@pytest.mark.skipif(not cores_here(), reason="this system keeps no process to a core")
def test_kept_to_one_core(tmp_path: Path) -> None:
    core = cores_here()[-1]
    told = "import os, sys; print(sorted(os.sched_getaffinity(0)), file=sys.stderr)"
    _, said = measured([sys.executable, "-c", told], cwd=tmp_path, cores=[core])
    assert said.strip() == f"[{core}]"
    assert len(os.sched_getaffinity(0)) == len(cores_here())
