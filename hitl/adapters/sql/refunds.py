"""Refunds: reserved with their decision, taken by one worker at a time, and counted against the limits."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, Integer, String, bindparam, exists, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from hitl.adapters.sql.catalog_tables import order_lines
from hitl.adapters.sql.columns import KEY, AnyRow, Micros, one_of
from hitl.adapters.sql.tables import cases, refund_lines, refunds
from hitl.domain.case import Status
from hitl.domain.money import Money, shares
from hitl.domain.refund import COUNTED, Refund, RefundLine, RefundStatus
from hitl.errors import InvalidInput, NotFound, Refused
from hitl.ports.refunds import Counted

_THIS = refunds.c.refund_id == bindparam("id", type_=KEY)
_NOW = bindparam("now", type_=Micros())
_RESERVED = refunds.c.status.in_(one_of([RefundStatus.RESERVED]))
_OPEN_ENDED = refunds.c.status.in_(one_of([RefundStatus.SENDING, RefundStatus.PENDING, RefundStatus.UNKNOWN]))
_COUNTS = refunds.c.status.in_(one_of(COUNTED))
_FREE = or_(refunds.c.lease_until.is_(None), refunds.c.lease_until <= _NOW)

_ADD = insert(refunds)
_ADD_LINES = insert(refund_lines)
_GET = select(refunds).where(_THIS)
_GET_LOCKED = _GET.with_for_update()
_OF_CASE = select(refunds).where(refunds.c.case_id == bindparam("id", type_=KEY))
_LINES = (
    select(refund_lines)
    .where(refund_lines.c.refund_id == bindparam("id", type_=KEY))
    .order_by(refund_lines.c.position)
)
_PRICES = (
    select(
        order_lines.c.line_id,
        order_lines.c.quantity,
        (order_lines.c.unit_price * order_lines.c.quantity).label("price"),
    )
    .where(order_lines.c.order_id == bindparam("id", type_=KEY))
    .order_by(order_lines.c.position)
)
_DUE = (
    select(refunds.c.refund_id)
    .join(cases, cases.c.case_id == refunds.c.case_id)
    .where(
        _RESERVED,
        refunds.c.not_before <= _NOW,
        cases.c.status != Status.AWAITING_RETURN.value,
    )
    .order_by(refunds.c.not_before, refunds.c.refund_id)
    .limit(bindparam("count"))
)
_STILL_OUT = (
    exists()
    .where(
        refund_lines.c.refund_id == refunds.c.refund_id,
        refund_lines.c.quantity > 0,
        order_lines.c.order_id == refunds.c.order_id,
        order_lines.c.line_id == refund_lines.c.line_id,
        order_lines.c.returned_at.is_(None),
    )
    .correlate(refunds)
)
_RETURNED = (
    select(refunds.c.refund_id)
    .join(cases, cases.c.case_id == refunds.c.case_id)
    .where(_RESERVED, cases.c.status == Status.AWAITING_RETURN.value, ~_STILL_OUT)
    .order_by(refunds.c.reserved_at, refunds.c.refund_id)
    .limit(bindparam("count"))
)
_UNSETTLED = (
    select(refunds.c.refund_id)
    .where(_OPEN_ENDED, refunds.c.not_before <= _NOW, _FREE)
    .order_by(refunds.c.not_before, refunds.c.refund_id)
    .limit(bindparam("count"))
)
_TAKE = (
    update(refunds)
    .where(_THIS)
    .values(
        status=RefundStatus.SENDING.value,
        worker=bindparam("by", type_=KEY),
        lease_until=bindparam("until", type_=Micros()),
        attempts=refunds.c.attempts + 1,
    )
)
_SETTLE = (
    update(refunds)
    .where(
        _THIS,
        refunds.c.status == RefundStatus.SENDING.value,
        refunds.c.worker == bindparam("by", type_=KEY),
    )
    .values(
        status=bindparam("to", type_=KEY),
        processor_id=bindparam("processor", type_=KEY),
        attempts=bindparam("tries", type_=Integer),
        error=bindparam("why", type_=String),
        not_before=bindparam("ripe", type_=Micros()),
        settled_at=bindparam("settled", type_=Micros()),
        worker=None,
        lease_until=None,
    )
)
_RENEW = (
    update(refunds)
    .where(_THIS, refunds.c.status == RefundStatus.FAILED.value)
    .values(
        status=RefundStatus.RESERVED.value,
        key=bindparam("anew", type_=KEY),
        not_before=bindparam("at", type_=Micros()),
        processor_id=None,
        error="",
        settled_at=None,
    )
)
_CANCEL = (
    update(refunds)
    .where(_THIS, _RESERVED)
    .values(status=RefundStatus.CANCELLED.value, settled_at=bindparam("at", type_=Micros()))
)

_PAID_ALONE = func.sum(refunds.c.minor)
_SUM_ON_ORDER = select(_PAID_ALONE).where(
    refunds.c.order_id == bindparam("id", type_=KEY), refunds.c.by_gate, _COUNTS
)
_OF_CUSTOMER = refunds.c.customer_id == bindparam("customer", type_=KEY)
_SINCE = refunds.c.reserved_at >= bindparam("since", type_=Micros())
_COUNTED_OF = (
    select(refunds.c.order_id, refunds.c.minor, refunds.c.currency, refunds.c.by_gate, refunds.c.reserved_at)
    .where(_OF_CUSTOMER, _COUNTS)
    .order_by(refunds.c.reserved_at, refunds.c.refund_id)
)
_SUM_BY_CURRENCY = (
    select(refunds.c.currency, _PAID_ALONE)
    .where(_OF_CUSTOMER, _SINCE, refunds.c.by_gate, _COUNTS)
    .group_by(refunds.c.currency)
)


class SqlRefunds:
    """Implements ports.refunds.Refunds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def reserve(self, refund: Refund) -> None:
        """Insert it with its lines; one without lines is spread over the order's by their price.

        Raises Refused where the decision is missing or has its refund already, InvalidInput where the
        lines do not add up to the amount.
        """
        lines = refund.lines or self._spread(refund)
        if lines and sum(line.minor for line in lines) != refund.amount.minor:
            raise InvalidInput(f"The lines of {refund.refund_id} do not add up to {refund.amount}")
        values = refund.model_dump(exclude={"lines", "amount"})
        amount = {"minor": refund.amount.minor, "currency": refund.amount.currency}
        try:
            self._connection.execute(_ADD, values | amount | {"worker": None, "lease_until": None})
        except IntegrityError as error:
            raise Refused(
                f"{refund.refund_id} needs a decision of its own: {refund.decision_id} is missing or taken"
            ) from error
        rows = [
            {"refund_id": refund.refund_id, "position": position, **line.model_dump()}
            for position, line in enumerate(lines)
        ]
        if rows:
            self._connection.execute(_ADD_LINES, rows)

    def get(self, refund_id: str) -> Refund:
        """The refund. Raises NotFound."""
        row = self._connection.execute(_GET, {"id": refund_id}).one_or_none()
        if row is None:
            raise NotFound(f"There is no refund {refund_id}")
        return self._refund(row)

    def of_case(self, case_id: str) -> Refund | None:
        """The case's refund."""
        row = self._connection.execute(_OF_CASE, {"id": case_id}).one_or_none()
        return None if row is None else self._refund(row)

    def due(self, now: datetime, limit: int) -> list[str]:
        """Refunds to send now."""
        return list(self._connection.scalars(_DUE, {"now": now, "count": limit}))

    def returned(self, limit: int) -> list[str]:
        """Reserved refunds whose case awaits goods that are back: every claimed line has `returned_at`."""
        return list(self._connection.scalars(_RETURNED, {"count": limit}))

    def unsettled(self, now: datetime, limit: int) -> list[str]:
        """Refunds whose end is not known and that nobody holds."""
        return list(self._connection.scalars(_UNSETTLED, {"now": now, "count": limit}))

    def take(self, refund_id: str, worker: str, now: datetime, lease: timedelta) -> Refund | None:
        """Compare-and-set to sending, held by `worker`; the refund returned shows its status before."""
        row = self._connection.execute(_GET_LOCKED, {"id": refund_id}).one_or_none()
        if row is None or not _may_be_taken(row, now):
            return None
        self._connection.execute(_TAKE, {"id": refund_id, "by": worker, "until": now + lease})
        return self._refund(row).model_copy(update={"attempts": row.attempts + 1})

    def settle(self, refund: Refund, worker: str) -> bool:
        """Store what the processor said, if `worker` still holds the refund."""
        values = {
            "id": refund.refund_id,
            "by": worker,
            "to": refund.status.value,
            "processor": refund.processor_id,
            "tries": refund.attempts,
            "why": refund.error,
            "ripe": refund.not_before,
            "settled": refund.settled_at,
        }
        return self._connection.execute(_SETTLE, values).rowcount == 1

    def renew(self, refund_id: str, key: str, at: datetime) -> bool:
        """Compare-and-set failed to reserved under another key."""
        return self._connection.execute(_RENEW, {"id": refund_id, "anew": key, "at": at}).rowcount == 1

    def cancel(self, refund_id: str, at: datetime) -> bool:
        """Compare-and-set reserved to cancelled."""
        return self._connection.execute(_CANCEL, {"id": refund_id, "at": at}).rowcount == 1

    def auto_paid_on_order(self, order_id: str) -> int:
        """What the gate paid or reserved alone on that order, minor units."""
        return int(self._connection.scalar(_SUM_ON_ORDER, {"id": order_id}) or 0)

    def auto_paid_to(self, customer_id: str, since: datetime) -> dict[str, int]:
        """What the gate paid or reserved alone to that customer since then, minor units by currency."""
        rows = self._connection.execute(_SUM_BY_CURRENCY, {"customer": customer_id, "since": since})
        return {currency: int(total) for currency, total in rows}

    def counted_of(self, customer_id: str) -> tuple[Counted, ...]:
        """What was ever paid or reserved for that customer, oldest first."""
        rows = self._connection.execute(_COUNTED_OF, {"customer": customer_id})
        return tuple(Counted(*row) for row in rows)

    def _spread(self, refund: Refund) -> tuple[RefundLine, ...]:
        rows = self._connection.execute(_PRICES, {"id": refund.order_id}).all()
        parts = shares(refund.amount.minor, [row.price for row in rows])
        return tuple(
            RefundLine(line_id=row.line_id, quantity=row.quantity, minor=part)
            for row, part in zip(rows, parts, strict=True)
        )

    def _refund(self, row: AnyRow) -> Refund:
        lines = self._connection.execute(_LINES, {"id": row.refund_id})
        values = {name: getattr(row, name) for name in _PLAIN}
        return Refund(
            amount=Money(minor=row.minor, currency=row.currency),
            status=RefundStatus(row.status),
            lines=tuple(
                RefundLine(line_id=line.line_id, quantity=line.quantity, minor=line.minor) for line in lines
            ),
            **values,
        )


_PLAIN = [name for name in Refund.model_fields if name not in {"amount", "lines", "status"}]


def _may_be_taken(row: AnyRow, now: datetime) -> bool:
    """Reserved and past its undo window, or of unknown end with no living holder."""
    match RefundStatus(row.status):
        case RefundStatus.RESERVED:
            return bool(row.not_before <= now)
        case RefundStatus.SENDING | RefundStatus.PENDING | RefundStatus.UNKNOWN:
            return row.lease_until is None or bool(row.lease_until <= now)
        case RefundStatus.SUCCEEDED | RefundStatus.FAILED | RefundStatus.CANCELLED:
            return False
