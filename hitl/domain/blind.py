"""Second readings: a decided case that another person decides as well, without seeing the first decision.

What they say changes nothing about the case or its money; it tells how far two people agree.
"""

from hitl.domain.case import Case, Status
from hitl.domain.draft import Action
from hitl.domain.mode import bucket
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.record import Moment, Record
from hitl.domain.refund import COUNTED, Refund


class Given(Record):
    """A decided case that was given to somebody to read blind, and is not answered yet."""

    case_id: str
    draft_version: int
    by: str  # e-mail of the second reader
    at: Moment
    rejected: bool = False  # they threw the draft away and go on to an answer of their own


class Said(Record):
    """What one of two people would do."""

    by: str  # e-mail
    action: Action | None  # None: they would have handed it to a higher level
    amount: Money | None = None
    at: Moment


class Pair(Record):
    """A case with what both said."""

    case_id: str
    first: Said  # the decision that counts
    second: Said

    @property
    def same(self) -> bool:
        """Whether both would do the same with the same money."""
        return (self.first.action, self.first.amount) == (self.second.action, self.second.amount)


def is_chosen(case_id: str, percent: int) -> bool:
    """Whether the case belongs to the share that is read twice; raising the share takes no case out."""
    return bucket(case_id, "blind") < percent


def undecided(case: Case, given: Given) -> Case:
    """The case as the second reader meets it: it came to the desk when it was given, with the usual time."""
    time = case.due_at - case.queued_at if case.due_at and case.queued_at else None
    return case.model_copy(
        update={
            "status": Status.IN_REVIEW,
            "queued_at": given.at,
            "due_at": given.at + time if time else case.due_at,
            "draft_rejected": given.rejected,
            "attention": "",
            "waiting": False,
        }
    )


def unpaid(order: Order | None, refund: Refund | None) -> Order | None:
    """The order without that refund, as it stood before the first decision."""
    if order is None or refund is None or refund.status not in COUNTED:
        return order
    return order.paid_back({line.line_id: -line.minor for line in refund.lines})
