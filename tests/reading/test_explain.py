"""An explanation shows the sentence, the way up the parse, and a rule behind each field that one decided."""

from __future__ import annotations

from datetime import date

from pipeline.reading.claims.explain import explain
from pipeline.reading.read import read_texts


def lines_of(text: str) -> list[str]:
    (claim,) = read_texts({"a.txt": text}, date(2024, 5, 15)).claims
    return explain(claim)


def test_explanation() -> None:
    lines = lines_of("Mayor Ida Holm said on Monday that the army wants 900 recruits by Oct. 1.")
    assert "[900]" in lines[0]
    assert lines[1].startswith("tokens")
    assert "900 -nummod-> recruits" in lines[1]
    fields = {line.split()[0]: line for line in lines[2:]}
    assert "(verb of aim)" in fields["status"]
    assert "Ida Holm" in fields["source"]
    assert "(reporting clause, name)" in fields["source"]
    assert "2024-10-01" in fields["time_end"]
    assert "place" not in fields


def test_every_line_is_one_line() -> None:
    assert all("\n" not in line for line in lines_of("The town\nlost 40 homes\nin the fire."))
