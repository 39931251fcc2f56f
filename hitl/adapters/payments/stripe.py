"""Stripe, through its own SDK.

A refund is sent under our key as Stripe's idempotency key and carries the same key as metadata, by which
it is found again: Stripe forgets idempotency keys after a day, metadata stays. Every refund is therefore
looked for before it is sent. The SDK never retries by itself: whether an unanswered call is sent again is
decided by the step that first looks the refund up.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import stripe

from hitl.adapters.payments.stripe_amounts import from_stripe, to_stripe
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.refund import Payment, ProcessorRefund, RefundStatus
from hitl.errors import PaymentRefused, PaymentUnknown

KEY = "countersign_key"
"""The metadata entry under which a refund carries our key."""

TIMEOUT = (5.0, 20.0)
"""Seconds to connect and to answer: Stripe answers within a few; a worker's lease lasts far longer."""

PAGE = 100
"""Refunds a page of a listing, the most that Stripe gives."""

_STATUSES = {
    "succeeded": RefundStatus.SUCCEEDED,
    "pending": RefundStatus.PENDING,
    "requires_action": RefundStatus.PENDING,
    "failed": RefundStatus.FAILED,
    "canceled": RefundStatus.FAILED,
}


class StripePayments:
    """Pays back through Stripe; a payment is named by its intent (pi_…) or its charge (ch_…, py_…)."""

    name = "stripe"
    longest_call = timedelta(seconds=sum(TIMEOUT) + 5)  # and 5 s to look a name up

    def __init__(
        self, api_key: str, base: str | None = None, *, timeout: tuple[float, float] = TIMEOUT
    ) -> None:
        client = stripe.StripeClient(
            api_key,
            base_addresses={"api": base.rstrip("/")} if base else {},
            max_network_retries=0,
            http_client=stripe.RequestsClient(timeout=timeout),
        )
        self._api: Any = client.v1  # its parameter types know fewer spellings than Stripe takes

    def payment(self, order: Order) -> Payment:
        """What Stripe has captured and paid back on the order's payment, refunds made elsewhere included."""
        ref = _known_reference(order.payment_ref, order.order_id)
        with _told_apart():
            charge = self._charge(ref)
        currency = str(charge["currency"]).upper()
        if currency != order.currency:
            raise PaymentRefused(f"Payment {ref} was made in {currency}, the order is in {order.currency}.")
        return Payment(
            payment_ref=ref,
            captured=from_stripe(_captured(charge), currency),
            refunded=from_stripe(charge["amount_refunded"], currency),
        )

    def find(self, payment_ref: str, key: str) -> ProcessorRefund | None:
        """The refund of that payment that carries our key, or None. Failed attempts of it come last."""
        ref = _known_reference(payment_ref)
        with _told_apart():
            listed = self._api.refunds.list({**_selector(ref), "limit": PAGE})
            ours = [_refund(one, ref) for one in listed.auto_paging_iter() if _key_of(one) == key]
        ours.sort(key=lambda one: one.status is RefundStatus.FAILED)
        return ours[0] if ours else None

    def refund(
        self, payment_ref: str, amount: Money, key: str, labels: Mapping[str, str] | None = None
    ) -> ProcessorRefund:
        """Pay back, unless a refund with that key is there already."""
        ref = _known_reference(payment_ref)
        minor = to_stripe(amount)
        there = self.find(ref, key)
        if there is not None:
            return there
        with _told_apart():
            made = self._api.refunds.create(
                {**_selector(ref), "amount": minor, "metadata": {**(labels or {}), KEY: key}},
                {"idempotency_key": key},
            )
        return _refund(made, ref)

    def refunds(self, since: datetime | None = None) -> Iterable[ProcessorRefund]:
        """Every refund of the account, newest first, those made elsewhere with no key."""
        with _told_apart():
            for one in self._api.refunds.list({"limit": PAGE}).auto_paging_iter():
                data = one.to_dict()
                found = _refund(one, str(data.get("payment_intent") or data.get("charge")))
                if since is not None and found.created_at is not None and found.created_at < since:
                    return  # Stripe lists newest first
                yield found

    def _charge(self, ref: str) -> Mapping[str, Any]:
        if not ref.startswith("pi_"):
            return dict(self._api.charges.retrieve(ref).to_dict())
        intent = self._api.payment_intents.retrieve(ref, {"expand": ["latest_charge"]}).to_dict()
        charge = intent.get("latest_charge")
        if not isinstance(charge, Mapping):
            raise PaymentRefused(f"Payment {ref} was never charged, so nothing can be paid back.")
        return charge


def _known_reference(ref: str, order_id: str = "") -> str:
    if ref.startswith(("pi_", "ch_", "py_")):
        return ref
    named = f"The payment reference {ref!r}" if ref else f"Order {order_id} has no payment reference, so it"
    raise PaymentRefused(f"{named} names no payment at Stripe (pi_… or ch_…).")


def _selector(ref: str) -> dict[str, str]:
    return {"payment_intent" if ref.startswith("pi_") else "charge": ref}


def _captured(charge: Mapping[str, Any]) -> int:
    """Minor units in Stripe's count; older records say only whether, not how much."""
    if "amount_captured" in charge:
        return int(charge["amount_captured"])
    return int(charge["amount"]) if charge.get("captured") and charge.get("status") == "succeeded" else 0


def _key_of(found: Any) -> str | None:
    return (found.to_dict().get("metadata") or {}).get(KEY)


def _refund(found: Any, ref: str) -> ProcessorRefund:
    data = found.to_dict()
    return ProcessorRefund(
        processor_id=data["id"],
        key=_key_of(found),
        payment_ref=ref,
        amount=from_stripe(data["amount"], str(data["currency"]).upper()),
        status=_STATUSES.get(data.get("status") or "pending", RefundStatus.PENDING),
        created_at=datetime.fromtimestamp(data["created"], UTC),
    )


@contextmanager
def _told_apart() -> Iterator[None]:
    """Stripe's errors as ours: refused for good where Stripe says no to this refund, else to be looked up.

    A wrong or blocked key is the installation's fault, not the payment's: those refunds stay unknown and
    are sent once the key is right. So are rate limits (429), collisions (409), errors of Stripe's own
    (5xx) and everything that the network does.
    """
    try:
        yield
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        raise PaymentUnknown(f"Stripe does not accept the configured key: {_says(error)}") from error
    except stripe.IdempotencyError as error:
        raise PaymentRefused(f"Stripe knows this key from another refund: {_says(error)}") from error
    except (stripe.CardError, stripe.InvalidRequestError) as error:
        raise PaymentRefused(f"Stripe refused: {_says(error)}") from error
    except stripe.StripeError as error:
        raise PaymentUnknown(f"Stripe gave no clear answer: {_says(error)}") from error


def _says(error: stripe.StripeError) -> str:
    """Stripe's own sentence on one line, or the kind of error where it gives none."""
    message = " ".join((error.user_message or type(error).__name__).split())
    return f"{message[:300].rstrip('.')}."
