"""Cases with their tickets and messages: every change is one compare-and-set on the row."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hitl.adapters.sql import case_statements as sql
from hitl.adapters.sql.case_rows import (
    case_of,
    case_values,
    message_of,
    message_values,
    new_case,
    personal_part,
    place_of,
    spellings,
    turn_place,
    turn_text,
)
from hitl.adapters.sql.columns import AnyRow
from hitl.adapters.sql.desk_words import SqlWords
from hitl.adapters.sql.drafts import add_draft, read_draft
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import case_numbers
from hitl.adapters.sql.unattended import note_fallback
from hitl.adapters.vault import ERASED, DataKey
from hitl.domain.case import ENDED, OPEN_FOR_REVIEW, Author, Case, Message, Status, Ticket
from hitl.domain.drafted import Drafted, TraceStep
from hitl.domain.roles import Level
from hitl.domain.search_words import words_of_case
from hitl.errors import NotFound
from hitl.ports.reads import Progress


class SqlCases:
    """Implements ports.cases.Cases."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys
        self._words = SqlWords(connection, keys)

    def open(
        self, ticket: Ticket, *, linked_case: str | None, simulated: bool, part_of: str | None = None
    ) -> Case:
        """A new case for a ticket that has none."""
        number = self._next_number()
        case = new_case(f"CS-{number}", ticket, linked_case=linked_case, part_of=part_of, simulated=simulated)
        key = self._keys.for_new_case(case.case_id, case.customer_id)
        self._connection.execute(sql.OPEN, case_values(case, ticket, number, key))
        self._add_ticket(case.case_id, ticket, key)
        message = Message(
            author=Author.CUSTOMER, text=ticket.body, at=ticket.received_at, attachments=ticket.attachments
        )
        turns = [*((turn, None) for turn in ticket.conversation), (message, ticket.ticket_id)]
        rows = [
            message_values(case.case_id, position, turn, from_ticket, key)
            for position, (turn, from_ticket) in enumerate(turns, start=1)
        ]
        self._connection.execute(sql.ADD_MESSAGES, rows)
        texts = [ticket.subject, ticket.body, *(turn.text for turn in ticket.conversation)]
        self._words.add(number, words_of_case(_names(case.case_id, ticket), texts), fresh=True)
        return case

    def get(self, case_id: str) -> Case:
        """The case. Raises NotFound."""
        return self._case(self.row(case_id))

    def by_ticket(self, ticket_id: str) -> Case | None:
        """The case of a ticket."""
        row = self._connection.execute(sql.BY_TICKET, {"id": ticket_id}).one_or_none()
        return None if row is None else self._case(row)

    def ticket(self, ticket_id: str) -> Ticket | None:
        """The ticket as it was taken in; without its texts where they were erased."""
        row = self._connection.execute(sql.TICKET, {"id": ticket_id}).one_or_none()
        if row is None:
            return None
        text = self._keys.open(row.sealed, place_of("tickets", ticket_id))
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
        text = key.seal(ticket.model_dump_json(), place_of("tickets", ticket.ticket_id))
        self._connection.execute(sql.CHANGE_TICKET, {"id": ticket.ticket_id, "text": text})
        self._revise_turn(case.case_id, ticket, key)
        if case.ticket_id == ticket.ticket_id:
            self._revise_head(case, ticket, key)
        self.find_anew(case.case_id)

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
        row = message_values(case_id, position, message, from_ticket, key)
        self._connection.execute(sql.ADD_MESSAGES, row)
        if ticket is not None:
            self._add_ticket(case_id, ticket, key)
        if message.author is Author.CUSTOMER:  # cases are looked for by what the customer said
            self._words.add_to(case_id, words_of_case(_names(None, ticket), [message.text]))

    def conversation(self, case_id: str) -> tuple[Message, ...]:
        """All turns, oldest first."""
        rows = self._connection.execute(sql.MESSAGES, {"id": case_id}).all()
        return tuple(message_of(case_id, row, self._keys) for row in rows)

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
        return None if row is None else self._case(row)

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
            "what_for": draft.claims[0].reason if draft and draft.claims else None,
            "by_clause": draft.citations[0] if draft and draft.citations else None,
        }
        saved = self._connection.execute(sql.SAVE_DRAFT, values).one_or_none()
        if saved is None:
            return False
        self._keys.belongs(drafted.case_id, saved.key_id)
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
        moved = self._connection.execute(sql.MOVE, values).one_or_none()
        if moved is None:
            return False
        self._keys.belongs(case_id, moved.key_id)
        if to in ENDED:
            self._connection.execute(sql.DROP_PROGRESS, {"id": case_id})
        return True

    def requeue(self, case_id: str, *, expect: Iterable[Status], at: datetime) -> bool:  # noqa: ARG002
        """Back to received for a new draft; the old one stays as a version."""
        values = {"id": case_id, "expect": [status.value for status in expect]}
        return self._connection.execute(sql.REQUEUE, values).rowcount == 1

    def raise_level(self, case_id: str, level: str, due_at: datetime, at: datetime) -> None:
        """Escalate: another level of reviewer and another due time."""
        values = {"id": case_id, "to_level": Level(level).value, "due": due_at, "at": at}
        self._connection.execute(sql.RAISE, values)

    def fall_back(self, case_id: str, due_at: datetime, *, first: bool) -> bool:
        """Compare-and-set: from now on that due time of the case has been acted upon."""
        return note_fallback(self._connection, case_id, due_at, first=first)

    def similar_open(self, case: Case) -> tuple[str, ...]:
        """Other cases of the same customer about the same order that are open, or were paid on it."""
        order = case.order_id or self._connection.scalar(sql.ABOUT_ORDER, {"id": case.case_id})
        if case.customer_id is None or order is None:
            return ()
        values = {"customer": case.customer_id, "orders": spellings(order), "id": case.case_id}
        return tuple(self._connection.scalars(sql.SIMILAR, values))

    def apart(self, case: Case) -> dict[str, str]:
        """Of a message about several orders the case of each order, the first first; else nothing."""
        rows = self._connection.execute(sql.APART, {"first": case.part_of or case.case_id}).all()
        return {row.order_id: row.case_id for row in rows if row.order_id} if len(rows) > 1 else {}

    def last_closed(self, customer_id: str, order_id: str | None) -> str | None:
        """The customer's case that was closed last, about that order where one is named."""
        if order_id is None:
            return self._connection.scalar(sql.LAST_CLOSED, {"customer": customer_id})
        values = {"customer": customer_id, "orders": spellings(order_id)}
        return self._connection.scalar(sql.LAST_CLOSED_ABOUT, values)

    def progress(self, case_id: str, attempt: int, number: int, step: TraceStep, at: datetime) -> None:
        """What the agent is doing, for the page that waits for it."""
        text = self._keys.of_case(case_id).seal(step.model_dump_json(), place_of("progress", case_id))
        row = {"case_id": case_id, "attempt": attempt, "number": number, "at": at, "sealed": text}
        self._connection.execute(sql.ADD_PROGRESS, row)

    def progressed(self, case_id: str) -> tuple[Progress, ...]:
        """The steps of the newest attempt so far; none where they were erased."""
        rows = self._connection.execute(sql.PROGRESS, {"id": case_id}).all()
        opened = [(row, self._keys.open(row.sealed, place_of("progress", case_id))) for row in rows]
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

    def _case(self, row: AnyRow) -> Case:
        self._keys.belongs(row.case_id, row.key_id)
        return case_of(row, self._keys)

    def _next_number(self) -> int:
        if self._connection.dialect.name == "postgresql":
            return int(self._connection.scalar(case_numbers.next_value()) or 0)
        return int(self._connection.scalar(sql.NEXT_NUMBER) or 0)

    def _add_ticket(self, case_id: str, ticket: Ticket, key: DataKey) -> None:
        row = {
            "ticket_id": ticket.ticket_id,
            "case_id": case_id,
            "received_at": ticket.received_at,
            "sealed": key.seal(ticket.model_dump_json(), place_of("tickets", ticket.ticket_id)),
        }
        self._connection.execute(sql.ADD_TICKET, row)

    def find_anew(self, case_id: str) -> None:
        """Have the case found by what it says now; by nothing where its texts were erased."""
        case = self.get(case_id)
        if case.subject == ERASED:
            self._words.forget(case_id)
            return
        names = (case_id, case.ticket_id, case.order_id, case.sender_email)
        texts = [case.subject, *(turn.text for turn in reversed(self.conversation(case_id)))]
        self._words.replace(case_id, words_of_case(names, texts))

    def _revise_turn(self, case_id: str, ticket: Ticket, key: DataKey) -> None:
        turn = self._connection.scalar(sql.MESSAGE_OF_TICKET, {"id": case_id, "ticket": ticket.ticket_id})
        if turn is None:
            return
        text = turn_text(ticket.body, ticket.attachments)
        values = {"id": case_id, "turn": turn, "moment": ticket.received_at}
        sealed = key.seal(text, turn_place(case_id, turn))
        self._connection.execute(sql.CHANGE_MESSAGE, {**values, "text": sealed})

    def _revise_head(self, case: Case, ticket: Ticket, key: DataKey) -> None:
        values = {
            "id": case.case_id,
            "text": key.seal(personal_part(ticket), place_of("cases", case.case_id)),
            "new_channel": ticket.channel.value,
            "new_order": ticket.order_id,
            "new_waiting": ticket.waiting,
        }
        self._connection.execute(sql.CHANGE_HEAD, values)


def _names(case_id: str | None, ticket: Ticket | None) -> tuple[str | None, ...]:
    """The numbers and the address that a case is found by, beside those of its customer."""
    if ticket is None:
        return (case_id,)
    return (case_id, ticket.ticket_id, ticket.order_id, ticket.email)
