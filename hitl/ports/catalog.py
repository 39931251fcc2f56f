"""What a company brings along: its customers, orders and policies."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from hitl.domain.order import Customer, Order
from hitl.domain.policy import Clause, PolicyVersion


class Saved(StrEnum):
    """What saving a record did."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class Catalog(Protocol):
    """Customers and orders."""

    def customer(self, customer_id: str) -> Customer | None:
        """The customer."""
        ...

    def lock_customer(self, customer_id: str) -> None:
        """Until this transaction ends nobody else's counts sums for that customer."""
        ...

    def customer_by_email(self, email: str) -> Customer | None:
        """The customer on record under that address, compared without case."""
        ...

    def save_customer(self, customer: Customer) -> Saved:
        """Insert or update."""
        ...

    def order(self, order_id: str) -> Order | None:
        """The order with every refund of ours that counts added to its lines."""
        ...

    def order_as_imported(self, order_id: str) -> Order | None:
        """The order without our refunds, as it was last saved: what an import merges with."""
        ...

    def order_both_ways(self, order_id: str) -> tuple[Order, Order] | None:
        """The order with our refunds counted in, and as it was imported."""
        ...

    def orders_of(self, customer_id: str, limit: int) -> tuple[Order, ...]:
        """The customer's orders, newest first, with our refunds counted in."""
        ...

    def save_order(self, order: Order) -> Saved:
        """Insert or update; the order is given as imported, without our refunds."""
        ...


class Policies(Protocol):
    """Versions of the policy."""

    def active(self) -> PolicyVersion:
        """The version in force; version 0 without clauses where none is."""
        ...

    def version(self, version: int) -> PolicyVersion:
        """A version, as it stood. Raises NotFound."""
        ...

    def add(self, clauses: Sequence[Clause], at: datetime) -> int:
        """A new version that is not in force yet; the number of the same content where it is known."""
        ...

    def activate(self, version: int, at: datetime) -> None:
        """Put a version in force."""
        ...
