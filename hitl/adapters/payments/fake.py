"""A processor in memory whose faults are scripted, for tests and trials.

It keeps the promises of the port (once a key, never above what was captured) and counts what is asked
of it, so that a test can say not only what was paid but how often it was tried.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Lock

from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.refund import Payment, ProcessorRefund, RefundStatus, payment_reference
from hitl.errors import PaymentRefused, PaymentUnknown


class Fault(StrEnum):
    """What goes wrong with one call."""

    NONE = "none"
    REFUSED = "refused"  # no for good
    LOST_BEFORE = "lost_before"  # the request never arrived
    LOST_AFTER = "lost_after"  # the money moved, the answer was lost
    PENDING = "pending"  # taken; the next look shows it succeeded
    PENDING_FAILS = "pending_fails"  # taken; the next look shows it failed


class FakePayments:
    """Remembers refunds by key; `script` holds the faults of the next calls of `refund`, oldest first."""

    name = "fake"
    longest_call = timedelta(seconds=5)

    def __init__(self, clock: Callable[[], datetime] | None = None, *, remembers_keys: bool = True) -> None:
        """Without `remembers_keys` it pays again when it is asked again, as a processor may after a while."""
        self._remembers_keys = remembers_keys
        self.script: deque[Fault] = deque()
        self.deaf: set[str] = set()  # calls that get no answer while they stand here: payment, find
        self.calls: Counter[str] = Counter()
        self.labels: dict[str, Mapping[str, str]] = {}
        self.before_refund: Callable[[], None] | None = None  # a hook, so that a test can meet two workers
        self._clock = clock
        self._payments: dict[str, Payment] = {}
        self._refunds: dict[str, ProcessorRefund] = {}
        self._later: dict[str, RefundStatus] = {}
        self._lock = Lock()

    def payment(self, order: Order) -> Payment:
        """Captured is what the order says was paid; refunds made elsewhere are those of the import."""
        self._hear("payment")
        ref = payment_reference(order)
        known = Payment(
            payment_ref=ref, captured=order.money(order.captured), refunded=order.money(order.refunded)
        )
        with self._lock:
            self._payments[ref] = known
            return known.model_copy(update={"refunded": known.refunded + self._paid(ref, order.currency)})

    def find(self, payment_ref: str, key: str) -> ProcessorRefund | None:
        """The refund of that key; one that was pending is settled by being looked at."""
        self._hear("find")
        with self._lock:
            found = self._refunds.get(key)
            if found is None or found.payment_ref != payment_ref:
                return None
            later = self._later.pop(key, None)
            if later is not None:
                found = self._refunds[key] = found.model_copy(update={"status": later})
            return found

    def refund(
        self, payment_ref: str, amount: Money, key: str, labels: Mapping[str, str] | None = None
    ) -> ProcessorRefund:
        """Pay, or do what the script says."""
        if self.before_refund is not None:
            self.before_refund()
        with self._lock:
            self.calls["refund"] += 1
            if key in self._refunds and self._remembers_keys:
                return self._refunds[key]
            fault = self.script.popleft() if self.script else Fault.NONE
            if fault is Fault.REFUSED:
                raise PaymentRefused("The processor refused the refund.")
            if fault is Fault.LOST_BEFORE:
                raise PaymentUnknown("The processor did not answer.")
            made = self._pay(payment_ref, amount, key, fault)
            self.labels[key] = dict(labels or {})
        if fault is Fault.LOST_AFTER:
            raise PaymentUnknown("The processor's answer was lost.")
        return made

    def refunds(self, since: datetime | None = None) -> Iterable[ProcessorRefund]:
        """Every refund, newest first."""
        self.calls["refunds"] += 1
        made = reversed(self._refunds.values())
        return [one for one in made if since is None or one.created_at is None or one.created_at >= since]

    def pay_elsewhere(self, payment_ref: str, amount: Money, key: str | None = None) -> ProcessorRefund:
        """A refund that somebody made at the processor, past this product."""
        with self._lock:
            return self._pay(payment_ref, amount, key, Fault.NONE)

    def forget(self, key: str) -> None:
        """Lose a refund that was taken."""
        with self._lock:
            del self._refunds[key]

    def held(self, payment_ref: str) -> list[ProcessorRefund]:
        """The refunds of a payment that hold money, failed ones left out."""
        return [
            one
            for one in self._refunds.values()
            if one.payment_ref == payment_ref and one.status is not RefundStatus.FAILED
        ]

    def _hear(self, call: str) -> None:
        self.calls[call] += 1
        if call in self.deaf:
            raise PaymentUnknown("The processor did not answer.")

    def _pay(self, ref: str, amount: Money, key: str | None, fault: Fault) -> ProcessorRefund:
        payment = self._payments.get(ref)
        if payment is None:
            raise PaymentRefused(f"The processor knows no payment {ref}.")
        if amount.currency != payment.captured.currency:
            raise PaymentRefused(f"Payment {ref} is in {payment.captured.currency}, not {amount.currency}.")
        left = payment.left - self._paid(ref, amount.currency)
        if amount > left:
            raise PaymentRefused(f"Only {left} of payment {ref} is left; {amount} cannot be paid back.")
        number = len(self._refunds) + 1
        waits = fault in {Fault.PENDING, Fault.PENDING_FAILS}
        made = ProcessorRefund(
            processor_id=f"fake_{number}",
            key=key,
            payment_ref=ref,
            amount=amount,
            status=RefundStatus.PENDING if waits else RefundStatus.SUCCEEDED,
            created_at=self._clock() if self._clock else None,
        )
        slot = key if key and key not in self._refunds else f"{key} {number}"
        self._refunds[slot] = made
        if waits:
            self._later[slot] = RefundStatus.SUCCEEDED if fault is Fault.PENDING else RefundStatus.FAILED
        return made

    def _paid(self, ref: str, currency: str) -> Money:
        return Money(minor=sum(one.amount.minor for one in self.held(ref)), currency=currency)
