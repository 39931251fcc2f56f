"""A case in the queue: who and how much, why it was held and when it is due, who has it."""

from datetime import datetime
from typing import TYPE_CHECKING

from hitl.ports.reads import QueueRow
from hitl.ui import markup, words
from hitl.ui.desk import live
from hitl.ui.theme import local

if TYPE_CHECKING:
    from hitl.ui.desk.rail import Rail


def html(row: QueueRow, rail: "Rail") -> str:
    """Two lines that are one button; what it shows by place and colour its name says in words."""
    on = row.case_id == rail.desk.case_id
    name = row.customer_name or "Unknown sender"
    amount = str(row.amount) if row.amount else words.ACTION[row.action] if row.action else "no draft"
    why, holder = why_held(row, rail.names), _holder(row, rail)
    due, spoken_due = _due(row, rail.now)
    spoken = ", ".join(part for part in (name, amount, holder, why, spoken_due) if part)
    has = (
        f'<span class="has">{markup.esc(holder, 60)}</span> · '
        if row.claimed_by not in {None, rail.me}
        else ""
    )
    inner = lines(
        f'<span class="who">{markup.esc(name, 60)}</span>'
        f'<span class="amt">{_initials(row, rail.names)}{markup.esc(amount)}</span>',
        f'<span class="why">{has}{markup.esc(why, 80)}</span>{due}',
    )
    return live.button(
        "open", inner, row.case_id, css="row case", name=f"Open {row.case_id}, {spoken}", on=on
    )


def lines(*each: str) -> str:
    """Lines (HTML) of a row; in each what stands last takes its room and the rest what is left."""
    return "".join(f'<span class="ln">{one}</span>' for one in each)


def why_held(row: QueueRow, names: dict[str, str]) -> str:
    """What was decided and by whom; why it needs attention; or the gravest two reasons in a few words."""
    if row.outcome is not None and row.decided_at is not None:
        by = words.actor(row.decided_by or "", names)
        return _first_up(f"{words.OUTCOME[row.outcome]} by {by}")
    if row.attention:
        return row.attention
    ordered = sorted(row.reasons, key=lambda code: code not in words.GRAVE)
    said = [words.CODE[code] for code in ordered[:2]]
    return _first_up(" · ".join(said) or words.STATUS[row.status])


def first_name(email: str, names: dict[str, str]) -> str:
    """What colleagues call each other; the address where no name is known."""
    return next(iter(names.get(email, "").split()), email)


def _first_up(text: str) -> str:
    return text[0].upper() + text[1:]


def _holder(row: QueueRow, rail: "Rail") -> str:
    if row.claimed_by is not None and row.claimed_by != rail.me:
        return f"{first_name(row.claimed_by, rail.names)} has it"
    return f"assigned to {rail.names.get(row.assigned_to, row.assigned_to)}" if row.assigned_to else ""


def _initials(row: QueueRow, names: dict[str, str]) -> str:
    if not row.assigned_to:
        return ""
    name = names.get(row.assigned_to) or row.assigned_to
    short = "".join(part[0] for part in name.split()[:2]).upper()
    return f'<span class="ini" title="Assigned to {markup.esc(name, 80)}">{markup.esc(short, 2)}</span>'


def _due(row: QueueRow, now: datetime) -> tuple[str, str]:
    """At the right of the second line, and as it is said: how long ago, until when, or when due."""
    if row.decided_at is not None:
        ago = words.span(now - row.decided_at)
        return f'<span class="due">{ago} ago</span>', f"{ago} ago"
    if row.snoozed_until is not None and row.snoozed_until > now:
        until = clock_time(row.snoozed_until, now)
        return f'<span class="due">{markup.icon("snooze")} until {until}</span>', f"snoozed until {until}"
    if row.attention:  # the reason says more, and needs the room
        return "", ""
    late = row.due_at < now
    text = words.due(row.due_at, now)
    chat = markup.icon("forum") if row.waiting else ""
    html = (
        f'<span class="due{" over" if late else ""}" data-due="{row.due_at.timestamp():.0f}">'
        f'{chat}{markup.icon("alarm", "late")} <span class="t">{text}</span></span>'
    )
    waits = "the customer waits in the chat, " if row.waiting else ""
    return html, f"{waits}{text if late else 'due in ' + text}"


def clock_time(at: datetime, now: datetime) -> str:
    """The time of day, with its date where it is not today."""
    there, here = local(at), local(now)
    return f"{there:%H:%M}" if there.date() == here.date() else f"{there.day} {there:%b %H:%M}"
