"""How cases, tickets and messages stand in their rows: what is plain, what is sealed, and where."""

import json
from collections.abc import Sequence
from typing import Any

from hitl.adapters.sql.columns import AnyRow
from hitl.adapters.sql.desk_claims import hold_of
from hitl.adapters.sql.keys import Keys
from hitl.adapters.vault import ERASED, DataKey
from hitl.domain.case import Author, Case, Channel, Message, Status, Ticket
from hitl.domain.roles import Level
from hitl.ports.reads import Attention

UNDRAFTED_QUEUE = "refunds"
UNDRAFTED_PRIORITY = 5
"""Where a case stands that comes to the desk before the gate placed it: in the middle, due at once."""


def case_of(row: AnyRow, keys: Keys) -> Case:
    """The row as a record."""
    text = keys.open(row.sealed, place_of("cases", row.case_id))
    personal = {"subject": ERASED} if text is None else json.loads(text)
    placed = row.draft_version > 0 or row.queued_at is not None
    return Case(
        case_id=row.case_id,
        ticket_id=row.ticket_id,
        status=Status(row.status),
        channel=Channel(row.channel),
        received_at=row.received_at,
        customer_id=row.customer_id,
        order_id=row.order_id,
        waiting=row.waiting,
        level=Level(row.level) if placed else None,
        queued_at=row.queued_at,
        due_at=row.due_at if placed else None,
        draft_version=row.draft_version,
        attempt=row.attempt,
        linked_case=row.linked_case,
        part_of=row.part_of,
        draft_rejected=row.draft_rejected,
        attention=row.attention,
        simulated=row.simulated,
        **personal,
    )


def attention_of(row: AnyRow) -> Attention:
    """How the case of that row stands at the desk."""
    placed = row.draft_version > 0 or row.queued_at is not None
    return Attention(
        route=row.route,
        queue=row.queue,
        level=Level(row.level),
        priority=row.priority,
        due_at=row.due_at if placed else None,
        queued_at=row.queued_at,
        assigned_to=row.assigned_to,
        escalated=row.escalated,
        snoozed_until=row.snoozed_until,
        hold=hold_of(row),
    )


def message_of(case_id: str, row: AnyRow, keys: Keys) -> Message:
    """The row as a turn of the conversation."""
    text = keys.open(row.sealed, turn_place(case_id, row.number))
    said = {"text": ERASED} if text is None else json.loads(text)
    return Message(author=Author(row.author), at=row.at, **said)


def new_case(
    case_id: str, ticket: Ticket, *, linked_case: str | None, part_of: str | None, simulated: bool
) -> Case:
    """The case that a ticket opens."""
    return Case(
        case_id=case_id,
        ticket_id=ticket.ticket_id,
        status=Status.RECEIVED,
        channel=ticket.channel,
        received_at=ticket.received_at,
        customer_id=ticket.customer_id,
        order_id=ticket.order_id,
        sender_email=ticket.email,
        subject=ticket.subject,
        waiting=ticket.waiting,
        linked_case=linked_case,
        part_of=part_of,
        simulated=simulated,
        metadata=ticket.metadata,
    )


def case_values(case: Case, ticket: Ticket, number: int, key: DataKey) -> dict[str, Any]:
    """The new case as a row."""
    return {
        "case_id": case.case_id,
        "number": number,
        "ticket_id": case.ticket_id,
        "status": case.status.value,
        "channel": case.channel.value,
        "received_at": case.received_at,
        "customer_id": case.customer_id,
        "order_id": case.order_id,
        "about_order": case.order_id,
        "key_id": key.key_id,
        "sealed": key.seal(personal_part(ticket), place_of("cases", case.case_id)),
        "waiting": case.waiting,
        "simulated": case.simulated,
        "linked_case": case.linked_case,
        "part_of": case.part_of,
        "queue": UNDRAFTED_QUEUE,
        "level": Level.REVIEWER.value,
        "priority": UNDRAFTED_PRIORITY,
        "due_at": case.received_at,
    }


def personal_part(ticket: Ticket) -> str:
    """What is personal in the head of a case: sender, subject, metadata."""
    personal = {"sender_email": ticket.email, "subject": ticket.subject, "metadata": ticket.metadata}
    return json.dumps(personal, ensure_ascii=False)


def message_values(
    case_id: str, number: int, message: Message, ticket_id: str | None, key: DataKey
) -> dict[str, Any]:
    """A turn of the conversation as a row."""
    text = turn_text(message.text, message.attachments)
    return {
        "case_id": case_id,
        "number": number,
        "author": message.author.value,
        "at": message.at,
        "ticket_id": ticket_id,
        "sealed": key.seal(text, turn_place(case_id, number)),
    }


def turn_text(text: str, attachments: Sequence[str]) -> str:
    """What is personal in a turn."""
    return json.dumps({"text": text, "attachments": list(attachments)}, ensure_ascii=False)


def spellings(order_id: str) -> list[str]:
    """An order number with and without the sign that customers put before it."""
    plain = order_id.lstrip("#")
    return list(dict.fromkeys([order_id, plain, f"#{plain}"]))


def place_of(table: str, record_id: str) -> str:
    """Where a text stands, as the vault authenticates it."""
    return f"{table}:{record_id}"


def turn_place(case_id: str, number: int) -> str:
    """Where the text of a turn stands."""
    return f"messages:{case_id}:{number}"
