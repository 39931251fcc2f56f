"""A message about several orders: a case for each, drafted, judged, decided and paid by itself."""

from collections.abc import Set

from hitl.domain.case import Author, Case, Status, Ticket
from hitl.domain.draft import Draft
from hitl.domain.facts import MOST_APART, Facts
from hitl.domain.record import Moment
from hitl.ports.jobs import Job, JobKind
from hitl.ports.store import Unit
from hitl.steps.intake import log_received


def with_others(draft: Draft, second: Draft | None) -> Draft:
    """A model's draft with the further orders that the fixed rules read in the message, for a person."""
    every = (second.order_id, *second.also) if second is not None and second.also else ()
    if second is None or draft.order_id not in every:
        return draft
    return draft.model_copy(
        update={
            "also": tuple(one for one in every if one is not None and one != draft.order_id),
            "needs_human_review": True,
            "review_note": f"{draft.review_note} {second.review_note}".strip(),
        }
    )


def open_others(unit: Unit, case: Case, facts: Facts, draft: Draft | None, *, at: Moment) -> None:
    """Open a case for each further order of the customer's that the first draft says is asked about.

    Only the first case of a message opens others, and each order has one: drafting anew opens none twice.
    """
    if draft is None or case.part_of is not None:
        return
    own = draft.order_id or facts.own_order
    further = [
        order_id
        for order_id in dict.fromkeys(draft.also)
        if order_id != own and order_id not in facts.apart and facts.order(order_id) is not None
    ]
    if not further or own is None or max(1, len(facts.apart)) + len(further) > MOST_APART:
        return
    for order_id in further:
        ticket = _ticket(unit, case, facts, order_id)
        opened = unit.cases.open(ticket, linked_case=None, simulated=case.simulated, part_of=case.case_id)
        log_received(unit, opened, ticket, at=at, actor="agent")
        unit.enqueue(Job(kind=JobKind.DRAFT, subject=opened.case_id, attempt=opened.attempt + 1))


def _ticket(unit: Unit, case: Case, facts: Facts, order_id: str) -> Ticket:
    """What the customer wrote so far, as a ticket about one of the orders."""
    turns = facts.conversation
    last = max(index for index, turn in enumerate(turns) if turn.author is Author.CUSTOMER)
    whole = unit.cases.ticket(case.ticket_id)
    return Ticket(
        ticket_id=_unused(unit, f"{case.ticket_id[:_LONGEST]}/{order_id[:_LONGEST]}"),
        body=turns[last].text,
        received_at=turns[last].at,
        channel=case.channel,
        customer_id=case.customer_id,
        email=case.sender_email,
        order_id=order_id,
        subject=case.subject,
        waiting=case.waiting,
        attachments=turns[last].attachments,
        conversation=turns[:last],
        metadata=whole.metadata if whole else case.metadata,
    )


def _unused(unit: Unit, ticket_id: str) -> str:
    """The id, or one made of it where somebody else's ticket is called so."""
    candidates = (ticket_id, *(f"{ticket_id}/{number}" for number in range(2, _TRIES)))
    return next(one for one in candidates if unit.cases.by_ticket(one) is None)


_LONGEST = 90
"""Of each id, so that both fit into one."""
_TRIES = 100


def revise_others(unit: Unit, case: Case, ticket: Ticket, *, expect: Set[Status], at: Moment) -> None:
    """A corrected ticket corrects the cases of its other orders too, where that is not too late."""
    for order_id, case_id in unit.cases.apart(case).items():
        if case_id == case.case_id:
            continue
        other = unit.cases.get(case_id)
        if other.status in expect:
            part = {"ticket_id": other.ticket_id, "order_id": order_id}
            unit.cases.revise(ticket.model_copy(update=part))
            unit.cases.requeue(case_id, expect=expect - {Status.RECEIVED}, at=at)
