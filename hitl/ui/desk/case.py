"""The centre of the desk: the request beside the order, then the clauses with their checks."""

from datetime import datetime

import streamlit as st

from hitl.ports.reads import CaseFile
from hitl.ui import clauses, evidence, markup
from hitl.ui.desk import case_head, history, order, request, settle
from hitl.views import CasePage


def head(page: CasePage, now: datetime) -> None:
    """Who it is about, and what can be done with it."""
    st.html(case_head.html(page, now))


def nothing() -> None:
    """In a case's place where the view is empty."""
    st.html(
        f'<div class="empty">{markup.icon("task_alt")}<h2>Nothing waits here</h2>'
        "<p>New cases appear as the agent hands them over. Choose another view at the left.</p></div>"
    )


def show(file: CaseFile, now: datetime) -> None:
    """Everything that a decision rests on, in one escaped block."""
    checked = evidence.clauses(file.drafted, file.policy, file.order) if file.drafted else ()
    attention = ""
    if file.case.attention and not settle.needed(file):  # a decided one's stands beside its decision
        attention = (
            f'<div class="note r" style="margin-top:12px">{markup.icon("error")}<div><b>Needs attention.</b> '
            f"{markup.esc(file.case.attention)}</div></div>"
        )
    st.html(
        f'{attention}<div class="cgrid"><section>{request.html(file, checked, now)}</section>'
        f'<section id="{markup.place("order")}">{order.html(file)}</section></div>'
    )
    below = (clauses.html(checked) if file.drafted else "") + history.html(file.history, now)
    if below:
        st.html(below)
