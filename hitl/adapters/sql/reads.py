"""Implements ports.reads.Reads: what screens, exports and figures read, on one snapshot."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, func, select

from hitl.adapters.sql import case_statements
from hitl.adapters.sql.blind import SqlBlindReads
from hitl.adapters.sql.case_rows import attention_of, case_of
from hitl.adapters.sql.cases import SqlCases
from hitl.adapters.sql.catalog import SqlCatalog
from hitl.adapters.sql.columns import Micros
from hitl.adapters.sql.controls import SqlControls
from hitl.adapters.sql.corrections import read_corrections
from hitl.adapters.sql.decisions import SqlDecisions
from hitl.adapters.sql.deliveries import SqlDeliveries
from hitl.adapters.sql.departures import read_departures
from hitl.adapters.sql.desk import SqlDeskReads
from hitl.adapters.sql.drafts import read_drafts
from hitl.adapters.sql.history import read_also, read_history
from hitl.adapters.sql.house_tables import workers
from hitl.adapters.sql.in_force import InForce
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.ledger import Ledger
from hitl.adapters.sql.listings import SqlListings
from hitl.adapters.sql.policies import KnownVersions, SqlPolicies
from hitl.adapters.sql.quality import SqlQualityReads
from hitl.adapters.sql.queue import SqlQueue
from hitl.adapters.sql.ratings import SqlRatings
from hitl.adapters.sql.refunds import SqlRefunds
from hitl.adapters.sql.reviews import read_reviews
from hitl.adapters.sql.rollups import SqlRollups
from hitl.adapters.sql.similar import read_similar, read_waiting_alike
from hitl.adapters.sql.unattended import read_chats_to_fall_back, read_last_seen, read_to_fall_back
from hitl.adapters.vault import Vault
from hitl.domain.at_stake import order_at_stake
from hitl.domain.case import Status
from hitl.domain.correction import Correction
from hitl.domain.drafted import Drafted
from hitl.domain.event import EventKind, LoggedEvent
from hitl.domain.order import Customer
from hitl.domain.policy import PolicyVersion, Reason
from hitl.errors import NotFound
from hitl.ports.reads import (
    CaseFile,
    CaseRow,
    DecisionRow,
    Departures,
    House,
    LedgerReport,
    Progress,
    QueueFilter,
    QueuePlace,
    QueueRow,
    RefundRow,
    Review,
    SimilarCase,
)

_ALIVE = (
    select(func.count()).select_from(workers).where(workers.c.lease_until >= bindparam("now", type_=Micros()))
)


class SqlReads(SqlDeskReads, SqlBlindReads, SqlQualityReads):
    """Queries on one snapshot."""

    def __init__(self, connection: Connection, vault: Vault, known: KnownVersions) -> None:
        self._connection = self._blind_connection = self._quality_connection = connection
        keys = self._keys = self._quality_keys = Keys(connection, vault)
        in_force = InForce(connection)
        super().__init__(connection, keys)
        self._queue = SqlQueue(connection, keys)
        self._cases = SqlCases(connection, keys)
        self._catalog = SqlCatalog(connection, vault, keys)
        self._policies = SqlPolicies(connection, known, in_force)
        self._decisions = SqlDecisions(connection, keys)
        self._refunds = SqlRefunds(connection)
        self._deliveries = SqlDeliveries(connection, keys)
        self._controls = SqlControls(connection, in_force)
        self._ratings = SqlRatings(connection)
        self._listings = SqlListings(connection)
        self._ledger = Ledger(connection, vault, keys)
        self.rollups = SqlRollups(connection)

    @property
    def connection(self) -> Connection:
        """The snapshot's connection, for figures that need more than the port."""
        return self._connection

    def house(self) -> House:
        """Mode, kill switch, people and workers; who is alive goes by the time of day, not the clock's."""
        return House(
            mode=self._controls.mode(),
            stopped=self._controls.stopped(),
            simulated=self._controls.simulated(),
            users=self._controls.users(),
            workers=int(self._connection.scalar(_ALIVE, {"now": datetime.now(UTC)}) or 0),
        )

    def queue(self, what: QueueFilter, after: QueuePlace | None, limit: int) -> tuple[QueueRow, ...]:
        """The next page in the filter's order."""
        return self._queue.page(what, after, limit)

    def queue_count(self, what: QueueFilter, cap: int) -> int:
        """How many cases the filter holds, counted up to `cap`."""
        return self._queue.counts([what], cap)[0]

    def queue_counts(self, filters: Sequence[QueueFilter], cap: int) -> tuple[int, ...]:
        """How many cases each filter holds, counted up to `cap`."""
        return self._queue.counts(filters, cap)

    def case_id_of(self, case_or_ticket: str) -> str:
        """The case of that id or of that ticket. Raises NotFound."""
        values = {"id": case_or_ticket}
        if self._connection.scalar(case_statements.STATUS, values) is not None:
            return case_or_ticket
        found = self._connection.scalar(case_statements.CASE_OF_TICKET, values)
        if found is None:
            raise NotFound(f"There is no case and no ticket {case_or_ticket}")
        return str(found)

    def case_file(self, case_id: str) -> CaseFile:
        """Everything known of a case. Raises NotFound."""
        row = self._cases.row(case_id)
        case = case_of(row, self._keys)
        drafted = self._cases.drafted(case_id)
        decision = self._decisions.of_case(case_id)
        order = self._catalog.order(decision.order_id) if decision and decision.order_id else None
        return CaseFile(
            case=case,
            at_desk=attention_of(row),
            customer=self._catalog.customer(case.customer_id) if case.customer_id else None,
            order=order or order_at_stake(case, drafted, self._catalog),
            conversation=self._cases.conversation(case_id),
            drafted=drafted,
            policy=self._policies.version(drafted.policy) if drafted else None,
            decision=decision,
            refund=self._refunds.of_case(case_id),
            deliveries=self._deliveries.of_case(case_id),
            simulated=case.simulated or self._controls.simulated(),
            first=self._decisions.signature(case_id) if case.status is Status.AWAITING_SECOND else None,
            satisfaction=self._ratings.of_case(case_id),
            also=read_also(self._connection, case),
            history=read_history(self._connection, self._keys, case_id, case.customer_id),
        )

    def policy(self, version: int) -> PolicyVersion:
        """A version of the policy, as it stood. Raises NotFound."""
        return self._policies.version(version)

    def drafts(self, case_id: str) -> tuple[Drafted, ...]:
        """Every version of the case's draft, oldest first."""
        return read_drafts(self._connection, self._keys, case_id)

    def similar(self, case_id: str, limit: int = 5) -> tuple[SimilarCase, ...]:
        """Decided cases of the same matter, nearest first, then newest."""
        return read_similar(self._connection, self._keys, case_id, limit)

    def waiting_alike(self, case_id: str, limit: int) -> tuple[str, ...]:
        """Other cases in review that are alike, in queue order."""
        return read_waiting_alike(self._connection, case_id, limit)

    def corrections(self, case_id: str, matters: Collection[Reason]) -> tuple[Correction, ...]:
        """What people changed of drafts of those matters in other cases."""
        return read_corrections(self._connection, case_id, matters)

    def to_fall_back(self, before: datetime, limit: int) -> tuple[str, ...]:
        """Cases in review due before then, of which nobody was told yet."""
        return read_to_fall_back(self._connection, before, limit)

    def chats_to_fall_back(self, limit: int) -> tuple[str, ...]:
        """Live chats in review of which nobody was ever told."""
        return read_chats_to_fall_back(self._connection, limit)

    def last_seen_at_desk(self) -> datetime | None:
        """The latest sign of anybody at the desk."""
        return read_last_seen(self._connection)

    def timeline(self, case_id: str) -> tuple[LoggedEvent, ...]:
        """The case's events, oldest first, personal data opened."""
        return self._ledger.of_case(case_id)

    def changed_since(self, case_id: str, seq: int) -> bool:
        """Whether anything but who has it open happened to the case after that event."""
        return self._ledger.changed_since(case_id, seq)

    def progress(self, case_id: str) -> tuple[Progress, ...]:
        """What the agent has done on the newest attempt so far."""
        return self._cases.progressed(case_id)

    def case_status(self, case_id: str) -> Status:
        """Only the status. Raises NotFound."""
        status = self._connection.scalar(case_statements.STATUS, {"id": case_id})
        if status is None:
            raise NotFound(f"There is no case {case_id}")
        return Status(status)

    def customers(self, limit: int) -> tuple[Customer, ...]:
        """Customers for the demo's choice of who to be, those with most orders first."""
        return self._catalog.busiest(limit)

    def cases(self, since: datetime | None, until: datetime | None) -> Iterator[CaseRow]:
        """All cases by time of receipt, from `since` on and before `until`."""
        return self._listings.cases(since, until)

    def decisions(self, since: datetime | None, until: datetime | None) -> Iterator[DecisionRow]:
        """All final decisions by time of decision, from `since` on and before `until`."""
        return self._listings.decisions(since, until)

    def reviews_of(self, email: str, limit: int, *, demo: bool) -> tuple[Review, ...]:
        """The newest decisions of a person, oldest first; simulated ones only where `demo`."""
        return read_reviews(self._connection, email, limit, demo=demo)

    def departures(self, since: datetime, *, demo: bool) -> Departures:
        """Among the newest decisions of people since then."""
        return read_departures(self._connection, since, demo=demo)

    def refunds(self, since: datetime | None, until: datetime | None) -> Iterator[RefundRow]:
        """All refunds by time of reservation, from `since` on and before `until`."""
        return self._listings.refunds(since, until)

    def events(self, after: int, limit: int) -> tuple[LoggedEvent, ...]:
        """The next events of the whole ledger."""
        return self._ledger.after(after, limit)

    def last_event(self) -> int:
        """The number of the newest event."""
        return self._ledger.last()

    def house_events(self, kinds: Collection[EventKind]) -> tuple[LoggedEvent, ...]:
        """Events of those kinds that belong to no case, oldest first."""
        return self._ledger.of_house(kinds)

    def last_event_at(self) -> datetime | None:
        """When the newest event of the ledger happened."""
        return self._ledger.last_at()

    def verify(self) -> LedgerReport:
        """Walk the chain from its start to its head."""
        return self._ledger.verify()
