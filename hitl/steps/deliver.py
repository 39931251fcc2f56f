"""Step 6c, delivering: one reply, question, notice or note leaves, and the case closes with its last.

A delivery is held under a lease while it is carried, and counted as sent once: whoever comes second finds
it settled. Between the carrier's answer and our commit a crash is possible, so carriers that leave the
house must know a delivery by its id; one that stays in the house needs no carrying, and is delivered in
the very transaction that says so, together with whatever else is due for the case.
"""

from datetime import timedelta

from hitl.domain.case import Case, Status
from hitl.domain.delivery import Delivery, DeliveryKind, DeliveryStatus
from hitl.domain.event import Event, EventKind
from hitl.domain.record import Moment
from hitl.errors import CountersignError
from hitl.ports.clock import Clock
from hitl.ports.jobs import Job, JobKind
from hitl.ports.post import Post
from hitl.ports.store import Store, Unit
from hitl.steps.arrange import close_if_done
from hitl.steps.halt import MADE_UP, halted
from hitl.steps.words import WORKER, log_delivery, note_said

LEASE = timedelta(minutes=2)
"""How long a worker holds a delivery; a mail server that takes longer has hung up."""

ATTEMPTS = 3
BACK_OFF = timedelta(seconds=30)
"""Before the second attempt; four times as long before the third: a server's restart is survived."""


def deliver(delivery_id: str, *, store: Store, post: Post, clock: Clock, worker: str) -> bool:
    """Carry one delivery; True where it has left now.

    False: somebody else holds it, it has left before, it is not due yet, execution is stopped, or the
    carrier failed (then it is tried again later, and after the third time a person is told).
    """
    with store.unit() as unit:
        at = clock.now()
        known = unit.deliveries.get(delivery_id)
        ripe = known.status is DeliveryStatus.WAITING and known.not_before <= at
        if not ripe or halted(unit) is not None:
            return False
        if unit.quality.holds(known.case_id):
            _never(unit, known, worker, at)
            return False
        local = post.local and known.kind is not DeliveryKind.WEBHOOK
        held = local and _hold(unit, known, at)
        delivery = unit.deliveries.take(delivery_id, worker, at, LEASE)
        if delivery is None:
            return False
        case = unit.cases.get(delivery.case_id)
        if local:
            _deliver_in_the_house(unit, delivery, worker, at, rest=held)
        if not held and delivery.attempts == 1:
            _enqueue_next(unit, delivery)
        unit.commit()
    return True if local else _carry(store, post, clock, case, delivery)


def _never(unit: Unit, delivery: Delivery, worker: str, at: Moment) -> None:
    """Give it up for good: no made-up case has a delivery, so something is wrong with this one."""
    if unit.deliveries.take(delivery.delivery_id, worker, at, LEASE) is None:
        return
    unit.deliveries.settle(delivery.delivery_id, DeliveryStatus.FAILED, at=at, error=MADE_UP)
    log_delivery(unit, EventKind.DELIVERY_FAILED, delivery, at, why=MADE_UP, final=True)
    unit.commit()


def _enqueue_next(unit: Unit, delivery: Delivery) -> None:
    """A decision's deliveries have one job among them: whoever takes one hands on the next."""
    for other in unit.deliveries.of_case(delivery.case_id):
        fresh = other.status is DeliveryStatus.WAITING and other.attempts == 0
        if fresh and other.decision_id == delivery.decision_id and other.delivery_id != delivery.delivery_id:
            job = Job(kind=JobKind.DELIVER, subject=other.delivery_id, attempt=1, not_before=other.not_before)
            unit.enqueue(job)
            return


def _hold(unit: Unit, delivery: Delivery, at: Moment) -> bool:
    """Hold the row of an executing case until the commit; False where it is in another state.

    Of the last two deliveries of a case, settled at the same moment, one must see the other to close it.
    The case is held before its deliveries are, by everybody, so that nobody waits in a circle.
    """
    return unit.cases.move(delivery.case_id, Status.EXECUTING, expect={Status.EXECUTING}, at=at)


def _deliver_in_the_house(unit: Unit, delivery: Delivery, worker: str, at: Moment, *, rest: bool) -> None:
    _note_sent(unit, delivery, at)
    if not rest:
        return
    for other in unit.deliveries.of_case(delivery.case_id):
        if other.decision_id is not None and unit.deliveries.take(other.delivery_id, worker, at, LEASE):
            _note_sent(unit, other, at)
    close_if_done(unit, delivery.case_id, at)


def _carry(store: Store, post: Post, clock: Clock, case: Case, delivery: Delivery) -> bool:
    try:
        post.send(delivery, case)
    except CountersignError as failure:
        _failed(store, delivery, str(failure), clock.now())
        return False
    with store.unit() as unit:
        at = clock.now()
        held = _hold(unit, delivery, at)
        if not _note_sent(unit, delivery, at):
            return False
        if held:
            close_if_done(unit, case.case_id, at)
        unit.commit()
    return True


def _note_sent(unit: Unit, delivery: Delivery, at: Moment) -> bool:
    """Settle it and put its words into the conversation; False where somebody else did."""
    if not unit.deliveries.settle(delivery.delivery_id, DeliveryStatus.SENT, at=at):
        return False
    note_said(unit, delivery, at)
    return True


def _failed(store: Store, delivery: Delivery, why: str, at: Moment) -> None:
    tries = (delivery.attempts - 1) % ATTEMPTS  # before this one, in this round: a person may give it another
    last = tries == ATTEMPTS - 1
    retry_at = None if last else at + BACK_OFF * 4**tries
    status = DeliveryStatus.FAILED if last else DeliveryStatus.WAITING
    with store.unit() as unit:
        if not unit.deliveries.settle(delivery.delivery_id, status, at=at, error=why, retry_at=retry_at):
            return
        log_delivery(unit, EventKind.DELIVERY_FAILED, delivery, at, why=why, final=last)
        if last:
            _call_a_person(unit, delivery, at)
        else:
            again = delivery.attempts + 1
            unit.enqueue(
                Job(
                    kind=JobKind.DELIVER,
                    subject=delivery.delivery_id,
                    attempt=again,
                    not_before=retry_at,
                )
            )
        unit.commit()


def _call_a_person(unit: Unit, delivery: Delivery, at: Moment) -> None:
    """What the customer has not received must be told by a person; notices and notifications may get lost.

    A case that awaits goods keeps waiting for them: its money must not go out sooner.
    """
    if delivery.kind in {DeliveryKind.NOTICE, DeliveryKind.WEBHOOK}:
        return
    what = delivery.kind.replace("_", " ")
    status = unit.cases.get(delivery.case_id).status
    moved = unit.cases.move(
        delivery.case_id,
        status if status is Status.AWAITING_RETURN else Status.NEEDS_ATTENTION,
        expect={Status.EXECUTING, Status.AWAITING_CUSTOMER, Status.AWAITING_RETURN},
        attention=f"The {what} could not be delivered in {delivery.attempts} attempts.",
        at=at,
    )
    if not moved:
        return  # the customer wrote meanwhile, say: the case is with the agent or a person again
    unit.log(
        Event(
            kind=EventKind.CASE_ATTENTION,
            at=at,
            actor=WORKER,
            case_id=delivery.case_id,
            payload={"delivery_id": delivery.delivery_id, "kind": delivery.kind},
        )
    )
