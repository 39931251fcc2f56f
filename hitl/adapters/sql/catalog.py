"""Customers and orders. Orders are kept as imported; our own refunds are added when they are read."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from hitl.adapters.sql.catalog_tables import customers, order_lines, orders
from hitl.adapters.sql.columns import KEY, AnyRow, one_of
from hitl.adapters.sql.desk_words import SqlWords
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import cases, refund_lines, refunds
from hitl.adapters.vault import ERASED, Vault
from hitl.domain.order import Customer, Line, Order, Tier
from hitl.domain.refund import COUNTED
from hitl.ports.catalog import Saved

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_CUSTOMER = select(customers.c.customer_id, customers.c.tier, customers.c.sealed)
_BY_ID = _CUSTOMER.where(customers.c.customer_id == bindparam("id", type_=KEY))
_LOCK = (
    select(customers.c.customer_id)
    .where(customers.c.customer_id == bindparam("id", type_=KEY))
    .with_for_update()
)
_BY_EMAIL = _CUSTOMER.where(customers.c.email_hash == bindparam("email_hash", type_=KEY)).limit(2)
_ADD_CUSTOMER = insert(customers)
_CHANGE_CUSTOMER = (
    update(customers)
    .where(customers.c.customer_id == bindparam("id", type_=KEY))
    .values(tier=bindparam("tier"), email_hash=bindparam("email_hash"), sealed=bindparam("sealed"))
)
_CHANGE_TIER = (  # cases are filtered by it
    update(cases)
    .where(cases.c.customer_id == bindparam("id", type_=KEY))
    .values(tier=bindparam("to_tier", type_=KEY))
)
_FORGET_EMAIL = (
    update(customers).where(customers.c.customer_id == bindparam("id", type_=KEY)).values(email_hash="")
)
_ORDERS_EACH = (
    select(orders.c.customer_id, func.count().label("orders")).group_by(orders.c.customer_id).subquery()
)
_BUSIEST = (
    _CUSTOMER.outerjoin_from(customers, _ORDERS_EACH, _ORDERS_EACH.c.customer_id == customers.c.customer_id)
    .order_by(func.coalesce(_ORDERS_EACH.c.orders, 0).desc(), customers.c.customer_id)
    .limit(bindparam("count"))
)

_PAID_BACK = (
    select(refunds.c.order_id, refund_lines.c.line_id, refund_lines.c.minor)
    .join_from(refunds, refund_lines, refund_lines.c.refund_id == refunds.c.refund_id)
    .where(refunds.c.status.in_(one_of(COUNTED)))
)
_PAID_BACK_ON_EACH = _PAID_BACK.where(refunds.c.order_id.in_(bindparam("ids", expanding=True)))


def _with_lines(found: Any) -> Any:
    """A row a line of the orders found: order and line, and how many refunds of ours count on the order."""
    ours = (
        select(func.count())
        .where(refunds.c.order_id == found.c.order_id, refunds.c.status.in_(one_of(COUNTED)))
        .scalar_subquery()
    )
    of_lines = [column.label(f"line_{column.name}") for column in order_lines.columns]
    return select(found, *of_lines, ours.label("refunds_of_ours")).join_from(
        found, order_lines, order_lines.c.order_id == found.c.order_id
    )


_ORDER = (
    _with_lines(orders)
    .where(orders.c.order_id == bindparam("id", type_=KEY))
    .order_by(order_lines.c.position)
)
_NEWEST = (
    select(orders)
    .where(orders.c.customer_id == bindparam("customer_id", type_=KEY))
    .order_by(orders.c.newest_at.desc(), orders.c.order_id.desc())
    .limit(bindparam("count"))
    .subquery()
)
_ORDERS_OF = _with_lines(_NEWEST).order_by(
    _NEWEST.c.newest_at.desc(), _NEWEST.c.order_id.desc(), order_lines.c.position
)
_ADD_ORDER = insert(orders)
_CHANGE_ORDER = (
    update(orders)
    .where(orders.c.order_id == bindparam("id", type_=KEY))
    .values({c.name: bindparam(c.name) for c in orders.columns if c.name != "order_id"})
)
_DROP_LINES = delete(order_lines).where(order_lines.c.order_id == bindparam("id", type_=KEY))
_ADD_LINES = insert(order_lines)


class SqlCatalog:
    """Implements ports.catalog.Catalog."""

    def __init__(self, connection: Connection, vault: Vault, keys: Keys) -> None:
        self._connection = connection
        self._vault = vault
        self._keys = keys
        self._words = SqlWords(connection, keys)

    def customer(self, customer_id: str) -> Customer | None:
        """The customer."""
        row = self._connection.execute(_BY_ID, {"id": customer_id}).one_or_none()
        return None if row is None else self._customer(row)

    def lock_customer(self, customer_id: str) -> None:
        """Hold the customer's row until the end of the transaction; on SQLite it holds the whole file."""
        if self._connection.dialect.name != "sqlite":
            self._connection.execute(_LOCK, {"id": customer_id})

    def customer_by_email(self, email: str) -> Customer | None:
        """The customer under that address; None as well where two share it, for then nobody is known."""
        rows = self._connection.execute(_BY_EMAIL, {"email_hash": self._email_hash(email)}).all()
        return self._customer(rows[0]) if len(rows) == 1 else None

    def busiest(self, count: int) -> tuple[Customer, ...]:
        """Customers by number of orders, most first."""
        rows = self._connection.execute(_BUSIEST, {"count": count}).all()
        self._keys.load(row.sealed for row in rows)
        return tuple(self._customer(row) for row in rows)

    def save_customer(self, customer: Customer) -> Saved:
        """Insert or update."""
        known = self.customer(customer.customer_id)
        if known == customer:
            return Saved.SAME
        key = self._keys.of_customer(customer.customer_id)
        values = {
            "tier": customer.tier,
            "email_hash": self._email_hash(customer.email),
            "sealed": key.seal(customer.model_dump_json(), _place("customers", customer.customer_id)),
        }
        if known is None:
            self._connection.execute(_ADD_CUSTOMER, {"customer_id": customer.customer_id, **values})
            self._words.keep_customer(customer, fresh=True)
            return Saved.NEW
        self._connection.execute(_CHANGE_CUSTOMER, {"id": customer.customer_id, **values})
        self._words.keep_customer(customer, fresh=False)
        if known.tier is not customer.tier:
            self._connection.execute(_CHANGE_TIER, {"id": customer.customer_id, "to_tier": customer.tier})
        return Saved.CHANGED

    def erase(self, customer_id: str, at: datetime) -> None:
        """Destroy the customer's key: what is sealed under it is gone; ids and amounts stay."""
        self._keys.destroy(customer_id, at)
        self._connection.execute(_FORGET_EMAIL, {"id": customer_id})
        self._words.forget_customer(customer_id)

    def order(self, order_id: str) -> Order | None:
        """The order with our refunds counted in."""
        known = self.order_both_ways(order_id)
        return None if known is None else known[0]

    def order_both_ways(self, order_id: str) -> tuple[Order, Order] | None:
        """The order with our refunds counted in, and as it was imported."""
        return next(iter(self._both_ways(self._connection.execute(_ORDER, {"id": order_id}).all())), None)

    def order_as_imported(self, order_id: str) -> Order | None:
        """The order as it was last saved."""
        rows = self._connection.execute(_ORDER, {"id": order_id}).all()
        return self._order(rows) if rows else None

    def orders_of(self, customer_id: str, limit: int) -> tuple[Order, ...]:
        """The customer's orders, newest first, in two queries at most, however many there are."""
        rows = self._connection.execute(_ORDERS_OF, {"customer_id": customer_id, "count": limit}).all()
        return tuple(counted for counted, _ in self._both_ways(rows))

    def _both_ways(self, rows: Sequence[AnyRow]) -> list[tuple[Order, Order]]:
        """Each order of the rows with our refunds counted in, and as it was imported; in the rows' order."""
        ids = list({row.order_id: None for row in rows if row.refunds_of_ours})
        paid_back = _by_order(self._connection.execute(_PAID_BACK_ON_EACH, {"ids": ids})) if ids else {}
        imported = [self._order(lines) for lines in _by_order(rows).values()]
        return [(_counted_in(order, paid_back.get(order.order_id, ())), order) for order in imported]

    def save_order(self, order: Order) -> Saved:
        """Insert or update, lines and all."""
        known = self.order_as_imported(order.order_id)
        if known == order:
            return Saved.SAME
        values = self._order_values(order)
        if known is None:
            self._connection.execute(_ADD_ORDER, {"order_id": order.order_id, **values})
        else:
            self._connection.execute(_CHANGE_ORDER, {"id": order.order_id, **values})
            self._connection.execute(_DROP_LINES, {"id": order.order_id})
        self._connection.execute(_ADD_LINES, self._line_values(order))
        return Saved.NEW if known is None else Saved.CHANGED

    def _email_hash(self, email: str) -> str:
        return self._vault.digest("email", email.strip().casefold())

    def _customer(self, row: AnyRow) -> Customer:
        text = self._keys.open(row.sealed, _place("customers", row.customer_id))
        if text is None:
            return Customer(customer_id=row.customer_id, tier=Tier(row.tier), email=ERASED, name=ERASED)
        return Customer.model_validate_json(text)

    def _order_values(self, order: Order) -> dict[str, Any]:
        values = {name: getattr(order, name) for name in _PLAIN_OF_ORDER}
        dates = (order.placed_at, order.shipped_at, order.delivered_at)
        values["newest_at"] = next((date for date in dates if date), _EPOCH)
        values["sealed"] = self._sealed(order, order.metadata, _place("orders", order.order_id))
        return values

    def _line_values(self, order: Order) -> list[dict[str, Any]]:
        return [
            {name: getattr(line, name) for name in _PLAIN_OF_LINE}
            | {"order_id": order.order_id, "position": position}
            | {"sealed": self._sealed(order, line.metadata, _line_place(order.order_id, line.line_id))}
            for position, line in enumerate(order.lines)
        ]

    def _sealed(self, order: Order, metadata: dict[str, str], place: str) -> bytes | None:
        if not metadata:
            return None
        key = self._keys.of_customer(order.customer_id)
        return key.seal(json.dumps(metadata, ensure_ascii=False), place)

    def _opened(self, sealed: bytes | None, place: str) -> dict[str, str]:
        text = self._keys.open(sealed, place) if sealed else None
        return json.loads(text) if text else {}

    def _order(self, rows: Sequence[AnyRow]) -> Order:
        """From its rows, one a line."""
        first = rows[0]
        values = {name: getattr(first, name) for name in _PLAIN_OF_ORDER}
        metadata = self._opened(first.sealed, _place("orders", first.order_id))
        lines = tuple(self._line(row) for row in rows)
        return Order(order_id=first.order_id, lines=lines, metadata=metadata, **values)

    def _line(self, row: AnyRow) -> Line:
        values = {name: getattr(row, f"line_{name}") for name in _PLAIN_OF_LINE}
        place = _line_place(row.order_id, row.line_line_id)
        return Line(metadata=self._opened(row.line_sealed, place), **values)


_PLAIN_OF_ORDER = [name for name in Order.model_fields if name not in {"order_id", "lines", "metadata"}]
_PLAIN_OF_LINE = [name for name in Line.model_fields if name != "metadata"]


def _place(table: str, record_id: str) -> str:
    return f"{table}:{record_id}"


def _line_place(order_id: str, line_id: str) -> str:
    return f"order_lines:{order_id}:{line_id}"


def _by_order(rows: Iterable[AnyRow]) -> dict[str, list[AnyRow]]:
    grouped: dict[str, list[AnyRow]] = defaultdict(list)
    for row in rows:
        grouped[row.order_id].append(row)
    return grouped


def _counted_in(order: Order, paid_back: Sequence[AnyRow]) -> Order:
    """The order with our refunds on its lines; what was paid on a line that is gone counts on the first."""
    if not paid_back:
        return order
    known = {line.line_id for line in order.lines}
    by_line: dict[str, int] = defaultdict(int)
    for row in paid_back:
        by_line[row.line_id if row.line_id in known else order.lines[0].line_id] += row.minor
    return order.paid_back(by_line)
