"""Customers, their orders, and what is still refundable on a line."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints

from hitl.domain.money import Currency, Minor, Money, portion, shares
from hitl.domain.record import Moment, Record

Id = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]  # ISO 3166-1 alpha-2
NotNegative = Annotated[Minor, Field(ge=0)]


class Tier(StrEnum):
    """What the customer is to the company."""

    STANDARD = "standard"
    PREMIUM = "premium"
    ENTERPRISE = "enterprise"


class OrderStatus(StrEnum):
    """How far an order has come."""

    PLACED = "placed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class PaymentMethod(StrEnum):
    """How the order was paid; bank transfers and invoices are paid back by hand."""

    CARD = "card"
    WALLET = "wallet"
    BANK_TRANSFER = "bank_transfer"
    INVOICE = "invoice"


class Customer(Record):
    """Somebody who may ask for a refund; everything but the id and the tier is personal data."""

    customer_id: Id
    email: Annotated[str, StringConstraints(max_length=320)]
    name: str = ""
    tier: Tier = Tier.STANDARD
    country: Country | None = None
    phone: str = ""
    address: str = ""
    created_at: Moment | None = None
    prior_refunds: Annotated[int, Field(ge=0)] = 0  # refunds before our own records begin
    metadata: dict[str, str] = Field(default_factory=dict)

    @property
    def first_name(self) -> str:
        """What a reply greets the customer by; empty when no name is known."""
        return self.name.split()[0] if self.name.strip() else ""


class Line(Record):
    """One line item of an order; amounts in minor units of the order's currency."""

    line_id: Id
    sku: str
    title: str
    category: str | None = None
    unit_price: NotNegative
    quantity: Annotated[int, Field(ge=1, le=1_000_000)]
    final_sale: bool = False
    returned_at: Moment | None = None  # when the goods came back
    refunded: NotNegative = 0  # already paid back on this line
    metadata: dict[str, str] = Field(default_factory=dict)

    @property
    def price(self) -> int:
        """Unit price times quantity, minor units."""
        return self.unit_price * self.quantity


def _distinct_lines(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    if len({line.line_id for line in lines}) != len(lines):
        raise ValueError("two lines of an order have the same line_id")
    return lines


def cost(prices: Iterable[int], discount: int, shipping: int, tax: int) -> int:
    """What an order comes to, minor units; never below nothing."""
    return max(0, sum(prices) - discount + shipping + tax)


class Order(Record):
    """An order as the company's own systems know it; a date that is not there is unknown."""

    order_id: Id
    customer_id: Id
    currency: Currency
    lines: Annotated[tuple[Line, ...], Field(min_length=1), AfterValidator(_distinct_lines)]
    placed_at: Moment | None = None
    shipped_at: Moment | None = None
    delivered_at: Moment | None = None
    status: OrderStatus | None = None
    paid_total: NotNegative | None = None
    discount: NotNegative = 0
    shipping: NotNegative = 0
    tax: NotNegative = 0
    payment_ref: str = ""
    payment_method: PaymentMethod | None = None
    dispute_open: bool = False
    metadata: dict[str, str] = Field(default_factory=dict)

    def line(self, line_id: str) -> Line | None:
        """The line of that id, or None."""
        for line in self.lines:
            if line.line_id == line_id:
                return line
        return None

    def money(self, minor: int) -> Money:
        """Minor units of this order's currency."""
        return Money(minor=minor, currency=self.currency)

    @property
    def returned_at(self) -> datetime | None:
        """When the last line came back; None while any line is still out."""
        dates = [line.returned_at for line in self.lines]
        return max((date for date in dates if date), default=None) if all(dates) else None

    @property
    def refunded(self) -> int:
        """Everything paid back on this order so far, minor units."""
        return sum([line.refunded for line in self.lines])

    @cached_property
    def captured(self) -> int:
        """What the customer paid, minor units; worked out from the lines where no total is recorded."""
        if self.paid_total is not None:
            return self.paid_total
        return cost([line.price for line in self.lines], self.discount, self.shipping, self.tax)

    def net_prices(self) -> dict[str, int]:
        """What each line cost after its share of the discount, by line id, never below nothing."""
        discount = shares(self.discount, [line.price for line in self.lines])
        return {
            line.line_id: max(0, line.price - off) for line, off in zip(self.lines, discount, strict=True)
        }

    @property
    def refundable(self) -> int:
        """What may still be paid back on the whole order, minor units."""
        return min(self._left_of_payment, sum(self._left_by_line().values()))

    def refundable_on(self, line_id: str, *, quantity: int | None = None, percent: int = 100) -> int:
        """What may still be paid back for so many pieces of a line at so many percent of its price.

        Never more than what is left of the line, nor than what is left of the payment. Minor units.
        """
        line = self.line(line_id)
        if line is None:
            return 0
        pieces = line.quantity if quantity is None else min(quantity, line.quantity)
        net = self.net_prices()[line_id] if self.discount else line.price
        priced = portion(net * pieces, percent, 100 * line.quantity)
        return max(0, min(priced, net - line.refunded, self._left_of_payment))

    def paid_back(self, refunded: dict[str, int]) -> Self:
        """The same order with further refunds counted in, minor units by line id."""
        lines = tuple(
            line.model_copy(update={"refunded": line.refunded + refunded[line.line_id]})
            if refunded.get(line.line_id)
            else line
            for line in self.lines
        )
        return self.model_copy(update={"lines": lines})

    @cached_property
    def _left_of_payment(self) -> int:
        return max(0, self.captured - self.refunded)

    def _left_by_line(self) -> dict[str, int]:
        net = self.net_prices()
        return {line.line_id: max(0, net[line.line_id] - line.refunded) for line in self.lines}
