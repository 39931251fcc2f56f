"""Refunds, as a unit of work reserves and follows them."""

from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from hitl.domain.refund import Refund


class Counted(NamedTuple):
    """A refund as it counts in sums: what holds its room on the order."""

    order_id: str
    minor: int
    currency: str
    by_gate: bool  # without a person
    reserved_at: datetime


class Refunds(Protocol):
    """Refunds, one a decision."""

    def reserve(self, refund: Refund) -> None:
        """Insert it. The foreign key refuses a refund without a decision."""
        ...

    def get(self, refund_id: str) -> Refund:
        """The refund. Raises NotFound."""
        ...

    def of_case(self, case_id: str) -> Refund | None:
        """The case's refund."""
        ...

    def due(self, now: datetime, limit: int) -> list[str]:
        """Refunds to send now: reserved and past their undo window, case not awaiting goods."""
        ...

    def returned(self, limit: int) -> list[str]:
        """Reserved refunds whose case awaits goods that are back: every claimed line has `returned_at`."""
        ...

    def unsettled(self, now: datetime, limit: int) -> list[str]:
        """Refunds whose end is not known and that are due for a look.

        Sending with a lapsed lease, or unknown or pending and past the `not_before` they were settled with.
        """
        ...

    def take(self, refund_id: str, worker: str, now: datetime, lease: timedelta) -> Refund | None:
        """Compare-and-set to sending, held by `worker`; None where somebody else holds or ended it.

        The returned refund still shows the status that it had before.
        """
        ...

    def settle(self, refund: Refund, worker: str) -> bool:
        """Store what the processor said, if `worker` still holds the refund."""
        ...

    def renew(self, refund_id: str, key: str, at: datetime) -> bool:
        """Compare-and-set failed to reserved under another key: a person wants it tried again."""
        ...

    def cancel(self, refund_id: str, at: datetime) -> bool:
        """Compare-and-set reserved to cancelled: the undo window."""
        ...

    def auto_paid_on_order(self, order_id: str) -> int:
        """What the gate paid or reserved alone on that order, minor units."""
        ...

    def auto_paid_to(self, customer_id: str, since: datetime) -> dict[str, int]:
        """What the gate paid or reserved alone to that customer since then, minor units by currency."""
        ...

    def counted_of(self, customer_id: str) -> tuple[Counted, ...]:
        """What was ever paid or reserved for that customer, oldest first."""
        ...
