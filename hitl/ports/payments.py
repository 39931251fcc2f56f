"""The payment processor."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.refund import Payment, ProcessorRefund


class Payments(Protocol):
    """Pays money back. Every call may raise PaymentRefused (final) or PaymentUnknown (look it up)."""

    @property
    def name(self) -> str:
        """Demo or stripe."""
        ...

    @property
    def longest_call(self) -> timedelta:
        """After so long every call has come back, one way or the other."""
        ...

    def payment(self, order: Order) -> Payment:
        """What the processor has captured for that order and paid back so far.

        The order is given as imported: what its lines show as refunded was paid back elsewhere.
        """
        ...

    def find(self, payment_ref: str, key: str) -> ProcessorRefund | None:
        """The refund that was sent under that idempotency key, or None if there is none."""
        ...

    def refund(
        self, payment_ref: str, amount: Money, key: str, labels: Mapping[str, str] | None = None
    ) -> ProcessorRefund:
        """Pay back so much of a payment, once a key, however often it is called.

        `labels` (case, decision) are kept beside the refund for whoever reads the processor's own pages.
        """
        ...

    def refunds(self, since: datetime | None = None) -> Iterable[ProcessorRefund]:
        """Every refund that the processor knows of, for reconciliation."""
        ...
