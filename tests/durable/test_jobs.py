"""Jobs: with our transaction or not at all, once an id, and never before their time."""

from datetime import UTC, datetime, timedelta

import pytest

from hitl.adapters.clock import SystemClock
from hitl.adapters.sql.store import SqlStore
from hitl.durable.jobs import ENGINE_SCHEMA, DbosJobs, job_id, subject_of
from hitl.errors import EngineUnavailable
from hitl.ports.jobs import Job, JobKind
from tests.durable.conftest import Bench, wait_until


def job(subject: str = "CS-1", attempt: int = 1, **changes: object) -> Job:
    known = {"kind": JobKind.DRAFT, "subject": subject, "attempt": attempt}
    return Job.model_validate({**known, **changes})


def enqueue(store: SqlStore, *some: Job, commit: bool = True) -> None:
    with store.unit() as unit:
        for each in some:
            unit.enqueue(each)
        if commit:
            unit.commit()


def nothing_waits(jobs: DbosJobs) -> bool:
    return all(jobs.waiting(kind, 100) == frozenset() for kind in JobKind)


def test_a_job_runs_with_the_transaction_that_made_it_and_with_no_other(
    store: SqlStore, jobs: DbosJobs, bench: Bench
) -> None:
    enqueue(store, job("CS-1"), commit=False)
    enqueue(store, job("CS-2"), job("RF-2", kind=JobKind.EXECUTE), job("DL-2", kind=JobKind.DELIVER))

    bench.start()
    wait_until(lambda: nothing_waits(jobs))

    assert sorted(bench.ran) == [
        (JobKind.DELIVER, "DL-2"),
        (JobKind.DRAFT, "CS-2"),
        (JobKind.EXECUTE, "RF-2"),
    ]


def test_an_attempt_runs_once_however_often_it_is_enqueued(
    store: SqlStore, jobs: DbosJobs, bench: Bench
) -> None:
    enqueue(store, job(attempt=1))
    enqueue(store, job(attempt=1))
    bench.start()
    wait_until(lambda: bench.ran != [] and nothing_waits(jobs))
    enqueue(store, job(attempt=1))
    enqueue(store, job(attempt=2))
    wait_until(lambda: len(bench.ran) > 1 and nothing_waits(jobs))

    assert bench.ran == [(JobKind.DRAFT, "CS-1")] * 2


def test_a_job_that_is_held_back_does_not_run_before_its_time(
    store: SqlStore, jobs: DbosJobs, bench: Bench
) -> None:
    bench.start()  # which may take a while on a busy machine
    due = datetime.now(UTC) + timedelta(seconds=4)
    enqueue(store, job("RF-1", kind=JobKind.EXECUTE, not_before=due))
    enqueue(store, job("CS-1"))
    wait_until(lambda: bench.ran == [(JobKind.DRAFT, "CS-1")])
    assert datetime.now(UTC) < due, "the other job ran while this one was held back"

    wait_until(lambda: (JobKind.EXECUTE, "RF-1") in bench.ran)

    assert datetime.now(UTC) >= due


def test_jobs_that_wait_are_told_unless_there_are_too_many(store: SqlStore, jobs: DbosJobs) -> None:
    enqueue(store, job("CS-1"), job("CS-2"), job("RF-1", kind=JobKind.EXECUTE))

    assert jobs.waiting(JobKind.DRAFT, 10) == {"CS-1", "CS-2"}
    assert jobs.waiting(JobKind.DRAFT, 2) is None


def test_without_the_engines_tables_a_unit_still_commits(database: str, store: SqlStore) -> None:
    store.jobs = DbosJobs(database, SystemClock())

    enqueue(store, job())

    assert not store.jobs._ready


def test_the_known_schema_versions_are_those_of_the_pinned_engine() -> None:
    from dbos._migration import get_dbos_migrations, sqlite_migrations

    ours = dict(ENGINE_SCHEMA)

    assert ours == {"sqlite": len(sqlite_migrations), "postgresql": len(get_dbos_migrations("dbos", True))}


def test_a_database_that_cannot_be_reached_is_said_in_one_sentence() -> None:
    queue = DbosJobs("postgresql+psycopg://nobody@127.0.0.1:1/none", SystemClock())

    with pytest.raises(EngineUnavailable, match="HITL_DATABASE_URL"):
        queue.prepare()


@pytest.mark.parametrize(
    ("subject", "identity", "reason"),
    [
        ("CS-1042", "draft:CS-1042:1", "the usual form"),
        ("a:b", "draft:a:b:1", "a subject may hold what separates the parts"),
    ],
)
def test_an_id_names_its_subject(subject: str, identity: str, reason: str) -> None:
    assert job_id(job(subject)) == identity, reason
    assert subject_of(identity) == subject, reason
