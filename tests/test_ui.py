"""The real webserver and daemon, as `make ui` starts them: materialize over GraphQL, edit a seed, wait for the run."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from pipeline.settings import DATA_VARIABLE, SEEDS_VARIABLE
from pipeline.store.dataset import Dataset
from schemas import NUMERIC_CLAIMS, TABLES
from tests import pictures
from tests.browser import launched, needs_browser

ROOT = Path(__file__).parent.parent
LAUNCH = """
mutation { launchRun(executionParams: {
  selector: {repositoryLocationName: "newsclaims", repositoryName: "__repository__", jobName: "build_dataset"},
  mode: "default", runConfigData: {}
}) { __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message } } }
"""
RUN = "query($id: ID!) { runOrError(runId: $id) { ... on Run { status } } }"
CODE = """
{ sensorsOrError(repositorySelector: {repositoryLocationName: "newsclaims", repositoryName: "__repository__"}) {
    __typename ... on Sensors { results { name sensorState { status } } } }
  schedulesOrError(repositorySelector: {repositoryLocationName: "newsclaims", repositoryName: "__repository__"}) {
    ... on Schedules { results { name scheduleState { status } } } }
  assetNodes { assetKey { path } groupName description
    assetChecksOrError { ... on AssetChecks { checks { name blocking
      executionForLatestMaterialization { status } } } }
    assetMaterializations(limit: 1) { metadataEntries { label } } } }
"""


def wait_for(what: Callable[[], Any], seconds: float) -> Any:
    """The first true answer of `what`; fails after so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.5)
    raise AssertionError(f"nothing after {seconds} s")


class Server:
    """A running Dagster, with a dataset of its own."""

    def __init__(self, url: str, seeds: Path, data: Path) -> None:
        self.url = url
        self.seeds = seeds
        self.dataset = Dataset(data)

    def ask(self, query: str, **variables: str) -> dict[str, Any]:
        answer = requests.post(f"{self.url}/graphql", json={"query": query, "variables": variables}, timeout=30).json()
        assert "errors" not in answer, answer
        data: dict[str, Any] = answer["data"]
        return data

    def is_up(self) -> bool:
        try:
            return self.ask(CODE)["sensorsOrError"]["__typename"] == "Sensors"
        except (requests.RequestException, AssertionError):
            return False

    def claims(self) -> set[tuple[str, str]]:
        if not self.dataset.exists(NUMERIC_CLAIMS):
            return set()
        return {(row["document_id"], row["text"]) for row in self.dataset.read(NUMERIC_CLAIMS).to_pylist()}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    base = tmp_path_factory.mktemp("ui")
    seeds, data, home = base / "seeds", base / "data", base / "home"
    for folder in (seeds, data, home):
        folder.mkdir()
    (seeds / "a.txt").write_text("Police arrested 25 people on Monday.\n", encoding="utf-8")
    shutil.copy(ROOT / ".dagster" / "dagster.yaml", home)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (base / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dagster", "dev", "--host", "127.0.0.1", "--port", str(port)],
            cwd=ROOT,
            env=os.environ | {"DAGSTER_HOME": str(home), SEEDS_VARIABLE: str(seeds), DATA_VARIABLE: str(data)},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    running = Server(f"http://127.0.0.1:{port}", seeds, data)
    try:
        wait_for(running.is_up, 90)
        yield running
    except AssertionError:
        print((base / "log").read_text(encoding="utf-8")[-5000:])
        raise
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def test_the_dataset_follows_the_seeds_by_itself(server: Server) -> None:
    wait_for(lambda: server.claims() == {("a.txt", "25")}, 60)
    article = server.seeds / "a.txt"
    before = article.read_text(encoding="utf-8")

    def changed_within_30_seconds(expected: set[tuple[str, str]]) -> None:
        started = time.monotonic()
        wait_for(lambda: server.claims() == expected, 90)
        runs = server.ask("{ runsOrError(limit: 1) { ... on Runs { results { creationTime } } } }")
        assert runs["runsOrError"]["results"][0]["creationTime"] - time.time() + time.monotonic() - started < 30

    article.write_text(before.replace("25", "26"), encoding="utf-8")
    changed_within_30_seconds({("a.txt", "26")})
    (server.seeds / "b.txt").write_text("The fire killed 14 people.\n", encoding="utf-8")
    changed_within_30_seconds({("a.txt", "26"), ("b.txt", "14")})
    article.write_text(before, encoding="utf-8")
    changed_within_30_seconds({("a.txt", "25"), ("b.txt", "14")})
    (server.seeds / "b.txt").unlink()
    changed_within_30_seconds({("a.txt", "25")})


def test_materialize_all_over_graphql_is_green(server: Server) -> None:
    launched = server.ask(LAUNCH)["launchRun"]
    assert launched["__typename"] == "LaunchRunSuccess", launched
    run_id = launched["run"]["runId"]

    def ended() -> str | None:
        status: str = server.ask(RUN, id=run_id)["runOrError"]["status"]
        return status if status in ("SUCCESS", "FAILURE", "CANCELED") else None

    assert wait_for(ended, 90) == "SUCCESS"
    page = server.ask(CODE)
    assert [(sensor["name"], sensor["sensorState"]["status"]) for sensor in page["sensorsOrError"]["results"]] == [
        ("rebuild_when_seeds_change", "RUNNING")
    ]
    assert [(one["name"], one["scheduleState"]["status"]) for one in page["schedulesOrError"]["results"]] == [
        ("nightly", "RUNNING")
    ]
    nodes = {node["assetKey"]["path"][0]: node for node in page["assetNodes"]}
    assert set(nodes) == {"seeds", "documentation", *TABLES}
    for name in TABLES:
        checks = nodes[name]["assetChecksOrError"]["checks"]
        assert [check["blocking"] for check in checks].count(True) == 1
        assert {check["executionForLatestMaterialization"]["status"] for check in checks} == {"SUCCEEDED"}
        entries = {entry["label"]: entry for entry in nodes[name]["assetMaterializations"][0]["metadataEntries"]}
        assert {"dagster/row_count", "preview"} <= set(entries)


@needs_browser
def test_picture_of_the_graph(server: Server, tmp_path: Path) -> None:
    for browser in launched():
        pictures.graph(browser, server.url, tmp_path, TABLES)
