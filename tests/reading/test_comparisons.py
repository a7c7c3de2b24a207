"""Comparisons on given claims: conversion, relations within and across documents, summaries, order and cost."""

from __future__ import annotations

import random
import time
from datetime import date
from typing import Any

import pytest

from pipeline.reading import wordnet
from pipeline.reading.claims.claim import Claim
from pipeline.reading.comparisons.across import agree
from pipeline.reading.comparisons.compare import compare, compare_across, compare_document
from pipeline.reading.comparisons.comparison import Comparison
from pipeline.reading.comparisons.convert import Aligned, align, dimension, period_days
from pipeline.reading.comparisons.frame import frames
from pipeline.reading.comparisons.similar import nouns_alike
from pipeline.reading.comparisons.summarise import money, number, plural
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Sentence, Token
from pipeline.reading.read import parse_document

QUANTITY_FIELDS = frozenset(Quantity.__dataclass_fields__)


def quantity(value: float, unit: str | None = None, period: str | None = None, kind: str = "count") -> Quantity:
    return Quantity(0, 1, "", value, kind, Sentence(0, 0, 0, []), [], unit=unit, period=period)


def read(document_id: str, text: str, *given: dict[str, Any]) -> list[Claim]:
    """Claims of a text: each a dict with `text` and what is to be said of it."""
    document = parse_document(document_id, text)
    found = []
    for fields in given:
        fields = dict(fields)
        start = text.index(fields["text"])
        end = start + len(fields["text"])
        paragraph = next(p for p in document.paragraphs if p.start <= start < p.end)
        tokens = paragraph.parse.tokens_in(start, end)
        sentence = tokens[0].sentence
        own = {name: fields.pop(name) for name in list(fields) if name in QUANTITY_FIELDS}
        found.append(
            Claim(
                claim_id=f"{document_id}#c{start}-{end}",
                document_id=document_id,
                paragraph_id=paragraph.paragraph_id,
                paragraph_role=fields.pop("role", "body"),
                sentence_index=sentence.index,
                sentence=text[sentence.start : sentence.end],
                quantity=Quantity(start=start, end=end, sentence=sentence, tokens=tokens, **({"kind": "count"} | own)),
                **fields,
            )
        )
    return found


SEED = (
    "Miller announced last month that he was calling for 3,000 arrests from ICE daily. "
    "However, statistics show the agency was averaging about 1,600 apprehensions per day."
)


def seed_claims() -> list[Claim]:
    return read(
        "seed.txt",
        SEED,
        {"text": "3,000", "value": 3000.0, "period": "P1D", "metric": "arrest", "status": "target"},
        {"text": "1,600", "value": 1600.0, "period": "P1D", "metric": "apprehension", "comparator": "~"},
    )


def one(claims: list[Claim]) -> Comparison:
    (comparison,) = compare(claims)
    return comparison


class TestConversion:
    @pytest.mark.parametrize(
        ("left", "right", "want"),
        [
            (quantity(500, period="P1W"), quantity(80, period="P1D"), (500, 560)),
            (quantity(12, period="P1Y"), quantity(1, period="P1M"), (12, 12)),
            (quantity(10, "mile", kind="length"), quantity(16.09344, "kilometre", kind="length"), (10, 10)),
            (
                quantity(60, "mile per hour", kind="speed"),
                quantity(1.609344, "kilometre per minute", kind="speed"),
                None,
            ),
            (quantity(2, "hour", kind="duration"), quantity(90, "minute", kind="duration"), (2, 1.5)),
            (
                quantity(1, "tonne per hectare", kind="other"),
                quantity(900, "kilogram per hectare", kind="other"),
                (1, 0.9),
            ),
            (quantity(0.5, kind="ratio"), quantity(60, "percent", kind="percent"), (50, 60)),
            (
                quantity(0, "degree celsius", kind="temperature"),
                quantity(50, "degree fahrenheit", kind="temperature"),
                (0, 10),
            ),
            (quantity(2, "square kilometre", kind="area"), quantity(100, "hectare", kind="area"), (2, 1)),
        ],
    )
    def test_units_and_periods_are_converted(
        self, left: Quantity, right: Quantity, want: tuple[float, float] | None
    ) -> None:
        aligned = align(left, right)
        assert aligned is not None
        if want is not None:
            assert (aligned.left, aligned.right) == pytest.approx(want)

    @pytest.mark.parametrize(
        ("left", "right"),
        [
            (quantity(1, "USD", kind="money"), quantity(1, "EUR", kind="money")),
            (quantity(1, "USD per barrel", kind="money"), quantity(1, "EUR per barrel", kind="money")),
            (quantity(1, "tonne", kind="mass"), quantity(1, "metre", kind="length")),
            (quantity(1, "year", kind="age"), quantity(1, "year", kind="duration")),
            (quantity(1), quantity(1, "percent", kind="percent")),
            (quantity(1, period="P1D"), quantity(1)),
            (quantity(20, "USD", "PT1H", "money"), quantity(40000, "USD", "P1Y", "money")),
            (
                quantity(1, "death per 100,000 people", kind="ratio"),
                quantity(1, "death per 1,000 people", kind="ratio"),
            ),
            (quantity(float("nan")), quantity(1)),
            (quantity(float("inf")), quantity(1)),
        ],
    )
    def test_unlike_quantities_are_not(self, left: Quantity, right: Quantity) -> None:
        assert align(left, right) is None

    def test_an_elided_unit_is_lent(self) -> None:
        assert align(quantity(8, "minute", kind="duration"), quantity(6)) is None
        assert align(quantity(8, "minute", kind="duration"), quantity(6), lend_unit=True) == Aligned(
            8, 6, "minute", None
        )

    @pytest.mark.parametrize(
        "name", ["", " ", "per", "a per ", "((", "1/0", "__import__", "metre per", "é", "x" * 1000]
    )
    def test_hostile_unit_names_are_units_of_their_own(self, name: str) -> None:
        assert isinstance(dimension("other", name), str)

    @pytest.mark.parametrize("period", [None, "", "P", "PT", "P1D2H", "P-1D", "P1X", "one day"])
    def test_what_is_no_period(self, period: str | None) -> None:
        assert period_days(period) is None


class TestRelations:
    def test_the_seed(self) -> None:
        comparison = one(seed_claims())
        assert comparison.relation == "target_vs_actual"
        assert comparison.ratio == pytest.approx(0.533, abs=1e-3)
        assert comparison.difference == -1400
        assert comparison.period == "P1D"
        assert comparison.summary == "About 1,600 arrests a day reported against a target of 3,000: 53%, 1,400 short"
        assert comparison.comparison_id == f"{comparison.left_claim_id}~{comparison.right_claim_id}"

    def test_week_against_day(self) -> None:
        comparison = one(
            read(
                "a.txt",
                "The council wants 500 potholes a week repaired. Crews averaged 80 potholes a day.",
                {"text": "500", "value": 500.0, "period": "P1W", "metric": "pothole", "status": "target"},
                {"text": "80", "value": 80.0, "period": "P1D", "metric": "pothole"},
            )
        )
        assert (comparison.left_value, comparison.right_value, comparison.period) == (500, 560, "P1W")
        assert comparison.summary == "560 potholes a week (80 a day) reported against a target of 500: 112%, 60 over"

    def test_titles_are_not_paired(self) -> None:
        claims = seed_claims()
        claims[0].paragraph_role = "title"
        assert compare(claims) == []

    def test_no_claims(self) -> None:
        assert compare([]) == []

    def test_claims_without_a_parse(self) -> None:
        claims = [
            Claim(f"a#c{i}", "a", paragraph, "body", 0, "", quantity(value), metric, status=status)
            for i, (paragraph, value, metric, status) in enumerate(
                [
                    ("a#p0", 1.0, "", "target"),
                    ("odd", 1e308, "x", "reported"),
                    ("a#p1", -5.0, "year", "denied"),
                    ("a#p1", 0.0, "arrest", "reported"),
                ]
            )
        ]
        for comparison in compare(claims):
            assert comparison.summary

    def test_one_endless_sentence(self) -> None:
        text = "It rose " + "from 3 to 5 and against 7 then but 9 of the 11 of them " * 400
        document = parse_document("a.txt", text)
        sentences = document.paragraphs[0].parse.sentences
        claims = []
        for sentence in sentences:
            for token in sentence.tokens:
                if token.text.isdecimal():
                    made = Quantity(token.start, token.end, token.text, float(token.text), "count", sentence, [token])
                    claims.append(
                        Claim(f"a#{token.start}", "a", "a#p0", "body", sentence.index, "", made, "house", source="x")
                    )
        started = time.process_time()
        compare(claims)
        assert time.process_time() - started < 10

    def test_order_of_claims_does_not_matter(self) -> None:
        claims = seed_claims() + corpus()
        want = compare(claims)
        for seed in range(5):
            shuffled = claims[:]
            random.Random(seed).shuffle(shuffled)
            assert compare(shuffled) == want
        assert [c.comparison_id for c in want] == sorted(c.comparison_id for c in want)


def dated(document_id: str, value: float, start: date, end: date, **fields: Any) -> list[Claim]:
    text = f"Northport recorded {value:,.0f} burglaries."
    given = {
        "text": f"{value:,.0f}",
        "value": value,
        "metric": "burglary",
        "place": "Northport",
        "place_entity_id": "northport",
        "time_start": start,
        "time_end": end,
        "source": "police",
    }
    return read(document_id, text, given | fields)


MAY = (date(2024, 5, 1), date(2024, 5, 31))
JUNE = (date(2024, 6, 1), date(2024, 6, 30))


def corpus() -> list[Claim]:
    return dated("a.txt", 112, *MAY) + dated("b.txt", 140, *MAY) + dated("c.txt", 98, *JUNE)


class TestAcrossDocuments:
    def test_conflict_and_change(self) -> None:
        found = {(c.left_document_id, c.right_document_id): c.relation for c in compare(corpus())}
        assert found == {("a.txt", "b.txt"): "conflicting_reports", ("a.txt", "c.txt"): "change_over_time"}

    def test_agreement_is_no_row(self) -> None:
        assert compare(dated("a.txt", 112, *MAY) + dated("b.txt", 112, *MAY)) == []

    def test_rounding_agrees(self) -> None:
        assert compare(dated("a.txt", 1128, *MAY) + dated("b.txt", 1100, *MAY)) == []

    @pytest.mark.parametrize(
        "fields",
        [
            {"place_entity_id": "southport"},
            {"place_entity_id": None},
            {"time_start": None},
            {"metric": "car theft"},
            {"metric": "attempted burglary"},
            {"period": "P1D"},
            {"status": "target"},
            {"change": "up"},
        ],
    )
    def test_without_full_agreement_no_pair(self, fields: dict[str, Any]) -> None:
        assert compare(dated("a.txt", 112, *MAY) + dated("b.txt", 140, *MAY, **fields)) == []

    def test_a_month_is_not_compared_with_a_year(self) -> None:
        year = (date(2023, 1, 1), date(2023, 12, 31))
        assert compare(dated("a.txt", 900, *year) + dated("b.txt", 112, *MAY)) == []

    def test_synonyms_share_a_block(self) -> None:
        found = compare(dated("a.txt", 112, *MAY, metric="arrest") + dated("b.txt", 140, *MAY, metric="apprehension"))
        assert [c.relation for c in found] == ["conflicting_reports"]

    def test_bounds_agree_with_what_they_allow(self) -> None:
        (a,), (b,) = (frames(dated(name, value, *MAY)) for name, value in (("a.txt", 100), ("b.txt", 140)))
        a.claim.quantity.comparator = ">="
        assert agree(a, b, Aligned(100, 140, None, None))
        assert not agree(a, b, Aligned(100, 90, None, None))

    def test_a_corpus_can_be_read_document_by_document(self) -> None:
        claims = corpus()
        by_document = [
            compare_document([claim for claim in claims if claim.document_id == name])
            for name in ("c.txt", "a.txt", "b.txt")
        ]
        entries = [entry for _, of_document in by_document for entry in of_document]
        assert compare_across(entries) == compare(claims)
        assert not any(entry.frame.claim.quantity.tokens for entry in entries)

    def test_other_places_or_actors_are_other_things(self) -> None:
        police, sheriff = {"agent_entity_id": "police"}, {"agent_entity_id": "sheriff"}
        assert compare(dated("a.txt", 112, *MAY, **police) + dated("b.txt", 140, *MAY, **sheriff)) == []
        assert len(compare(dated("a.txt", 112, *MAY, **police) + dated("b.txt", 140, *MAY, **police))) == 1

    def test_cost_grows_with_the_claims(self) -> None:
        def seconds(count: int) -> float:
            claims = [synthetic(i) for i in range(count)]
            started = time.process_time()
            compare(claims)
            return time.process_time() - started

        seconds(500)
        small, large = seconds(4_000), seconds(16_000)
        assert large < 10 * small + 1.0  # four times as many; all pairs would cost sixteen times as much


def synthetic(i: int) -> Claim:
    """One claim of a corpus in which all claims share one metric and each tenth document its place."""
    texts = ["Police", "arrested", str(i % 997 + 2), "people", "."]
    tokens = [Token(j, 10 * j, 10 * j + len(t), t, "NN", "NOUN", "dep", t.lower()) for j, t in enumerate(texts)]
    for token in tokens:
        token.head = tokens[1]
    tokens[1].pos = "VERB"
    sentence = Sentence(0, 0, 41, tokens)
    made = Quantity(20, 23, texts[2], float(i % 997 + 2), "count", sentence, [tokens[2]])
    document_id = f"d{i // 5:06d}.txt"
    return Claim(
        f"{document_id}#c{i}",
        document_id,
        f"{document_id}#p{i % 5}",
        "body",
        0,
        "",
        made,
        "arrest",
        place_entity_id=f"place{i % 50}",
        time_start=date(2020 + i % 4, 1, 1),
        time_end=date(2020 + i % 4, 12, 31),
        source=f"source {i % 3}",
    )


class TestSummaries:
    @pytest.mark.parametrize(
        ("value", "want"),
        [
            (3000, "3,000"),
            (2_400_000, "2.4 million"),
            (1_412_300, "1,412,300"),
            (0.25, "0.25"),
            (1e12, "1 trillion"),
            (11.9, "11.9"),
            (-3, "-3"),
            (1234.56, "1,234.6"),
        ],
    )
    def test_numbers(self, value: float, want: str) -> None:
        assert number(value) == want

    @pytest.mark.parametrize(
        ("value", "currency", "want"),
        [
            (1_500_000, "USD", "$1.5 million"),
            (4.85, "GBP", "£4.85"),
            (0.095, "GBP", "£0.095"),
            (148, "NOK", "NOK 148"),
            (17, "EUR", "€17"),
            (-2_000_000, "USD", "-$2 million"),
        ],
    )
    def test_money(self, value: float, currency: str, want: str) -> None:
        assert money(value, currency) == want

    @pytest.mark.parametrize(
        ("noun", "want"),
        [
            ("arrest", "arrests"),
            ("bus driver", "bus drivers"),
            ("person", "people"),
            ("city", "cities"),
            ("day", "days"),
            ("foot", "feet"),
            ("policewoman", "policewomen"),
            ("box", "boxes"),
            ("aircraft", "aircraft"),
            ("", ""),
            ("bus", "buses"),
            ("life", "lives"),
        ],
    )
    def test_plurals(self, noun: str, want: str) -> None:
        assert plural(noun) == want

    def test_percentages_differ_by_points(self) -> None:
        comparison = one(
            read(
                "a.txt",
                "Only 73.1 percent of buses ran on time in May, short of the 85 percent goal.",
                {"text": "73.1 percent", "value": 73.1, "unit": "percent", "kind": "percent", "metric": "bus"},
                {
                    "text": "85 percent",
                    "value": 85.0,
                    "unit": "percent",
                    "kind": "percent",
                    "metric": "goal",
                    "status": "target",
                },
            )
        )
        assert comparison.summary == "Bus: 73.1% reported against a goal of 85%: 11.9 points short"

    def test_change(self) -> None:
        comparison = one(
            read(
                "a.txt",
                "The county recorded 64 homicides last year, down from 91 in 2022.",
                {"text": "64", "value": 64.0, "metric": "homicide", "time_text": "last year"},
                {"text": "91", "value": 91.0, "metric": "homicide", "time_text": "2022"},
            )
        )
        assert comparison.summary == "Homicides: from 91 in 2022 to 64 last year, down 27 (30%)"

    def test_conflict(self) -> None:
        comparison = one(
            read(
                "a.txt",
                "The ministry said 86 people had died. The doctors' union put the toll at 214.",
                {"text": "86", "value": 86.0, "metric": "people", "source": "ministry"},
                {"text": "214", "value": 214.0, "metric": "toll", "source": "The doctors' union"},
            )
        )
        assert comparison.summary == (
            "86 people according to the ministry, 214 according to the doctors' union: 128 more, 2.5 times as many"
        )


class TestWordnet:
    @pytest.mark.parametrize(
        ("a", "b"),
        [
            ("arrest", "apprehension"),
            ("deportation", "removal"),
            ("people", "participant"),
            ("person", "worker"),
            ("death", "fatality"),
            ("wage", "salary"),
            ("pupil", "student"),
        ],
    )
    def test_can_name_the_same_thing(self, a: str, b: str) -> None:
        assert nouns_alike(a, b) == nouns_alike(b, a) >= 0.7

    @pytest.mark.parametrize(
        ("a", "b"),
        [
            ("arrest", "release"),
            ("house", "school"),
            ("soldier", "helicopter"),
            ("dog", "people"),
            ("car", "theft"),
            ("qwertyuiop", "arrest"),
            ("", "arrest"),
        ],
    )
    def test_cannot(self, a: str, b: str) -> None:
        assert nouns_alike(a, b) == 0

    def test_events_and_their_verbs(self) -> None:
        assert "arrest" in wordnet.event_nouns("arrest")
        assert "die" in wordnet.verbs_of("death")
        assert wordnet.event_nouns("qwertyuiop") == ()
        assert wordnet.category("nurse") == "person"
