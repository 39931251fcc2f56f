"""A stand-in for Stripe as a process of its own on the loopback address, with payments to refund.

It keeps everything in memory, ignores idempotency keys, and refunds more than was paid if asked: what is
tried against it is our own care, not Stripe's.
"""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import stripe

API_KEY = "sk_test_countersign"


class Stand:
    """A running stand-in."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.client = stripe.StripeClient(API_KEY, base_addresses={"api": base}, max_network_retries=0)

    def pay(self, minor: int, currency: str = "usd") -> str:
        """A payment intent that was captured."""
        intent = self.client.v1.payment_intents.create(
            {"amount": minor, "currency": currency, "payment_method": self._card(), "confirm": True}
        )
        return intent.id

    def charge_of(self, intent: str) -> str:
        """The charge of a payment intent."""
        return self.client.v1.payment_intents.retrieve(intent).to_dict()["latest_charge"]["id"]

    def refund_by_hand(self, intent: str, minor: int) -> str:
        """A refund that somebody made in Stripe's own pages."""
        return self.client.v1.refunds.create({"payment_intent": intent, "amount": minor}).id

    def _card(self) -> str:
        card = {"number": "4242424242424242", "exp_month": "12", "exp_year": "2040", "cvc": "123"}
        method = self.client.v1.payment_methods.create({"type": "card", "card": card})
        customer = self.client.v1.customers.create({"description": "somebody"})
        self.client.v1.payment_methods.attach(method.id, {"customer": customer.id})
        return method.id


@contextmanager
def running(folder: str) -> Iterator[Stand]:
    """Start the stand-in, wait until it answers, end it."""
    port = _free_port()
    command = [sys.executable, "-m", "localstripe", "--port", str(port), "--from-scratch"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait_for(port, process)
            yield Stand(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait(timeout=10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the stand-in for Stripe did not start")
