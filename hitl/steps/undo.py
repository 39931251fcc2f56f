"""Taking a decision back within its undo window, while nothing of it has left.

The final decision of a case is never changed: it is withdrawn as a whole, with its reservation and what
would have been sent, and the case is at the desk again as before. The ledger keeps both the decision and
the withdrawal.
"""

from hitl.domain.case import Case, Status
from hitl.domain.decision import GATE, Decision
from hitl.domain.delivery import Delivery
from hitl.domain.event import Event, EventKind
from hitl.domain.record import Moment
from hitl.domain.refund import Refund
from hitl.domain.signature import Signature
from hitl.errors import NotAllowed, Refused
from hitl.ports.clock import Clock
from hitl.ports.store import Store, Unit

_UNDER_WAY = frozenset({Status.DECIDED, Status.EXECUTING, Status.AWAITING_RETURN})


def undo(case_id: str, *, by: str, store: Store, clock: Clock) -> Case:
    """Withdraw the case's decision; the case returned waits for review again.

    Only who made it may, within the window; a first signature as long as nobody has signed second.
    Raises NotFound, NotAllowed, or Refused where it is too late.
    """
    with store.unit() as unit:
        at = clock.now()
        first = unit.decisions.signature(case_id)
        if first is not None:
            _withdraw_signature(unit, first, by, at)
            case = unit.cases.get(case_id)
            unit.commit()
            return case
        decision = _own_decision(unit, case_id, by)
        refund = unit.refunds.of_case(case_id)
        words = [one for one in unit.deliveries.of_case(case_id) if one.decision_id is not None]
        _check_window(decision, refund, words, at)
        if refund is not None and not unit.refunds.cancel(refund.refund_id, at):
            raise Refused(f"It is too late: {refund.refund_id} is on its way.")
        if not unit.cases.move(case_id, Status.IN_REVIEW, expect=_UNDER_WAY, at=at):
            raise Refused(f"It is too late: {case_id} has gone on.")
        unit.decisions.withdraw(decision.decision_id)
        _log(unit, decision, refund, at)
        case = unit.cases.get(case_id)
        unit.commit()
    return case


def _withdraw_signature(unit: Unit, first: Signature, by: str, at: Moment) -> None:
    if first.by != by:
        raise NotAllowed(f"{first.case_id} was signed by {first.by}; only they may take that back.")
    if not unit.cases.move(first.case_id, Status.IN_REVIEW, expect={Status.AWAITING_SECOND}, at=at):
        raise Refused(f"It is too late: {first.case_id} has gone on.")
    unit.decisions.unsign(first.case_id)
    unit.log(
        Event(
            kind=EventKind.CASE_SIGNATURE_SET_ASIDE,
            at=at,
            actor=by,
            case_id=first.case_id,
            payload={"first_by": first.by, "version": first.draft_version},
        )
    )


def _own_decision(unit: Unit, case_id: str, by: str) -> Decision:
    unit.cases.get(case_id)
    decision = unit.decisions.of_case(case_id)
    if decision is None:
        raise Refused(f"{case_id} has no decision to take back.")
    if decision.by != by or by == GATE:
        raise NotAllowed(f"{case_id} was decided by {decision.by}; only they may take it back.")
    return decision


def _check_window(decision: Decision, refund: Refund | None, words: list[Delivery], at: Moment) -> None:
    """Nobody takes a refund or a delivery before its time, so before it nothing can have left."""
    ends = [one.not_before for one in words] + ([refund.not_before] if refund is not None else [])
    if not ends or at >= min(ends):
        raise Refused(f"It is too late to take the decision of {decision.case_id} back.")


def _log(unit: Unit, decision: Decision, refund: Refund | None, at: Moment) -> None:
    written = {"reply", "changes", "feedback"}
    if refund is not None:
        unit.log(
            Event(
                kind=EventKind.REFUND_CANCELLED,
                at=at,
                actor=decision.by,
                case_id=decision.case_id,
                payload={"refund_id": refund.refund_id, "key": refund.key},
            )
        )
    unit.log(
        Event(
            kind=EventKind.DECISION_UNDONE,
            at=at,
            actor=decision.by,
            case_id=decision.case_id,
            payload=decision.model_dump(mode="json", exclude=written),
            private=decision.model_dump(mode="json", include=written),
        )
    )
