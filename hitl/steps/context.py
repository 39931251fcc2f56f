"""Step 2, context: what code knows about a case, loaded in the transaction that acts on it."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from hitl.domain.case import Author, Case, Message
from hitl.domain.facts import Facts, Standing
from hitl.domain.order import Customer, Order
from hitl.domain.reading.order_numbers import order_numbers
from hitl.domain.record import Moment
from hitl.ports.refunds import Counted
from hitl.ports.store import Unit

ORDERS_READ = 50
"""Newest orders of a customer that are looked at; an older one is found when its number is named."""

YEAR = timedelta(days=365)
MONTH = timedelta(days=30)


def gather(unit: Unit, case: Case, now: Moment) -> Facts:
    """Everything that the drafter and the gate may rely on."""
    conversation = unit.cases.conversation(case.case_id)
    customer = unit.catalog.customer(case.customer_id) if case.customer_id else None
    orders = unit.catalog.orders_of(customer.customer_id, ORDERS_READ) if customer else ()
    mentioned, further = _mentioned(unit, case, conversation, customer, orders)
    paid = unit.refunds.counted_of(customer.customer_id) if customer else ()
    return Facts(
        case_id=case.case_id,
        now=now,
        channel=case.channel,
        waiting=case.waiting,
        subject=case.subject,
        conversation=conversation,
        customer=customer,
        sender_verified=_sender_verified(case, customer),
        orders=(*orders, *further),
        ticket_order=_own_id(case.order_id, (*orders, *further)) or case.order_id,
        mentioned=mentioned,
        prior_refunds=prior_refunds(customer, paid, now),
        auto_paid_on_order=_sums((refund.order_id, refund.minor) for refund in paid if refund.by_gate),
        auto_paid_30_days=_sums(
            (refund.currency, refund.minor)
            for refund in paid
            if refund.by_gate and refund.reserved_at >= now - MONTH
        ),
        apart=unit.cases.apart(case) if case.part_of or case.draft_version else {},
        duplicates=unit.cases.similar_open(_about(case, mentioned, (*orders, *further))),
        policy=unit.policies.active(),
    )


def _mentioned(
    unit: Unit,
    case: Case,
    conversation: tuple[Message, ...],
    customer: Customer | None,
    orders: tuple[Order, ...],
) -> tuple[dict[str, Standing], tuple[Order, ...]]:
    """Whose the named orders are; beside it the customer's own that were too old to be among `orders`."""
    standing: dict[str, Standing] = {}
    further: list[Order] = []
    for number, sure in _named(case, conversation).items():
        own = _own_id(number, (*orders, *further))
        if own is not None:
            standing[own] = Standing.OWN
            continue
        found = unit.catalog.order(number) or unit.catalog.order(f"#{number}")
        if found is not None and customer is not None and found.customer_id == customer.customer_id:
            further.append(found)
            standing[found.order_id] = Standing.OWN
        elif found is not None:
            standing[number] = Standing.OTHERS
        elif sure:
            standing[number] = Standing.UNKNOWN
    return standing, tuple(further)


def _about(case: Case, mentioned: dict[str, Standing], orders: tuple[Order, ...]) -> Case:
    """The case with the order that it must be about: the ticket's, the one named, or the only one."""
    if case.order_id is not None:
        return case
    named = [number for number, standing in mentioned.items() if standing is Standing.OWN]
    candidates = named or [order.order_id for order in orders]
    return case.model_copy(update={"order_id": candidates[0]}) if len(candidates) == 1 else case


def _named(case: Case, conversation: tuple[Message, ...]) -> dict[str, bool]:
    """Order numbers of ticket and conversation, and whether each was introduced as one."""
    texts = [case.subject, *(message.text for message in conversation if message.author is Author.CUSTOMER)]
    named: dict[str, bool] = {case.order_id.lstrip("#"): True} if case.order_id else {}
    for text in texts:
        for candidate in order_numbers(text):
            named[candidate.number] = named.get(candidate.number, False) or candidate.sure
    return named


def _own_id(number: str | None, orders: tuple[Order, ...]) -> str | None:
    if number is None:
        return None
    plain = number.lstrip("#").casefold()
    return next((order.order_id for order in orders if order.order_id.lstrip("#").casefold() == plain), None)


def _sender_verified(case: Case, customer: Customer | None) -> bool:
    """False where a mail names a sender who is not the customer on record."""
    if customer is None or not case.sender_email:
        return customer is not None
    return case.sender_email.strip().casefold() == customer.email.strip().casefold()


def prior_refunds(customer: Customer | None, paid: tuple[Counted, ...], now: Moment) -> int:
    """How many refunds the customer had in the last 365 days, those before our records included."""
    if customer is None:
        return 0
    return customer.prior_refunds + sum(refund.reserved_at >= now - YEAR for refund in paid)


def _sums(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for name, minor in amounts:
        sums[name] += minor
    return dict(sums)
