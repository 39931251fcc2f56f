"""The demo's processor: a ledger in the same database that behaves like one outside of it.

It keeps its own tables in its own transactions, pays once a key, refuses what is more than is left, and
knows nothing of cases. What goes wrong is chosen by how an order's payment reference begins, so that a
demo and a test can show each fault:

    demo-fail-…     every refund is refused
    demo-pending-…  taken; it succeeds when it is looked at again
    demo-bounce-…   taken; it has failed when it is looked at again
    demo-lost-…     paid, but the answer is lost
    demo-silent-…   the first request gets no answer and nothing is paid; the next one is served

Any other reference, and an order without one, is paid at once.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Row
from sqlalchemy.exc import DBAPIError

from hitl.adapters.sql.columns import KEY, one_of
from hitl.adapters.sql.engine import BUSY_SECONDS, passing, reading
from hitl.adapters.sql.house_tables import demo_charges, demo_refunds
from hitl.adapters.sql.turns import Turns
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.refund import Payment, ProcessorRefund, RefundStatus, payment_reference
from hitl.errors import PaymentRefused, PaymentUnknown, StoreUnavailable
from hitl.ports.clock import Clock


class _Manner(StrEnum):
    """How a payment behaves, by the beginning of its reference."""

    FAIL = "demo-fail-"
    PENDING = "demo-pending-"
    BOUNCE = "demo-bounce-"
    LOST = "demo-lost-"
    SILENT = "demo-silent-"


_UNHEARD = "unheard"
"""The state of a request that was swallowed: known to the ledger, shown to nobody, holding no money."""

_CHARGE = (
    select(demo_charges).where(demo_charges.c.payment_ref == bindparam("ref", type_=KEY)).with_for_update()
)
_BY_KEY = select(demo_refunds).where(demo_refunds.c.key == bindparam("of", type_=KEY))
_ADD = insert(demo_refunds)
_SHOWN = demo_refunds.c.status != _UNHEARD
_PAID_ON = select(func.sum(demo_refunds.c.minor)).where(
    demo_refunds.c.payment_ref == bindparam("ref", type_=KEY),
    demo_refunds.c.status.in_(one_of([RefundStatus.PENDING, RefundStatus.SUCCEEDED])),
)


def _noted(make: Any) -> Any:
    """The statement that writes a payment down, known before or not, in the words of one database."""
    row = make(demo_charges)
    seen = {name: row.excluded[name] for name in ("captured", "refunded", "currency")}
    return row.on_conflict_do_update(index_elements=["payment_ref"], set_=seen)


_NOTE_CHARGE = {"sqlite": _noted(sqlite.insert), "postgresql": _noted(postgresql.insert)}


class DemoPayments:
    """Pays out of the demo ledger of a database."""

    name = "demo"
    longest_call = timedelta(seconds=5)

    def __init__(self, engine: Engine, clock: Clock, turns: Turns | None = None) -> None:
        """On SQLite it writes in turn with whoever else of this process takes `turns`.

        What the power takes was never paid: whoever asked looks the key up and finds nothing. An answer that
        they have kept is on the disk with what it answers, since the disk is written in order.
        """
        self._engine = passing(engine)
        self._turns = turns
        self._reading = reading(engine)
        self._clock = clock
        self._charges: dict[str, Payment] = {}  # seen by `payment`, written with the refund that follows

    def payment(self, order: Order) -> Payment:
        """Captured is the order's paid total; refunds made elsewhere are those of the import."""
        ref = payment_reference(order)
        charge = Payment(
            payment_ref=ref, captured=order.money(order.captured), refunded=order.money(order.refunded)
        )
        self._charges[ref] = charge
        with _spoken(), self._reading.connect() as connection:
            return _with_refunds(charge, connection)

    def find(self, payment_ref: str, key: str) -> ProcessorRefund | None:
        """The refund of that key; one that is pending is settled by being looked at."""
        with _spoken(), self._reading.connect() as connection:
            row = _by_key(connection, key)
        if row is None or row.payment_ref != payment_ref or row.status == _UNHEARD:
            return None
        if row.status == RefundStatus.PENDING:
            return self._settle_pending(row)
        return _refund(row)

    def refund(
        self,
        payment_ref: str,
        amount: Money,
        key: str,
        labels: Mapping[str, str] | None = None,  # noqa: ARG002 - the demo has no pages of its own
    ) -> ProcessorRefund:
        """Pay once a key, or behave as the reference says."""
        manner = next((manner for manner in _Manner if payment_ref.startswith(manner)), None)
        with _spoken(), self._writing() as connection:
            charge = self._charge(connection, payment_ref)
            row = _by_key(connection, key)
            if row is not None and row.status != _UNHEARD:
                return _refund(row)
            if manner is _Manner.FAIL:
                raise PaymentRefused("The demo processor refuses every refund on this payment.")
            _refuse_too_much(charge, amount, connection)
            unheard = manner is _Manner.SILENT and row is None
            waits = manner in {_Manner.PENDING, _Manner.BOUNCE}
            made = ProcessorRefund(
                processor_id=f"demo_{sha256(key.encode()).hexdigest()[:20]}",
                key=key,
                payment_ref=payment_ref,
                amount=amount,
                status=RefundStatus.PENDING if waits else RefundStatus.SUCCEEDED,
                created_at=self._clock.now(),
            )
            _write(connection, made, _UNHEARD if unheard else made.status.value, known=row is not None)
        if unheard or manner is _Manner.LOST:
            raise PaymentUnknown("The demo processor's answer was lost.")
        return made

    def refunds(self, since: datetime | None = None) -> Iterable[ProcessorRefund]:
        """Every refund of the ledger, oldest first."""
        shown = select(demo_refunds).where(_SHOWN).order_by(demo_refunds.c.created_at, demo_refunds.c.id)
        if since is not None:
            shown = shown.where(demo_refunds.c.created_at >= since)
        with _spoken(), self._reading.connect() as connection:
            yield from (_refund(row) for row in connection.execute(shown))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            self._turns.one(BUSY_SECONDS) if self._turns else nullcontext(),
            self._engine.begin() as connection,
        ):
            yield connection

    def _charge(self, connection: Connection, payment_ref: str) -> Payment:
        """The payment, its row locked; what `payment` saw last is written down first."""
        seen = self._charges.pop(payment_ref, None)
        if seen is not None:
            _note_charge(connection, seen)
            return seen
        row = connection.execute(_CHARGE, {"ref": payment_ref}).one_or_none()
        if row is None:
            raise PaymentRefused(f"The demo processor knows no payment {payment_ref}.")
        return _payment(row)

    def _settle_pending(self, row: Row[Any]) -> ProcessorRefund:
        bounces = row.payment_ref.startswith(_Manner.BOUNCE)
        status = RefundStatus.FAILED if bounces else RefundStatus.SUCCEEDED
        with _spoken(), self._writing() as connection:
            connection.execute(
                update(demo_refunds).where(demo_refunds.c.key == row.key).values(status=status.value)
            )
        return _refund(row).model_copy(update={"status": status})


def _note_charge(connection: Connection, charge: Payment) -> None:
    values = {
        "captured": charge.captured.minor,
        "refunded": charge.refunded.minor,
        "currency": charge.captured.currency,
    }
    statement = _NOTE_CHARGE[connection.dialect.name]
    connection.execute(statement, {"payment_ref": charge.payment_ref, **values})


def _by_key(connection: Connection, key: str) -> Row[Any] | None:
    return connection.execute(_BY_KEY, {"of": key}).one_or_none()


def _refuse_too_much(charge: Payment, amount: Money, connection: Connection) -> None:
    if amount.currency != charge.captured.currency:
        raise PaymentRefused(
            f"Payment {charge.payment_ref} is in {charge.captured.currency}, not {amount.currency}."
        )
    left = _with_refunds(charge, connection).left
    if amount > left:
        raise PaymentRefused(f"Only {left} of payment {charge.payment_ref} is left, not {amount}.")


def _write(connection: Connection, refund: ProcessorRefund, status: str, *, known: bool) -> None:
    """Insert it, or overwrite the request that was swallowed under its key."""
    if known:
        this = demo_refunds.c.key == refund.key
        connection.execute(update(demo_refunds).where(this).values(status=status))
        return
    connection.execute(
        _ADD,
        {
            "id": refund.processor_id,
            "key": refund.key,
            "payment_ref": refund.payment_ref,
            "minor": refund.amount.minor,
            "currency": refund.amount.currency,
            "status": status,
            "created_at": refund.created_at,
        },
    )


def _with_refunds(charge: Payment, connection: Connection) -> Payment:
    """The charge with this ledger's own refunds counted in."""
    paid = int(connection.scalar(_PAID_ON, {"ref": charge.payment_ref}) or 0)
    ours = Money(minor=paid, currency=charge.captured.currency)
    return charge.model_copy(update={"refunded": charge.refunded + ours})


def _payment(row: Row[Any]) -> Payment:
    return Payment(
        payment_ref=row.payment_ref,
        captured=Money(minor=row.captured, currency=row.currency),
        refunded=Money(minor=row.refunded, currency=row.currency),
    )


def _refund(row: Row[Any]) -> ProcessorRefund:
    return ProcessorRefund(
        processor_id=row.id,
        key=row.key,
        payment_ref=row.payment_ref,
        amount=Money(minor=row.minor, currency=row.currency),
        status=RefundStatus(row.status),
        created_at=row.created_at,
    )


@contextmanager
def _spoken() -> Iterator[None]:
    """A database that fails is, to the caller, a processor that does not answer."""
    try:
        yield
    except (DBAPIError, StoreUnavailable) as error:
        raise PaymentUnknown("The demo processor does not answer: its database failed.") from error
