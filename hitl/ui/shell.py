"""What surrounds every page: where one can go, the mode in plain words, and who acts."""

import streamlit as st

from hitl.domain.mode import Mode
from hitl.domain.roles import User
from hitl.ports.reads import House
from hitl.ui import guards, markup, words
from hitl.ui.places import Place
from hitl.ui.walk import strip
from hitl.ui.works import Works

MODE_CSS = {Mode.SHADOW: "w", Mode.COPILOT: "a", Mode.LIMITED_AUTONOMY: "g"}


def header(house: House, works: Works, here: Place) -> None:
    """At the right of the header: the way onward in the demo, the mode, made-up data, and who acts."""
    chips = [markup.chip("simulated data", "o")] if house.simulated else []
    chips.append(markup.chip(words.mode(house.mode), MODE_CSS[house.mode.mode]))
    strip.show(works, here)
    with st.container(key="topright", horizontal=True):
        st.html(f'<div class="chips">{"".join(chips)}</div>')
        _act_as(house.users)
    st.html(f'<div class="chips narrow">{"".join(chips)}</div>')
    if house.stopped is not None:
        reason = f" {markup.esc(house.stopped, 300)}" if house.stopped else ""
        says = f"<b>Everything that pays or sends is stopped.</b>{reason}"
        st.html(f'<div class="stopped">{markup.note(says, "r", "pan_tool", role="status")}</div>')


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
