"""What is fixed once a request is sent: who wrote, about which order, by which way."""

import streamlit as st

from hitl.ui import markup
from hitl.ui.asking import choice, state
from hitl.ui.works import Works


def show(works: Works, ticket_id: str) -> None:
    """One line, and the way back to a new request."""
    with works.store.reads() as reads:
        file = reads.case_file(reads.case_id_of(ticket_id))
    customer, case = file.customer, file.case
    who = (customer.name or customer.email) if customer else case.sender_email or "somebody unknown"
    order = f", order {file.order.order_id}" if file.order else ""
    way = choice.WAYS.get(case.channel, case.channel).lower()
    st.html(
        f'<span class="ink2 whoami">You are <b>{markup.esc(who, 80)}</b>{markup.esc(order)}, by {way}</span>'
    )
    st.button("New request", on_click=state.begin_anew, key="new", icon=":material/add:")
