"""Many cases at once: a company with a customer, an order and a request for every one of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hitl.domain.case import Channel, Status, Ticket
from hitl.domain.drafted import Drafted
from hitl.domain.mode import Mode, ModeState
from hitl.domain.order import Customer, Line, Order, OrderStatus, PaymentMethod
from hitl.domain.policy import Clause
from hitl.domain.policy_file import parse_policy
from hitl.domain.roles import User
from hitl.ports.store import Store
from hitl.steps.intake import take_in
from tests.company import MANAGER, POLICY, SENIOR

SMALL, LARGE = 1200, 4800
"""Minor units of USD: below what may go out without a person, and above it."""


def found_crowd(store: Store, at: datetime, people: tuple[User, ...] = (MANAGER, SENIOR)) -> None:
    """Policy, people and limited autonomy; customers and orders come with `ask`."""
    with store.unit() as unit:
        version = unit.policies.add(_clauses(), at)
        unit.policies.activate(version, at)
        for user in people:
            unit.controls.save_user(user, at)
        state = ModeState(mode=Mode.LIMITED_AUTONOMY, since=at, by=MANAGER.email, reason="trial")
        unit.controls.set_mode(state, {})
        unit.commit()


def ask(store: Store, at: datetime, numbers: range, *, enqueue: bool, batch: int = 200) -> None:
    """One request of a customer of its own for every number; every second one is too large for the gate."""
    for start in range(numbers.start, numbers.stop, batch):
        with store.unit() as unit:
            for number in range(start, min(start + batch, numbers.stop)):
                unit.catalog.save_customer(customer(number))
                unit.catalog.save_order(order(number, at))
                take_in(unit, ticket(number, at), at=at, enqueue=enqueue)
            unit.commit()


def customer(number: int) -> Customer:
    """A customer who has no other case."""
    return Customer(
        customer_id=f"C{number}", email=f"c{number}@example.com", name=f"Customer {number}", country="US"
    )


def order(number: int, at: datetime) -> Order:
    """A delivered order of one thing."""
    line = Line(
        line_id="1",
        sku="MUG",
        title="Stoneware mug",
        category="kitchen",
        unit_price=LARGE if number % 2 else SMALL,
        quantity=1,
    )
    return Order(
        order_id=str(100_000 + number),
        customer_id=f"C{number}",
        currency="USD",
        lines=(line,),
        placed_at=at - timedelta(days=9),
        shipped_at=at - timedelta(days=7),
        delivered_at=at - timedelta(days=4),
        status=OrderStatus.DELIVERED,
        payment_ref=f"pay-{number}",
        payment_method=PaymentMethod.CARD,
    )


def ticket(number: int, at: datetime) -> Ticket:
    """A request that fixed rules understand."""
    return Ticket(
        ticket_id=f"T{number}",
        body=f"Hello, the mug of order {100_000 + number} arrived broken. Please refund it.",
        received_at=at,
        channel=Channel.WEB_FORM,
        customer_id=f"C{number}",
        order_id=str(100_000 + number),
    )


def _clauses() -> tuple[Clause, ...]:
    return parse_policy("returns", POLICY)


def numbers(count: int, size: int) -> Iterator[range]:
    """`count` numbers in portions of `size`."""
    for start in range(0, count, size):
        yield range(start, min(start + size, count))


def pile_up(store: Store, drafted: Drafted, at: datetime, numbers: range, *, batch: int = 1000) -> None:
    """As many cases of one customer that wait at the desk, with copies of one draft that was held.

    Their due times lie ten seconds apart, so that the queue has an order to find.
    """
    for start in range(numbers.start, numbers.stop, batch):
        with store.unit() as unit:
            for number in range(start, min(start + batch, numbers.stop)):
                wanted = ticket(number, at).model_copy(update={"customer_id": "C1", "order_id": None})
                case = unit.cases.open(wanted, linked_case=None, simulated=False)
                unit.cases.claim_draft(case.case_id, "pile", at, timedelta(minutes=1))
                due = drafted.verdict.model_copy(update={"due_at": at + timedelta(seconds=10 * number)})
                copy = drafted.model_copy(update={"case_id": case.case_id, "version": 1, "verdict": due})
                unit.cases.save_draft(copy, "pile", Status.IN_REVIEW, None)
            unit.commit()
