"""What a person does about a decided case that failed on its way: try it again, or close it by hand.

The decision stays as it is. A refund that failed has moved no money; tried again it takes its place in our
books anew and goes out under a key of its own, since the processor remembers the failure under the old one.
What could not be delivered gets another round of attempts. Whoever tries again has looked at the order as
it is now, so that the decision is bound to that.
"""

from collections.abc import Set

from hitl.domain.case import Case, Status
from hitl.domain.decision import Decision, binding
from hitl.domain.delivery import Delivery, DeliveryStatus
from hitl.domain.event import Event, EventKind
from hitl.domain.record import Moment
from hitl.domain.refund import Refund, RefundStatus
from hitl.domain.roles import Level, Role
from hitl.errors import NotAllowed, Refused
from hitl.ports.clock import Clock
from hitl.ports.jobs import Job, JobKind
from hitl.ports.store import Store, Unit
from hitl.steps.halt import refuse_in_shadow

_OVER = frozenset({RefundStatus.SUCCEEDED, RefundStatus.FAILED, RefundStatus.CANCELLED})
_FAILED_IN = frozenset({Status.NEEDS_ATTENTION, Status.AWAITING_RETURN})
"""Where a case is whose reply or refund has failed: one that awaits goods goes on waiting for them."""


def try_again(case_id: str, *, by: str, store: Store, clock: Clock) -> Case:
    """Send a failed refund once more, and whatever of the decision could not be delivered.

    Raises NotFound, NotAllowed, or Refused where nothing has failed, where it is not known yet whether the
    refund was paid, or where it no longer fits what is refundable.
    """
    with store.unit() as unit:
        at = clock.now()
        case = _in_need(unit, case_id, by, _FAILED_IN)
        refuse_in_shadow(unit)
        refund, undelivered = unit.refunds.of_case(case_id), _undelivered(unit, case_id)
        failed = refund is not None and refund.status is RefundStatus.FAILED
        if not failed and not undelivered:
            raise Refused(f"Nothing of {case_id} has failed.")
        if case.status is Status.NEEDS_ATTENTION:
            _refuse_while_unclear(refund)
        to = Status.DECIDED if failed else Status.EXECUTING
        if case.status is Status.AWAITING_RETURN:
            to = case.status
        if not unit.cases.move(case_id, to, expect={case.status}, attention="", at=at):
            raise Refused(f"{case_id} changed meanwhile; look at it again.")
        if refund is not None and failed:
            _bind_anew(unit, _decision(unit, case_id))
            _pay_again(unit, refund, by, at)
        for delivery in undelivered:
            _deliver_again(unit, delivery, by, at)
        case = unit.cases.get(case_id)
        unit.commit()
    return case


def _undelivered(unit: Unit, case_id: str) -> list[Delivery]:
    """What the decision says and nobody has received; a lost notice of another kind stays lost."""
    return [
        delivery
        for delivery in unit.deliveries.of_case(case_id)
        if delivery.decision_id is not None and delivery.status is DeliveryStatus.FAILED
    ]


def _decision(unit: Unit, case_id: str) -> Decision:
    decision = unit.decisions.of_case(case_id)
    if decision is None:
        raise Refused(f"{case_id} has no decision.")
    return decision


def _bind_anew(unit: Unit, decision: Decision) -> None:
    """To the order as it is now: the executor stops where it differs from what was decided on."""
    order = unit.catalog.order_as_imported(decision.order_id) if decision.order_id else None
    bound = binding(order, action=decision.action, amount=decision.amount, reply=decision.reply)
    unit.decisions.bind(decision.decision_id, bound)


def _pay_again(unit: Unit, refund: Refund, by: str, at: Moment) -> None:
    _check_room(unit, refund)
    key = f"{refund.key.partition('.')[0]}.{refund.attempts + 1}"
    if not unit.refunds.renew(refund.refund_id, key, at):
        raise Refused(f"{refund.case_id} changed meanwhile; look at it again.")
    _log(unit, refund.case_id, EventKind.REFUND_RESERVED, by, at, refund=refund.refund_id, key=key)
    unit.enqueue(
        Job(kind=JobKind.EXECUTE, subject=refund.refund_id, attempt=refund.attempts + 1, not_before=at)
    )


def _deliver_again(unit: Unit, delivery: Delivery, by: str, at: Moment) -> None:
    if not unit.deliveries.renew(delivery.delivery_id, at):
        raise Refused(f"{delivery.case_id} changed meanwhile; look at it again.")
    _log(
        unit,
        delivery.case_id,
        EventKind.DELIVERY_RENEWED,
        by,
        at,
        delivery_id=delivery.delivery_id,
        kind=delivery.kind,
    )
    unit.enqueue(
        Job(
            kind=JobKind.DELIVER,
            subject=delivery.delivery_id,
            attempt=delivery.attempts + 1,
            not_before=at,
        )
    )


def close_by_hand(case_id: str, *, by: str, note: str, store: Store, clock: Clock) -> Case:
    """Close a case that a person has settled elsewhere; nothing more is paid or sent.

    Raises NotFound, NotAllowed, or Refused without a note and while money may still move.
    """
    if not note.strip():
        raise Refused("Say how the case was settled.")
    with store.unit() as unit:
        at = clock.now()
        case = _in_need(unit, case_id, by, {Status.NEEDS_ATTENTION})
        _refuse_while_unclear(unit.refunds.of_case(case_id))
        if not unit.cases.move(case_id, Status.CLOSED, expect={case.status}, attention="", at=at):
            raise Refused(f"{case_id} changed meanwhile; look at it again.")
        _log(unit, case_id, EventKind.CASE_CLOSED, by, at, note=note.strip(), how="by hand")
        case = unit.cases.get(case_id)
        unit.commit()
    return case


def _refuse_while_unclear(refund: Refund | None) -> None:
    if refund is not None and refund.status not in _OVER:
        raise Refused(f"Whether {refund.refund_id} is paid is not known yet; wait for the answer.")


def _in_need(unit: Unit, case_id: str, by: str, states: Set[Status]) -> Case:
    """The case, if it is in one of those states after its decision and this person may see to it."""
    case, user = unit.cases.get(case_id), unit.controls.user(by)
    if user is None or user.disabled or user.role.rank < Role.REVIEWER.rank:
        raise NotAllowed(f"{by} may not see to cases.")
    level = case.level or Level.REVIEWER
    if not user.reaches(level):
        raise NotAllowed(f"{case_id} needs a {level}.")
    if case.status not in states or unit.decisions.of_case(case_id) is None:
        raise Refused(f"{case_id} is not a decided case that needs attention.")
    return case


def _check_room(unit: Unit, refund: Refund) -> None:
    """A failed refund counts nowhere, so that others may have taken its place."""
    unit.catalog.lock_customer(refund.customer_id)
    order = unit.catalog.order(refund.order_id)
    left = order.refundable if order is not None and order.currency == refund.amount.currency else 0
    if refund.amount.minor > left:
        raise Refused(f"{refund.amount} is more than is still refundable on order {refund.order_id}.")


def _log(
    unit: Unit, case_id: str, kind: EventKind, by: str, at: Moment, /, *, note: str = "", **payload: str
) -> None:
    unit.log(
        Event(
            kind=kind,
            at=at,
            actor=by,
            case_id=case_id,
            payload=dict(payload),
            private={"note": note} if note else {},
        )
    )
