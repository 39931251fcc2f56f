"""Paying through Stripe: its stand-in ignores idempotency keys, so only our own look-ups keep it to one."""

from collections.abc import Mapping

import pytest

from hitl.adapters.clock import FixedClock
from hitl.adapters.payments.stripe import StripePayments
from hitl.adapters.sql.store import SqlStore
from hitl.domain.case import Case, Status
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.refund import ProcessorRefund, RefundStatus
from hitl.errors import PaymentUnknown
from hitl.steps.reconcile import reconcile
from tests.adapters.payments.localstripe import API_KEY, Stand
from tests.paying import Till, order, usd


class Unreliable(StripePayments):
    """Stripe behind a connection that breaks after the request has arrived."""

    broken = False

    def refund(
        self, payment_ref: str, amount: Money, key: str, labels: Mapping[str, str] | None = None
    ) -> ProcessorRefund:
        """Send it; lose the answer while the connection is broken."""
        made = super().refund(payment_ref, amount, key, labels)
        if self.broken:
            raise PaymentUnknown("The connection was reset.")
        return made


@pytest.fixture
def till(sqlite_store: SqlStore, clock: FixedClock, stripe_stand: Stand) -> Till:
    return Till(store=sqlite_store, clock=clock, payments=Unreliable(API_KEY, stripe_stand.base))


@pytest.fixture
def mug(till: Till, stripe_stand: Stand) -> Order:
    """An order of 50.00, paid at Stripe."""
    return till.put(order(payment_ref=stripe_stand.pay(5000)))


def paid_back(till: Till, of: Order) -> Money:
    return till.payments.payment(of).refunded


def mine(till: Till, case: Case) -> list[str]:
    """What differs between both sides about this case."""
    found = reconcile(store=till.store, payments=till.payments).differences
    return [one.says for one in found if one.case == case.case_id]


def test_a_refund_through_stripe_is_paid_and_closed(till: Till, mug: Order) -> None:
    case = till.decide(mug, usd("12.50"))

    assert till.pay(case) is RefundStatus.SUCCEEDED
    till.deliver()

    assert paid_back(till, mug) == usd("12.50")
    assert till.now(case).status is Status.CLOSED
    assert mine(till, case) == []


def test_a_lost_answer_is_found_again_and_not_paid_twice(till: Till, mug: Order) -> None:
    case = till.decide(mug, usd("12.50"))
    till.payments.broken = True
    assert till.pay(case) is RefundStatus.UNKNOWN
    till.payments.broken = False
    till.lapse()

    assert till.sweep().settled == 1

    assert paid_back(till, mug) == usd("12.50")
    assert mine(till, case) == []


def test_a_worker_that_died_after_sending_has_paid_once(till: Till, mug: Order) -> None:
    case = till.decide(mug, usd("12.50"))
    till.abandon(case)
    refund = till.refund(case)
    till.payments.refund(refund.payment_ref, refund.amount, refund.key)
    till.lapse()

    till.sweep()

    assert till.refund(case).status is RefundStatus.SUCCEEDED
    assert paid_back(till, mug) == usd("12.50")


def test_a_worker_that_died_before_sending_has_not_paid_and_the_next_one_does(till: Till, mug: Order) -> None:
    case = till.decide(mug, usd("12.50"))
    till.abandon(case)
    till.lapse()

    till.sweep()

    assert paid_back(till, mug) == usd("12.50")


def test_too_little_left_after_refunds_by_hand_stops_for_a_person(
    till: Till, mug: Order, stripe_stand: Stand
) -> None:
    case = till.decide(mug, usd("12.50"))
    stripe_stand.refund_by_hand(mug.payment_ref, 4000)

    assert till.pay(case) is RefundStatus.FAILED

    assert "Only $10.00 of the $50.00 captured is left" in till.now(case).attention
    assert paid_back(till, mug) == usd("40.00")


def test_a_processor_that_is_gone_leaves_the_refund_open_until_it_is_back(
    till: Till, mug: Order, stripe_stand: Stand
) -> None:
    case, there = till.decide(mug, usd("12.50")), till.payments
    till.payments = StripePayments(API_KEY, "http://127.0.0.1:1")  # nobody listens there
    assert till.pay(case) is RefundStatus.UNKNOWN
    till.payments = there
    till.lapse()

    till.sweep()

    assert paid_back(till, mug) == usd("12.50")
