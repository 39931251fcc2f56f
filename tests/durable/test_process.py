"""A worker process from the outside: started beside an app, ended with it, and started again when it dies."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hitl.adapters.sql.workers import SqlWorkers
from hitl.bootstrap import build
from hitl.durable.engine import parse_queues
from hitl.durable.process import WorkerProcesses, start_worker, stop_worker
from hitl.entrypoints.worker import work
from hitl.errors import InvalidInput, InvalidSetting
from hitl.ports.jobs import JobKind
from hitl.settings import ROOT, Settings
from tests.durable.conftest import wait_until


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A new installation on SQLite."""
    made = Settings(database_url=f"sqlite:///{tmp_path / 'own.sqlite'}", var=tmp_path)
    build(made).close()
    return made


@pytest.fixture
def roll(settings: Settings) -> Iterator[SqlWorkers]:
    product = build(settings)
    yield SqlWorkers(product.store.engine)
    product.close()


@pytest.fixture
def worker(settings: Settings, roll: SqlWorkers) -> Iterator[WorkerProcesses]:
    started = start_worker(settings)
    wait_until(lambda: len(roll.alive()) == 1, 60)
    yield started
    stop_worker(started)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_worker_takes_its_place_and_leaves_it_when_it_is_stopped(
    worker: WorkerProcesses, roll: SqlWorkers
) -> None:
    pid = worker.pids[0]

    stop_worker(worker)

    assert gone(pid)
    assert roll.alive() == (), "nobody has to wait for its lease to lapse"


def test_a_worker_that_dies_is_started_again(worker: WorkerProcesses, roll: SqlWorkers) -> None:
    first, place = worker.pids[0], roll.alive()

    os.kill(first, signal.SIGKILL)
    wait_until(lambda: len(roll.alive()) == 2, 60)

    assert worker.pids[0] != first
    assert set(roll.alive()) > set(place), "the dead one keeps its place until it has been silent for long"


def test_a_worker_does_not_outlive_the_app(settings: Settings, roll: SqlWorkers, tmp_path: Path) -> None:
    """An app that is killed cannot stop its worker; the worker sees that its parent is gone."""
    app = (
        "import sys, time; from hitl.durable.process import start_worker; from hitl.settings import Settings;"
        "print(start_worker(Settings.load()).pids[0], flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", app],
        env={**os.environ, **settings.environment()},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    wait_until(lambda: len(roll.alive()) == 1, 60)

    parent.kill()
    parent.wait()
    parent.stdout.close()

    wait_until(lambda: roll.alive() == (), 60)
    wait_until(lambda: gone(pid), 60)


def test_where_a_model_drafts_and_money_is_real_one_process_must_not_do_both(settings: Settings) -> None:
    real = settings.model_copy(update={"payments": "stripe", "drafter": "llm"})

    with pytest.raises(InvalidSetting, match="two processes"):
        work(real, queues="draft,execute")


@pytest.mark.parametrize(
    ("text", "queues", "reason"),
    [
        ("draft", (JobKind.DRAFT,), "one"),
        ("execute, draft", (JobKind.EXECUTE, JobKind.DRAFT), "some, with spaces"),
        ("draft,draft", (JobKind.DRAFT,), "one twice"),
    ],
)
def test_queues_are_named(text: str, queues: tuple[JobKind, ...], reason: str) -> None:
    assert parse_queues(text) == queues, reason


@pytest.mark.parametrize("text", ["", "drafts", "draft;execute"])
def test_unknown_queues_are_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="draft, execute, deliver"):
        parse_queues(text)
