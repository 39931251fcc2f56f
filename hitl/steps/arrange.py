"""Step 6, what follows a decision: a refund to pay, goods to wait for, or words to send."""

from hitl.domain.case import Case, Status
from hitl.domain.decision import Decision
from hitl.domain.delivery import Delivery, DeliveryKind, DeliveryStatus
from hitl.domain.draft import Action, StepKind
from hitl.domain.event import Event, EventKind
from hitl.domain.money import Money
from hitl.domain.policy import GoodsBack
from hitl.domain.record import Moment
from hitl.domain.refund import Refund, RefundStatus
from hitl.errors import Refused
from hitl.ports.clock import Clock
from hitl.ports.jobs import Job, JobKind
from hitl.ports.store import Store, Unit
from hitl.steps.halt import refuse_in_shadow, refuse_made_up
from hitl.steps.reserve import reserve
from hitl.steps.words import WORKER, note_on, say, send, words_of

__all__ = ["WORKER", "arrange", "close_if_done", "complete_refund", "finish_decision", "release_returned"]


def arrange(
    unit: Unit,
    *,
    case: Case,
    decision: Decision,
    at: Moment,
    not_before: Moment,
    goods_back: GoodsBack,
    auto_limit: Money | None = None,
    velocity_limit: Money | None = None,
) -> None:
    """Set going what a decision means, in the transaction that makes it; the case is `decided` there.

    `not_before` is the end of the undo window: nothing leaves sooner. Raises LimitReached where the gate
    may not pay this alone after all, Refused where nothing may follow (shadow, more than is refundable).
    """
    _check(decision)
    refuse_made_up(unit, decision.case_id)
    if not _pays(decision):
        finish_decision(unit, decision=decision, at=at, not_before=not_before)
        return
    refund = reserve(
        unit,
        case=case,
        decision=decision,
        at=at,
        not_before=not_before,
        auto_limit=auto_limit,
        velocity_limit=velocity_limit,
    )
    if goods_back is GoodsBack.FIRST:
        _await_goods(unit, decision=decision, at=at, not_before=not_before)
    else:
        unit.enqueue(Job(kind=JobKind.EXECUTE, subject=refund.refund_id, attempt=1, not_before=not_before))


def finish_decision(unit: Unit, *, decision: Decision, at: Moment, not_before: Moment) -> None:
    """Send what a decision without money says; the case closes with the last delivery, or now without any."""
    refuse_in_shadow(unit)
    _insist(unit.cases.move(decision.case_id, Status.EXECUTING, expect={Status.DECIDED}, at=at), decision)
    words = words_of(decision, note=note_on(decision))
    send(unit, decision, words, known=_known(unit, decision), at=at, not_before=not_before)
    if not words:
        close_if_done(unit, decision.case_id, at)


def complete_refund(
    unit: Unit, refund: Refund, decision: Decision | None, at: Moment, *, in_the_house: bool = False
) -> None:
    """The money is back: tell the customer and the ticket, and close the case with the last delivery.

    The case is executing. Where the goods had to come first the reply went out then, and only a notice of the
    payment follows. Words that stay `in_the_house` are said at once, and need no job.
    """
    if decision is None:
        raise Refused(f"{refund.refund_id} has no decision.")
    words = words_of(decision, note=f"{note_on(decision)} Paid as {refund.refund_id}.")
    before = unit.deliveries.of_case(refund.case_id)
    if any(delivery.kind is DeliveryKind.REPLY for delivery in before):
        paid = f"Your refund of {refund.amount} for order {refund.order_id} has been paid."
        words = [(DeliveryKind.NOTICE, paid), *(word for word in words if word[0] is not DeliveryKind.REPLY)]
    if words and not in_the_house:
        send(unit, decision, words, known=len(before), at=at, not_before=at)
        return
    said = say(unit, decision, words, known=len(before), at=at)
    _close_if_said(unit, refund.case_id, refund, (*before, *said), at)


def close_if_done(unit: Unit, case_id: str, at: Moment) -> bool:
    """Close an executing case of which nothing is left to pay or to send."""
    refund = unit.refunds.of_case(case_id)
    if refund is not None and refund.status is not RefundStatus.SUCCEEDED:
        return False
    return _close_if_said(unit, case_id, refund, unit.deliveries.of_case(case_id), at)


def _close_if_said(
    unit: Unit, case_id: str, refund: Refund | None, known: tuple[Delivery, ...], at: Moment
) -> bool:
    deliveries = [delivery for delivery in known if delivery.decision_id is not None]
    unsent = [delivery for delivery in deliveries if delivery.sent_at is None]
    if unsent:
        if all(delivery.status is DeliveryStatus.FAILED for delivery in unsent):
            _call_a_person(unit, unsent[0], at)
        return False
    closed = unit.cases.move(case_id, Status.CLOSED, expect={Status.EXECUTING}, at=at)
    if closed:
        unit.log(
            Event(
                kind=EventKind.CASE_CLOSED,
                at=at,
                actor=WORKER,
                case_id=case_id,
                payload={
                    "refund_id": refund.refund_id if refund else None,
                    "deliveries": [delivery.delivery_id for delivery in deliveries],
                },
            )
        )
    return closed


def _call_a_person(unit: Unit, lost: Delivery, at: Moment) -> None:
    """Everything else is done, and nothing that waits would ever close the case."""
    why = f"The {lost.kind.replace('_', ' ')} could not be delivered."
    expect = {Status.EXECUTING}
    if unit.cases.move(lost.case_id, Status.NEEDS_ATTENTION, expect=expect, attention=why, at=at):
        unit.log(
            Event(
                kind=EventKind.CASE_ATTENTION,
                at=at,
                actor=WORKER,
                case_id=lost.case_id,
                payload={"delivery_id": lost.delivery_id, "kind": lost.kind},
            )
        )


def release_returned(*, store: Store, clock: Clock, limit: int = 100) -> int:
    """Let refunds go whose goods are back; returns how many. Run by the sweep and by `drain`."""
    with store.unit() as unit:
        at = clock.now()
        released = [refund_id for refund_id in unit.refunds.returned(limit) if _release(unit, refund_id, at)]
        if released:
            unit.commit()
    return len(released)


def _release(unit: Unit, refund_id: str, at: Moment) -> bool:
    refund = unit.refunds.get(refund_id)
    moved = unit.cases.move(refund.case_id, Status.DECIDED, expect={Status.AWAITING_RETURN}, at=at)
    if moved:
        unit.log(
            Event(
                kind=EventKind.CASE_GOODS_RETURNED,
                at=at,
                actor=WORKER,
                case_id=refund.case_id,
                payload={"refund_id": refund_id, "order_id": refund.order_id},
            )
        )
        unit.enqueue(
            Job(kind=JobKind.EXECUTE, subject=refund_id, attempt=1, not_before=max(at, refund.not_before))
        )
    return moved


def _await_goods(unit: Unit, *, decision: Decision, at: Moment, not_before: Moment) -> None:
    """The reply says what to send back, so it goes out now; the money follows the goods."""
    moved = unit.cases.move(decision.case_id, Status.AWAITING_RETURN, expect={Status.DECIDED}, at=at)
    _insist(moved, decision)
    words = [word for word in words_of(decision, note="") if word[0] is DeliveryKind.REPLY]
    send(unit, decision, words, known=_known(unit, decision), at=at, not_before=not_before)


def _check(decision: Decision) -> None:
    if decision.action is Action.REQUEST_MORE_INFO:
        raise Refused("A question is asked, it is no final decision.")
    dropped = decision.action is Action.APPROVE_REFUND and StepKind.REFUND in decision.without
    if dropped and StepKind.REPLY not in decision.without:
        raise Refused("The reply promises the refund that you left out; change the action or the reply.")


def _pays(decision: Decision) -> bool:
    return decision.action is Action.APPROVE_REFUND and StepKind.REFUND not in decision.without


def _known(unit: Unit, decision: Decision) -> int:
    """How many deliveries the case has had."""
    return len(unit.deliveries.of_case(decision.case_id))


def _insist(moved: bool, decision: Decision) -> None:  # noqa: FBT001 - the outcome of a compare-and-set
    if not moved:
        raise Refused(f"{decision.case_id} changed while it was decided; look at it again.")
