"""One writing transaction."""

from contextlib import AbstractContextManager, ExitStack
from typing import Protocol, Self

from sqlalchemy import Connection, Engine

from hitl.adapters.sql.blind import SqlBlind
from hitl.adapters.sql.cases import SqlCases
from hitl.adapters.sql.catalog import SqlCatalog
from hitl.adapters.sql.controls import SqlControls, SqlOutcomes
from hitl.adapters.sql.decisions import SqlDecisions
from hitl.adapters.sql.deliveries import SqlDeliveries
from hitl.adapters.sql.desk import SqlDesk
from hitl.adapters.sql.engine import BUSY_SECONDS
from hitl.adapters.sql.failures import in_plain_words
from hitl.adapters.sql.in_force import InForce
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.ledger import LastHead, Ledger
from hitl.adapters.sql.policies import KnownVersions, SqlPolicies
from hitl.adapters.sql.quality import SqlQuality
from hitl.adapters.sql.ratings import SqlRatings
from hitl.adapters.sql.refunds import SqlRefunds
from hitl.adapters.sql.rollups import SqlRollups
from hitl.adapters.sql.turns import Turns
from hitl.adapters.vault import Vault
from hitl.domain.event import Event
from hitl.ports.jobs import Job


class JobSink(Protocol):
    """Where jobs go: the durable queue in the same database."""

    def enqueue(self, connection: Connection, job: Job) -> None:
        """Add the job within the transaction of that connection."""
        ...


class SqlUnit:
    """Implements ports.store.Unit. Events and jobs are gathered, and written last, before the commit."""

    committed = 0
    """So many units has this process kept, of whichever store."""

    cases: SqlCases
    catalog: SqlCatalog
    policies: SqlPolicies
    decisions: SqlDecisions
    refunds: SqlRefunds
    deliveries: SqlDeliveries
    controls: SqlControls
    outcomes: SqlOutcomes
    ratings: SqlRatings
    rollups: SqlRollups
    blind: SqlBlind
    quality: SqlQuality

    def __init__(
        self,
        engine: Engine,
        vault: Vault,
        known: KnownVersions,
        *,
        last: LastHead,
        jobs: JobSink | None,
        turns: Turns | None,
    ) -> None:
        self._engine = engine
        self._vault = vault
        self._known = known
        self._last = last
        self._jobs = jobs
        self._turns = turns  # on SQLite: in order of arrival
        self._events: list[Event] = []
        self._queued: list[Job] = []
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with self._open:
            if self._turns is not None:
                self._turns.take(BUSY_SECONDS)
                self._open.callback(self._turns.give)
            self._open.enter_context(in_plain_words(self._engine.url))
            connection = self._open.enter_context(self._engine.connect())
            connection.begin()
            self._build(connection)
            self._open = self._open.pop_all()
        return self

    def __exit__(self, *raised: object) -> None:
        exit_: AbstractContextManager[object] = self._open
        exit_.__exit__(*raised)  # type: ignore[arg-type]

    @property
    def connection(self) -> Connection:
        """The transaction's connection, for what lives in the same database beside the port."""
        return self._connection

    def log(self, event: Event) -> None:
        """Append to the ledger with this transaction."""
        self._events.append(event)

    def enqueue(self, job: Job) -> None:
        """Give work to the durable queue with this transaction; without one, the tables say the same."""
        self._queued.append(job)

    def commit(self) -> None:
        """Keep everything. Whatever is asked of the unit afterwards fails: its connection is closed."""
        if self._jobs is not None:
            for job in self._queued:
                self._jobs.enqueue(self._connection, job)
        if self._events:
            self._ledger.append(self._events)
        self._connection.commit()
        SqlUnit.committed += 1
        self._keys.published()
        self._open.close()  # the connection goes back, and the turn to the next writer

    def _build(self, connection: Connection) -> None:
        keys, in_force = Keys(connection, self._vault), InForce(connection)
        self._connection = connection
        self._keys = keys
        self._ledger = Ledger(connection, self._vault, keys, self._last)
        self.cases = SqlCases(connection, keys)
        self.catalog = SqlCatalog(connection, self._vault, keys)
        self.policies = SqlPolicies(connection, self._known, in_force)
        self.decisions = SqlDecisions(connection, keys)
        self.refunds = SqlRefunds(connection)
        self.deliveries = SqlDeliveries(connection, keys)
        self.controls = SqlControls(connection, in_force)
        self.outcomes = SqlOutcomes(connection)
        self.ratings = SqlRatings(connection)
        self.rollups = SqlRollups(connection)
        self.blind = SqlBlind(connection, keys)
        self.quality = SqlQuality(connection, keys)
        self.desk = SqlDesk(connection, keys)
