"""Requests to try: their texts from a file, and for each a customer and an order that fit it now."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from pydantic import Field, ValidationError

from hitl.domain.assessment import Result
from hitl.domain.case import Case, Channel, Status
from hitl.domain.draft import Claim
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.money import Money
from hitl.domain.order import Customer, Id, Line, Order
from hitl.domain.policy import PolicyVersion, Reason
from hitl.domain.record import Moment, Record
from hitl.domain.terms import assess
from hitl.errors import InvalidFile
from hitl.ports.store import Unit
from hitl.steps.context import MONTH, prior_refunds

ORDERS = 20
"""Newest orders of a customer among which a fitting one is looked for."""


_TROUBLE = re.compile("demo-[a-z]+-")  # the demo's processor refuses or delays these on purpose
_MEASURES = re.compile(r"\s+\S*\d.*")


class Wants(StrEnum):
    """What a sample needs of the customer's orders."""

    BELOW = "below"  # goods that the policy pays for, under what may go without a person
    ABOVE = "above"  # the same, over it, and not of high value
    SEVERAL = "several"  # more than one order, none of them named
    ANY = "any"  # some order; rather one that the policy does not pay for, so that the others are left


class Sample(Record):
    """A request to try."""

    key: Id
    title: str
    text: str  # may name {goods} and {other}
    watch: str  # what to look out for, in one line
    order: Wants
    other: bool = False  # names somebody else's order


class Ready(NamedTuple):
    """A sample with whom and what it is about now."""

    sample: Sample
    customer: Customer
    order: Order | None
    text: str


class _File(Record):
    sample: tuple[Sample, ...] = Field(min_length=1)


def parse_samples(text: str) -> tuple[Sample, ...]:
    """The samples of a TOML text, in its order. Raises InvalidFile."""
    try:
        return _File.model_validate(tomllib.loads(text)).sample
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise InvalidFile(f"The samples cannot be read: {error}") from error


def make_ready(
    sample: Sample, customers: Iterable[Customer], *, unit: Unit, ruleset: Ruleset, now: Moment
) -> Ready | None:
    """The sample with the first of the customers whose orders fit it; None where none does any more."""
    everybody = tuple(customers)
    if sample.order is Wants.SEVERAL:
        return _with_several_orders(sample, everybody, unit)
    look = _Look(unit, ruleset, unit.policies.active(), now)
    found = (
        (customer, order, line)
        for customer in everybody
        for order, line in _untouched(customer, look)
        if _fits(sample.order, order, line, look) and not _stands_out(customer, look)
    )
    for customer, order, line in found:
        return Ready(sample, customer, order, sample.text.format(goods=goods(line), other=""))
    if sample.order is Wants.ANY:
        payable = sample.model_copy(update={"order": Wants.BELOW})
        return make_ready(payable, everybody, unit=unit, ruleset=ruleset, now=now)
    return None


def goods(line: Line) -> str:
    """What the customer calls it: "Cushion cover 45 cm, blue" is a cushion cover."""
    name = _MEASURES.sub("", line.title.split(",")[0]).strip()
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


class _Look(NamedTuple):
    """What a fitting order is looked for with."""

    unit: Unit
    ruleset: Ruleset
    policy: PolicyVersion
    now: Moment


def _with_several_orders(sample: Sample, customers: tuple[Customer, ...], unit: Unit) -> Ready | None:
    for customer in customers:
        if len(unit.catalog.orders_of(customer.customer_id, 2)) > 1:
            other = _others_order(customer, customers, unit) if sample.other else None
            if other is not None or not sample.other:
                named = other.order_id if other else ""
                return Ready(sample, customer, None, sample.text.format(goods="", other=named))
    return None


def _others_order(customer: Customer, customers: Iterable[Customer], unit: Unit) -> Order | None:
    others = (other for other in customers if other.customer_id != customer.customer_id)
    return next((order for one in others for order in unit.catalog.orders_of(one.customer_id, 1)), None)


def _stands_out(customer: Customer, look: _Look) -> bool:
    """Whether a person looks at everything of this customer, so that no sample would show anything else."""
    held = look.ruleset.held
    paid = look.unit.refunds.counted_of(customer.customer_id)
    refunds = prior_refunds(customer, paid, look.now)
    return (
        customer.tier in held.customer_tiers
        or customer.country in held.countries
        or refunds >= held.repeat_refunds_from - 1
    )


def _untouched(customer: Customer, look: _Look) -> Iterator[tuple[Order, Line]]:
    """Orders that nothing was asked about or paid back of yet, with a line of one piece."""
    by_hand = look.ruleset.held.payment_methods
    for order in look.unit.catalog.orders_of(customer.customer_id, ORDERS):
        if (
            order.delivered_at is None
            or order.refunded
            or order.dispute_open
            or order.payment_method in by_hand
            or _TROUBLE.match(order.payment_ref or "")
            or _asked(order, look)
        ):
            continue
        yield from ((order, line) for line in order.lines if line.quantity == 1)


def _asked(order: Order, look: _Look) -> bool:
    """Whether another case is about it, so that a second one would be held as a repetition."""
    asking = Case(
        case_id="new",
        ticket_id="new",
        status=Status.RECEIVED,
        channel=Channel.CHAT,
        received_at=look.now,
        customer_id=order.customer_id,
        order_id=order.order_id,
    )
    return bool(look.unit.cases.similar_open(asking))


def _pays(order: Order, line: Line, look: _Look) -> Money | None:
    """What the policy pays for it where it arrived broken; None where it does not, or not clearly."""
    said = assess(
        (Claim(line_id=line.line_id, quantity=1, reason=Reason.DAMAGED),),
        order,
        look.policy.clauses,
        first_message_at=look.now,
        said="",
        attachments=(),
        prior_refunds=0,
    )
    return order.money(said.amount) if said.results == {Result.REFUND} and said.match == "strong" else None


def _fits(wants: Wants, order: Order, line: Line, look: _Look) -> bool:
    pays = _pays(order, line, look)
    if wants is Wants.ANY:
        return pays is None
    limit, high = look.ruleset.auto_limit(order.currency), look.ruleset.high_value(order.currency)
    in_a_month = look.ruleset.velocity_limit(order.currency)
    if pays is None or limit is None or high is None or in_a_month is None:
        return False
    if wants is Wants.ABOVE:
        return limit <= pays <= high
    alone = look.unit.refunds.auto_paid_to(order.customer_id, look.now - MONTH).get(order.currency, 0)
    return 0 < pays.minor < limit.minor and pays.minor + alone <= in_a_month.minor
