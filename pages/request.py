"""Ask for a refund: be a customer, and watch the agent work."""

import streamlit as st

from hitl.entrypoints.process import product
from hitl.ui import markup
from hitl.ui.asking import choice, live, send, state

works = product()
with works.store.reads() as reads:
    house = reads.house()

with st.container(key="bar", horizontal=True, vertical_alignment="center"):
    st.html(
        '<div class="pgt"><h1>Ask for a refund</h1>'
        '<span class="mut sub">Be a customer. The agent works in front of you.</span></div>'
    )
    chosen = choice.show("choice", works.store)
    if state.ticket():
        st.button("New request", on_click=state.remember, args=(None,), key="new", icon=":material/add:")

ticket = state.ticket()
grid = st.container(horizontal=True, key="reqgrid")
with grid.container(key="chat"):
    if ticket:
        live.conversation(works, ticket)
    else:
        st.html(
            f'<div class="empty short">{markup.icon("forum")}<h2>What went wrong with your order?</h2>'
            "<p>Write it in your own words below, or begin with one of these.</p></div>"
        )
        send.starters("starter", chosen, works, simulated=house.simulated)
    send.box("message", chosen, works, simulated=house.simulated)
with grid.container(key="agent", width=420):
    if ticket:
        live.steps(works, ticket)
    else:
        st.html(
            markup.heading("What the agent did", level=2)
            + '<p class="mut">Its steps appear here as they happen: reading, looking up the order and the '
            "policy, drafting, and what the rules say to the draft.</p>"
        )
