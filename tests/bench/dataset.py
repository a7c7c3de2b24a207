"""What a build left in its data folder, seen from outside: bytes, times, which files are new."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

# path below the data folder -> (size in bytes, time of last change in nanoseconds)
Stamps = dict[str, tuple[int, int]]
PARSES = "annotations"


def stamps(data: Path) -> Stamps:
    """Size and time of every Parquet file of a dataset."""
    found = {}
    for path in sorted(data.rglob("*.parquet")):
        stat = path.stat()
        found[str(path.relative_to(data))] = (stat.st_size, stat.st_mtime_ns)
    return found


def written(before: Stamps, after: Stamps) -> list[str]:
    """The files that are new, were written again, or have gone."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def bytes_by_table(found: Stamps) -> dict[str, int]:
    """The size of each table."""
    sizes: dict[str, int] = {}
    for path, (size, _) in found.items():
        table = Path(path).parts[0]
        sizes[table] = sizes.get(table, 0) + size
    return sizes


def digest(data: Path) -> str:
    """SHA-256 over names and bytes of all Parquet files."""
    sha = hashlib.sha256()
    for path in sorted(data.rglob("*.parquet")):
        sha.update(str(path.relative_to(data)).encode() + b"\0" + path.read_bytes() + b"\0")
    return sha.hexdigest()


def seconds_by_stage(found: Stamps, begun: float) -> dict[str, float]:
    """How long each stage of a cold build took, named by the tables it wrote last.

    Stages follow each other, and a table is done when its last file is in place: a stage lasts from the end of the one
    before it. Tables that were finished within a tenth of a second of each other are one stage's. `begun`: seconds since
    the epoch; what comes before the first table counts as its stage's.
    """
    ends: dict[str, float] = {}
    for path, (_, changed) in found.items():
        table = Path(path).parts[0]
        ends[table] = max(ends.get(table, 0.0), changed / 1e9)
    stages: list[tuple[str, float]] = []
    for table, end in sorted(ends.items(), key=lambda pair: (pair[1], pair[0])):
        if stages and end - stages[-1][1] < 0.1:
            stages[-1] = (f"{stages[-1][0]}, {table}", end)
        else:
            stages.append((table, end))
    spent, last = {}, begun
    for name, end in stages:
        spent[name] = end - last
        last = end
    return spent


def growth(small: Mapping[str, float], large: Mapping[str, float], times: float) -> dict[str, float]:
    """How many times more than its share each stage takes on the larger archive: 1 is linear."""
    return {name: large[name] / small[name] / times for name in small if name in large and small[name] > 0}
