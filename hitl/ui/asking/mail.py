"""A request by e-mail: sender, subject and text."""

import streamlit as st

from hitl.ui import markup
from hitl.ui.asking import send, state
from hitl.ui.asking.choice import Choice
from hitl.ui.asking.send import Written
from hitl.ui.works import Works


def show(key: str, choice: Choice, works: Works, *, simulated: bool) -> None:
    """The fields of a mail; its sender is the address on record unless another one is typed."""
    customer = choice.customer
    of = f"{key}_{customer.customer_id if customer else 'unknown'}"
    ready = state.asking().ready

    def sent() -> None:
        written = Written(
            text=st.session_state[f"{of}_text"],
            files=send.names(st.session_state[f"{of}_files"]),
            subject=st.session_state[f"{of}_subject"],
            sender=st.session_state[f"{of}_from"].strip(),
        )
        send.begin(written, choice, works, simulated=simulated)

    with st.form(of, enter_to_submit=False, border=False):
        st.text_input("From", customer.email if customer else "", key=f"{of}_from")
        st.html(f'<p class="mut small">{_hint(choice)}</p>')
        st.text_input("Subject", key=f"{of}_subject")
        st.text_area("Text", ready.text if ready else "", key=f"{of}_text", height=140)
        st.file_uploader("Attachments", accept_multiple_files=True, key=f"{of}_files")
        send.about_files()
        st.form_submit_button("Send the e-mail", type="primary", icon=":material/send:", on_click=sent)


def _hint(choice: Choice) -> str:
    if choice.customer is None:
        return "Where the address is that of a customer on record, it is taken as theirs."
    return (
        f"On record is {markup.esc(choice.customer.email, 120)}. Write from another address, and it is not "
        "known who is writing: a person checks it first, whatever the sum."
    )
