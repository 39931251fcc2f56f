"""Jobs in the engine's tables: enqueued in our own transactions, listed, resumed and cleared away.

The engine (DBOS) keeps its tables in our database. They are scratch: a job that is lost with them is
found again by our own tables, so nothing here needs to succeed for a case to be safe.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from hitl.errors import EngineUnavailable
from hitl.ports.clock import Clock
from hitl.ports.jobs import Job, JobKind

if TYPE_CHECKING:
    from dbos import DBOSClient, EnqueueOptions

log = logging.getLogger(__name__)

APPLICATION = "countersign"
JOBS_VERSION = "1"
"""Of what a job's name and argument mean. Workers take jobs of their own version only."""

ENGINE_SCHEMA: Mapping[str, int] = {"sqlite": 125, "postgresql": 125}
"""The schema version of the pinned engine, known here so that a command need not import it to compare."""

_SWEPT = 5
"""The priority of what a sweep gives back: behind what people wait for, which has 0."""

_LIVE = ["ENQUEUED", "PENDING"]
_FORGOTTEN = timedelta(minutes=10)
"""After so long a job that claims to run is not believed: drafting has a deadline far below."""


class Running(NamedTuple):
    """A job that a worker has taken."""

    id: str
    kind: JobKind
    worker: str


def job_id(job: Job) -> str:
    """`draft:CS-1042:1`: an id that ran once never runs again, hence the attempt."""
    return f"{job.kind}:{job.subject}:{job.attempt}"


def subject_of(identity: str) -> str:
    """The case, refund or delivery that a job's id names."""
    return identity.split(":", 1)[1].rpartition(":")[0]


class DbosJobs:
    """The engine's tables behind our port; the engine is imported when the first job is enqueued."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.url = url
        self._clock = clock
        self._ready = False

    def prepare(self) -> None:
        """Make or migrate the engine's tables unless they are there, and be ready to enqueue at once.

        Without it the first job holds its transaction open for an import of a third of a second.
        Raises EngineUnavailable where the database cannot be reached.
        """
        address = make_url(self.url)
        if address.get_backend_name() == "sqlite" and address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(address, poolclass=NullPool)
        try:
            with engine.connect() as connection:
                known = schema_version(connection)
            if known < ENGINE_SCHEMA[engine.dialect.name]:
                _migrate(self.url)
        except (SQLAlchemyError, OSError) as error:
            raise EngineUnavailable(
                "The durable queue's tables cannot be made: the database cannot be reached or written to; "
                "check HITL_DATABASE_URL"
            ) from error
        finally:
            engine.dispose()
        self._ready = bool(self._client)

    def enqueue(self, connection: Connection, job: Job) -> None:
        """Give the job to the engine with the caller's transaction.

        Where the engine has no tables yet it does nothing: the job is then found by the tables.
        """
        if self._has_tables(connection):
            self._client.enqueue_in_transaction(connection, self._options(job), job.subject)

    def enqueue_again(self, jobs: Iterable[Job]) -> None:
        """Give back jobs that were lost, each in a transaction of its own, behind what people wait for."""
        for job in jobs:
            options = self._options(job)
            options["priority"] = _SWEPT
            self._client.enqueue(options, job.subject)

    def waiting(self, kind: JobKind, limit: int) -> frozenset[str] | None:
        """The subjects that have a job waiting or running; None where there are `limit` or more."""
        found = self._client.list_workflows(
            name=kind.value, status=_LIVE, limit=limit, load_input=False, load_output=False
        )
        if len(found) >= limit:
            return None
        oldest = (_engine_time() - _FORGOTTEN).timestamp() * 1000
        return frozenset(
            subject_of(job.workflow_id)
            for job in found
            if job.status == "ENQUEUED" or (job.dequeued_at or oldest) >= oldest
        )

    def running(self) -> tuple[Running, ...]:
        """Every job that some worker has taken; those held back for later are not among them."""
        found = self._client.list_workflows(status="PENDING", load_input=False, load_output=False)
        return tuple(
            Running(job.workflow_id, JobKind(job.name), job.executor_id or "")
            for job in found
            if job.name in set(JobKind)
        )

    def resume(self, jobs: Iterable[Running]) -> None:
        """Let somebody else take them, in the queues where they were."""
        for job in jobs:
            self._client.resume_workflow(job.id, queue_name=job.kind.value)

    def clear(self, older_than: timedelta, limit: int) -> int:
        """Delete jobs that ended so long ago, at most `limit`; returns how many."""
        before = (_engine_time() - older_than).isoformat()
        ended = self._client.list_workflows(
            completed_before=before, limit=limit, load_input=False, load_output=False
        )
        if ended:
            self._client.delete_workflows([job.workflow_id for job in ended])
        return len(ended)

    def close(self) -> None:
        """Let go of the connections."""
        if "_client" in self.__dict__:
            self._client.destroy()
            del self._client

    @cached_property
    def _client(self) -> "DBOSClient":
        from dbos import DBOSClient, DBOSPortableJSONSerializer

        quieten()
        return DBOSClient(
            system_database_url=self.url,
            application_name=APPLICATION,
            serializer=DBOSPortableJSONSerializer(),  # plain JSON: its default would unpickle what it reads
            lazy=True,
        )

    def _options(self, job: Job) -> "EnqueueOptions":
        options: EnqueueOptions = {
            "workflow_name": job.kind.value,
            "queue_name": job.kind.value,
            "workflow_id": job_id(job),
            "app_version": JOBS_VERSION,
        }
        if job.not_before is not None:
            delay = (job.not_before - self._clock.now()).total_seconds()
            if delay > 0:
                options["delay_seconds"] = delay
        return options

    def _has_tables(self, connection: Connection) -> bool:
        if not self._ready:
            self._ready = schema_version(connection) > 0
            if not self._ready:
                log.warning("action=enqueue the engine has no tables yet; the sweep will find the job")
        return self._ready


def schema_version(connection: Connection) -> int:
    """The version of the engine's tables in that database; 0 where there are none."""
    if connection.dialect.name == "sqlite":
        exists = "SELECT 1 FROM sqlite_master WHERE name = 'dbos_migrations'"
        version = "SELECT version FROM dbos_migrations"
    else:
        exists = "SELECT 1 WHERE to_regclass('dbos.dbos_migrations') IS NOT NULL"
        version = "SELECT version FROM dbos.dbos_migrations"
    if connection.execute(text(exists)).first() is None:
        return 0
    return int(connection.execute(text(version)).scalar() or 0)


def _migrate(url: str) -> None:
    from dbos import DBOS

    quieten()
    DBOS.migrate(url)


def quieten() -> None:
    """Keep the engine's own log to what somebody should look at; it writes to standard error."""
    logging.getLogger("dbos").setLevel(logging.WARNING)


def _engine_time() -> datetime:
    """The engine stamps its rows with the machine's time, whatever our own clock is told."""
    return datetime.now(UTC)
