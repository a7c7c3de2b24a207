"""Several buckets: whatever way a dataset came about, and wherever a run was cut off, it ends as a clean build would."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pipeline.assets import work
from pipeline.assets.failures import Failures
from pipeline.automation import made_by_this_code, made_from
from pipeline.intake.digest import digest_seeds
from pipeline.reading.claims import assemble
from pipeline.store import buckets
from pipeline.store.buckets import bucket_count, bucket_of, document_key, may_share
from pipeline.store.dataset import Dataset, PendingFile
from schemas import CLAIM_COMPARISONS, ENTITIES, NUMERIC_CLAIMS, RAW_TEXT, REJECTED_SEEDS, TABLES
from tests.conftest import errors_of, files_of, materialize

TEXT = """{city} counts its cars

Published: 2025-0{n}-12

Mayor Ana Lopez of {city} called for {target} arrests a day. Police made about 1,{n}00 arrests a day, records show.

In {city}, unemployment was {n}.5 percent in March 2024, the Labor Department said. Lopez wants 2{n} new trams.
"""
CITIES = ("Chicago", "Boston", "Denver", "Chicago", "Seattle", "Miami", "Chicago")


def write(seeds: Path, numbers: range) -> None:
    for n in numbers:
        text = TEXT.format(city=CITIES[n % len(CITIES)], n=n, target=f"{n},000")
        (seeds / f"{n}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Buckets of some two documents."""
    monkeypatch.setattr(buckets, "WORDS_PER_BUCKET", 100)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    write(seeds, range(1, 7))
    return seeds


def built(seeds: Path, data: Path) -> dict[str, bytes]:
    result = materialize(seeds, data)
    assert result.success, errors_of(result)
    assert not list(data.rglob("*.tmp"))
    assert made_from(Dataset(data), digest_seeds(seeds))
    assert made_by_this_code(Dataset(data))
    return files_of(data)


def test_the_number_of_buckets_follows_the_words() -> None:
    sizes = [bucket_count(words) for words in (0, 2_500_000, 2_500_001, 5_000_001, 850_000_000)]
    assert sizes == [1, 1, 2, 4, 512]


def test_a_document_s_bucket_before_and_after_may_share() -> None:
    keys = [document_key(str(number)) for number in range(200)]
    for old, new in itertools.product((1, 2, 4, 8), repeat=2):
        assert all(may_share(bucket_of(key, new), new, bucket_of(key, old), old) for key in keys)
    assert not may_share(0, 2, 1, 4)


@pytest.mark.usefixtures("small")
def test_many_buckets_hold_the_rows_of_one(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    several = built(folder, tmp_path / "several")
    monkeypatch.undo()
    built(folder, tmp_path / "one")
    assert len({name for name in several if name.startswith("numeric_claims/")}) > 2
    assert len(Dataset(tmp_path / "one").files(NUMERIC_CLAIMS)) == 1
    for table in TABLES.values():
        order = [(name, "ascending") for name in (*table.order, *table.key)]
        found = [Dataset(tmp_path / name).read(table).sort_by(order) for name in ("several", "one")]
        assert found[0].equals(found[1]), table.name
        assert found[0].num_rows or table is REJECTED_SEEDS
    pairs = Dataset(tmp_path / "several").read(CLAIM_COMPARISONS)
    assert pc.any(pc.not_equal(pairs["left_document_id"], pairs["right_document_id"])).as_py()


@pytest.mark.slow
@pytest.mark.usefixtures("small")
def test_the_way_to_the_same_seeds_leaves_no_trace(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    built(folder, data)
    steps: list[Callable[[], object]] = [
        lambda: write(folder, range(7, 10)),  # more buckets
        lambda: (folder / "3.txt").write_text("Only 12 cars were left.\n", encoding="utf-8"),
        lambda: (folder / "1.txt").rename(folder / "renamed.txt"),
        lambda: [(folder / f"{n}.txt").unlink() for n in range(4, 10)],  # fewer
    ]
    for number, step in enumerate(steps):
        step()
        assert built(folder, data) == built(folder, tmp_path / f"clean-{number}"), number


@pytest.mark.usefixtures("small")
def test_only_the_bucket_of_a_changed_document_is_written(folder: Path, data: Path) -> None:
    before = built(folder, data)
    text = (folder / "3.txt").read_text(encoding="utf-8")
    (folder / "3.txt").write_text(text.replace("23 new trams", "24 new trams"), encoding="utf-8")
    after = built(folder, data)
    changed = {name for name in before if before[name] != after[name]}
    buckets_written = {name.split("/")[1] for name in changed if name.startswith(("annotations", "numeric_claims/"))}
    assert len(buckets_written) == 1
    assert "entities/part-00000.parquet" in changed  # its footer says which corpus it is of


class Cut(BaseException):
    """The process is gone: no handler of ordinary errors runs."""


def cut_off_at(monkeypatch: pytest.MonkeyPatch, step: int) -> Iterator[int]:
    """Make the step-th publication or removal of a file the last thing that doesn't happen."""
    counted = itertools.count()
    publish, remove = PendingFile.publish, Dataset.remove

    def cutting(real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any) -> Any:
            if next(counted) == step:
                raise Cut
            return real(*arguments)

        return act

    monkeypatch.setattr(PendingFile, "publish", cutting(publish))
    monkeypatch.setattr(Dataset, "remove", cutting(remove))
    return counted


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "change", [pytest.param("grow", marks=pytest.mark.slow), pytest.param("shrink", marks=pytest.mark.slow), "edit"]
)
def test_wherever_a_run_is_cut_off_the_next_one_mends_it(
    folder: Path, tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tmp_path / "first"
    built(folder, first)
    if change == "grow":
        write(folder, range(7, 10))
    elif change == "shrink":
        for n in range(3, 7):
            (folder / f"{n}.txt").unlink()
    else:
        (folder / "2.txt").write_text("Ana Lopez counted 12 cars in Chicago in 2024, and 2,700 arrests a day.\n")
    clean = built(folder, tmp_path / "clean")
    step, cut = ("grow", "shrink", "edit").index(change), True
    while cut:
        data = tmp_path / f"cut-{step}"
        copy(first, data)
        with monkeypatch.context() as patched:
            cut_off_at(patched, step)
            cut = not materialize(folder, data).success
        assert built(folder, data) == clean, step
        step += 5
    assert step > 12


def copy(source: Path, target: Path) -> None:
    for name, content in files_of(source).items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content)


def test_a_document_that_a_stage_fails_on_is_set_aside(
    folder: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = built(folder, tmp_path / "clean")
    real = assemble.read_claims
    tried: list[str] = []

    def failing(document: Any, mentions: Any) -> Any:
        tried.append(document.document_id)
        if document.document_id == "3.txt":
            raise ZeroDivisionError("0/0")
        return real(document, mentions)

    monkeypatch.setattr("pipeline.assets.numeric_claims.read_claims", failing)
    result = materialize(folder, data)
    assert result.success
    rejected = Dataset(data).read(REJECTED_SEEDS).to_pylist()
    assert rejected == [
        {"document_id": "3.txt", "reason": "failed", "detail": "numeric_claims: ZeroDivisionError: 0/0"}
    ]
    warned = [check for check in result.get_asset_check_evaluations() if not check.passed]
    assert [(check.asset_key.to_user_string(), check.severity.value) for check in warned] == [
        ("numeric_claims", "WARN")
    ]
    claimed = set(Dataset(data).read(NUMERIC_CLAIMS)["document_id"].to_pylist())
    assert claimed == {f"{n}.txt" for n in (1, 2, 4, 5, 6)}
    # Not tried again until it changes …
    tried.clear()
    (folder / "1.txt").write_text("Twelve cars were left.\n", encoding="utf-8")
    assert materialize(folder, data).success
    assert tried == ["1.txt"]
    assert Failures(Dataset(data), "numeric_claims").of.keys() == {"3.txt"}
    # … and then it leaves no trace.
    monkeypatch.undo()
    write(folder, range(1, 2))
    text = (folder / "3.txt").read_text(encoding="utf-8")
    (folder / "3.txt").write_text(text + "\nMore.\n", encoding="utf-8")
    built(folder, data)
    (folder / "3.txt").write_text(text, encoding="utf-8")
    assert built(folder, data) == clean


def test_a_document_that_takes_for_ever_is_set_aside(folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = assemble.read_claims

    def hanging(document: Any, mentions: Any) -> Any:
        while document.document_id == "3.txt":
            pass
        return real(document, mentions)

    monkeypatch.setattr("pipeline.assets.numeric_claims.read_claims", hanging)
    monkeypatch.setattr(work, "SECONDS_A_DOCUMENT", 0.5)
    assert materialize(folder, data).success
    (row,) = Dataset(data).read(REJECTED_SEEDS).to_pylist()
    assert row["document_id"] == "3.txt"
    assert "took more than" in row["detail"]


def test_an_archive_s_unchanged_rows_are_not_parsed_again(
    folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f'{{"id": "{n}", "text": "Paragraph {n} has {n} cars and 12 trams."}}\n' for n in range(30)]
    (folder / "archive.jsonl").write_text("".join(rows), encoding="utf-8")
    built(folder, data)
    read: list[str] = []
    from pipeline.assets import annotations

    real = annotations.annotate_batch

    def recording(texts: list[str], model: str = "") -> Any:
        read.extend(texts)
        return real(texts, model)

    monkeypatch.setattr(annotations, "annotate_batch", recording)
    rows[7] = '{"id": "7", "text": "Another text with 8 cars."}\n'
    (folder / "archive.jsonl").write_text("".join(rows), encoding="utf-8")
    built(folder, data)
    assert read == ["Another text with 8 cars."]


def test_counts_of_entities_are_those_of_their_mentions(folder: Path, data: Path) -> None:
    built(folder, data)
    mentions = pa.table(Dataset(data).read(TABLES["entity_mentions"]).select(["entity_id", "document_id"]))
    counted = mentions.group_by("entity_id").aggregate([("document_id", "count"), ("document_id", "count_distinct")])
    expected = {row["entity_id"]: tuple(row.values())[1:] for row in counted.to_pylist()}
    found = {
        row["entity_id"]: (row["mention_count"], row["document_count"])
        for row in Dataset(data).read(ENTITIES).to_pylist()
    }
    assert found == {key: (value[0], value[1]) for key, value in expected.items()}
    assert Dataset(data).row_count(RAW_TEXT) == 6
