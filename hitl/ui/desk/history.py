"""What else this customer asked for, and how it ended: one line a case."""

from datetime import datetime

from hitl.domain.draft import Action
from hitl.domain.refund import RefundStatus
from hitl.ports.history import History, OtherCase
from hitl.ui import markup, words
from hitl.ui.theme import local

SUBJECT = 70
"""Characters of a subject; its line ends where the row does."""
_MONEY = {
    RefundStatus.SUCCEEDED: "paid",
    RefundStatus.FAILED: "not paid: the refund failed",
    RefundStatus.CANCELLED: "not paid",
}
_DECIDED = {
    Action.APPROVE_REFUND: "refund agreed",
    Action.DENY_REFUND: "refused",
    Action.REQUEST_MORE_INFO: "asked back",
    Action.ANSWER_ONLY: "answered",
}


def html(history: History, now: datetime) -> str:
    """Nothing where this is the customer's only case."""
    if not history.shown:
        return ""
    count = len(history.shown) + history.more
    cases = f"{count} other case{'' if count == 1 else 's'} of this customer"
    rows = "".join(_row(one, now) for one in history.shown)
    more = f'<p class="mut small">and {history.more} more, older</p>' if history.more else ""
    return f'{markup.heading("History", cases)}<table class="f similar past">{rows}</table>{more}'


def _row(one: OtherCase, now: datetime) -> str:
    case_id = markup.esc(one.case_id)
    matter = words.REASON[one.matter].capitalize() if one.matter else ""
    subject = f'<span class="mut">“{markup.esc(one.subject, SUBJECT)}”</span>' if one.subject else ""
    about = " ".join(part for part in (matter, subject) if part) or "No reason named"
    when = words.day(local(one.received_at), local(now))
    link = f'<a class="tn" href="case?case={case_id}" target="_blank">{case_id}</a>'
    return (
        f'<tr><td>{link}</td><td class="mut">{when}</td>'
        f'<th scope="row"><div class="cut">{about}</div></th>'
        f'<td class="r">{one.amount or ""}</td><td>{ended(one)}</td></tr>'
    )


def ended(one: OtherCase) -> str:
    """In a word or two; where nothing was decided, how it stands."""
    if one.action is None:
        return words.STATUS[one.status]
    if one.replaces:
        return "sent again"
    return _MONEY.get(one.refund, _DECIDED[one.action]) if one.refund else _DECIDED[one.action]
