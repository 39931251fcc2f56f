"""A refund: money on its way back, exactly once a decision."""

from enum import StrEnum

from hitl.domain.money import Minor, Money
from hitl.domain.order import Order
from hitl.domain.record import Moment, Record


class RefundStatus(StrEnum):
    """Reserved, sending (committed before the processor is called), then what the processor said."""

    RESERVED = "reserved"
    SENDING = "sending"
    PENDING = "pending"  # the processor took it and has not finished
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNKNOWN = "unknown"  # the answer was lost; looked up before anything is sent again
    CANCELLED = "cancelled"  # taken back before it was sent


COUNTED = frozenset(set(RefundStatus) - {RefundStatus.FAILED, RefundStatus.CANCELLED})
"""The states in which a refund counts against what is still refundable and against every limit."""


class RefundLine(Record):
    """The part of a refund that belongs to one line of the order."""

    line_id: str
    quantity: int  # pieces claimed; 0 where money is paid back on a line without a claim on it
    minor: Minor


class Refund(Record):
    """One refund as our own tables know it."""

    refund_id: str  # RF-1042
    decision_id: str
    case_id: str
    order_id: str
    customer_id: str
    amount: Money
    lines: tuple[RefundLine, ...] = ()
    status: RefundStatus
    key: str  # the idempotency key, derived from the decision
    payment_ref: str
    not_before: Moment  # the end of the undo window
    by_gate: bool
    processor_id: str | None = None
    attempts: int = 0
    error: str = ""
    reserved_at: Moment
    settled_at: Moment | None = None


class ProcessorRefund(Record):
    """A refund as the payment processor knows it."""

    processor_id: str
    key: str | None
    payment_ref: str
    amount: Money
    status: RefundStatus  # pending, succeeded or failed
    created_at: Moment | None = None


class Payment(Record):
    """What the processor says about a payment: captured and paid back so far."""

    payment_ref: str
    captured: Money
    refunded: Money

    @property
    def left(self) -> Money:
        """What can still be paid back."""
        return self.captured - self.refunded


def payment_reference(order: Order) -> str:
    """How the processor knows the order's payment; an order without a reference goes by its own id."""
    return order.payment_ref or f"order:{order.order_id}"
