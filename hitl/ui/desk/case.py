"""The centre of the desk: the request beside the order, then the clauses with their checks."""

from datetime import datetime

import streamlit as st

from hitl.domain.counted import counted
from hitl.narrowing import Narrowed
from hitl.ports.reads import CaseFile
from hitl.ui import clauses, evidence, markup
from hitl.ui.desk import case_head, history, live, order, request, settle
from hitl.views import COUNT_UP_TO, CasePage, View
from hitl.views import Desk as Queue


def head(page: CasePage, now: datetime) -> None:
    """Who it is about, and what can be done with it."""
    st.html(case_head.html(page, now))


def nothing(queue: Queue, narrowed: Narrowed) -> None:
    """In a case's place where the view is empty: why, and the shortest way to a case."""
    st.html(f'<div class="empty">{_nothing(queue, narrowed)}</div>')


def _nothing(queue: Queue, narrowed: Narrowed) -> str:
    if narrowed != Narrowed(sort=narrowed.sort):
        whole = live.button("clear", "Show the whole view", css="press")
        why = f"<p>No case of this view fits the filters and the search.</p>{whole}"
        return f"{markup.icon('filter_alt_off')}<h2>Nothing fits</h2>{why}"
    waiting = queue.counts[View.TO_DECIDE]
    if queue.view is View.TO_DECIDE or not waiting:
        way = "<p>New cases appear as the agent hands them over.</p>"
    else:
        count = (
            f"{COUNT_UP_TO}+ cases wait"
            if waiting > COUNT_UP_TO
            else f"{counted(waiting, 'case')} {'waits' if waiting == 1 else 'wait'}"
        )
        open_them = live.button("view", "Open the next one", View.TO_DECIDE, css="press")
        way = f"<p>{count} to be decided in all.</p>{open_them}"
    return f"{markup.icon('task_alt')}<h2>Nothing waits here</h2>{way}"


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
