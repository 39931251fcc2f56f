"""Who acts, and whether they may: every page asks before it shows anything.

A demo has no sign-in; one chooses in the header whom to act as. The role is read from the database on
every run, and every step checks it again when a button is pressed.
"""

import streamlit as st

from hitl.domain.roles import Role, User
from hitl.ui import markup, words

ACTING = "acting_as"
"""Where the session keeps the e-mail of whoever acts."""


def acting(users: tuple[User, ...]) -> User | None:
    """Whoever this session acts as; the lowest who may decide where nothing was chosen yet."""
    there = [user for user in users if not user.disabled]
    chosen = next((user for user in there if user.email == st.session_state.get(ACTING)), None)
    deciding = sorted(
        (user for user in there if user.role.rank >= Role.REVIEWER.rank), key=lambda user: user.role.rank
    )
    return chosen or next(iter([*deciding, *there]), None)


def require(role: Role, users: tuple[User, ...]) -> User:
    """Whoever acts, if their role reaches `role`; otherwise says so and ends the page here."""
    user = acting(users)
    if user is None or user.role.rank < role.rank:
        who = (
            f"You act as {user.name or user.email}, {words.ROLE[user.role]}." if user else "Nobody acts here."
        )
        st.html(
            f'<div class="empty">{markup.icon("lock")}<h2>This page is not for you</h2>'
            f"<p>It needs a {words.ROLE[role]} or above. {markup.esc(who)} "
            "Choose somebody else at the top right.</p></div>"
        )
        st.stop()
    return user
