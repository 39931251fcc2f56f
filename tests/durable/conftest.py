"""What the tests of the queue share: jobs in a fresh database, and the engine in this very process."""

import time
from collections.abc import Callable, Iterator

import pytest

from hitl.adapters.clock import SystemClock
from hitl.adapters.sql.store import SqlStore
from hitl.durable.engine import Engine
from hitl.durable.jobs import DbosJobs
from hitl.ports.jobs import JobKind


@pytest.fixture
def jobs(database: str, store: SqlStore) -> Iterator[DbosJobs]:
    """The queue in the database of `store`, which gives its jobs to it."""
    queue = DbosJobs(database, SystemClock())
    queue.prepare()
    store.jobs = queue
    yield queue
    queue.close()


class Bench:
    """An engine whose jobs only note that they ran."""

    def __init__(self, database: str) -> None:
        self.ran: list[tuple[JobKind, str]] = []
        self._engine = Engine(database, "worker-1.test", tuple(JobKind), self._note)

    def _note(self, kind: JobKind, subject: str) -> None:
        self.ran.append((kind, subject))

    def start(self) -> None:
        """Take jobs."""
        self._engine.launch()

    def stop(self) -> None:
        """Take no more."""
        self._engine.stop(0)


@pytest.fixture
def bench(database: str, jobs: DbosJobs) -> Iterator[Bench]:
    """An engine that is stopped afterwards."""
    made = Bench(database)
    yield made
    made.stop()


def wait_until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Look again and again until it is true. Fails after so many seconds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not become true in time"
        time.sleep(0.02)
