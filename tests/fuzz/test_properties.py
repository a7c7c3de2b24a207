"""Properties of the whole: the same seeds give the same bytes, whichever way they came and however they were read."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

import dagster as dg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.assets import refresh
from pipeline.assets.graph import ASSETS
from pipeline.assets.workspace import Workspace
from pipeline.intake.read import read_seeds
from pipeline.reading.read import Reading, read_texts
from tests.conftest import errors_of, files_of, materialize
from tests.fuzz import generate
from tests.fuzz.invariants import check_found, check_lexer, check_reading

CHANCES = st.integers(0, 2**32 - 1).map(random.Random)
QUICK = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
SLOW = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck))
WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            "Police Miller said arrested rose to fell by people percent dollars last month about more than".split()
        ),
        st.integers(0, 10**6).map(str),
        st.sampled_from([". ", ", ", "\n\n", "“", "”", "$", "%"]),
    ),
    min_size=3,
    max_size=40,
).map(" ".join)


@QUICK
@given(CHANCES)
def test_numerals_stand_in_order_inside_the_text(chance: random.Random) -> None:
    check_lexer(generate.text(chance))


@QUICK
@given(st.text(max_size=200))
def test_numerals_of_any_text(text: str) -> None:
    check_lexer(text)


@SLOW
@given(WORDS)
def test_claims_are_grounded_finite_and_complete(text: str) -> None:
    check_reading({"x.txt": text})


@QUICK
@given(CHANCES)
def test_no_seed_is_lost(chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number in range(3):
            kind, data = generate.file(chance)
            (Path(folder) / f"{number}.{kind}").write_bytes(data)
        names = {path.name for path in Path(folder).iterdir()}
        found = list(read_seeds(Path(folder)))
        check_found(found, names)
        assert list(read_seeds(Path(folder))) == found


def rows_of(reading: Reading) -> list[str]:
    """What was read, as text, in an order of its own."""
    return sorted(
        [
            f"{claim.claim_id} {claim.quantity.value} {claim.metric} {claim.status} {claim.source}"
            for claim in reading.claims
        ]
        + [f"{one.summary}" for one in reading.comparisons]
        + [f"{entity.entity_id} {entity.name}" for entity in reading.entities]
    )


@SLOW
@given(st.lists(WORDS, min_size=2, max_size=3), CHANCES)
def test_the_order_of_documents_changes_nothing(texts: list[str], chance: random.Random) -> None:
    named = [(f"{number}.txt", text) for number, text in enumerate(texts)]
    shuffled = chance.sample(named, len(named))
    assert rows_of(read_texts(dict(named))) == rows_of(read_texts(dict(shuffled)))


@FEW
@given(CHANCES)
def test_the_way_to_the_same_seeds_leaves_no_trace(chance: random.Random) -> None:
    """Added, edited and removed in any order, built in between or not: the bytes are those of a clean build."""
    with tempfile.TemporaryDirectory() as place:
        seeds, data = Path(place) / "seeds", Path(place) / "data"
        seeds.mkdir()
        (seeds / "first.txt").write_text("Police arrested 25 people on Monday.", encoding="utf-8")
        for number in range(6):
            names = sorted(path.name for path in seeds.iterdir())
            if chance.random() < 0.3 and len(names) > 1:
                (seeds / chance.choice(names)).unlink()
            else:
                kind, content = generate.file(chance, ("txt", "md", "jsonl", "csv"))
                (seeds / f"{chance.randrange(4)}.{kind}").write_bytes(content)
            if number % 3 == 2:
                result = materialize(seeds, data)
                assert result.success, errors_of(result)
        again = materialize(seeds, data)
        assert again.success, errors_of(again)
        copied = Path(place) / "copied"  # files made in another order, at another time
        copied.mkdir()
        for path in chance.sample(sorted(seeds.iterdir()), len(list(seeds.iterdir()))):
            shutil.copyfile(path, copied / path.name)
        clean = materialize(copied, Path(place) / "clean")
        assert clean.success, errors_of(clean)
        assert files_of(data) == files_of(Path(place) / "clean")


@pytest.mark.slow
def test_the_number_of_workers_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    chance = random.Random(7)
    for number in range(6):
        (seeds / f"{number:02}.txt").write_text(
            f"Police arrested {number + 2} people. {generate.text(chance)}", "utf-8"
        )
    assert materialize(seeds, tmp_path / "inline").success
    monkeypatch.setattr(refresh, "INLINE_CHARACTERS", 0)
    for workers in (1, 2):
        data = tmp_path / f"workers{workers}"
        result = dg.materialize(
            ASSETS,
            resources={"workspace": Workspace(seeds=str(seeds), data=str(data), workers=workers)},
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        )
        assert result.success
        assert files_of(data) == files_of(tmp_path / "inline")
