"""One field that finds cases: by case, ticket, order or customer, and by the words of the request."""

import streamlit as st

from hitl.narrowing import Narrowed
from hitl.ports.reads import Reads
from hitl.ports.store import Store
from hitl.ui import markup
from hitl.ui.desk import address, live
from hitl.ui.desk.state import Desk

ELSEWHERE = 6
"""Cases outside the open view that a search without a find in it offers."""


def show(field: str, desk: Desk, store: Store, me: str) -> None:
    """The field; a case or ticket number opens its case, other words narrow the view."""

    def search() -> None:
        text = str(st.session_state[field]).strip()
        if text and " " not in text:
            with store.reads() as reads:
                if address.find(reads, desk, text, me):
                    st.session_state[field] = ""
                    return
            desk.lost = ""
        address.go(desk.view, desk.narrowed.model_copy(update={"words": text}))

    if st.session_state.get(f"{field}_of") != desk.narrowed.words:  # the address says otherwise
        st.session_state[field] = st.session_state[f"{field}_of"] = desk.narrowed.words
    st.text_input(
        "Search by case, ticket, order, customer or words",
        key=field,
        placeholder="Case, name or words",
        label_visibility="collapsed",
        on_change=search,
        max_chars=200,
        icon=":material/search:",
    )


def nothing_html(reads: Reads, desk: Desk) -> str:
    """In place of an empty queue: that nothing waits, or what the search finds in other views."""
    words = desk.narrowed.words.strip()
    if desk.lost:
        return f'<p class="none">No case or ticket {markup.esc(desk.lost, 60)}.</p>'
    if not words:
        fits = (
            "Nothing waits here." if desk.narrowed == Narrowed(sort=desk.narrowed.sort) else "Nothing fits."
        )
        return f'<p class="none">{fits}</p>'
    found = reads.search(words, ELSEWHERE)
    if not found:
        return f'<p class="none" role="status">Nothing is found for “{markup.esc(words, 60)}”.</p>'
    rows = "".join(_row(case_id) for case_id in found)
    return f'<p class="none" role="status">Nothing in this view. Elsewhere:</p>{rows}'


def _row(case_id: str) -> str:
    inner = f'{markup.icon("arrow_forward")}<span class="tn">{markup.esc(case_id)}</span>'
    return live.button("open", inner, case_id, css="row view")
