"""A case from its first message to its end, as the ledger tells it."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from hitl.domain.case import Channel
from hitl.domain.decision import DecisionReason
from hitl.domain.draft import Action
from hitl.domain.drafted import Drafted
from hitl.domain.event import EventKind, LoggedEvent
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.money import Money
from hitl.domain.roles import Level, User
from hitl.ui import markup, model_steps, words
from hitl.ui.theme import local


class Telling(NamedTuple):
    """What happened in one line, with the words that were written, if any."""

    says: str = ""
    quote: str = ""


def html(
    events: tuple[LoggedEvent, ...],
    now: datetime,
    users: tuple[User, ...],
    drafts: tuple[Drafted, ...] = (),
) -> str:
    """All events, oldest first; people by their names, and under each draft how it came about."""
    names = {user.email: user.name for user in users if user.name}
    entries = []
    how = {one.version: model_steps.html(one) for one in drafts}
    drafted = ""
    for event in events:
        told = TELLING.get(event.kind, _nothing)(event)
        more = ""
        if event.kind is EventKind.CASE_DRAFTED:
            drafted = told.quote
            more = how.get(_version(event), "")
        elif event.kind is EventKind.DECISION_MADE and told.quote and told.quote == drafted:
            told = Telling(f"{told.says} The reply as drafted.")
        entries.append(_entry(event, told, now, names, more))
    return f'<ol class="tl">{"".join(entries)}</ol>'


def _version(event: LoggedEvent) -> int:
    version = event.payload.get("version")
    return version if isinstance(version, int) else 0


def _entry(event: LoggedEvent, told: Telling, now: datetime, names: dict[str, str], more: str) -> str:
    symbol, css = SYMBOLS.get(event.kind, ("circle", "mute"))
    quote = f"<blockquote>{markup.paragraphs(told.quote, 3000)}</blockquote>" if told.quote else ""
    who = markup.esc(words.actor(event.actor, names), 120)
    at = local(event.at)
    return (
        f'<li class="it {css}">{markup.icon(symbol)}<div class="t"><span>{words.event(event.kind)}</span>'
        f'<time datetime="{at.isoformat()}">{words.moment(at, local(now))}:{at:%S}</time></div>'
        f'<div class="x"><span class="mut">{who}.</span> {markup.esc(told.says)}{quote}{more}</div></li>'
    )


def _nothing(_event: LoggedEvent) -> Telling:
    return Telling()


def _text(event: LoggedEvent, name: str) -> str:
    value = event.payload.get(name, event.private.get(name))
    return value if isinstance(value, str) else ""


def _received(event: LoggedEvent) -> Telling:
    order = f" about order {_text(event, 'order_id')}" if _text(event, "order_id") else ""
    linked = f" It follows {_text(event, 'linked_case')}." if _text(event, "linked_case") else ""
    part = _text(event, "part_of")
    linked += f" Its message came as {part} and asks about this order too." if part else ""
    channel = words.CHANNEL[Channel(_text(event, "channel"))]
    by = channel if channel.isupper() else channel.lower()
    says = f"By {by}{order}, ticket {_text(event, 'ticket_id')}.{linked}"
    return Telling(says, _text(event, "body"))


def _message(event: LoggedEvent) -> Telling:
    return Telling("", _text(event, "body"))


def _drafted(event: LoggedEvent) -> Telling:
    if failure := _text(event, "failure"):
        return Telling(f"No draft: {failure}")
    action = _text(event, "action")
    amount = _amount(_text(event, "amount"), _text(event, "currency"))
    version = event.payload.get("version")
    said = words.ACTION[Action(action)] if action else "No draft"
    confidence = event.payload.get("confidence")
    sure = f" Confidence {confidence:.2f}." if isinstance(confidence, int | float) else ""
    route = f" It {words.ROUTE[Route(_text(event, 'route'))]}." if _text(event, "route") == Route.AUTO else ""
    return Telling(f"Version {version}: {said}{amount}.{sure}{route}{_codes(event)}", _text(event, "reply"))


def _codes(event: LoggedEvent) -> str:
    codes = event.payload.get("reasons")
    if not isinstance(codes, list) or not codes:
        return ""
    return f" Held: {', '.join(words.CODE[Code(str(code))] for code in codes)}."


def _amount(decimal: str, currency: str) -> str:
    return f", {Money.parse(decimal, currency)}" if decimal and currency else ""


def _decided(event: LoggedEvent) -> Telling:
    action = words.ACTION[Action(_text(event, "action"))]
    amount = event.payload.get("amount")
    paid = f", {Money.model_validate(amount)}" if isinstance(amount, dict) else ""
    reason = _text(event, "reason_code")
    why = f" {words.DECISION_REASON[DecisionReason(reason)]}." if reason else ""
    draft = event.payload.get("draft_version")
    return Telling(f"{action}{paid}, on draft version {draft}.{why}", _text(event, "reply"))


_NOBODY = {
    "overdue": "Nobody had decided it by its due time.",
    "unattended": "Somebody waited in a chat and nobody was at the desk.",
}


def _note(event: LoggedEvent) -> Telling:
    reason = _text(event, "reason")
    level = _text(event, "level")
    why = _NOBODY.get(_text(event, "why"), "")
    if reason in set(DecisionReason):
        why = f"{words.DECISION_REASON[DecisionReason(reason)]}."
    to = f"To a {words.LEVEL[Level(level)]}. " if level in set(Level) else ""
    return Telling(f"{to}{why}", _text(event, "note"))


def _read_blind(event: LoggedEvent) -> Telling:
    action = _text(event, "action")
    amount = f", {_text(event, 'amount')}" if _text(event, "amount") else ""
    same = "the same" if _text(event, "agrees") == "yes" else "something else"
    return Telling(f"They would do {same}: {words.would(action)}{amount}.", _text(event, "note"))


def _question(event: LoggedEvent) -> Telling:
    return Telling("", _text(event, "question"))


def _refund(event: LoggedEvent) -> Telling:
    found = [f"{name} {_text(event, name)}" for name in ("refund_id", "processor_id") if _text(event, name)]
    names = ", ".join(found).replace("refund_id ", "").replace("processor_id", "processor")
    why = _text(event, "error") or _text(event, "why")
    return Telling(f"{names}. {why}".strip() if names or why else "")


def _reserved(event: LoggedEvent) -> Telling:
    """A key with a dot is a further try's (steps.attention)."""
    again = "To be tried again. " if "." in _text(event, "key") else ""
    return Telling(f"{again}{_refund(event).says}".strip())


def _returned(event: LoggedEvent) -> Telling:
    return Telling(f"Order {_text(event, 'order_id')}; the refund can be paid now.")


def _closed(event: LoggedEvent) -> Telling:
    if _text(event, "how"):
        return Telling(f"Settled {_text(event, 'how')}.", _text(event, "note"))
    return _why(event)


def _rated(event: LoggedEvent) -> Telling:
    return Telling(f"{event.payload.get('score')} of 5.")


def _delivery(event: LoggedEvent) -> Telling:
    return Telling(f"{_text(event, 'kind').replace('_', ' ').capitalize()}. {_text(event, 'why')}".strip())


def _why(event: LoggedEvent) -> Telling:
    unsent = (
        f"The {_text(event, 'kind').replace('_', ' ')} could not be sent." if _text(event, "kind") else ""
    )
    return Telling(_text(event, "why") or _text(event, "note") or unsent)


TELLING: dict[EventKind, Callable[[LoggedEvent], Telling]] = {
    EventKind.CASE_RECEIVED: _received,
    EventKind.CASE_MESSAGE: _message,
    EventKind.CASE_DRAFTED: _drafted,
    EventKind.DECISION_MADE: _decided,
    EventKind.CASE_DRAFT_REJECTED: _note,
    EventKind.CASE_ESCALATED: _note,
    EventKind.CASE_OVERDUE: _note,
    EventKind.CASE_READ_BLIND: _read_blind,
    EventKind.CASE_QUESTION: _question,
    EventKind.CASE_GOODS_RETURNED: _returned,
    EventKind.CASE_ATTENTION: _why,
    EventKind.CASE_CLOSED: _closed,
    EventKind.CASE_RATED: _rated,
    EventKind.REFUND_RESERVED: _reserved,
    EventKind.REFUND_SENDING: _refund,
    EventKind.REFUND_PENDING: _refund,
    EventKind.REFUND_SUCCEEDED: _refund,
    EventKind.REFUND_FAILED: _refund,
    EventKind.REFUND_UNKNOWN: _refund,
    EventKind.DELIVERY_SENT: _delivery,
    EventKind.DELIVERY_FAILED: _delivery,
    EventKind.DELIVERY_RENEWED: _delivery,
}

SYMBOLS = {
    EventKind.CASE_RECEIVED: ("move_to_inbox", "info"),
    EventKind.CASE_MESSAGE: ("chat", "info"),
    EventKind.CASE_DRAFTING: ("play_circle", "mute"),
    EventKind.CASE_DRAFTED: ("edit_note", "info"),
    EventKind.CASE_HELD: ("front_hand", "hold"),
    EventKind.CASE_ESCALATED: ("arrow_upward", "hold"),
    EventKind.CASE_OVERDUE: ("alarm", "hold"),
    EventKind.CASE_READ_BLIND: ("visibility", "info"),
    EventKind.CASE_QUESTION: ("contact_support", "hold"),
    EventKind.CASE_DRAFT_REJECTED: ("block", "bad"),
    EventKind.CASE_GOODS_RETURNED: ("inventory_2", ""),
    EventKind.CASE_ATTENTION: ("error", "bad"),
    EventKind.CASE_CLOSED: ("flag", "mute"),
    EventKind.CASE_RATED: ("sentiment_satisfied", "info"),
    EventKind.DECISION_MADE: ("how_to_reg", ""),
    EventKind.DECISION_UNDONE: ("undo", "hold"),
    EventKind.REFUND_RESERVED: ("lock_clock", "mute"),
    EventKind.REFUND_SENDING: ("send_money", "mute"),
    EventKind.REFUND_PENDING: ("pending", "info"),
    EventKind.REFUND_SUCCEEDED: ("check_circle", ""),
    EventKind.REFUND_FAILED: ("error", "bad"),
    EventKind.REFUND_UNKNOWN: ("question_mark", "hold"),
    EventKind.REFUND_CANCELLED: ("undo", "hold"),
    EventKind.DELIVERY_SENT: ("mark_email_read", ""),
    EventKind.DELIVERY_FAILED: ("error", "bad"),
    EventKind.DELIVERY_RENEWED: ("outgoing_mail", "mute"),
}
