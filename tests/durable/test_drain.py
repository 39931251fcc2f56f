"""The plain loop: it works off what waits, counts it, and leaves what it may not touch."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from hitl.adapters.clock import FixedClock
from hitl.adapters.payments.fake import FakePayments
from hitl.adapters.post import LocalPost
from hitl.domain.case import Status
from hitl.domain.decision import Approve, Submission
from hitl.domain.draft import Draft
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.mode import Mode
from hitl.durable.drain import drain
from hitl.flow import Agent
from hitl.ports.drafter import Brief
from hitl.ports.store import Store
from hitl.steps.review import submit
from tests.company import MANAGER, RULESET, Company, found
from tests.load.crowd import ask


@dataclass
class Product:
    """A company as the jobs see it."""

    store: Store
    agent: Agent
    payments: FakePayments
    clock: FixedClock
    post: LocalPost
    ruleset: Ruleset = RULESET


def product_of(company: Company) -> Product:
    return Product(company.store, company.agent, company.payments, company.clock, LocalPost())


@pytest.fixture
def company(store: Store, clock: FixedClock) -> Company:
    return found(store, clock)


@pytest.fixture
def product(company: Company) -> Product:
    return product_of(company)


def ask_for(company: Company, cases: int) -> None:
    """Requests of as many customers; every second one is too large for the gate."""
    ask(company.store, company.clock.now(), range(cases), enqueue=False)


def statuses(company: Company) -> list[Status]:
    with company.store.reads() as reads:
        return sorted(row.status for row in reads.cases(None, None))


def test_everything_that_waits_is_worked_off_and_counted(company: Company, product: Product) -> None:
    ask_for(company, 6)

    report = drain(product)

    assert (report.drafted, report.auto_approved, report.sent_to_review) == (6, 3, 3)
    assert (report.executed, report.failed) == (3, 0)
    assert statuses(company) == [Status.CLOSED] * 3 + [Status.IN_REVIEW] * 3


def test_a_second_drain_finds_nothing_to_do(company: Company, product: Product) -> None:
    ask_for(company, 2)
    drain(product)

    report = drain(product)

    assert report.model_copy(update={"seconds": 0.0}).model_dump(exclude={"seconds"}) == dict.fromkeys(
        ("drafted", "auto_approved", "sent_to_review", "executed", "failed"), 0
    )


def test_what_a_person_decided_is_paid_and_answered(company: Company, product: Product) -> None:
    ask_for(company, 2)
    drain(product)
    with company.store.reads() as reads:
        waiting = [row.case_id for row in reads.cases(None, None) if row.status is Status.IN_REVIEW]
    (case_id,) = waiting
    answer = Submission(case_id=case_id, draft_version=1, answer=Approve(), by=MANAGER.email)
    submit(answer, store=company.store, ruleset=RULESET, clock=company.clock)

    report = drain(product)

    assert report.executed == 1
    assert statuses(company) == [Status.CLOSED] * 2


def test_an_undo_window_is_waited_out_by_nobody(company: Company, product: Product) -> None:
    ask_for(company, 2)
    drain(product)
    with company.store.reads() as reads:
        (case_id,) = [row.case_id for row in reads.cases(None, None) if row.status is Status.IN_REVIEW]
    answer = Submission(case_id=case_id, draft_version=1, answer=Approve(), by=MANAGER.email)
    submit(answer, store=company.store, ruleset=RULESET, clock=company.clock, undo=timedelta(seconds=10))

    assert drain(product).executed == 0
    company.clock.advance(timedelta(seconds=10))
    assert drain(product).executed == 1


def test_what_is_stopped_stays_where_it_is(company: Company, product: Product) -> None:
    with company.store.unit() as unit:
        unit.controls.set_stopped("a trial", MANAGER.email, company.clock.now())
        unit.commit()
    ask_for(company, 2)

    report = drain(product)

    assert (report.drafted, report.executed) == (2, 0)
    assert Status.CLOSED not in statuses(company)


def test_in_shadow_mode_nothing_is_executed(company: Company, product: Product) -> None:
    company.set_mode(Mode.SHADOW)
    ask_for(company, 4)

    report = drain(product)

    assert (report.drafted, report.auto_approved, report.executed) == (4, 0, 0)


class Broken:
    """A drafter that fails."""

    name = "broken 1.0"

    def draft(self, brief: Brief) -> Draft:
        raise KeyError(brief.facts.case_id)


def test_a_drafter_that_fails_leaves_its_cases_to_people(store: Store, clock: FixedClock) -> None:
    company = found(store, clock, drafter=Broken())
    ask_for(company, 2)

    report = drain(product_of(company))

    assert (report.drafted, report.sent_to_review, report.failed) == (2, 2, 2)
    assert statuses(company) == [Status.IN_REVIEW] * 2


def test_more_than_a_page_of_cases_is_worked_off(
    company: Company, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hitl.durable.drain._BATCH", 2)
    ask_for(company, 9)

    assert drain(product).drafted == 9
