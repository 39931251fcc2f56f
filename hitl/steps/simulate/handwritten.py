"""The demo's hand-written part: files whose dates are relative to the present ("-9d 14:05", "-40m")."""

import csv
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from hitl.domain.case import Channel, Ticket
from hitl.domain.decision import Answer, Approve, DecisionReason, Edit, Escalate, Reject
from hitl.domain.draft import Action, Draft
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.record import Moment, Record

_RELATIVE = re.compile(r"-(\d+)(d|h|m)(?: (\d\d):(\d\d))?")
_SAYS = {
    Action.APPROVE_REFUND: "We are sorry for the trouble and refund {amount}.",
    Action.DENY_REFUND: "We looked into your request and cannot refund it.",
    Action.ANSWER_ONLY: "A colleague will get in touch with you about it.",
}


PUT_OFF = "put_off"
"""No answer yet: the case sleeps for some hours."""


class Written(Record):
    """What somebody decides about a hand-written ticket, if it comes to the desk."""

    ticket_id: str
    at: Moment
    by: str  # e-mail of a reviewer
    opened_at: Moment
    answer: str  # an action, or: escalate, reject, put_off
    amount: str  # major units
    reason: str
    reply: str


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a file, by column."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def make_dates(folder: Path, scratch: Path, now: datetime) -> None:
    """Copies of the files in which every relative date is an absolute one."""
    for path in sorted(folder.glob("*.csv")):
        with (
            path.open(encoding="utf-8", newline="") as given,
            (scratch / path.name).open("w", encoding="utf-8", newline="") as made,
        ):
            csv.writer(made).writerows([_absolute(cell, now) for cell in row] for row in csv.reader(given))


def _absolute(cell: str, now: datetime) -> str:
    """A relative date as an ISO time: "-9d 14:05" at that time of day, "-9d", "-3h" and "-40m" before now."""
    found = _RELATIVE.fullmatch(cell)
    if found is None:
        return cell
    unit = {"d": "days", "h": "hours", "m": "minutes"}[found[2]]
    at = now - timedelta(**{unit: int(found[1])})
    if found[3]:
        at = at.replace(hour=int(found[3]), minute=int(found[4]), second=0)
    return at.replace(microsecond=0).isoformat()


def tickets(folder: Path) -> tuple[Ticket, ...]:
    """The hand-written tickets; dates must be absolute."""
    return tuple(_ticket(row) for row in rows(folder / "tickets.csv"))


def drafted_by(folder: Path) -> dict[str, str]:
    """Of the tickets that the company's own drafter does not draft, who does instead (see `drafters`)."""
    return {row["ticket_id"]: row["drafted_by"] for row in rows(folder / "tickets.csv") if row["drafted_by"]}


_NOT_TAKEN_OVER = frozenset({"waiting", "attachments", "drafted_by"})


def _ticket(row: dict[str, str]) -> Ticket:
    given = {key: value for key, value in row.items() if value and key not in _NOT_TAKEN_OVER}
    return Ticket.model_validate(
        {
            "channel": Channel.API,
            **given,
            "waiting": row["waiting"] == "true",
            "attachments": tuple(row["attachments"].split(";")) if row["attachments"] else (),
            "metadata": {"simulated": "true"},
        }
    )


def decisions(folder: Path, received: dict[str, datetime]) -> tuple[Written, ...]:
    """What people decide about them; `received` is when each ticket came in."""
    return tuple(_written(row, received[row["ticket_id"]]) for row in rows(folder / "decisions.csv"))


def _written(row: dict[str, str], received: datetime) -> Written:
    at = received + timedelta(minutes=int(row["after_minutes"]))
    return Written(
        ticket_id=row["ticket_id"],
        at=at,
        by=row["by"],
        opened_at=at - timedelta(seconds=int(row["handling_seconds"])),
        answer=row["action"],
        amount=row["amount"],
        reason=row["reason"],
        reply=row["reply"],
    )


def answer_of(written: Written, draft: Draft | None, order: Order | None) -> Answer:
    """As an answer to the draft: approved where it says the same."""
    if written.answer == "escalate":
        return Escalate(note=written.reply)
    if written.answer == "reject":
        return Reject(reason_code=DecisionReason(written.reason), note=written.reply)
    action, rewords = Action(written.answer), written.reason == DecisionReason.TONE
    amount = Money.parse(written.amount, order.currency) if written.amount and order else None
    if draft is not None and (draft.action, draft.amount) == (action, amount) and not rewords:
        return Approve()
    return Edit(
        action=action,
        amount=amount,
        reply=written.reply
        or f"Thank you for writing to us. {_SAYS[action].format(amount=amount)}\n\nFernhill",
        reason_code=DecisionReason(written.reason or DecisionReason.FACTS_WRONG),
    )
