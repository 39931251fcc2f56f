"""Beside the conversation: the agent's steps as they happen, what followed, and what the company sees."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import streamlit as st

from hitl.domain.case import Author, Status
from hitl.domain.counted import counted
from hitl.domain.delivery import Delivery
from hitl.domain.drafted import WRITING, Drafted, TraceStep
from hitl.domain.event import EventKind, LoggedEvent
from hitl.domain.gate.verdict import Route
from hitl.domain.policy import PolicyVersion
from hitl.ports.reads import CaseFile
from hitl.ui import markup, words
from hitl.ui.asking import company, live, outcome, reasons
from hitl.ui.theme import local
from hitl.ui.works import Works

STEPS = ("order", "read", "policy", "draft", "gate")
"""In the order in which the agent takes them (hitl/flow/graph.py)."""

AT_ONCE = timedelta(milliseconds=1)
"""Below this it left with what it tells of."""

SLOW = timedelta(seconds=20)
"""After so long without a step the page says that something is slower than usual."""


def show(works: Works, ticket_id: str) -> None:
    """Steps, what followed, links, and behind a switch the company's side."""
    st.fragment(_show, run_every=live.every(works, ticket_id))(works, ticket_id)


def outline() -> None:
    """Before anything is sent: the steps to come."""
    steps = "".join(_step_to_come(name) for name in STEPS)
    st.html(
        markup.heading("What the agent will do", level=2)
        + f'<ol class="tl steps">{steps}</ol><p class="mut">Each step shows here as it happens, with what it '
        "found and how long it took. Only then fixed rules decide whether it may go alone.</p>"
    )


def _show(works: Works, ticket_id: str) -> None:
    now = works.clock.now()
    with works.store.reads() as reads:
        case_id = reads.case_id_of(ticket_id)
        file = reads.case_file(case_id)
        working = file.case.status in outcome.WORKING
        done = tuple(one.step for one in reads.progress(case_id)) if working else ()
        events = () if working else reads.timeline(case_id)
        idle = working and reads.house().workers == 0
    head = markup.heading("What the agent did", _who(file), level=2)
    steps = _at_work(file, done, now, idle=idle) if working else _finished(file, events, now)
    st.html(f'{head}<div class="agentroom">{steps}</div>{_links(file)}')
    if st.toggle("What the company sees", key="company_sees"):
        company.show(file, events, works, now)


def _who(file: CaseFile) -> str:
    draft = file.drafted.draft if file.drafted else None
    if draft is None:
        return ""
    return markup.esc(draft.model or "by built-in rules, no AI model needed", 80)


def _at_work(file: CaseFile, done: tuple[TraceStep, ...], now: datetime, *, idle: bool) -> str:
    """Steps taken, the one under way, and those to come: the room they need is taken from the start."""
    waited = now - file.conversation[-1].at if file.conversation else timedelta(0)
    taken = [step for step in done if step.name != WRITING]
    known = {step.name for step in taken}
    rest = [name for name in STEPS if name not in known]
    items = [_step(step, file) for step in taken]
    if idle:
        says = "No worker is running, so nobody works on it yet. Start one: python -m hitl worker"
        items.append(markup.item("warning", "Waiting for a worker", says, _waited(waited), "hold"))
    elif rest:
        usual = "This takes longer than usual; nothing is lost." if waited > SLOW else "Working on it."
        says = done[-1].says if done and done[-1].name == WRITING else usual
        items.append(
            markup.item(
                "progress_activity", words.TRACE_TO_COME[rest[0]], says, _waited(waited), "info working"
            )
        )
        rest = rest[1:]
    items += [_step_to_come(name) for name in rest]
    return f'<ol class="tl steps live">{"".join(items)}</ol>'


def _waited(waited: timedelta) -> str:
    return words.span(waited) if waited >= timedelta(seconds=1) else ""


def _finished(file: CaseFile, events: tuple[LoggedEvent, ...], now: datetime) -> str:
    """The steps folded into one line, then what people and the executor did."""
    drafted = file.drafted
    folded = _folded(file, drafted) if drafted else ""
    before = [one for one in file.deliveries if drafted and one.sent_at and one.sent_at < drafted.drafted_at]
    items = [
        *map(_sent, before),
        *([_verdict(drafted, file.policy)] if drafted else []),
        *_after(file, events, now),
    ]
    items += [_sent(one) for one in file.deliveries if one.sent_at is not None and one not in before]
    return f'{folded}<ol class="tl">{"".join(items)}</ol>'


def _folded(file: CaseFile, drafted: Drafted) -> str:
    own = timedelta(milliseconds=sum(step.milliseconds for step in drafted.trace))
    took = _since_written(file, drafted) or own
    picked_up = markup.item(
        "inbox", "Picked up by a worker", "Waited in the queue until then.", words.took(took - own), "mute"
    )
    steps = [picked_up] * (took > own) + [_step(step, file) for step in drafted.trace]
    return (
        f'<details class="fold"><summary>{len(steps)} steps in {words.took(took)}'
        f'<span class="open">show</span><span class="shut">hide</span></summary>'
        f'<ol class="tl">{"".join(steps)}</ol></details>'
    )


def _since_written(file: CaseFile, drafted: Drafted) -> timedelta | None:
    """From the message that was answered to the draft: what the customer waited."""
    written = [
        message.at
        for message in file.conversation
        if message.author is Author.CUSTOMER and message.at <= drafted.drafted_at
    ]
    return drafted.drafted_at - max(written) if written else None


def _verdict(drafted: Drafted, policy: PolicyVersion | None) -> str:
    verdict = reasons.said(drafted, policy).verdict
    if verdict.route is Route.AUTO:
        return markup.item("verified", "No person was needed", "Every rule for going alone is met.", "")
    reason, *others = verdict.reasons
    more = f" And {counted(len(others), 'more reason')}." if others else ""
    return markup.item("front_hand", "Held for a person", f"{reason.says}{more}", "", "hold")


def _step(step: TraceStep, file: CaseFile) -> str:
    held = step.name == "gate" and file.drafted is not None and file.drafted.verdict.route is not Route.AUTO
    symbol, css = ("front_hand", "hold") if held else ("check_circle", "")
    return markup.item(symbol, words.step(step.name), step.says, words.milliseconds(step.milliseconds), css)


def _step_to_come(name: str) -> str:
    return markup.item("radio_button_unchecked", words.TRACE_TO_COME[name], "", "", "mute todo")


def _after(file: CaseFile, events: tuple[LoggedEvent, ...], now: datetime) -> Iterator[str]:
    decision, refund = file.decision, file.refund
    if file.case.status in outcome.WITH_A_PERSON:
        due = file.at_desk.due_at
        promised = f"Promised for {words.moment(local(due), local(now))}." if due else ""
        yield markup.item("person", "Waiting for a person", promised, "", "hold working")
    if file.case.status is Status.AWAITING_CUSTOMER:
        yield markup.item("contact_support", "Asked the customer", "Goes on with the answer.", "", "info")
    if decision is not None and decision.by != "gate":
        took = words.span(decision.decided_at - decision.queued_at) if decision.queued_at else ""
        amount = f": {decision.amount}" if decision.amount else ""
        says = f"{words.ACTION[decision.action]}{amount}, the draft {words.OUTCOME[decision.outcome]}."
        yield markup.item("how_to_reg", "A person decided", says, took)
    if refund is not None:
        css = {"succeeded": "", "failed": "bad"}.get(refund.status, "info")
        symbol = {"succeeded": "check_circle", "failed": "error"}.get(refund.status, "progress_activity")
        says = f"{refund.amount} {words.REFUND[refund.status]}, once, as {refund.refund_id}."
        yield markup.item(symbol, "Refund", says, _paying(events), css)


def _sent(one: Delivery) -> str:
    waited = one.sent_at - max(one.created_at, one.not_before) if one.sent_at else timedelta(0)
    took = words.took(waited) if waited >= AT_ONCE else ""
    return markup.item("mark_email_read", f"{words.DELIVERY[one.kind]} sent", "", took)


def _paying(events: tuple[LoggedEvent, ...]) -> str:
    """From the moment it was sent to the processor's word."""
    sent = [event.at for event in events if event.kind is EventKind.REFUND_SENDING]
    paid = [event.at for event in events if event.kind is EventKind.REFUND_SUCCEEDED]
    return words.took(paid[-1] - sent[0]) if sent and paid else ""


def _links(file: CaseFile) -> str:
    case_id = markup.esc(file.case.case_id)
    held = file.case.status in outcome.WITH_A_PERSON
    main = "main" if held else ""
    links = "".join(
        f'<a class="go {css}" href="{page}?case={case_id}" target="_blank">{markup.icon(symbol)}{says}</a>'
        for page, symbol, says, css in (
            ("desk", "gavel", "Decide it at the desk" if held else "See it at the desk", main),
            ("case", "timeline", f"Case {case_id}", ""),
        )
    )
    return f'<div class="sec chips gos">{links}</div>'
