"""Views of the queue that a person keeps under a name."""

import streamlit as st

from hitl.errors import CountersignError
from hitl.steps.desk.saved import LONGEST_NAME, remove_view, save_view
from hitl.ui import markup
from hitl.ui.desk import address, live
from hitl.ui.desk.holding import Holding
from hitl.ui.desk.state import Desk


def show(key: str, at: Holding) -> None:
    """The saved ones, each with a way to remove it, and a name for the present one."""
    with at.works.store.reads() as reads:
        views = reads.saved_views(at.me.email)
    present = address.query(at.desk)
    rows = "".join(_row(view.name, on=view.query == present) for view in views)
    st.html(rows or '<p class="mut">None yet. Filter or search, then keep the view under a name.</p>')
    with st.form(f"{key}_save_view", border=False):
        st.text_input("Name for the view that is open", key=f"{key}_view_name", max_chars=LONGEST_NAME)
        st.form_submit_button(
            "Save this view", type="primary", key=f"{key}_view_save", on_click=_save, args=(key, at)
        )


def choose(at: Holding, name: str) -> None:
    """Open the saved view of that name."""
    with at.works.store.reads() as reads:
        saved = {view.name: view.query for view in reads.saved_views(at.me.email)}
    if name in saved:
        at.desk.side = None
        address.go_to(saved[name])


def remove(at: Holding, name: str) -> None:
    """Forget it."""
    try:
        remove_view(at.me.email, name, store=at.works.store, clock=at.works.clock)
    except CountersignError as refusal:
        at.desk.trouble = str(refusal)


def _save(key: str, at: Holding) -> None:
    desk: Desk = at.desk
    name = str(st.session_state.get(f"{key}_view_name") or "")
    try:
        save_view(at.me.email, name, address.query(desk), store=at.works.store, clock=at.works.clock)
    except CountersignError as refusal:
        desk.trouble = str(refusal)
        return
    desk.trouble = ""
    st.session_state[f"{key}_view_name"] = ""


def _row(name: str, *, on: bool) -> str:
    inner = f'{markup.icon("bookmark")}<span class="cut">{markup.esc(name, LONGEST_NAME)}</span>'
    choose_it = live.button("saved", inner, name, css="row view", on=on)
    remove_it = live.button("unsave", markup.icon("delete"), name, name=f"Remove {name}")
    return f'<div class="savedview">{choose_it}{remove_it}</div>'
