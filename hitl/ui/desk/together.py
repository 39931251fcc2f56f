"""Several alike cases decided under one confirmation: the list, its count and its sum, then one press."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import streamlit as st

from hitl.domain.counted import counted
from hitl.domain.roles import User
from hitl.domain.stakes import CONFIRMED
from hitl.domain.together import Alike, LeftOut
from hitl.errors import CountersignError, NotFound
from hitl.ports.reads import QueueRow, Reads
from hitl.steps.review import UNDO
from hitl.steps.review.alike import alike, of_view
from hitl.steps.review.bulk import decide_together
from hitl.ui import markup, words
from hitl.ui.desk.state import Desk, Done, Refusal
from hitl.ui.rows import plain
from hitl.ui.works import Works

Rows = Callable[[Reads], tuple[QueueRow, ...]]
"""Reads the rows of the view that is open, as many as a list may hold."""


class Listing(NamedTuple):
    """What a list is made from: the case on the screen, the view around it, and who decides."""

    works: Works
    desk: Desk
    case_id: str
    me: User
    rows: Rows


_ALIKE, _VIEW = "Like this one", "All of this view"


def show(key: str, listing: Listing) -> None:
    """The button that opens the list."""
    if st.button("Decide alike ones", key=f"{key}_open", shortcut="B", type="tertiary"):
        listing.desk.listed_at = listing.works.clock.now()
        st.dialog("Decide several cases together", width="medium")(_list)(key, listing)


def _list(key: str, listing: Listing) -> None:
    works = listing.works
    chosen = st.segmented_control(
        "Which cases", [_ALIKE, _VIEW], default=_ALIKE, key=f"{key}_which", label_visibility="collapsed"
    )
    now = works.clock.now()
    with works.store.reads() as reads:
        if chosen == _VIEW:
            rows = listing.rows(reads)
            found = of_view(rows, reads=reads, user=listing.me, ruleset=works.ruleset, now=now)
        else:
            found = _alike(listing, reads, now)
    st.html(html(found))
    with st.container(horizontal=True):
        if found.count:
            sums = ", ".join(str(total) for total in found.totals)
            st.button(
                plain(f"Approve {counted(found.count, 'case')}" + (f", {sums} in all" if sums else "")),
                type="primary",
                shortcut="Y",
                key=f"{key}_send",
                on_click=_send,
                args=(listing, found),
            )
        if st.button("Back", key=f"{key}_back", shortcut="Escape"):
            st.rerun()


def _alike(listing: Listing, reads: Reads, now: datetime) -> Alike:
    """None is like one that is no case of the tables: a quality case is answered by itself."""
    try:
        return alike(listing.case_id, reads=reads, user=listing.me, ruleset=listing.works.ruleset, now=now)
    except NotFound as gone:
        return Alike(cases=(), left_out=(LeftOut(case_id=listing.case_id, why=str(gone)),), more=False)


def html(found: Alike) -> str:
    """The cases that one press decides, then those that it leaves out, with the reason."""
    rows = "".join(
        f'<tr><th scope="row">{markup.esc(one.customer_name or "Unknown sender", 60)}</th>'
        f'<td class="tn">{markup.esc(one.case_id)}</td><td>{words.ACTION[one.action]}</td>'
        f'<td class="r">{one.amount or ""}</td></tr>'
        for one in found.cases
    )
    left = "".join(
        f'<tr><th scope="row" class="tn">{markup.esc(one.case_id)}</th>'
        f'<td class="mut">{markup.esc(one.why)}</td></tr>'
        for one in found.left_out
    )
    listed = (
        f'<table class="f">{rows}</table>'
        if rows
        else markup.note("None of these can be decided together.", "w", "rule")
    )
    out = (
        f'<div class="sec">{markup.heading("Left out")}<table class="f">{left}</table></div>' if left else ""
    )
    more = '<p class="mut">There are more; decide these first.</p>' if found.more else ""
    return f'<div class="together" tabindex="0" role="group" aria-label="Cases">{listed}{out}{more}</div>'


def _send(listing: Listing, found: Alike) -> None:
    works, desk = listing.works, listing.desk
    now = works.clock.now()
    try:
        report = decide_together(
            found.cases,
            by=listing.me.email,
            store=works.store,
            ruleset=works.ruleset,
            clock=works.clock,
            undo=UNDO,
            confirmed=CONFIRMED,
            opened_at=desk.listed_at or now,
        )
    except CountersignError as refusal:
        desk.refusal = Refusal(desk.case_id or "", str(refusal))
        return
    if report.decided:
        says = f"{counted(len(report.decided), 'case')} approved"
        desk.done = Done(report.decided[0], says, now, undoable=True, others=report.decided[1:])
    if desk.case_id in report.decided:
        desk.go_on()
    if report.left_out:
        left = " ".join(f"{one.case_id}: {one.why}" for one in report.left_out)
        desk.refusal = Refusal(
            desk.case_id or "", f"{counted(len(report.left_out), 'case')} left out. {left}"
        )
