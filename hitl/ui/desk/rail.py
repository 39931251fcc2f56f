"""The rail: views of the queue with their counts, a way to a case by its number, and the queue."""

from datetime import datetime

import streamlit as st

from hitl import views
from hitl.errors import NotFound
from hitl.ports.reads import QueuePlace, QueueRow, Reads
from hitl.ports.store import Store
from hitl.ui import markup, rows, words
from hitl.ui.desk.state import Desk
from hitl.views import COUNT_UP_TO, View

VIEWS = {
    View.TO_DECIDE: ("To decide", "inbox"),
    View.MINE: ("Mine", "person"),
    View.UNASSIGNED: ("Unassigned", "person_off"),
    View.LIVE: ("Waiting in the chat", "forum"),
    View.ESCALATED: ("Raised to me", "arrow_upward"),
    View.OVERDUE: ("Overdue", "alarm"),
    View.ATTENTION: ("Needs attention", "error"),
    View.SECOND: ("Second signature", "draw"),
    View.SNOOZED: ("Snoozed", "snooze"),
    View.DECIDED: ("Recently decided", "history"),
}


def show(key: str, queue: views.Desk, desk: Desk, store: Store, now: datetime) -> str | None:
    """Draw the rail; returns the case to show: the chosen one, else the first of the queue."""
    with st.container(key="views"):
        for view in View:
            _view(key, view, queue.counts[view], desk)
    st.html('<div class="railline"></div>')
    _search(key, desk, store)
    chosen = desk.case_id or (queue.rows[0].case_id if queue.rows else None)
    desk.shown = tuple(row.case_id for row in queue.rows)
    name = VIEWS[queue.view][0]
    st.html(markup.heading(f"{name}, by priority", css="rl", level=2))
    with st.container(key="queue"):
        for row in queue.rows:
            _case(key, row, desk, now, on=row.case_id == chosen)
        if not queue.rows:
            st.html('<p class="mut" style="padding:4px 12px">Nothing waits here.</p>')
    _pages(key, queue, desk)
    return chosen


def _view(key: str, view: View, count: int, desk: Desk) -> None:
    name, symbol = VIEWS[view]
    figure = f"{COUNT_UP_TO}+" if count > COUNT_UP_TO else str(count)
    loud = "n bad b" if view in {View.OVERDUE, View.ATTENTION} and count else "n"
    on = " on" if view is desk.view else ""
    card = f'<div class="row view{on}">{markup.icon(symbol)}{name}<span class="{loud}">{figure}</span></div>'
    rows.show(f"{key}_{view}", card, f"{name}, {figure} case{'' if count == 1 else 's'}", desk.look_at, view)


def _search(key: str, desk: Desk, store: Store) -> None:
    field = f"{key}_search"

    def search() -> None:
        with store.reads() as reads:
            find(reads, desk, str(st.session_state[field]))
        st.session_state[field] = ""

    st.text_input(
        "Open a case by its number",
        key=field,
        placeholder="Case or ticket number",
        label_visibility="collapsed",
        on_change=search,
        max_chars=200,
    )
    if desk.lost:
        says = f"No case or ticket {markup.esc(desk.lost, 60)}."
        st.html(markup.note(says, "w", "search_off", role="status"))


def find(reads: Reads, desk: Desk, number: str) -> None:
    """Put the case of that number, or of that ticket, on the screen; remember what was not found."""
    wanted = number.strip()[:200]
    if not wanted:
        return
    desk.lost = ""
    try:
        desk.open(reads.case_id_of(wanted.upper() if wanted.lower().startswith("cs-") else wanted))
    except NotFound:
        desk.lost = wanted


def _case(key: str, row: QueueRow, desk: Desk, now: datetime, *, on: bool) -> None:
    name = row.customer_name or "Unknown sender"
    amount = str(row.amount) if row.amount else words.ACTION[row.action] if row.action else "no draft"
    late = row.due_at < now and not row.attention
    due = "" if row.attention else words.due(row.due_at, now)  # the reason says more, and needs the room
    symbol = markup.icon("alarm") + " " if late else markup.icon("forum") + " " if row.waiting else ""
    why = why_held(row)
    card = (
        f'<div class="row case{" on" if on else ""}"><span class="who">{markup.esc(name, 60)}</span>'
        f'<span class="amt">{markup.esc(amount)}</span><span class="why">{markup.esc(why, 80)}</span>'
        f'<span class="due{" over" if late else ""}">{symbol}{due}</span></div>'
    )
    when = f", {due if late else 'due in ' + due}" if due else ""
    label = f"Open {row.case_id}, {name}, {amount}, {why}{when}"
    rows.show(f"{key}_{row.case_id}", card, label, desk.open, row.case_id)


def why_held(row: QueueRow) -> str:
    """The gravest two reasons in a few words, or why it needs attention."""
    if row.attention:
        return row.attention
    ordered = sorted(row.reasons, key=lambda code: code not in words.GRAVE)
    said = [words.CODE[code] for code in ordered[:2]]
    text = " · ".join(said) or words.STATUS[row.status]
    return text[0].upper() + text[1:]


def _pages(key: str, queue: views.Desk, desk: Desk) -> None:
    """Further pages of the queue; each begins after the last row of the one before."""
    if not desk.places and not queue.more:
        return

    def further() -> None:
        last = queue.rows[-1]
        desk.places.append(QueuePlace(priority=last.priority, due_at=last.due_at, case_id=last.case_id))
        desk.open(None)

    def back() -> None:
        desk.places.pop()
        desk.open(None)

    with st.container(horizontal=True, key="pager"):
        if desk.places:
            st.button(
                "Earlier", key=f"{key}_back", on_click=back, type="tertiary", icon=":material/expand_less:"
            )
        if queue.more:
            st.button(
                "More", key=f"{key}_more", on_click=further, type="tertiary", icon=":material/expand_more:"
            )
