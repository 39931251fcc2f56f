"""Undo: a decision of which nothing has left is withdrawn as a whole, and the case is at the desk again."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hitl.domain.case import Case, Status
from hitl.domain.decision import GATE
from hitl.domain.policy import GoodsBack
from hitl.domain.refund import RefundStatus
from hitl.errors import NotAllowed, NotFound, Refused
from hitl.steps.undo import undo
from tests.paying import PERSON, Till, order, usd

WINDOW = timedelta(seconds=10)


@pytest.fixture
def till(store, clock) -> Till:
    return Till(store=store, clock=clock)


def take_back(till: Till, case: Case, by: str = PERSON) -> Case:
    return undo(case.case_id, by=by, store=till.store, clock=till.clock)


def paid(till: Till) -> Case:
    return till.decide(till.put(order()), usd("50.00"), undo=WINDOW)


def denied(till: Till) -> Case:
    return till.decide(till.put(order()), None, undo=WINDOW)


def waiting_for_goods(till: Till) -> Case:
    return till.decide(till.put(order()), usd("50.00"), goods_back=GoodsBack.FIRST, undo=WINDOW)


@pytest.mark.parametrize("decided", [paid, denied, waiting_for_goods])
def test_a_decision_taken_back_leaves_the_case_as_it_was_before(
    till: Till, decided: Callable[[Till], Case]
) -> None:
    case = decided(till)

    assert take_back(till, case).status is Status.IN_REVIEW

    till.clock.advance(timedelta(minutes=1))
    assert till.deliver() == []
    with till.store.unit() as unit:
        assert unit.decisions.of_case(case.case_id) is None
        assert unit.refunds.of_case(case.case_id) is None
        assert unit.refunds.due(till.clock.now(), 10) == []
        assert unit.catalog.order("10482").refundable == 5000
    assert till.fake.calls == {}


def test_the_ledger_keeps_the_decision_and_that_it_was_taken_back(till: Till) -> None:
    case = paid(till)
    take_back(till, case)

    reserved, cancelled, undone = till.events(case)
    assert (reserved.kind, cancelled.kind, undone.kind) == (
        "refund.reserved",
        "refund.cancelled",
        "decision.undone",
    )
    assert undone.actor == PERSON
    assert undone.payload["amount"] == {"minor": 5000, "currency": "USD"}
    assert undone.private["reply"]


def test_the_next_decision_has_a_key_of_its_own_and_is_paid_once(till: Till) -> None:
    case = paid(till)
    first = till.refund(case).key
    take_back(till, case)
    till.clock.advance(timedelta(seconds=3))
    with till.store.unit() as unit:
        unit.cases.move(case.case_id, Status.DECIDED, expect={Status.IN_REVIEW}, at=till.clock.now())
        till.arrange(unit, case, till.decision(case, usd("20.00")))
        unit.commit()

    assert till.refund(case).key != first
    assert till.pay(case) is RefundStatus.SUCCEEDED
    assert [one.amount for one in till.fake.held("pay-10482")] == [usd("20.00")]


def test_after_the_window_it_is_too_late(till: Till) -> None:
    case = paid(till)
    till.clock.advance(WINDOW)

    with pytest.raises(Refused, match="too late"):
        take_back(till, case)

    assert till.pay(case) is RefundStatus.SUCCEEDED


def test_only_who_decided_may_take_it_back(till: Till) -> None:
    case = paid(till)

    with pytest.raises(NotAllowed, match=PERSON):
        take_back(till, case, by="other@example.com")

    assert till.refund(case).status is RefundStatus.RESERVED


def test_what_the_gate_decided_is_not_taken_back(till: Till) -> None:
    case = till.let_through(till.put(order()), usd("20.00"), limit=usd("25.00"), velocity=usd("50.00"))

    with pytest.raises(NotAllowed):
        take_back(till, case, by=GATE)


def test_a_case_without_a_decision_has_nothing_to_take_back(till: Till) -> None:
    case = till.case(till.put(order()), Status.IN_REVIEW)

    with pytest.raises(Refused, match="no decision"):
        take_back(till, case)
    with pytest.raises(NotFound):
        undo("CS-9", by=PERSON, store=till.store, clock=till.clock)


def test_taking_back_twice_is_refused_the_second_time(till: Till) -> None:
    case = paid(till)
    take_back(till, case)

    with pytest.raises(Refused, match="no decision"):
        take_back(till, case)
