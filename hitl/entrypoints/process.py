"""What one app process holds: the product, built once, and the worker beside it."""

import asyncio
import gc
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Lock

from hitl.adapters.clock import SystemClock
from hitl.bootstrap import Countersign, build
from hitl.durable.jobs import DbosJobs
from hitl.durable.process import start_worker, stop_worker
from hitl.entrypoints.sockets import answer_at_once
from hitl.errors import CountersignError
from hitl.settings import Settings

log = logging.getLogger(__name__)

_lock = Lock()
_built: dict[str, Countersign] = {}


def product() -> Countersign:
    """The product of this process; built at the first call, and again where that failed before.

    Raises InvalidSetting or StoreUnavailable with a sentence for a person.
    """
    if "product" not in _built:
        with _lock:
            if "product" not in _built:
                settings = Settings.load()
                jobs = DbosJobs(settings.database_url, SystemClock(settings.clock))
                jobs.prepare()
                _built["product"] = build(settings, jobs=jobs)
    return _built["product"]


def let_go() -> None:
    """Close the product, so that the next call builds it from the settings as they are then."""
    with _lock:
        built = _built.pop("product", None)
    if built is not None:
        built.close()


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Open the database, fill an empty one with the demo company, and keep a worker beside the pages.

    A database that cannot be opened does not stop the server: every page says what is the matter, and
    the next start finds it.
    """
    worker = None
    answer_at_once()
    try:
        await asyncio.to_thread(_prepare)
        if os.environ.get("HITL_WORKER", "beside") != "elsewhere":
            built = product()
            worker = await asyncio.to_thread(start_worker, built.settings, built.clock.now())
    except CountersignError as error:
        log.error("action=start %s", error)  # noqa: TRY400 - the sentence says it; a trace would not help
        print(f"Countersign cannot start its work: {error}", flush=True)
    try:
        yield
    finally:
        if worker is not None:
            await asyncio.to_thread(stop_worker, worker)
        let_go()


def _prepare() -> None:
    """Everything that the first page would otherwise wait for."""
    import hitl.ui.asking.live
    import hitl.ui.desk.bar
    import hitl.ui.metrics.cards  # noqa: F401
    from hitl.entrypoints.demo import load_into

    built = product()
    if _is_empty(built):
        load_into(built, progress=lambda line: print(line, flush=True))
    gc.collect()
    gc.freeze()  # what is loaded now stays: without its objects a collection is short


def _is_empty(built: Countersign) -> bool:
    """Whether nothing was ever brought into this database: no customer, no case, no policy."""
    with built.store.unit() as unit, built.store.reads() as reads:
        known = bool(reads.customers(1)) or any(True for _ in reads.cases(None, None))
        return not known and not unit.policies.active().clauses
