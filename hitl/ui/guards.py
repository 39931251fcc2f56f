"""Who acts, and whether they may: every page asks before it shows anything.

A demo has no sign-in; one chooses in the header whom to act as. The role is read from the database on
every run, and every step checks it again when a button is pressed. The choice outlives a reload in a cookie
of the browser's session (hitl/ui/keys.py writes it): in the address it would be handed on with every link.
"""

from urllib.parse import unquote

import streamlit as st

from hitl.domain.roles import Role, User
from hitl.ui import markup, words

ACTING = "acting_as"
"""Where the session keeps the e-mail of whoever acts."""
COOKIE = "countersign_acting_as"


def acting(users: tuple[User, ...]) -> User | None:
    """Whoever was chosen here, or before the page was loaded anew; else the lowest who may decide."""
    return whoever(users, st.session_state.get(ACTING), unquote(st.context.cookies.get(COOKIE, "")))


def whoever(users: tuple[User, ...], *wanted: str | None) -> User | None:
    """The first of the e-mails `wanted` that may act; the lowest who may decide where there is none."""
    there = {user.email: user for user in users if not user.disabled}
    chosen = next((there[email] for email in wanted if email in there), None)
    deciding = sorted(
        (user for user in there.values() if user.role.rank >= Role.REVIEWER.rank),
        key=lambda user: user.role.rank,
    )
    return chosen or next(iter([*deciding, *there.values()]), None)


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
