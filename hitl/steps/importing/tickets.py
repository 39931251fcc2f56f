"""Importing tickets: each becomes a case, or a turn of the case that it answers."""

from functools import partial

from pydantic import JsonValue

from hitl.domain.case import ENDED, Case, Channel, Status, Ticket
from hitl.domain.record import Moment
from hitl.errors import Refused
from hitl.ports.catalog import Saved
from hitl.ports.store import Unit
from hitl.steps.importing.cells import Cells
from hitl.steps.importing.changes import changed, differences
from hitl.steps.importing.run import Import, OncePerFile, row_by_row
from hitl.steps.importing.sheets import TICKETS
from hitl.steps.importing.table import Row
from hitl.steps.intake import as_kept, take_in
from hitl.steps.several import revise_others

_CORRECTABLE = set(Status) - ENDED - {Status.DECIDED, Status.EXECUTING, Status.AWAITING_RETURN}
"""Where a decision rests on a ticket's words, they stay as they were."""

_OPEN = frozenset({"channel", "customer_id", "order_id", "received_at", "in_reply_to", "waiting"})
"""The fields of a ticket that are no personal data."""


def tickets(*, simulated: bool = False) -> Import:
    """How a file of tickets is imported; one object a file, since it remembers the ids it saw."""
    return row_by_row(TICKETS, partial(_take, OncePerFile(), simulated=simulated))


def _take(seen: OncePerFile, unit: Unit, row: Row, at: Moment, *, simulated: bool) -> Saved:
    ticket = _ticket(unit, Cells(row, TICKETS))
    if seen.repeats(ticket.ticket_id, row):
        return Saved.SAME
    known = unit.cases.ticket(ticket.ticket_id)
    if known is None:
        take_in(unit, ticket, at=at, simulated=simulated, enqueue=False)
        saved = Saved.NEW
    else:
        saved = _correct(unit, known, as_kept(unit, ticket), at)
    seen.accept(ticket.ticket_id, row)
    return saved


def _ticket(unit: Unit, cells: Cells) -> Ticket:
    """Raises InvalidInput with everything that is wrong with the row. An empty body is none of it."""
    ticket_id, received_at = cells.identifier("ticket_id"), cells.moment("received_at")
    channel = cells.choice("channel", Channel) or Channel.API
    customer_id, email = cells.identifier("customer_id"), cells.email("email")
    order_id, in_reply_to = cells.identifier("order_id"), cells.identifier("in_reply_to")
    waiting = cells.flag("waiting")
    if customer_id and unit.catalog.customer(customer_id) is None:
        cells.problem(f"the customer {customer_id} is not known")
    cells.check()
    return Ticket.model_validate(
        {
            "ticket_id": ticket_id,
            "body": cells.raw("body"),
            "received_at": received_at,
            "channel": channel,
            "customer_id": customer_id or None,
            "email": email or None,
            "order_id": order_id or None,
            "subject": cells.text("subject"),
            "in_reply_to": in_reply_to or None,
            "waiting": waiting,
            "attachments": _file_names(cells.text("attachments")),
            "metadata": {key: value for key, value in cells.metadata().items() if value},
        }
    )


def _file_names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(";") if name.strip())


def _correct(unit: Unit, known: Ticket, ticket: Ticket, at: Moment) -> Saved:
    """A known ticket was corrected: its case is drafted anew. Raises Refused where it is too late."""
    found = differences(known, ticket, without=("conversation",))
    if not found:
        return Saved.SAME
    case = unit.cases.by_ticket(ticket.ticket_id)
    if case is None or case.status not in _CORRECTABLE:
        raise Refused(_too_late(ticket, case))
    unit.cases.revise(ticket)
    identity: dict[str, JsonValue] = {
        "ticket_id": ticket.ticket_id,
        "case_id": case.case_id,
        "customer_id": ticket.customer_id,
    }
    event = changed("ticket", identity, found, open_fields=_OPEN, at=at)
    unit.log(event.model_copy(update={"case_id": case.case_id}))
    unit.cases.requeue(case.case_id, expect=_CORRECTABLE - {Status.RECEIVED}, at=at)
    revise_others(unit, case, ticket, expect=_CORRECTABLE, at=at)
    return Saved.CHANGED


def _too_late(ticket: Ticket, case: Case | None) -> str:
    stands = f"case {case.case_id} is {case.status}" if case else "it belongs to no case"
    return (
        f"ticket {ticket.ticket_id} is known with other content and {stands}; "
        "send the correction as a new ticket with in_reply_to"
    )
