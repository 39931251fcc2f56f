"""The `worker` command: works off the queues for as long as it runs."""

import logging
import sys
from typing import NoReturn

from hitl.adapters.clock import SystemClock
from hitl.adapters.sql.workers import SqlWorkers
from hitl.bootstrap import build
from hitl.durable.engine import parse_queues
from hitl.durable.jobs import DbosJobs
from hitl.durable.process import apart
from hitl.durable.worker import run_worker
from hitl.errors import InvalidSetting
from hitl.ports.store import JobKind
from hitl.settings import Settings

ALL = ",".join(JobKind)


def work(settings: Settings, *, queues: str = ALL, parent: int | None = None) -> NoReturn:
    """Run until SIGTERM, SIGINT or the end of the process `parent`; then end this process.

    Raises InvalidInput for unknown queues, InvalidSetting where drafting and paying must be apart.
    """
    chosen = parse_queues(queues)
    if apart(settings) and {JobKind.DRAFT, JobKind.EXECUTE} <= set(chosen):
        raise InvalidSetting(
            "A model drafts and the money is real: run --queues draft and --queues execute,deliver as two "
            "processes, the first without STRIPE_API_KEY"
        )
    _log_to_standard_error()
    jobs = DbosJobs(settings.database_url, SystemClock(settings.clock))
    product = build(_of_use_to(settings, chosen), jobs=jobs)
    workers = SqlWorkers(product.store.engine)
    run_worker(product, jobs, workers, chosen, turns=product.store.turns, parent=parent)


def _of_use_to(settings: Settings, queues: tuple[JobKind, ...]) -> Settings:
    """A worker that does not pay was not given the processor's key and must not ask for it."""
    if apart(settings) and JobKind.EXECUTE not in queues:
        return settings.model_copy(update={"payments": "demo"})
    return settings


def _log_to_standard_error() -> None:
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
