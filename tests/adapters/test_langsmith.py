"""What reaches LangSmith: traces of what models did, what people made of it, and nothing personal."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from langsmith.utils import tracing_is_enabled

from hitl.adapters.langsmith_traces import LangSmith
from hitl.bootstrap import tracing_of
from hitl.domain.case import Case
from hitl.domain.decision import Approve, DecisionReason, Edit, Feedback
from hitl.errors import InvalidSetting
from hitl.settings import Settings
from hitl.steps.trace import SETTLED, pass_on
from tests.adapters.langsmith_stand_in import Received, receiving
from tests.adapters.llm.drafting import a_drafter, answers
from tests.adapters.llm.stand_in import Exchange, standing_in
from tests.company import SENIOR, Company, customer, found, ticket

PERSONAL = ("Byron", "Ada", "c1@example.com", "415 555 2671", "4111 1111 1111 1111", "12 Row Lane")
REASON = {"text": "It arrived damaged.", "supports": True, "evidence": ["RP-1"]}


def _script(exchange: Exchange) -> None:
    if exchange.number == 0:
        exchange.call("get_order", '{"order_id": "10482"}')
    else:
        answers(exchange, order_id="10482", amount="12.00", citations=["RP-1"], rationale=[REASON],
                reply="Hello [customer], we are sorry. We refund $12.00 for order 10482.")  # fmt: skip


@pytest.fixture
def company(sqlite_store, clock) -> Company:
    """A company whose customer has an address to hide."""
    small = found(sqlite_store, clock)
    with sqlite_store.unit() as unit:
        unit.catalog.save_customer(customer(address="12 Row Lane", phone="+1 415 555 2671"))
        unit.commit()
    return small


@pytest.fixture
def received() -> Iterator[Received]:
    """The stand-in."""
    with receiving() as one:
        yield one


@pytest.fixture
def langsmith(received: Received, tmp_path: Path) -> LangSmith:
    """The adapter, begun before anything happens."""
    place = tmp_path / "langsmith.place"
    place.write_text("0")
    return LangSmith(address=received.url, key="ls-key", project="refunds", workspace="", place=place)


def _drafted(company: Company, folder: Path) -> Case:
    body = (
        "I am Ada Byron, 12 Row Lane. My mug arrived broken, please refund it. Write to c1@example.com or "
        "call +1 415 555 2671; my card is 4111 1111 1111 1111."
    )
    with standing_in(_script) as stand_in:
        company.agent.drafter = a_drafter(stand_in.url, folder)
        return company.draft(ticket(body))[0]


def _pass_on(company: Company, langsmith: LangSmith) -> int:
    return pass_on(store=company.store, tracing=langsmith, clock=company.clock)


def test_a_draft_arrives_as_one_trace_with_every_call_and_look_up(
    company: Company, langsmith: LangSmith, received: Received, tmp_path: Path
) -> None:
    case = _drafted(company, tmp_path)
    _pass_on(company, langsmith)
    root, *below = received.runs
    assert received.key == "ls-key"
    assert (root["name"], root["run_type"], root["session_name"]) == ("draft", "chain", "refunds")
    assert root["inputs"] == {"case": case.case_id, "version": 1}
    assert "human_review_required" in root["tags"]
    metadata = root["extra"]["metadata"]
    assert (metadata["tier"], metadata["value"], metadata["flags"]) == ("standard", "12.00", [])
    assert metadata["human_review_required"] is True
    assert [run["run_type"] for run in below] == ["llm", "tool", "llm"]
    assert {run["parent_run_id"] for run in below} == {run["trace_id"] for run in below} == {root["id"]}
    assert all(run["dotted_order"].startswith(root["dotted_order"] + ".") for run in below)
    usage = below[0]["outputs"]["usage_metadata"]
    assert (usage["input_tokens"], usage["output_tokens"], usage["total_tokens"]) == (900, 200, 1100)
    assert usage["total_cost"] > 0
    assert "[customer]" in below[0]["inputs"]["messages"]
    assert below[1]["name"] == "get_order"


def test_what_a_person_made_of_it_arrives_as_feedback_and_as_an_example(
    company: Company, langsmith: LangSmith, received: Received, tmp_path: Path
) -> None:
    case = _drafted(company, tmp_path)
    answer = Edit(
        reply="Dear Ada Byron of 12 Row Lane, sorry. We refund $12.00 for order 10482, your mug.",
        reason_code=DecisionReason.TONE,
    )
    said = Feedback(score=2, kind="tone", comment="Ada, c1@example.com, wants it warmer")
    company.answer(case, answer, by=SENIOR, feedback=said, confirmed="yes")
    company.clock.advance(SETTLED)
    _pass_on(company, langsmith)
    decision, stars = received.feedback
    assert (decision["key"], decision["score"], decision["value"]) == ("decision", 0.0, "edited")
    assert decision["run_id"] == received.runs[0]["id"]
    assert "wants it warmer" in decision["comment"]
    assert (stars["key"], stars["score"]) == ("stars", 0.4)
    (dataset,) = received.datasets
    (example,) = received.examples
    assert dataset["name"] == "countersign corrections"
    assert example["outputs"]["action"] == "approve_refund"
    assert "Dear [customer]" in example["outputs"]["reply"]
    assert "mug arrived broken" in example["inputs"]["messages"]
    sent = "\n".join(received.raw)
    assert not [text for text in PERSONAL if text in sent]


def test_a_decision_is_passed_on_once_it_can_not_be_taken_back(
    company: Company, langsmith: LangSmith, received: Received, tmp_path: Path
) -> None:
    case = _drafted(company, tmp_path)
    company.answer(case, Approve(), by=SENIOR, confirmed="yes")
    _pass_on(company, langsmith)
    assert received.feedback == []
    company.clock.advance(SETTLED + timedelta(seconds=1))
    _pass_on(company, langsmith)
    assert [(one["value"], one["score"]) for one in received.feedback] == [("approved", 1.0)]
    assert received.examples == [], "what was right already is no correction"


@pytest.mark.parametrize("status", [400, 429, 500, 503])
def test_what_could_not_be_sent_is_sent_later_and_once(
    company: Company, langsmith: LangSmith, received: Received, tmp_path: Path, status: int
) -> None:
    _drafted(company, tmp_path)
    received.status = status
    _pass_on(company, langsmith)
    assert received.runs == []
    received.status = 200
    _pass_on(company, langsmith)
    assert len(received.runs) == 4
    langsmith.reached(0)
    _pass_on(company, langsmith)
    assert len(received.runs) == 4, "sent again, known already"


def test_a_receiver_that_is_not_there_harms_nothing(company: Company, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.write_text("0")
    nobody = LangSmith(address="http://127.0.0.1:9", key="k", project="p", workspace="", place=place)
    case = _drafted(company, tmp_path)
    _pass_on(company, nobody)
    _pass_on(company, nobody)
    assert company.case(case.case_id).draft_version == 1


def test_it_begins_with_what_happens_from_then_on(
    company: Company, received: Received, tmp_path: Path
) -> None:
    _drafted(company, tmp_path)
    late = LangSmith(address=received.url, key="k", project="p", workspace="", place=tmp_path / "late")
    assert _pass_on(company, late) == 0
    _pass_on(company, late)
    assert received.raw == []


def test_only_what_is_configured_is_sent_and_nothing_by_the_library_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    known = {"HITL_VAR": str(tmp_path), "LANGSMITH_API_KEY": "k"}
    assert tracing_of(Settings.load(known)) is None, "a key alone turns nothing on"
    assert isinstance(tracing_of(Settings.load({**known, "LANGSMITH_TRACING": "true"})), LangSmith)
    assert not tracing_is_enabled(), "what langchain would send of its own is not masked by us"
    with pytest.raises(InvalidSetting, match="LANGSMITH_API_KEY"):
        Settings.load({"LANGSMITH_TRACING": "true"})
