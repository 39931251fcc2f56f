"""The demo company Fernhill, a home-goods shop: its files, its people, and three months of decided cases.

Two parts make it up. Hand-written files in data/demo hold dates relative to today ("-9d 14:05", "-40m").
The rest is simulated from one seed (see `simulate`). Neither is written into the tables: customers and orders
are imported, each ticket is taken in, drafted, gated, decided by one of the demo's people and paid by the
product's own steps, on a clock that is moved along. All of it is marked as simulated.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from hitl.domain.case import OPEN_FOR_REVIEW, Ticket
from hitl.domain.event import Event, EventKind
from hitl.domain.record import Record
from hitl.errors import CountersignError, InvalidFile
from hitl.ports.store import Store
from hitl.steps.desk.snooze import snooze
from hitl.steps.importing.customers import customers
from hitl.steps.importing.orders import orders
from hitl.steps.importing.policies import import_policies
from hitl.steps.intake import take_in
from hitl.steps.simulate import handwritten
from hitl.steps.simulate.climb import Climb
from hitl.steps.simulate.desk import give, next_above, on_screen, person
from hitl.steps.simulate.drafters import SLIPS, Drafters
from hitl.steps.simulate.handwritten import PUT_OFF, Written
from hitl.steps.simulate.history import SPAN, visits
from hitl.steps.simulate.life import Life
from hitl.steps.simulate.nights import Nights
from hitl.steps.simulate.requests import Visit
from hitl.steps.simulate.reviewers import PEOPLE
from hitl.steps.simulate.shop import Shop
from hitl.steps.simulate.timeline import Timeline

SEED = "fernhill"

FRESH = timedelta(minutes=10)
"""Tickets younger than this are left for whoever watches: the worker drafts them in front of them."""

_WRITTEN = timedelta(days=30)
"""How far back the hand-written tickets go."""

_READ_IN = timedelta(seconds=4)
"""From a customer's message to its case."""

_NIGHT = 4
"""The hour (UTC) at which the shop's own system sends what is new."""

_OUTAGE, _OUTAGE_LASTS = timedelta(days=24), timedelta(minutes=50)
"""How long ago the drafter was out of reach."""

_TRIAL, _TRIAL_LASTS = timedelta(days=32), timedelta(hours=10)
"""How long ago a model was tried: before any hand-written ticket, and among so many that it is no drift."""

_TRIAL_BEGINS = 10
"""The hour (UTC)."""

_SLEEPS = timedelta(hours=5)
"""How long after the present a case comes back that somebody has put off."""

_TELL_EVERY = 10
"""Days between two lines of progress: about one a second."""


class DemoReport(Record):
    """What the database holds now."""

    cases: int
    decisions: int
    loaded: bool  # False: it was there already


def load_demo(
    shop: Shop,
    progress: Callable[[str], None] = lambda _: None,
    *,
    seed: str = SEED,
    span: timedelta = SPAN,
) -> DemoReport:
    """Load the company as of the clock's present, into a database that is empty or holds it already.

    `span` is how far back its simulated part begins; its hand-written tickets go back a month. Call it
    inside of one transaction: half of it is of no use. Raises CountersignError where the database holds
    anything else.
    """
    if is_loaded(shop.store):
        return report(shop.store, loaded=False)
    now = shop.clock.now()
    with TemporaryDirectory() as folder:
        scratch = Path(folder)
        handwritten.make_dates(shop.folder, scratch, now)
        shop.clock.set(now - max(span, _WRITTEN))
        _open(shop, scratch)
        days = (now - shop.clock.now()).days
        progress(f"Fernhill is open; living through its last {days} days ...")
        timeline = Timeline(shop.clock, now)
        Climb(shop, now - SPAN).plan(timeline)
        coming = visits(shop.folder, seed, now, span)
        drafters = Drafters(shop.agent)
        _plan_drafters(drafters, timeline, coming)
        _plan_days(shop, scratch, timeline, coming=coming, progress=progress, seed=seed)
        _plan_handwritten(shop, scratch, timeline, drafters)
        timeline.run()
    shop.clock.set(now)
    return report(shop.store, loaded=True)


_LOOKED_AT = 1_000
"""Customers among whom others than the demo's are looked for; the demo has about three hundred."""


def is_of_its_own(store: Store) -> bool:
    """Whether the database holds somebody's own data, which no demo may touch."""
    with store.unit() as unit, store.reads() as reads:
        if unit.controls.simulated():
            return any("simulated" not in customer.metadata for customer in reads.customers(_LOOKED_AT))
        anything = reads.customers(1) or unit.policies.active().clauses
        return bool(anything) or next(iter(reads.cases(None, None)), None) is not None


def is_loaded(store: Store) -> bool:
    """Whether the demo is there. Raises CountersignError where the database holds anything else."""
    with store.unit() as unit:
        if unit.controls.simulated():
            return True
    if is_of_its_own(store):
        raise CountersignError(
            "This database holds data of its own; the demo company needs an empty one. "
            "Name another with HITL_DATABASE_URL."
        )
    return False


def report(store: Store, *, loaded: bool) -> DemoReport:
    """What the database holds now."""
    with store.reads() as reads:
        cases = sum(1 for _ in reads.cases(None, None))
        decisions = sum(1 for _ in reads.decisions(None, None))
    return DemoReport(cases=cases, decisions=decisions, loaded=loaded)


def _open(shop: Shop, scratch: Path) -> None:
    """People, policy, and the hand-written customers and orders."""
    at = shop.clock.now()
    with shop.store.unit() as unit:
        unit.controls.set_simulated()
        for user in PEOPLE:
            unit.controls.save_user(user, at)
            changed = {"email": user.email, "role": user.role}
            unit.log(Event(kind=EventKind.USER_CHANGED, at=at, actor="demo", payload=changed))
        unit.commit()
    import_policies(shop.policies, store=shop.store, clock=shop.clock)
    shop.take_file(customers(), scratch / "customers.csv")
    shop.take_file(orders(), scratch / "orders.csv")


def _plan_days(
    shop: Shop,
    scratch: Path,
    timeline: Timeline,
    *,
    coming: list[Visit],
    progress: Callable[[str], None],
    seed: str,
) -> None:
    """Every simulated visit, and every night."""
    life = Life(shop, seed, timeline, Nights(shop, coming, scratch))
    since, days = shop.clock.now(), (timeline.until - shop.clock.now()).days
    timeline.plan(since, life.night)
    for day in range(1, days + 1):
        night = (since + timedelta(days=day)).replace(hour=_NIGHT, minute=0, second=0, microsecond=0)
        timeline.plan(night, life.night)
        if day % _TELL_EVERY == 0:
            timeline.plan(since + timedelta(days=day), partial(progress, f"day {day} of {days} ..."))
    for visit in coming:
        timeline.plan(visit.at + _READ_IN, partial(life.begins, visit))


def _plan_drafters(drafters: Drafters, timeline: Timeline, coming: list[Visit]) -> None:
    """A day on which a model is tried, and some minutes without a drafter, when somebody writes."""
    begins = (timeline.until - _TRIAL).replace(hour=_TRIAL_BEGINS, minute=0)
    timeline.plan(begins, partial(drafters.on_trial, *SLIPS))
    timeline.plan(begins + _TRIAL_LASTS, drafters.own)
    for visit in coming:
        if visit.at >= timeline.until - _OUTAGE:
            timeline.plan(visit.at, drafters.out_of_reach)
            timeline.plan(visit.at + _OUTAGE_LASTS, drafters.own)
            break


def _plan_handwritten(shop: Shop, scratch: Path, timeline: Timeline, drafters: Drafters) -> None:
    tickets, others = handwritten.tickets(scratch), handwritten.drafted_by(scratch)
    for ticket in tickets:
        at, drafted_by = ticket.received_at + _READ_IN, others.get(ticket.ticket_id)
        if drafted_by is not None:
            timeline.plan(at, partial(drafters.as_written, drafted_by))
        timeline.plan(at, partial(_write, shop, ticket, timeline.until - FRESH))
        if drafted_by is not None:
            timeline.plan(at, drafters.own)
    received = {ticket.ticket_id: ticket.received_at for ticket in tickets}
    for written in handwritten.decisions(scratch, received):
        timeline.plan(written.at, partial(_decide, shop, written, timeline.until + _SLEEPS))


def _write(shop: Shop, ticket: Ticket, fresh_from: datetime) -> None:
    at = shop.clock.now()
    with shop.store.unit() as unit:
        take_in(unit, ticket, at=at, simulated=True, enqueue=at < fresh_from)
        unit.commit()
    shop.work()


def _decide(shop: Shop, written: Written, until: datetime) -> None:
    """What the person decided, if the case came to the desk; what is above them the next one decides.

    What they put off sleeps `until` then.
    """
    with shop.store.unit() as unit:
        case = unit.cases.by_ticket(written.ticket_id)
        if case is None:
            raise InvalidFile(f"data/demo/decisions.csv: there is no ticket {written.ticket_id}")
        draft, order, _ = on_screen(unit, case)
    if case.status not in OPEN_FOR_REVIEW:
        return  # the gate let it through, or it waits for the customer
    by = person(written.by)
    if written.answer == PUT_OFF:
        until = min(case.due_at or until, until)
        snooze(case.case_id, until, by.email, store=shop.store, clock=shop.clock)
        return
    answer = handwritten.answer_of(written, draft, order)
    while not give(shop, case, answer, by=by, opened_at=written.opened_at):
        above = next_above(by)
        if above is None:
            raise InvalidFile(f"data/demo/decisions.csv: nobody may decide {written.ticket_id} like that")
        by = above
