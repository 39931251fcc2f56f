"""Stripe: the contract against a stand-in, and how its errors and amounts are told apart."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from hitl.adapters.payments.stripe import StripePayments
from hitl.adapters.payments.stripe_amounts import from_stripe, to_stripe
from hitl.domain.money import Money
from hitl.errors import PaymentRefused, PaymentUnknown
from tests.adapters.payments.contract import Bench, PaymentsContract, a_key, an_order, usd
from tests.adapters.payments.localstripe import API_KEY, Stand


@pytest.fixture
def payments(stripe_stand: Stand) -> StripePayments:
    return StripePayments(API_KEY, stripe_stand.base)


class TestStripe(PaymentsContract):
    """By payment intent."""

    @pytest.fixture
    def bench(self, payments: StripePayments, stripe_stand: Stand) -> Bench:
        return Bench(payments, lambda minor, currency: stripe_stand.pay(minor, currency.lower()))


class TestStripeByCharge(PaymentsContract):
    """By charge, as older shops note it."""

    @pytest.fixture
    def bench(self, payments: StripePayments, stripe_stand: Stand) -> Bench:
        def pay(minor: int, currency: str) -> str:
            return stripe_stand.charge_of(stripe_stand.pay(minor, currency.lower()))

        return Bench(payments, pay)

    @pytest.mark.parametrize("count", [3])
    def test_every_refund_is_listed_with_its_key(self, bench: Bench, count: int) -> None:
        """Stripe's listing names the intent of a charge, so only the keys are compared."""
        order, keys = self.paid(bench), {a_key() for _ in range(count)}
        for key in keys:
            bench.payments.refund(order.payment_ref, usd(100), key)

        assert keys <= {one.key for one in bench.payments.refunds()}


def test_a_refund_made_by_hand_counts_and_carries_no_key(
    payments: StripePayments, stripe_stand: Stand
) -> None:
    order = an_order(stripe_stand.pay(5000), 5000)
    by_hand = stripe_stand.refund_by_hand(order.payment_ref, 4000)

    assert payments.payment(order).left == usd(1000)
    assert {one.key for one in payments.refunds() if one.processor_id == by_hand} == {None}


def test_a_refund_carries_key_and_labels_for_whoever_reads_stripes_pages(
    payments: StripePayments, stripe_stand: Stand
) -> None:
    ref, key = stripe_stand.pay(5000), a_key()

    made = payments.refund(ref, usd(100), key, {"case": "CS-1001", "decision": "D-1001"})

    kept = stripe_stand.client.v1.refunds.retrieve(made.processor_id).to_dict()["metadata"]
    assert kept == {"countersign_key": key, "case": "CS-1001", "decision": "D-1001"}


def test_a_refund_is_found_behind_more_than_a_page_of_others(
    payments: StripePayments, stripe_stand: Stand
) -> None:
    ref, key = stripe_stand.pay(500_000), a_key()
    payments.refund(ref, usd(100), key)
    for _ in range(105):
        stripe_stand.refund_by_hand(ref, 100)

    found = payments.find(ref, key)

    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    ("ref", "why"),
    [
        ("", "the order has no reference"),
        ("order:10482", "an order without a reference goes by its own id"),
        ("pay-10482", "a reference of another processor"),
        ("pi_never_made", "an intent that Stripe does not know"),
        ("ch_never_made", "a charge that Stripe does not know"),
    ],
)
def test_a_reference_that_names_no_payment_is_refused(payments: StripePayments, ref: str, why: str) -> None:
    with pytest.raises(PaymentRefused):
        payments.payment(an_order(ref, 5000))


def test_an_order_in_another_currency_than_its_payment_is_refused(
    payments: StripePayments, stripe_stand: Stand
) -> None:
    with pytest.raises(PaymentRefused, match="EUR"):
        payments.payment(an_order(stripe_stand.pay(5000, "eur"), 5000, "USD"))


@pytest.mark.parametrize(
    ("minor", "currency", "sent", "why"),
    [
        (1250, "USD", 1250, "cents on both sides"),
        (1200, "JPY", 1200, "no minor unit on either side"),
        (5120, "KWD", 5120, "three digits, the last one a nought"),
        (40, "ISK", 4000, "Stripe still counts two digits"),
        (300, "MGA", 3, "Stripe counts none"),
    ],
)
def test_amounts_go_there_and_back(minor: int, currency: str, sent: int, why: str) -> None:
    amount = Money(minor=minor, currency=currency)

    assert to_stripe(amount) == sent
    assert from_stripe(sent, currency) == amount


@pytest.mark.parametrize(
    ("minor", "currency", "why"),
    [
        (5125, "KWD", "the last digit must be a nought"),
        (350, "MGA", "Stripe has no half of it"),
        (500, "UGX", "Stripe's own lists contradict each other"),
    ],
)
def test_an_amount_that_stripe_cannot_say_exactly_is_refused(minor: int, currency: str, why: str) -> None:
    with pytest.raises(PaymentRefused):
        to_stripe(Money(minor=minor, currency=currency))


@contextmanager
def answering(status: int, body: str) -> Iterator[str]:
    """A server that answers everything alike; status 0 hangs up without a word."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            if status == 0:
                self.close_connection = True
                self.connection.close()
                return
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        do_GET = do_POST = answer  # noqa: N815 - the names that the library looks for

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def error(kind: str, code: str = "") -> str:
    return f'{{"error": {{"type": "{kind}", "code": "{code}", "message": "The reason."}}}}'


CALLS: list[Callable[[StripePayments], object]] = [
    lambda payments: payments.payment(an_order("pi_1", 5000)),
    lambda payments: payments.find("pi_1", "key"),
    lambda payments: payments.refund("pi_1", usd(100), "key"),
    lambda payments: list(payments.refunds()),
]


@pytest.mark.parametrize("call", CALLS, ids=["payment", "find", "refund", "refunds"])
@pytest.mark.parametrize(
    ("status", "body", "raised", "why"),
    [
        (402, error("card_error"), PaymentRefused, "the card says no"),
        (400, error("invalid_request_error", "charge_disputed"), PaymentRefused, "the request is wrong"),
        (404, error("invalid_request_error"), PaymentRefused, "there is no such payment"),
        (400, error("idempotency_error"), PaymentRefused, "the key was used for something else"),
        (400, error("invalid_request_error", "rate_limit"), PaymentUnknown, "too many requests, old style"),
        (401, error("invalid_request_error"), PaymentUnknown, "our key is wrong, not the payment"),
        (403, error("invalid_request_error"), PaymentUnknown, "our key may not do that"),
        (409, error("invalid_request_error"), PaymentUnknown, "the same key is at work"),
        (429, error("invalid_request_error"), PaymentUnknown, "too many requests"),
        (500, error("api_error"), PaymentUnknown, "Stripe itself failed"),
        (503, "<html>busy</html>", PaymentUnknown, "something between us and Stripe failed"),
        (200, "<html>hello</html>", PaymentUnknown, "that is not Stripe"),
        (0, "", PaymentUnknown, "the connection broke"),
    ],
)
def test_errors_are_told_apart_by_whether_money_may_have_moved(
    call: Callable[[StripePayments], object], status: int, body: str, raised: type[Exception], why: str
) -> None:
    with answering(status, body) as base, pytest.raises(raised):
        call(StripePayments(API_KEY, base))


def test_an_answer_that_does_not_come_in_time_is_unknown() -> None:
    with answering_never() as base, pytest.raises(PaymentUnknown):
        StripePayments(API_KEY, base, timeout=(0.2, 0.2)).refund("pi_1", usd(100), "key")


@contextmanager
def answering_never() -> Iterator[str]:
    """A server that accepts a connection and says nothing."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_a_processor_that_cannot_be_reached_is_unknown() -> None:
    with answering_never() as base:
        gone = base
    with pytest.raises(PaymentUnknown):
        StripePayments(API_KEY, gone).find("pi_1", "key")
