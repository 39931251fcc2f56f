"""Who to be, about which order, and by which way the request comes."""

from typing import NamedTuple

import streamlit as st

from hitl.domain.case import Channel
from hitl.domain.order import Customer, Order
from hitl.ports.store import Store
from hitl.ui import words

CUSTOMERS = 1_000
"""As many as a list that is searched by typing may hold."""
ORDERS = 20

WAYS = {Channel.CHAT: "Chat", Channel.EMAIL: "E-mail", Channel.WEB_FORM: "Form"}

WHO, ABOUT, WAY = "choice_who", "choice_order", "choice_way"
"""Where the session keeps what is chosen; `ABOUT` once a customer."""


class Choice(NamedTuple):
    """Who writes, about what."""

    customer: Customer | None
    order: Order | None
    channel: Channel


def show(store: Store) -> Choice:
    """Three fields; a stranger and no particular order are choices too."""
    customers = _customers(store)
    chosen = st.selectbox(
        "You are",
        [*customers, ""],
        format_func=lambda one: _who(customers.get(one)),
        label_visibility="collapsed",
        width=250,
        key=WHO,
    )
    customer = customers.get(chosen)
    orders = orders_of(store, customer)
    about = f"{ABOUT}_{chosen}"
    if st.session_state.get(about) not in {"", *orders}:
        st.session_state[about] = next(iter(orders), "")
    picked = st.selectbox(
        "About which order",
        ["", *orders],
        format_func=lambda one: _what(orders.get(one)),
        label_visibility="collapsed",
        width=330,
        key=about,
    )
    st.session_state.setdefault(WAY, Channel.CHAT)
    channel = st.segmented_control(
        "How you write",
        list(WAYS),
        format_func=lambda one: WAYS[one],
        label_visibility="collapsed",
        required=True,
        key=WAY,
    )
    return Choice(customer, orders.get(picked), channel or Channel.CHAT)


def take(customer: Customer, order: Order | None) -> None:
    """Choose for the person; called before the fields are drawn."""
    st.session_state[WHO] = customer.customer_id
    st.session_state[f"{ABOUT}_{customer.customer_id}"] = order.order_id if order else ""
    st.session_state[WAY] = Channel.CHAT


def _customers(store: Store) -> dict[str, Customer]:
    """By name, read once a session: names are sealed, and opening hundreds takes a while."""
    known: dict[str, Customer] | None = st.session_state.get("customers_known")
    if known is None:
        with store.reads() as reads:
            found = sorted(reads.customers(CUSTOMERS), key=lambda one: (one.name or one.email).casefold())
        known = st.session_state["customers_known"] = {one.customer_id: one for one in found}
    return known


def orders_of(store: Store, customer: Customer | None) -> dict[str, Order]:
    """Read once a customer and session: choosing must not take the database's write lock at every step."""
    if customer is None:
        return {}
    known: dict[str, dict[str, Order]] = st.session_state.setdefault("orders_of", {})
    if customer.customer_id not in known:
        with store.unit() as unit:
            found = unit.catalog.orders_of(customer.customer_id, ORDERS)
        known[customer.customer_id] = {order.order_id: order for order in found}
    return known[customer.customer_id]


def _who(customer: Customer | None) -> str:
    if customer is None:
        return "Somebody unknown"
    parts = [customer.name or customer.email, words.TIER[customer.tier], customer.country or ""]
    return ", ".join(part for part in parts if part)


def _what(order: Order | None) -> str:
    if order is None:
        return "No particular order"
    first = order.lines[0]
    more = f" and {len(order.lines) - 1} more" if len(order.lines) > 1 else ""
    goods = f"{first.quantity} × {first.title}" if first.quantity > 1 else first.title
    return f"{order.order_id}: {goods}{more}, {order.money(order.captured)}"
