"""Confidence is a probability, and lower where the reading had less to stand on."""

from __future__ import annotations

from pipeline.reading.claims.confidence import FEATURES, features, find_confidence
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.read import read_texts


def test_every_weight_is_a_feature_s() -> None:
    assert set(load_yaml("confidence")) == {"bias", "unsure_metric_rules", *FEATURES}


def test_it_is_a_probability_with_two_decimals() -> None:
    text = "Police arrested 25 people. About 5 percent of them, officials said, would pay $40 within two weeks."
    for claim in read_texts({"a.txt": text}).claims:
        assert 0 < claim.confidence < 1
        assert claim.confidence == round(claim.confidence, 2) == find_confidence(claim)
        assert len(features(claim)) == len(FEATURES)


def test_a_plain_count_is_surer_than_a_hedged_share() -> None:
    plain, share = read_texts({"a.txt": "Police arrested 25 people. Nearly 5 percent of homes were empty."}).claims
    assert plain.confidence > share.confidence
