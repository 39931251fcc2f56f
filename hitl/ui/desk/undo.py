"""The strip below the draft: what was just decided, for as long as it can be taken back."""

from datetime import datetime, timedelta

import streamlit as st

from hitl.domain.roles import User
from hitl.steps.review import UNDO
from hitl.steps.review.bulk import undo_together
from hitl.ui import markup
from hitl.ui.desk.state import Desk, Done, Refusal
from hitl.ui.works import Works

SPARE = timedelta(seconds=0.5)
"""The strip goes a little before the window ends, so that a press on it still arrives in time."""


def show(key: str, works: Works, me: User, desk: Desk) -> None:
    """Nothing once the window is over; the countdown itself is the style sheet's."""
    done = desk.done
    now = works.clock.now()
    if done is None or now >= done.at + UNDO - SPARE:
        return
    gone = (now - done.at).total_seconds()
    left = (UNDO - SPARE).total_seconds() - gone
    says = markup.esc(done.says, 120)
    st.html(f"<style>.st-key-undo{{--d:-{gone:.1f}s;--left:{left:.1f}s}}</style>")
    with st.container(key="undo"):
        counting = ', leaves in <b class="cd"></b>' if done.undoable else ""
        bar = "<i></i>" if done.undoable else ""
        symbol = markup.icon("check_circle")
        st.html(f'<div class="undo" role="status">{symbol}<span>{says}{counting}</span>{bar}</div>')
        if done.undoable:
            st.button("Undo", shortcut="U", key=key, on_click=_undo, args=(works, me, desk, done))


def _undo(works: Works, me: User, desk: Desk, done: Done) -> None:
    now: datetime = works.clock.now()
    desk.done = None
    report = undo_together((done.case_id, *done.others), by=me.email, store=works.store, clock=works.clock)
    if report.left_out:
        kept = " ".join(one.why for one in report.left_out)
        desk.refusal = Refusal(desk.case_id or done.case_id, kept)
    if done.case_id not in report.undone:
        return
    desk.sent[done.case_id] -= 1  # what was typed for it comes back with it
    desk.open(done.case_id)
    desk.opened[done.case_id] = now
