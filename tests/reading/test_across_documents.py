"""Join the things of single documents into the entities of the corpus."""

from __future__ import annotations

import random

import pytest

from pipeline.reading.entities.across_documents import link
from pipeline.reading.entities.mention import Entity, Mention


def mention(document: str, text: str, label: str, name: str | None = None, cluster: int = 0, start: int = 0) -> Mention:
    return Mention(document, f"{document}#p0", start, start + len(text), text, label, cluster, name or text)


def entities(*mentions: Mention) -> dict[str, Entity]:
    return {entity.name: entity for entity in link(mentions)}


def test_same_name_in_two_documents_is_one_entity() -> None:
    found = entities(mention("a", "Ann Leigh", "PERSON"), mention("b", "Ann Leigh", "PERSON"))
    assert list(found) == ["Ann Leigh"]
    assert (found["Ann Leigh"].mention_count, found["Ann Leigh"].document_count) == (2, 2)


def test_every_mention_has_an_existing_entity() -> None:
    mentions = [
        mention("a", "Ann Leigh", "PERSON"),
        mention("a", "Leigh", "PERSON", "Ann Leigh"),
        mention("b", "UN", "ORG"),
    ]
    ids = {entity.entity_id for entity in link(mentions)}
    assert {one.entity_id for one in mentions} == ids


def test_people_of_one_surname_stay_apart() -> None:
    found = entities(
        mention("a", "Brandon Tull", "PERSON"), mention("b", "Boris Tull", "PERSON"), mention("c", "Tull", "PERSON")
    )
    assert sorted(found) == ["Boris Tull", "Brandon Tull", "Tull"]


def test_rare_surname_alone_joins_its_only_owner() -> None:
    found = entities(mention("a", "Gregory Bovino", "PERSON"), mention("b", "Bovino", "PERSON"))
    assert list(found) == ["Gregory Bovino"]
    assert found["Gregory Bovino"].aliases == ["Bovino"]


def test_common_surname_alone_stays_apart() -> None:
    found = entities(mention("a", "Brandon Johnson", "PERSON"), mention("b", "Johnson", "PERSON"))
    assert sorted(found) == ["Brandon Johnson", "Johnson"]


def test_middle_initial() -> None:
    found = entities(mention("a", "George Bush", "PERSON"), mention("b", "George W. Bush", "PERSON"))
    assert list(found) == ["George W. Bush"]


def test_two_middle_initials_are_two_people() -> None:
    found = entities(
        mention("a", "George Bush", "PERSON"),
        mention("b", "George W. Bush", "PERSON"),
        mention("c", "George H. Bush", "PERSON"),
    )
    assert len(found) == 3


def test_acronym_joins_the_long_form_of_another_document() -> None:
    found = entities(
        mention("a", "Pelagic Survey Office", "ORG"),
        mention("a", "PSO", "ORG", "Pelagic Survey Office"),
        mention("b", "PSO", "ORG"),
    )
    assert list(found) == ["Pelagic Survey Office"]
    assert found["Pelagic Survey Office"].document_count == 2


def test_acronym_of_two_bodies_stays_apart() -> None:
    found = entities(
        mention("a", "PSO", "ORG", "Pelagic Survey Office"),
        mention("b", "PSO", "ORG", "Provincial Security Organisation"),
        mention("c", "PSO", "ORG"),
    )
    assert sorted(found) == ["PSO", "Pelagic Survey Office", "Provincial Security Organisation"]


def test_well_known_acronym_joins_its_long_form() -> None:
    found = entities(mention("a", "FBI", "ORG"), mention("b", "Federal Bureau of Investigation", "ORG"))
    assert list(found) == ["Federal Bureau of Investigation"]


def test_well_known_acronym_alone_keeps_its_form_and_gains_the_name() -> None:
    found = entities(mention("a", "FBI", "ORG"))
    assert found["FBI"].aliases == ["Federal Bureau of Investigation"]


def test_document_wins_over_the_gazetteer() -> None:
    found = entities(
        mention("a", "Fenland Bird Initiative", "ORG"),
        mention("a", "FBI", "ORG", "Fenland Bird Initiative"),
        mention("b", "Federal Bureau of Investigation", "ORG"),
    )
    assert sorted(found) == ["Federal Bureau of Investigation", "Fenland Bird Initiative"]


def test_country_names() -> None:
    found = entities(mention("a", "U.S.", "GPE"), mention("b", "US", "GPE"), mention("c", "United States", "GPE"))
    assert list(found) == ["United States"]
    assert found["United States"].aliases == ["U.S.", "US"]


def test_place_and_person_of_one_name_stay_apart() -> None:
    found = link([mention("a", "Lincoln", "GPE"), mention("b", "Lincoln", "PERSON")])
    assert [entity.label for entity in found] in (["GPE", "PERSON"], ["PERSON", "GPE"])


def test_kinds_of_places_are_one() -> None:
    found = link([mention("a", "Lowfield", "GPE"), mention("b", "Lowfield", "LOC"), mention("c", "Lowfield", "GPE")])
    assert [(entity.name, entity.label) for entity in found] == [("Lowfield", "GPE")]


def test_city_stands_apart_from_the_club_named_after_it() -> None:
    found = entities(
        mention("a", "Halden Bay Tigers", "ORG"),
        mention("a", "Halden Bay", "ORG", "Halden Bay Tigers"),
        mention("b", "Halden Bay", "GPE"),
    )
    assert sorted(found) == ["Halden Bay", "Halden Bay Tigers"]


def test_id_comes_from_name_and_label() -> None:
    (one,) = link([mention("a", "Ann Leigh", "PERSON")])
    (other,) = link([mention("z", "Ann Leigh", "PERSON", cluster=7, start=40)])
    assert one.entity_id == other.entity_id


def test_empty() -> None:
    assert link([]) == []


@pytest.mark.parametrize("seed", range(5))
def test_order_does_not_matter(seed: int) -> None:
    texts = [
        ("a", "Gregory Bovino", "PERSON", None),
        ("b", "Bovino", "PERSON", None),
        ("a", "PSO", "ORG", "Pelagic Survey Office"),
        ("b", "PSO", "ORG", None),
        ("c", "Pelagic Survey Office", "ORG", None),
        ("c", "US", "GPE", None),
        ("d", "United States", "GPE", None),
        ("d", "George Bush", "PERSON", None),
        ("e", "George W Bush", "PERSON", None),
        ("e", "NATO", "ORG", None),
        ("f", "Nato", "ORG", None),
    ]

    def linked(order: list[int]) -> tuple[list[Entity], list[str | None]]:
        mentions = {i: mention(texts[i][0], texts[i][1], texts[i][2], texts[i][3]) for i in order}
        found = link([mentions[i] for i in order])
        return found, [mentions[i].entity_id for i in sorted(order)]

    order = list(range(len(texts)))
    want = linked(order)
    random.Random(seed).shuffle(order)
    assert linked(order) == want


def test_linear_in_mentions() -> None:
    mentions = [mention(f"d{i % 997}", f"Person{i} Surname{i}", "PERSON") for i in range(40_000)]
    mentions += [mention(f"d{i % 997}", f"Surname{i}", "PERSON") for i in range(40_000)]
    assert len(link(mentions)) == 40_000
