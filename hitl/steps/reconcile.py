"""Reconciliation: our refunds against the processor's, both ways."""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from hitl.domain.record import Record
from hitl.domain.refund import ProcessorRefund, RefundStatus
from hitl.ports.payments import Payments
from hitl.ports.reads import RefundRow
from hitl.ports.store import Store

OURS = "countersign-"
"""How our idempotency keys begin."""

_NOT_SENT = frozenset({RefundStatus.RESERVED, RefundStatus.CANCELLED})
_MUST_BE_THERE = frozenset({RefundStatus.SUCCEEDED, RefundStatus.PENDING})


class Kind(StrEnum):
    """In what way the two sides differ."""

    MISSING_THERE = "missing_there"  # we say it was paid, the processor does not know it
    MISSING_HERE = "missing_here"  # the processor paid it, we do not know it
    AMOUNT = "amount"
    STATUS = "status"
    TWICE = "twice"  # more than one refund under one key


class Difference(Record):
    """One difference, in plain words."""

    kind: Kind
    says: str
    refund: str | None = None  # ours
    case: str | None = None
    processor_id: str | None = None


class Reconciliation(Record):
    """What was compared, and what differs."""

    refunds: int  # ours
    at_processor: int
    differences: tuple[Difference, ...]


def reconcile(*, store: Store, payments: Payments) -> Reconciliation:
    """Compare everything. Raises PaymentUnknown or PaymentRefused where the processor cannot be read.

    The processor is read first and asked again about what seems to be missing there, so that a refund
    sent meanwhile is no difference.
    """
    theirs = tuple(payments.refunds())
    with store.reads() as reads:
        ours = tuple(reads.refunds(None, None))
    found = compare(ours, theirs)
    rows = {row.refund_id: row for row in ours}
    differences = [one for one in found.differences if not _sent_meanwhile(one, rows, payments)]
    return found.model_copy(update={"differences": tuple(differences)})


def compare(ours: Iterable[RefundRow], theirs: Iterable[ProcessorRefund]) -> Reconciliation:
    """The differences between both sides, ours first in the order given. Pure."""
    rows = tuple(ours)
    made = tuple(theirs)
    by_key: dict[str, list[ProcessorRefund]] = defaultdict(list)
    for one in made:
        if one.key is not None:
            by_key[one.key].append(one)
    known = {row.key for row in rows}
    differences = [one for row in rows for one in _of_row(row, by_key.get(row.key, []))]
    unknown = [one for one in made if one.key not in known and one.status is not RefundStatus.FAILED]
    differences += [_missing_here(one) for one in unknown]  # what failed there has paid nobody
    return Reconciliation(refunds=len(rows), at_processor=len(made), differences=tuple(differences))


def _of_row(row: RefundRow, there: list[ProcessorRefund]) -> list[Difference]:
    holding = [one for one in there if one.status is not RefundStatus.FAILED]
    if len(holding) > 1:
        numbers = ", ".join(one.processor_id for one in holding)
        return [_difference(Kind.TWICE, row, f"was paid {len(holding)} times: {numbers}", holding[0])]
    if not there:
        if row.status not in _MUST_BE_THERE:
            return []
        return [_difference(Kind.MISSING_THERE, row, f"is {row.status} here and unknown to the processor")]
    one = (holding or there)[0]
    differences = []
    if one.amount != row.amount:
        says = f"is {row.amount} here and {one.amount} at the processor"
        differences.append(_difference(Kind.AMOUNT, row, says, one))
    if not _agree(row.status, one.status):
        says = f"is {row.status} here and {one.status} at the processor"
        differences.append(_difference(Kind.STATUS, row, says, one))
    return differences


def _agree(ours: RefundStatus, theirs: RefundStatus) -> bool:
    """Whether both say the same; what failed there may be waiting, or taken back, here."""
    return ours is theirs or (theirs is RefundStatus.FAILED and ours in _NOT_SENT)


def _missing_here(one: ProcessorRefund) -> Difference:
    if one.key is not None and one.key.startswith(OURS):
        whose = "carries a key of this product that is not in this database"
    else:
        whose = "was not made by this product"
    return Difference(
        kind=Kind.MISSING_HERE,
        says=f"{one.processor_id}: {one.amount} on payment {one.payment_ref} {whose}",
        processor_id=one.processor_id,
    )


def _difference(kind: Kind, row: RefundRow, says: str, there: ProcessorRefund | None = None) -> Difference:
    return Difference(
        kind=kind,
        says=f"{row.refund_id} of {row.amount} on order {row.order_id} {says}",
        refund=row.refund_id,
        case=row.case_id,
        processor_id=there.processor_id if there else row.processor_id,
    )


def _sent_meanwhile(difference: Difference, rows: dict[str, RefundRow], payments: Payments) -> bool:
    if difference.kind is not Kind.MISSING_THERE or difference.refund is None:
        return False
    row = rows[difference.refund]
    found = payments.find(row.payment_ref, row.key)
    return found is not None and not _of_row(row, [found])
