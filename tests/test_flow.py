"""The agent's graph: what leaves alone, what waits, and that it fails towards a person."""

from dataclasses import dataclass

import pytest

from hitl.adapters.post import FakePost
from hitl.domain.case import Status
from hitl.domain.decision import GATE, Approve, DecisionReason, Edit
from hitl.domain.draft import Action, Draft
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.mode import Mode
from hitl.domain.refund import RefundStatus
from hitl.durable.work import attempt
from hitl.errors import DrafterFailed
from hitl.flow import VERSION, Agent
from hitl.ports.clock import Clock
from hitl.ports.drafter import Brief
from hitl.ports.jobs import JobKind
from hitl.ports.payments import Payments
from hitl.ports.post import Post
from hitl.ports.store import Store
from tests.company import Company, found, line, order, ticket


@pytest.fixture
def company(store, clock) -> Company:
    return found(store, clock)


def test_a_small_clear_calm_request_is_decided_by_the_gate_and_reserved(company: Company) -> None:
    case, drafted = company.draft()

    assert drafted.verdict.route is Route.AUTO, drafted.verdict.reasons
    assert case.status is Status.DECIDED
    with company.store.unit() as unit:
        decision, refund = unit.decisions.of_case(case.case_id), unit.refunds.of_case(case.case_id)
    assert decision.by == GATE
    assert refund.by_gate
    assert refund.status is RefundStatus.RESERVED


def test_every_step_of_the_agent_is_told(company: Company) -> None:
    _, drafted = company.draft()

    assert [step.name for step in drafted.trace] == ["order", "read", "policy", "draft", "gate"]
    assert all(step.says for step in drafted.trace)


@pytest.mark.parametrize(
    ("mode", "canary", "code", "reason"),
    [
        (Mode.SHADOW, 100, Code.MODE_SHADOW, "in shadow nothing leaves"),
        (Mode.COPILOT, 100, Code.MODE_COPILOT, "people approve everything"),
        (Mode.LIMITED_AUTONOMY, 0, Code.NOT_IN_CANARY, "no share of the cases may go alone"),
    ],
)
def test_the_mode_holds_what_the_rules_would_let_through(
    company: Company, mode: Mode, canary: int, code: Code, reason: str
) -> None:
    company.set_mode(mode, canary)

    case, drafted = company.draft()

    assert drafted.verdict.codes == {code}, reason
    assert case.status is Status.IN_REVIEW


def test_a_case_is_drafted_by_one_worker_only(company: Company) -> None:
    case = company.receive(ticket())
    with company.store.unit() as unit:
        unit.cases.claim_draft(case.case_id, "another", company.clock.now(), lease=_minute())
        unit.commit()

    assert company.agent.draft(case.case_id, "worker-1") is None


def test_a_lapsed_lease_lets_another_worker_draft(company: Company) -> None:
    case = company.receive(ticket())
    with company.store.unit() as unit:
        unit.cases.claim_draft(case.case_id, "dead", company.clock.now(), lease=_minute())
        unit.commit()
    company.clock.advance(_minute() * 2)

    assert company.agent.draft(case.case_id, "worker-1") is not None


def test_the_graph_goes_on_after_a_persons_decision_and_without_its_scratch(company: Company) -> None:
    for number, forget in (("20000", False), ("20001", True)):
        company.add(order(number, lines=(line(unit_price=4800),)))
        case, _ = company.draft(ticket(ticket_id=number, order_id=number))
        company.answer(case, Approve())
        if forget:
            company.agent.forget(case.case_id)
        with company.store.unit() as unit:
            refund = unit.refunds.of_case(case.case_id)

        assert company.agent.execute(refund.refund_id, "worker-1") is RefundStatus.SUCCEEDED
        assert company.agent.execute(refund.refund_id, "worker-1") is None
    assert len(list(company.payments.refunds())) == 2


class Broken:
    """A drafter that does what it is told, wrongly."""

    name = "broken"

    def __init__(self, failure: Exception) -> None:
        self._failure = failure

    def draft(self, brief: Brief) -> Draft:
        raise self._failure


@pytest.mark.parametrize(
    ("failure", "says"),
    [
        (DrafterFailed("The endpoint answered 503."), "The endpoint answered 503."),
        (RuntimeError("boom"), "RuntimeError"),
        (RecursionError(), "RecursionError"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), "UnicodeDecodeError"),
    ],
)
def test_whatever_a_drafter_raises_the_case_is_a_persons(store, clock, failure: Exception, says: str) -> None:
    company = found(store, clock, drafter=Broken(failure))

    case, drafted = company.draft()

    assert case.status is Status.IN_REVIEW
    assert drafted.verdict.route is Route.TAKEOVER
    assert Code.DRAFT_FAILED in drafted.verdict.codes
    assert says in drafted.failure


def _minute():
    from datetime import timedelta

    return timedelta(minutes=1)


def test_a_checkpoint_holds_plain_values_only(company: Company) -> None:
    company.add(order("20000", lines=(line(unit_price=4800),)))
    case, _ = company.draft(ticket(order_id="20000"))

    scratch = company.checkpoints.get_tuple({"configurable": {"thread_id": f"{case.case_id}:{VERSION}"}})

    values = scratch.checkpoint["channel_values"]
    assert values["route"] == "review"
    assert {type(value) for name, value in values.items() if name != "__pregel_tasks"} <= {
        str,
        int,
        type(None),
    }


class Unsearchable:
    """A search with a bug, outside of what a drafter may do wrong."""

    def find(self, words: str, clauses: tuple[object, ...], limit: int) -> tuple[object, ...]:
        raise ZeroDivisionError


@dataclass(frozen=True)
class Product:
    """As much of the whole as a job needs."""

    agent: Agent
    store: Store
    payments: Payments
    post: Post
    clock: Clock


@pytest.mark.parametrize("failing", ["while looking up", "after that"])
def test_a_bug_of_our_own_hands_the_case_to_a_person(
    company: Company, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if failing == "while looking up":
        company.agent.search = Unsearchable()
    else:
        monkeypatch.setattr(company.agent, "keep", lambda *_: 1 / 0)
    case = company.receive(ticket())
    product = Product(company.agent, company.store, company.payments, FakePost(), company.clock)

    outcome = attempt(JobKind.DRAFT, case.case_id, product, "worker-1")

    assert outcome.verdict.codes == {Code.DRAFT_FAILED}
    assert "ZeroDivisionError" in outcome.failure
    assert company.case(case.case_id).status is Status.IN_REVIEW
    own = Edit(action=Action.ANSWER_ONLY, reply="We look into it.", reason_code=DecisionReason.OTHER)
    assert company.answer(company.case(case.case_id), own).status is Status.EXECUTING
