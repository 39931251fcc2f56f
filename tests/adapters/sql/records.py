"""Records with everything filled in that a test does not care about."""

from datetime import timedelta
from typing import Any

from hitl.adapters.sql.store import SqlStore
from hitl.domain.case import Case, Channel, Status, Ticket
from hitl.domain.decision import GATE, Decision, DecisionOutcome
from hitl.domain.delivery import Delivery, DeliveryKind
from hitl.domain.draft import Action, Claim, Confidence, Draft
from hitl.domain.drafted import Drafted
from hitl.domain.event import Event, EventKind
from hitl.domain.gate.verdict import Code, GateReason, Route, Verdict
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.domain.order import Customer, Line, Order, OrderStatus, Tier
from hitl.domain.policy import Reason
from hitl.domain.reading.record import Found, Intent, Reading
from hitl.domain.refund import Refund, RefundLine, RefundStatus
from hitl.domain.roles import Level
from tests.databases import NOW

LEASE = timedelta(seconds=30)
SECOND = timedelta(seconds=1)


def usd(minor: int) -> Money:
    return Money(minor=minor, currency="USD")


def customer(customer_id: str = "C1", **other: Any) -> Customer:
    values: dict[str, Any] = {
        "customer_id": customer_id,
        "email": f"{customer_id.lower()}@example.com",
        "name": "Ada Lovelace",
        "tier": Tier.PREMIUM,
        "country": "GB",
        "phone": "+44 20 7946 0958",
        "address": "12 St James's Square, London",
        "created_at": NOW - timedelta(days=400),
        "prior_refunds": 1,
        "metadata": {"birthday": "10 December"},
    }
    return Customer(**values | other)


def line(line_id: str = "1", **other: Any) -> Line:
    values: dict[str, Any] = {
        "line_id": line_id,
        "sku": f"SKU-{line_id}",
        "title": "Desk lamp",
        "category": "home",
        "unit_price": 2100,
        "quantity": 2,
    }
    return Line(**values | other)


def order(order_id: str = "48291", customer_id: str = "C1", **other: Any) -> Order:
    values: dict[str, Any] = {
        "order_id": order_id,
        "customer_id": customer_id,
        "currency": "USD",
        "lines": (line("1"), line("2", unit_price=1250, quantity=1, metadata={"engraving": "For Byron"})),
        "placed_at": NOW - timedelta(days=7),
        "delivered_at": NOW - timedelta(days=3),
        "status": OrderStatus.DELIVERED,
        "payment_ref": f"pay-{order_id}",
        "metadata": {"gift_note": "Happy birthday, Annabella"},
    }
    return Order(**values | other)


def ticket(ticket_id: str = "T1", **other: Any) -> Ticket:
    values: dict[str, Any] = {
        "ticket_id": ticket_id,
        "body": "The lamp arrived shattered, glass everywhere.",
        "received_at": NOW,
        "channel": Channel.CHAT,
        "customer_id": "C1",
        "email": "c1@example.com",
        "order_id": "48291",
        "subject": "Shattered lamp",
        "attachments": ("shards.jpg",),
        "metadata": {"browser": "Analytical Engine 1.0"},
    }
    return Ticket(**values | other)


def verdict(**other: Any) -> Verdict:
    values: dict[str, Any] = {
        "route": Route.REVIEW,
        "reasons": (GateReason(code=Code.AMOUNT_LIMIT, says="$42.00 is over $25.00"),),
        "queue": "refunds",
        "level": Level.REVIEWER,
        "confirmation": "confirm",
        "priority": 4,
        "due_at": NOW + timedelta(hours=4),
        "ruleset": "1-abc",
        "mode": Mode.COPILOT,
    }
    return Verdict(**values | other)


def draft(**other: Any) -> Draft:
    values: dict[str, Any] = {
        "action": Action.APPROVE_REFUND,
        "reply": "Dear Ada, we are sorry about the shattered lamp.",
        "order_id": "48291",
        "claims": (Claim(line_id="1", quantity=2, reason=Reason.DAMAGED),),
        "amount": usd(4200),
        "citations": ("RP-2",),
        "understanding": 0.9,
        "drafter": "rules 1.0",
    }
    return Draft(**values | other)


def drafted(case_id: str, version: int = 1, **other: Any) -> Drafted:
    found = Found(kind="damage", text="shattered", message=0, start=17, end=26)
    values: dict[str, Any] = {
        "case_id": case_id,
        "version": version,
        "verdict": verdict(),
        "policy": 0,
        "reading": Reading(language="en", intent=Intent.REFUND, keywords=(found,)),
        "draft": draft(),
        "assessment": None,
        "confidence": Confidence(
            value=0.8, specificity=0.8, relevance=0.8, tone=1.0, understanding=0.9, scorer="rules 1.0"
        ),
        "flow": "1",
        "drafted_at": NOW + SECOND,
    }
    return Drafted(**values | other)


def decision(case_id: str, **other: Any) -> Decision:
    values: dict[str, Any] = {
        "decision_id": case_id.replace("CS", "D"),
        "case_id": case_id,
        "draft_version": 1,
        "by": "grace@example.com",
        "outcome": DecisionOutcome.APPROVED,
        "action": Action.APPROVE_REFUND,
        "amount": usd(4200),
        "order_id": "48291",
        "claims": (Claim(line_id="1", quantity=2, reason=Reason.DAMAGED),),
        "reply": "Dear Ada, $42.00 are on their way.",
        "draft_action": Action.APPROVE_REFUND,
        "draft_amount": usd(4200),
        "decided_at": NOW + 2 * SECOND,
        "policy": 0,
        "ruleset": "1-abc",
    }
    return Decision(**values | other)


def refund(case_id: str, **other: Any) -> Refund:
    number = case_id.removeprefix("CS-")
    values: dict[str, Any] = {
        "refund_id": f"RF-{number}",
        "decision_id": f"D-{number}",
        "case_id": case_id,
        "order_id": "48291",
        "customer_id": "C1",
        "amount": usd(4200),
        "lines": (RefundLine(line_id="1", quantity=2, minor=4200),),
        "status": RefundStatus.RESERVED,
        "key": f"countersign-D-{number}",
        "payment_ref": "pay-48291",
        "not_before": NOW + 2 * SECOND,
        "by_gate": False,
        "reserved_at": NOW + 2 * SECOND,
    }
    return Refund(**values | other)


def delivery(case_id: str, **other: Any) -> Delivery:
    values: dict[str, Any] = {
        "delivery_id": f"{case_id}-reply",
        "case_id": case_id,
        "decision_id": None,
        "kind": DeliveryKind.REPLY,
        "body": "Dear Ada, $42.00 are on their way.",
        "not_before": NOW,
        "created_at": NOW,
    }
    return Delivery(**values | other)


def event(case_id: str | None = None, **other: Any) -> Event:
    values: dict[str, Any] = {
        "kind": EventKind.CASE_RECEIVED,
        "at": NOW,
        "actor": "customer",
        "case_id": case_id,
        "payload": {"characters": 45},
        "private": {"body": "The lamp arrived shattered"} if case_id else {},
    }
    return Event(**values | other)


def stocked(store: SqlStore) -> None:
    """A customer with an order."""
    with store.unit() as unit:
        unit.catalog.save_customer(customer())
        unit.catalog.save_order(order())
        unit.commit()


def opened(store: SqlStore, ticket_id: str = "T1", **other: Any) -> Case:
    """A case that was just received."""
    with store.unit() as unit:
        case = unit.cases.open(ticket(ticket_id, **other), linked_case=None, simulated=False)
        unit.log(event(case.case_id))
        unit.commit()
    return case


def at_desk(store: SqlStore, ticket_id: str = "T1", **other: Any) -> Case:
    """A case with a draft that waits for a person; `verdict` and `to` may be given."""
    placed = {"verdict": other.pop("verdict", verdict())}
    to = other.pop("to", Status.IN_REVIEW)
    case = opened(store, ticket_id, **other)
    with store.unit() as unit:
        unit.cases.claim_draft(case.case_id, "w1", NOW, LEASE)
        assert unit.cases.save_draft(drafted(case.case_id, **placed), "w1", to, "48291")
        placed_case = unit.cases.get(case.case_id)
        unit.commit()
    return placed_case


def decided(store: SqlStore, ticket_id: str = "T1", *, by: str = GATE, **other: Any) -> Case:
    """A case that was decided, with its refund reserved; further values are the refund's."""
    case = at_desk(store, ticket_id)
    with store.unit() as unit:
        assert unit.cases.move(case.case_id, Status.DECIDED, expect=[Status.IN_REVIEW], at=NOW)
        unit.decisions.add(decision(case.case_id, by=by))
        unit.refunds.reserve(refund(case.case_id, by_gate=by == GATE, **other))
        unit.commit()
    return case
