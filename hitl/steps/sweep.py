"""The sweep over what time alone moves: unclear refunds, goods that came back, reviews overdue or put off.

It needs no engine: a worker runs it every few seconds, `drain` before it stops. Two at once do no harm.
"""

import logging
from collections import Counter
from datetime import timedelta

from hitl.domain.case import Case, Status
from hitl.domain.event import Event, EventKind
from hitl.domain.record import Moment, Record
from hitl.domain.refund import RefundStatus
from hitl.domain.roles import Level
from hitl.errors import CountersignError
from hitl.ports.clock import Clock
from hitl.ports.payments import Payments
from hitl.ports.reads import QueueFilter
from hitl.ports.store import Store
from hitl.steps.arrange import WORKER, release_returned
from hitl.steps.desk.snooze import wake_snoozed
from hitl.steps.execute import execute_refund

log = logging.getLogger(__name__)

BATCH = 100
"""Of each kind in one sweep, so that none keeps the others waiting; the next sweep takes the rest."""

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=8)
"""The time that the next level gets is half of what the case had, within these bounds."""


class SweepReport(Record):
    """What a sweep moved."""

    looked_up: int  # refunds whose end was not known
    settled: int  # of them, those that have succeeded or failed now
    released: int  # refunds whose goods have come back
    escalated: int  # reviews that were overdue
    woken: int = 0  # cases that were put off until now


def sweep(*, store: Store, payments: Payments, clock: Clock, worker: str) -> SweepReport:
    """Once over everything that is due."""
    released = release_returned(store=store, clock=clock, limit=BATCH)
    woken = wake_snoozed(store=store, clock=clock)
    outcomes = look_up_unsettled(store=store, payments=payments, clock=clock, worker=worker)
    return SweepReport(
        looked_up=outcomes.total(),
        settled=outcomes[RefundStatus.SUCCEEDED] + outcomes[RefundStatus.FAILED],
        released=released,
        escalated=escalate_overdue(store=store, clock=clock),
        woken=woken,
    )


def look_up_unsettled(
    *, store: Store, payments: Payments, clock: Clock, worker: str
) -> Counter[RefundStatus | None]:
    """Look up refunds whose end is not known; counts what they are now, None where somebody else has them."""
    with store.unit() as unit:
        unclear = unit.refunds.unsettled(clock.now(), BATCH)
    found: Counter[RefundStatus | None] = Counter()
    for refund_id in unclear:
        try:
            status = execute_refund(refund_id, store=store, payments=payments, clock=clock, worker=worker)
        except CountersignError as error:  # one refund's trouble must not keep the others waiting
            log.warning("action=look_up refund=%s failed=%s", refund_id, type(error).__name__)
            continue
        found[status] += 1
    return found


def escalate_overdue(*, store: Store, clock: Clock) -> int:
    """One level up for every review past its due time, with a new one; what managers have stays theirs."""
    now = clock.now()
    below_managers = QueueFilter(statuses=(Status.IN_REVIEW,), level=Level.SENIOR, overdue_at=now)
    with store.reads() as reads:
        overdue = [row.case_id for row in reads.queue(below_managers, None, BATCH)]
    return sum(_escalate(store, case_id, now) for case_id in overdue)


def _escalate(store: Store, case_id: str, now: Moment) -> bool:
    with store.unit() as unit:
        # Hold the row until the commit, so that of two sweeps the second sees what the first did.
        if not unit.cases.move(case_id, Status.IN_REVIEW, expect={Status.IN_REVIEW}, at=now):
            return False
        case = unit.cases.get(case_id)
        level, due_at = case.level, case.due_at
        if level is None or level is Level.MANAGER or due_at is None or due_at >= now:
            return False
        until = now + _time_for_the_next(case)
        unit.cases.raise_level(case_id, level.next, until, now)
        unit.log(
            Event(
                kind=EventKind.CASE_ESCALATED,
                at=now,
                actor=WORKER,
                case_id=case_id,
                payload={
                    "why": "overdue",
                    "from": level,
                    "level": level.next,
                    "was_due_at": due_at.isoformat(),
                    "due_at": until.isoformat(),
                },
            )
        )
        unit.commit()
    return True


def _time_for_the_next(case: Case) -> timedelta:
    if case.queued_at is None or case.due_at is None:
        return SHORTEST
    return min(max((case.due_at - case.queued_at) / 2, SHORTEST), LONGEST)
