"""Start: what this is, and the demo's story in five steps."""

import streamlit as st

from hitl.domain.roles import Role
from hitl.entrypoints.process import product
from hitl.ui import guards, shell
from hitl.ui.metrics.asked import Asked
from hitl.ui.metrics.report import report
from hitl.ui.value import panel
from hitl.ui.walk import board, reset, visit
from hitl.ui.walk.seen import seen
from hitl.ui.walk.story import walk

works = product()
known = visit.begin(works.clock.now())
house = shell.house(works)
guards.require(Role.ANALYST, house.users)
with works.store.reads() as reads:
    found = walk(seen(known, reads))

with st.container(key="startgrid", horizontal=True):
    with st.container(key="story"):
        st.html('<div class="pgt"><h1>An agent drafts refunds; rules and people sign them</h1></div>')
        st.html(board.introduction("Fernhill"))
        board.show("step", found)
    with st.container(key="beside"):
        lately = report(works, str(works.settings.database_url), Asked(), demo=house.simulated)
        panel.show("worth", lately.worth, lately.models, "90 days")
        reset.show("reset_demo", works.reset_demo)
