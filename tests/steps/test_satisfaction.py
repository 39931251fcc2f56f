"""Satisfaction: asked after the end, kept once a case, each answer in the ledger."""

from datetime import timedelta

import pytest

from hitl.domain.case import Case, Status
from hitl.errors import InvalidInput, NotFound, Refused
from hitl.steps.satisfaction import rate
from tests.paying import Till, order


@pytest.fixture
def till(store, clock) -> Till:
    return Till(store=store, clock=clock)


def ended(till: Till, status: Status = Status.CLOSED) -> Case:
    return till.case(till.put(order(str(till.number))), status)


def said(till: Till, case: Case) -> int | None:
    with till.store.reads() as reads:
        return reads.case_file(case.case_id).satisfaction


def test_nothing_is_known_before_the_customer_says_something(till: Till) -> None:
    assert said(till, ended(till)) is None


def test_an_answer_is_kept_with_its_event(till: Till) -> None:
    case = ended(till)
    rate(case.case_id, 4, store=till.store, clock=till.clock)
    assert said(till, case) == 4
    (event,) = till.events(case)
    assert (event.kind, event.actor) == ("case.rated", "customer")
    assert event.payload == {"score": 4, "before": None}
    assert len(event.mac) == 64


def test_who_answers_again_means_the_newer_answer(till: Till) -> None:
    case = ended(till)
    rate(case.case_id, 1, store=till.store, clock=till.clock)
    till.clock.advance(timedelta(minutes=1))
    rate(case.case_id, 5, store=till.store, clock=till.clock)
    assert said(till, case) == 5
    assert [event.payload["before"] for event in till.events(case)] == [None, 1]


def test_the_same_answer_twice_is_one_event(till: Till) -> None:
    case = ended(till)
    for _ in range(2):
        rate(case.case_id, 3, store=till.store, clock=till.clock)
    assert till.kinds(case) == ["case.rated"]


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_score_off_the_scale_is_refused(till: Till, score: int) -> None:
    case = ended(till)
    with pytest.raises(InvalidInput, match="1 to 5"):
        rate(case.case_id, score, store=till.store, clock=till.clock)
    assert said(till, case) is None


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.CLOSED, Status.WITHDRAWN}))
def test_nobody_is_asked_before_the_end(till: Till, status: Status) -> None:
    case = ended(till, status)
    with pytest.raises(Refused, match="not finished"):
        rate(case.case_id, 5, store=till.store, clock=till.clock)


def test_a_case_that_is_not_there_is_not_found(till: Till) -> None:
    with pytest.raises(NotFound):
        rate("CS-999", 5, store=till.store, clock=till.clock)
