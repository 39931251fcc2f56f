"""The sweep over what time alone moves: unclear refunds, goods that came back, reviews overdue or put off.

It needs no engine: a worker runs it every few seconds, `drain` before it stops. Two at once do no harm.
"""

import logging
from collections import Counter

from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.record import Record
from hitl.domain.refund import RefundStatus
from hitl.errors import CountersignError
from hitl.ports.clock import Clock
from hitl.ports.payments import Payments
from hitl.ports.post import Post
from hitl.ports.store import Store
from hitl.steps.arrange import release_returned
from hitl.steps.desk.search import take_up_words
from hitl.steps.desk.snooze import wake_snoozed
from hitl.steps.execute import execute_refund
from hitl.steps.fallback import fall_back

log = logging.getLogger(__name__)

BATCH = 100
"""Of each kind in one sweep, so that none keeps the others waiting; the next sweep takes the rest."""


class SweepReport(Record):
    """What a sweep moved."""

    looked_up: int  # refunds whose end was not known
    settled: int  # of them, those that have succeeded or failed now
    released: int  # refunds whose goods have come back
    overdue: int  # reviews past their due time that somebody was told of
    unattended: int = 0  # live chats that waited at an empty desk
    woken: int = 0  # cases that were put off until now


def sweep(
    *, store: Store, payments: Payments, post: Post, clock: Clock, ruleset: Ruleset, worker: str
) -> SweepReport:
    """Once over everything that is due."""
    released = release_returned(store=store, clock=clock, limit=BATCH)
    woken = wake_snoozed(store=store, clock=clock)
    take_up_words(store=store)
    outcomes = look_up_unsettled(store=store, payments=payments, clock=clock, worker=worker)
    waited = fall_back(store=store, ruleset=ruleset, post=post, clock=clock)
    return SweepReport(
        looked_up=outcomes.total(),
        settled=outcomes[RefundStatus.SUCCEEDED] + outcomes[RefundStatus.FAILED],
        released=released,
        overdue=waited.overdue,
        unattended=waited.unattended,
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
