"""Step 6b, paying: one decided refund is sent to the processor, exactly once whatever crashes.

    take (committed before the call) -> look up what may have been sent -> check -> send -> settle

Words that stay in the house are said in the transaction that settles: the customer reads of the money in
the moment in which our books have it as paid.

A refund is held under a lease while it is worked on. Nothing is sent in the second half of the lease, and
a call ends within a quarter of it, so that nobody else can look the refund up while our call is still on
its way. An outcome that is not known is never guessed: it stays `unknown` until a look-up says.
"""

from datetime import timedelta
from typing import NamedTuple

from hitl.domain.case import Status
from hitl.domain.decision import Decision, binding
from hitl.domain.event import Event, EventKind
from hitl.domain.order import Order
from hitl.domain.record import Moment
from hitl.domain.refund import Payment, ProcessorRefund, Refund, RefundStatus, payment_reference
from hitl.errors import PaymentRefused, PaymentUnknown
from hitl.ports.clock import Clock
from hitl.ports.payments import Payments
from hitl.ports.post import Post
from hitl.ports.store import Store, Unit
from hitl.steps.arrange import WORKER, arrange, complete_refund, finish_decision, release_returned
from hitl.steps.halt import MADE_UP, halted
from hitl.steps.reserve import LimitReached, reserve

__all__ = [
    "LimitReached",
    "arrange",
    "execute_refund",
    "finish_decision",
    "release_returned",
    "reserve",
]

CALLS_A_LEASE = 4
"""How many of the processor's longest calls a lease lasts: two for the look before, two for the sending."""

ATTEMPTS = 3
"""After so many attempts without a clear outcome a person is told."""

FIRST_LOOK, LAST_LOOK = timedelta(seconds=5), timedelta(minutes=15)
"""An unclear or pending refund is looked up after 5 s, then after twice as long each time, at most 15 min."""


class Taken(NamedTuple):
    """A refund in a worker's hands, with what was known when it was taken."""

    refund: Refund  # still shows the status that it had before
    worker: str
    decision: Decision | None  # None only where somebody took it out of the tables
    order: Order | None  # as imported: refunds made elsewhere, without ours
    objection: str  # why it must not be paid any more; empty where nothing is against it
    halted: str | None  # why nothing may be sent now
    send_until: Moment

    @property
    def fresh(self) -> bool:
        """Whether nothing was ever sent for it."""
        return self.refund.status is RefundStatus.RESERVED


class Outcome(NamedTuple):
    """What became of it."""

    status: RefundStatus
    error: str = ""
    processor_id: str | None = None


def execute_refund(
    refund_id: str,
    *,
    store: Store,
    payments: Payments,
    clock: Clock,
    worker: str,
    post: Post | None = None,
) -> RefundStatus | None:
    """Pay a reserved refund, or find out what became of one that was sent before.

    Returns its status afterwards; None where nothing was done, as told by `take_refund` and `pay_taken`.
    """
    taken = take_refund(refund_id, store=store, payments=payments, clock=clock, worker=worker)
    return None if taken is None else pay_taken(taken, store=store, payments=payments, clock=clock, post=post)


def take_refund(
    refund_id: str, *, store: Store, payments: Payments, clock: Clock, worker: str
) -> Taken | None:
    """Take a refund into this worker's hands for as long as paying it may last.

    None where it may not be had: somebody else holds it, it has ended, its undo window is open, the goods
    are awaited, or execution is stopped. Raises NotFound.
    """
    return _take(refund_id, store, clock, worker, payments.longest_call * CALLS_A_LEASE)


def pay_taken(
    taken: Taken, *, store: Store, payments: Payments, clock: Clock, post: Post | None = None
) -> RefundStatus | None:
    """Pay it, or find out what became of it; None where its lease ran out and somebody else has it.

    Where `post` stays in the house the words are said with it, else (and where nobody says how they
    travel) they get a job of their own.
    """
    try:
        outcome = _pay(taken, store, payments, clock)
    except PaymentRefused as refused:
        outcome = Outcome(RefundStatus.FAILED, str(refused))
    except PaymentUnknown as unknown:
        outcome = Outcome(RefundStatus.UNKNOWN, str(unknown))
    return _settle(taken, outcome, store, clock, in_the_house=post is not None and post.local)


def _take(refund_id: str, store: Store, clock: Clock, worker: str, lease: timedelta) -> Taken | None:
    with store.unit() as unit:
        now = clock.now()
        halt = halted(unit)
        refund = unit.refunds.take(refund_id, worker, now, lease)
        if refund is None:
            unit.refunds.get(refund_id)  # says so where there is none
            return None
        fresh = refund.status is RefundStatus.RESERVED
        if fresh and halt is not None:
            return None
        if fresh:
            if not unit.cases.move(refund.case_id, Status.EXECUTING, expect={Status.DECIDED}, at=now):
                return None
            _log_sending(unit, refund, now)
        order, imported = unit.catalog.order_both_ways(refund.order_id) or (None, None)
        decision = unit.decisions.of_case(refund.case_id)
        taken = Taken(
            refund=refund,
            worker=worker,
            decision=decision,
            order=imported,
            objection=MADE_UP if unit.quality.holds(refund.case_id) else _objection(refund, order, decision),
            halted=halt,
            send_until=now + lease / 2,
        )
        unit.commit()
    return taken


def _objection(refund: Refund, order: Order | None, decision: Decision | None) -> str:
    """What has changed since the decision that forbids paying; the order has our refunds counted in."""
    if order is None:
        return f"Order {refund.order_id} is not on record any more."
    if order.currency != refund.amount.currency:
        return f"Order {order.order_id} is in {order.currency} now, the refund in {refund.amount.currency}."
    if order.refunded > order.captured:
        return (
            f"With this refund {order.money(order.refunded)} of the {order.money(order.captured)} "
            f"paid for order {order.order_id} would be paid back."
        )
    if payment_reference(order) != refund.payment_ref:
        return f"Order {order.order_id} names another payment than when the refund was decided."
    if refund.by_gate and order.dispute_open:
        return f"A chargeback was opened on order {order.order_id}; a refund beside it would pay twice."
    return "" if _is_bound(decision, refund, order) else _CHANGED.format(order=order.order_id)


_CHANGED = "Order {order} or the refund is not as it was on screen when it was decided; look at it again."


def _is_bound(decision: Decision | None, refund: Refund, order: Order) -> bool:
    """Whether what is about to happen is what was decided; decisions of old versions are bound to nothing."""
    if decision is None or not decision.bound:
        return decision is not None
    now = binding(order, action=decision.action, amount=refund.amount, reply=decision.reply)
    return decision.bound == now


def _pay(taken: Taken, store: Store, payments: Payments, clock: Clock) -> Outcome:
    refund = taken.refund
    if not taken.fresh:
        earlier = _look_up(taken, payments)
        if earlier is not None:
            return earlier
    if taken.objection or taken.order is None:
        return Outcome(RefundStatus.FAILED, taken.objection)
    payment = payments.payment(taken.order)
    if refund.amount > payment.left:
        return Outcome(RefundStatus.FAILED, _too_little(refund, payment))
    if not taken.fresh and not _note_sending_again(taken, store, clock):
        return Outcome(RefundStatus.UNKNOWN, "Not sent again: execution was stopped meanwhile.")
    if clock.now() > taken.send_until:
        return Outcome(RefundStatus.UNKNOWN, "Not sent: the processor was too slow to be asked in time.")
    labels = {"case": refund.case_id, "decision": refund.decision_id, "refund": refund.refund_id}
    return _seen(refund, payments.refund(refund.payment_ref, refund.amount, refund.key, labels))


def _look_up(taken: Taken, payments: Payments) -> Outcome | None:
    """What the processor knows of a refund that may have been sent; None: nothing, so it may be sent now."""
    refund = taken.refund
    try:
        found = payments.find(refund.payment_ref, refund.key)
    except PaymentRefused as refused:  # no answer to the question whether money has moved
        return Outcome(RefundStatus.UNKNOWN, f"It could not be looked up. {refused}")
    except PaymentUnknown:
        if refund.status is RefundStatus.PENDING:  # it is taken; only the news of it must wait
            return Outcome(RefundStatus.PENDING)
        raise
    if found is not None:
        return _seen(refund, found)
    if refund.processor_id is not None:
        gone = f"The processor took this refund as {refund.processor_id} and does not show it any more."
        return Outcome(RefundStatus.UNKNOWN, gone)
    if taken.halted is not None:
        return Outcome(RefundStatus.UNKNOWN, f"Not sent again. {taken.halted}")
    return None


def _seen(refund: Refund, found: ProcessorRefund) -> Outcome:
    if found.amount != refund.amount:
        differs = f"The processor holds {found.amount} under this refund's key, not {refund.amount}."
        return Outcome(RefundStatus.UNKNOWN, differs, found.processor_id)
    failed = found.status is RefundStatus.FAILED
    return Outcome(found.status, "The processor gave it up." if failed else "", found.processor_id)


def _too_little(refund: Refund, payment: Payment) -> str:
    return (
        f"Only {payment.left} of the {payment.captured} captured is left at the processor, where "
        f"{payment.refunded} was paid back already; {refund.amount} cannot be paid."
    )


def _note_sending_again(taken: Taken, store: Store, clock: Clock) -> bool:
    """Log that it is sent once more, unless execution was stopped since it was taken."""
    with store.unit() as unit:
        if halted(unit) is not None:
            return False
        _log_sending(unit, taken.refund, clock.now())
        unit.commit()
    return True


def _settle(
    taken: Taken, outcome: Outcome, store: Store, clock: Clock, *, in_the_house: bool
) -> RefundStatus | None:
    with store.unit() as unit:
        at = clock.now()
        ended = outcome.status in {RefundStatus.SUCCEEDED, RefundStatus.FAILED}
        refund = taken.refund.model_copy(
            update={
                "status": outcome.status,
                "error": outcome.error,
                "processor_id": outcome.processor_id or taken.refund.processor_id,
                "settled_at": at if ended else None,
                "not_before": taken.refund.not_before if ended else at + _wait(taken.refund),
            }
        )
        if not unit.refunds.settle(refund, taken.worker):
            return None  # the lease ran out and somebody else took it over: their word counts
        if (refund.status, refund.error) != (taken.refund.status, taken.refund.error):
            _log(unit, EventKind(f"refund.{refund.status}"), refund, at)
        _follow_up(unit, taken, refund, at, in_the_house=in_the_house)
        unit.commit()
    return refund.status


def _wait(refund: Refund) -> timedelta:
    return min(FIRST_LOOK * (1 << min(refund.attempts - 1, 10)), LAST_LOOK)


def _follow_up(unit: Unit, taken: Taken, refund: Refund, at: Moment, *, in_the_house: bool) -> None:
    if refund.status is RefundStatus.SUCCEEDED:
        if not taken.fresh:
            _leave_attention(unit, refund, at)
        said_at_once = in_the_house and halted(unit) is None
        complete_refund(unit, refund, taken.decision, at, in_the_house=said_at_once)
    elif refund.status is RefundStatus.FAILED:
        _call_a_person(unit, refund, f"The refund of {refund.amount} was not paid. {refund.error}", at)
    elif refund.status is RefundStatus.UNKNOWN and refund.attempts >= ATTEMPTS:
        unclear = f"Whether the refund of {refund.amount} was paid is not known yet. {refund.error}"
        _call_a_person(unit, refund, unclear, at)


def _leave_attention(unit: Unit, refund: Refund, at: Moment) -> None:
    """What was unclear is paid after all: no person is needed any more."""
    unclear = {Status.EXECUTING, Status.NEEDS_ATTENTION}
    unit.cases.move(refund.case_id, Status.EXECUTING, expect=unclear, attention="", at=at)


def _call_a_person(unit: Unit, refund: Refund, why: str, at: Moment) -> None:
    case = unit.cases.get(refund.case_id)
    if case.status is Status.NEEDS_ATTENTION and case.attention == why:
        return
    unit.cases.move(
        refund.case_id,
        Status.NEEDS_ATTENTION,
        expect={Status.EXECUTING, Status.NEEDS_ATTENTION},
        attention=why,
        at=at,
    )
    unit.log(
        Event(
            kind=EventKind.CASE_ATTENTION,
            at=at,
            actor=WORKER,
            case_id=refund.case_id,
            payload={"refund_id": refund.refund_id, "why": why},
        )
    )


def _log_sending(unit: Unit, refund: Refund, at: Moment) -> None:
    _log(unit, EventKind.REFUND_SENDING, refund, at)


def _log(unit: Unit, kind: EventKind, refund: Refund, at: Moment) -> None:
    unit.log(
        Event(
            kind=kind,
            at=at,
            actor=WORKER,
            case_id=refund.case_id,
            payload={
                "refund_id": refund.refund_id,
                "decision_id": refund.decision_id,
                "amount": refund.amount.decimal(),
                "currency": refund.amount.currency,
                "processor_id": refund.processor_id,
                "attempts": refund.attempts,
                "error": refund.error,
            },
        )
    )
