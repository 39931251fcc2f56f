"""Plain words for every code that a page shows, in one place."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from hitl.domain.assessment import Holds, Result
from hitl.domain.case import Author, Channel, Status
from hitl.domain.counted import counted
from hitl.domain.decision import DecisionOutcome, DecisionReason
from hitl.domain.delivery import DeliveryKind, DeliveryStatus
from hitl.domain.draft import Action, StepKind
from hitl.domain.event import EventKind
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.mode import Mode, ModeState
from hitl.domain.order import OrderStatus, PaymentMethod, Tier
from hitl.domain.policy import Reason
from hitl.domain.reading.record import Sentiment
from hitl.domain.refund import RefundStatus
from hitl.domain.roles import Level, Role

STATUS = {
    Status.RECEIVED: "waits for the agent",
    Status.DRAFTING: "the agent is working",
    Status.IN_REVIEW: "waits for a person",
    Status.SNOOZED: "put off for a while",
    Status.AWAITING_CUSTOMER: "waits for the customer's answer",
    Status.AWAITING_SECOND: "waits for a second signature",
    Status.AWAITING_RETURN: "waits for the goods to come back",
    Status.DECIDED: "decided",
    Status.EXECUTING: "being paid",
    Status.CLOSED: "finished",
    Status.NEEDS_ATTENTION: "needs attention",
    Status.WITHDRAWN: "withdrawn by the customer",
}
CHANNEL = {Channel.CHAT: "Chat", Channel.EMAIL: "E-mail", Channel.WEB_FORM: "Web form", Channel.API: "API"}
CHANNEL_ICON = {
    Channel.CHAT: "forum",
    Channel.EMAIL: "mail",
    Channel.WEB_FORM: "list_alt",
    Channel.API: "api",
}
TIER = {Tier.STANDARD: "Standard", Tier.PREMIUM: "Premium", Tier.ENTERPRISE: "Enterprise"}
ORDER_STATUS = {
    OrderStatus.PLACED: "placed",
    OrderStatus.SHIPPED: "on its way",
    OrderStatus.DELIVERED: "delivered",
    OrderStatus.CANCELLED: "cancelled",
}
PAYMENT = {
    PaymentMethod.CARD: "card",
    PaymentMethod.WALLET: "wallet",
    PaymentMethod.BANK_TRANSFER: "bank transfer",
    PaymentMethod.INVOICE: "invoice",
}
AUTHOR = {Author.CUSTOMER: "Customer", Author.AGENT: "Countersign", Author.SYSTEM: "Automatic notice"}
ACTION = {
    Action.APPROVE_REFUND: "Refund",
    Action.DENY_REFUND: "No refund",
    Action.REQUEST_MORE_INFO: "Ask the customer",
    Action.ANSWER_ONLY: "Answer, no refund",
}
APPROVE = {
    Action.APPROVE_REFUND: "Approve",
    Action.DENY_REFUND: "Approve the refusal",
    Action.REQUEST_MORE_INFO: "Send the question",
    Action.ANSWER_ONLY: "Send the answer",
}
STEP = {
    StepKind.REFUND: "refund",
    StepKind.REPLY: "reply",
    StepKind.TICKET_NOTE: "ticket note",
    StepKind.REPLACEMENT: "replacement",
}
REASON = {
    Reason.DAMAGED: "arrived damaged",
    Reason.DEFECTIVE: "defective",
    Reason.WRONG_ITEM: "wrong item",
    Reason.NOT_AS_DESCRIBED: "not as described",
    Reason.LATE: "late",
    Reason.NEVER_ARRIVED: "never arrived",
    Reason.CHANGED_MIND: "changed mind",
    Reason.CHARGED_TWICE: "charged twice",
    Reason.CANCELLED: "cancelled",
    Reason.PRICE: "price",
    Reason.OTHER: "another reason",
}
SENTIMENT = {
    Sentiment.CALM: "calm",
    Sentiment.FRUSTRATED: "frustrated",
    Sentiment.ANGRY: "angry",
}
ROUTE = {
    Route.AUTO: "leaves without a person",
    Route.REVIEW: "a person decides on the draft",
    Route.TAKEOVER: "a person answers; the draft is only a hint",
}
HOLDS = {Holds.YES: "holds", Holds.NO: "does not hold", Holds.UNKNOWN: "not known"}
HOLDS_CSS = {Holds.YES: "g", Holds.NO: "r", Holds.UNKNOWN: "w"}
HOLDS_ICON = {Holds.YES: "check", Holds.NO: "close", Holds.UNKNOWN: "question_mark"}
RESULT = {
    Result.REFUND: "refund",
    Result.DENY: "no refund",
    Result.NOT_YET: "not yet",
    Result.EVIDENCE: "evidence is missing",
    Result.REVIEW: "a person decides",
    Result.CONTRADICTION: "clauses contradict each other",
    Result.UNCOVERED: "no clause covers it",
    Result.UNKNOWN: "a fact is missing",
}
TERM = {
    "reasons": "Reason covered",
    "categories": "Goods covered",
    "except_categories": "Goods covered",
    "within_days": "In time",
    "after_days": "Not too early",
    "statuses": "Order state",
    "final_sale": "Final sale",
    "condition": "Condition",
    "goods_back": "Goods back",
    "pays_percent": "Share paid",
    "evidence": "Evidence",
    "max_prior_refunds": "Refunds before",
}
MATCH = {"strong": "policy matches", "medium": "policy matches in part", "weak": "policy match is weak"}
CODE = {
    Code.AMOUNT_LIMIT: "over the limit",
    Code.HIGH_VALUE: "high value",
    Code.POLICY_MATCH_NOT_STRONG: "policy match weak",
    Code.POLICY_TERMS_NOT_MET: "policy terms not met",
    Code.POLICY_NOT_CHECKABLE: "policy not checkable",
    Code.EXCEPTION_KEYWORD: "alarming words",
    Code.HUMAN_REQUESTED: "asks for a person",
    Code.CUSTOMER_SENTIMENT: "customer not calm",
    Code.MODEL_ASKED_FOR_REVIEW: "agent asks for a person",
    Code.LOW_CONFIDENCE: "low confidence",
    Code.VERY_LOW_CONFIDENCE: "very low confidence",
    Code.LANGUAGE: "another language",
    Code.HEDGED_LANGUAGE: "reply is hedged",
    Code.PERSONAL_DATA_IN_REPLY: "personal data in the reply",
    Code.REPLY_INCONSISTENT: "reply does not fit the decision",
    Code.REPEAT_REFUNDS: "many refunds before",
    Code.VELOCITY: "much paid alone lately",
    Code.DUPLICATE_REQUEST: "asked for before",
    Code.INJECTION_SUSPECTED: "text tries to steer the agent",
    Code.OPEN_DISPUTE: "open chargeback",
    Code.IDENTITY_UNVERIFIED: "sender not verified",
    Code.PAYMENT_METHOD: "paid back by hand",
    Code.ORDER_NOT_FOUND: "order not found",
    Code.ORDER_NOT_OWNED: "somebody else's order",
    Code.AMOUNT_EXCEEDS_REFUNDABLE: "more than is refundable",
    Code.CURRENCY_MISMATCH: "wrong currency",
    Code.CUSTOMER_TIER: "important customer",
    Code.JURISDICTION: "country needs a person",
    Code.DENIAL: "a refusal",
    Code.NOT_A_REFUND_REQUEST: "no refund matter",
    Code.DRAFT_FAILED: "the draft failed",
    Code.MODE_SHADOW: "agent only watches",
    Code.MODE_COPILOT: "people approve everything",
    Code.NOT_IN_CANARY: "not in the trial share",
    Code.SAMPLED_FOR_QUALITY: "quality sample",
}
GRAVE = frozenset(
    {
        Code.EXCEPTION_KEYWORD,
        Code.HIGH_VALUE,
        Code.POLICY_TERMS_NOT_MET,
        Code.INJECTION_SUSPECTED,
        Code.ORDER_NOT_OWNED,
        Code.AMOUNT_EXCEEDS_REFUNDABLE,
        Code.OPEN_DISPUTE,
        Code.DRAFT_FAILED,
        Code.IDENTITY_UNVERIFIED,
        Code.REPLY_INCONSISTENT,
        Code.CURRENCY_MISMATCH,
    }
)
"""Reasons shown in red, because something is wrong rather than merely large or unsure."""
OUTCOME = {
    DecisionOutcome.APPROVED: "approved",
    DecisionOutcome.EDITED: "changed",
    DecisionOutcome.REJECTED: "answered without the draft",
}
DECISION_REASON = {
    DecisionReason.AMOUNT_WRONG: "The amount was wrong",
    DecisionReason.WRONG_ITEMS: "The wrong items",
    DecisionReason.POLICY_MISREAD: "The policy was misread",
    DecisionReason.FACTS_WRONG: "The facts were wrong",
    DecisionReason.GOODWILL: "Goodwill",
    DecisionReason.FRAUD_SUSPECTED: "Fraud suspected",
    DecisionReason.TONE: "The tone of the reply",
    DecisionReason.REPLY_WRONG: "The reply was wrong",
    DecisionReason.NEEDS_SENIOR: "Needs somebody more senior",
    DecisionReason.MISSING_INFORMATION: "Information is missing",
    DecisionReason.OTHER: "Another reason",
}
REFUND = {
    RefundStatus.RESERVED: "about to be sent",
    RefundStatus.SENDING: "being sent",
    RefundStatus.PENDING: "taken by the processor",
    RefundStatus.SUCCEEDED: "paid",
    RefundStatus.FAILED: "failed",
    RefundStatus.UNKNOWN: "being looked up",
    RefundStatus.CANCELLED: "taken back before it was sent",
}
DELIVERY = {
    DeliveryKind.REPLY: "Reply",
    DeliveryKind.QUESTION: "Question",
    DeliveryKind.NOTICE: "Notice",
    DeliveryKind.TICKET_NOTE: "Ticket note",
    DeliveryKind.REPLACEMENT: "Replacement",
    DeliveryKind.WEBHOOK: "Notification",
}
DELIVERY_STATUS = {
    DeliveryStatus.WAITING: "waits to be sent",
    DeliveryStatus.SENT: "sent",
    DeliveryStatus.FAILED: "could not be sent",
}
LEVEL = {Level.REVIEWER: "reviewer", Level.SENIOR: "senior reviewer", Level.MANAGER: "manager"}
ROLE = {
    Role.ANALYST: "analyst",
    Role.REVIEWER: "reviewer",
    Role.SENIOR: "senior reviewer",
    Role.MANAGER: "manager",
    Role.ADMINISTRATOR: "administrator",
}
EVENT = {
    EventKind.CASE_RECEIVED: "Request came in",
    EventKind.CASE_MESSAGE: "The customer wrote again",
    EventKind.CASE_DRAFTING: "The agent started",
    EventKind.CASE_DRAFTED: "The agent made a draft",
    EventKind.CASE_HELD: "Held for a person",
    EventKind.CASE_ESCALATED: "Escalated",
    EventKind.CASE_OVERDUE: "Past its due time",
    EventKind.CASE_SIGNED_FIRST: "Signed first; a second person must agree",
    EventKind.CASE_SIGNATURE_SET_ASIDE: "The first signature was set aside",
    EventKind.CASE_READ_BLIND: "A second person decided it too, without seeing the decision",
    EventKind.CASE_QUESTION: "The customer was asked",
    EventKind.CASE_DRAFT_REJECTED: "The draft was thrown away",
    EventKind.CASE_CLAIMED: "Somebody took it",
    EventKind.CASE_RELEASED: "Put back",
    EventKind.CASE_GOODS_RETURNED: "The goods came back",
    EventKind.CASE_ATTENTION: "Needs attention",
    EventKind.CASE_WITHDRAWN: "Withdrawn by the customer",
    EventKind.CASE_CLOSED: "Finished",
    EventKind.CASE_RATED: "The customer said how satisfied they are",
    EventKind.DECISION_MADE: "Decided",
    EventKind.DECISION_UNDONE: "Decision undone",
    EventKind.REFUND_RESERVED: "Refund set aside",
    EventKind.REFUND_SENDING: "Refund being sent",
    EventKind.REFUND_PENDING: "Refund taken by the processor",
    EventKind.REFUND_SUCCEEDED: "Refund paid",
    EventKind.REFUND_FAILED: "Refund failed",
    EventKind.REFUND_UNKNOWN: "Refund being looked up",
    EventKind.REFUND_CANCELLED: "Refund taken back before it was sent",
    EventKind.DELIVERY_SENT: "Sent to the customer",
    EventKind.DELIVERY_FAILED: "Could not be sent",
    EventKind.DELIVERY_RENEWED: "To be sent once more",
    EventKind.OUTCOME_IMPORTED: "What people decided was imported",
}
TRACE = {
    "read": "Read the request",
    "order": "Looked up the order",
    "policy": "Found the policy clauses",
    "models": "Asked the models",
    "draft": "Drafted a decision",
    "confidence": "Scored its own draft",
    "gate": "Checked the rules",
}


LANGUAGE = {
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "nb": "Norwegian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "sv": "Swedish",
    "tr": "Turkish",
    "vi": "Vietnamese",
}
TRACE_TO_COME = {
    "read": "Read the request",
    "order": "Look up the order",
    "policy": "Find the policy clauses",
    "draft": "Draft a decision",
    "gate": "Check the rules",
}


def mode(state: ModeState) -> str:
    """The mode in plain words, as the header shows it."""
    if state.mode is Mode.SHADOW:
        return "agent only watches"
    if state.mode is Mode.COPILOT:
        return "people approve everything"
    if state.canary < 100:
        return f"small clear cases go alone, in {state.canary}% of cases"
    return "small clear cases go alone"


def event(kind: EventKind) -> str:
    """What happened, in plain words."""
    return EVENT.get(kind, kind.value.replace(".", " ").replace("_", " ").capitalize())


def would(action: str | None) -> str:
    """What somebody would do, in the middle of a sentence; no action of ours: they would hand it on."""
    return ACTION[Action(action)].lower() if action in set(Action) else "hand it to a higher level"


def step(name: str) -> str:
    """A step of the agent, in plain words."""
    return TRACE.get(name, name.replace("_", " ").capitalize())


ACTORS = {
    "gate": "The rules",
    "agent": "The agent",
    "customer": "The customer",
    "worker": "The system",
    "import": "An import",
    "system": "The system",
}


def actor(name: str, people: Mapping[str, str] | None = None) -> str:
    """Who did it: a person by name where `people` (names by e-mail) knows them."""
    return ACTORS.get(name) or (people or {}).get(name, name)


def span(length: timedelta) -> str:
    """A length of time as people say it: "40 s", "18 min", "1 h 10", "3 days"."""
    seconds = int(abs(length.total_seconds()))
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min"
    if seconds < 86_400:
        return f"{seconds // 3600} h {seconds % 3600 // 60:02d}"
    days = seconds // 86_400
    return counted(days, "day")


def due(at: datetime, now: datetime) -> str:
    """How long until something is due, or how late it is: "18 min", "41 min late"."""
    return f"{span(now - at)} late" if at < now else span(at - now)


def milliseconds(value: float) -> str:
    """A duration measured in milliseconds: "0.4 ms", "12 ms", "1.3 s"."""
    if value >= 1000:
        return f"{value / 1000:.1f} s"
    return f"{value:.0f} ms" if value >= 10 else f"{value:.1f} ms"


def took(length: timedelta) -> str:
    """How long something took that may have taken no time at all: "19 ms", "0.9 s", "18 min"."""
    seconds = abs(length.total_seconds())
    if seconds < 0.1:
        return milliseconds(seconds * 1000)
    return f"{seconds:.1f} s" if seconds < 60 else span(length)


def day(at: datetime, now: datetime | None = None) -> str:
    """A date as people write it: "9 Nov 2026", without the year where it is that of `now`."""
    return f"{at.day} {at:%b}" if now is not None and at.year == now.year else f"{at.day} {at:%b %Y}"


def moment(at: datetime, now: datetime) -> str:
    """A time near now: "today 08:47", "9 Nov 08:47"; with the year where it is another. UTC."""
    if at.date() == now.date():
        return f"today {at:%H:%M}"
    year = f" {at.year}" if at.year != now.year else ""
    return f"{at.day} {at:%b}{year} {at:%H:%M}"
