"""Cases for tests of the gate: a small clear one that goes alone, and what makes it another."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hitl.domain.assessment import Assessment, ClaimAssessment, ClauseCheck, Holds, Result
from hitl.domain.case import Author, Channel, Message
from hitl.domain.draft import Action, Claim, Confidence, Draft, Sentence
from hitl.domain.facts import Facts
from hitl.domain.gate.judge import judge
from hitl.domain.gate.ruleset import Ruleset, parse_ruleset
from hitl.domain.gate.verdict import Verdict
from hitl.domain.mode import Mode, ModeState
from hitl.domain.money import Money
from hitl.domain.order import Customer, Line, Order, OrderStatus, PaymentMethod
from hitl.domain.policy import Clause, Outcome, PolicyVersion, Reason, Terms
from hitl.domain.reading.record import Found, Intent, Reading

NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)
RULES = Path(__file__).parent.parent / "data" / "rules.toml"

DAMAGED = Clause(
    clause_id="RP-2",
    title="Damaged goods",
    text="Damaged goods are refunded within 30 days.",
    topic="returns",
    terms=Terms(reasons=frozenset({Reason.DAMAGED}), outcome=Outcome.REFUND, within_days=30),
)
LATE_GIFT = Clause(
    clause_id="RP-7",
    title="Late gifts",
    text="Late gifts are refunded.",
    topic="returns",
    terms=Terms(reasons=frozenset({Reason.LATE}), outcome=Outcome.REFUND),
)
GOODWILL = Clause(clause_id="GW-1", title="Goodwill", text="We may help beyond the rules.", topic="goodwill")
POLICY = PolicyVersion(version=1, clauses=(DAMAGED, LATE_GIFT, GOODWILL))


@cache
def rules() -> Ruleset:
    """The rules as delivered."""
    return parse_ruleset(RULES.read_text(encoding="utf-8"))


def changed_rules(*changes: tuple[str, str]) -> Ruleset:
    """The rules as delivered with pieces of their text replaced."""
    text = RULES.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return parse_ruleset(text)


def an_order(price: int = 1250, **changes: Any) -> Order:
    """One mug, delivered three days ago; price in minor units."""
    line = Line(line_id="1", sku="MUG-1", title="Blue mug", category="home", unit_price=price, quantity=1)
    order = Order(
        order_id="48291",
        customer_id="C1",
        currency="USD",
        lines=(line,),
        placed_at=NOW - timedelta(days=7),
        delivered_at=NOW - timedelta(days=3),
        status=OrderStatus.DELIVERED,
        payment_method=PaymentMethod.CARD,
    )
    return order.model_copy(update=changes)


def a_customer(**changes: Any) -> Customer:
    """A standard customer in the United States."""
    customer = Customer(customer_id="C1", email="ada@example.com", name="Ada Byron", country="US")
    return customer.model_copy(update=changes)


def some_facts(
    order: Order | None = None, said: str = "My blue mug arrived broken.", **changes: Any
) -> Facts:
    """What code knows of the case."""
    order = order or an_order()
    facts = Facts(
        case_id="CS-1",
        now=NOW,
        channel=Channel.EMAIL,
        conversation=(Message(author=Author.CUSTOMER, text=said, at=NOW),),
        customer=a_customer(),
        orders=(order,),
        policy=POLICY,
    )
    return facts.model_copy(update=changes)


def a_reading(**changes: Any) -> Reading:
    """A calm request for money back for damage."""
    reading = Reading(language="en", intent=Intent.REFUND, reasons=(Reason.DAMAGED,))
    return reading.model_copy(update=changes)


def found(kind: str, text: str = "words", *, sure: bool = True) -> Found:
    """Words found in the first message."""
    return Found(kind=kind, text=text, message=0, start=0, end=len(text), sure=sure)


def a_draft(amount: Money | None = None, **changes: Any) -> Draft:
    """An approval of the whole line."""
    amount = amount or Money(minor=1250, currency="USD")
    draft = Draft(
        action=Action.APPROVE_REFUND,
        reply=f"Hello Ada, sorry that your blue mug arrived broken. We refunded {amount} for order 48291.",
        order_id="48291",
        claims=(Claim(line_id="1", quantity=1, reason=Reason.DAMAGED),),
        amount=amount,
        citations=("RP-2",),
        rationale=(Sentence(text="Delivered 3 days ago, the limit is 30.", evidence=("RP-2",)),),
        policy_match="strong",
        understanding=0.97,
        drafter="rules 1.0",
    )
    return draft.model_copy(update=changes)


def not_paying(action: Action, reply: str, **changes: Any) -> Draft:
    """A draft of another action, without an amount."""
    none = {"amount": None, "policy_match": "weak", "citations": (), "claims": ()}
    return a_draft().model_copy(update={"action": action, "reply": reply, **none, **changes})


def an_assessment(amount: int = 1250, result: Result = Result.REFUND, **changes: Any) -> Assessment:
    """What the policy says: one claim, decided by RP-2."""
    match = {
        Result.REFUND: "strong",
        Result.DENY: "medium",
        Result.NOT_YET: "medium",
        Result.EVIDENCE: "medium",
    }
    allowed = amount if result is Result.REFUND else 0
    holds = Holds.YES if result is Result.REFUND else Holds.NO
    claim = ClaimAssessment(
        claim=Claim(line_id="1", quantity=1, reason=Reason.DAMAGED),
        result=result,
        clauses=(ClauseCheck(clause_id="RP-2", outcome=Outcome.REFUND, holds=holds, checks=()),),
        deciding=("RP-2",),
        amount=allowed,
        percent=100,
    )
    assessment = Assessment(claims=(claim,), match=match.get(result, "weak"), amount=allowed)
    return assessment.model_copy(update=changes)


def a_confidence(value: float = 0.95) -> Confidence:
    """A score with equal parts."""
    return Confidence(
        value=value, specificity=value, relevance=value, tone=value, understanding=value, scorer="test"
    )


def a_mode(mode: Mode = Mode.LIMITED_AUTONOMY, canary: int = 100) -> ModeState:
    """How far the agent may go."""
    return ModeState(mode=mode, canary=canary, since=NOW, by="owner@localhost")


def judged(**changes: Any) -> Verdict:
    """The verdict on the small clear case, with what is given changed."""
    given: dict[str, Any] = {
        "draft": a_draft(),
        "failure": "",
        "confidence": a_confidence(),
        "reading": a_reading(),
        "assessment": an_assessment(),
        "facts": some_facts(),
        "ruleset": rules(),
        "mode": a_mode(),
    }
    return judge(**{**given, **changes})


def judged_amount(minor: int, currency: str = "USD", **changes: Any) -> Verdict:
    """The verdict on a refund of that amount for an order of that price."""
    order = an_order(minor, currency=currency)
    given: dict[str, Any] = {
        "draft": a_draft(Money(minor=minor, currency=currency)),
        "assessment": an_assessment(minor),
        "facts": some_facts(order),
    }
    return judged(**{**given, **changes})
