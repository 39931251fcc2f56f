"""The `worker` command: works off the queues for as long as it runs."""

import logging
import sys
from typing import NoReturn

from hitl.adapters.clock import SystemClock
from hitl.adapters.sql.workers import SqlWorkers
from hitl.bootstrap import build
from hitl.durable.engine import parse_queues
from hitl.durable.jobs import DbosJobs
from hitl.durable.worker import run_worker
from hitl.errors import InvalidSetting
from hitl.ports.jobs import JobKind
from hitl.settings import Settings

ALL = ",".join(JobKind)


def work(settings: Settings, *, queues: str = ALL, parent: int | None = None) -> NoReturn:
    """Run until SIGTERM, SIGINT or the end of the process `parent`; then end this process.

    Raises InvalidInput for unknown queues, InvalidSetting where drafting and paying must be apart.
    """
    chosen = parse_queues(queues)
    if settings.apart:
        _check_apart(settings, chosen)
    _log_to_standard_error()
    jobs = DbosJobs(settings.database_url, SystemClock(settings.clock))
    product = build(_of_use_to(settings, chosen), jobs=jobs)
    workers = SqlWorkers(product.store.engine)
    run_worker(product, jobs, workers, chosen, turns=product.store.turns, parent=parent)


def _check_apart(settings: Settings, queues: tuple[JobKind, ...]) -> None:
    """Neither process may have the other's key in its environment. Raises InvalidSetting."""
    drafts, pays = JobKind.DRAFT in queues, JobKind.EXECUTE in queues
    if drafts and pays:
        raise InvalidSetting(
            "A model drafts and the money is real: run --queues draft and --queues execute,deliver as two "
            "processes, the first without STRIPE_API_KEY"
        )
    if drafts and settings.stripe_api_key is not None:
        raise InvalidSetting("A worker whose drafts a model makes must be started without STRIPE_API_KEY")
    if pays and settings.openai_api_key is not None:
        raise InvalidSetting("A worker that pays for real must be started without OPENAI_API_KEY")


def _of_use_to(settings: Settings, queues: tuple[JobKind, ...]) -> Settings:
    """A worker that does not pay was not given the processor's key and must not ask for it."""
    if not settings.apart:
        return settings
    changes = {}
    if JobKind.EXECUTE not in queues:
        changes["payments"] = "demo"
    if JobKind.DRAFT not in queues:
        changes["drafter"] = "rules"  # nor a model's
    return settings.model_copy(update=changes)


def _log_to_standard_error() -> None:
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
