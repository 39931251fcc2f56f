"""The rows behind the page, counted once and kept for a few seconds for everybody who looks."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

import streamlit as st

from hitl.domain.decision import GATE
from hitl.domain.record import Record
from hitl.ports.store import Store
from hitl.steps.measure import Figures, figures, lengths, refund_matter
from hitl.steps.measure_agreement import Band, HeldFor, by_reason, calibration
from hitl.steps.measure_control import Control, control
from hitl.steps.measure_value import Tally, tally
from hitl.ui.metrics.series import Series, sent_to_people, series
from hitl.ui.works import Works

FRESH = timedelta(seconds=15)
"""So old may figures be: reading every row again at each look would cost the desk its speed."""


class Span(StrEnum):
    """How far back to look."""

    WEEK = "7 days"
    MONTH = "30 days"
    QUARTER = "90 days"
    ALL = "all"


DAYS = {Span.WEEK: 7, Span.MONTH: 30, Span.QUARTER: 90}


class Report(Record):
    """Everything that the page draws. Cases count by when they came, decisions by when they were made."""

    since: datetime | None
    until: datetime
    figures: Figures
    series: Series
    control: Control  # of the share of cases that is sent to a person
    waits: tuple[float, ...]  # seconds from the desk to a person's decision, shortest first
    held: tuple[HeldFor, ...]
    bands: tuple[Band, ...]
    worth: Tally


def report(works: Works, database: str, span: Span) -> Report:
    """The figures of a span of time that ends now, at most `FRESH` old."""
    now = works.clock.now()
    until = datetime.fromtimestamp(now.timestamp() // 15 * 15 + 15, UTC)
    return _counted(works.store, database, until, DAYS.get(span))


def forget() -> None:
    """Count anew at the next look: the rows are others by now."""
    _counted.clear()


@st.cache_resource(max_entries=16, show_spinner=False)
def _counted(_store: Store, database: str, until: datetime, days: int | None) -> Report:  # noqa: ARG001 - a key
    since = until - timedelta(days=days) if days else None
    with _store.reads() as reads:
        cases = tuple(reads.cases(since, until))
        decisions = tuple(reads.decisions(since, until))
    by_people = [row for row in decisions if row.by != GATE and refund_matter(row)]
    over_time = series(decisions)
    return Report(
        since=since,
        until=until,
        figures=figures(cases, decisions),
        series=over_time,
        control=control(sent_to_people(cases, weekly=over_time.weekly)),
        waits=tuple(sorted(lengths((row.queued_at, row.decided_at) for row in by_people))),
        held=by_reason(by_people),
        bands=calibration(cases, by_people),
        worth=tally(decisions),
    )
