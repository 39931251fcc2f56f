"""How alike two cases are goes by clause, goods, amount and tier, in this order."""

import pytest

from hitl.domain.likeness import Likeness, Traits, likeness, nearness
from hitl.domain.money import Money
from hitl.domain.order import Tier

THIS = Traits(
    clause="RP-2",
    goods=frozenset({"home", "kitchen"}),
    amount=Money(minor=1000, currency="USD"),
    tier=Tier.PREMIUM,
)


def other(**changes: object) -> Traits:
    nothing = {"clause": "RP-9", "goods": frozenset(), "amount": None, "tier": Tier.STANDARD}
    return Traits.model_validate({**nothing, **changes})


def money(minor: int, currency: str = "USD") -> Money:
    return Money(minor=minor, currency=currency)


@pytest.mark.parametrize(
    ("changes", "shared", "reason"),
    [
        ({}, [], "nothing in common"),
        ({"clause": "RP-2"}, [Likeness.CLAUSE], "the same clause"),
        ({"goods": frozenset({"kitchen", "toys"})}, [Likeness.GOODS], "one category is enough"),
        ({"amount": money(500)}, [Likeness.AMOUNT], "half of it is near"),
        ({"amount": money(1500)}, [Likeness.AMOUNT], "half as much again is near"),
        ({"amount": money(499)}, [], "less than half is not"),
        ({"amount": money(1501)}, [], "more than half as much again is not"),
        ({"amount": money(1000, "EUR")}, [], "amounts in two currencies are not compared"),
        ({"tier": Tier.PREMIUM}, [Likeness.TIER], "the same tier"),
        ({"clause": None, "tier": None}, [], "what is not known is like nothing"),
    ],
)
def test_what_two_cases_share(changes: dict[str, object], shared: list[Likeness], reason: str) -> None:
    assert list(likeness(THIS, other(**changes))) == shared, reason


def test_what_neither_has_is_nothing_in_common() -> None:
    bare = Traits(clause=None, goods=frozenset(), amount=None, tier=None)

    assert likeness(bare, bare) == ()


def test_each_counts_more_than_all_below_it() -> None:
    order = list(Likeness)

    for place, trait in enumerate(order):
        assert nearness((trait,)) > nearness(tuple(order[place + 1 :]))
    assert nearness(tuple(order)) == 15
