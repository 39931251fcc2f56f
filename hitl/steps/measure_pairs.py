"""Step 8, measure: how far two people agree who decided the same case without seeing each other's answer.

Both had the agent's draft before them, so this is agreement of people with a draft, as they work: it is
higher than that of people who start from nothing.
"""

from collections import Counter
from collections.abc import Sequence

from hitl.domain.alpha import Alpha, interval, nominal
from hitl.domain.blind import Pair, Said
from hitl.domain.record import Record
from hitl.steps.measure import Rate

NEWEST = 300
"""Pairs that are looked at: with so many the interval is some 0.1 wide to each side."""

SPEAKS = 30
"""Pairs from which alpha speaks: below, its interval is commonly wider than half of the scale."""

HANDED_ON = "handed on"
"""What is counted for an answer that hands the case to a higher level."""


class Agreement(Record):
    """How far people agree."""

    pairs: int
    same: Rate  # both the same action with the same amount
    actions: Alpha  # of what is done: nominal
    currency: str | None  # the one of most pairs in which both would pay, or one would not
    amounts: Alpha | None  # of what is paid in it; to pay nothing is an amount of 0
    apart: tuple[str, ...]  # the cases in which they did not do the same, newest first


def agreement(pairs: Sequence[Pair]) -> Agreement:
    """Of the pairs given, oldest first."""
    currency, amounts = _amounts(pairs)
    return Agreement(
        pairs=len(pairs),
        same=Rate.of(sum(pair.same for pair in pairs), len(pairs)),
        actions=nominal((_action(pair.first), _action(pair.second)) for pair in pairs),
        currency=currency,
        amounts=interval(amounts) if amounts else None,
        apart=tuple(pair.case_id for pair in reversed(pairs) if not pair.same),
    )


def _action(said: Said) -> str:
    return said.action.value if said.action else HANDED_ON


def _amounts(pairs: Sequence[Pair]) -> tuple[str | None, list[tuple[int, int]]]:
    """What each of two would pay where at least one would, in the currency of most such pairs."""
    found = [(_currency(pair), (_minor(pair.first), _minor(pair.second))) for pair in pairs]
    counted = Counter(currency for currency, _ in found if currency)
    currency = min(counted, key=lambda name: (-counted[name], name), default=None)
    return currency, [minors for name, minors in found if currency and name == currency]


def _currency(pair: Pair) -> str | None:
    amounts = (pair.first.amount, pair.second.amount)
    return next((amount.currency for amount in amounts if amount), None)


def _minor(said: Said) -> int:
    return said.amount.minor if said.amount else 0
