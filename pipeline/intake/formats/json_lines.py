"""`.jsonl`: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from pipeline.intake.contents import BoundedReader
from pipeline.intake.document import Refusal
from pipeline.intake.formats.content import Row
from pipeline.intake.formats.lines import numbered_lines, undecoded


def read_json_lines(content: BoundedReader, _columns: Mapping[str, str]) -> Iterator[Row]:
    """Each line that isn't blank as a row; JSON is UTF-8 by its standard, so a line that isn't is malformed."""
    for number, line in numbered_lines(content, newline="\n"):
        if isinstance(line, Refusal):
            yield Row(f"line {number}", line)
        elif line.strip():
            yield Row(f"line {number}", _fields(line))


def _fields(line: str) -> dict[str, object] | Refusal:
    if undecoded(line):
        return Refusal("malformed_row", "not UTF-8")
    try:
        value = json.loads(line)
    except RecursionError:
        return Refusal("malformed_row", "JSON nested too deeply")
    except ValueError as error:
        return Refusal("malformed_row", f"no JSON: {error}")
    if not isinstance(value, dict):
        return Refusal("malformed_row", f"a JSON {type(value).__name__}, not an object")
    return value
