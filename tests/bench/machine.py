"""What was measured on what: processor, memory, versions."""

from __future__ import annotations

import importlib.metadata
import platform
import subprocess
from pathlib import Path
from typing import Any

import psutil

from tests.bench.code import PACKAGES, PROJECT
from tests.bench.measure import cores_here

LIBRARIES = ("spacy", "thinc", "numpy", "blis", "pyarrow", "pandas", "dagster", "distributed")


def machine() -> dict[str, Any]:
    """Facts of this machine and environment."""
    return {
        "processor": _processor(),
        "cores": len(cores_here()) or psutil.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 1024**3, 1),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
        "versions": {name: version for name in LIBRARIES if (version := _version(name))},
        "commit": _commit(),
        "load": [round(value, 2) for value in psutil.getloadavg()],
    }


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _commit() -> str | None:
    """The commit that is measured, with a plus if the code has been changed since."""
    try:
        named = _git("rev-parse", "--short", "HEAD")
        return f"{named}+" if _git("status", "--porcelain", "--", *PACKAGES) else named
    except (OSError, subprocess.CalledProcessError):
        return None


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=True, cwd=PROJECT).stdout.strip()
