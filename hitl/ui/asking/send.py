"""Sending: one callback, one ticket, by the same intake whichever way it comes; a worker does the work."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import streamlit as st

from hitl.domain.case import Channel, Ticket
from hitl.errors import CountersignError
from hitl.steps.intake import readable, receive
from hitl.ui.asking import state
from hitl.ui.asking.choice import Choice
from hitl.ui.works import Works

LONGEST_ADDRESS = 320
LONGEST_SUBJECT = 500

FILES = "Of attached files only the names are noted, such as photo.jpg; the files themselves are not kept."


class Written(NamedTuple):
    """What the customer wrote, whichever way."""

    text: str
    files: tuple[str, ...] = ()  # names
    subject: str = ""
    sender: str | None = None  # an e-mail's; None: the address on record


def box(key: str, first: Callable[[Written], None], works: Works, *, simulated: bool) -> None:
    """Where one writes in the chat: the first message by `first`, every further one to the same case."""

    def sent() -> None:
        given = st.session_state[key]
        written = Written(given.text, names(given.files)) if given else Written("")
        before = state.ticket()
        if before is None:
            first(written)
        else:
            answer(written, before, works, simulated=simulated)

    st.chat_input("Write as the customer", key=key, accept_file="multiple", on_submit=sent)
    about_files()


def problem() -> None:
    """What could not be taken, to be copied."""
    remembered = state.asking()
    if remembered.problem:
        st.error(f"Not sent. {remembered.problem}", icon=":material/error:")
        if remembered.kept:
            st.text_area("What you wrote", remembered.kept, disabled=True, height=120)


def about_files() -> None:
    """What becomes of an attachment, under the field for it."""
    st.html(f'<p class="mut small">{FILES}</p>')


def names(files: Iterable[object]) -> tuple[str, ...]:
    """Of files that were chosen, only what they are called."""
    return tuple(str(getattr(file, "name", "")) for file in files)


def begin(written: Written, choice: Choice, works: Works, *, simulated: bool) -> None:
    """A new request of whoever was chosen."""
    customer, order = choice.customer, choice.order
    on_record = customer.email if customer else None
    ticket = Ticket(
        ticket_id=state.new_ticket(),
        body=written.text.strip(),
        subject=written.subject.strip()[:LONGEST_SUBJECT],
        received_at=works.clock.now(),
        channel=choice.channel,
        customer_id=customer.customer_id if customer else None,
        email=on_record if written.sender is None else written.sender[:LONGEST_ADDRESS],
        order_id=order.order_id if order else None,
        waiting=choice.channel is Channel.CHAT,
        attachments=written.files,
    )
    _take(ticket, works, simulated=simulated)


def answer(written: Written, before: str, works: Works, *, simulated: bool) -> None:
    """A further message of the one who wrote the first, by the same way."""
    with works.store.reads() as reads:
        case = reads.case_file(reads.case_id_of(before)).case
    ticket = Ticket(
        ticket_id=state.new_ticket(),
        body=written.text.strip(),
        received_at=works.clock.now(),
        channel=case.channel,
        customer_id=case.customer_id,
        email=case.sender_email,
        order_id=case.order_id,
        in_reply_to=before,
        waiting=case.waiting,
        attachments=written.files,
    )
    _take(ticket, works, simulated=simulated)


def _take(ticket: Ticket, works: Works, *, simulated: bool) -> None:
    remembered = state.asking()
    if not readable(ticket.body).strip():
        nothing = "There was nothing to read in it." if ticket.body else "Write something first."
        remembered.problem, remembered.kept = nothing, ""
        return
    try:
        case = receive(ticket, store=works.store, clock=works.clock, simulated=simulated)
    except CountersignError as error:
        remembered.problem, remembered.kept = str(error), ticket.body
        return
    if ticket.in_reply_to is None or case.ticket_id == ticket.ticket_id:
        state.remember(ticket.ticket_id)  # a settled case is followed by a new one
    else:
        state.forget()
