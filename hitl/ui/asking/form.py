"""A request by web form: what is wrong, with which goods, and a few words."""

import streamlit as st

from hitl.domain.order import Line, Order
from hitl.domain.policy import Reason
from hitl.ui import words
from hitl.ui.asking import send, state
from hitl.ui.asking.choice import Choice
from hitl.ui.asking.send import Written
from hitl.ui.rows import plain
from hitl.ui.works import Works

SAYS = {
    Reason.DAMAGED: "{goods} arrived damaged.",
    Reason.DEFECTIVE: "{goods} does not work.",
    Reason.WRONG_ITEM: "Wrong item: I was sent something else instead of {goods}.",
    Reason.NOT_AS_DESCRIBED: "{goods} is not as described.",
    Reason.LATE: "{goods} arrived late.",
    Reason.NEVER_ARRIVED: "{goods} never arrived.",
    Reason.CHANGED_MIND: "I changed my mind about {goods}.",
    Reason.CHARGED_TWICE: "I was charged twice for {goods}.",
    Reason.CANCELLED: "I would like to cancel {goods}.",
    Reason.PRICE: "I found {goods} cheaper elsewhere.",
    Reason.OTHER: "Something else is wrong with {goods}.",
}
"""How the form puts into words what was chosen: the agent and people read one text, as of any other way."""


def show(key: str, choice: Choice, works: Works, *, simulated: bool) -> None:
    """The fields of the form; customer and order are chosen above it."""
    order = choice.order
    of = f"{key}_{choice.customer.customer_id if choice.customer else ''}_{order.order_id if order else ''}"
    ready = state.asking().ready

    def sent() -> None:
        wrong: Reason = st.session_state[f"{of}_reason"]
        written = Written(
            text=sentence(wrong, _ticked(of, order), st.session_state[f"{of}_text"]),
            files=send.names(st.session_state[f"{of}_files"]),
            subject=f"Refund form: {words.REASON[wrong]}",
        )
        send.begin(written, choice, works, simulated=simulated)

    with st.form(of, enter_to_submit=False, border=False):
        st.selectbox(
            "What is wrong",
            list(SAYS),
            format_func=lambda reason: words.REASON[reason].capitalize(),
            key=f"{of}_reason",
        )
        if order is not None:
            _goods(of, order)
        st.text_area(
            "In your own words, if you like", ready.text if ready else "", key=f"{of}_text", height=90
        )
        st.file_uploader("Attachments", accept_multiple_files=True, key=f"{of}_files")
        send.about_files()
        st.form_submit_button("Send the form", type="primary", icon=":material/send:", on_click=sent)


def sentence(wrong: Reason, goods: list[tuple[int, Line]], own_words: str) -> str:
    """What the form says, then the customer's own words."""
    named = [f"{count} x {line.title}" if line.quantity > 1 else line.title for count, line in goods]
    listed = " and ".join(filter(None, [", ".join(named[:-1]), *named[-1:]])) or "My order"
    said = SAYS[wrong].format(goods=listed)
    return "\n\n".join(filter(None, [f"{said} I would like a refund.", own_words.strip()]))


def _goods(of: str, order: Order) -> None:
    st.html('<p class="fieldlabel">Which goods</p>')
    with st.container(key="formgoods"):
        for line in order.lines:
            with st.container(horizontal=True, vertical_alignment="center", key=f"{of}_row_{line.line_id}"):
                st.checkbox(
                    plain(f"{line.title}, {order.money(line.price)}"),
                    value=len(order.lines) == 1,
                    key=f"{of}_tick_{line.line_id}",
                )
                if line.quantity > 1:
                    st.selectbox(
                        f"How many of {plain(line.title)}",
                        list(range(line.quantity, 0, -1)),
                        format_func=f"{{}} of {line.quantity}".format,
                        key=f"{of}_many_{line.line_id}",
                        label_visibility="collapsed",
                        width=110,
                    )


def _ticked(of: str, order: Order | None) -> list[tuple[int, Line]]:
    return [
        (int(st.session_state.get(f"{of}_many_{line.line_id}", 1)), line)
        for line in (order.lines if order else ())
        if st.session_state.get(f"{of}_tick_{line.line_id}")
    ]
