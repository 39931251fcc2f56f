"""Sending a message: one callback, one ticket; the agent's work happens in the worker."""

import streamlit as st

from hitl.domain.case import Channel, Ticket
from hitl.errors import CountersignError
from hitl.steps.intake import receive
from hitl.ui.asking import state
from hitl.ui.asking.choice import Choice
from hitl.ui.rows import plain
from hitl.ui.works import Works


def starters(key: str, choice: Choice, works: Works, *, simulated: bool) -> None:
    """A few requests to begin with, for whoever does not want to type."""
    goods = choice.order.lines[0].title.split(",")[0].lower() if choice.order else "desk lamp"
    ready = (
        f"My {goods} arrived broken. Can I have my money back please?",
        f"I changed my mind about my {goods}, still unused. What would happen if I sent it back?",
        f"My {goods} arrived broken, this is the third time I write, and I will talk to my lawyer.",
    )
    with st.container(key="starters"):
        for number, text in enumerate(ready, 1):
            st.button(
                f"“{plain(text)}”",
                key=f"{key}_{number}",
                on_click=_send,
                args=(text, choice, works, simulated),
            )


def box(key: str, choice: Choice, works: Works, *, simulated: bool) -> None:
    """Where one writes; what could not be taken stays below it to be copied."""
    st.chat_input(
        "Write as the customer",
        key=key,
        on_submit=lambda: _send(str(st.session_state[key] or ""), choice, works, simulated),
    )
    remembered = state.asking()
    if remembered.problem:
        st.error(f"Not sent. {remembered.problem}", icon=":material/error:")
        if remembered.kept:
            st.text_area("What you wrote", remembered.kept, disabled=True, height=120)


def _send(text: str, choice: Choice, works: Works, simulated: bool) -> None:  # noqa: FBT001 - a callback's argument
    remembered = state.asking()
    if not text.strip():
        remembered.problem, remembered.kept = "Write something first.", ""
        return
    before = state.ticket()
    ticket = Ticket(
        ticket_id=state.new_ticket(),
        body=text.strip(),
        received_at=works.clock.now(),
        channel=choice.channel,
        customer_id=choice.customer.customer_id if choice.customer else None,
        email=choice.customer.email if choice.customer else None,
        order_id=choice.order.order_id if choice.order else None,
        in_reply_to=before,
        waiting=choice.channel is Channel.CHAT,
    )
    try:
        case = receive(ticket, store=works.store, clock=works.clock, simulated=simulated)
    except CountersignError as error:
        remembered.problem, remembered.kept = str(error), text
        return
    remembered.problem, remembered.kept = "", ""
    if before is None or case.ticket_id == ticket.ticket_id:
        state.remember(ticket.ticket_id)  # a settled case was followed by a new one
