"""The sweep of the queues: lost jobs are given back, those of the dead are resumed, held ones are not."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from hitl.adapters.clock import FixedClock
from hitl.adapters.sql.store import SqlStore
from hitl.adapters.sql.workers import SqlWorkers
from hitl.domain.case import Case, Ticket
from hitl.domain.delivery import Delivery, DeliveryKind
from hitl.domain.mode import Mode, ModeState
from hitl.durable.jobs import DbosJobs
from hitl.durable.sweep import Sweep
from hitl.ports.jobs import Job, JobKind
from hitl.steps.intake import take_in


@dataclass
class Swept:
    """As much of the product as the sweep of the queues looks at."""

    store: SqlStore
    clock: FixedClock
    agent = payments = post = None


@pytest.fixture
def roll(store: SqlStore) -> SqlWorkers:
    return SqlWorkers(store.engine)


@pytest.fixture
def sweep(store: SqlStore, clock: FixedClock, jobs: DbosJobs, roll: SqlWorkers) -> Sweep:
    return Sweep(Swept(store, clock), jobs, roll)


def open_case(store: SqlStore, clock: FixedClock, *, enqueue: bool, number: int = 1) -> Case:
    with store.unit() as unit:
        ticket = Ticket(ticket_id=f"T{number}", body="Hello", received_at=clock.now())
        case = take_in(unit, ticket, at=clock.now(), enqueue=enqueue)
        unit.commit()
    return case


def table(store: SqlStore) -> str:
    return "workflow_status" if store.url.get_backend_name() == "sqlite" else "dbos.workflow_status"


def taken_by(store: SqlStore, worker: str) -> None:
    """Every job of the queue is in that worker's hands."""
    with store.engine.begin() as connection:
        sql = f"UPDATE {table(store)} SET status = 'PENDING', executor_id = :by WHERE status = 'ENQUEUED'"
        connection.execute(text(sql), {"by": worker})


def ended(store: SqlStore) -> None:
    """Every job of the queue has ended, whatever it did."""
    with store.engine.begin() as connection:
        connection.execute(text(f"UPDATE {table(store)} SET status = 'SUCCESS', completed_at = 1"))


def test_a_case_without_a_job_gets_one_when_two_sweeps_have_missed_it(
    sweep: Sweep, store: SqlStore, clock: FixedClock, jobs: DbosJobs, roll: SqlWorkers
) -> None:
    worker = roll.join()
    case = open_case(store, clock, enqueue=False)

    sweep(worker)
    assert jobs.waiting(JobKind.DRAFT, 10) == frozenset(), "its job may have ended this very moment"
    sweep(worker)
    assert jobs.waiting(JobKind.DRAFT, 10) == {case.case_id}


def test_a_case_whose_job_ended_without_a_draft_gets_another(
    sweep: Sweep, store: SqlStore, clock: FixedClock, jobs: DbosJobs, roll: SqlWorkers
) -> None:
    worker = roll.join()
    case = open_case(store, clock, enqueue=True)
    ended(store)

    sweep(worker)
    sweep(worker)

    assert jobs.waiting(JobKind.DRAFT, 10) == {case.case_id}


def test_a_case_with_a_job_gets_no_second_one(
    sweep: Sweep, store: SqlStore, clock: FixedClock, jobs: DbosJobs, roll: SqlWorkers
) -> None:
    worker = roll.join()
    open_case(store, clock, enqueue=True)

    for _ in range(3):
        sweep(worker)
    taken_by(store, worker)
    sweep(worker)

    assert len(jobs.running()) == 1


def test_the_jobs_of_the_dead_are_resumed_and_those_of_the_living_are_not(
    sweep: Sweep, store: SqlStore, clock: FixedClock, jobs: DbosJobs, roll: SqlWorkers
) -> None:
    worker = roll.join()
    open_case(store, clock, enqueue=True, number=1)
    taken_by(store, "worker-7.dead")
    open_case(store, clock, enqueue=True, number=2)
    taken_by(store, worker)

    sweep(worker)

    assert [job.worker for job in jobs.running()] == [worker]
    waiting = jobs.waiting(JobKind.DRAFT, 10)
    assert waiting is not None
    assert len(waiting) == 2


def test_a_job_that_is_held_back_stays_held_back(
    sweep: Sweep, store: SqlStore, jobs: DbosJobs, roll: SqlWorkers
) -> None:
    worker = roll.join()
    due = datetime.now(UTC) + timedelta(minutes=1)
    with store.unit() as unit:
        unit.enqueue(Job(kind=JobKind.EXECUTE, subject="RF-1", attempt=1, not_before=due))
        unit.commit()

    sweep(worker)
    sweep(worker)

    assert jobs.waiting(JobKind.EXECUTE, 10) == frozenset()


@pytest.mark.parametrize("stopped", [True, False])
def test_while_execution_is_stopped_nothing_is_given_back_to_it(
    sweep: Sweep, store: SqlStore, clock: FixedClock, jobs: DbosJobs, roll: SqlWorkers, *, stopped: bool
) -> None:
    worker = roll.join()
    case = open_case(store, clock, enqueue=True)
    with store.unit() as unit:
        unit.controls.set_mode(
            ModeState(mode=Mode.COPILOT, since=clock.now(), by="owner@localhost", reason="a trial"), {}
        )
        unit.controls.set_stopped("a trial" if stopped else None, "owner@localhost", clock.now())
        words = Delivery(
            delivery_id="DL-1",
            case_id=case.case_id,
            decision_id=None,
            kind=DeliveryKind.NOTICE,
            body="Your request is under review.",
            not_before=clock.now(),
            created_at=clock.now(),
        )
        unit.deliveries.add(words)
        unit.commit()

    sweep(worker)
    sweep(worker)

    assert jobs.waiting(JobKind.DELIVER, 10) == (frozenset() if stopped else {"DL-1"})


def test_one_worker_sweeps_for_all(sweep: Sweep, roll: SqlWorkers) -> None:
    first, second = roll.join(), roll.join()

    assert sweep(first)
    assert not sweep(second)
    roll.leave(first)
    assert sweep(second)


def test_rows_of_jobs_that_ended_long_ago_are_cleared_away(
    sweep: Sweep, store: SqlStore, clock: FixedClock, jobs: DbosJobs, roll: SqlWorkers
) -> None:
    worker = roll.join()
    open_case(store, clock, enqueue=True)
    ended(store)

    sweep(worker)

    with store.engine.begin() as connection:
        assert connection.scalar(text(f"SELECT count(*) FROM {table(store)}")) == 0
