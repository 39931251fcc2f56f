"""What surrounds every page: where one can go, the mode in plain words, and who acts."""

import streamlit as st

from hitl.domain.mode import Mode
from hitl.domain.roles import User
from hitl.ports.drafter import OnRecord
from hitl.ports.reads import House
from hitl.ui import guards, markup, words
from hitl.ui.places import Place
from hitl.ui.walk import strip
from hitl.ui.works import Works

HOUSE = "house"
"""Where the session keeps what the frame has read for this run."""
MODE_CSS = {Mode.SHADOW: "w", Mode.COPILOT: "a", Mode.LIMITED_AUTONOMY: "g"}


def house(works: Works) -> House:
    """Who is there and how things stand; a page that runs without its frame reads it itself."""
    kept: House | None = st.session_state.get(HOUSE)
    if kept is not None:
        return kept
    with works.store.reads() as reads:
        return reads.house()


def header(house: House, works: Works, here: Place) -> None:
    """At the right of the header: the way onward in the demo, the mode, made-up data, and who acts."""
    chips = [markup.chip("simulated data", "o")] if house.simulated else []
    chips.append(markup.chip(words.mode(house.mode), MODE_CSS[house.mode.mode]))
    strip.show(works, here)
    with st.container(key="topright", horizontal=True):
        st.html(f'<div class="chips">{"".join(chips)}</div>')
        _act_as(house.users)
    st.html(f'<div class="chips narrow">{"".join(chips)}</div>')
    _strip(house, works, here)


def _strip(house: House, works: Works, here: Place) -> None:
    """Under the header, at most one: that everything is stopped, else on the desk that no drafts come."""
    drafter = works.drafter
    if house.stopped is not None:
        reason = f" {markup.esc(house.stopped, 300)}" if house.stopped else ""
        note = markup.note(
            f"<b>Everything that pays or sends is stopped.</b>{reason}", "r", "pan_tool", role="status"
        )
    elif here is Place.DESK and isinstance(drafter, OnRecord) and (trouble := drafter.trouble):
        note = markup.note(
            f"<b>The model gives no drafts.</b> {markup.esc(trouble, 400)}", "w", "cloud_off", role="status"
        )
    else:
        return
    st.html(f'<div class="stopped">{note}</div>')


def _act_as(users: tuple[User, ...]) -> None:
    there = {user.email: user for user in users if not user.disabled}
    now = guards.acting(users)
    if now is None:
        return
    st.selectbox(
        "Act as",
        list(there),
        index=list(there).index(now.email),
        format_func=lambda email: _name(there[email]),
        label_visibility="collapsed",
        key=guards.ACTING,
    )


def _name(user: User) -> str:
    return f"{user.name or user.email}, {words.ROLE[user.role]}"
