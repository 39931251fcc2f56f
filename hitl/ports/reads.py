"""What screens, exports and figures read: rows made for the question asked, never whole tables."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from hitl.domain.case import Case, Channel, Message, Status
from hitl.domain.correction import Correction
from hitl.domain.decision import Decision, DecisionOutcome, DecisionReason
from hitl.domain.delivery import Delivery
from hitl.domain.departure import Departure
from hitl.domain.draft import Action
from hitl.domain.drafted import Drafted, TraceStep
from hitl.domain.event import EventKind, LoggedEvent
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.likeness import Likeness
from hitl.domain.mode import Mode, ModeState
from hitl.domain.model_run import Use
from hitl.domain.money import Money
from hitl.domain.order import Customer, Order, Tier
from hitl.domain.policy import PolicyVersion, Reason
from hitl.domain.record import Moment, Record
from hitl.domain.refund import Refund, RefundStatus
from hitl.domain.roles import Level, User
from hitl.domain.signature import Signature
from hitl.ports.blind import BlindReads
from hitl.ports.desk import DeskReads, Hold
from hitl.ports.history import AlsoAsked, History
from hitl.ports.quality import QualityReads

if TYPE_CHECKING:
    from hitl.ports.rollups import Rollups


class QueueRow(Record):
    """A case as the queue shows it."""

    case_id: str
    customer_name: str  # personal data
    tier: Tier | None
    action: Action | None  # the draft's; None where there is no draft
    amount: Money | None
    reasons: tuple[Code, ...]
    route: Route | None
    status: Status
    channel: Channel
    waiting: bool
    queue: str
    level: Level
    priority: int
    due_at: Moment
    received_at: Moment
    attention: str
    number: int = 0  # 1042 of CS-1042
    draft_version: int = 0  # 0: no draft
    language: str | None = None
    mode: Mode | None = None
    assigned_to: str | None = None
    claimed_by: str | None = None  # only while the lease runs at the filter's `now`
    snoozed_until: Moment | None = None
    escalated: bool = False
    first_signed_by: str | None = None  # of two signatures
    decided_by: str | None = None  # of the recently decided only; action and amount are the decision's then
    decided_at: Moment | None = None
    outcome: DecisionOutcome | None = None


class Sort(StrEnum):
    """The order of a page; among equals by case."""

    PRIORITY = "priority"  # and due time
    OLDEST = "oldest"  # received first
    LARGEST = "largest"  # amount of the draft, within one currency
    SOONEST = "soonest"  # due first


class QueuePlace(Record):
    """Where a page of the queue ends, so that the next one starts there."""

    priority: int
    due_at: Moment
    case_id: str
    received_at: Moment | None = None  # for the order by age
    minor: int | None = None  # for the order by amount
    decided_at: Moment | None = None  # among what people decided

    @classmethod
    def of(cls, row: QueueRow) -> "QueuePlace":
        """The place of that row, in whatever order."""
        return cls(
            priority=row.priority,
            due_at=row.due_at,
            case_id=row.case_id,
            received_at=row.received_at,
            minor=row.amount.minor if row.amount else None,
            decided_at=row.decided_at,
        )


class QueueFilter(Record):
    """Which waiting cases to show, and in what order; with `decided_since` which decided ones."""

    decided_since: Moment | None = None  # what people decided since then, whatever its level, newest first
    statuses: tuple[Status, ...] = (Status.IN_REVIEW,)
    level: Level | None = None  # only cases that this level can decide alone; None: all
    above: Level | None = None  # only cases that need more than this level
    waiting_only: bool = False
    overdue_at: Moment | None = None  # only those due before; in the order of priority only
    now: Moment | None = None  # by which leases are judged; None: nobody is shown as holding a case
    mine: str | None = None  # assigned to that person, or held by them at `now`
    assigned_to: str | None = None
    unassigned_only: bool = False
    escalated_only: bool = False
    not_signed_by: str | None = None  # not those to which that person gave the first of two signatures
    reason: Code | None = None
    currency: str | None = None  # of the draft's amount; of what was decided, the decision's
    min_minor: int | None = None  # with `currency`, both ends included
    max_minor: int | None = None
    tier: Tier | None = None
    channel: Channel | None = None
    received_before: Moment | None = None
    language: str | None = None
    mode: Mode | None = None  # that the draft was judged in
    cases: tuple[str, ...] | None = None  # only these, at most some hundreds: a search's
    sort: Sort = Sort.PRIORITY  # LARGEST needs a currency


class Attention(Record):
    """How a case stands at the desk."""

    route: Route | None
    queue: str
    level: Level
    priority: int
    due_at: Moment | None
    queued_at: Moment | None
    assigned_to: str | None = None
    escalated: bool = False
    snoozed_until: Moment | None = None
    hold: Hold | None = None  # who claimed it last; ask whether it is live


class CaseFile(Record):
    """Everything known of a case."""

    case: Case
    at_desk: Attention
    customer: Customer | None
    order: Order | None  # as it is now
    conversation: tuple[Message, ...]
    drafted: Drafted | None
    policy: PolicyVersion | None  # the version that the draft was made on
    decision: Decision | None
    refund: Refund | None
    deliveries: tuple[Delivery, ...]
    simulated: bool
    first: Signature | None = None  # of two, while the second is awaited
    satisfaction: int | None = None  # what the customer said afterwards, 1 to 5
    history: History = History()
    also: tuple[AlsoAsked, ...] = ()  # the cases of the other orders that its message asks about


class SimilarCase(Record):
    """A decided case that is like another, and how it ended."""

    case_id: str
    status: Status
    draft_action: Action
    draft_amount: Money | None
    action: Action
    amount: Money | None
    replaces: bool  # the goods were sent again
    refund: RefundStatus | None  # None: there was none
    watched: bool  # the draft was only compared with what people did: nothing left
    by: str  # e-mail, or `gate`
    first_by: str | None  # who signed first, where two had to agree
    outcome: DecisionOutcome
    reason_code: DecisionReason | None
    decided_at: Moment
    alike: tuple[Likeness, ...]  # what the two share beside the matter, the weightiest first


class CaseRow(Record):
    """A case as `export cases` writes it."""

    case_id: str
    ticket_id: str
    status: Status
    channel: Channel
    customer_id: str | None
    order_id: str | None
    currency: str | None
    received_at: Moment
    mode: Mode | None
    route: Route | None
    reasons: tuple[Code, ...]
    confidence: float | None
    matter: str | None = None  # the reason that the newest draft claims first
    category: str | None = None  # of the order's goods as of the draft; `SEVERAL` where they differ
    tier: Tier | None = None  # of the customer, as of the draft
    simulated: bool = False
    part_of: str | None = None  # the first case of a message about several orders
    escalated: bool = False
    draft_version: int = 0  # above 1: it came back and was drafted again
    draft_amount: Money | None = None
    spent: Use | None = None  # on models, for all of its drafts; None where none was asked
    by: str | None = None  # who decided it; this and what follows only where it is decided
    drafter: str | None = None
    model: str | None = None
    prompt: str | None = None
    ruleset: str | None = None


SEVERAL = "several"
"""The category of an order whose goods are of more than one."""


class DecisionRow(Record):
    """A final decision as `export decisions` writes it and as the figures count it."""

    case_id: str
    decision_id: str
    by: str
    outcome: DecisionOutcome
    draft_action: Action
    draft_amount: Money | None
    action: Action
    amount: Money | None
    reason_code: DecisionReason | None
    queued_at: Moment | None
    opened_at: Moment | None
    decided_at: Moment
    policy: int
    ruleset: str
    prompt: str
    model: str
    mode: Mode
    refund_status: RefundStatus | None
    reply_changed: bool
    reasons: tuple[Code, ...] = ()  # of the gate, against the draft that was decided on
    route: Route | None = None  # of that draft
    drafter: str = ""
    due_at: Moment | None = None  # that came with that draft; what escalation moved is not in it
    draft_version: int = 1  # above 1: the case came back and was drafted again
    channel: Channel | None = None
    matter: str | None = None  # the reason that the draft claims first
    category: str | None = None  # of the order's goods as of the draft; `SEVERAL` where they differ
    tier: Tier | None = None  # of the customer, as of the draft
    simulated: bool = False
    escalated: bool = False
    confidence: float | None = None  # of the draft that was decided on
    score: int | None = None  # what the customer said afterwards, 1 to 5


class Review(Record):
    """A person's decision beside how much there was to read."""

    by: str
    case_id: str
    opened_at: Moment | None
    decided_at: Moment
    as_drafted: bool
    length: int  # bytes, about, of the conversation until then and of the reply with what was changed in it


class Departures(NamedTuple):
    """Where people departed from drafts, and on how many they decided."""

    drafts: Mapping[str | None, int]  # by the clause that they cited first
    found: tuple[Departure, ...]


class RefundRow(Record):
    """A refund as `export refunds` writes it."""

    refund_id: str
    case_id: str
    decision_id: str
    order_id: str
    amount: Money
    status: RefundStatus
    processor_id: str | None
    payment_ref: str
    key: str
    reserved_at: Moment


class Progress(Record):
    """One step of the agent while it works."""

    number: int
    at: Moment
    step: TraceStep


class LedgerReport(Record):
    """What checking the ledger found."""

    events: int
    ok: bool
    first_bad: int | None  # sequence number of the first event that does not fit the chain
    why: str = ""


class House(Record):
    """What every page shows of the installation, and who may act in it."""

    mode: ModeState
    stopped: str | None  # why nothing is executed, where the kill switch is on
    simulated: bool
    users: tuple[User, ...]  # by name
    workers: int  # whose lease has not lapsed


class Reads(DeskReads, BlindReads, QualityReads, Protocol):
    """Queries on one snapshot."""

    def house(self) -> House:
        """Mode, kill switch, people and workers, for the head of every page; takes no write lock."""
        ...

    def queue(self, what: QueueFilter, after: QueuePlace | None, limit: int) -> tuple[QueueRow, ...]:
        """The next page in the filter's order; a view is as quick with 100,000 cases as with 100."""
        ...

    def queue_count(self, what: QueueFilter, cap: int) -> int:
        """How many cases the filter holds, counted up to `cap`."""
        ...

    def queue_counts(self, filters: Sequence[QueueFilter], cap: int) -> tuple[int, ...]:
        """How many cases each filter holds, counted up to `cap`, in one statement."""
        ...

    def case_id_of(self, case_or_ticket: str) -> str:
        """The case of that id or of that ticket. Raises NotFound."""
        ...

    def case_file(self, case_id: str) -> CaseFile:
        """Everything known of a case, in one snapshot. Raises NotFound."""
        ...

    def policy(self, version: int) -> PolicyVersion:
        """A version of the policy, as it stood. Raises NotFound."""
        ...

    def drafts(self, case_id: str) -> tuple[Drafted, ...]:
        """Every version of the case's draft, oldest first; without texts where they were erased."""
        ...

    def similar(self, case_id: str, limit: int = 5) -> tuple[SimilarCase, ...]:
        """Decided cases of the same matter, nearest first, then newest; none before there is a draft.

        Nearness is `domain.likeness`; the newest 200 are compared. Raises NotFound.
        """
        ...

    def waiting_alike(self, case_id: str, limit: int) -> tuple[str, ...]:
        """Other cases in review with the same matter, clause, drafted action and currency, in queue order."""
        ...

    def corrections(self, case_id: str, matters: Collection[Reason]) -> tuple[Correction, ...]:
        """What people changed of drafts of those matters in other cases, by matter, then newest first.

        Simulated cases learn from simulated ones only, and real ones from real ones.
        """
        ...

    def to_fall_back(self, before: datetime, limit: int) -> tuple[str, ...]:
        """Cases in review that were due before then, and of which nobody was told yet; first due first."""
        ...

    def chats_to_fall_back(self, limit: int) -> tuple[str, ...]:
        """Live chats in review, due or not, of which nobody was ever told; first due first."""
        ...

    def last_seen_at_desk(self) -> datetime | None:
        """The latest sign of anybody at the desk; None: there never was one.

        Presence on a case, a person's decision or other answer, or the end of a lease, which may lie ahead.
        """
        ...

    def timeline(self, case_id: str) -> tuple[LoggedEvent, ...]:
        """The case's events, oldest first, personal data opened."""
        ...

    def changed_since(self, case_id: str, seq: int) -> bool:
        """Whether anything but who has it open happened to the case after that event."""
        ...

    def progress(self, case_id: str) -> tuple[Progress, ...]:
        """What the agent has done on the newest attempt so far."""
        ...

    def case_status(self, case_id: str) -> Status:
        """Only the status, for a page that waits."""
        ...

    def customers(self, limit: int) -> tuple[Customer, ...]:
        """Customers for the demo's choice of who to be, those with most orders first."""
        ...

    def cases(self, since: datetime | None, until: datetime | None) -> Iterator[CaseRow]:
        """All cases by time of receipt."""
        ...

    def decisions(self, since: datetime | None, until: datetime | None) -> Iterator[DecisionRow]:
        """All final decisions by time of decision."""
        ...

    def reviews_of(self, email: str, limit: int, *, demo: bool) -> tuple[Review, ...]:
        """The newest decisions of a person, oldest first; simulated ones only where `demo`."""
        ...

    def departures(self, since: datetime, *, demo: bool) -> Departures:
        """Among the newest 5,000 decisions of people since then; simulated ones only where `demo`."""
        ...

    def refunds(self, since: datetime | None, until: datetime | None) -> Iterator[RefundRow]:
        """All refunds by time of reservation."""
        ...

    def events(self, after: int, limit: int) -> tuple[LoggedEvent, ...]:
        """The next events of the whole ledger."""
        ...

    def last_event(self) -> int:
        """The number of the newest event of the ledger; 0 where it is empty."""
        ...

    def house_events(self, kinds: Collection[EventKind]) -> tuple[LoggedEvent, ...]:
        """Events of those kinds that belong to no case, oldest first."""
        ...

    def last_event_at(self) -> datetime | None:
        """When the newest event of the ledger happened."""
        ...

    @property
    def rollups(self) -> "Rollups":
        """Kept sums of the figures."""
        ...

    def verify(self) -> LedgerReport:
        """Walk the chain from its start to its head."""
        ...
