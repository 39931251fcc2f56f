"""Putting a case off: until a time, at most until it is due, and never past what the customer writes."""

from datetime import timedelta

import pytest

from hitl.domain.case import Case, Status
from hitl.domain.decision import Approve
from hitl.errors import HeldByAnother, NotAllowed, Refused
from hitl.steps.desk.claims import claim
from hitl.steps.desk.snooze import snooze, unsnooze, wake_snoozed
from tests.company import ANALYST, REVIEWER, Company, ticket
from tests.steps.desk.conftest import GRACE

MINUTE = timedelta(minutes=1)


@pytest.fixture
def case(cases: tuple[Case, ...]) -> Case:
    """One that waits."""
    return cases[0]


def _snooze(company: Company, case: Case, by: str = REVIEWER.email, minutes: int = 10) -> None:
    until = company.clock.now() + minutes * MINUTE
    snooze(case.case_id, until, by, store=company.store, clock=company.clock)


def test_a_case_sleeps_until_its_time(company: Company, case: Case) -> None:
    claim(case.case_id, REVIEWER.email, store=company.store, clock=company.clock)
    _snooze(company, case)
    assert company.case(case.case_id).status is Status.SNOOZED
    with company.store.reads() as reads:
        at_desk = reads.case_file(case.case_id).at_desk
    assert at_desk.snoozed_until == company.clock.now() + 10 * MINUTE
    assert at_desk.hold is None
    company.clock.advance(9 * MINUTE)
    assert wake_snoozed(store=company.store, clock=company.clock) == 0
    company.clock.advance(MINUTE)
    assert wake_snoozed(store=company.store, clock=company.clock) == 1
    assert company.case(case.case_id).status is Status.IN_REVIEW
    assert company.events(case.case_id)[-2:] == ["case.snoozed", "case.woken"]
    assert wake_snoozed(store=company.store, clock=company.clock) == 0


def test_somebody_wakes_it_before(company: Company, case: Case) -> None:
    _snooze(company, case)
    unsnooze(case.case_id, GRACE.email, store=company.store, clock=company.clock)
    assert company.case(case.case_id).status is Status.IN_REVIEW
    with pytest.raises(Refused, match="not put off"):
        unsnooze(case.case_id, GRACE.email, store=company.store, clock=company.clock)


def test_the_customers_word_wakes_it_at_once(company: Company, case: Case) -> None:
    _snooze(company, case)
    company.receive(ticket("It is urgent now.", ticket_id="T-again", in_reply_to=case.ticket_id))
    assert company.case(case.case_id).status is Status.RECEIVED
    with company.store.reads() as reads:
        assert reads.case_file(case.case_id).at_desk.snoozed_until is None


def test_it_never_sleeps_past_the_time_when_it_is_due(company: Company, case: Case) -> None:
    due = company.case(case.case_id).due_at
    assert due is not None
    more = {"store": company.store, "clock": company.clock}
    with pytest.raises(Refused, match="is due at"):
        snooze(case.case_id, due + timedelta(seconds=1), REVIEWER.email, **more)
    with pytest.raises(Refused, match="still to come"):
        snooze(case.case_id, company.clock.now(), REVIEWER.email, **more)
    snooze(case.case_id, due, REVIEWER.email, **more)


def test_who_may_not_decide_or_does_not_hold_it_puts_nothing_off(company: Company, case: Case) -> None:
    with pytest.raises(NotAllowed):
        _snooze(company, case, by=ANALYST.email)
    claim(case.case_id, GRACE.email, store=company.store, clock=company.clock)
    with pytest.raises(HeldByAnother, match=GRACE.email):
        _snooze(company, case)


def test_a_case_that_does_not_wait_is_not_put_off(company: Company, case: Case) -> None:
    company.answer(case, Approve(), by=REVIEWER)
    with pytest.raises(Refused, match="only a waiting case"):
        _snooze(company, case)


def test_a_sleeping_case_may_be_decided(company: Company, case: Case) -> None:
    _snooze(company, case)
    assert company.answer(case, Approve(), by=REVIEWER).status is Status.DECIDED
    with company.store.reads() as reads:
        assert reads.case_file(case.case_id).at_desk.snoozed_until is None
