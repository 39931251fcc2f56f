"""Rollout: how far the agent may go by itself, and what was tried before something is changed."""

import streamlit as st

from hitl.domain.event import EventKind
from hitl.domain.roles import Role
from hitl.entrypoints.process import product
from hitl.ui import guards, shell
from hitl.ui.rollout import changed, ladder, tried
from hitl.ui.theme import STATIC

works = product()
house = shell.house(works)
guards.require(Role.ANALYST, house.users)
st.html(STATIC / "metrics.css")
st.html(STATIC / "rollout.css")

now = works.clock.now()
with works.store.reads() as reads:
    events = reads.house_events({*changed.KINDS, EventKind.CHANGE_TRIED})
with st.container(key="bar", horizontal=True, vertical_alignment="center"):
    st.html(
        '<div class="pgt"><h1>Rollout</h1><span class="mut">How far the agent may go by itself. '
        "Another step is taken with <code>python -m hitl mode</code>.</span></div>"
    )
st.html(ladder.html(house.mode, now))
left, right = st.columns([2, 1], gap="medium")
left.html(tried.html([event for event in events if event.kind is EventKind.CHANGE_TRIED], now))
right.html(changed.html(events, now))
