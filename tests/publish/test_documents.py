"""The dataset's descriptions hold for the standards' own libraries, and say what the schemas say."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml

from pipeline.publish.documents import DOCUMENTS, documents_of, write_documentation
from pipeline.store.dataset import Dataset, DatasetError
from schemas import NUMERIC_CLAIMS, TABLES


@pytest.fixture(scope="module")
def documented(seed_dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """A copy of the dataset with its descriptions."""
    folder = tmp_path_factory.mktemp("documented") / "data"
    shutil.copytree(seed_dataset.folder, folder)
    for name in DOCUMENTS:
        (folder / name).unlink(missing_ok=True)
    assert [path.name for path in write_documentation(Dataset(folder))] == list(DOCUMENTS)
    return Dataset(folder)


@pytest.fixture(scope="module")
def split(documented: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The same dataset with the claims in two files."""
    folder = tmp_path_factory.mktemp("split") / "data"
    shutil.copytree(documented.folder, folder)
    place = folder / NUMERIC_CLAIMS.name / "part-00000.parquet"
    rows = pq.read_table(place)
    pq.write_table(rows.slice(0, 2), place)
    pq.write_table(rows.slice(2), place.with_name("part-00001.parquet"))
    write_documentation(Dataset(folder))
    return Dataset(folder)


@pytest.fixture(params=["documented", "split"])
def either(request: pytest.FixtureRequest) -> Dataset:
    return request.getfixturevalue(request.param)


def load(dataset: Dataset, name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((dataset.folder / name).read_text(encoding="utf-8"))
    return loaded


def test_frictionless_accepts_the_package(either: Dataset) -> None:
    from frictionless import Package

    package = Package(str(either.folder / "datapackage.json"))
    assert list(Package.metadata_validate(package.to_descriptor())) == []
    assert package.resource_names == list(TABLES)
    claims = package.get_resource(NUMERIC_CLAIMS.name)
    assert claims.schema.field_names == list(NUMERIC_CLAIMS.column_names)
    assert claims.schema.primary_key == ["claim_id"]
    assert {key["reference"]["resource"] for key in claims.schema.foreign_keys} >= {
        "raw_text",
        "paragraphs",
        "entities",
    }
    status = claims.schema.get_field("status")
    assert status.constraints["enum"] == list(NUMERIC_CLAIMS.column("status").vocabulary or ())
    assert all(field.description for resource in package.resources for field in resource.schema.fields)


def test_frictionless_finds_the_data_as_described(documented: Dataset) -> None:
    from frictionless import Checklist, Package

    package = Package(str(documented.folder / "datapackage.json"))
    for name in ("raw_text", "paragraphs", "entity_mentions", "claim_comparisons", "rejected_numbers"):
        report = package.get_resource(name).validate(
            Checklist(skip_errors=["byte-count", "hash-count"])  # its Parquet reader counts neither: see the next test
        )
        assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:3]


def test_sizes_and_digests_are_those_of_the_files(either: Dataset) -> None:
    listed = [file for resource in load(either, "datapackage.json")["resources"] for file in resource["files"]]
    assert sorted(file["path"] for file in listed) == sorted(
        path.relative_to(either.folder).as_posix()
        for name in TABLES
        for path in (either.folder / name).glob("*.parquet")
    )
    for file in listed:
        content = (either.folder / file["path"]).read_bytes()
        assert file["bytes"] == len(content)
        assert file["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_mlcroissant_accepts_the_description_and_reads_the_claims(either: Dataset) -> None:
    import mlcroissant

    described = mlcroissant.Dataset(jsonld=str(either.folder / "croissant.json"))
    issues = described.metadata.ctx.issues
    assert not issues.errors
    assert {record_set.id for record_set in described.metadata.record_sets} == set(TABLES)
    records = list(described.records(NUMERIC_CLAIMS.name))
    rows = pq.read_table(either.folder / NUMERIC_CLAIMS.name).to_pylist()
    found = sorted(record[f"{NUMERIC_CLAIMS.name}/claim_id"].decode() for record in records)
    assert found == sorted(row["claim_id"] for row in rows)


def test_hugging_face_loads_every_table_that_has_rows(either: Dataset, tmp_path: Path) -> None:
    from datasets import get_dataset_config_names, load_dataset

    names = get_dataset_config_names(str(either.folder))
    assert set(names) == {name for name, table in TABLES.items() if either.row_count(table)}
    for name in names:
        loaded = load_dataset(str(either.folder), name, split="train", cache_dir=str(tmp_path))
        assert loaded.num_rows == either.row_count(TABLES[name])
        assert loaded.column_names == [name for name in TABLES[name].column_names if name != "rules"]  # a map


def test_the_card_and_the_dictionary_name_every_table_and_column(documented: Dataset) -> None:
    text = (documented.folder / "README.md").read_text(encoding="utf-8")
    front = yaml.safe_load(text.split("---")[1])
    assert [one["config_name"] for one in front["configs"] if one.get("default")] == [NUMERIC_CLAIMS.name]
    dictionary = (documented.folder / "data_dictionary.md").read_text(encoding="utf-8")
    for table in TABLES.values():
        assert f"`{table.name}` | {documented.row_count(table):,} |" in text
        assert all(f"| {column.name} |" in dictionary for column in table.columns)


def test_only_what_changes_is_written_and_the_bytes_depend_on_nothing_else(documented: Dataset, tmp_path: Path) -> None:
    assert write_documentation(documented) == []
    folder = tmp_path / "elsewhere"
    shutil.copytree(documented.folder, folder)
    assert documents_of(Dataset(folder)) == documents_of(documented)
    (folder / "croissant.json").write_text("{}", encoding="utf-8")
    assert write_documentation(Dataset(folder)) == [folder / "croissant.json"]
    assert not list(folder.glob(".*.tmp"))


def test_a_table_of_another_schema_is_not_described(documented: Dataset, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    shutil.copytree(documented.folder, folder)
    (place,) = (folder / "entities").glob("*.parquet")
    rows = pq.read_table(place)
    pq.write_table(rows.replace_schema_metadata({"newsclaims.schema_version": "0"}), place)
    with pytest.raises(DatasetError, match="schema version 0"):
        write_documentation(Dataset(folder))


def test_without_a_dataset_it_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="build it first"):
        write_documentation(Dataset(tmp_path))
