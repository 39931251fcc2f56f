"""What every processor must do, whoever it is. Subclasses say how a payment is made there."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol
from uuid import uuid4

import pytest

from hitl.domain.money import Money
from hitl.domain.order import Line, Order
from hitl.domain.refund import RefundStatus
from hitl.errors import PaymentRefused
from hitl.ports.payments import Payments

NOW = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)


class Bench(NamedTuple):
    """A processor, and a way to have a customer pay there."""

    payments: Payments
    pay: "Pay"


class Pay(Protocol):
    """Pay so much; returns the payment's reference."""

    def __call__(self, minor: int, currency: str) -> str: ...


def usd(minor: int) -> Money:
    return Money(minor=minor, currency="USD")


def an_order(ref: str, minor: int, currency: str = "USD", *, refunded: int = 0) -> Order:
    line = Line(line_id="1", sku="MUG", title="Mug", unit_price=minor, quantity=1, refunded=refunded)
    return Order(
        order_id=f"O-{uuid4().hex[:12]}",
        customer_id="C1",
        currency=currency,
        lines=(line,),
        payment_ref=ref,
    )


def a_key() -> str:
    return f"countersign-D-1-{uuid4().hex}"


class PaymentsContract:
    """The promises of `hitl.ports.payments.Payments`."""

    @pytest.fixture
    def bench(self) -> Bench:
        raise NotImplementedError

    def paid(self, bench: Bench, minor: int = 5000, currency: str = "USD") -> Order:
        order = an_order(bench.pay(minor, currency), minor, currency)
        bench.payments.payment(order)
        return order

    def test_a_payment_shows_what_was_captured_and_that_all_of_it_is_left(self, bench: Bench) -> None:
        payment = bench.payments.payment(self.paid(bench))

        assert (payment.captured, payment.refunded, payment.left) == (usd(5000), usd(0), usd(5000))

    def test_a_refund_is_taken_off_what_is_left(self, bench: Bench) -> None:
        order = self.paid(bench)

        made = bench.payments.refund(order.payment_ref, usd(1250), a_key(), {"case": "CS-1001"})

        assert made.status is RefundStatus.SUCCEEDED
        assert made.amount == usd(1250)
        assert made.payment_ref == order.payment_ref
        assert bench.payments.payment(order).left == usd(3750)

    def test_a_refund_is_found_by_its_key_and_no_other_is(self, bench: Bench) -> None:
        order, other, key = self.paid(bench), self.paid(bench), a_key()
        made = bench.payments.refund(order.payment_ref, usd(1250), key)
        bench.payments.refund(order.payment_ref, usd(100), a_key())

        assert bench.payments.find(order.payment_ref, key) == made
        assert bench.payments.find(order.payment_ref, a_key()) is None
        assert bench.payments.find(other.payment_ref, key) is None

    def test_the_same_key_is_paid_once_however_often_it_is_sent(self, bench: Bench) -> None:
        order, key = self.paid(bench), a_key()

        made = [bench.payments.refund(order.payment_ref, usd(1250), key) for _ in range(3)]

        assert len({one.processor_id for one in made}) == 1
        assert bench.payments.payment(order).refunded == usd(1250)

    def test_two_keys_are_two_refunds_even_of_the_same_amount(self, bench: Bench) -> None:
        order = self.paid(bench)

        first = bench.payments.refund(order.payment_ref, usd(1250), a_key())
        second = bench.payments.refund(order.payment_ref, usd(1250), a_key())

        assert first.processor_id != second.processor_id
        assert bench.payments.payment(order).refunded == usd(2500)

    def test_a_payment_that_nobody_made_is_refused(self, bench: Bench) -> None:
        missing = bench.pay(5000, "USD")[:3] + "_nobody_made_this"

        with pytest.raises(PaymentRefused):
            bench.payments.refund(missing, usd(100), a_key())

    def test_a_currency_without_minor_units_is_paid_in_whole_units(self, bench: Bench) -> None:
        order = self.paid(bench, 3500, "JPY")

        made = bench.payments.refund(order.payment_ref, Money(minor=1200, currency="JPY"), a_key())

        assert str(made.amount) == "¥1,200"
        assert bench.payments.payment(order).left == Money(minor=2300, currency="JPY")

    def test_every_refund_is_listed_with_its_key(self, bench: Bench) -> None:
        order, keys = self.paid(bench), {a_key() for _ in range(3)}
        for key in keys:
            bench.payments.refund(order.payment_ref, usd(100), key)

        listed = {one.key: one for one in bench.payments.refunds()}

        assert keys <= set(listed)
        assert {listed[key].payment_ref for key in keys} == {order.payment_ref}

    def test_a_listing_since_a_later_time_leaves_older_refunds_out(self, bench: Bench) -> None:
        order, key = self.paid(bench), a_key()
        made = bench.payments.refund(order.payment_ref, usd(100), key)
        assert made.created_at is not None

        assert key in {one.key for one in bench.payments.refunds(made.created_at)}
        assert key not in {one.key for one in bench.payments.refunds(made.created_at + timedelta(days=1))}


class RefusesContract(PaymentsContract):
    """Promises that the stand-in for Stripe does not keep, though Stripe does."""

    def test_more_than_is_left_is_refused(self, bench: Bench) -> None:
        order = self.paid(bench)
        bench.payments.refund(order.payment_ref, usd(3000), a_key())

        with pytest.raises(PaymentRefused, match="left"):
            bench.payments.refund(order.payment_ref, usd(2001), a_key())

        bench.payments.refund(order.payment_ref, usd(2000), a_key())
        assert bench.payments.payment(order).left == usd(0)

    def test_refunds_made_elsewhere_count(self, bench: Bench) -> None:
        order = an_order(bench.pay(5000, "USD"), 5000, refunded=4000)

        assert bench.payments.payment(order).left == usd(1000)
        with pytest.raises(PaymentRefused, match="left"):
            bench.payments.refund(order.payment_ref, usd(1001), a_key())

    def test_another_currency_than_the_payments_is_refused(self, bench: Bench) -> None:
        order = self.paid(bench)

        with pytest.raises(PaymentRefused, match="USD"):
            bench.payments.refund(order.payment_ref, Money(minor=100, currency="EUR"), a_key())
