"""The metric, the change and the statistic of any figure, in any text: always named, never a crash, with their rule."""

from __future__ import annotations

import pytest

from pipeline.reading.claims.claim import Claim
from pipeline.reading.read import read_texts

TEXTS = {
    "a number alone": "5",
    "no noun": "up 5 down 6 to 7 by 8 from 9 at 10",
    "only signs": "5 ... ((( 6 ))) %%% $",
    "digits of another script": "٣ 3 ½ of ½ of ½",
    "of, over and over": "5 of " * 60 + "them",
    "brackets": "(" * 60 + "5%" + ")" * 60,
    "a list of fifty figures": ", ".join(f"{i} dogs" for i in range(50)),
    "movements in a row": ", ".join(f"rose {i}% to {i}" for i in range(2, 300)),
    "a label without words": ": 5 / 6 / 7",
}


def read(text: str) -> list[Claim]:
    return read_texts({"text.txt": text + "\n"}).claims


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_every_figure_has_a_metric_and_its_rule(text: str) -> None:
    claims = read(text)
    assert claims
    for claim in claims:
        assert claim.metric.strip() == claim.metric != ""
        assert claim.quantity.rules["metric"]
        assert claim.quantity.change in (None, "up", "down")
        assert (claim.quantity.change is None) == ("change" not in claim.quantity.rules)


def test_reading_twice_gives_the_same() -> None:
    text = "Exports rose 3% to $4bn. Of the 12 ports, five gained, three by 9% or more."
    assert [(c.metric, c.subject, c.quantity.change) for c in read(text)] == [
        (c.metric, c.subject, c.quantity.change) for c in read(text)
    ]


def test_subject_is_in_the_words_of_the_text() -> None:
    (claim,) = read("Shares of Tesla jumped 8.5%.")
    assert (claim.metric, claim.subject) == ("share", "Shares, Tesla")
