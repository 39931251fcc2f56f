"""Putting the case off: four times to choose from, none past the one when it is due."""

from datetime import datetime, timedelta

import streamlit as st

from hitl.errors import CountersignError
from hitl.steps.desk.snooze import snooze, unsnooze
from hitl.ui import markup
from hitl.ui.desk import apart, live
from hitl.ui.desk.holding import Holding
from hitl.ui.desk.queue_row import clock_time
from hitl.ui.theme import local
from hitl.views import CasePage

SPANS = {"30": "30 minutes", "60": "1 hour", "180": "3 hours"}
TOMORROW = "tomorrow"


def show(at: Holding, page: CasePage) -> None:
    """One press each; a time that is too late says so instead."""
    now, due = at.works.clock.now(), page.file.at_desk.due_at
    rows = "".join(
        _row(name, says, until(name, now), due, now)
        for name, says in {**SPANS, TOMORROW: "Tomorrow 09:00"}.items()
    )
    st.html(f'{rows}<p class="mut">It comes back earlier when the customer writes.</p>')


def until(name: str, now: datetime) -> datetime:
    """When that ends, on this browser's clock."""
    if name in SPANS:
        return now + timedelta(minutes=int(name))
    return (local(now) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)


def put_off(at: Holding, name: str) -> None:
    """The press of one of the four; goes on with the next case."""
    case_id, desk = at.desk.case_id, at.desk
    if case_id is None or name not in {*SPANS, TOMORROW}:
        return
    if apart.passed_over(at.works, desk, at.me):
        return
    end = until(name, at.works.clock.now())
    try:
        snooze(case_id, end, at.me.email, store=at.works.store, clock=at.works.clock)
    except CountersignError as refusal:
        desk.trouble = str(refusal)
        return
    desk.held = None  # released with it
    desk.go_on()


def wake(at: Holding) -> None:
    """Back to the queue before its time."""
    if at.desk.case_id is None:
        return
    try:
        unsnooze(at.desk.case_id, at.me.email, store=at.works.store, clock=at.works.clock)
    except CountersignError as refusal:
        at.desk.trouble = str(refusal)


def _row(name: str, says: str, end: datetime, due: datetime | None, now: datetime) -> str:
    late = due is not None and end > due
    when = "after it is due" if late else clock_time(end, now)
    inner = f'{markup.icon("snooze")}{says}<span class="n">{when}</span>'
    return live.button("snooze", inner, name, css="row view", off=late)
