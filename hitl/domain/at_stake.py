"""Which order a case is about: the one that the screen shows and that an answer is checked against."""

from typing import Protocol

from hitl.domain.case import Case
from hitl.domain.drafted import Drafted
from hitl.domain.order import Order


class Orders(Protocol):
    """Where orders are found."""

    def order(self, order_id: str) -> Order | None:
        """That order."""
        ...

    def orders_of(self, customer_id: str, limit: int) -> tuple[Order, ...]:
        """The customer's orders, newest first."""
        ...


def order_at_stake(case: Case, drafted: Drafted | None, orders: Orders) -> Order | None:
    """The draft's, else the ticket's, if it is the customer's own; else the only one that they have."""
    draft = drafted.draft if drafted else None
    for order_id in (draft.order_id if draft else None, case.order_id):
        order = orders.order(order_id) if order_id else None
        if order is not None and order.customer_id == case.customer_id:
            return order
    own = orders.orders_of(case.customer_id, 2) if case.customer_id else ()
    return own[0] if len(own) == 1 else None
