"""Which reading of the words a draft goes by, and how sure that is by what the policy makes of the others."""

from hitl.adapters.rules_drafter.doubts import SLIGHT, SOME, Doubt, cost_of_guess, seen_as_a_whole
from hitl.adapters.rules_drafter.gathering import HARDLY
from hitl.adapters.rules_drafter.matter import Matter
from hitl.adapters.rules_drafter.proposal import IN_WORDS
from hitl.domain.assessment import Assessment, Result
from hitl.domain.draft import Claim
from hitl.domain.order import Order
from hitl.domain.policy import Reason
from hitl.domain.reading.reasons import FAULTS
from hitl.domain.terms import assess
from hitl.ports.drafter import Brief


def assessed(brief: Brief, order: Order, claims: tuple[Claim, ...]) -> Assessment:
    """The policy's word, on the same facts that the gate goes by."""
    facts = brief.facts
    return assess(
        claims,
        order,
        facts.policy.clauses,
        first_message_at=facts.first_message_at,
        said=facts.said,
        attachments=facts.attachments,
        prior_refunds=facts.prior_refunds,
    )


_RANK = {Result.REFUND: 0, Result.EVIDENCE: 1, Result.NOT_YET: 2, Result.DENY: 3, Result.REVIEW: 4}


def choose(matter: Matter) -> tuple[tuple[Claim, ...], Assessment, tuple[Doubt, ...]]:
    """Of several readings of the same words the one that the policy honours; a doubt where they differ.

    A reading of which the policy says nothing contradicts none that it speaks of. A reason that was only
    guessed is as sure as all likely reasons together that come to the same.
    """
    chosen = matter.claims
    best = assessed(matter.brief, matter.order, chosen)
    guessed = {reason for doubt in matter.doubts for reason, _ in doubt.of_reason}
    doubts = matter.doubts
    for alternative in matter.alternatives:
        other = _with(chosen, alternative)
        found = assessed(matter.brief, matter.order, other)
        if Result.UNCOVERED in found.results or _same(found, best):
            continue
        if alternative.reason not in guessed:
            doubts = (*doubts, _another(chosen, alternative, best))
        if _rank(found) < _rank(best):
            chosen, best = other, found
    weighed = tuple(_weighed(matter, doubt, chosen, best) for doubt in doubts)
    return chosen, best, seen_as_a_whole(weighed, matter.brief.reading.ordinary)


def _another(chosen: tuple[Claim, ...], alternative: Claim, best: Assessment) -> Doubt:
    fault = chosen and all(claim.reason in FAULTS for claim in chosen)
    cost = SLIGHT if fault and alternative.reason is Reason.CHANGED_MIND and _rank(best) == 0 else SOME
    return Doubt(cost, f"The words also say that it {IN_WORDS[alternative.reason]}.", of_wording=True)


def _weighed(matter: Matter, doubt: Doubt, chosen: tuple[Claim, ...], best: Assessment) -> Doubt:
    """A doubt about the reason at the cost of what it changes."""
    if not doubt.of_reason:
        return doubt
    agree = against = 0.0
    for reason, share in doubt.of_reason:
        if share < _NEGLIGIBLE or reason in HARDLY.get(matter.order.status, frozenset()):
            continue
        other = tuple(claim.model_copy(update={"reason": reason}) for claim in chosen)
        found = best if other == chosen else assessed(matter.brief, matter.order, other)
        if _same(found, best):
            agree += share
        elif Result.UNCOVERED not in found.results:
            against += share
    none = _COUNTS * (1 - sum(share for _, share in doubt.of_reason))
    return doubt._replace(cost=cost_of_guess(agree / (agree + against + none)) if agree else doubt.cost)


_NEGLIGIBLE = 0.03  # a share that changes no doubt
_COUNTS = 0.5  # of the share for no reason at all: in a request for money most clauses give one


def _same(one: Assessment, other: Assessment) -> bool:
    return (one.results, one.amount, one.goods_back) == (other.results, other.amount, other.goods_back)


def _rank(assessment: Assessment) -> int:
    return max((_RANK.get(result, 5) for result in assessment.results), default=9)


def _with(claims: tuple[Claim, ...], other: Claim) -> tuple[Claim, ...]:
    return tuple(other if claim.line_id == other.line_id else claim for claim in claims)
