"""What the program is made of: a bill of materials (CycloneDX) and a page with reasons and licences.

    python -m tests.supply_chain        # writes sbom.cdx.json and tests/DEPENDENCIES.md

The packages and their hashes come from requirements.txt, the reasons from the comments in pyproject.toml, the licences
from what the installed packages say of themselves. The same lock gives the same two files.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
BILL = ROOT / "sbom.cdx.json"
PAGE = ROOT / "tests" / "DEPENDENCIES.md"
UNKNOWN = "unknown"
ELSEWHERE = "not installed on this system"

# Names that licences go by in older metadata -> SPDX. Longest first: "Apache Software License" before "Apache".
_SPDX = (
    ("Apache", "Apache-2.0"),
    ("BSD-3", "BSD-3-Clause"),
    ("3-Clause BSD", "BSD-3-Clause"),
    ("BSD-2", "BSD-2-Clause"),
    ("BSD", "BSD-3-Clause"),
    ("MIT", "MIT"),
    ("MPL", "MPL-2.0"),
    ("Mozilla Public License 2.0", "MPL-2.0"),
    ("ISC", "ISC"),
    ("PSF", "PSF-2.0"),
    ("Python Software Foundation", "PSF-2.0"),
    ("Unlicense", "Unlicense"),
    ("Zope", "ZPL-2.1"),
    ("LGPL", "LGPL-3.0-or-later"),
    ("Lesser General Public", "LGPL-3.0-or-later"),
    ("GPL", "GPL-3.0-or-later"),
)


def reasons(pyproject: str) -> dict[str, str]:
    """Each run-time dependency with the comment behind it; "" where there is none."""
    block = pyproject[pyproject.index("\ndependencies = [") :]
    block = block[: block.index("\n]")]
    found = re.findall(r'^\s*"([A-Za-z0-9._-]+)[^"]*",?[ \t]*(?:#[ \t]*(.*))?$', block, re.MULTILINE)
    return {name: reason.strip() for name, reason in found}


def locked(requirements: str) -> dict[str, str]:
    """Each package of a lock with its version."""
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", requirements, re.MULTILINE))


def licence(package: str) -> str:
    """A package's licence as SPDX where its metadata can be read so."""
    try:
        facts = importlib.metadata.metadata(package)
    except importlib.metadata.PackageNotFoundError:
        return ELSEWHERE
    if expression := facts.get("License-Expression"):
        return str(expression)
    stated = [str(value).rpartition(" :: ")[2] for value in facts.get_all("Classifier") or () if "License ::" in value]
    first_line = str(facts.get("License") or "").strip().splitlines()[:1]
    for name in [*stated, *first_line]:
        for part, spdx in _SPDX:
            if part.lower() in name.lower():
                return spdx
    return (stated or [line[:60] for line in first_line] or [UNKNOWN])[0]


def bill(licences: Mapping[str, str]) -> str:
    """The bill of materials as CycloneDX JSON."""
    tool = Path(sysconfig.get_path("scripts")) / "cyclonedx-py"
    options = ["--pyproject", "pyproject.toml", "--output-reproducible", "--of", "JSON", "-o", "-"]
    run = subprocess.run(
        [str(tool), "requirements", "requirements.txt", *options], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = json.loads(run.stdout)
    for component in found["components"]:
        component.pop("description", None)  # the line of the lock, with all its hashes once more
        spdx = licences[component["name"]]
        if spdx not in (UNKNOWN, ELSEWHERE):
            component["licenses"] = [{"expression": spdx} if " " in spdx else {"license": {"id": spdx}}]
    refs = {component["name"]: component["bom-ref"] for component in found["components"]}
    root = found["metadata"]["component"]["bom-ref"]
    direct = sorted(refs[name] for name in reasons(_text("pyproject.toml")) if name in refs)
    found["dependencies"] = [
        {"ref": root, "dependsOn": direct},
        *(one for one in found["dependencies"] if one["ref"] != root),
    ]
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def page(why: Mapping[str, str], versions: Mapping[str, str], licences: Mapping[str, str]) -> str:
    """Both lists as Markdown: what we ask for and why, and all that comes with it."""
    lines = [
        "# What newsclaims is made of",
        "",
        "Made by `make sbom` from `pyproject.toml`, `requirements.txt` and the packages' own metadata.",
        "",
        "## Asked for at run time, and why",
        "",
        "| package | reason | licence |",
        "| --- | --- | --- |",
        *(f"| {name} | {reason} | {licences[name]} |" for name, reason in sorted(why.items())),
        "",
        "## All that comes with it",
        "",
        "| package | licence |",
        "| --- | --- |",
        *(f"| {name} | {licences[name]} |" for name in sorted(versions)),
    ]
    return "\n".join(lines) + "\n"


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def main() -> int:
    why, versions = reasons(_text("pyproject.toml")), locked(_text("requirements.txt"))
    asked = {
        re.split(r"[\[<>=!~; ]", name)[0] for name in tomllib.loads(_text("pyproject.toml"))["project"]["dependencies"]
    }
    licences = {name: licence(name) for name in sorted({*versions, *why})}
    missing = sorted(name for name in asked if not why.get(name)) + sorted(
        name for name, spdx in licences.items() if spdx == UNKNOWN
    )
    BILL.write_text(bill(licences), encoding="utf-8")
    PAGE.write_text(page(why, versions, licences), encoding="utf-8")
    print(f"{BILL.name}: {len(versions)} packages; {PAGE.name}: {len(why)} asked for")
    if missing:
        print(f"without a reason or a licence: {', '.join(missing)}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
