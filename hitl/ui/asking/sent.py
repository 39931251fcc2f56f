"""What stands once a request is sent: who wrote, about which order, by which way, and what may help now."""

import streamlit as st

from hitl.domain.case import Status
from hitl.ui import markup
from hitl.ui.asking import choice, state
from hitl.ui.works import Works

NAMED = 4
"""Orders that are named for the answer."""


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


def orders(works: Works, ticket_id: str) -> None:
    """Whoever is asked for an order and only plays the customer is told which ones there are."""
    with works.store.reads() as reads:
        file = reads.case_file(reads.case_id_of(ticket_id))
    if file.case.status is not Status.AWAITING_CUSTOMER or file.order is not None or file.customer is None:
        return
    found = list(choice.orders_of(works.store, file.customer).values())[:NAMED]
    named = "; ".join(
        f"<b>{markup.esc(order.order_id)}</b> {markup.esc(order.lines[0].title, 60)}" for order in found
    )
    if named:
        st.html(f'<p class="ink2 small">Your orders, for the answer: {named}.</p>')
