"""The rail: views of the queue with their counts, the search, what narrows the view, and the queue."""

from datetime import datetime
from typing import NamedTuple

import streamlit as st

from hitl import views
from hitl.ports.reads import Reads
from hitl.ui import markup
from hitl.ui.desk import filters, live, people, queue_row, search
from hitl.ui.desk.state import Desk, Pace, Side
from hitl.ui.works import Works
from hitl.views import COUNT_UP_TO, View

VIEWS = {
    View.TO_DECIDE: ("To decide", "inbox"),
    View.MINE: ("Mine", "person"),
    View.UNASSIGNED: ("Unassigned", "person_off"),
    View.LIVE: ("Waiting customers", "forum"),
    View.ESCALATED: ("Escalated to me", "arrow_upward"),
    View.OVERDUE: ("Overdue", "alarm"),
    View.ATTENTION: ("Needs attention", "error"),
    View.SECOND: ("Second signature", "draw"),
    View.SNOOZED: ("Snoozed", "snooze"),
    View.DECIDED: ("Recently decided", "history"),
}
RARE = (View.ATTENTION, View.SECOND, View.SNOOZED, View.DECIDED)
"""Folded under "More", so that ten cases find room at 1440 × 900."""
PRESSING = (View.ATTENTION, View.SECOND)
"""Folded or not, that something waits there is said."""


class Rail(NamedTuple):
    """What the rail is drawn from."""

    queue: views.Desk
    desk: Desk
    works: Works
    names: dict[str, str]  # by e-mail
    me: str  # e-mail
    pace: Pace
    now: datetime


def show(key: str, rail: Rail, reads: Reads) -> None:
    """Draw the rail."""
    desk, queue = rail.desk, rail.queue
    st.html(_views(rail) + _tools(desk))
    search.show(f"{key}_search", desk, rail.works.store, rail.me)
    rows = "".join(queue_row.html(row, rail) for row in queue.rows)
    if not queue.rows:
        rows = search.nothing_html(reads, desk)
    st.html(
        f'<div class="below">{filters.chips(desk.narrowed, rail.names)}{_title(rail)}'
        f'<div class="queue" role="group" aria-label="Cases">{rows}{_pages(rail)}</div>'
        f"{people.foot_html(rail.pace, rail.now)}</div>"
    )


def _views(rail: Rail) -> str:
    desk = rail.desk
    unfolded = desk.unfolded or desk.view in RARE
    listed = [view for view in View if unfolded or view not in RARE]
    rows = "".join(_view(view, rail.queue.counts[view], on=view is desk.view) for view in listed)
    return f'<nav class="views" aria-label="Views of the queue">{rows}{_more(rail, unfolded=unfolded)}</nav>'


def _view(view: View, count: int, *, on: bool) -> str:
    name, symbol = VIEWS[view]
    figure = f"{COUNT_UP_TO}+" if count > COUNT_UP_TO else str(count)
    loud = "n bad b" if view in {View.OVERDUE, View.ATTENTION} and count else "n"
    spoken = f"{name}, {figure} case{'' if count == 1 else 's'}"
    inner = f'{markup.icon(symbol)}{name}<span class="{loud}">{figure}</span>'
    return live.button("view", inner, view, css="row view", name=spoken, on=on)


def _more(rail: Rail, *, unfolded: bool) -> str:
    """The row that folds the rarer views; where one of them presses, it says so."""
    if rail.desk.view in RARE:
        return ""
    if unfolded:
        says, spoken, symbol = "Fewer views", "Fewer views", "expand_less"
    else:
        waits = [(VIEWS[view], rail.queue.counts[view]) for view in PRESSING if rail.queue.counts[view]]
        marks = "".join(
            f'<span class="bad b">{markup.icon(icon)}{count}</span>' for (_, icon), count in waits
        )
        said = ", ".join(f"{name} {count}" for (name, _), count in waits)
        says = f'More<span class="n">{marks}</span>'
        spoken, symbol = f"More views{': ' + said if said else ''}", "expand_more"
    inner = markup.icon(symbol) + says
    return live.button("fold", inner, css="row view", name=spoken, expanded=str(unfolded).lower())


def _tools(desk: Desk) -> str:
    """Beside the search: filters and saved views."""
    return (
        '<div class="railtools">'
        + _tool(Side.FILTERS, "tune", "Filter this view", on=desk.side is Side.FILTERS)
        + _tool(Side.VIEWS, "bookmark", "Saved views", on=desk.side is Side.VIEWS)
        + "</div>"
    )


def _tool(side: Side, symbol: str, name: str, *, on: bool) -> str:
    return live.button("side", markup.icon(symbol), side, name=name, expanded=str(on).lower())


def _title(rail: Rail) -> str:
    queue, narrowed = rail.queue, rail.desk.narrowed
    count = f"{COUNT_UP_TO}+" if queue.matching > COUNT_UP_TO else str(queue.matching)
    found = f" · {count} found" if narrowed != filters.NOTHING else ""
    if queue.view is View.DECIDED:
        return markup.heading(f"Recently decided{found or ', newest first'}", css="rl", level=2)
    spoken = f"Sort: {filters.SORT[narrowed.sort]}"
    sort = live.button("side", markup.icon("swap_vert") + "sort", Side.SORT, css="tool sort", name=spoken)
    name = f"{VIEWS[queue.view][0]}, {filters.SORT[narrowed.sort]}{found}"
    return markup.heading(name, sort, css="rl", level=2)


def _pages(rail: Rail) -> str:
    """Further pages of the queue; each begins after the last row of the one before."""
    ways = (
        ("back", "Earlier", "expand_less", bool(rail.desk.places)),
        ("further", "More cases", "expand_more", rail.queue.more),
    )
    shown = "".join(live.button(do, markup.icon(symbol) + name) for do, name, symbol, there in ways if there)
    return f'<div class="pager">{shown}</div>' if shown else ""
