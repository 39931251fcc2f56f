"""What screens read: the store's rows put together for one page. Queries, no rules."""

from datetime import datetime
from enum import StrEnum

from hitl.domain.case import OPEN_FOR_REVIEW, Status
from hitl.domain.decision import fingerprint
from hitl.domain.event import LoggedEvent
from hitl.domain.money import Money
from hitl.domain.record import Record
from hitl.domain.roles import Level
from hitl.ports.reads import CaseFile, QueueFilter, QueuePlace, QueueRow, Reads

COUNT_UP_TO = 999
"""Beyond this a count says "999+": counting every row would cost more than the page."""


class View(StrEnum):
    """The views of the queue, in the order in which the desk lists them."""

    TO_DECIDE = "to_decide"
    LIVE = "live"
    ESCALATED = "escalated"
    OVERDUE = "overdue"
    ATTENTION = "attention"


def view_filter(view: View, *, level: Level, now: datetime) -> QueueFilter:
    """Which cases a view holds for somebody of that level."""
    match view:
        case View.TO_DECIDE:
            return QueueFilter(level=level)
        case View.LIVE:
            return QueueFilter(level=level, waiting_only=True)
        case View.ESCALATED:
            return QueueFilter(above=Level.REVIEWER)
        case View.OVERDUE:
            return QueueFilter(level=level, overdue_at=now)
        case View.ATTENTION:
            return QueueFilter(statuses=(Status.NEEDS_ATTENTION,))


class Desk(Record):
    """One page of the queue with the counts of all views."""

    view: View
    rows: tuple[QueueRow, ...]
    more: bool
    counts: dict[View, int]  # at most COUNT_UP_TO + 1


def desk(
    reads: Reads,
    *,
    view: View,
    level: Level,
    now: datetime,
    after: QueuePlace | None = None,
    limit: int = 10,
) -> Desk:
    """The next `limit` cases of a view by priority and due time, and how many every view holds."""
    rows = reads.queue(view_filter(view, level=level, now=now), after, limit + 1)
    counts = {
        each: reads.queue_count(view_filter(each, level=level, now=now), COUNT_UP_TO + 1) for each in View
    }
    return Desk(view=view, rows=rows[:limit], more=len(rows) > limit, counts=counts)


class CasePage(Record):
    """A case with its timeline and what a decision on it must name."""

    file: CaseFile
    timeline: tuple[LoggedEvent, ...]
    seen: str | None  # fingerprint of what is shown; None before there is a draft
    allowed: Money | None  # what the policy allows on the draft's claims
    refundable: Money | None  # what is left on the order
    decidable: bool


def case_page(reads: Reads, case_id: str) -> CasePage:
    """Everything a page shows of a case, from one snapshot. Raises NotFound."""
    file = reads.case_file(case_id)
    order, drafted = file.order, file.drafted
    decidable = drafted is not None and file.decision is None and file.case.status in OPEN_FOR_REVIEW
    return CasePage(
        file=file,
        timeline=reads.timeline(case_id),
        seen=fingerprint(drafted, order) if drafted else None,
        allowed=_allowed(file, decidable=decidable),
        refundable=order.money(order.refundable) if order else None,
        decidable=decidable,
    )


def _allowed(file: CaseFile, *, decidable: bool) -> Money | None:
    """What the policy allows, and, while it can still be decided, no more than is left by now."""
    order, assessment = file.order, file.drafted.assessment if file.drafted else None
    if order is None or assessment is None:
        return None
    return order.money(min(assessment.amount, order.refundable) if decidable else assessment.amount)
