"""Putting a case off until a time, never past the one when it is due."""

from hitl.domain.case import Status
from hitl.domain.event import EventKind
from hitl.domain.record import Moment
from hitl.errors import Refused
from hitl.ports.clock import Clock
from hitl.ports.store import Store
from hitl.steps.arrange import WORKER
from hitl.steps.desk.claims import refuse_if_held
from hitl.steps.desk.people import able_colleague, log

BATCH = 100
"""Cases that one sweep wakes; the next takes the rest."""


def snooze(case_id: str, until: Moment, by: str, *, store: Store, clock: Clock) -> None:
    """Out of the queue until then; it comes back earlier when the customer writes or somebody wakes it.

    Raises NotFound, NotAllowed, HeldByAnother, or Refused for a time that is past or after the due time.
    """
    with store.unit() as unit:
        at, person = clock.now(), able_colleague(unit, by, case_id).email
        refuse_if_held(unit, case_id, person, at)
        case = unit.cases.get(case_id)
        if until <= at:
            raise Refused("Name a time that is still to come.")
        if case.due_at is not None and until > case.due_at:
            raise Refused(f"{case_id} is due at {case.due_at:%H:%M} UTC on {case.due_at:%d %B}; not later.")
        if case.status is not Status.IN_REVIEW or not unit.desk.snooze(case_id, until):
            raise Refused(
                f"{case_id} is {case.status.replace('_', ' ')}; only a waiting case can be put off."
            )
        log(unit, EventKind.CASE_SNOOZED, by=person, at=at, case_id=case_id, until=until.isoformat())
        unit.commit()


def unsnooze(case_id: str, by: str, *, store: Store, clock: Clock) -> None:
    """Back to the queue before its time. Raises NotFound, NotAllowed, Refused."""
    with store.unit() as unit:
        person = able_colleague(unit, by, case_id).email
        if not unit.desk.wake(case_id):
            raise Refused(f"{case_id} is not put off.")
        log(unit, EventKind.CASE_WOKEN, by=person, at=clock.now(), case_id=case_id, why="by hand")
        unit.commit()


def wake_snoozed(*, store: Store, clock: Clock) -> int:
    """Bring back every case whose time has come; how many they were."""
    now = clock.now()
    with store.unit() as unit:
        woken = [case_id for case_id in unit.desk.to_wake(now, BATCH) if unit.desk.wake(case_id)]
        for case_id in woken:
            log(unit, EventKind.CASE_WOKEN, by=WORKER, at=now, case_id=case_id, why="time")
        if woken:
            unit.commit()
    return len(woken)
