"""Giving the case to a colleague, with a note that calls them."""

import streamlit as st

from hitl.domain.roles import Level, User
from hitl.errors import CountersignError
from hitl.steps.desk.assignment import assign
from hitl.ui import markup, words
from hitl.ui.desk import apart
from hitl.ui.desk.holding import Holding
from hitl.views import CasePage

NOBODY = ""


def able(everyone: tuple[User, ...], level: Level) -> dict[str, str]:
    """Who may decide a case of that level, by e-mail: "Sam Senior, senior reviewer"."""
    return {
        user.email: f"{user.name or user.email}, {words.ROLE[user.role]}"
        for user in everyone
        if user.reaches(level)
    }


def show(key: str, at: Holding, page: CasePage, everyone: tuple[User, ...]) -> None:
    """The form; whoever gives the case away goes on with the next."""
    case_id, now = page.file.case.case_id, page.file.at_desk.assigned_to
    choices = able(everyone, page.file.at_desk.level) | {NOBODY: "Nobody in particular"}
    if now is not None:
        st.html(f'<p class="ink2">Assigned to {markup.esc(choices.get(now, now), 80)}.</p>')
    to, note = f"{key}_{case_id}_to", f"{key}_{case_id}_say"
    with st.form(f"{key}_{case_id}_form", border=False, enter_to_submit=False):
        st.selectbox(
            "Colleague", [email for email in choices if email != now], index=None, key=to,
            format_func=choices.__getitem__, placeholder="Choose",
        )  # fmt: skip
        st.text_input("What should they know?", key=note, max_chars=1000)
        st.form_submit_button(
            "Give it",
            type="primary",
            key=f"{key}_{case_id}_give",
            on_click=_give,
            args=(at, case_id, to, note),
        )


def _give(at: Holding, case_id: str, to: str, note: str) -> None:
    chosen, me, desk = st.session_state.get(to), at.me.email, at.desk
    if chosen is None:
        desk.trouble = "Choose a colleague."
        return
    if apart.passed_over(at.works, desk, at.me):
        return
    says = str(st.session_state.get(note) or "")
    try:
        assign(case_id, chosen or None, me, says, store=at.works.store, clock=at.works.clock)
    except CountersignError as refusal:
        desk.trouble = str(refusal)
        return
    desk.side, desk.trouble = None, ""
    if chosen not in {me, NOBODY}:
        desk.held = None  # released with it
        desk.go_on()
