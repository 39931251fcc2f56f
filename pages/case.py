"""A case: everything that happened to it, in order of time."""

import streamlit as st

from hitl.domain.roles import Role
from hitl.entrypoints.process import product
from hitl.errors import NotFound
from hitl.ui import case_facts, guards, markup, shell, story
from hitl.views import case_page, number_of

works = product()
now = works.clock.now()
with works.store.reads() as reads:
    people = shell.house(works).users
    me = guards.require(Role.ANALYST, people)

    def find() -> None:
        """Put the number that was typed into the address."""
        st.query_params["case"] = str(st.session_state["case_number"]).strip()

    wanted = st.query_params.get("case", "").strip()[:200]
    with st.container(key="bar", horizontal=True, vertical_alignment="center"):
        st.html(
            '<div class="pgt"><h1>Case</h1>'
            '<span class="mut">Its ledger: all that happened, in order of time.</span></div>'
        )
        st.text_input(
            "Case or ticket number",
            value=wanted,
            key="case_number",
            on_change=find,
            placeholder="Case or ticket number",
            label_visibility="collapsed",
            width=240,
            max_chars=200,
        )
    if not wanted:
        st.html(
            f'<div class="empty">{markup.icon("manage_search")}<h2>Which case?</h2>'
            "<p>Type the number of a case or of a ticket above.</p></div>"
        )
        st.stop()
    try:
        page = case_page(reads, number_of(reads, wanted, reader=me.email), reader=me.email)
        drafts = reads.drafts(page.file.case.case_id)
    except NotFound:
        st.html(
            f'<div class="empty">{markup.icon("search_off")}<h2>No such case</h2>'
            f"<p>Neither a case nor a ticket has the number {markup.esc(wanted, 60)}.</p></div>"
        )
        st.stop()

left, right = st.columns([2, 1], gap="medium")
with left.container(key="timeline"):
    st.html(story.html(page.timeline, now, people, drafts))
with right:
    st.html(case_facts.html(page, now, people))
