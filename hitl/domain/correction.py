"""What people made of a draft that they did not leave as it was: codes and shares, nothing personal.

What the customer wrote, what the reviewer wrote, names, orders and sums are not in it, so that it can be
shown to a model that drafts for somebody else.
"""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from hitl.domain.decision import DecisionOutcome, DecisionReason
from hitl.domain.draft import Action
from hitl.domain.policy import Reason
from hitl.domain.record import Moment, Record

Percent = Annotated[int, Field(ge=0)]


class Correction(Record):
    """One decision of a person that departed from its draft."""

    case_id: str
    matter: Reason  # that the draft claimed first
    clause: str | None  # that the draft cited first
    goods: frozenset[str] = frozenset()  # categories of the order's goods
    drafted: Action
    drafted_percent: Percent | None = None  # of what was paid for the order; None: no refund, or not known
    decided: Action
    decided_percent: Percent | None = None
    outcome: DecisionOutcome
    replaced: bool = False  # the goods were sent again
    reason_code: DecisionReason | None = None
    decided_at: Moment


class Alike(Record):
    """What a case is about, before anybody has drafted it."""

    matters: frozenset[Reason]  # that the words support
    clauses: frozenset[str]  # that were found for it
    goods: frozenset[str]  # categories of the goods that it may be about


def nearest(found: Iterable[Correction], alike: Alike, limit: int) -> tuple[Correction, ...]:
    """Corrections of the same matter that share a clause or the goods, those that share both first.

    Among equals the newest: what was right a year ago may not be today.
    """
    shared = [(_shares(one, alike), one) for one in found if one.matter in alike.matters]
    near = [pair for pair in shared if pair[0]]
    near.sort(key=lambda pair: (pair[0], pair[1].decided_at, pair[1].case_id), reverse=True)
    return tuple(one for _, one in near[:limit])


def _shares(one: Correction, alike: Alike) -> int:
    """The clause counts more than the goods: it is what the draft was measured by."""
    return 2 * (one.clause in alike.clauses) + bool(one.goods & alike.goods)
