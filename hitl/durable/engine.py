"""The engine in a worker process: takes jobs from its queues and runs them on threads."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy.engine import make_url

from hitl.durable.connections import Turns, connect
from hitl.durable.jobs import APPLICATION, JOBS_VERSION, quieten
from hitl.ports.jobs import JobKind

CONCURRENCY = 16
"""Jobs of a queue at once in one process; with the polling below the ceiling is 160 of each a second."""

DRAFTING = 24
"""Drafts at once: more than a model is asked for, so that its next case is ready when an answer comes."""

POLLING = 0.1
"""Seconds between two looks at a queue: half of it costs a worker with nothing to do 11 % of a processor
instead of 7, and gains a job 25 ms."""

SWITCH = 0.0005
"""Seconds that a thread may keep the interpreter while others want it, a tenth of Python's default: who
holds the database's write lock gets it back sooner (a tenth more cases a second)."""

Run = Callable[[JobKind, str], None]


class Engine:
    """DBOS, which is one a process."""

    def __init__(
        self, url: str, worker: str, queues: Sequence[JobKind], run: Run, turns: Turns | None = None
    ) -> None:
        """Run jobs of those queues under that worker's id; the engine's tables must be there.

        On SQLite it writes in turn with whoever takes `turns`.
        """
        self._url = url
        self._worker = worker
        self._queues = tuple(queues)
        self._run = run
        self._turns = turns

    def launch(self) -> None:
        """Start to take jobs, at once."""
        from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer

        quieten()
        config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_url": self._url,
            "application_version": JOBS_VERSION,
            "executor_id": self._worker,
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "WARNING",
            "run_migrations": False,
            "use_listen_notify": False,
            "sys_db_pool_size": CONCURRENCY,
            "db_engine_kwargs": _connections(self._url, self._turns),
        }
        sys.setswitchinterval(SWITCH)
        DBOS(config=config)
        for kind in JobKind:
            DBOS.workflow(name=kind.value, max_recovery_attempts=None)(self._job(kind))
        DBOS.listen_queues([kind.value for kind in self._queues])
        self._register_queues()
        DBOS.launch()

    def stop(self, grace: int) -> None:
        """Take no more jobs, and give those that run so many seconds.

        End the process after it: a thread that is still at work could otherwise commit.
        """
        from dbos import DBOS

        DBOS.destroy(workflow_completion_timeout_sec=grace)

    def _job(self, kind: JobKind) -> Callable[[str], None]:
        def job(subject: str) -> None:
            self._run(kind, subject)

        job.__qualname__ = job.__name__ = kind.value
        return job

    def _register_queues(self) -> None:
        """Before the launch: the engine looks for new queues only once a second."""
        from dbos import DBOSClient, DBOSPortableJSONSerializer

        client = DBOSClient(
            system_database_url=self._url,
            application_name=APPLICATION,
            serializer=DBOSPortableJSONSerializer(),
        )
        for kind in JobKind:
            at_once = DRAFTING if kind is JobKind.DRAFT else CONCURRENCY
            client.register_queue(kind.value, worker_concurrency=at_once, polling_interval_sec=POLLING)
        client.destroy()


def _connections(url: str, turns: Turns | None) -> dict[str, Any]:
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return {}

    return {"creator": partial(connect, address.database or "", turns)}


def parse_queues(text: str) -> tuple[JobKind, ...]:
    """Queues from "draft,execute", in that order. Raises InvalidInput."""
    from hitl.errors import InvalidInput

    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = sorted(set(names) - set(JobKind))
    if unknown or not names:
        known = ", ".join(JobKind)
        raise InvalidInput(f"--queues takes a list of {known}; not {', '.join(unknown) or 'nothing'}")
    return tuple(dict.fromkeys(JobKind(name) for name in names))
