"""What the agent did, in one plain sentence a step, for the page that watches and the timeline."""

from hitl.domain.draft import Draft
from hitl.domain.drafted import Passage
from hitl.domain.facts import Facts, Standing
from hitl.domain.gate.verdict import Route, Verdict
from hitl.domain.order import Order
from hitl.domain.reading.record import Reading


def orders(facts: Facts) -> str:
    """Which orders were looked up, and what matters of the one that is named."""
    if facts.customer is None:
        return "The sender is not a customer on record."
    foreign = [number for number, standing in facts.mentioned.items() if standing is not Standing.OWN]
    if foreign:
        return f"Order {foreign[0]} is not one of this customer's."
    named = facts.order(facts.ticket_order) or next(
        (facts.order(number) for number in facts.mentioned if facts.order(number)), None
    )
    if named is not None:
        return f"Order {named.order_id}: {_order(named, facts)}."
    count = len(facts.orders)
    return f"No order named; the customer has {count} order{'' if count == 1 else 's'}."


def _order(order: Order, facts: Facts) -> str:
    paid = f"paid {order.money(order.captured)}"
    back = f"{order.money(order.refunded)} refunded before" if order.refunded else "nothing refunded yet"
    if order.delivered_at is None:
        return f"not delivered yet, {paid}, {back}"
    days = (facts.first_message_at - order.delivered_at).days
    return f"delivered {order.delivered_at:%-d %b} ({days} days before), {paid}, {back}"


def reading(found: Reading) -> str:
    """Reason, tone and language, as the words say them."""
    if found.language != "en":
        return f"Written in another language ({found.language}); a person reads it."
    reason = found.reasons[0].replace("_", " ") if found.reasons else "none given"
    return f"Reason: {reason}. Tone: {found.sentiment}."


def passages(found: tuple[Passage, ...]) -> str:
    """Which clauses were found."""
    if not found:
        return "No clause of the policy is about this."
    return f"Found {', '.join(passage.clause_id for passage in found)}."


def draft(proposal: Draft | None, failure: str) -> str:
    """What was drafted, or why nothing was."""
    if proposal is None:
        return failure
    action = proposal.action.replace("_", " ").capitalize()
    return f"{action}: {proposal.amount}." if proposal.amount else f"{action}."


def verdict(judged: Verdict) -> str:
    """Where it goes, with the first reasons."""
    if judged.route is Route.AUTO:
        return "Every rule is met; no person is needed."
    reasons = "; ".join(reason.says.rstrip(".") for reason in judged.reasons[:3])
    return f"Held for a person: {reasons}."
