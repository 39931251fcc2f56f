"""Whether the customer's words leave one reason only, where the policy makes a difference between them."""

from hitl.domain.assessment import Assessment, Result
from hitl.domain.draft import Action, Draft
from hitl.domain.gate.matter import Matter, held
from hitl.domain.gate.verdict import Code, GateReason
from hitl.domain.order import OrderStatus
from hitl.domain.policy import Reason
from hitl.domain.terms import assess

_MOTIVES = frozenset({Reason.CHANGED_MIND, Reason.PRICE})
"""Why people cancel; a cancellation that says so is a cancellation still."""


def another_reason(matter: Matter, draft: Draft) -> GateReason | None:
    """The words also give a reason under which the policy would not pay the same.

    "It came damaged. It is in perfect condition, I just don't like it" is read in two ways; which one is
    meant decides whether money is due, so a person reads it.
    """
    found = matter.assessment
    if draft.action is not Action.APPROVE_REFUND or found is None or matter.order is None:
        return None
    claimed = {claim.reason for claim in draft.claims}
    if Reason.CANCELLED in claimed and matter.order.status is OrderStatus.CANCELLED:
        return None  # whatever the customer tells beside it: the order is off, and the money due
    for reason in matter.reading.reasons:
        if reason in claimed or (Reason.CANCELLED in claimed and reason in _MOTIVES):
            continue
        other = _under(matter, draft, reason)
        if other is not None and not _same(other, found):
            plain = f"The words also say {reason.replace('_', ' ')}, which the policy does not pay the same"
            return held(Code.POLICY_MATCH_NOT_STRONG, plain, reason=reason.value)
    return None


def _under(matter: Matter, draft: Draft, reason: Reason) -> Assessment | None:
    """What the policy says to the same goods for the other reason; None where it says nothing."""
    if matter.order is None:
        return None
    facts = matter.facts
    other = assess(
        tuple(claim.model_copy(update={"reason": reason}) for claim in draft.claims),
        matter.order,
        facts.policy.clauses,
        first_message_at=facts.first_message_at,
        said=facts.said,
        attachments=facts.attachments,
        prior_refunds=facts.prior_refunds,
    )
    return None if other.results <= {Result.UNCOVERED} else other


def _same(one: Assessment, other: Assessment) -> bool:
    return (one.results, one.amount, one.goods_back) == (other.results, other.amount, other.goods_back)
