"""Cases with their tickets and messages: every change is one compare-and-set on the row."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from hitl.adapters.sql import case_statements as sql
from hitl.adapters.sql.columns import AnyRow
from hitl.adapters.sql.drafts import add_draft, read_draft
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import case_numbers
from hitl.adapters.vault import ERASED, DataKey
from hitl.domain.case import ENDED, OPEN_FOR_REVIEW, Author, Case, Channel, Message, Status, Ticket
from hitl.domain.drafted import Drafted, TraceStep
from hitl.domain.roles import Level
from hitl.errors import NotFound
from hitl.ports.reads import Attention, Progress

UNDRAFTED_QUEUE = "refunds"
UNDRAFTED_PRIORITY = 5
"""Where a case stands that comes to the desk before the gate placed it: in the middle, due at once."""


class SqlCases:
    """Implements ports.store.Cases."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys

    def open(self, ticket: Ticket, *, linked_case: str | None, simulated: bool) -> Case:
        """A new case for a ticket that has none."""
        number = self._next_number()
        case = _new_case(f"CS-{number}", ticket, linked_case=linked_case, simulated=simulated)
        key = self._keys.for_new_case(case.case_id, case.customer_id)
        self._connection.execute(sql.OPEN, _case_values(case, number, key))
        self._add_ticket(case.case_id, ticket, key)
        message = Message(
            author=Author.CUSTOMER, text=ticket.body, at=ticket.received_at, attachments=ticket.attachments
        )
        turns = [*((turn, None) for turn in ticket.conversation), (message, ticket.ticket_id)]
        rows = [
            _message_values(case.case_id, position, turn, from_ticket, key)
            for position, (turn, from_ticket) in enumerate(turns, start=1)
        ]
        self._connection.execute(sql.ADD_MESSAGES, rows)
        return case

    def get(self, case_id: str) -> Case:
        """The case. Raises NotFound."""
        return self.case(self.row(case_id))

    def by_ticket(self, ticket_id: str) -> Case | None:
        """The case of a ticket."""
        row = self._connection.execute(sql.BY_TICKET, {"id": ticket_id}).one_or_none()
        return None if row is None else self.case(row)

    def ticket(self, ticket_id: str) -> Ticket | None:
        """The ticket as it was taken in; without its texts where they were erased."""
        row = self._connection.execute(sql.TICKET, {"id": ticket_id}).one_or_none()
        if row is None:
            return None
        text = self._keys.open(row.sealed, _place("tickets", ticket_id))
        if text is not None:
            return Ticket.model_validate_json(text)
        case = self.get(row.case_id)
        return Ticket(ticket_id=ticket_id, body=ERASED, received_at=case.received_at, channel=case.channel)

    def revise(self, ticket: Ticket) -> None:
        """Replace what a known ticket says, and the turn that came with it. Raises NotFound."""
        row = self._connection.execute(sql.TICKET, {"id": ticket.ticket_id}).one_or_none()
        if row is None:
            raise NotFound(f"There is no ticket {ticket.ticket_id}")
        case, key = self.get(row.case_id), self._keys.of_case(row.case_id)
        text = key.seal(ticket.model_dump_json(), _place("tickets", ticket.ticket_id))
        self._connection.execute(sql.CHANGE_TICKET, {"id": ticket.ticket_id, "text": text})
        self._revise_turn(case.case_id, ticket, key)
        if case.ticket_id == ticket.ticket_id:
            self._revise_head(case, ticket, key)

    def add_message(
        self,
        case_id: str,
        message: Message,
        *,
        ticket_id: str | None = None,
        ticket: Ticket | None = None,
    ) -> None:
        """One more turn; `ticket` (or only its id) where it came as a ticket of its own."""
        key = self._keys.of_case(case_id)
        position = int(self._connection.scalar(sql.NEXT_MESSAGE, {"id": case_id}) or 1)
        if ticket is None and ticket_id is not None:
            ticket = Ticket(
                ticket_id=ticket_id,
                body=message.text,
                received_at=message.at,
                attachments=message.attachments,
            )
        from_ticket = ticket.ticket_id if ticket else None
        row = _message_values(case_id, position, message, from_ticket, key)
        self._connection.execute(sql.ADD_MESSAGES, row)
        if ticket is not None:
            self._add_ticket(case_id, ticket, key)

    def conversation(self, case_id: str) -> tuple[Message, ...]:
        """All turns, oldest first."""
        rows = self._connection.execute(sql.MESSAGES, {"id": case_id}).all()
        return tuple(self._message(case_id, row) for row in rows)

    def to_draft(self, now: datetime, limit: int) -> list[str]:
        """Cases that wait for a draft and that nobody holds, waiting chats first, then the oldest."""
        rows = [
            *self._connection.execute(sql.RECEIVED, {"count": limit}),
            *self._connection.execute(sql.LAPSED, {"now": now, "count": limit}),
        ]
        rows.sort(key=lambda row: (not row.waiting, row.received_at, row.case_id))
        return [row.case_id for row in rows[:limit]]

    def claim_draft(self, case_id: str, worker: str, now: datetime, lease: timedelta) -> Case | None:
        """Compare-and-set to drafting, held by `worker`."""
        values = {"id": case_id, "by": worker, "now": now, "until": now + lease}
        row = self._connection.execute(sql.CLAIM, values).one_or_none()
        return None if row is None else self.case(row)

    def save_draft(self, drafted: Drafted, worker: str, to: Status, order_id: str | None) -> bool:
        """Store the draft and move the case on, if `worker` still holds it."""
        verdict, draft = drafted.verdict, drafted.draft
        amount = draft.amount if draft else None
        values = {
            "id": drafted.case_id,
            "by": worker,
            "before": drafted.version - 1,
            "version": drafted.version,
            "to": to.value,
            "order": order_id,
            "to_queue": verdict.queue,
            "to_level": verdict.level.value,
            "to_priority": verdict.priority,
            "due": verdict.due_at,
            "queued": drafted.drafted_at if to in OPEN_FOR_REVIEW else None,
            "closed": drafted.drafted_at if to in ENDED else None,
            "by_route": verdict.route.value,
            "in_mode": verdict.mode.value,
            "codes": " ".join(reason.code for reason in verdict.reasons),
            "trust": drafted.confidence.value if drafted.confidence else None,
            "in_language": drafted.reading.language,
            "action": draft.action.value if draft else None,
            "minor": amount.minor if amount else None,
            "currency": amount.currency if amount else None,
        }
        if self._connection.execute(sql.SAVE_DRAFT, values).rowcount == 0:
            return False
        add_draft(self._connection, drafted, order_id, self._keys.of_case(drafted.case_id))
        return True

    def drafted(self, case_id: str, version: int | None = None) -> Drafted | None:
        """One version of the draft with its verdict; the newest where no version is named."""
        return read_draft(self._connection, self._keys, case_id, version)

    def move(
        self,
        case_id: str,
        to: Status,
        *,
        expect: Iterable[Status],
        draft_version: int | None = None,
        attention: str | None = None,
        draft_rejected: bool | None = None,
        at: datetime,
    ) -> bool:
        """Compare-and-set on status (and draft version where given), with what changes beside it."""
        values = {
            "id": case_id,
            "to": to.value,
            "expect": [status.value for status in expect],
            "version": draft_version,
            "why": attention,
            "rejected": draft_rejected,
            "queued": at if to in OPEN_FOR_REVIEW else None,
            "closed": at if to in ENDED else None,
        }
        moved = self._connection.execute(sql.MOVE, values).rowcount == 1
        if moved and to in ENDED:
            self._connection.execute(sql.DROP_PROGRESS, {"id": case_id})
        return moved

    def requeue(self, case_id: str, *, expect: Iterable[Status], at: datetime) -> bool:  # noqa: ARG002
        """Back to received for a new draft; the old one stays as a version."""
        values = {"id": case_id, "expect": [status.value for status in expect]}
        return self._connection.execute(sql.REQUEUE, values).rowcount == 1

    def raise_level(self, case_id: str, level: str, due_at: datetime, at: datetime) -> None:
        """Escalate: another level of reviewer and another due time."""
        values = {"id": case_id, "to_level": Level(level).value, "due": due_at, "at": at}
        self._connection.execute(sql.RAISE, values)

    def similar_open(self, case: Case) -> tuple[str, ...]:
        """Other cases of the same customer about the same order that are open, or were paid on it."""
        order = case.order_id or self._connection.scalar(sql.ABOUT_ORDER, {"id": case.case_id})
        if case.customer_id is None or order is None:
            return ()
        values = {"customer": case.customer_id, "orders": _spellings(order), "id": case.case_id}
        return tuple(self._connection.scalars(sql.SIMILAR, values))

    def last_closed(self, customer_id: str, order_id: str | None) -> str | None:
        """The customer's case that was closed last, about that order where one is named."""
        if order_id is None:
            return self._connection.scalar(sql.LAST_CLOSED, {"customer": customer_id})
        values = {"customer": customer_id, "orders": _spellings(order_id)}
        return self._connection.scalar(sql.LAST_CLOSED_ABOUT, values)

    def progress(self, case_id: str, attempt: int, number: int, step: TraceStep, at: datetime) -> None:
        """What the agent is doing, for the page that waits for it."""
        text = self._keys.of_case(case_id).seal(step.model_dump_json(), _place("progress", case_id))
        row = {"case_id": case_id, "attempt": attempt, "number": number, "at": at, "sealed": text}
        self._connection.execute(sql.ADD_PROGRESS, row)

    def progressed(self, case_id: str) -> tuple[Progress, ...]:
        """The steps of the newest attempt so far; none where they were erased."""
        rows = self._connection.execute(sql.PROGRESS, {"id": case_id}).all()
        opened = [(row, self._keys.open(row.sealed, _place("progress", case_id))) for row in rows]
        return tuple(
            Progress(number=row.number, at=row.at, step=TraceStep.model_validate_json(text))
            for row, text in opened
            if text is not None
        )

    def row(self, case_id: str) -> AnyRow:
        """The case's row. Raises NotFound."""
        row = self._connection.execute(sql.GET, {"id": case_id}).one_or_none()
        if row is None:
            raise NotFound(f"There is no case {case_id}")
        return row

    def case(self, row: AnyRow) -> Case:
        """The row as a record."""
        text = self._keys.open(row.sealed, _place("cases", row.case_id))
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
            draft_rejected=row.draft_rejected,
            attention=row.attention,
            simulated=row.simulated,
            **personal,
        )

    def attention(self, row: AnyRow) -> Attention:
        """How the case of that row stands at the desk."""
        placed = row.draft_version > 0 or row.queued_at is not None
        return Attention(
            route=row.route,
            queue=row.queue,
            level=Level(row.level),
            priority=row.priority,
            due_at=row.due_at if placed else None,
            queued_at=row.queued_at,
        )

    def _next_number(self) -> int:
        if self._connection.dialect.name == "postgresql":
            return int(self._connection.scalar(case_numbers.next_value()) or 0)
        return int(self._connection.scalar(sql.NEXT_NUMBER) or 0)

    def _add_ticket(self, case_id: str, ticket: Ticket, key: DataKey) -> None:
        row = {
            "ticket_id": ticket.ticket_id,
            "case_id": case_id,
            "received_at": ticket.received_at,
            "sealed": key.seal(ticket.model_dump_json(), _place("tickets", ticket.ticket_id)),
        }
        self._connection.execute(sql.ADD_TICKET, row)

    def _revise_turn(self, case_id: str, ticket: Ticket, key: DataKey) -> None:
        turn = self._connection.scalar(sql.MESSAGE_OF_TICKET, {"id": case_id, "ticket": ticket.ticket_id})
        if turn is None:
            return
        text = _turn_text(ticket.body, ticket.attachments)
        values = {"id": case_id, "turn": turn, "moment": ticket.received_at}
        sealed = key.seal(text, _turn_place(case_id, turn))
        self._connection.execute(sql.CHANGE_MESSAGE, {**values, "text": sealed})

    def _revise_head(self, case: Case, ticket: Ticket, key: DataKey) -> None:
        values = {
            "id": case.case_id,
            "text": key.seal(_personal(ticket), _place("cases", case.case_id)),
            "new_channel": ticket.channel.value,
            "new_order": ticket.order_id,
            "new_waiting": ticket.waiting,
        }
        self._connection.execute(sql.CHANGE_HEAD, values)

    def _message(self, case_id: str, row: AnyRow) -> Message:
        text = self._keys.open(row.sealed, _turn_place(case_id, row.number))
        said = {"text": ERASED} if text is None else json.loads(text)
        return Message(author=Author(row.author), at=row.at, **said)


def _new_case(case_id: str, ticket: Ticket, *, linked_case: str | None, simulated: bool) -> Case:
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
        simulated=simulated,
        metadata=ticket.metadata,
    )


def _case_values(case: Case, number: int, key: DataKey) -> dict[str, Any]:
    personal = json.dumps(
        {"sender_email": case.sender_email, "subject": case.subject, "metadata": case.metadata},
        ensure_ascii=False,
    )
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
        "sealed": key.seal(personal, _place("cases", case.case_id)),
        "waiting": case.waiting,
        "simulated": case.simulated,
        "linked_case": case.linked_case,
        "queue": UNDRAFTED_QUEUE,
        "level": Level.REVIEWER.value,
        "priority": UNDRAFTED_PRIORITY,
        "due_at": case.received_at,
    }


def _personal(ticket: Ticket) -> str:
    personal = {"sender_email": ticket.email, "subject": ticket.subject, "metadata": ticket.metadata}
    return json.dumps(personal, ensure_ascii=False)


def _message_values(
    case_id: str, number: int, message: Message, ticket_id: str | None, key: DataKey
) -> dict[str, Any]:
    text = _turn_text(message.text, message.attachments)
    return {
        "case_id": case_id,
        "number": number,
        "author": message.author.value,
        "at": message.at,
        "ticket_id": ticket_id,
        "sealed": key.seal(text, _turn_place(case_id, number)),
    }


def _turn_text(text: str, attachments: Sequence[str]) -> str:
    return json.dumps({"text": text, "attachments": list(attachments)}, ensure_ascii=False)


def _spellings(order_id: str) -> list[str]:
    """An order number with and without the sign that customers put before it."""
    plain = order_id.lstrip("#")
    return list(dict.fromkeys([order_id, plain, f"#{plain}"]))


def _place(table: str, record_id: str) -> str:
    return f"{table}:{record_id}"


def _turn_place(case_id: str, number: int) -> str:
    return f"messages:{case_id}:{number}"
