"""The API: typed intake and health."""

import pytest
from fastapi.testclient import TestClient

from hitl.adapters.sql.workers import SqlWorkers
from hitl.bootstrap import Countersign
from hitl.domain.case import Status
from hitl.entrypoints.api import api
from hitl.steps.importing.cells import parse_time
from hitl.steps.measure_plain import told
from hitl.steps.measure_slice import Dimension


@pytest.fixture
def client(demo: Countersign) -> TestClient:
    return TestClient(api, base_url="http://127.0.0.1")


def test_a_ticket_becomes_a_case(demo: Countersign, client: TestClient) -> None:
    answer = client.post(
        "/tickets", json={"body": "My lamp is broken.", "email": "ada.lindqvist@example.com"}
    )
    assert answer.status_code == 202
    with demo.store.reads() as reads:
        file = reads.case_file(answer.json()["case"])
    assert file.case.status is Status.RECEIVED
    assert file.customer is not None


def test_the_same_ticket_twice_is_one_case(client: TestClient) -> None:
    ticket = {"ticket_id": "T-1", "body": "My lamp is broken."}
    first, second = (client.post("/tickets", json=ticket).json()["case"] for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("ticket", "why"),
    [
        ({}, "no body"),
        ({"body": ""}, "an empty body"),
        ({"body": "x", "colour": "red"}, "an unknown field"),
        ({"body": "x", "channel": "fax"}, "an unknown channel"),
        ({"body": "x", "received_at": "2026-01-01T10:00:00"}, "a time without its offset"),
    ],
)
def test_what_is_no_ticket_is_refused(client: TestClient, ticket: dict[str, object], why: str) -> None:
    assert client.post("/tickets", json=ticket).status_code == 422, why


def test_a_megabyte_of_text_is_taken_and_cut(demo: Countersign, client: TestClient) -> None:
    answer = client.post("/tickets", json={"body": "refund me " * 100_000})
    with demo.store.reads() as reads:
        said = reads.case_file(answer.json()["case"]).conversation[0].text
    assert said.endswith("more characters were cut]")


def test_health_says_whether_anybody_would_work(demo: Countersign, client: TestClient) -> None:
    assert (client.get("/health").status_code, client.get("/health").json()["ok"]) == (503, False)
    SqlWorkers(demo.store.engine).join()
    healthy = client.get("/health")
    assert (healthy.status_code, healthy.json()["ok"]) == (200, True)
    assert healthy.json()["mode"] == "limited_autonomy"


def test_the_figures_are_those_that_the_command_tells(demo: Countersign, client: TestClient) -> None:
    asked = {"since": "2026-01-01", "channel": "chat", "tier": "standard", "against": "channel:email"}
    answer = client.get("/metrics", params=asked)
    chat = {Dimension.CHANNEL: "chat", Dimension.TIER: "standard"}
    with demo.store.reads() as reads:
        _, found, _ = told(reads, chat, parse_time("2026-01-01"), None, {Dimension.CHANNEL: "email"})
    assert answer.json() == {"since": "2026-01-01", "until": None, **found}
    assert found["cases"] > 0
    assert {row["figure"] for row in found["compared"]} >= {"override_rate", "handling_p50"}


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"colour": "red"}, "'colour'"),
        ({"since": "soon"}, "since 'soon' is not"),
        ({"against": "colour:red"}, "'colour'"),
        ({"since": "2026-11-02", "until": "2026-11-01"}, "since must be before until"),
    ],
)
def test_what_is_no_slice_and_no_time_is_refused_in_a_sentence(client: TestClient, asked, named) -> None:
    answer = client.get("/metrics", params=asked)
    assert (answer.status_code, list(answer.json())) == (422, ["error"])
    assert named in answer.json()["error"]
