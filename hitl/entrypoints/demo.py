"""Loading the demo company: into an empty database, as of now, on a clock that can be moved."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hitl.adapters.clock import FixedClock
from hitl.bootstrap import Countersign, build
from hitl.durable.drain import drain
from hitl.durable.jobs import DbosJobs, schema_version
from hitl.errors import CountersignError
from hitl.settings import ROOT, Settings
from hitl.steps.demo import DemoReport, is_of_its_own, load_demo

FERNHILL = ROOT / "data" / "demo"


def load(
    settings: Settings, *, reset: bool = False, progress: Callable[[str], None] = lambda _: None
) -> DemoReport:
    """Load the demo company; where it is there already, nothing changes.

    With `reset` it is deleted first, never anything else. Raises CountersignError with what to do.
    """
    if settings.payments != "demo":
        raise CountersignError("The demo company is paid by the demo processor; set HITL_PAYMENTS=demo")
    clock = FixedClock(settings.clock or datetime.now(UTC))
    app = build(settings, clock=clock)
    try:
        if reset:
            _delete(app)
        return load_demo(
            FERNHILL,
            policies=ROOT / "data" / "policies",
            store=app.store,
            ruleset=app.ruleset,
            clock=clock,
            drain=lambda: drain(app),
            progress=progress,
        )
    finally:
        app.close()


def _delete(app: Countersign) -> None:
    """Delete the demo company, with what the graph and the queue remember of its cases."""
    if is_of_its_own(app.store, FERNHILL):
        raise CountersignError("This database holds data of its own; nothing was deleted.")
    with app.store.reads() as reads:
        cases = [row.case_id for row in reads.cases(None, None)]
    for case_id in cases:
        app.agent.forget(case_id)
    _forget_jobs(app)
    app.store.start_afresh(app.clock.now())


def _forget_jobs(app: Countersign) -> None:
    """An id that ran once never runs again, and the new cases may have the numbers of the old ones."""
    with app.store.engine.connect() as connection:
        known = schema_version(connection)
    if known:
        jobs = DbosJobs(app.settings.database_url, app.clock)
        jobs.clear(timedelta(0), limit=1_000_000)
        jobs.close()
