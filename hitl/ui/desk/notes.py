"""Notes on the case for colleagues: oldest first, and one more to write, which may call people by name."""

from datetime import datetime

import streamlit as st

from hitl.domain.roles import Role, User
from hitl.errors import CountersignError
from hitl.ports.desk import Note
from hitl.steps.desk.notes import LONGEST, add_note, mark_read
from hitl.ui import markup, words
from hitl.ui.desk import apart, typed
from hitl.ui.desk.holding import Holding
from hitl.ui.theme import local
from hitl.views import CasePage

NOTES = "notes"
"""What is written here is kept apart from an answer to the case."""


def show(key: str, at: Holding, page: CasePage, everyone: tuple[User, ...]) -> None:
    """The notes, then the form. Whoever is called has read them by seeing them here."""
    case_id = page.file.case.case_id
    with at.works.store.reads() as reads:
        found = reads.notes(case_id)
    names = {user.email: user.name or user.email for user in everyone}
    st.html(html(found, names, at.works.clock.now()) + typed.mark(at.desk, at.me.email, f"{NOTES} {case_id}"))
    if any(at.me.email in note.mentions for note in found):
        mark_read(at.me.email, case_id, store=at.works.store, clock=at.works.clock)
    text, called = f"{key}_{case_id}_note", f"{key}_{case_id}_call"
    with st.form(f"{key}_{case_id}_notes", border=False, clear_on_submit=False, enter_to_submit=False):
        st.text_area("New note", key=text, height=80, max_chars=LONGEST)
        st.multiselect(
            "Call somebody",
            [user.email for user in everyone if _may_be_called(user, at.me)],
            format_func=names.__getitem__,
            key=called,
            placeholder="@ a colleague",
        )
        st.form_submit_button(
            "Write it", type="primary", shortcut="Ctrl+Enter", key=f"{key}_{case_id}_write",
            on_click=_write, args=(at, case_id, text, called),
        )  # fmt: skip


def html(found: tuple[Note, ...], names: dict[str, str], now: datetime) -> str:
    """Who wrote what when, and whom it calls."""
    if not found:
        return '<p class="mut">No notes yet. Customers never see them.</p>'
    each = "".join(_one(note, names, now) for note in found)
    return f'<div class="notes" tabindex="0" role="group" aria-label="Notes">{each}</div>'


def _one(note: Note, names: dict[str, str], now: datetime) -> str:
    who = markup.esc(names.get(note.by, note.by), 60)
    called = ", ".join(names.get(email, email) for email in note.mentions)
    calls = f' <span class="acc">@ {markup.esc(called, 200)}</span>' if called else ""
    when = words.moment(local(note.at), local(now))
    return (
        f'<div class="msg"><div class="meta"><b>{who}</b>{when}{calls}</div>'
        f'<div class="txt">{markup.lines(note.text)}</div></div>'
    )


def _may_be_called(user: User, me: User) -> bool:
    return not user.disabled and user.email != me.email and user.role.rank >= Role.REVIEWER.rank


def _write(at: Holding, case_id: str, text: str, called: str) -> None:
    """The callback: the note with its calls as @addresses, which the step reads."""
    if at.desk.made_up:
        apart.passed_over(at.works, at.desk, at.me)
        return
    typed = str(st.session_state.get(text) or "").strip()
    calls = [email for email in st.session_state.get(called) or () if f"@{email}" not in typed]
    whole = " ".join([typed, *(f"@{email}" for email in calls)]) if typed else ""
    try:
        add_note(case_id, whole, at.me.email, store=at.works.store, clock=at.works.clock)
    except CountersignError as refusal:
        at.desk.trouble = str(refusal)
        return
    at.desk.trouble = ""
    at.desk.sent[f"{NOTES} {case_id}"] += 1
    st.session_state[text], st.session_state[called] = "", []
