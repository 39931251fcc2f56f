"""Step 1, intake: a ticket of whatever channel becomes a case, or a turn of one that is open."""

import unicodedata

from hitl.domain.case import ENDED, MAX_MESSAGE, Author, Case, Message, Status, Ticket
from hitl.domain.event import Event, EventKind
from hitl.domain.record import Moment
from hitl.ports.clock import Clock
from hitl.ports.jobs import Job, JobKind
from hitl.ports.store import Store, Unit

_SETTLED = ENDED | {Status.DECIDED, Status.EXECUTING, Status.AWAITING_RETURN}
"""Whoever writes to such a case opens a new one: its decision is made and stays as it is."""


def receive(ticket: Ticket, *, store: Store, clock: Clock, simulated: bool = False) -> Case:
    """Take a ticket in and give it to the agent, in one transaction; the same ticket twice is one case."""
    with store.unit() as unit:
        case = take_in(unit, ticket, at=clock.now(), simulated=simulated)
        unit.commit()
    return case


def take_in(unit: Unit, ticket: Ticket, *, at: Moment, simulated: bool = False, enqueue: bool = True) -> Case:
    """`receive` inside a transaction of the caller's.

    Without `enqueue` no job is made: the worker's sweep and `drain` find the case by its status, which
    is what the import of many tickets wants.
    """
    known = unit.cases.by_ticket(ticket.ticket_id)
    if known is not None:
        return known
    clean = as_kept(unit, ticket)
    before = unit.cases.by_ticket(clean.in_reply_to) if clean.in_reply_to else None
    unsettled = _unsettled(unit, before) if before is not None else ()
    if unsettled:
        return _continue(unit, unsettled, clean, at=at, enqueue=enqueue)
    linked = before.case_id if before is not None else _earlier_case(unit, clean)
    case = unit.cases.open(clean, linked_case=linked, simulated=simulated)
    log_received(unit, case, clean, at=at, actor="customer")
    if enqueue:
        unit.enqueue(Job(kind=JobKind.DRAFT, subject=case.case_id, attempt=case.attempt + 1))
    return case


def log_received(unit: Unit, case: Case, ticket: Ticket, *, at: Moment, actor: str) -> None:
    """The audit event of a new case; the customer's words are sealed."""
    part = {"part_of": case.part_of} if case.part_of else {}
    unit.log(
        Event(
            kind=EventKind.CASE_RECEIVED,
            at=at,
            actor=actor,
            case_id=case.case_id,
            payload={
                "ticket_id": ticket.ticket_id,
                "channel": ticket.channel,
                "received_at": ticket.received_at.isoformat(),
                "customer_id": ticket.customer_id,
                "order_id": ticket.order_id,
                "waiting": ticket.waiting,
                "linked_case": case.linked_case,
                "characters": len(ticket.body),
                **part,
            },
            private={
                "subject": ticket.subject,
                "body": ticket.body,
                "attachments": list(ticket.attachments),
            },
        )
    )


def as_kept(unit: Unit, ticket: Ticket) -> Ticket:
    """The ticket as it is stored: its customer looked up, its texts readable and cut to what is kept."""
    return _cleaned(_with_customer(unit, ticket))


def _settled(unit: Unit, case: Case) -> bool:
    """Whether its decision is made, also where paying it failed and a person looks after it."""
    return case.status in _SETTLED or unit.decisions.of_case(case.case_id) is not None


def _unsettled(unit: Unit, case: Case) -> tuple[Case, ...]:
    """The case, unless its decision is made, and those of other orders that the same message asked about."""
    others = (unit.cases.get(other) for other in unit.cases.apart(case).values() if other != case.case_id)
    return tuple(one for one in (case, *others) if not _settled(unit, one))


def _continue(unit: Unit, cases: tuple[Case, ...], ticket: Ticket, *, at: Moment, enqueue: bool) -> Case:
    """One more turn for each of these cases; the ticket itself belongs to the first."""
    first, *others = cases
    _add_turn(unit, first, ticket, at=at, enqueue=enqueue, belongs=True)
    for other in others:
        _add_turn(unit, other, ticket, at=at, enqueue=enqueue, belongs=False)
    return unit.cases.get(first.case_id)


def _add_turn(unit: Unit, case: Case, ticket: Ticket, *, at: Moment, enqueue: bool, belongs: bool) -> None:
    message = Message(
        author=Author.CUSTOMER, text=ticket.body, at=ticket.received_at, attachments=ticket.attachments
    )
    unit.cases.add_message(case.case_id, message, ticket=ticket if belongs else None)
    unit.log(
        Event(
            kind=EventKind.CASE_MESSAGE,
            at=at,
            actor="customer",
            case_id=case.case_id,
            payload={"ticket_id": ticket.ticket_id, "characters": len(ticket.body)},
            private={"body": ticket.body, "attachments": list(ticket.attachments)},
        )
    )
    # A draft that has not seen this message is out of date, wherever the case stands; so is who signed it.
    if case.status is Status.AWAITING_SECOND:
        unit.decisions.unsign(case.case_id)
    if unit.cases.requeue(case.case_id, expect=set(Status) - _SETTLED - {Status.RECEIVED}, at=at) and enqueue:
        unit.enqueue(Job(kind=JobKind.DRAFT, subject=case.case_id, attempt=case.attempt + 1))


def _with_customer(unit: Unit, ticket: Ticket) -> Ticket:
    if ticket.customer_id is not None:
        known = unit.catalog.customer(ticket.customer_id)
    else:
        known = unit.catalog.customer_by_email(ticket.email) if ticket.email else None
    return ticket.model_copy(update={"customer_id": known.customer_id if known else None})


def _earlier_case(unit: Unit, ticket: Ticket) -> str | None:
    if ticket.customer_id is None or ticket.order_id is None:
        return None
    return unit.cases.last_closed(ticket.customer_id, ticket.order_id)


def _cleaned(ticket: Ticket) -> Ticket:
    body = readable(ticket.body)
    if len(body) > MAX_MESSAGE:
        body = f"{body[:MAX_MESSAGE]}\n[{len(body) - MAX_MESSAGE} more characters were cut]"
    return ticket.model_copy(
        update={
            "body": body,
            "subject": readable(ticket.subject)[:500],
            "attachments": tuple(readable(name)[:200] for name in ticket.attachments[:50]),
        }
    )


def readable(text: str) -> str:
    """The text without control characters and lone surrogates; line breaks and tabs stay."""
    return "".join(
        letter
        for letter in text.replace("\r\n", "\n").replace("\r", "\n")
        if letter in "\n\t" or _shown(letter)
    )


def _shown(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cs"}
