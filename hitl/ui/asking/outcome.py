"""How a request stands for the customer: under review with the time promised, paid, refused, asked back."""

from datetime import datetime
from typing import NamedTuple

from hitl.domain.case import Author, Status
from hitl.domain.decision import GATE
from hitl.domain.draft import Action
from hitl.domain.policy import PolicyVersion
from hitl.domain.refund import RefundStatus
from hitl.ports.reads import CaseFile
from hitl.ui import markup, words
from hitl.ui.theme import local

WORKING = frozenset({Status.RECEIVED, Status.DRAFTING})
WITH_A_PERSON = frozenset({Status.IN_REVIEW, Status.SNOOZED, Status.AWAITING_SECOND, Status.NEEDS_ATTENTION})
LEAVING = frozenset({Status.DECIDED, Status.EXECUTING})
RESTING = frozenset({Status.CLOSED, Status.WITHDRAWN, Status.AWAITING_CUSTOMER})


class Card(NamedTuple):
    """A card's colour, symbol, headline and the line below it (HTML)."""

    css: str
    symbol: str
    title: str
    line: str


def html(file: CaseFile, now: datetime) -> str:
    """The card, with the clauses that the answer rests on; nothing while the agent works."""
    card = _card(file, now)
    if card is None:
        return ""
    rests = _rests_on(file) if file.case.status is Status.CLOSED else ""
    body = f'<div class="bd">{rests}</div>' if rests else ""
    return (
        f'<section class="out {card.css}"><div class="top">{markup.icon(card.symbol)}<div>'
        f'<h2>{markup.esc(card.title)}</h2><div class="ink2">{card.line}</div></div></div>{body}</section>'
    )


def _card(file: CaseFile, now: datetime) -> Card | None:
    status = file.case.status
    if status in WITH_A_PERSON:
        return _held(file, now)
    if status in LEAVING:
        return Card(
            "wait working", "outgoing_mail", "Decided", "The answer is on its way; it shows here by itself."
        )
    if status is Status.AWAITING_RETURN:
        line = "The refund is approved. It is paid as soon as the goods are back."
        return Card("wait", "assignment_return", "Send the goods back", line)
    if status is Status.AWAITING_CUSTOMER:
        return Card("wait", "contact_support", "One question for you", "Answer below; then it goes on.")
    if status is Status.WITHDRAWN:
        return Card("plain", "undo", "Withdrawn", "You took this request back.")
    return _ended(file, now) if status is Status.CLOSED else None


def _held(file: CaseFile, now: datetime) -> Card:
    due = file.at_desk.due_at
    if due is None:
        return Card(
            "wait", "hourglass_top", "A person is looking at it", "You can leave; the answer reaches you."
        )
    if due < now:
        line = "It takes longer than we promised; it is first in line now."
        return Card("wait working", "hourglass_top", "A person is looking at it", line)
    at, here = local(due), local(now)
    day = "" if at.date() == here.date() else f"{at.day} {at:%b} "
    line = (
        f"Answer by <b>{day}{at:%H:%M}</b>, in {words.due(due, now)}. You can leave; the answer reaches you."
    )
    return Card("wait working", "hourglass_top", "A person is looking at it", line)


def _ended(file: CaseFile, now: datetime) -> Card:
    decision, refund = file.decision, file.refund
    if decision is None:
        return Card("plain", "task_alt", "Finished", "")
    by = "by the agent alone, within its limits" if decision.by == GATE else "by a person"
    when = f"Decided {by}, {words.moment(local(decision.decided_at), local(now))}."
    if refund is not None and refund.status is RefundStatus.SUCCEEDED:
        return Card(
            "",
            "check_circle",
            f"{refund.amount} refunded",
            f"For order {markup.esc(refund.order_id)}{_back(file)}. {when}{_after(file)}",
        )
    if decision.action is Action.DENY_REFUND:
        return Card("plain", "do_not_disturb_on", "No refund", when)
    if decision.action is Action.APPROVE_REFUND:
        return Card("wait", "pending", f"{decision.amount} refund approved", when)
    return Card("plain", "chat", "Answered", when)


def _back(file: CaseFile) -> str:
    method = file.order.payment_method if file.order else None
    return f", by {words.PAYMENT[method]} as it was paid" if method else ""


def _after(file: CaseFile) -> str:
    """How long the customer waited for money that no person had to release."""
    written = [message.at for message in file.conversation if message.author is Author.CUSTOMER]
    if file.refund is None or file.refund.settled_at is None or not file.refund.by_gate or not written:
        return ""
    return f" Paid <b>{words.took(file.refund.settled_at - max(written))}</b> after your message."


def _rests_on(file: CaseFile) -> str:
    """The clauses by their titles, in the words of the policy as it was read."""
    draft = file.drafted.draft if file.drafted else None
    if draft is None or file.policy is None:
        return ""
    return "".join(_clause(file.policy, clause_id) for clause_id in draft.citations[:4])


def _clause(policy: PolicyVersion, clause_id: str) -> str:
    clause = policy.clause(clause_id)
    if clause is None:
        return ""
    return (
        f'<div class="pt">{markup.icon("policy", "mut")}<div><b>{markup.esc(clause.title)}</b> '
        f"{markup.evidence(clause.clause_id)}<br>{markup.lines(markup.flowing(clause.text), 600)}</div></div>"
    )
