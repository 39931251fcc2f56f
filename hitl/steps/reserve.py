"""Step 6a, reserving: a decided refund takes its place in our own books before any money moves.

The reservation counts everything again in the transaction that makes it, with the customer's row locked:
what is still refundable on the order, and for a decision of the gate what it has let through before.
"""

from hashlib import sha256
from itertools import accumulate

from hitl.domain.case import Case
from hitl.domain.decision import GATE, Decision
from hitl.domain.draft import Claim
from hitl.domain.event import Event, EventKind
from hitl.domain.gate.verdict import Code
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.record import Moment
from hitl.domain.refund import Refund, RefundLine, RefundStatus, payment_reference
from hitl.errors import CountersignError, Refused
from hitl.ports.store import Unit
from hitl.steps.context import MONTH
from hitl.steps.halt import refuse_in_shadow


class LimitReached(CountersignError):
    """What the gate may let through alone is used up meanwhile; the case goes to a person."""

    def __init__(self, code: Code, says: str) -> None:
        super().__init__(says)
        self.code = code


def reserve(
    unit: Unit,
    *,
    case: Case,
    decision: Decision,
    at: Moment,
    not_before: Moment,
    auto_limit: Money | None = None,
    velocity_limit: Money | None = None,
) -> Refund:
    """Reserve the decided refund; it counts against the order and every limit from now on.

    A decision of the gate stays strictly under `auto_limit` on its order and within `velocity_limit` a
    customer in 30 days, or LimitReached is raised; without a limit for the currency the gate may pay
    nothing. Raises Refused in shadow mode, and where the amount is more than is refundable now.
    """
    refuse_in_shadow(unit)
    order = _locked_order(unit, case, decision)
    amount = _checked_amount(decision, order)
    by_gate = decision.by == GATE
    if by_gate:
        _check_limits(unit, order, amount, at, auto_limit=auto_limit, velocity_limit=velocity_limit)
    refund = Refund(
        refund_id=decision.decision_id.replace("D-", "RF-", 1),
        decision_id=decision.decision_id,
        case_id=case.case_id,
        order_id=order.order_id,
        customer_id=order.customer_id,
        amount=amount,
        lines=split(amount.minor, decision.claims, order),
        status=RefundStatus.RESERVED,
        key=refund_key(decision, order),
        payment_ref=payment_reference(order),
        not_before=not_before,
        by_gate=by_gate,
        reserved_at=at,
    )
    unit.refunds.reserve(refund)
    _log(unit, refund, decision, at)
    return refund


def refund_key(decision: Decision, order: Order) -> str:
    """The idempotency key: the same for the same decision, another for every other of any installation.

    The moment of the decision (microseconds), the payment and what is paid keep two databases apart that
    share an account at the processor and both have a decision of that number.
    """
    parts = [decision.decision_id, decision.case_id, decision.by, decision.decided_at.isoformat()]
    parts += [order.order_id, order.payment_ref, str(decision.amount)]
    digest = sha256("\n".join(parts).encode()).hexdigest()
    return f"countersign-{decision.decision_id}-{digest[:24]}"


def split(minor: int, claims: tuple[Claim, ...], order: Order) -> tuple[RefundLine, ...]:
    """The lines of the order that a refund of so many minor units is counted on; their sum is `minor`.

    Claimed lines share it in proportion to what is refundable on them; what goes beyond that fills the
    order's lines in sequence, as does a refund without claims, which means the lines that it reaches as a
    whole. `minor` is at most `order.refundable`.
    """
    pieces = _claimed(claims)
    room = {line_id: order.refundable_on(line_id, quantity=count) for line_id, count in pieces.items()}
    counted = dict(zip(room, _in_proportion(min(minor, sum(room.values())), [*room.values()]), strict=True))
    left = minor - sum(counted.values())
    for line in order.lines:
        more = min(left, order.refundable_on(line.line_id) - counted.get(line.line_id, 0))
        if more > 0:
            counted[line.line_id] = counted.get(line.line_id, 0) + more
            left -= more
    return tuple(
        RefundLine(
            line_id=line.line_id,
            quantity=pieces.get(line.line_id, 0) if claims else line.quantity,
            minor=counted[line.line_id],
        )
        for line in order.lines
        if line.line_id in counted
    )


def _claimed(claims: tuple[Claim, ...]) -> dict[str, int]:
    pieces: dict[str, int] = {}
    for claim in claims:
        pieces[claim.line_id] = pieces.get(claim.line_id, 0) + claim.quantity
    return pieces


def _in_proportion(minor: int, room: list[int]) -> list[int]:
    """Shares of at most the room each: the running total is rounded down, so no share outgrows its room."""
    total = sum(room)
    ends = [minor * reached // total if total else 0 for reached in accumulate(room)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _locked_order(unit: Unit, case: Case, decision: Decision) -> Order:
    if case.customer_id is None or decision.order_id is None:
        raise Refused(f"{case.case_id} names no order of a known customer, so nothing can be refunded.")
    unit.catalog.lock_customer(case.customer_id)
    order = unit.catalog.order(decision.order_id)
    if order is None or order.customer_id != case.customer_id:
        raise Refused(f"Order {decision.order_id} is not one of this customer's; nothing can be refunded.")
    return order


def _checked_amount(decision: Decision, order: Order) -> Money:
    amount = decision.amount
    if amount is None or amount.minor <= 0:
        raise Refused("A refund needs an amount above nothing.")
    if amount.currency != order.currency:
        raise Refused(f"Order {order.order_id} is in {order.currency}, not in {amount.currency}.")
    if amount.minor > order.refundable:
        still = order.money(order.refundable)
        raise Refused(f"{amount} is more than the {still} still refundable on order {order.order_id}.")
    return amount


def _check_limits(
    unit: Unit,
    order: Order,
    amount: Money,
    at: Moment,
    *,
    auto_limit: Money | None,
    velocity_limit: Money | None,
) -> None:
    if auto_limit is None or velocity_limit is None:
        raise LimitReached(Code.AMOUNT_LIMIT, f"nothing may be paid in {amount.currency} without a person")
    on_order = order.money(unit.refunds.auto_paid_on_order(order.order_id)) + amount
    if on_order >= auto_limit:
        raise LimitReached(
            Code.AMOUNT_LIMIT,
            f"{on_order} on order {order.order_id} is not under the {auto_limit} "
            "that may be paid without a person",
        )
    before = unit.refunds.auto_paid_to(order.customer_id, at - MONTH).get(amount.currency, 0)
    to_customer = order.money(before) + amount
    if to_customer > velocity_limit:
        raise LimitReached(
            Code.VELOCITY,
            f"{to_customer} to this customer in 30 days is over the {velocity_limit} "
            "that may be paid without a person",
        )


def _log(unit: Unit, refund: Refund, decision: Decision, at: Moment) -> None:
    unit.log(
        Event(
            kind=EventKind.REFUND_RESERVED,
            at=at,
            actor=decision.by,
            case_id=refund.case_id,
            payload={
                "refund_id": refund.refund_id,
                "decision_id": refund.decision_id,
                "order_id": refund.order_id,
                "amount": refund.amount.decimal(),
                "currency": refund.amount.currency,
                "lines": [line.model_dump(mode="json") for line in refund.lines],
                "key": refund.key,
                "payment_ref": refund.payment_ref,
                "not_before": refund.not_before.isoformat(),
                "by_gate": refund.by_gate,
            },
        )
    )
