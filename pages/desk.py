"""The review desk: the queue, the case with its evidence, the draft and the decision."""

import streamlit as st

from hitl import views
from hitl.domain.roles import Level, Role
from hitl.entrypoints.process import product
from hitl.ports.reads import QueueRow, Reads
from hitl.steps.review.alike import MOST
from hitl.ui import guards, markup, verdict
from hitl.ui.desk import bar, case, draft, feedback, panes, rail, second, similar, together, undo, watch
from hitl.ui.desk.answers import Bar
from hitl.ui.desk.state import desk


def rows(reads: Reads) -> tuple[QueueRow, ...]:
    """The view that is open, as far as one list holds it."""
    return views.desk(reads, view=state.view, level=level, now=now, me=me.email, after=None, limit=MOST).rows


works = product()
now = works.clock.now()
state = desk()
with works.store.reads() as reads:
    people = reads.house().users
    me = guards.require(Role.REVIEWER, people)
    if "case" in st.query_params:
        rail.find(reads, state, st.query_params.pop("case"))
    level = next((level for level in reversed(Level) if me.reaches(level)), Level.REVIEWER)
    after = state.places[-1] if state.places else None
    queue = views.desk(reads, view=state.view, level=level, now=now, me=me.email, after=after)

    left, centre, right = panes.show()
    with left:
        chosen = rail.show("rail", queue, state, works.store, now)
    page = views.case_page(reads, chosen) if chosen else None
    state.case_id = chosen
    drawn = watch.seen(reads, queue, chosen)
watch.show(works, state, level, drawn)

if page is None or chosen is None:
    with centre:
        st.html(
            f'<div class="empty">{markup.icon("task_alt")}<h2>Nothing waits here</h2>'
            "<p>New cases appear as the agent hands them over. Choose another view at the left.</p></div>"
        )
    with right:
        undo.show("undo_press", works, me, state)
    st.stop()

state.opened.setdefault(chosen, now)
bands = verdict.Bands(alone=works.ruleset.auto.confidence.alone, person=works.ruleset.auto.confidence.review)
with centre:
    case.show(page.file, now)
    with st.container(horizontal=True, key="more"):
        similar.button("similar", state)
        if page.decidable and page.file.first is None:
            together.show("together", together.Listing(works, state, chosen, me, rows))
    similar.show(works, state, chosen, people)
with right:
    board = Bar("bar", page, works, me, state, frozenset(), people)
    with st.container(key="draftbody"):
        if page.file.first is not None:
            st.html(second.html(page.file.first, board))
        else:
            board = board._replace(without=draft.show("plan", page.file, bands))
            if page.decidable:
                feedback.show("bar", chosen)
    bar.show(board)
