"""The conversation, drawn anew by itself for as long as something may change."""

from datetime import datetime, timedelta

import streamlit as st

from hitl.domain.case import Author, Message
from hitl.domain.delivery import DeliveryStatus
from hitl.errors import NotFound
from hitl.ports.reads import CaseFile, Reads
from hitl.ui import markup, words
from hitl.ui.asking import outcome, rating
from hitl.ui.theme import local
from hitl.ui.works import Works

WHILE_WORKING = timedelta(seconds=0.4)
WHILE_WAITING = timedelta(seconds=2)
"""A decision in another tab shows within three seconds."""

EARLIER = 5
"""So many settled cases before this one are shown above it."""


def conversation(works: Works, ticket_id: str) -> None:
    """What was said, and how it stands; polls while a worker or a person has it."""
    rhythm = every(works, ticket_id)
    st.fragment(_conversation, run_every=rhythm)(works, ticket_id, rhythm)


def every(works: Works, ticket_id: str) -> timedelta | None:
    """How often to look at the request of that ticket; None where nothing moves by itself."""
    with works.store.reads() as reads:
        file = reads.case_file(reads.case_id_of(ticket_id))
        return _of_all([_rhythm(file), *(_rhythm(reads.case_file(one.case_id)) for one in file.also)])


def _of_all(rhythms: list[timedelta | None]) -> timedelta | None:
    """The quickest of them."""
    return min((one for one in rhythms if one is not None), default=None)


def _rhythm(file: CaseFile) -> timedelta | None:
    status = file.case.status
    leaving = any(one.status is DeliveryStatus.WAITING for one in file.deliveries)
    if status in outcome.WORKING | outcome.LEAVING or (leaving and status in outcome.RESTING):
        return WHILE_WORKING  # a question is asked a moment after the case waits for its answer
    return None if status in outcome.RESTING else WHILE_WAITING


def _conversation(works: Works, ticket_id: str, before: timedelta | None) -> None:
    now = works.clock.now()
    with works.store.reads() as reads:
        file = reads.case_file(reads.case_id_of(ticket_id))
        earlier = _earlier(reads, file)
        others = [reads.case_file(one.case_id) for one in file.also]
    bubbles = "".join(_bubble(message, now) for one in (*earlier, file) for message in one.conversation)
    head = _order_head(file) if others else ""
    told = f"{bubbles}{head}{outcome.html(file, now)}{_sign_of_life(file)}"
    told += "".join(_other_order(other, now) for other in others)
    with st.container(key="talk"):
        st.html(f'<div aria-live="polite">{_subject(file)}{told}</div>')
        rating.show("rate", file, works)
    if _of_all([_rhythm(one) for one in (file, *others)]) != before:
        st.rerun()  # another rhythm from here on


def _other_order(file: CaseFile, now: datetime) -> str:
    """What became of another order of the same message: what the company said of it, and how it stands."""
    said = "".join(
        _bubble(message, now) for message in file.conversation if message.author is not Author.CUSTOMER
    )
    return f"{_order_head(file)}{said}{outcome.html(file, now)}{_sign_of_life(file)}"


def _order_head(file: CaseFile) -> str:
    return markup.heading(f"Your order {file.order.order_id if file.order else file.case.order_id}", level=2)


def _earlier(reads: Reads, file: CaseFile) -> list[CaseFile]:
    found: list[CaseFile] = []
    linked = file.case.linked_case
    while linked is not None and len(found) < EARLIER:
        try:
            found.insert(0, reads.case_file(linked))
        except NotFound:
            break
        linked = found[0].case.linked_case
    return [one for one in found if one.case.ticket_id.startswith("WEB-")]


def _subject(file: CaseFile) -> str:
    return f'<div class="b subject">{markup.esc(file.case.subject)}</div>' if file.case.subject else ""


def _bubble(message: Message, now: datetime) -> str:
    css = {Author.CUSTOMER: "me", Author.AGENT: "them", Author.SYSTEM: "sys"}[message.author]
    who = "You" if message.author is Author.CUSTOMER else words.AUTHOR[message.author]
    when = words.moment(local(message.at), local(now))
    names = "".join(markup.chip(name, "o", "attach_file") for name in message.attachments)
    files = f'<div class="chips">{names}</div>' if names else ""
    return (
        f'<div class="bub {css}"><div class="meta">{who}, {when}</div>'
        f"{markup.paragraphs(message.text)}{files}</div>"
    )


def _sign_of_life(file: CaseFile) -> str:
    if file.case.status not in outcome.WORKING:
        return ""
    return (
        f'<div class="bub them working">{markup.icon("more_horiz")} The agent is reading your message</div>'
    )
