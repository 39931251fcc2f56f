"""What is about to happen is compared with what was on the screen when it was decided."""

from datetime import timedelta

import pytest

from hitl.domain.case import Status
from hitl.domain.decision import Approve, DecisionReason, Edit
from hitl.domain.draft import Action, StepKind
from hitl.domain.money import Money
from hitl.domain.refund import RefundStatus
from hitl.errors import Refused
from hitl.steps.execute import execute_refund
from tests.company import START, Company, line, order, ticket

DEAR = "20000"


@pytest.fixture
def company(company: Company) -> Company:
    """The company with a 48.00 order, which waits for a person."""
    company.add(order(DEAR, lines=(line(unit_price=4800),)))
    return company


def approved(company: Company):
    case, _ = company.draft(ticket(order_id=DEAR))
    return company.answer(case, Approve())


def execute(company: Company, case_id: str) -> RefundStatus | None:
    with company.store.unit() as unit:
        refund = unit.refunds.of_case(case_id)
    return execute_refund(
        refund.refund_id, store=company.store, payments=company.payments, clock=company.clock, worker="w"
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"delivered_at": START - timedelta(days=90)}, "delivered at another time than was shown"),
        ({"lines": (line(unit_price=4800, final_sale=True),)}, "final-sale goods after all"),
        ({"lines": (line(unit_price=4800, title="Another mug"),)}, "other goods"),
        ({"lines": (line(unit_price=4800),), "dispute_open": True}, "a chargeback was opened meanwhile"),
        ({"lines": (line(unit_price=4800),), "shipping": 500}, "shipping was entered later"),
    ],
)
def test_an_order_that_changed_since_the_decision_stops_for_a_person(
    company: Company, changes: dict[str, object], reason: str
) -> None:
    case = approved(company)
    company.add(order(DEAR, **{"lines": (line(unit_price=4800),), **changes}))

    assert execute(company, case.case_id) is RefundStatus.FAILED, reason

    stopped = company.case(case.case_id)
    assert stopped.status is Status.NEEDS_ATTENTION
    assert "on screen when it was decided" in stopped.attention
    assert not list(company.payments.refunds())


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "nothing changed"),
        ({"lines": (line(unit_price=4800, returned_at=START),)}, "the goods came back"),
        ({"metadata": {"courier": "north"}}, "a column that nobody decides by"),
    ],
)
def test_what_does_not_matter_to_the_decision_may_change(
    company: Company, changes: dict[str, object], reason: str
) -> None:
    case = approved(company)
    company.add(order(DEAR, **{"lines": (line(unit_price=4800),), **changes}))

    assert execute(company, case.case_id) is RefundStatus.SUCCEEDED, reason


def test_goods_instead_of_money_leave_as_an_order_to_send_them(company: Company) -> None:
    case, _ = company.draft(ticket(order_id=DEAR))
    reply = "We send you another mug today."

    answer = Edit(replaces=True, reply=reply, reason_code=DecisionReason.GOODWILL, note="Asked the shop.")
    assert company.answer(case, answer).status is Status.EXECUTING

    with company.store.unit() as unit:
        decision = unit.decisions.of_case(case.case_id)
        deliveries = {one.kind: one.body for one in unit.deliveries.of_case(case.case_id)}
        assert unit.refunds.of_case(case.case_id) is None
    assert (decision.action, decision.amount, decision.replaces) == (Action.ANSWER_ONLY, None, True)
    assert decision.changes["replaces"] == [False, True]
    assert deliveries == {
        "reply": reply,
        "replacement": f"Send again for order {DEAR}: 1 of line 1. Decided by manager@example.com.",
        "ticket_note": "Asked the shop.",
    }


@pytest.mark.parametrize(
    ("answer", "words", "reason"),
    [
        (
            Edit(replaces=True, amount=Money(minor=100, currency="USD"), reason_code=DecisionReason.OTHER),
            "not both",
            "money beside the goods",
        ),
        (
            Edit(replaces=True, reason_code=DecisionReason.OTHER),
            "write the reply",
            "the reply promises money",
        ),
        (
            Edit(replaces=True, claims=(), reply="New one.", reason_code=DecisionReason.OTHER),
            "which goods",
            "none",
        ),
    ],
)
def test_a_replacement_says_what_is_sent_and_pays_nothing(
    company: Company, answer: Edit, words: str, reason: str
) -> None:
    case, _ = company.draft(ticket(order_id=DEAR))
    with pytest.raises(Refused, match=words):
        company.answer(case, answer)
    assert company.case(case.case_id).status is Status.IN_REVIEW, reason


def test_a_replacement_that_is_left_out_is_not_ordered(company: Company) -> None:
    case, _ = company.draft(ticket(order_id=DEAR))
    left_out = frozenset({StepKind.REPLACEMENT, StepKind.TICKET_NOTE})
    answer = Edit(replaces=True, reply="Sorry.", reason_code=DecisionReason.OTHER, without=left_out)
    company.answer(case, answer)
    with company.store.unit() as unit:
        assert [one.kind for one in unit.deliveries.of_case(case.case_id)] == ["reply"]
