"""The review desk: the queue, the case with its evidence, the draft and the decision."""

from functools import partial

import streamlit as st

from hitl.domain.roles import Level, Role
from hitl.entrypoints.process import product
from hitl.ports.reads import QueueRow, Reads
from hitl.steps.review.alike import MOST
from hitl.ui import guards, shell, verdict
from hitl.ui.desk import (
    address,
    ahead,
    bar,
    blind,
    case,
    draft,
    feedback,
    holding,
    live,
    panes,
    presses,
    rail,
    second,
    side,
    similar,
    together,
    typed,
    undo,
    watch,
)
from hitl.ui.desk.answers import Bar
from hitl.ui.desk.state import desk


def rows(reads: Reads) -> tuple[QueueRow, ...]:
    """The view that is open, as far as one list holds it."""
    return ahead.queue(reads, at, limit=MOST).rows


works, state = product(), desk()
now = works.clock.now()
everyone = shell.house(works).users
me = guards.require(Role.REVIEWER, everyone)
with works.store.reads() as reads:
    address.follow(reads, state, me.email)
names = {user.email: user.name for user in everyone if user.name}
level = next((level for level in reversed(Level) if me.reaches(level)), Level.REVIEWER)
at = holding.Holding(works, state, me, level)
holding.settle(at, now)

left, centre, right = panes.show()
seen = watch.look(at)
queue, page, chosen = seen.queue, seen.page, state.case_id
with left, works.store.reads() as reads:
    listed = blind.listed(queue, page, state)
    rail.show("rail", rail.Rail(listed, state, works, names, me.email, seen.seen.pace, now), reads)
state.blind = page is not None and page.blind
state.made_up = page is not None and page.made_up
live.listen(partial(presses.press, at, queue, page.file.drafted if page else None))
typed.listen()
side.show("side", at, page, everyone)

if page is None or chosen is None:
    with centre:
        case.nothing(queue, state.narrowed)
        watch.show(at, names, seen.seen, seen.around)
    with right:
        blind.tell(state, names)
        undo.show("undo_press", works, me, state)
    st.stop()

held = None if page.made_up else holding.open_it(at, page.file, now)
state.opened.setdefault(chosen, now)
bands = verdict.Bands(alone=works.ruleset.auto.confidence.alone, person=works.ruleset.auto.confidence.review)
with centre:
    case.head(page, now)
    watch.show(at, names, seen.seen, seen.around)
    case.show(page.file, now)
    with st.container(horizontal=True, key="more"):
        similar.button("similar", state)
        if page.decidable and page.file.first is None:
            together.show("together", together.Listing(works, state, chosen, me, rows))
            feedback.show("bar", chosen)
    similar.show(works, state, chosen, everyone)
with right:
    blind.tell(state, names)
    board = Bar("bar", page, works, me, state, everyone, holding.why_off(held, names))
    with st.container(key="draftbody"):
        if page.file.first is not None:
            st.html(second.html(page.file.first, board))
        else:
            draft.show(page.file, bands, board.without)
    bar.show(board)
