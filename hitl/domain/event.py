"""Audit events: append-only, one for every change of a case, chained so that tampering shows."""

from enum import StrEnum

from pydantic import Field, JsonValue

from hitl.domain.record import Moment, Record


class EventKind(StrEnum):
    """What happened."""

    CASE_RECEIVED = "case.received"
    CASE_MESSAGE = "case.message"
    CASE_DRAFTING = "case.drafting"
    CASE_DRAFTED = "case.drafted"
    CASE_HELD = "case.held"
    CASE_ESCALATED = "case.escalated"
    CASE_OVERDUE = "case.overdue"
    CASE_QUESTION = "case.question"
    CASE_DRAFT_REJECTED = "case.draft_rejected"
    CASE_SIGNED_FIRST = "case.signed_first"
    CASE_READ_BLIND = "case.read_blind"
    CASE_SIGNATURE_SET_ASIDE = "case.signature_set_aside"
    CASE_CLAIMED = "case.claimed"
    CASE_RELEASED = "case.released"
    CASE_TAKEOVER_ASKED = "case.takeover_asked"
    CASE_HANDED_OVER = "case.handed_over"
    CASE_ASSIGNED = "case.assigned"
    CASE_SNOOZED = "case.snoozed"
    CASE_WOKEN = "case.woken"
    CASE_NOTED = "case.noted"
    CASE_REPLY_SAVED = "case.reply_saved"
    CASE_GOODS_RETURNED = "case.goods_returned"
    CASE_ATTENTION = "case.attention"
    CASE_WITHDRAWN = "case.withdrawn"
    CASE_CLOSED = "case.closed"
    CASE_RATED = "case.rated"
    DECISION_MADE = "decision.made"
    DECISION_UNDONE = "decision.undone"
    REFUND_RESERVED = "refund.reserved"
    REFUND_SENDING = "refund.sending"
    REFUND_PENDING = "refund.pending"
    REFUND_SUCCEEDED = "refund.succeeded"
    REFUND_FAILED = "refund.failed"
    REFUND_UNKNOWN = "refund.unknown"
    REFUND_CANCELLED = "refund.cancelled"
    DELIVERY_SENT = "delivery.sent"
    DELIVERY_FAILED = "delivery.failed"
    DELIVERY_RENEWED = "delivery.renewed"
    RECORD_IMPORTED = "record.imported"
    RECORD_CHANGED = "record.changed"
    OUTCOME_IMPORTED = "outcome.imported"
    POLICY_IMPORTED = "policy.imported"
    POLICY_ACTIVATED = "policy.activated"
    RULESET_ADOPTED = "ruleset.adopted"
    CALIBRATION_CHANGED = "calibration.changed"
    CHANGE_TRIED = "change.tried"  # of model or prompt, on labelled cases, before it is switched on
    MODE_CHANGED = "mode.changed"
    EXECUTION_STOPPED = "execution.stopped"
    EXECUTION_RESUMED = "execution.resumed"
    USER_CHANGED = "user.changed"
    USER_AWAY = "user.away"
    VIEW_SAVED = "view.saved"
    SAVED_REPLY_CHANGED = "saved_reply.changed"
    DRIFT_FOUND = "drift.found"
    QUALITY_GIVEN = "quality.given"  # a made-up case; it is no case, and its number stands in the payload
    QUALITY_ANSWERED = "quality.answered"
    QUALITY_LAID_ASIDE = "quality.laid_aside"
    AUDIT_VERIFIED = "audit.verified"


class Event(Record):
    """One event. `private` is personal data: stored sealed under the customer's key, and erasable."""

    kind: EventKind
    at: Moment
    actor: str  # an e-mail, `gate`, `agent`, `customer`, `worker`, `import`
    case_id: str | None = None
    payload: dict[str, JsonValue] = Field(default_factory=dict)
    private: dict[str, JsonValue] = Field(default_factory=dict)


class LoggedEvent(Event):
    """An event as the ledger holds it."""

    seq: int  # from 1, without gaps
    mac: str = ""  # what it is signed with, over itself and the event before it; hexadecimal
