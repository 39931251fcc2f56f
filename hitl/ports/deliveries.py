"""What leaves the house besides money, as a unit of work follows it."""

from datetime import datetime, timedelta
from typing import Protocol

from hitl.domain.delivery import Delivery, DeliveryStatus


class Deliveries(Protocol):
    """Replies, questions, notices and notes on their way out."""

    def add(self, *deliveries: Delivery) -> None:
        """Store them."""
        ...

    def get(self, delivery_id: str) -> Delivery:
        """The delivery. Raises NotFound."""
        ...

    def due(self, now: datetime, limit: int) -> list[str]:
        """Deliveries to send now."""
        ...

    def of_case(self, case_id: str) -> tuple[Delivery, ...]:
        """All of a case, oldest first."""
        ...

    def take(self, delivery_id: str, worker: str, now: datetime, lease: timedelta) -> Delivery | None:
        """Hold it for one attempt; None where somebody else holds it or it is no longer waiting."""
        ...

    def settle(
        self,
        delivery_id: str,
        status: DeliveryStatus,
        *,
        at: datetime,
        error: str = "",
        retry_at: datetime | None = None,
    ) -> bool:
        """Sent, failed for good, or waiting again until `retry_at`; False where it no longer waited."""
        ...

    def renew(self, delivery_id: str, at: datetime) -> bool:
        """Compare-and-set failed to waiting: a person wants it sent again."""
        ...
