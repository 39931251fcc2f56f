"""The conversation and the agent's steps, drawn anew by themselves for as long as something may change."""

from datetime import datetime, timedelta

import streamlit as st

from hitl.domain.case import Author, Message, Status
from hitl.domain.drafted import TraceStep
from hitl.errors import NotFound
from hitl.ports.reads import CaseFile, Reads
from hitl.ui import markup, words
from hitl.ui.asking import outcome
from hitl.ui.theme import local
from hitl.ui.works import Works

WHILE_WORKING = timedelta(seconds=0.4)
WHILE_WAITING = timedelta(seconds=2)
"""A decision in another tab shows within three seconds."""

SLOW = timedelta(seconds=20)
"""After so long without a step the page says that something is slower than usual."""

EARLIER = 5
"""So many settled cases before this one are shown above it."""


def conversation(works: Works, ticket_id: str) -> None:
    """What was said, and how it stands; polls while a worker or a person has it."""
    status = _status(works, ticket_id)
    every = _every(status)
    st.fragment(_conversation, run_every=every)(works, ticket_id, status)


def steps(works: Works, ticket_id: str) -> None:
    """What the agent does, each step as it happens; then the finished timeline with its times."""
    every = _every(_status(works, ticket_id))
    st.fragment(_steps, run_every=every)(works, ticket_id)


def _every(status: Status) -> timedelta | None:
    if status in outcome.WORKING | outcome.LEAVING:
        return WHILE_WORKING
    return None if status in outcome.RESTING else WHILE_WAITING


def _status(works: Works, ticket_id: str) -> Status:
    with works.store.reads() as reads:
        return reads.case_status(reads.case_id_of(ticket_id))


def _conversation(works: Works, ticket_id: str, before: Status) -> None:
    now = works.clock.now()
    with works.store.reads() as reads:
        file = reads.case_file(reads.case_id_of(ticket_id))
        earlier = _earlier(reads, file)
    bubbles = "".join(_bubble(message, now) for one in (*earlier, file) for message in one.conversation)
    st.html(f'<div aria-live="polite">{bubbles}{outcome.html(file, now)}{_sign_of_life(file)}</div>')
    if _every(file.case.status) != _every(before):
        st.rerun()  # another rhythm from here on


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


def _bubble(message: Message, now: datetime) -> str:
    css = {Author.CUSTOMER: "me", Author.AGENT: "them", Author.SYSTEM: "sys"}[message.author]
    who = "You" if message.author is Author.CUSTOMER else words.AUTHOR[message.author]
    when = words.moment(local(message.at), local(now))
    return (
        f'<div class="bub {css}"><div class="meta">{who}, {when}</div>{markup.paragraphs(message.text)}</div>'
    )


def _sign_of_life(file: CaseFile) -> str:
    if file.case.status not in outcome.WORKING:
        return ""
    return (
        f'<div class="bub them working">{markup.icon("more_horiz")} The agent is reading your message</div>'
    )


def _steps(works: Works, ticket_id: str) -> None:
    now = works.clock.now()
    with works.store.reads() as reads:
        case_id = reads.case_id_of(ticket_id)
        file = reads.case_file(case_id)
        working = file.case.status in outcome.WORKING
        done = tuple(one.step for one in reads.progress(case_id)) if working else ()
        idle = working and reads.house().workers == 0
    if not working and file.drafted is not None:
        done = file.drafted.trace
    items = [_step(step, file) for step in done]
    items += _after(file, now) if not working else []
    if working:
        items.append(_waiting(file, now, len(done), idle=idle))
    who = file.drafted.draft.drafter if file.drafted and file.drafted.draft else ""
    css = "tl live" if working else "tl"
    st.html(
        markup.heading("What the agent did", markup.esc(who), level=2)
        + f'<ol class="{css}">{"".join(items)}</ol>'
    )
    st.html(_chips(file))


def _step(step: TraceStep, file: CaseFile) -> str:
    held = step.name == "gate" and file.decision is None and file.case.status in outcome.WITH_A_PERSON
    symbol, css = ("front_hand", "hold") if held else ("check_circle", "")
    return item(symbol, words.step(step.name), step.says, words.milliseconds(step.milliseconds), css)


def item(symbol: str, title: str, says: str, took: str, css: str = "") -> str:
    """One entry of a timeline; the texts are plain."""
    return (
        f'<li class="it {css}">{markup.icon(symbol)}<div class="t"><span>{markup.esc(title)}</span>'
        f'<span class="ms-took">{markup.esc(took)}</span></div><div class="x">{markup.esc(says)}</div></li>'
    )


def _waiting(file: CaseFile, now: datetime, done: int, *, idle: bool) -> str:
    waited = now - file.conversation[-1].at if file.conversation else timedelta(0)
    took = words.span(waited) if waited >= timedelta(seconds=1) else ""
    if idle:
        says = "No worker is running, so nobody works on it yet. Start one: python -m hitl worker"
        return item("warning", "Waiting for a worker", says, took, "hold")
    title = "Next step" if done else "Starting"
    says = "This takes longer than usual; nothing is lost." if waited > SLOW else "Working on it."
    return item("progress_activity", title, says, took, "info working")


def _after(file: CaseFile, now: datetime) -> list[str]:
    """What people and the executor did after the agent."""
    found = []
    decision, refund = file.decision, file.refund
    if file.case.status in outcome.WITH_A_PERSON:
        due = (
            f"Promised for {words.moment(local(file.at_desk.due_at), local(now))}."
            if file.at_desk.due_at
            else ""
        )
        found.append(item("person", "Waiting for a person", due, "", "hold"))
    if decision is not None and decision.by != "gate":
        took = words.span(decision.decided_at - decision.queued_at) if decision.queued_at else ""
        amount = f": {decision.amount}" if decision.amount else ""
        says = f"{words.ACTION[decision.action]}{amount}, the draft {words.OUTCOME[decision.outcome]}."
        found.append(item("how_to_reg", "A person decided", says, took))
    if refund is not None:
        paid = refund.settled_at - refund.reserved_at if refund.settled_at else None
        css = {"succeeded": "", "failed": "bad"}.get(refund.status, "info")
        symbol = {"succeeded": "check_circle", "failed": "error"}.get(refund.status, "progress_activity")
        says = f"{refund.amount}, {words.REFUND[refund.status]}, once, under {refund.refund_id}."
        found.append(item(symbol, "Refund", says, words.span(paid) if paid else "", css))
    found += [
        item("mark_email_read", f"{words.DELIVERY[one.kind]} sent", "", "")
        for one in file.deliveries
        if one.sent_at is not None
    ]
    return found


def _chips(file: CaseFile) -> str:
    case_id = markup.esc(file.case.case_id)
    where = f'href="case?case={case_id}" target="_blank"'
    link = f'<a class="chip o" {where}>{markup.icon("timeline")}case {case_id}</a>'
    made_up = markup.chip("simulated money", "o") if file.simulated else ""
    return f'<div class="sec chips">{link}{made_up}</div>'
