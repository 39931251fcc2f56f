"""What this browser's visitor has done since the visit began, kept for all tabs of the browser.

A visit is found by a random number in a cookie of the browser's session (hitl/ui/keys.py writes it). Only
what was done is kept here, by ids; what came of it is read from the log each time (hitl/ui/walk/seen.py).
"""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

import streamlit as st

from hitl.ui.asking import state as asking
from hitl.ui.desk.state import Desk
from hitl.ui.places import Place

COOKIE = "countersign_visit"
_KEY = "visit"
_MOST = 1_000
"""Visits that are remembered; the oldest are forgotten first."""


@dataclass
class Visit:
    """Ids of what was done here, oldest first."""

    since: datetime
    tickets: list[str] = field(default_factory=list)  # requests made here
    decided: list[str] = field(default_factory=list)  # cases decided at this browser's desk
    read: str = ""  # the case whose ledger was opened last
    figures: bool = False  # the metrics page is open
    settled: str = ""  # the case whose decision counts for the walk
    lines: dict[int, str] = field(default_factory=dict)  # what was seen, by step (hitl/ui/walk/seen.py)


def cookie() -> str:
    """What the cookie holds: the number of the visit; empty before it has begun."""
    return _number() if current() else ""


def _number() -> str:
    if _KEY not in st.session_state:
        st.session_state[_KEY] = st.context.cookies.get(COOKIE, "")[:32] or uuid4().hex
    return str(st.session_state[_KEY])


def current() -> Visit | None:
    """The visit of this browser, if it has begun."""
    return _visits().get(_number())


def begin(now: datetime) -> Visit:
    """The visit of this browser; it begins where none has."""
    visits = _visits()
    while len(visits) >= _MOST:
        visits.pop(next(iter(visits)))
    return visits.setdefault(_number(), Visit(since=now))


def arrived(place: Place, now: datetime) -> None:
    """Note what this run of a page shows and what was done just before it; the start begins a visit."""
    visit = begin(now) if place is Place.START else current()
    if visit is None:
        return
    ticket = asking.ticket() if place is Place.REQUEST else None
    if ticket and ticket not in visit.tickets:
        visit.tickets.append(ticket)
    desk = st.session_state.get("desk")
    if isinstance(desk, Desk) and desk.done and desk.done.case_id not in visit.decided:
        visit.decided.append(desk.done.case_id)
    if place is Place.CASE:
        visit.read = st.query_params.get("case", "").strip()[:200] or visit.read
    visit.figures = place is Place.METRICS


def forget_all() -> None:
    """The cases of every visit are gone: the demo was loaded afresh."""
    _visits().clear()


@st.cache_resource(show_spinner=False)
def _visits() -> MutableMapping[str, Visit]:
    return {}
