"""What a person does about a decided case that failed on its way: try the refund again, or close it by hand.

The decision stays as it is. A refund that failed has moved no money; tried again it takes its place in our
books anew and goes out under a key of its own, since the processor remembers the failure under the old one.
"""

from hitl.domain.case import Case, Status
from hitl.domain.event import Event, EventKind
from hitl.domain.record import Moment
from hitl.domain.refund import Refund, RefundStatus
from hitl.domain.roles import Level, Role
from hitl.errors import NotAllowed, Refused
from hitl.ports.clock import Clock
from hitl.ports.store import Job, JobKind, Store, Unit
from hitl.steps.halt import refuse_in_shadow

_OVER = frozenset({RefundStatus.SUCCEEDED, RefundStatus.FAILED, RefundStatus.CANCELLED})


def try_again(case_id: str, *, by: str, store: Store, clock: Clock) -> Case:
    """Send a failed refund once more.

    Raises NotFound, NotAllowed, or Refused where it has not failed or no longer fits what is refundable.
    """
    with store.unit() as unit:
        at = clock.now()
        case = _in_need(unit, case_id, by)
        refuse_in_shadow(unit)
        refund = unit.refunds.of_case(case_id)
        if refund is None or refund.status is not RefundStatus.FAILED:
            raise Refused(f"No refund of {case_id} has failed.")
        _check_room(unit, refund)
        key = f"{refund.key.partition('.')[0]}.{refund.attempts + 1}"
        renewed = unit.refunds.renew(refund.refund_id, key, at)
        if not renewed or not _move(unit, case, Status.DECIDED, at=at):
            raise Refused(f"{case_id} changed meanwhile; look at it again.")
        _log(unit, case_id, EventKind.REFUND_RESERVED, by, at, refund=refund.refund_id, key=key)
        unit.enqueue(
            Job(kind=JobKind.EXECUTE, subject=refund.refund_id, attempt=refund.attempts + 1, not_before=at)
        )
        case = unit.cases.get(case_id)
        unit.commit()
    return case


def close_by_hand(case_id: str, *, by: str, note: str, store: Store, clock: Clock) -> Case:
    """Close a case that a person has settled elsewhere; nothing more is paid or sent.

    Raises NotFound, NotAllowed, or Refused without a note and while money may still move.
    """
    if not note.strip():
        raise Refused("Say how the case was settled.")
    with store.unit() as unit:
        at = clock.now()
        case = _in_need(unit, case_id, by)
        refund = unit.refunds.of_case(case_id)
        if refund is not None and refund.status not in _OVER:
            raise Refused(f"Whether {refund.refund_id} is paid is not known yet; wait for the answer.")
        if not _move(unit, case, Status.CLOSED, at=at):
            raise Refused(f"{case_id} changed meanwhile; look at it again.")
        _log(unit, case_id, EventKind.CASE_CLOSED, by, at, note=note.strip(), how="by hand")
        case = unit.cases.get(case_id)
        unit.commit()
    return case


def _in_need(unit: Unit, case_id: str, by: str) -> Case:
    """The case, if it needs attention after its decision and this person may see to it."""
    case, user = unit.cases.get(case_id), unit.controls.user(by)
    if user is None or user.disabled or user.role.rank < Role.REVIEWER.rank:
        raise NotAllowed(f"{by} may not see to cases.")
    level = case.level or Level.REVIEWER
    if not user.reaches(level):
        raise NotAllowed(f"{case_id} needs a {level}.")
    if case.status is not Status.NEEDS_ATTENTION or unit.decisions.of_case(case_id) is None:
        raise Refused(f"{case_id} is not a decided case that needs attention.")
    return case


def _check_room(unit: Unit, refund: Refund) -> None:
    """A failed refund counts nowhere, so that others may have taken its place."""
    unit.catalog.customer(refund.customer_id, lock=True)
    order = unit.catalog.order(refund.order_id)
    left = order.refundable if order is not None and order.currency == refund.amount.currency else 0
    if refund.amount.minor > left:
        raise Refused(f"{refund.amount} is more than is still refundable on order {refund.order_id}.")


def _move(unit: Unit, case: Case, to: Status, *, at: Moment) -> bool:
    return unit.cases.move(case.case_id, to, expect={Status.NEEDS_ATTENTION}, attention="", at=at)


def _log(
    unit: Unit, case_id: str, kind: EventKind, by: str, at: Moment, *, note: str = "", **payload: str
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
