"""What screens read: the store's rows put together for one page. Queries, no rules."""

from datetime import datetime, timedelta
from enum import StrEnum

from hitl.domain.blind import Given, undecided, unpaid
from hitl.domain.case import OPEN_FOR_REVIEW, Status
from hitl.domain.decision import fingerprint
from hitl.domain.event import LoggedEvent
from hitl.domain.money import Money
from hitl.domain.quality import QualityCase
from hitl.domain.record import Record
from hitl.domain.roles import Level
from hitl.errors import NotFound
from hitl.narrowing import Narrowed, narrow
from hitl.ports.reads import Attention, CaseFile, QueueFilter, QueuePlace, QueueRow, Reads

COUNT_UP_TO = 999
"""Beyond this a count says "999+": counting every row would cost more than the page."""

LATELY = timedelta(days=7)
"""What people decided in that time is shown as recent."""

_IN_HAND = (Status.IN_REVIEW, Status.NEEDS_ATTENTION, Status.AWAITING_SECOND)
"""States in which something is to be done about a case of one's own."""


class View(StrEnum):
    """The views of the queue, in the order in which the desk lists them."""

    TO_DECIDE = "to_decide"  # all that one may decide
    MINE = "mine"  # assigned to one, or open before one
    UNASSIGNED = "unassigned"
    LIVE = "live"  # a customer waits in the chat
    ESCALATED = "escalated"  # to one's level, or one below it
    OVERDUE = "overdue"
    ATTENTION = "attention"
    SECOND = "second"  # waits for a second signature, and one did not give the first
    SNOOZED = "snoozed"
    DECIDED = "decided"  # by anyone in the time of `LATELY`, newest first


def view_filters(*, level: Level, now: datetime, me: str = "") -> dict[View, QueueFilter]:
    """Which cases each view holds for somebody of that level and e-mail."""
    mine = QueueFilter(level=level, now=now)
    signing = () if level is Level.REVIEWER else (Status.AWAITING_SECOND,)  # both must be seniors at least
    return {
        View.TO_DECIDE: mine,
        View.MINE: QueueFilter(statuses=_IN_HAND, mine=me, not_signed_by=me, now=now),
        View.UNASSIGNED: mine.model_copy(update={"unassigned_only": True}),
        View.LIVE: mine.model_copy(update={"waiting_only": True}),
        View.ESCALATED: mine.model_copy(update={"escalated_only": True}),
        View.OVERDUE: mine.model_copy(update={"overdue_at": now}),
        View.ATTENTION: QueueFilter(statuses=(Status.NEEDS_ATTENTION,), now=now),
        View.SECOND: QueueFilter(statuses=signing, level=level, not_signed_by=me, now=now),
        View.SNOOZED: mine.model_copy(update={"statuses": (Status.SNOOZED,)}),
        View.DECIDED: QueueFilter(decided_since=now - LATELY),
    }


class Desk(Record):
    """One page of the queue with the counts of all views."""

    view: View
    rows: tuple[QueueRow, ...]
    more: bool
    counts: dict[View, int]  # at most COUNT_UP_TO + 1
    matching: int  # cases of this view that fit what it is narrowed to, at most COUNT_UP_TO + 1


def desk(
    reads: Reads,
    *,
    view: View,
    level: Level,
    now: datetime,
    me: str = "",
    narrowed: Narrowed | None = None,
    after: QueuePlace | None = None,
    limit: int = 10,
) -> Desk:
    """The next `limit` cases of a view, and how many every view holds.

    `narrowed` filters and sorts the view; what was decided lately stays in its order.
    """
    filters = view_filters(level=level, now=now, me=me)
    what = narrow(reads, filters[view], narrowed, now)
    plain = what == filters[view]  # then its count is known already
    found = reads.queue_counts([*filters.values(), *(() if plain else (what,))], COUNT_UP_TO + 1)
    counts = dict(zip(filters, found, strict=False))
    matching = counts[view] if plain else found[-1]
    rows = reads.queue(what, after, limit + 1)
    return Desk(view=view, rows=rows[:limit], more=len(rows) > limit, counts=counts, matching=matching)


class CasePage(Record):
    """A case with its timeline and what a decision on it must name."""

    file: CaseFile
    timeline: tuple[LoggedEvent, ...]
    seen: str | None  # fingerprint of what is shown; None before there is a draft
    allowed: Money | None  # what the policy allows on the draft's claims
    refundable: Money | None  # what is left on the order
    decidable: bool
    blind: bool = False  # decided by somebody else, or made up, which the reader does not see
    made_up: bool = False  # a quality case: then it is `blind` as well


def case_page(reads: Reads, case_id: str, *, reader: str = "") -> CasePage:
    """Everything a page shows of a case, from one snapshot. Raises NotFound.

    A case that was given to `reader` (e-mail) to decide blind is shown as it was before it was decided, and a
    quality case that was given to them like any other.
    """
    try:
        return _of_case(reads, case_id, reader)
    except NotFound:
        given = reads.quality_given(case_id, reader) if reader else None
        if given is None:
            raise
        return _of_quality(reads, given)


def number_of(reads: Reads, wanted: str, *, reader: str = "") -> str:
    """The case of that number or ticket, quality cases given to `reader` included. Raises NotFound."""
    try:
        return reads.case_id_of(wanted)
    except NotFound:
        if not reader or reads.quality_given(wanted, reader) is None:
            raise
        return wanted


def _of_case(reads: Reads, case_id: str, reader: str) -> CasePage:
    file, timeline = reads.case_file(case_id), reads.timeline(case_id)
    given, decision = _given(reads, file, reader), file.decision
    if given is not None and decision is not None:
        file = _before(file, given, decision.decided_at)
        timeline = tuple(event for event in timeline if event.at < decision.decided_at)
    order, drafted = file.order, file.drafted
    decidable = drafted is not None and file.decision is None and file.case.status in OPEN_FOR_REVIEW
    return CasePage(
        file=file,
        timeline=timeline,
        seen=fingerprint(drafted, order) if drafted else None,
        allowed=_allowed(file, decidable=decidable),
        refundable=order.money(order.refundable) if order else None,
        decidable=decidable,
        blind=given is not None,
    )


def _of_quality(reads: Reads, given: QualityCase) -> CasePage:
    """A made-up case as a real one would be shown that has just come to the desk."""
    made = given.made
    verdict = made.drafted.verdict
    file = CaseFile(
        case=made.case.model_copy(update={"draft_rejected": given.rejected}),
        at_desk=Attention(
            route=verdict.route,
            queue=verdict.queue,
            level=verdict.level,
            priority=verdict.priority,
            due_at=verdict.due_at,
            queued_at=made.case.queued_at,
        ),
        customer=made.customer,
        order=made.order,
        conversation=made.conversation,
        drafted=made.drafted,
        policy=reads.policy(made.drafted.policy),
        decision=None,
        refund=None,
        deliveries=(),
        simulated=made.case.simulated,
    )
    return CasePage(
        file=file,
        timeline=(),
        seen=fingerprint(made.drafted, made.order),
        allowed=_allowed(file, decidable=True),
        refundable=made.order.money(made.order.refundable) if made.order else None,
        decidable=True,
        blind=True,
        made_up=True,
    )


def _given(reads: Reads, file: CaseFile, reader: str) -> Given | None:
    """None also where the decision was taken back meanwhile, or is their own after all."""
    if not reader or file.decision is None or file.decision.by == reader:
        return None
    return reads.blind_given(file.case.case_id, reader)


def _before(file: CaseFile, given: Given, decided_at: datetime) -> CaseFile:
    """What stood on the screen of whoever decided it, with the time to decide counted from now on."""
    case = undecided(file.case, given)
    at_desk = {"due_at": case.due_at, "queued_at": case.queued_at, "hold": None, "assigned_to": None}
    return file.model_copy(
        update={
            "case": case,
            "at_desk": file.at_desk.model_copy(update=at_desk),
            "order": unpaid(file.order, file.refund),
            "conversation": tuple(turn for turn in file.conversation if turn.at < decided_at),
            "decision": None,
            "refund": None,
            "deliveries": (),
            "satisfaction": None,
            "history": file.history.before(decided_at),
        }
    )


def _allowed(file: CaseFile, *, decidable: bool) -> Money | None:
    """What the policy allows, and, while it can still be decided, no more than is left by now."""
    order, assessment = file.order, file.drafted.assessment if file.drafted else None
    if order is None or assessment is None:
        return None
    return order.money(min(assessment.amount, order.refundable) if decidable else assessment.amount)
