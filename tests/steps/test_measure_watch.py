"""A drift is told of once, in the ledger and to the company's own systems, by a worker."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from hitl.adapters.clock import FixedClock
from hitl.adapters.post import FakePost
from hitl.adapters.sql.store import SqlStore
from hitl.adapters.sql.tables import cases, deliveries
from hitl.domain.delivery import DeliveryKind
from hitl.domain.event import EventKind, LoggedEvent
from hitl.domain.mode import Mode, ModeState
from hitl.steps.measure_watch import watch
from hitl.steps.roll_up import roll_up
from tests.load.many import START, Plan, write

WEEKS, BAD = 10, 60
BEGAN = START + timedelta(weeks=WEEKS - 1)
NOW = START + timedelta(weeks=WEEKS)


@pytest.fixture
def store(store: SqlStore) -> SqlStore:
    """Ten weeks of three cases a day, in the last sixty more, all broken and sent to a person."""
    write(store, Plan(count=WEEKS * 21, days=WEEKS * 7))
    write(store, Plan(count=BAD, days=6, start=BEGAN, first=1000))
    with store.unit() as unit:
        bad = update(cases).where(cases.c.number >= 1000)
        unit.connection.execute(bad.values(matter="defective", route="review", mode="copilot", reasons=""))
        unit.controls.set_mode(ModeState(mode=Mode.COPILOT, canary=100, since=START, by="mona"), {})
        unit.commit()
    return store


def looked(store: SqlStore, *, weeks: int = 0) -> int:
    clock = FixedClock(NOW + timedelta(weeks=weeks))
    return watch(store=store, post=FakePost(), clock=clock, unsure_below=0.6)


def alerts(store: SqlStore) -> tuple[LoggedEvent, ...]:
    with store.reads() as reads:
        return reads.house_events({EventKind.DRIFT_FOUND})


def sent(store: SqlStore) -> list[str]:
    with store.unit() as unit:
        found = select(deliveries.c.delivery_id).where(deliveries.c.kind == DeliveryKind.WEBHOOK)
        return [unit.deliveries.get(one).body for one in unit.connection.scalars(found)]


def test_a_drift_is_told_of_once_with_the_slice_that_moved(store: SqlStore) -> None:
    assert looked(store) == 0, "sums are not made yet, and the log is not read for it"
    roll_up(store)
    assert looked(store, weeks=10) == 0, "by then it is history"
    assert [looked(store), looked(store), looked(store, weeks=1)] == [1, 0, 0]
    (event,) = alerts(store)
    assert event.payload["slice"] == {"reason": "defective"}
    assert str(event.payload["first"]) <= f"{BEGAN + timedelta(days=1):%Y-%m-%d}"
    (body,) = sent(store)
    told = json.loads(body)
    assert (told["type"], told["data"]["link"]) == ("drift.found", "/metrics")
    assert "reason defective" in told["data"]["reason"]


def test_in_shadow_mode_a_drift_is_only_logged(store: SqlStore) -> None:
    with store.unit() as unit:
        unit.controls.set_mode(ModeState(mode=Mode.SHADOW, canary=100, since=NOW, by="mona"), {})
        unit.commit()
    roll_up(store)
    assert (looked(store), sent(store)) == (1, [])
