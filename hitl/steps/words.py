"""Step 6c, words: what a decision says to the customer and the ticket, and how it comes to be said."""

from hitl.domain.case import MAX_MESSAGE, Author, Message
from hitl.domain.decision import Decision
from hitl.domain.delivery import Delivery, DeliveryKind, DeliveryStatus
from hitl.domain.draft import StepKind
from hitl.domain.event import Event, EventKind
from hitl.domain.record import Moment
from hitl.ports.jobs import Job, JobKind
from hitl.ports.store import Unit

WORKER = "worker"
"""The actor of what is done without a person."""

Words = list[tuple[DeliveryKind, str]]

_AUTHORS = {
    DeliveryKind.REPLY: Author.AGENT,
    DeliveryKind.QUESTION: Author.AGENT,
    DeliveryKind.NOTICE: Author.SYSTEM,
}


def words_of(decision: Decision, *, note: str) -> Words:
    """What is to be said where, without what the person left out."""
    words = []
    if StepKind.REPLY not in decision.without and decision.reply.strip():
        words.append((DeliveryKind.REPLY, decision.reply))
    if decision.replaces and StepKind.REPLACEMENT not in decision.without:
        words.append((DeliveryKind.REPLACEMENT, _goods(decision)))
    if StepKind.TICKET_NOTE not in decision.without and note:
        words.append((DeliveryKind.TICKET_NOTE, note))
    return words


def _goods(decision: Decision) -> str:
    """What is sent again, for whoever packs it."""
    pieces = ", ".join(f"{claim.quantity} of line {claim.line_id}" for claim in decision.claims)
    return f"Send again for order {decision.order_id}: {pieces}. Decided by {decision.by}."


def note_on(decision: Decision) -> str:
    """What the ticket is told of a decision: what the person wrote, else the bare facts."""
    if decision.note:
        return decision.note
    what = decision.action.replace("_", " ").capitalize()
    amount = f" of {decision.amount}" if decision.amount else ""
    order = f" on order {decision.order_id}" if decision.order_id else ""
    return f"{what}{amount}{order}, decided by {decision.by} ({decision.decision_id})."


def send(unit: Unit, decision: Decision, words: Words, *, known: int, at: Moment, not_before: Moment) -> None:
    """Put words on their way, after the `known` deliveries that the case has already."""
    case_id, decision_id = decision.case_id, decision.decision_id
    _send(unit, _deliveries(case_id, decision_id, words, known=known, at=at, not_before=not_before))


def tell(unit: Unit, case_id: str, words: Words, *, at: Moment) -> None:
    """Put words on their way that are part of no decision."""
    known = len(unit.deliveries.of_case(case_id))
    _send(unit, _deliveries(case_id, None, words, known=known, at=at, not_before=at))


def _send(unit: Unit, deliveries: tuple[Delivery, ...]) -> None:
    unit.deliveries.add(*deliveries)
    for first in deliveries[:1]:  # the others leave with it, or one after the other
        job = Job(kind=JobKind.DELIVER, subject=first.delivery_id, attempt=1, not_before=first.not_before)
        unit.enqueue(job)


def say(unit: Unit, decision: Decision, words: Words, *, known: int, at: Moment) -> tuple[Delivery, ...]:
    """Say words that stay in the house: they have arrived with the transaction that holds them."""
    said = tuple(
        delivery.model_copy(update={"status": DeliveryStatus.SENT, "attempts": 1, "sent_at": at})
        for delivery in _deliveries(
            decision.case_id, decision.decision_id, words, known=known, at=at, not_before=at
        )
    )
    unit.deliveries.add(*said)
    for delivery in said:
        note_said(unit, delivery, at)
    return said


def note_said(unit: Unit, delivery: Delivery, at: Moment) -> None:
    """Put what has left into the conversation and the ledger."""
    author = _AUTHORS.get(delivery.kind)
    if author is not None:
        said = Message(author=author, text=delivery.body[:MAX_MESSAGE], at=at)
        unit.cases.add_message(delivery.case_id, said)
    log_delivery(unit, EventKind.DELIVERY_SENT, delivery, at)


def log_delivery(
    unit: Unit, kind: EventKind, delivery: Delivery, at: Moment, *, why: str = "", final: bool = True
) -> None:
    """The audit event of a delivery that left or did not; the carrier's words are sealed."""
    unit.log(
        Event(
            kind=kind,
            at=at,
            actor=WORKER,
            case_id=delivery.case_id,
            payload={
                "delivery_id": delivery.delivery_id,
                "decision_id": delivery.decision_id,
                "kind": delivery.kind,
                "attempts": delivery.attempts,
                "characters": len(delivery.body),
                "final": final,
            },
            private={"error": why} if why else {},
        )
    )


def _deliveries(
    case_id: str, decision_id: str | None, words: Words, *, known: int, at: Moment, not_before: Moment
) -> tuple[Delivery, ...]:
    return tuple(
        Delivery(
            delivery_id=f"{case_id}-{number}",
            case_id=case_id,
            decision_id=decision_id,
            kind=kind,
            body=body,
            not_before=not_before,
            created_at=at,
        )
        for number, (kind, body) in enumerate(words, start=known + 1)
    )
