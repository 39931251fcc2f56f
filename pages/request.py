"""Ask for a refund: be a customer, and watch the agent work."""

import streamlit as st

from hitl.domain.case import Channel
from hitl.entrypoints.process import product
from hitl.ui import shell, theme
from hitl.ui.asking import agent, choice, form, live, mail, samples, send, sent, state
from hitl.ui.asking.send import Written

BOX = "message"

works = product()
simulated = shell.house(works).simulated
ticket = state.ticket()
if ticket is None and simulated:
    samples.begin(works, BOX)

st.html(theme.STATIC / "request.css")
with st.container(key="bar", horizontal=True, vertical_alignment="center"):
    st.html(
        '<div class="pgt"><h1>Ask for a refund</h1>'
        '<span class="mut sub">Be a customer. The agent works in front of you.</span></div>'
    )
    if ticket:
        sent.show(works, ticket)
        chosen = None
    else:
        chosen = choice.show(works.store)


def begin(written: Written) -> None:
    """The first message, of whoever is chosen."""
    if chosen is not None:
        send.begin(written, chosen, works, simulated=simulated)


grid = st.container(horizontal=True, key="reqgrid")
with grid.container(key="chat"):
    if ticket:
        live.conversation(works, ticket)
        sent.orders(works, ticket)
    elif chosen is not None:
        st.html('<div class="ask"><h2>What went wrong with your order?</h2></div>')
        if simulated:
            samples.show("sample", chosen)
    if chosen is None or chosen.channel is Channel.CHAT:
        send.box(BOX, begin, works, simulated=simulated)
    elif chosen.channel is Channel.EMAIL:
        mail.show("mail", chosen, works, simulated=simulated)
    else:
        form.show("form", chosen, works, simulated=simulated)
    send.problem()
with grid.container(key="agent", width=420):
    if ticket:
        agent.show(works, ticket)
    else:
        agent.outline()
