"""Loading the demo company: all of it or nothing, as of now, on a clock that can be moved.

It is lived through in one transaction. An interrupted load leaves nothing behind, a reset shows the old demo
until the new one is complete, and a worker that is running meets no half-told history.
"""

import gc
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import Connection

from hitl.adapters.clock import FixedClock
from hitl.adapters.sql.store import SqlStore
from hitl.bootstrap import RULES, Countersign, build
from hitl.durable.jobs import DbosJobs, schema_version
from hitl.durable.work import do
from hitl.errors import CountersignError
from hitl.ports.jobs import Job
from hitl.settings import ROOT, Settings
from hitl.steps.demo import DemoReport, is_loaded, is_of_its_own, load_demo, report
from hitl.steps.simulate.history import SPAN
from hitl.steps.simulate.shop import Shop
from hitl.steps.sweep import sweep

FERNHILL = ROOT / "data" / "demo"

_WORKER = "demo"


def load(
    settings: Settings, *, reset: bool = False, progress: Callable[[str], None] = lambda _: None
) -> DemoReport:
    """Load the demo company; where it is there already, nothing changes.

    With `reset` it is deleted first, never anything else. Raises CountersignError with what to do.
    """
    app = build(settings)
    try:
        return load_into(app, reset=reset, progress=progress)
    finally:
        app.close()


def load_into(
    app: Countersign,
    *,
    reset: bool = False,
    progress: Callable[[str], None] = lambda _: None,
    span: timedelta = SPAN,
) -> DemoReport:
    """The same on a product that is built already; workers may be running beside it.

    The simulated part begins `span` before the present.
    """
    if app.settings.payments != "demo":
        raise CountersignError("The demo company is paid by the demo processor; set HITL_PAYMENTS=demo")
    if not reset and is_loaded(app.store):
        return report(app.store, loaded=False)
    before = _cases(app) if reset else []
    errands = _Errands()
    with _seldom_collecting(), app.store.as_one(errands) as store:
        if reset and is_of_its_own(store):
            raise CountersignError("This database holds data of its own; nothing was deleted.")
        if reset:
            store.start_afresh(app.clock.now())
        loaded = load_demo(_shop(app, store, errands), progress, span=span)
    _forget(app, before)
    return loaded


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for unreachable objects once in a hundred thousand new ones.

    Ninety days make millions that are freed without being looked for; looking costs an eighth of the load.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _shop(app: Countersign, store: SqlStore, errands: "_Errands") -> Shop:
    clock = FixedClock(app.clock.now().replace(second=0, microsecond=0))
    inside = app.on(store, clock)
    agent = inside.agent
    if agent.second is not None:  # a model drafts here; it is not asked about what nobody wrote
        agent.drafter, agent.second = agent.second, None
    return Shop(
        folder=FERNHILL,
        policies=ROOT / "data" / "policies",
        store=store,
        rules=RULES.read_text("utf-8"),
        agent=agent,
        quality=inside.quality,
        clock=clock,
        work=lambda: errands.run(inside),
        sweep=lambda: sweep(
            store=store,
            payments=inside.payments,
            post=inside.post,
            clock=clock,
            worker=_WORKER,
            ruleset=agent.ruleset,
        ),
    )


class _Errands:
    """A queue in memory in place of the durable one: what is enqueued is done when it is asked for."""

    def __init__(self) -> None:
        self._waiting: deque[Job] = deque()

    def enqueue(self, _connection: Connection, job: Job) -> None:
        """Implements JobSink."""
        self._waiting.append(job)

    def run(self, app: Countersign) -> None:
        """Do everything that waits, with what it leads to; a step that fails is a fault of the demo's."""
        while self._waiting:
            job = self._waiting.popleft()
            do(job.kind, job.subject, app, _WORKER)


def _cases(app: Countersign) -> list[str]:
    with app.store.reads() as reads:
        return [row.case_id for row in reads.cases(None, None)]


def _forget(app: Countersign, cases: list[str]) -> None:
    """Drop what the graph and the queue remember of cases that are gone.

    An id that ran once never runs again, and the new cases have the numbers of the old ones.
    """
    for case_id in cases:
        app.agent.forget(case_id)
    with app.store.engine.connect() as connection:
        known = schema_version(connection)
    if known:
        jobs = DbosJobs(app.settings.database_url, app.clock)
        jobs.clear(timedelta(0), limit=1_000_000)
        jobs.close()
