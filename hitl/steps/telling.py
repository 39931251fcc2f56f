"""What the agent did, in one plain sentence a step, for the page that watches and the timeline."""

from hitl.domain.counted import counted
from hitl.domain.draft import Action, Draft
from hitl.domain.drafted import Passage
from hitl.domain.facts import Facts, Standing
from hitl.domain.gate.verdict import Route, Verdict
from hitl.domain.model_run import ModelRun
from hitl.domain.order import Order
from hitl.domain.policy import PolicyVersion
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
    return f"No order named; the customer has {counted(count, 'order')}."


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


NAMED = 3
"""Clauses that are named by their titles; further ones are counted."""


def passages(found: tuple[Passage, ...], policy: PolicyVersion) -> str:
    """Which clauses were found, by their titles."""
    clauses = [clause for passage in found if (clause := policy.clause(passage.clause_id)) is not None]
    if not clauses:
        return "No clause of the policy is about this."
    named = "; ".join(f"{clause.title} ({clause.clause_id})" for clause in clauses[:NAMED])
    more = len(clauses) - NAMED
    return f"{named}{f'; and {more} more' if more > 0 else ''}."


def models(run: ModelRun) -> str:
    """Which models were asked, how much, and what was odd."""
    if not run.models:
        return "No model was asked."
    spent = run.spent
    calls = counted(spent.calls, "call")
    odd = f" {'; '.join(run.findings)}." if run.findings else ""
    dollars = spent.microdollars / 1_000_000
    return f"{', then '.join(run.models)}: {calls}, {spent.tokens:,} tokens, about ${dollars:.4f}.{odd}"


_DRAFTED = {
    Action.DENY_REFUND: "No refund, with the reason.",
    Action.REQUEST_MORE_INFO: "Ask the customer for what is missing.",
    Action.ANSWER_ONLY: "An answer; no money is due.",
}


def draft(proposal: Draft | None, failure: str) -> str:
    """What was drafted, or why nothing was."""
    if proposal is None:
        return failure
    if proposal.amount is not None:
        return f"Pay back {proposal.amount}."
    return _DRAFTED.get(proposal.action, "A refund.")


def verdict(judged: Verdict) -> str:
    """Where it goes, with the first reasons."""
    if judged.route is Route.AUTO:
        return "Every rule is met; no person is needed."
    reasons = "; ".join(reason.says.rstrip(".") for reason in judged.reasons[:3])
    return f"Held for a person: {reasons}."
