"""How much: what is asked for where that is less than the policy allows, else what it allows."""

from fractions import Fraction
from typing import NamedTuple

from hitl.adapters.rules_drafter.doubts import GRAVE, SLIGHT, SOME, Doubt
from hitl.adapters.rules_drafter.matter import Matter, left
from hitl.domain.money import portion


class Sum(NamedTuple):
    """An amount in minor units, what is doubtful about it, and a sentence on it for the customer."""

    minor: int
    doubts: tuple[Doubt, ...] = ()
    told: str = ""


def amount_of(matter: Matter, allowed: int) -> Sum:
    """The sum to pay where the policy allows `allowed`, minor units; never more than that."""
    wish = matter.wish
    if wish.share is not None:
        if wish.share in _shares_of_pieces(matter):
            return Sum(allowed)  # "half of the bowls broke, so half of the money"
        part = min(
            allowed,
            portion(left(matter.order, matter.claims), wish.share.numerator, wish.share.denominator),
        )
        doubt = Doubt(SLIGHT, f"The customer asks for {round(wish.share * 100)} % only.")
        return Sum(part, (doubt,), "This is the part that you asked for.")
    if wish.some and allowed < left(matter.order, matter.claims):
        return Sum(allowed)  # "some money back", and the policy says how much
    if wish.some:
        return Sum(allowed, (Doubt(GRAVE, "A part of the price is asked for, and not which."),))
    return Sum(allowed) if wish.sum is None else _of_asked(matter, allowed, wish.sum, wish.currency)


def _shares_of_pieces(matter: Matter) -> set[Fraction]:
    """Of the lines claimed in part, the parts that are claimed."""
    lines = ((claim, matter.order.line(claim.line_id)) for claim in matter.claims)
    return {Fraction(claim.quantity, line.quantity) for claim, line in lines if line} - {Fraction(1)}


def _listed(matter: Matter) -> int:
    """The price of the goods claimed before any discount, minor units: more than that is something else."""
    lines = ((claim, matter.order.line(claim.line_id)) for claim in matter.claims)
    return sum(claim.quantity * line.unit_price for claim, line in lines if line)


def _of_asked(matter: Matter, allowed: int, asked: int, currency: str | None) -> Sum:
    own = matter.order.currency
    if currency not in {None, own}:
        return Sum(allowed, (Doubt(GRAVE, f"A sum in {currency} is asked for; the order is in {own}."),))
    if 0 < asked < allowed:
        return Sum(asked, (), "This is the sum that you asked for.")
    if asked > allowed:
        doubt = Doubt(
            SOME if asked > _listed(matter) else SLIGHT,
            f"The customer asks for {matter.order.money(asked)}, more than the policy allows.",
        )
        return Sum(allowed, (doubt,), "This is the most that our policy allows for these goods.")
    return Sum(allowed)
