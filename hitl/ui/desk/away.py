"""Being away: all cases of a person go to a colleague, or to nobody in particular, and none comes to them.

Everybody says so for themselves; a manager also for whoever fell ill and cannot.
"""

from datetime import datetime, timedelta

import streamlit as st

from hitl.domain.counted import counted
from hitl.domain.roles import Level, Role, User
from hitl.errors import CountersignError
from hitl.steps.desk.assignment import hand_over_all, set_away
from hitl.ui import markup
from hitl.ui.desk.give import NOBODY, able
from hitl.ui.desk.holding import Holding
from hitl.ui.desk.queue_row import clock_time
from hitl.ui.desk.state import Done
from hitl.ui.rows import plain
from hitl.ui.theme import local

BACK = {"day": "the end of today", "tomorrow": "tomorrow 09:00", "three": "three days on, 09:00",
        "week": "a week on, 09:00"}  # fmt: skip
_DAYS = {"tomorrow": 1, "three": 3, "week": 7}


def show(key: str, at: Holding, everyone: tuple[User, ...]) -> None:
    """Who is away, as far as it is for this person to say, then the form."""
    now = at.works.clock.now()
    with at.works.store.reads() as reads:
        away = reads.away(now)
    for user in everyone:
        if user.email in away and may_speak_for(at.me, user):
            _away(key, at, user, clock_time(away[user.email], now))
    there = {user.email: _name(at, user) for user in everyone if _may_go(at, user) and user.email not in away}
    if there:
        _form(key, at, there, everyone)


def may_speak_for(me: User, user: User) -> bool:
    """Oneself; managers for everybody. The step checks the same again."""
    return user.email == me.email or me.role.rank >= Role.MANAGER.rank


def back_at(name: str, now: datetime) -> datetime:
    """When somebody is there again, on this browser's clock."""
    here = local(now)
    if name == "day":
        return here.replace(hour=23, minute=59, second=0, microsecond=0)
    return (here + timedelta(days=_DAYS[name])).replace(hour=9, minute=0, second=0, microsecond=0)


def _may_go(at: Holding, user: User) -> bool:
    return may_speak_for(at.me, user) and user.reaches(Level.REVIEWER)


def _name(at: Holding, user: User) -> str:
    return "Myself" if user.email == at.me.email else user.name or user.email


def _away(key: str, at: Holding, user: User, until: str) -> None:
    own = user.email == at.me.email
    who = "You are" if own else f"{markup.esc(_name(at, user), 60)} is"
    whom = "you" if own else "them"
    st.html(f'<p class="ink2">{who} away until {until}. Cases are not given to {whom}.</p>')
    label = "I am back" if own else f"{_name(at, user)} is back"
    st.button(
        plain(label), key=f"{key}_back_{user.email}", on_click=_back, args=(at, user.email), type="primary"
    )


def _form(key: str, at: Holding, there: dict[str, str], everyone: tuple[User, ...]) -> None:
    choices = {NOBODY: "Nobody in particular"} | able(everyone, Level.REVIEWER)
    if at.me.role.rank < Role.MANAGER.rank:
        choices.pop(at.me.email, None)
    with st.form(f"{key}_away", border=False, enter_to_submit=False):
        who = next(iter(there))
        if len(there) > 1 or who != at.me.email:
            st.selectbox("Who is away", list(there), format_func=there.__getitem__, key=f"{key}_who")
        st.selectbox("Away until", list(BACK), format_func=BACK.__getitem__, key=f"{key}_until")
        st.selectbox("The cases go to", list(choices), format_func=choices.__getitem__, key=f"{key}_cover")
        st.form_submit_button("Hand over all cases", key=f"{key}_go", on_click=_go, args=(key, at, who))


def _go(key: str, at: Holding, only: str) -> None:
    me, now = at.me.email, at.works.clock.now()
    who = str(st.session_state.get(f"{key}_who") or only)
    until = back_at(str(st.session_state.get(f"{key}_until") or "day"), now)
    cover = st.session_state.get(f"{key}_cover") or None
    try:
        count = hand_over_all(who, cover, me, store=at.works.store, clock=at.works.clock, away_until=until)
    except CountersignError as refusal:
        at.desk.trouble = str(refusal)
        return
    at.desk.trouble = ""
    handed = f"{counted(count, 'case')} handed over"
    at.desk.done = Done("", handed, now, undoable=False)


def _back(at: Holding, email: str) -> None:
    try:
        set_away(email, None, at.me.email, store=at.works.store, clock=at.works.clock)
    except CountersignError as refusal:
        at.desk.trouble = str(refusal)
