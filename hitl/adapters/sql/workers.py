"""The roll of worker processes in the table `workers`: a place a row, held for as long as it beats.

The time is the database server's on PostgreSQL, so that machines whose clocks differ agree on who is
alive; SQLite has one machine. The product's own clock, which may be told to run as of another day, has
no say in it.
"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from hitl.adapters.sql.failures import in_plain_words
from hitl.adapters.sql.house_tables import workers
from hitl.adapters.sql.tables import cases
from hitl.domain.case import Status

SILENCE = timedelta(seconds=10)
"""After so long without a beat a worker counts as dead: ten beats, against a busy disk or a long pause."""

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class SqlWorkers:
    """Implements ports.workers.Workers; every call is a short transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def join(self) -> str:
        """The lowest free place, under an id that is never used again."""
        with in_plain_words(self._engine.url), self._engine.begin() as connection:
            _one_at_a_time(connection)
            taken = set(connection.scalars(select(workers.c.slot)))
            place = next(number for number in range(1, len(taken) + 2) if str(number) not in taken)
            worker = f"worker-{place}.{uuid4().hex[:8]}"
            now = _now(connection)
            connection.execute(
                insert(workers).values(
                    slot=str(place), worker_id=worker, heartbeat_at=now, lease_until=now + SILENCE
                )
            )
        return worker

    def beat(self, worker: str) -> bool:
        """Prolong its lease; False where it has lost its place."""
        with in_plain_words(self._engine.url), self._engine.begin() as connection:
            now = _now(connection)
            held = connection.execute(
                update(workers)
                .where(workers.c.worker_id == worker)
                .values(heartbeat_at=now, lease_until=now + SILENCE)
            )
        return held.rowcount == 1

    def leave(self, worker: str) -> None:
        """Give the place back, and the cases that it was drafting."""
        with in_plain_words(self._engine.url), self._engine.begin() as connection:
            connection.execute(delete(workers).where(workers.c.worker_id == worker))
            _let_go(connection, (worker,))

    def strike_off(self) -> tuple[str, ...]:
        """Free the places whose lease has lapsed, and the cases that were drafted there."""
        with in_plain_words(self._engine.url), self._engine.begin() as connection:
            lapsed = workers.c.lease_until < _now(connection)
            silent = tuple(connection.scalars(delete(workers).where(lapsed).returning(workers.c.worker_id)))
            if silent:
                _let_go(connection, silent)
        return silent

    def alive(self) -> tuple[str, ...]:
        """Everybody who has a place, the lowest first."""
        with in_plain_words(self._engine.url), self._engine.begin() as connection:
            rows = connection.execute(select(workers.c.slot, workers.c.worker_id)).all()
        return tuple(worker for _, worker in sorted((int(slot), worker) for slot, worker in rows))


def _let_go(connection: Connection, gone: tuple[str, ...]) -> None:
    """Only drafts: nothing has happened until one is saved, and saving checks who holds the case.

    A refund keeps its lease, which is longer than any call to the processor: its worker may only have
    been silent, and be about to send.
    """
    connection.execute(
        update(cases)
        .where(cases.c.status == Status.DRAFTING, cases.c.worker.in_(gone))
        .values(lease_until=_LONG_AGO)
    )


def _one_at_a_time(connection: Connection) -> None:
    """Two workers that start at once must not take one place; SQLite's writers are alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE workers IN SHARE ROW EXCLUSIVE MODE")


def _now(connection: Connection) -> datetime:
    if connection.dialect.name != "postgresql":
        return datetime.now(UTC)
    now: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return now.astimezone(UTC)
