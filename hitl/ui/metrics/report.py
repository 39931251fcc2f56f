"""What the page draws, counted once and kept for a few seconds for everybody who looks."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

import streamlit as st

from hitl.domain.event import EventKind, LoggedEvent
from hitl.domain.mode import Mode
from hitl.domain.model_run import Use
from hitl.domain.record import Record
from hitl.ports.store import Store
from hitl.steps.measure import Figures
from hitl.steps.measure_agreement import Band, HeldFor
from hitl.steps.measure_all import Measured
from hitl.steps.measure_compare import Compared, compare
from hitl.steps.measure_control import Control, control
from hitl.steps.measure_days import Days
from hitl.steps.measure_drift import Drift, drifts
from hitl.steps.measure_look import Look, Lookout, choices
from hitl.steps.measure_share import KEPT
from hitl.steps.measure_slice import Dimension
from hitl.steps.measure_turns import LOGGED, TOLD_BY_CASES, Turn, settings_of, turns
from hitl.steps.measure_value import Tally
from hitl.ui.metrics.asked import Against, Asked, Span
from hitl.ui.metrics.series import Series, series
from hitl.ui.works import Works

FRESH = timedelta(seconds=15)
"""So old may figures be: counting them anew at each look would cost the desk its speed."""


DAYS = {Span.WEEK: 7, Span.MONTH: 30, Span.QUARTER: 90}


class Report(Record):
    """Everything that the page draws. Cases count by when they came, decisions by when they were made."""

    since: datetime | None
    until: datetime
    asked: Asked
    measured: Measured
    series: Series
    control: Control  # of the share of cases that is sent to a person
    worth: Tally
    models: Use
    kept: bool  # from kept sums; else worked out from the log
    compared: tuple[Compared, ...] = ()  # with what was asked for
    drifts: tuple[Drift, ...] = ()
    turns: tuple[Turn, ...] = ()  # what was changed on purpose within the span
    alerts: tuple[LoggedEvent, ...] = ()  # that told of drifts
    choices: Mapping[Dimension, Sequence[str]] = {}  # the values that occur in the span
    watched: int = 0  # where there is no case: cases in shadow mode, which are left out unless asked for
    ahead: int = 0  # where there is no case: those that are dated after now

    @property
    def begins(self) -> datetime:
        """The beginning of the span, or the first day on which there is anything."""
        every = self.series.every
        first = datetime.combine(every[0].start, time(), UTC) if every else self.until
        return self.since or first

    @property
    def figures(self) -> Figures:
        """The figures that most of the page shows."""
        return self.measured.figures

    @property
    def waits(self) -> Sequence[float]:
        """Seconds from the desk to a person's decision, shortest first."""
        return self.measured.waits

    @property
    def held(self) -> tuple[HeldFor, ...]:
        """Agreement by reason."""
        return self.measured.held

    @property
    def bands(self) -> tuple[Band, ...]:
        """Agreement by confidence."""
        return self.measured.bands


def report(works: Works, database: str, asked: Asked, *, demo: bool) -> Report:
    """The figures of a span of time that ends now, at most `FRESH` old."""
    now = works.clock.now()
    until = datetime.fromtimestamp(now.timestamp() // 15 * 15 + 15, UTC)
    return _counted(works.store, database, until, asked, works.ruleset.auto.confidence.review, demo=demo)


def forget() -> None:
    """Count anew at the next look: the log is another by now."""
    _counted.clear()


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs={Asked: Asked.model_dump_json})
def _counted(
    _store: Store,
    database: str,  # noqa: ARG001 - a key
    until: datetime,
    asked: Asked,
    unsure_below: float,
    *,
    demo: bool,
) -> Report:
    with _store.reads() as reads:
        events = reads.house_events({*LOGGED, EventKind.DRIFT_FOUND})
        return worked_out(Lookout(reads, demo=demo), events, asked, until, unsure_below=unsure_below)


def worked_out(
    lookout: Lookout, events: Sequence[LoggedEvent], asked: Asked, now: datetime, *, unsure_below: float
) -> Report:
    """The report on the span that is asked for; it begins with a whole day, and ends with one or now."""
    since, until = _span(asked, now)
    seen = lookout.look(asked.where, since, until)
    over_time, changes = series(seen.days, asked.grain), settings_of(events)
    named = lookout.catalogue(since and _before(since, until, asked), until)

    def narrower(dimension: Dimension, value: str) -> Days:
        return lookout.days({**asked.where, dimension: value}, since, until)

    drifted = drifts(seen.days, unsure_below, narrower if len(asked.where) < KEPT else None, changes)
    empty = not seen.measured.figures.cases
    return Report(
        since=since,
        until=until,
        asked=asked,
        measured=seen.measured,
        series=over_time,
        control=control(
            [(point.start, point.sent) for point in over_time.every],
            {over_time.grain.start(day) for day in changes},
            {over_time.grain.start(day) for drift in drifted for day in drift.days},
        ),
        worth=seen.worth,
        models=seen.models,
        kept=seen.kept,
        compared=_compared(lookout, since, until, asked, seen),
        drifts=drifted,
        turns=tuple(
            one
            for one in turns(events, named.only(*TOLD_BY_CASES))
            if one.at < until and (since is None or one.at >= since)
        ),
        alerts=tuple(one for one in events if one.kind is EventKind.DRIFT_FOUND),
        choices=choices(named if since is None else named.since(since.date())),
        watched=_cases(lookout, since, until, shadow=True) if empty else 0,
        ahead=sum(_cases(lookout, now, None, shadow=one) for one in (True, False)) if empty else 0,
    )


def _span(asked: Asked, now: datetime) -> tuple[datetime | None, datetime]:
    until = now if asked.last is None else min(now, _midnight(asked.last + timedelta(days=1)))
    if asked.first is not None:
        return min(until, _midnight(asked.first)), until
    return _since(asked.span, until), until


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _since(span: Span, until: datetime) -> datetime | None:
    """The beginning of the day so many days ago: what is left of a day at an end is counted row by row."""
    days = DAYS.get(span)
    return None if days is None else _midnight(until.date() - timedelta(days=days))


def _before(since: datetime, until: datetime, asked: Asked) -> datetime:
    """Where the span before begins, which is as many whole days long and ends where this one begins."""
    whole = -((since - until) // timedelta(days=1))
    return since - timedelta(days=whole if asked.first is not None else DAYS[asked.span])


def _cases(lookout: Lookout, since: datetime | None, until: datetime | None, *, shadow: bool) -> int:
    return lookout.look({Dimension.MODE: Mode.SHADOW} if shadow else {}, since, until).measured.figures.cases


def _compared(
    lookout: Lookout, since: datetime | None, until: datetime, asked: Asked, own: Look
) -> tuple[Compared, ...]:
    """Beside the span before, or beside another value of the dimension that is asked for."""
    if asked.against is Against.BEFORE:
        if since is None:
            return ()
        return compare(
            lookout.look(asked.where, _before(since, until, asked), since).measured,
            own.measured,
        )
    if asked.dimension is None:
        return ()
    other = {**asked.where, asked.dimension: asked.value}
    return compare(lookout.look(other, since, until).measured, own.measured)
