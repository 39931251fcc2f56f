"""What an outcome depends on, and how a reply and a rationale speak of it."""

from dataclasses import dataclass
from fractions import Fraction

from hitl.adapters.rules_drafter import replies
from hitl.adapters.rules_drafter.doubts import Doubt
from hitl.domain.assessment import Assessment
from hitl.domain.draft import Claim
from hitl.domain.order import Order
from hitl.domain.policy import Clause, Reason
from hitl.ports.drafter import Brief

_WHY = {
    Reason.DAMAGED: ", which arrived damaged",
    Reason.DEFECTIVE: ", which does not work as it should",
    Reason.WRONG_ITEM: ", which is not what you ordered",
    Reason.NOT_AS_DESCRIBED: ", which is not as described",
    Reason.LATE: ", which came late",
    Reason.NEVER_ARRIVED: ", which did not arrive",
    Reason.CANCELLED: ", which you cancelled",
}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What else the customer says about how the matter should end."""

    sum: int | None = None  # "give me $10 back"; minor units
    currency: str | None = None  # of that sum, where one is named
    share: Fraction | None = None  # "half of the price"
    some: bool = False  # "a partial refund", without saying how much
    replacement: bool = False  # a replacement, and no money


@dataclass(frozen=True, kw_only=True)
class Matter:
    """Everything that the outcome depends on."""

    brief: Brief
    order: Order
    claims: tuple[Claim, ...]
    alternatives: tuple[Claim, ...]
    doubts: tuple[Doubt, ...]
    wish: Wish


def left(order: Order, claims: tuple[Claim, ...]) -> int:
    """What could still be paid back on these claims at most, minor units."""
    left, total = order, 0
    for claim in claims:
        amount = left.refundable_on(claim.line_id, quantity=claim.quantity)
        left = left.paid_back({claim.line_id: amount})
        total += amount
    return total


def goods(matter: Matter, only: set[str] | None = None) -> str:
    """The goods claimed as a reply names them; with `only`, those of these lines."""
    titles: dict[str, int] = {}
    for claim in matter.claims:
        if only is None or claim.line_id in only:
            titles[claim.line_id] = titles.get(claim.line_id, 0) + claim.quantity
    if len(titles) > _MANY:
        return "the goods"
    named = ((count, line.title) for line_id, count in titles.items() if (line := matter.order.line(line_id)))
    return replies.goods(tuple(named))


_MANY = 5


def why(claims: tuple[Claim, ...]) -> str:
    """A relative clause on what is the matter, where it is the same of one line; else nothing."""
    reasons = {claim.reason for claim in claims}
    return (
        _WHY.get(next(iter(reasons)), "")
        if len(reasons) == 1 and len({claim.line_id for claim in claims}) == 1
        else ""
    )


def under(matter: Matter, assessment: Assessment) -> str:
    """The sentence that names the policy which decides, by its titles."""
    titles = tuple(dict.fromkeys(title(matter, clause_id) for clause_id in assessment.deciding))
    return f"This follows our policy on “{'” and “'.join(titles)}”." if titles else ""


def title(matter: Matter, clause_id: str) -> str:
    """What a clause is called in plain words."""
    clause: Clause | None = matter.brief.facts.policy.clause(clause_id)
    return clause.title if clause and clause.title else clause_id
