"""Cases, as a unit of work reads and changes them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from hitl.domain.case import Case, Message, Status, Ticket
from hitl.domain.drafted import Drafted, TraceStep


class Cases(Protocol):
    """Cases with their messages and drafts."""

    def open(
        self, ticket: Ticket, *, linked_case: str | None, simulated: bool, part_of: str | None = None
    ) -> Case:
        """A new case for a ticket that has none, with its conversation and its message.

        `part_of` is the first case of the message, where that asks about several orders.
        """
        ...

    def get(self, case_id: str) -> Case:
        """The case. Raises NotFound."""
        ...

    def apart(self, case: Case) -> dict[str, str]:
        """Of a message about several orders the case of each, by order, the first first; else nothing."""
        ...

    def by_ticket(self, ticket_id: str) -> Case | None:
        """The case of a ticket."""
        ...

    def ticket(self, ticket_id: str) -> Ticket | None:
        """The ticket as it was taken in, to tell a repetition from a contradiction."""
        ...

    def revise(self, ticket: Ticket) -> None:
        """Replace what a known ticket says, and the turn of the conversation that came with it."""
        ...

    def add_message(
        self,
        case_id: str,
        message: Message,
        *,
        ticket_id: str | None = None,
        ticket: Ticket | None = None,
    ) -> None:
        """One more turn of the conversation; `ticket`, or its id alone, where it came as one."""
        ...

    def conversation(self, case_id: str) -> tuple[Message, ...]:
        """All turns, oldest first."""
        ...

    def to_draft(self, now: datetime, limit: int) -> list[str]:
        """Cases that wait for a draft and that nobody holds, oldest first; waiting chats come first."""
        ...

    def claim_draft(self, case_id: str, worker: str, now: datetime, lease: timedelta) -> Case | None:
        """Compare-and-set received (or drafting with a lapsed lease) to drafting, held by `worker`."""
        ...

    def save_draft(self, drafted: Drafted, worker: str, to: Status, order_id: str | None) -> bool:
        """Store the draft and move the case on, if `worker` still holds it. False: somebody else has it."""
        ...

    def drafted(self, case_id: str, version: int | None = None) -> Drafted | None:
        """One version of the draft with its verdict; the newest where no version is named."""
        ...

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
        ...

    def requeue(self, case_id: str, *, expect: Iterable[Status], at: datetime) -> bool:
        """Back to received for a new draft; the old one stays as a version."""
        ...

    def raise_level(self, case_id: str, level: str, due_at: datetime, at: datetime) -> None:
        """Escalate: another level of reviewer and another due time."""
        ...

    def fall_back(self, case_id: str, due_at: datetime, *, first: bool) -> bool:
        """Compare-and-set: in review, due then, nobody told of it (`first`: of any due time) yet."""
        ...

    def similar_open(self, case: Case) -> tuple[str, ...]:
        """Other cases of the same customer about the same order that are open, or were paid on it."""
        ...

    def last_closed(self, customer_id: str, order_id: str | None) -> str | None:
        """The customer's last closed case about that order, for linking a new one."""
        ...

    def progress(self, case_id: str, attempt: int, number: int, step: TraceStep, at: datetime) -> None:
        """What the agent is doing, for the page that waits for it. Scratch: no event."""
        ...
