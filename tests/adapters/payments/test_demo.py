"""The demo's processor keeps the promises on both databases, and fails as payment references ask."""

from itertools import count
from threading import Barrier, Thread

import pytest

from hitl.adapters.clock import FixedClock
from hitl.adapters.payments.demo import DemoPayments
from hitl.adapters.sql.store import SqlStore
from hitl.domain.refund import ProcessorRefund, RefundStatus
from hitl.errors import CountersignError, PaymentRefused, PaymentUnknown
from tests.adapters.payments.contract import Bench, RefusesContract, a_key, an_order, usd


@pytest.fixture
def payments(store: SqlStore, clock: FixedClock) -> DemoPayments:
    return DemoPayments(store.engine, clock)


class TestDemo(RefusesContract):
    """On SQLite and PostgreSQL."""

    @pytest.fixture
    def bench(self, payments: DemoPayments) -> Bench:
        numbers = count(1)
        return Bench(payments, lambda minor, currency: f"pay-{next(numbers)}")


def test_a_refused_payment_is_refused_every_time(payments: DemoPayments) -> None:
    order, key = an_order("demo-fail-1", 5000), a_key()

    for _ in range(2):
        payments.payment(order)
        with pytest.raises(PaymentRefused):
            payments.refund("demo-fail-1", usd(100), key)

    assert payments.find("demo-fail-1", key) is None
    assert payments.payment(order).left == usd(5000)


def test_a_lost_answer_has_moved_the_money_once(payments: DemoPayments) -> None:
    order, key = an_order("demo-lost-1", 5000), a_key()
    payments.payment(order)

    with pytest.raises(PaymentUnknown):
        payments.refund("demo-lost-1", usd(100), key)

    assert payments.payment(order).refunded == usd(100)
    found = payments.find("demo-lost-1", key)
    assert found is not None
    assert found.status is RefundStatus.SUCCEEDED
    assert payments.refund("demo-lost-1", usd(100), key) == found


def test_a_swallowed_request_has_moved_nothing_and_the_next_is_served(payments: DemoPayments) -> None:
    order, key = an_order("demo-silent-1", 5000), a_key()
    payments.payment(order)

    with pytest.raises(PaymentUnknown):
        payments.refund("demo-silent-1", usd(100), key)

    assert payments.find("demo-silent-1", key) is None
    assert payments.payment(order).refunded == usd(0)
    assert list(payments.refunds()) == []
    assert payments.refund("demo-silent-1", usd(100), key).status is RefundStatus.SUCCEEDED
    assert payments.payment(order).refunded == usd(100)


@pytest.mark.parametrize(
    ("ref", "later", "left"),
    [
        ("demo-pending-1", RefundStatus.SUCCEEDED, 4900),
        ("demo-bounce-1", RefundStatus.FAILED, 5000),  # what failed holds no money any more
    ],
)
def test_a_pending_refund_holds_its_money_until_the_next_look_settles_it(
    payments: DemoPayments, ref: str, later: RefundStatus, left: int
) -> None:
    order, key = an_order(ref, 5000), a_key()
    payments.payment(order)

    assert payments.refund(ref, usd(100), key).status is RefundStatus.PENDING
    assert payments.payment(order).left == usd(4900)

    found = payments.find(ref, key)
    assert found is not None
    assert found.status is later
    assert payments.payment(order).left == usd(left)


def test_another_process_knows_what_was_paid(
    payments: DemoPayments, store: SqlStore, clock: FixedClock
) -> None:
    order, key = an_order("pay-1", 5000), a_key()
    payments.payment(order)
    made = payments.refund("pay-1", usd(100), key)

    other = DemoPayments(store.engine, clock)

    assert other.find("pay-1", key) == made
    assert other.refund("pay-1", usd(100), a_key()).amount == usd(100)
    with pytest.raises(PaymentRefused, match="left"):
        other.refund("pay-1", usd(4801), a_key())


@pytest.mark.parametrize(
    ("keys", "amount", "paid"),
    [
        pytest.param(["same"] * 6, 1000, 1000, id="one key is one refund"),
        pytest.param([str(number) for number in range(6)], 2000, 4000, id="never above what was captured"),
    ],
)
def test_many_at_once_never_pay_more_than_they_may(
    store: SqlStore, clock: FixedClock, keys: list[str], amount: int, paid: int
) -> None:
    order, start = an_order("pay-1", 5000), Barrier(len(keys))
    done: list[ProcessorRefund | CountersignError] = []

    def pay(key: str) -> None:
        payments = DemoPayments(store.engine, clock)
        payments.payment(order)
        start.wait()
        try:
            done.append(payments.refund("pay-1", usd(amount), key))
        except CountersignError as error:
            done.append(error)

    threads = [Thread(target=pay, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(done) == len(keys)
    assert DemoPayments(store.engine, clock).payment(order).refunded == usd(paid)
