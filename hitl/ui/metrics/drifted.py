"""What drifted, as alerts: since when, what moved, and which slice of the cases moved it."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from hitl.steps.measure_cases import Opened
from hitl.steps.measure_drift import Drift, Left
from hitl.steps.measure_watch import alert_of
from hitl.ui import markup, rows
from hitl.ui.metrics import naming
from hitl.ui.metrics.report import Report
from hitl.ui.metrics.tiles import percent

SHOWN = 3
"""The newest; the others stand on the time axis."""


def show(report: Report, open_cases: Callable[[Opened], None]) -> None:
    """An alert for each drift, newest first, that opens its cases; nothing where nothing drifted."""
    if not report.drifts:
        return
    with st.container(key="drifts"):
        for number, one in enumerate(report.drifts[::-1][:SHOWN]):
            first, last = days(one)
            where = one.cause.where if one.cause else {}
            label = f"Drift, {when(one)}: {what(one)}: show the cases"
            opened = Opened(figure="drift", start=first, last=last, where=where)
            rows.show(f"drift_{number}", _alert(one, told(report, one)), label, open_cases, opened)


def told(report: Report, drift: Drift) -> str:
    """When people were told of it; alerts are about everything, not about a slice."""
    event = None if report.asked.where else alert_of(drift, report.alerts)
    return f" Alerted on {event.at.day} {event.at:%B}, see the audit log." if event else ""


def days(drift: Drift) -> tuple[date, date]:
    """The first and the last day: those of the slice that moved, else of the weeks."""
    return (drift.cause.first, drift.cause.last) if drift.cause else (drift.start, drift.end)


def when(drift: Drift) -> str:
    """The days in words: "9 to 21 October"."""
    return between(*days(drift))


def between(first: date, last: date) -> str:
    """Two days in words: "9 to 21 October"."""
    month = "" if (first.month, first.year) == (last.month, last.year) else f" {first:%B}"
    return f"{first.day}{month} to {last.day} {last:%B}"


def what(drift: Drift) -> str:
    """What moved, in a few words."""
    if drift.cause:
        return f"more cases with {naming.slice_(drift.cause.where)}"
    return " and ".join(_left(drift)) or "another mix of cases"


def of_figure(drifts: Sequence[Drift], figure: str) -> tuple[Drift, Left] | None:
    """The newest drift in which a figure left its limits, and what it was then."""
    found = [(drift, left) for drift in drifts for left in drift.left if left.figure == figure]
    return found[-1] if found else None


def _left(drift: Drift) -> list[str]:
    return [
        f"{naming.FIGURE[one.figure].lower()} {percent(one.rate.value or 0.0)} ({one.rate.part:,} of "
        f"{one.rate.whole:,}), usually {percent(one.usual)}"
        for one in drift.left
    ]


def _alert(drift: Drift, alerted: str) -> str:
    """The alert; the counts stand beside each share."""
    cause = drift.cause
    because = "No slice of the cases stands out."
    if cause:
        now, before = percent(cause.inside.value or 0.0), percent(cause.outside.value or 0.0)
        because = (
            f"{cause.cases:,} such cases on those days, {cause.expected:,.0f} expected; of all cases in "
            f"those weeks {now}, usually {before}."
        )
    moved = "; ".join(_left(drift)) if cause else ""
    followed = markup.esc(f" {moved[0].upper()}{moved[1:]}." if moved else "") + alerted
    head = f"<b>Drift, {when(drift)}:</b> {markup.esc(what(drift))}."
    return (
        f'<div class="row alert">{markup.icon("trending_up")}<div>{head} '
        f'<span class="mut">{because}{followed}</span></div>{markup.icon("chevron_right")}</div>'
    )
