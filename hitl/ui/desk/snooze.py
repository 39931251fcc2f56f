"""Putting the case off: four times to choose from, or one of one's own, none past the one when it is due."""

from datetime import datetime, time, timedelta

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


def show(key: str, at: Holding, page: CasePage) -> None:
    """One press each; a time that is too late says so instead."""
    now, due = at.works.clock.now(), page.file.at_desk.due_at
    rows = "".join(
        _row(name, says, until(name, now), due, now)
        for name, says in {**SPANS, TOMORROW: "Tomorrow 09:00"}.items()
    )
    st.html(f'{rows}<p class="mut">It comes back earlier when the customer writes.</p>')
    field = f"{key}_{page.file.case.case_id}_until"
    with st.form(f"{field}_form", border=False, enter_to_submit=True):
        latest = f", at the latest {clock_time(due, now)}" if due is not None else ""
        st.time_input(f"Or until{latest}", value=None, step=timedelta(minutes=15), key=field)
        st.form_submit_button("Snooze", key=f"{field}_go", on_click=_put_off_until, args=(at, field))


def until(name: str, now: datetime) -> datetime:
    """When that ends, on this browser's clock."""
    if name in SPANS:
        return now + timedelta(minutes=int(name))
    return (local(now) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)


def next_time(chosen: time, now: datetime) -> datetime:
    """When this browser's clock shows that time next."""
    today = local(now).replace(hour=chosen.hour, minute=chosen.minute, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)


def put_off(at: Holding, name: str) -> None:
    """The press of one of the four; goes on with the next case."""
    if name in {*SPANS, TOMORROW}:
        _put_off(at, until(name, at.works.clock.now()))


def _put_off_until(at: Holding, field: str) -> None:
    """The callback of the form."""
    chosen = st.session_state.get(field)
    if isinstance(chosen, time):
        _put_off(at, next_time(chosen, at.works.clock.now()))
    else:
        at.desk.trouble = "Choose a time."


def _put_off(at: Holding, end: datetime) -> None:
    case_id, desk = at.desk.case_id, at.desk
    if case_id is None:
        return
    if apart.passed_over(at.works, desk, at.me):
        return
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
