"""What else this customer asked for, and how it ended: one line a case."""

from datetime import datetime

from hitl.domain.counted import counted
from hitl.ports.history import History, OtherCase
from hitl.ui import markup, words
from hitl.ui.desk.ended import ended
from hitl.ui.theme import local

SUBJECT = 70
"""Characters of a subject; its line ends where the row does."""


def html(history: History, now: datetime) -> str:
    """Nothing where this is the customer's only case."""
    if not history.shown:
        return ""
    cases = f"{counted(len(history.shown) + history.more, 'other case')} of this customer"
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
        f'<td class="r">{one.amount or ""}</td><td>{_ended(one)}</td></tr>'
    )


def _ended(one: OtherCase) -> str:
    """Where nothing was decided, how it stands."""
    return words.STATUS[one.status] if one.action is None else ended(one, one.action)
