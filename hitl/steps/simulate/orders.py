"""What simulated customers have bought: orders as a shop system would export them."""

from datetime import datetime, timedelta
from enum import StrEnum

from hitl.domain.money import Money
from hitl.domain.order import Tier
from hitl.domain.record import Moment, Record
from hitl.steps.simulate.chance import Chance
from hitl.steps.simulate.customers import Buyer
from hitl.steps.simulate.goods import Goods

FIRST_ID = 50_211
"""Where their numbers begin: above those of the hand-written orders."""

_SHIPPING = {"USD": "4.95", "EUR": "4.90", "JPY": "600"}
_FREE_FROM = {"USD": "60.00", "EUR": "55.00", "JPY": "8000"}


class Stage(StrEnum):
    """How far the order has come when the customer writes."""

    PLACED = "placed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"


class Bought(Record):
    """One line."""

    goods: Goods
    quantity: int = 1
    final_sale: bool = False
    refunded: bool = False  # paid back already, before our own records begin


class Purchase(Record):
    """An order with what is needed to export it."""

    order_id: str
    buyer: Buyer
    lines: tuple[Bought, ...]  # the first is what the customer writes about
    stage: Stage
    placed_at: Moment
    shipped_at: Moment | None
    delivered_at: Moment | None
    discounted: bool
    payment: str
    disputed: bool
    payment_fails: bool  # the processor refuses to pay it back

    @property
    def known_at(self) -> Moment:
        """When the shop system knew all of it."""
        return self.delivered_at or self.shipped_at or self.placed_at

    def rows(self, returned_at: datetime | None = None) -> list[dict[str, str]]:
        """Lines of the orders' file; with `returned_at` the goods of the first line have come back."""
        of_order = {
            "order_id": self.order_id,
            "customer_id": self.buyer.customer_id,
            "currency": self.buyer.currency,
            "placed_at": _iso(self.placed_at),
            "shipped_at": _iso(self.shipped_at),
            "delivered_at": _iso(self.delivered_at),
            "status": self.stage,
            **self._sums(),
            "payment_ref": f"{'demo-fail' if self.payment_fails else 'demo'}-{self.order_id}",
            "payment_method": self.payment,
            "dispute_open": str(self.disputed).lower(),
            "simulated": "true",
        }
        back = [_iso(returned_at), *("" for _ in self.lines[1:])]
        return [
            {**of_order, **self._line(line), "returned_at": at}
            for line, at in zip(self.lines, back, strict=True)
        ]

    def _line(self, line: Bought) -> dict[str, str]:
        price = line.goods.price[self.buyer.currency]
        return {
            "sku": line.goods.sku,
            "title": line.goods.title,
            "category": line.goods.category,
            "unit_price": price,
            "quantity": str(line.quantity),
            "final_sale": str(line.final_sale).lower(),
            "refunded": price if line.refunded else "",
        }

    def _sums(self) -> dict[str, str]:
        currency = self.buyer.currency
        total = sum(
            Money.parse(line.goods.price[currency], currency).minor * line.quantity for line in self.lines
        )
        free = total >= Money.parse(_FREE_FROM[currency], currency).minor
        tenth = Money(minor=total // 10, currency=currency).decimal()
        return {
            "discount": tenth if self.discounted else "",
            "shipping": "" if free else _SHIPPING[currency],
        }


class OrderBook:
    """Draws orders, each with the next number."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._next = FIRST_ID

    def order(
        self, buyer: Buyer, lines: tuple[Bought, ...], stage: Stage, since: timedelta, at: datetime
    ) -> Purchase:
        """An order that reached its stage that long before `at`."""
        chance, reached = self._chance, at - since
        way, packing = timedelta(days=chance.whole(2, 6)), timedelta(days=chance.whole(1, 4))
        shipped = {Stage.PLACED: None, Stage.SHIPPED: reached, Stage.DELIVERED: reached - way}[stage]
        self._next += chance.whole(1, 9)
        return Purchase(
            order_id=str(self._next),
            buyer=buyer,
            lines=lines,
            stage=stage,
            placed_at=reached if shipped is None else shipped - packing,
            shipped_at=shipped,
            delivered_at=reached if stage is Stage.DELIVERED else None,
            discounted=chance.happens(0.15),
            payment=self._payment(buyer),
            disputed=chance.happens(0.012),
            payment_fails=chance.happens(0.012),
        )

    def _payment(self, buyer: Buyer) -> str:
        if buyer.tier is Tier.ENTERPRISE:
            return "invoice"
        return self._chance.weighted(["card", "wallet", "bank_transfer"], [77, 19, 4])


def _iso(at: datetime | None) -> str:
    return "" if at is None else at.replace(microsecond=0).isoformat()
