"""What leaves the house besides money: replies, notices, ticket notes, replacement orders."""

from enum import StrEnum

from hitl.domain.record import Moment, Record


class DeliveryKind(StrEnum):
    """What is delivered."""

    REPLY = "reply"  # ends the case
    QUESTION = "question"  # asks the customer
    NOTICE = "notice"  # "your request is under review, answer by ..."
    TICKET_NOTE = "ticket_note"
    REPLACEMENT = "replacement"
    WEBHOOK = "webhook"  # tells the company's own systems; says nothing about the customer


class DeliveryStatus(StrEnum):
    """Waiting, sent, or given up after the last attempt."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Delivery(Record):
    """One thing to deliver; sent at most once under its own key."""

    delivery_id: str
    case_id: str
    decision_id: str | None
    kind: DeliveryKind
    body: str  # personal data
    status: DeliveryStatus = DeliveryStatus.WAITING
    attempts: int = 0
    not_before: Moment
    error: str = ""
    created_at: Moment
    sent_at: Moment | None = None
