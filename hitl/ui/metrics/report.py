"""The rows behind the page, counted once and kept for a few seconds for everybody who looks."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import streamlit as st

from hitl.domain.mode import Mode
from hitl.domain.record import Record
from hitl.ports.store import Store
from hitl.steps.measure import Figures
from hitl.steps.measure_agreement import Band, HeldFor
from hitl.steps.measure_all import Measured, measured
from hitl.steps.measure_compare import Compared, compare
from hitl.steps.measure_control import Control, control
from hitl.steps.measure_drift import Drift, drifts
from hitl.steps.measure_slice import Log, between, cut, read_log
from hitl.steps.measure_turns import LOGGED, Turn, turns
from hitl.steps.measure_value import Tally, tally
from hitl.ui.metrics.asked import Against, Asked, Span
from hitl.ui.metrics.series import Series, sent_to_people, series
from hitl.ui.works import Works

FRESH = timedelta(seconds=15)
"""So old may figures be: reading every row again at each look would cost the desk its speed."""


DAYS = {Span.WEEK: 7, Span.MONTH: 30, Span.QUARTER: 90}


class Report(Record):
    """Everything that the page draws. Cases count by when they came, decisions by when they were made."""

    since: datetime | None
    until: datetime
    log: Log  # what is counted, for whoever opens a figure
    measured: Measured
    series: Series
    control: Control  # of the share of cases that is sent to a person
    worth: Tally
    compared: tuple[Compared, ...] = ()  # with what was asked for
    drifts: tuple[Drift, ...] = ()
    turns: tuple[Turn, ...] = ()  # what was changed on purpose within the span
    watched: int = 0  # cases of the span in shadow mode, which are left out unless they are asked for
    ahead: int = 0  # cases that are dated after now, and left out
    sliced: bool = False  # whether anything but the span was chosen

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


def report(works: Works, database: str, asked: Asked, *, demo: bool) -> tuple[Report, Log]:
    """The figures of a span of time that ends now, at most `FRESH` old; and the span's log, not yet cut."""
    now = works.clock.now()
    until = datetime.fromtimestamp(now.timestamp() // 15 * 15 + 15, UTC)
    days = DAYS.get(asked.span)
    log, changes = _read(works.store, database, until, days, demo=demo)
    unsure = works.ruleset.auto.confidence.review
    return _counted(log, changes, unsure, database, until, days, asked), log


def forget() -> None:
    """Count anew at the next look: the rows are others by now."""
    _read.clear()
    _counted.clear()


@st.cache_resource(max_entries=8, show_spinner=False)
def _read(
    _store: Store,
    database: str,  # noqa: ARG001 - a key
    until: datetime,
    days: int | None,
    *,
    demo: bool,
) -> tuple[Log, tuple[Turn, ...]]:
    """The rows of twice the span: the half before it is what it may be compared with."""
    since = until - timedelta(days=2 * days) if days else None
    with _store.reads() as reads:
        log = read_log(reads, since, None, demo=demo)
        return log, turns(reads.house_events(LOGGED.keys()), log.decisions)


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs={Asked: Asked.model_dump_json})
def _counted(
    _log: Log,
    _turns: tuple[Turn, ...],
    unsure_below: float,
    database: str,  # noqa: ARG001 - a key
    until: datetime,
    days: int | None,
    asked: Asked,
) -> Report:
    return worked_out(_log, _turns, asked, until, days, unsure_below=unsure_below)


def worked_out(
    log: Log,
    changes: tuple[Turn, ...],
    asked: Asked,
    until: datetime,
    days: int | None,
    *,
    unsure_below: float,
) -> Report:
    """The report on the last `days` before `until` (None: on everything before it)."""
    since = until - timedelta(days=days) if days else None
    span = between(log, since, until)
    found = cut(span, asked.where)
    over_time = series(found.decisions, asked.grain)
    own = measured(found)
    return Report(
        since=since,
        until=until,
        log=found,
        measured=own,
        series=over_time,
        control=control(sent_to_people(found.cases, over_time.grain)),
        worth=tally(found.decisions),
        compared=_compared(log, since, until, asked, own),
        drifts=drifts(found, unsure_below),
        turns=tuple(one for one in changes if since is None or one.at >= since),
        watched=sum(row.mode is Mode.SHADOW for row in span.cases),
        ahead=sum(row.received_at >= until for row in log.cases),
        sliced=bool(asked.where),
    )


def _compared(
    log: Log, since: datetime | None, until: datetime, asked: Asked, own: Measured
) -> tuple[Compared, ...]:
    """Beside the span before, or beside another value of the dimension that is asked for."""
    if asked.against is Against.BEFORE:
        if since is None:
            return ()
        return compare(measured(cut(between(log, since - (until - since), since), asked.where)), own)
    if asked.dimension is None:
        return ()
    other = {**asked.where, asked.dimension: asked.value}
    return compare(measured(cut(between(log, since, until), other)), own)
