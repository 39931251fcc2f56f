"""The head of a case: who, how it came, its number, when it is due, and what can be done with it."""

from datetime import datetime

from hitl.domain.case import Status
from hitl.domain.event import EventKind
from hitl.domain.order import Tier
from hitl.ports.reads import CaseFile
from hitl.ui import markup, words
from hitl.ui.desk import live
from hitl.ui.desk.queue_row import clock_time
from hitl.ui.desk.state import Side
from hitl.views import CasePage

OPEN = frozenset({Status.IN_REVIEW, Status.NEEDS_ATTENTION, Status.SNOOZED, Status.AWAITING_SECOND})


def html(page: CasePage, now: datetime) -> str:
    """One line: name, tier, country, channel; number, state and due time, then the buttons."""
    file = page.file
    case, customer = file.case, file.customer
    name = (customer.name or customer.email) if customer else case.sender_email or "Unknown sender"
    waits = case.waiting and case.status in OPEN
    came = markup.chip(words.CHANNEL[case.channel], symbol=words.CHANNEL_ICON[case.channel])
    chips = [markup.chip("waits in the chat", "w", "forum") if waits else came]
    if customer:
        chips = [
            markup.chip(words.TIER[customer.tier], "" if customer.tier is Tier.STANDARD else "a"),
            *([markup.chip(customer.country)] if customer.country else []),
            *chips,
        ]
    title = f'<h2 title="{markup.esc(name, 200)}">{markup.esc(name, 80)}</h2>'
    return (
        f'<div class="casehead">{title}{"".join(chips)}'
        f'<span class="right">{_number(case.case_id)}{_standing(file, now)}{_acts(page)}</span></div>'
    )


def _number(case_id: str) -> str:
    """The number, copied with one press, and a link to all that is known of the case."""
    shown = markup.esc(case_id)
    inner = f"{shown}{markup.icon('content_copy', 'to')}{markup.icon('check', 'ok')}"
    return live.button(live.COPY, inner, case_id, css="copy tn", name=f"Copy {case_id}") + (
        f'<a class="whole" href="case?case={shown}" target="_blank" title="All of it, in a new tab" '
        f'aria-label="All of {shown}, in a new tab">{markup.icon("open_in_new")}</a>'
    )


def _standing(file: CaseFile, now: datetime) -> str:
    due = file.at_desk.due_at
    if file.case.status not in OPEN or due is None or file.decision is not None:  # due was the decision
        return markup.chip(words.STATUS[file.case.status])
    if file.case.status is Status.SNOOZED and file.at_desk.snoozed_until is not None:
        return markup.chip(f"snoozed until {clock_time(file.at_desk.snoozed_until, now)}", "a", "snooze")
    late, soon = due < now, (due - now).total_seconds() < 1800
    text = words.due(due, now) if late else f"due in {words.due(due, now)}"
    return (
        f'<span class="chip due {"w" if soon else ""}{" over" if late else ""}" data-pre="due in" '
        f'data-due="{due.timestamp():.0f}">{markup.icon("schedule", "soon")}{markup.icon("alarm", "late")}'
        f'<span class="t">{text}</span></span>'
    )


def _acts(page: CasePage) -> str:
    """What is done with a case beside deciding it."""
    notes = sum(event.kind is EventKind.CASE_NOTED for event in page.timeline)
    case = page.file.case
    figure = str(notes) if notes else ""
    ways = [_panel(Side.NOTES, "sticky_note_2", f"Notes, {notes} (M)", figure)]
    if case.status in OPEN and page.file.decision is None:
        ways.append(_panel(Side.GIVE, "person_add", "Give to a colleague (G)"))
    if case.status is Status.SNOOZED:
        ways.append(live.button("wake", markup.icon("notifications_active"), name="Wake it now"))
    elif case.status is Status.IN_REVIEW:
        ways.append(_panel(Side.SNOOZE, "snooze", "Snooze (Z)"))
    following = live.button("next", markup.icon("skip_next"), case.case_id, name="Next case (N)")
    return "".join([*ways, following])


def _panel(side: Side, symbol: str, name: str, figure: str = "") -> str:
    return live.button("side", markup.icon(symbol) + figure, side, name=name)
