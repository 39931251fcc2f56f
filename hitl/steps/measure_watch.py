"""Step 8, measure: telling of drifts: once each, in the ledger and to the company's own systems.

A worker looks now and then, whether anybody opens the page or not. A drift that lasts is the same one: it was
told of where its weeks meet those of an alert before. The event and the notification are one transaction.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from pydantic import JsonValue

from hitl.domain.delivery import DeliveryKind
from hitl.domain.event import Event, EventKind, LoggedEvent
from hitl.domain.mode import Mode
from hitl.domain.notification import Concern, Notification
from hitl.domain.record import Moment
from hitl.ports.clock import Clock
from hitl.ports.post import Post
from hitl.ports.reads import Reads
from hitl.ports.store import Store
from hitl.steps.halt import halted
from hitl.steps.measure_cases import Opened, behind
from hitl.steps.measure_days import Days
from hitl.steps.measure_drift import Drift, drifts
from hitl.steps.measure_look import Lookout
from hitl.steps.measure_newest import narrowed, newest
from hitl.steps.measure_slice import Grain, Where
from hitl.steps.measure_turns import SETTING, settings_of
from hitl.steps.words import WORKER, tell

YEAR = timedelta(days=365)
"""What is usual is what a year says."""

LATELY = timedelta(days=60)
"""A drift that ended before that is history: the page shows it, and nobody needs to be told."""

APART = timedelta(days=14)
"""Weeks nearer to those of an alert than that belong to the same drift, as `measure_drift` has it."""


def watch(*, store: Store, post: Post, clock: Clock, unsure_below: float) -> int:
    """Tell of the drifts that nobody was told of yet; how many. Nothing while kept sums are being made."""
    now = clock.now()
    with store.reads() as reads:
        alerts = _alerts(reads)
        found = [one for one in _lately(reads, now, unsure_below) if alert_of(one, alerts) is None]
        cases = [_example(reads, one, now) for one in found]
    return sum(_tell(one, case, store, post, now) for one, case in zip(found, cases, strict=True))


def alert_of(drift: Drift, alerts: Iterable[LoggedEvent]) -> LoggedEvent | None:
    """The alert that told of the drift."""
    for event in alerts:
        first, last = (date.fromisoformat(str(event.payload[name])) for name in ("from", "to"))
        if drift.start <= last + APART and first <= drift.end + APART:
            return event
    return None


def _alerts(reads: Reads) -> tuple[LoggedEvent, ...]:
    return reads.house_events({EventKind.DRIFT_FOUND})


def _lately(reads: Reads, now: Moment, unsure_below: float) -> list[Drift]:
    lookout = Lookout(reads, demo=reads.house().simulated)
    if not lookout.kept:
        return []
    since = _year_before(now)

    def days(where: Where) -> Days:
        return lookout.days(where, since, now)

    changes = settings_of(reads.house_events(SETTING))
    found = drifts(days({}), unsure_below, lambda dimension, value: days({dimension: value}), changes)
    return [one for one in found if one.end >= now.date() - LATELY]


def _year_before(now: Moment) -> datetime:
    return datetime.combine(now.date() - YEAR, time(), UTC)


def _example(reads: Reads, drift: Drift, now: Moment) -> str | None:
    """The newest case of the slice that moved, to which the notification is tied."""
    first, last = (drift.cause.first, drift.cause.last) if drift.cause else (drift.start, drift.end)
    where = drift.cause.where if drift.cause else {}
    what = Opened(figure="drift", start=first, last=last, where=where)
    span = narrowed(what, Grain.WEEK, _year_before(now), now)
    rows = newest(reads, {}, *span, demo=reads.house().simulated)
    found = behind(rows.log, what, Grain.WEEK)
    return next(iter(found), None)


def _tell(drift: Drift, case_id: str | None, store: Store, post: Post, now: Moment) -> bool:
    with store.unit() as unit:
        unit.rollups.lock()  # of two workers at once the second sees what the first told
        with store.reads() as reads:
            if alert_of(drift, _alerts(reads)) is not None:
                return False
        unit.log(Event(kind=EventKind.DRIFT_FOUND, at=now, actor=WORKER, payload=_payload(drift)))
        silent = halted(unit) is not None or unit.controls.mode().mode is Mode.SHADOW
        if case_id is not None and not silent and post.carries(DeliveryKind.WEBHOOK):
            alert = Notification(
                concern=Concern.DRIFT, at=now, case_id=case_id, reason=says(drift), link="/metrics"
            )
            tell(unit, case_id, [(DeliveryKind.WEBHOOK, alert.body)], at=now)
        unit.commit()
    return True


def _payload(drift: Drift) -> dict[str, JsonValue]:
    cause = drift.cause
    left: list[JsonValue] = [
        {"figure": one.figure, "part": one.rate.part, "whole": one.rate.whole, "usual": round(one.usual, 4)}
        for one in drift.left
    ]
    found: dict[str, JsonValue] = {"from": f"{drift.start}", "to": f"{drift.end}", "left": left}
    if cause:
        found["slice"] = {f"{dimension}": name for dimension, name in cause.where.items()}
        found |= {"first": f"{cause.first}", "last": f"{cause.last}"}
        found |= {"cases": cause.cases, "expected": round(cause.expected, 1)}
    return found


def says(drift: Drift) -> str:
    """The alert in a sentence or two, for other systems."""
    cause = drift.cause
    each = [
        f"{one.figure} {one.rate.part} of {one.rate.whole}, usually {one.usual:.1%}" for one in drift.left
    ]
    what = "; ".join(each) or "another mix of cases"
    told = f"Out of control from {drift.start} to {drift.end}: {what}."
    if cause is None:
        return f"{told} No slice of the cases stands out."
    slice_ = ", ".join(f"{dimension} {name}" for dimension, name in cause.where.items())
    return (
        f"{told} What moved: {slice_}, {cause.cases} cases from {cause.first} to {cause.last}, "
        f"{cause.expected:.0f} expected."
    )
