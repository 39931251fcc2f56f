"""Replies, questions, notices and notes on their way out."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from hitl.adapters.sql.columns import KEY, AnyRow, Micros
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import deliveries
from hitl.adapters.vault import ERASED
from hitl.domain.delivery import Delivery, DeliveryKind, DeliveryStatus
from hitl.errors import NotFound

_THIS = deliveries.c.delivery_id == bindparam("id", type_=KEY)
_NOW = bindparam("now", type_=Micros())
_WAITS = deliveries.c.status == DeliveryStatus.WAITING.value
_FREE = or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until <= _NOW)
_COLUMNS = [
    deliveries.c.delivery_id,
    deliveries.c.case_id,
    deliveries.c.decision_id,
    deliveries.c.kind,
    deliveries.c.status,
    deliveries.c.attempts,
    deliveries.c.not_before,
    deliveries.c.created_at,
    deliveries.c.sent_at,
    deliveries.c.sealed,
]

_ADD = insert(deliveries)
_GET = select(*_COLUMNS).where(_THIS)
_OF_CASE = (
    select(*_COLUMNS)
    .where(deliveries.c.case_id == bindparam("of", type_=KEY))
    .order_by(deliveries.c.created_at, deliveries.c.delivery_id)
)
_DUE = (
    select(deliveries.c.delivery_id)
    .where(_WAITS, deliveries.c.not_before <= _NOW, _FREE)
    .order_by(deliveries.c.not_before, deliveries.c.delivery_id)
    .limit(bindparam("count"))
)
_TAKE = (
    update(deliveries)
    .where(_THIS, _WAITS, deliveries.c.not_before <= _NOW, _FREE)
    .values(
        worker=bindparam("by", type_=KEY),
        lease_until=bindparam("until", type_=Micros()),
        attempts=deliveries.c.attempts + 1,
    )
    .returning(*_COLUMNS)
)
_SETTLE = (
    update(deliveries)
    .where(_THIS, _WAITS)
    .values(
        status=bindparam("to", type_=KEY),
        sealed=bindparam("text"),
        sent_at=bindparam("sent", type_=Micros()),
        not_before=bindparam("ripe", type_=Micros()),
        worker=None,
        lease_until=None,
    )
)


_RENEW = (
    update(deliveries)
    .where(_THIS, deliveries.c.status == DeliveryStatus.FAILED.value)
    .values(status=DeliveryStatus.WAITING.value, not_before=_NOW)
)


class SqlDeliveries:
    """Implements ports.deliveries.Deliveries."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys

    def add(self, *deliveries: Delivery) -> None:
        """Store them."""
        if deliveries:
            self._connection.execute(_ADD, [self._values(delivery) for delivery in deliveries])

    def get(self, delivery_id: str) -> Delivery:
        """The delivery. Raises NotFound."""
        row = self._connection.execute(_GET, {"id": delivery_id}).one_or_none()
        if row is None:
            raise NotFound(f"There is no delivery {delivery_id}")
        return self._delivery(row)

    def due(self, now: datetime, limit: int) -> list[str]:
        """Deliveries to send now that nobody holds."""
        return list(self._connection.scalars(_DUE, {"now": now, "count": limit}))

    def of_case(self, case_id: str) -> tuple[Delivery, ...]:
        """All of a case, oldest first."""
        return tuple(self._delivery(row) for row in self._connection.execute(_OF_CASE, {"of": case_id}).all())

    def take(self, delivery_id: str, worker: str, now: datetime, lease: timedelta) -> Delivery | None:
        """Hold it for one attempt."""
        values = {"id": delivery_id, "by": worker, "now": now, "until": now + lease}
        row = self._connection.execute(_TAKE, values).one_or_none()
        return None if row is None else self._delivery(row)

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
        delivery = self.get(delivery_id)
        values = {
            "id": delivery_id,
            "to": status.value,
            "text": self._sealed(delivery, error),
            "sent": at if status is DeliveryStatus.SENT else None,
            "ripe": retry_at or delivery.not_before,
        }
        return self._connection.execute(_SETTLE, values).rowcount == 1

    def renew(self, delivery_id: str, at: datetime) -> bool:
        """Compare-and-set failed to waiting."""
        return self._connection.execute(_RENEW, {"id": delivery_id, "now": at}).rowcount == 1

    def _values(self, delivery: Delivery) -> dict[str, Any]:
        values: dict[str, Any] = delivery.model_dump(exclude={"body", "error"})
        return {**values, "sealed": self._sealed(delivery, delivery.error)}

    def _sealed(self, delivery: Delivery, error: str) -> bytes:
        text = json.dumps({"body": delivery.body, "error": error}, ensure_ascii=False)
        return self._keys.of_case(delivery.case_id).seal(text, _place(delivery.delivery_id))

    def _delivery(self, row: AnyRow) -> Delivery:
        text = self._keys.open(row.sealed, _place(row.delivery_id))
        words = {"body": ERASED} if text is None else json.loads(text)
        return Delivery(
            delivery_id=row.delivery_id,
            case_id=row.case_id,
            decision_id=row.decision_id,
            kind=DeliveryKind(row.kind),
            status=DeliveryStatus(row.status),
            attempts=row.attempts,
            not_before=row.not_before,
            created_at=row.created_at,
            sent_at=row.sent_at,
            **words,
        )


def _place(delivery_id: str) -> str:
    return f"deliveries:{delivery_id}"
