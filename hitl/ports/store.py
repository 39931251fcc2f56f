"""The store: what steps read and change inside one transaction.

A unit of work is opened, used and committed explicitly; leaving it without `commit()` changes nothing.
Events appended in a unit are written with it, last. `compare-and-set` methods return False (or None)
instead of changing anything when the row is no longer as expected.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol, Self

from hitl.domain.calibration import Calibration
from hitl.domain.case import Case, Message, Status, Ticket
from hitl.domain.decision import Decision
from hitl.domain.delivery import Delivery, DeliveryStatus
from hitl.domain.drafted import Drafted, TraceStep
from hitl.domain.event import Event
from hitl.domain.mode import ModeState
from hitl.domain.order import Customer, Order
from hitl.domain.policy import Clause, PolicyVersion
from hitl.domain.record import Moment, Record
from hitl.domain.refund import Refund
from hitl.domain.roles import User
from hitl.domain.signature import Signature
from hitl.ports.blind import Blind
from hitl.ports.desk import Desk
from hitl.ports.quality import Quality
from hitl.ports.reads import Reads
from hitl.ports.rollups import Rollups


class Saved(StrEnum):
    """What saving a record did."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class JobKind(StrEnum):
    """The queues."""

    DRAFT = "draft"
    EXECUTE = "execute"
    DELIVER = "deliver"


class Job(Record):
    """A piece of work for the durable queue; the tables say the same, so a lost job is found again."""

    kind: JobKind
    subject: str  # case id for draft, refund id for execute, delivery id for deliver
    attempt: int
    not_before: Moment | None = None


class HumanOutcome(Record):
    """What a person decided on a ticket beside the agent, for the comparison in shadow mode."""

    ticket_id: str
    action: str
    decided_at: Moment
    amount_minor: int | None = None
    currency: str | None = None
    reviewer: str | None = None
    seconds_spent: int | None = None
    csat: int | None = None


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


class Catalog(Protocol):
    """Customers and orders."""

    def customer(self, customer_id: str) -> Customer | None:
        """The customer."""
        ...

    def lock_customer(self, customer_id: str) -> None:
        """Until this transaction ends nobody else's counts sums for that customer."""
        ...

    def customer_by_email(self, email: str) -> Customer | None:
        """The customer on record under that address, compared without case."""
        ...

    def save_customer(self, customer: Customer) -> Saved:
        """Insert or update."""
        ...

    def order(self, order_id: str) -> Order | None:
        """The order with every refund of ours that counts added to its lines."""
        ...

    def order_as_imported(self, order_id: str) -> Order | None:
        """The order without our refunds, as it was last saved: what an import merges with."""
        ...

    def order_both_ways(self, order_id: str) -> tuple[Order, Order] | None:
        """The order with our refunds counted in, and as it was imported."""
        ...

    def orders_of(self, customer_id: str, limit: int) -> tuple[Order, ...]:
        """The customer's orders, newest first, with our refunds counted in."""
        ...

    def save_order(self, order: Order) -> Saved:
        """Insert or update; the order is given as imported, without our refunds."""
        ...


class Policies(Protocol):
    """Versions of the policy."""

    def active(self) -> PolicyVersion:
        """The version in force; version 0 without clauses where none is."""
        ...

    def version(self, version: int) -> PolicyVersion:
        """A version, as it stood. Raises NotFound."""
        ...

    def add(self, clauses: Sequence[Clause], at: datetime) -> int:
        """A new version that is not in force yet; the number of the same content where it is known."""
        ...

    def activate(self, version: int, at: datetime) -> None:
        """Put a version in force."""
        ...


class Decisions(Protocol):
    """Final decisions, one a case."""

    def add(self, decision: Decision) -> None:
        """Store it. Raises AlreadyDecided where the case has one."""
        ...

    def of_case(self, case_id: str) -> Decision | None:
        """The case's decision."""
        ...

    def withdraw(self, decision_id: str) -> None:
        """Remove a decision of which nothing has left, with its cancelled refund and its deliveries.

        The caller has made sure of that in this transaction; the ledger keeps what was decided.
        """
        ...

    def bind(self, decision_id: str, bound: str) -> None:
        """Bind a decision anew, where a person has looked again at what it is about to do."""
        ...

    def sign(self, signature: Signature) -> None:
        """Keep the first of two signatures; it takes the place of an older draft's."""
        ...

    def signature(self, case_id: str) -> Signature | None:
        """The first signature of a case that waits for a second."""
        ...

    def unsign(self, case_id: str) -> None:
        """Remove it: a second person agreed, or somebody set it aside."""
        ...

    def note_action(self, case_id: str, kind: str, by: str, at: datetime, note: str) -> None:
        """A review action that is not final: escalation, question, rejection of the draft."""
        ...


class Counted(NamedTuple):
    """A refund as it counts in sums: what holds its room on the order."""

    order_id: str
    minor: int
    currency: str
    by_gate: bool  # without a person
    reserved_at: datetime


class Refunds(Protocol):
    """Refunds, one a decision."""

    def reserve(self, refund: Refund) -> None:
        """Insert it. The foreign key refuses a refund without a decision."""
        ...

    def get(self, refund_id: str) -> Refund:
        """The refund. Raises NotFound."""
        ...

    def of_case(self, case_id: str) -> Refund | None:
        """The case's refund."""
        ...

    def due(self, now: datetime, limit: int) -> list[str]:
        """Refunds to send now: reserved and past their undo window, case not awaiting goods."""
        ...

    def returned(self, limit: int) -> list[str]:
        """Reserved refunds whose case awaits goods that are back: every claimed line has `returned_at`."""
        ...

    def unsettled(self, now: datetime, limit: int) -> list[str]:
        """Refunds whose end is not known and that are due for a look.

        Sending with a lapsed lease, or unknown or pending and past the `not_before` they were settled with.
        """
        ...

    def take(self, refund_id: str, worker: str, now: datetime, lease: timedelta) -> Refund | None:
        """Compare-and-set to sending, held by `worker`; None where somebody else holds or ended it.

        The returned refund still shows the status that it had before.
        """
        ...

    def settle(self, refund: Refund, worker: str) -> bool:
        """Store what the processor said, if `worker` still holds the refund."""
        ...

    def renew(self, refund_id: str, key: str, at: datetime) -> bool:
        """Compare-and-set failed to reserved under another key: a person wants it tried again."""
        ...

    def cancel(self, refund_id: str, at: datetime) -> bool:
        """Compare-and-set reserved to cancelled: the undo window."""
        ...

    def auto_paid_on_order(self, order_id: str) -> int:
        """What the gate paid or reserved alone on that order, minor units."""
        ...

    def auto_paid_to(self, customer_id: str, since: datetime) -> dict[str, int]:
        """What the gate paid or reserved alone to that customer since then, minor units by currency."""
        ...

    def counted_of(self, customer_id: str) -> tuple[Counted, ...]:
        """What was ever paid or reserved for that customer, oldest first."""
        ...


class Deliveries(Protocol):
    """Replies, questions, notices and notes on their way out."""

    def add(self, *deliveries: Delivery) -> None:
        """Store them."""
        ...

    def get(self, delivery_id: str) -> Delivery:
        """The delivery. Raises NotFound."""
        ...

    def due(self, now: datetime, limit: int) -> list[str]:
        """Deliveries to send now."""
        ...

    def of_case(self, case_id: str) -> tuple[Delivery, ...]:
        """All of a case, oldest first."""
        ...

    def take(self, delivery_id: str, worker: str, now: datetime, lease: timedelta) -> Delivery | None:
        """Hold it for one attempt; None where somebody else holds it or it is no longer waiting."""
        ...

    def settle(
        self,
        delivery_id: str,
        status: DeliveryStatus,
        *,
        at: datetime,
        error: str = "",
        retry_at: datetime | None = None,
    ) -> bool:
        """Sent, failed for good, or waiting again until `retry_at`; False where it no longer waited."""
        ...

    def renew(self, delivery_id: str, at: datetime) -> bool:
        """Compare-and-set failed to waiting: a person wants it sent again."""
        ...


class Controls(Protocol):
    """Mode, kill switch, people and rulesets."""

    def mode(self) -> ModeState:
        """The mode in force."""
        ...

    def set_mode(self, state: ModeState, evidence: dict[str, object]) -> None:
        """Another mode from now on, with what it rests on."""
        ...

    def stopped(self) -> str | None:
        """Why execution is stopped, or None where it is not."""
        ...

    def set_stopped(self, reason: str | None, by: str, at: datetime) -> None:
        """Stop with a reason, or resume with None."""
        ...

    def user(self, email: str) -> User | None:
        """The user of that address."""
        ...

    def users(self) -> tuple[User, ...]:
        """Everybody, by name."""
        ...

    def save_user(self, user: User, at: datetime) -> None:
        """Add or change somebody."""
        ...

    def adopt_ruleset(self, version: str, text: str, at: datetime) -> int | None:
        """Remember the rules under their version; the how-manieth they are, None where they were known."""
        ...

    def calibrations(self) -> dict[str, Calibration]:
        """The newest calibration of every maker of drafts."""
        ...

    def add_calibration(self, calibration: Calibration) -> None:
        """The newest from now on; its version must be the next of its maker."""
        ...

    def simulated(self) -> bool:
        """Whether this database holds the demo company."""
        ...

    def set_simulated(self) -> None:
        """Mark the database as holding simulated data."""
        ...


class Outcomes(Protocol):
    """What people decided beside the agent."""

    def of_ticket(self, ticket_id: str) -> HumanOutcome | None:
        """What is known of that ticket so far."""
        ...

    def save(self, outcome: HumanOutcome) -> Saved:
        """Insert or update, one a ticket."""
        ...


class Ratings(Protocol):
    """How satisfied customers said they were."""

    def of_case(self, case_id: str) -> int | None:
        """What the customer said, 1 to 5; None where nothing was said."""
        ...

    def save(self, case_id: str, score: int, at: datetime) -> None:
        """Insert or update, one a case."""
        ...


class Unit(Protocol):
    """One transaction."""

    @property
    def cases(self) -> Cases:
        """Cases with their messages and drafts."""
        ...

    @property
    def catalog(self) -> Catalog:
        """Customers and orders."""
        ...

    @property
    def policies(self) -> Policies:
        """Versions of the policy."""
        ...

    @property
    def decisions(self) -> Decisions:
        """Final decisions."""
        ...

    @property
    def refunds(self) -> Refunds:
        """Refunds."""
        ...

    @property
    def deliveries(self) -> Deliveries:
        """What leaves the house besides money."""
        ...

    @property
    def controls(self) -> Controls:
        """Mode, kill switch, people and rulesets."""
        ...

    @property
    def outcomes(self) -> Outcomes:
        """What people decided beside the agent."""
        ...

    @property
    def ratings(self) -> Ratings:
        """How satisfied customers said they were."""
        ...

    @property
    def rollups(self) -> Rollups:
        """Kept sums of the figures."""
        ...

    @property
    def blind(self) -> Blind:
        """Second readings of decided cases."""
        ...

    @property
    def quality(self) -> Quality:
        """Made-up cases with a known answer."""
        ...

    @property
    def desk(self) -> Desk:
        """Who has which case, notes, and what people have saved."""
        ...

    def log(self, event: Event) -> None:
        """Append to the ledger with this transaction."""
        ...

    def enqueue(self, job: Job) -> None:
        """Give work to the durable queue with this transaction."""
        ...

    def commit(self) -> None:
        """Keep everything. Nothing may be used after it."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *raised: object) -> None: ...


class Store(Protocol):
    """Opens units of work and reading snapshots."""

    def unit(self, *, passing: bool = False) -> Unit:
        """A writing transaction; on SQLite it takes the write lock at once.

        What a `passing` one has kept may be lost if the power fails: who works on what, and nothing that is
        logged, decided or paid. The end of a process loses nothing of it.
        """
        ...

    @property
    def written(self) -> int:
        """Another number after every unit that this process has kept; others' are not counted."""
        ...

    def reads(self) -> AbstractContextManager[Reads]:
        """Queries for screens, exports and figures, on one snapshot."""
        ...
