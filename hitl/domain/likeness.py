"""How alike two cases of the same matter are, by what a reviewer would compare first."""

from enum import StrEnum

from hitl.domain.money import Money
from hitl.domain.order import Tier
from hitl.domain.record import Record


class Likeness(StrEnum):
    """What two cases share."""

    CLAUSE = "clause"  # the clause cited first
    GOODS = "goods"  # a category of the goods at stake
    AMOUNT = "amount"  # within half of it, in the same currency
    TIER = "tier"  # of the customer


_POINTS = {Likeness.CLAUSE: 8, Likeness.GOODS: 4, Likeness.AMOUNT: 2, Likeness.TIER: 1}
"""Each counts more than all below it together: the clause decides most, the tier least."""


class Traits(Record):
    """What a case is compared by; what is not known is like nothing."""

    clause: str | None
    goods: frozenset[str]  # categories
    amount: Money | None
    tier: Tier | None


def likeness(this: Traits, other: Traits) -> tuple[Likeness, ...]:
    """What the other case shares with this one, the weightiest first."""
    shared = {
        Likeness.CLAUSE: this.clause is not None and this.clause == other.clause,
        Likeness.GOODS: bool(this.goods & other.goods),
        Likeness.AMOUNT: _near(this.amount, other.amount),
        Likeness.TIER: this.tier is not None and this.tier is other.tier,
    }
    return tuple(trait for trait in Likeness if shared[trait])


def nearness(shared: tuple[Likeness, ...]) -> int:
    """Points for what is shared, 0 to 15."""
    return sum(_POINTS[trait] for trait in shared)


def _near(this: Money | None, other: Money | None) -> bool:
    if this is None or other is None or this.currency != other.currency:
        return False
    return 2 * abs(this.minor - other.minor) <= this.minor
