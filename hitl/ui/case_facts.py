"""A case's end result in a few rows: who, which order, the draft, the decision, the money, what was sent."""

from datetime import datetime

from hitl.domain.refund import Refund, RefundStatus
from hitl.domain.roles import User
from hitl.ui import markup, words
from hitl.ui.theme import local
from hitl.views import CasePage


def html(page: CasePage, now: datetime, users: tuple[User, ...]) -> str:
    """The rows under three headings."""
    file = page.file
    customer = file.customer
    who = (customer.name or customer.email) if customer else file.case.sender_email or "unknown sender"
    about = [
        ("State", markup.chip(words.STATUS[file.case.status])),
        ("Customer", markup.esc(who, 120)),
        ("Order", markup.esc(file.order.order_id if file.order else file.case.order_id or "none")),
        ("Came by", words.CHANNEL[file.case.channel]),
        ("Ticket", f'<span class="id">{markup.esc(file.case.ticket_id, 60)}</span>'),
        ("Received", words.moment(local(file.case.received_at), local(now))),
    ]
    if file.case.linked_case:
        linked = markup.esc(file.case.linked_case)
        about.append(("Follows", f'<a href="case?case={linked}" target="_self">{linked}</a>'))
    for one in file.also:
        link = f'<a href="case?case={markup.esc(one.case_id)}" target="_self">{markup.esc(one.case_id)}</a>'
        about.append(("Also asks about", f"order {markup.esc(one.order_id, 60)}: {link}"))
    if file.simulated:
        about.append(("Data", "made up for the demo"))
    desk = f'<a href="desk?case={markup.esc(file.case.case_id)}" target="_self">open at the desk</a>'
    parts = [markup.heading(file.case.case_id, desk, level=2), markup.rows(about)]
    for title, rows in (
        ("Draft", _draft(page)),
        ("Decision", _decision(page, now, {user.email: user.name for user in users if user.name})),
        ("Money", _money(page, now)),
    ):
        if rows:
            parts.append(f'<div class="sec">{markup.heading(title, level=2)}{markup.rows(rows)}</div>')
    return "".join(parts)


def _draft(page: CasePage) -> list[tuple[str, str]]:
    drafted = page.file.drafted
    if drafted is None:
        return []
    draft = drafted.draft
    amount = f", {draft.amount}" if draft and draft.amount else ""
    what = f"{words.ACTION[draft.action]}{amount}" if draft else "none"
    sure = f"{drafted.confidence.value:.2f}" if drafted.confidence else "not scored"
    return [
        ("Proposed", what),
        ("Drafted by", markup.esc(", ".join(filter(None, (draft.drafter, draft.model))) if draft else "")),
        ("Confidence", sure),
        ("Policy allows", str(page.allowed) if page.allowed is not None else "not checked"),
        ("The rules say", words.ROUTE[drafted.verdict.route]),
        ("Rules version", f'<span class="id">{markup.esc(drafted.verdict.ruleset)}</span>'),
        ("Draft version", str(drafted.version)),
    ]


def _decision(page: CasePage, now: datetime, names: dict[str, str]) -> list[tuple[str, str]]:
    decision = page.file.decision
    if decision is None:
        return []
    amount = f", {decision.amount}" if decision.amount else ""
    rows = [
        ("Decided", f"{words.ACTION[decision.action]}{amount}"),
        ("By", markup.esc(words.actor(decision.by, names))),
        ("When", words.moment(local(decision.decided_at), local(now))),
        ("The draft", words.OUTCOME[decision.outcome]),
    ]
    if decision.reason_code:
        rows.append(("Why", words.DECISION_REASON[decision.reason_code]))
    if decision.queued_at:
        rows.append(("Waited", words.span(decision.decided_at - decision.queued_at)))
    return rows


def _money(page: CasePage, now: datetime) -> list[tuple[str, str]]:
    refund = page.file.refund
    rows = _refund(refund, now) if refund else []
    for one in page.file.deliveries:
        when = f", {words.moment(local(one.sent_at), local(now))}" if one.sent_at else ""
        rows.append((words.DELIVERY[one.kind], f"{words.DELIVERY_STATUS[one.status]}{when}"))
    return rows


def _refund(refund: Refund, now: datetime) -> list[tuple[str, str]]:
    number = f'<span class="id">{markup.esc(refund.refund_id)}</span>'
    rows = [("Refund", f"{refund.amount}, {words.REFUND[refund.status]} {number}")]
    if refund.settled_at:
        ended = "Failed" if refund.status is RefundStatus.FAILED else "Settled"
        rows.append((ended, words.moment(local(refund.settled_at), local(now))))
    if refund.error:
        rows.append(("Processor", f'<span class="bad">{markup.esc(refund.error)}</span>'))
    return rows
