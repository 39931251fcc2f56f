"""Agreement of two people on one case: what counts as the same, and what alpha is taken of."""

from datetime import timedelta

import pytest

from hitl.domain.alpha import Undefined
from hitl.domain.blind import Pair, Said
from hitl.domain.draft import Action
from hitl.domain.money import Money
from hitl.steps.measure_pairs import SPEAKS, agreement
from hitl.ui.metrics.agreement import html, title
from tests.databases import NOW

PAY, DENY = Action.APPROVE_REFUND, Action.DENY_REFUND


def said(by: str, what: str) -> Said:
    """`12.00 USD` pays so much, `deny` refuses, `on` hands the case on."""
    at = NOW if by == "first" else NOW + timedelta(hours=1)
    if what == "on":
        return Said(by=by, action=None, at=at)
    if what == "deny":
        return Said(by=by, action=DENY, at=at)
    amount, currency = what.split()
    return Said(by=by, action=PAY, amount=Money.parse(amount, currency), at=at)


def pairs(*both: tuple[str, str], times: int = 1) -> list[Pair]:
    """One pair for each two answers."""
    return [
        Pair(case_id=f"CS-{number}", first=said("first", one), second=said("second", other))
        for number, (one, other) in enumerate(both * times)
    ]


@pytest.mark.parametrize(
    ("both", "same", "reason"),
    [
        (("12.00 USD", "12.00 USD"), 1, "the same amount"),
        (("12.00 USD", "11.00 USD"), 0, "another amount is another decision"),
        (("12.00 USD", "12.00 EUR"), 0, "another currency too"),
        (("deny", "deny"), 1, "neither pays"),
        (("deny", "on"), 0, "one would not have decided it"),
    ],
)
def test_the_same_is_the_same_action_with_the_same_amount(
    both: tuple[str, str], same: int, reason: str
) -> None:
    assert agreement(pairs(both)).same.part == same, reason


def test_alpha_of_the_action_leaves_the_amount_aside() -> None:
    """Of 12 answers 7 pay, 4 refuse, 1 hands on; two pairs differ: 1 - 11 * 4 / (144 - 49 - 16 - 1)."""
    found = agreement(
        pairs(
            ("12.00 USD", "11.00 USD"),
            ("12.00 USD", "12.00 USD"),
            ("5.00 USD", "5.00 USD"),
            ("deny", "deny"),
            ("deny", "9.00 USD"),
            ("deny", "on"),
        )
    )
    assert found.actions.value == pytest.approx(1 - 11 * 4 / 78)


def test_amounts_are_compared_in_the_currency_of_most_pairs_and_a_refusal_pays_nothing() -> None:
    """10/10, 0/10 and 20/20 dollars: sum 70, squares 1100; 1 - 5 * 200 / (2 * (6 * 1100 - 70^2))."""
    found = agreement(
        pairs(
            ("10.00 USD", "10.00 USD"),
            ("deny", "10.00 USD"),
            ("20.00 USD", "20.00 USD"),
            ("3.00 EUR", "3.00 EUR"),
            ("deny", "deny"),
        )
    )
    assert found.currency == "USD"
    assert found.amounts is not None
    assert found.amounts.units == 3
    assert found.amounts.value == pytest.approx(1 - 5 * 200 / (2 * (6 * 1100 - 70**2)))


def test_without_pairs_nothing_is_claimed() -> None:
    found = agreement([])

    assert (found.pairs, found.same.value, found.currency, found.amounts) == (0, None, None, None)
    assert found.actions.undefined is Undefined.NO_PAIRS
    assert title(found) == "No case was read by two people yet"
    assert "nan" not in html(found)


def test_few_pairs_say_how_many_are_missing_instead_of_a_figure() -> None:
    found = agreement(pairs(("deny", "deny"), ("12.00 USD", "deny")))

    assert f"2 cases were read by two people; {SPEAKS} are needed" in title(found)
    assert f"needs {SPEAKS} pairs, has 2" in html(found)


def test_enough_pairs_show_alpha_with_its_interval_and_their_number() -> None:
    both = (("deny", "deny"), ("12.00 USD", "12.00 USD"), ("12.00 USD", "deny"))
    found = agreement(pairs(*both, times=12))

    shown = html(found)
    assert title(found) == "Two people did the same in 66.7% of 36 cases"
    assert found.actions.low is not None
    assert f"<b>{found.actions.value:.2f}</b><small>{found.actions.low:.2f} to " in shown
    assert "36 pairs" in shown
    assert "They differed in 12: <a href='case?case=CS-35'>CS-35</a>" in shown


def test_people_who_always_say_the_same_have_no_alpha_and_are_told_why() -> None:
    assert "agreement cannot be told from chance" in html(agreement(pairs(("deny", "deny"), times=SPEAKS)))
