"""Cases that one confirmation decides together: the list that is confirmed, and what became of each."""

from collections import Counter
from collections.abc import Iterable

from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Confirmation
from hitl.domain.money import Money
from hitl.domain.record import Record


class Together(Record):
    """A case of the list, as it is shown and as it is re-checked when it is decided."""

    case_id: str
    customer_name: str  # personal data
    action: Action
    amount: Money | None
    version: int  # of the draft
    seen: str  # `fingerprint` of draft and order
    confirmation: Confirmation  # what the case alone would ask for


class LeftOut(Record):
    """A case that is decided by itself, and why."""

    case_id: str
    why: str


class Alike(Record):
    """The list with what its confirmation must say."""

    cases: tuple[Together, ...]
    left_out: tuple[LeftOut, ...] = ()
    more: bool = False  # there are further ones that were not looked at

    @property
    def count(self) -> int:
        """How many are decided."""
        return len(self.cases)

    @property
    def totals(self) -> tuple[Money, ...]:
        """What is paid in all, one amount a currency, by its code."""
        return totals(case.amount for case in self.cases)


class BulkReport(Record):
    """What became of a list."""

    together: str  # the id in every decision's event
    decided: tuple[str, ...]  # case ids
    left_out: tuple[LeftOut, ...]  # what changed since the list was shown


class UndoneReport(Record):
    """What became of taking a list back."""

    undone: tuple[str, ...]  # case ids
    left_out: tuple[LeftOut, ...]


def totals(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """Sums by currency, in the order of the codes."""
    sums: Counter[str] = Counter()
    for amount in amounts:
        if amount is not None:
            sums[amount.currency] += amount.minor
    return tuple(Money(minor=sums[currency], currency=currency) for currency in sorted(sums))
