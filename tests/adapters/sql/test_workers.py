"""The roll of workers: one process a place, and the dead let go of what they were drafting."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from hitl.adapters.clock import FixedClock
from hitl.adapters.sql.house_tables import workers
from hitl.adapters.sql.store import SqlStore
from hitl.adapters.sql.workers import SqlWorkers
from hitl.domain.case import Status, Ticket
from hitl.steps.intake import receive

LEASE = timedelta(minutes=2)


@pytest.fixture
def roll(store: SqlStore) -> SqlWorkers:
    return SqlWorkers(store.engine)


def silence(store: SqlStore, worker: str) -> None:
    """Its lease has lapsed."""
    with store.engine.begin() as connection:
        past = datetime.now(UTC) - timedelta(seconds=1)
        connection.execute(update(workers).where(workers.c.worker_id == worker).values(lease_until=past))


def drafting(store: SqlStore, clock: FixedClock, worker: str) -> str:
    """A case that the worker is drafting."""
    case = receive(Ticket(ticket_id="T1", body="Hello", received_at=clock.now()), store=store, clock=clock)
    with store.unit() as unit:
        assert unit.cases.claim_draft(case.case_id, worker, clock.now(), LEASE)
        unit.commit()
    return case.case_id


def to_draft(store: SqlStore, clock: FixedClock) -> list[str]:
    with store.unit() as unit:
        return unit.cases.to_draft(clock.now(), 10)


def test_every_process_has_an_id_and_a_place_of_its_own(roll: SqlWorkers) -> None:
    first, second = roll.join(), roll.join()

    assert roll.alive() == (first, second)
    assert first.startswith("worker-1.")
    assert second.startswith("worker-2.")


def test_a_free_place_is_taken_again_under_another_id(roll: SqlWorkers) -> None:
    first, second = roll.join(), roll.join()
    roll.leave(first)

    third = roll.join()

    assert third.startswith("worker-1.")
    assert third != first
    assert roll.alive() == (third, second)


def test_the_silent_are_struck_off_and_must_stop(roll: SqlWorkers, store: SqlStore) -> None:
    silent, alive = roll.join(), roll.join()
    silence(store, silent)

    assert roll.beat(alive)
    assert roll.strike_off() == (silent,)
    assert not roll.beat(silent), "its jobs may be somebody else's by now"
    assert roll.alive() == (alive,)


def test_a_beat_in_time_keeps_a_place(roll: SqlWorkers, store: SqlStore) -> None:
    worker = roll.join()
    silence(store, worker)

    assert roll.beat(worker), "nobody has struck it off yet"
    assert roll.strike_off() == ()


@pytest.mark.parametrize("way", ["struck off", "left"])
def test_whoever_goes_lets_go_of_the_cases_it_was_drafting(
    roll: SqlWorkers, store: SqlStore, clock: FixedClock, way: str
) -> None:
    worker = roll.join()
    case_id = drafting(store, clock, worker)
    assert to_draft(store, clock) == []

    if way == "left":
        roll.leave(worker)
    else:
        silence(store, worker)
        roll.strike_off()

    assert to_draft(store, clock) == [case_id]
    with store.unit() as unit:
        assert unit.cases.get(case_id).status is Status.DRAFTING


def test_the_living_keep_the_cases_they_are_drafting(
    roll: SqlWorkers, store: SqlStore, clock: FixedClock
) -> None:
    worker, other = roll.join(), roll.join()
    drafting(store, clock, worker)
    silence(store, other)

    roll.strike_off()

    assert to_draft(store, clock) == []
