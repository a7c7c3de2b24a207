"""The explorer's pages, asked as a browser asks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import duckdb
import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from pipeline.explore import snapshot as snapshot_module
from pipeline.explore.app import document_url, explorer
from pipeline.explore.filters import Filters
from pipeline.explore.serve import answered_hosts, is_loopback, listen
from pipeline.store.dataset import Dataset
from schemas import NUMERIC_CLAIMS
from schemas.arrow import arrow_schema
from tests.explore.conftest import prices
from tests.report.payloads import PAYLOADS
from tests.report.rows import ID, document, evidence, save_dataset


def client_of(dataset: Dataset) -> TestClient:
    return TestClient(explorer(dataset, answered_hosts("127.0.0.1")), base_url="http://127.0.0.1:8765")


@pytest.fixture(params=[True, False], ids=["held in memory", "read from files"])
def client(dataset: Dataset, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    if not request.param:
        monkeypatch.setattr(snapshot_module, "HELD_ROWS", -1)
    with client_of(dataset) as asked:
        yield asked


def figures(client: TestClient, **filters: str) -> list[str]:
    """The figures of a page of claims, in its order."""
    page = client.get("/", params=filters)
    assert page.status_code == 200
    return re.findall(r'class="go"><bdi>([^<]*)</bdi>', page.text)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["3,000", "1,600", "12", "3,000", "12", "1.50", "1.20", "7", "7"]),
        ({"q": "ROUTE 66"}, ["1,600", "12"]),
        ({"q": '"made about"'}, ["1,600", "12"]),
        ({"q": "women"}, ["7", "7"]),
        ({"q": "nowhere"}, []),
        ({"metric": "petrol price"}, ["1.50", "1.20"]),
        ({"metric": "price"}, ["1.50", "1.20"]),
        ({"metric": "ice"}, []),
        ({"status": "target"}, ["3,000"]),
        ({"kind": "money", "unit": "gbp"}, ["1.50", "1.20"]),
        ({"speaker": "miller"}, ["3,000"]),
        ({"speaker": "Rachel Reeves"}, ["1.50"]),
        ({"speaker": "reeves"}, ["1.50"]),
        ({"agent": "agency"}, ["1,600"]),
        ({"place": "leeds"}, ["1.50", "1.20"]),
        ({"until": "2024-12-31"}, ["1.20"]),
        ({"since": "2025-07-01"}, ["3,000", "12", "1.50"]),
        ({"least": "1,000", "status": "reported"}, ["3,000", "1,600"]),
        ({"most": "1.3"}, ["1.20"]),
        ({"document": "prices.txt", "order": "value-down", "kind": "money"}, ["1.50", "1.20"]),
        ({"document": "prices.txt", "order": "confidence-up", "kind": "money"}, ["1.20", "1.50"]),
        ({"order": "time-up", "kind": "money"}, ["1.20", "1.50"]),
        ({"page": "2"}, []),
    ],
)
def test_filters(client: TestClient, filters: dict[str, str], found: list[str]) -> None:
    ordered = "order" in filters
    assert (figures(client, **filters) if ordered else sorted(figures(client, **filters))) == (
        found if ordered else sorted(found)
    )


def test_the_page_tells_how_many_there_are_and_of_which_status(client: TestClient) -> None:
    page = client.get("/", params={"metric": "arrest"}).text
    assert "1 to 5 of 5 claims" in page
    assert '<option value="target">target (1)</option>' in page
    assert '<option value="reported">reported (4)</option>' in page


def test_the_right_one_of_equal_figures_is_marked(client: TestClient) -> None:
    assert "They held 7 men and <mark>7</mark> women." in client.get("/", params={"metric": "woman"}).text
    assert "They held <mark>7</mark> men and 7 women." in client.get("/", params={"metric": "man"}).text


def test_every_claim_leads_to_its_place_in_its_article(client: TestClient, dataset: Dataset) -> None:
    page = client.get("/").text
    links = re.findall(r'<a href="(/document\?[^"#]*)#([^"]*)" class="go"', page)
    assert len(links) == 9
    for url, anchor in links:
        assert f'id="{anchor}"' in client.get(url.replace("&amp;", "&")).text


def test_a_claims_id_is_a_permalink(client: TestClient) -> None:
    claim_id = evidence().claims[0]["claim_id"]
    answer = client.get("/claim", params={"id": claim_id}, follow_redirects=False)
    assert answer.headers["location"] == document_url(ID, claim_id.rpartition("#")[2])
    assert client.get("/claim?id=none").status_code == 404


def test_the_largest_gap_comes_first(client: TestClient) -> None:
    page = client.get("/comparisons", params={"relation": "conflicting_reports"}).text
    assert page.index("3,000 or 12") < page.index("1 or 1.1")
    assert "53%, 1,400 short" in client.get("/comparisons").text
    assert "Up 25%" in client.get("/comparisons", params={"relation": "change_over_time", "q": "petrol"}).text
    assert "No pair" in client.get("/comparisons", params={"q": "nowhere"}).text


def test_the_timeline_of_a_metric_draws_its_figures_by_date(client: TestClient) -> None:
    page = client.get("/timeline", params={"metric": "petrol price"}).text
    places = re.findall(r'<circle class="dot reported" cx="([\d.]+)" cy="([\d.]+)"', page)
    (new_x, new_y), (old_x, old_y) = [(float(x), float(y)) for x, y in places]
    assert old_x < new_x
    assert old_y > new_y  # further down: less
    both = client.get("/timeline", params={"metric": "arrest", "series": "count||P1D"}).text
    assert 'class="dot target"' in both
    assert "2 figures" in both
    assert "No claim has the metric" in client.get("/timeline", params={"metric": "nothing"}).text


def test_the_other_pages(client: TestClient) -> None:
    assert "prices.txt" in client.get("/documents", params={"q": "PRICES"}).text
    assert "logo.png" in client.get("/refused").text
    assert client.get("/document?id=none").status_code == 404
    assert client.get("/nothing").status_code == 404
    assert client.post("/").status_code == 405


def test_filtered_claims_as_csv_and_parquet(client: TestClient) -> None:
    answer = client.get("/claims.csv", params={"metric": "price"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert list(rows[0]) == list(NUMERIC_CLAIMS.column_names)
    assert [row["value"] for row in rows] == ["1.5", "1.2"]
    table = pq.read_table(io.BytesIO(client.get("/claims.parquet", params={"metric": "price"}).content))
    assert table.schema.names == arrow_schema(NUMERIC_CLAIMS).names
    assert [field.metadata for field in table.schema] == [field.metadata for field in arrow_schema(NUMERIC_CLAIMS)]
    assert table.to_pylist(maps_as_pydicts="strict") == prices().claims[:2]
    empty = pq.read_table(io.BytesIO(client.get("/claims.parquet", params={"q": "nowhere"}).content))
    assert empty.num_rows == 0


def test_a_csv_holds_no_formula(hostile: Dataset) -> None:
    with client_of(hostile) as client:
        rows = list(csv.reader(io.StringIO(client.get("/claims.csv").text)))
    assert len(rows) == 1 + 2 * len(PAYLOADS)
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "@")) and len(cell) > 1] == []


@pytest.mark.parametrize("path", ["/", "/comparisons", "/timeline", "/documents", "/refused"])
def test_hostile_text_makes_no_element(hostile: Dataset, path: str) -> None:
    with client_of(hostile) as client:
        page = client.get(path).text
    assert not re.search(r"<(iframe|img|object|embed|base|style|plaintext|body onload|svg/)", page, re.IGNORECASE)
    assert re.findall(r"<script[^>]*>", page) == ['<script src="/files/explore.js" defer>']
    assert not re.search(r"""<[^>"']*(?:"[^"]*"[^>"']*)*\son\w+\s*=""", page)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_filter_is_shown_as_text(client: TestClient, payload: str) -> None:
    for path, name in (
        ("/", "q"),
        ("/", "metric"),
        ("/", "since"),
        ("/timeline", "metric"),
        ("/comparisons", "q"),
        ("/document", "id"),
    ):
        page = client.get(path, params={name: payload})
        assert page.status_code in (200, 404)
        assert "<script>alert" not in page.text
        assert "evil.example/>" not in page.text


def test_headers_let_a_browser_run_nothing_else(client: TestClient) -> None:
    for path in ("/", "/files/evidence.js", "/nothing", "/claims.csv"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_a_request_by_a_strangers_name_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example:8765"}).status_code == 400
    assert client.get("/", headers={"host": "localhost:8765"}).status_code == 200


def test_where_it_listens() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("example.org")
    with listen("127.0.0.1", 0) as first, pytest.raises(OSError, match="use"):
        listen("127.0.0.1", first.getsockname()[1])


def test_a_rebuilt_dataset_is_shown_by_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot_module, "LOOK_SECONDS", 0.0)
    dataset = save_dataset(folder, [evidence()])
    with client_of(dataset) as client:
        assert len(figures(client)) == 3
        save_dataset(folder, [evidence(), prices()])
        assert len(figures(client)) == 7


def test_files_replaced_between_looks_are_no_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot_module, "LOOK_SECONDS", 3600.0)
    monkeypatch.setattr(snapshot_module, "HELD_ROWS", -1)
    dataset = save_dataset(folder, [evidence()])
    with client_of(dataset) as client:
        assert len(figures(client)) == 3
        for path in folder.glob("*/part-00000.parquet"):
            path.rename(path.with_name("part-00001.parquet"))
        assert len(figures(client, q="arrests")) == 3


def test_it_reads_only(dataset: Dataset) -> None:
    reader = snapshot_module.Reader(dataset)
    before = {path: path.stat().st_mtime_ns for path in dataset.folder.rglob("*")}
    connection = reader.snapshot().connection
    for statement in (
        f"COPY (SELECT 1) TO '{dataset.folder.parent}/out.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "ATTACH '/tmp/x.duckdb'",
        "SET enable_external_access = true",
    ):
        with pytest.raises(duckdb.Error):
            connection.cursor().execute(statement)
    with client_of(dataset) as client:
        client.get("/")
    assert {path: path.stat().st_mtime_ns for path in dataset.folder.rglob("*")} == before


def test_a_dataset_that_is_not_there_is_said_and_found_once_built(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot_module, "LOOK_SECONDS", 0.0)
    with client_of(Dataset(folder)) as client:
        answer = client.get("/")
        assert answer.status_code == 503
        assert "build the dataset first" in answer.text
        save_dataset(folder, [evidence()])
        assert len(figures(client)) == 3


def test_a_dataset_of_another_schema_version_is_said(folder: Path) -> None:
    dataset = save_dataset(folder, [evidence()])
    path = dataset.place(NUMERIC_CLAIMS)
    table = pq.read_table(path)
    pq.write_table(table.replace_schema_metadata({"newsclaims.schema_version": "0"}), path)
    with client_of(dataset) as client:
        answer = client.get("/")
    assert answer.status_code == 503
    assert "schema version 0" in answer.text


def test_an_empty_dataset_has_pages(folder: Path) -> None:
    bare = replace(evidence(), document=document(), claims=[], rejected=[], mentions=[], entities={}, comparisons=[])
    with client_of(save_dataset(folder, [bare])) as client:
        for path in (
            "/",
            "/comparisons",
            "/timeline",
            "/timeline?metric=x",
            "/documents",
            "/refused",
            f"/document?{urlencode({'id': ID})}",
        ):
            assert client.get(path).status_code == 200


def test_a_link_keeps_the_other_filters() -> None:
    assert Filters(q="a b", status="target").query(page=2) == "q=a+b&status=target&page=2"
    assert Filters().query() == ""
