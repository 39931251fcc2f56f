"""A worker process: a place on the roll, the engine's threads, heartbeat and sweep, until told to stop."""

import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from threading import Event, Thread
from typing import NoReturn

from hitl.durable.connections import Turns
from hitl.durable.engine import Engine
from hitl.durable.jobs import DbosJobs
from hitl.durable.sweep import Sweep
from hitl.durable.work import Product, attempt, outline
from hitl.ports.jobs import JobKind
from hitl.ports.tracing import Tracing
from hitl.ports.workers import Workers
from hitl.steps.measure_watch import watch
from hitl.steps.roll_up import roll_up
from hitl.steps.sweep import sweep
from hitl.steps.trace import pass_on

log = logging.getLogger(__name__)

BEAT = 1.0
"""Seconds between two heartbeats; a worker is struck off after about ten of them."""

SWEEP = 2.0
"""Seconds between two sweeps: a lost job starts again within three of them."""

TRACES = 5.0
"""Seconds between two looks for traces to pass on; nobody waits for them."""

ROLL_UP = 15.0
"""Seconds between two times that the kept sums of the figures take in what has changed.

A case that changes several times within them is taken in once; who reads meanwhile adds the difference.
"""

WATCH = 300.0
"""Seconds between two looks for drifts, which are told of by weeks."""

PORTIONS = 20
"""Transactions at one time, so that whoever writes to SQLite finds room between them and after them."""

_GRACE = 5
"""Seconds that running jobs get at a stop. What is not done by then is resumed by another worker."""

STRUCK_OFF = 75
"""The exit status of a worker that fell silent and was given up: start another one (EX_TEMPFAIL)."""


def run_worker(
    product: Product,
    jobs: DbosJobs,
    workers: Workers,
    queues: Sequence[JobKind],
    *,
    turns: Turns | None = None,
    parent: int | None = None,
) -> NoReturn:
    """Work until SIGTERM or SIGINT, or until the parent process is gone. Never returns.

    On SQLite `turns` is the order in which the store writes; the engine keeps to it too.

    The process ends with `os._exit`: threads that the engine leaves behind could otherwise commit after
    their jobs were given to somebody else.
    """
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    jobs.prepare()
    worker = workers.join()
    engine = Engine(
        jobs.url, worker, queues, lambda kind, subject: _run(kind, subject, product, worker), turns
    )
    engine.launch()
    gc.collect()
    gc.freeze()  # what is loaded now stays: collections go through what jobs leave behind only
    log.info("action=start worker=%s queues=%s pid=%d", worker, ",".join(queues), os.getpid())
    rounds = _rounds(product, jobs, workers, queues, worker)
    Thread(target=_repeat, args=(rounds, SWEEP, stop), name="sweep", daemon=True).start()
    if product.tracing is not None and JobKind.DRAFT in queues:
        traces = _tracing(product, product.tracing, workers, worker)
        Thread(target=_repeat, args=(traces, TRACES, stop), name="traces", daemon=True).start()
    keep = partial(roll_up, product.store, portions=PORTIONS)
    Thread(target=_repeat, args=(keep, ROLL_UP, stop), name="roll up", daemon=True).start()
    drifts = _watching(product, workers, worker)
    Thread(target=_repeat, args=(drifts, WATCH, stop), name="drifts", daemon=True).start()
    while not stop.wait(BEAT):
        if parent is not None and os.getppid() != parent:
            break
        _beat(workers, worker)
    stop.set()
    log.info("action=stop worker=%s", worker)
    engine.stop(_GRACE)
    workers.leave(worker)
    _end(0)


def _rounds(
    product: Product, jobs: DbosJobs, workers: Workers, queues: Sequence[JobKind], worker: str
) -> Callable[[], None]:
    """What a worker does every few seconds beside its jobs."""
    queue_sweep = Sweep(product, jobs, workers)

    def rounds() -> None:
        queue_sweep(worker)
        if JobKind.EXECUTE in queues:  # it looks refunds up: nothing for a worker that must not pay
            sweep(
                store=product.store,
                payments=product.payments,
                post=product.post,
                clock=product.clock,
                ruleset=product.ruleset,
                worker=worker,
            )

    return rounds


def _tracing(product: Product, tracing: Tracing, workers: Workers, worker: str) -> Callable[[], None]:
    """Passing on what models did, in a thread of its own: a slow receiver must not hold up the sweep."""

    def traces() -> None:
        if workers.alive()[:1] == (worker,):
            pass_on(store=product.store, tracing=tracing, clock=product.clock)

    return traces


def _watching(product: Product, workers: Workers, worker: str) -> Callable[[], None]:
    """Looking for drifts, in a thread of its own: a year of figures must not hold up the sweep."""

    def drifts() -> None:
        if workers.alive()[:1] == (worker,):
            bounds = product.ruleset.auto.confidence
            watch(store=product.store, post=product.post, clock=product.clock, unsure_below=bounds.review)

    return drifts


def _run(kind: JobKind, subject: str, product: Product, worker: str) -> None:
    attempt(kind, subject, product, worker)


def _beat(workers: Workers, worker: str) -> None:
    try:
        alive = workers.beat(worker)
    except Exception as error:  # noqa: BLE001 - a database that is gone for a while must not end the worker
        log.error("action=beat worker=%s failed=%s", worker, outline(error))  # noqa: TRY400
        return
    if not alive:
        log.error("action=stop worker=%s it was silent for too long and others have its jobs", worker)
        _end(STRUCK_OFF)


def _repeat(work: Callable[[], object], every: float, stop: Event) -> None:
    while not stop.is_set():
        since = time.monotonic()
        try:
            work()
        except Exception as error:  # noqa: BLE001 - the next round tries again
            log.error("action=sweep failed=%s", outline(error))  # noqa: TRY400
        stop.wait(max(0.1, every - (time.monotonic() - since)))


def _end(status: int) -> NoReturn:
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
