"""Sums in any notation, and which of them is asked for."""

from fractions import Fraction

import pytest

from hitl.domain.reading.amounts import amounts, asked, asked_figure, asked_share, some_part

SUMS = [
    ("$10.50", (1050, "USD"), "a sign before"),
    ("10,50 €", (1050, "EUR"), "a comma and a sign after"),
    ("£1,299.00", (129900, "GBP"), "a thousands' comma"),
    ("EUR 1.299,00", (129900, "EUR"), "a thousands' point"),
    ("¥3500", (3500, "JPY"), "no minor unit"),
    ("20 bucks", (2000, "USD"), "a colloquial name"),
    ("350 dollars", (35000, "USD"), "a name"),
    ("five pounds", (500, "GBP"), "in words"),
    ("100 SEK", (10000, "SEK"), "a code"),
]


@pytest.mark.parametrize(("text", "sum_", "why"), SUMS, ids=[row[2] for row in SUMS])
def test_a_sum_is_read(text: str, sum_: tuple[int, str], why: str) -> None:
    assert [(one.minor, one.currency) for one in amounts(text, 0)] == [sum_], why


@pytest.mark.parametrize(
    "text", ["it cannot hold 5 pounds", "4 mugs", "order 48291", "30 cm", "", "2026-11-10", "version 2.5"]
)
def test_other_figures_are_no_sums(text: str) -> None:
    assert not amounts(text, 0)


ASKED = [
    ("I paid $42 for it and would like $10 back", 1000, "the part, not the price"),
    ("Please refund me 12,50 €", 1250, "after the verb"),
    ("5 dollars back would be fine", 500, "before the word"),
    ("It cost $42 and broke", None, "only the price"),
    ("I was charged £18 for it", None, "what was charged"),
]


@pytest.mark.parametrize(("text", "minor", "why"), ASKED, ids=[row[2] for row in ASKED])
def test_the_sum_that_is_asked_for(text: str, minor: int | None, why: str) -> None:
    found = asked(text, amounts(text, 0))
    assert (found.minor if found else None) == minor, why


def test_a_share_of_the_price() -> None:
    assert asked_share("half of the price back would be fine") == Fraction(1, 2)
    assert asked_share("could i get a 20% refund") == Fraction(1, 5)
    assert asked_share("could you knock off 25%") == Fraction(1, 4)
    assert asked_share("a third of the price refunded") == Fraction(1, 3)
    assert asked_share("it is now half price") is None
    assert asked_share("i'd keep it for half the price back") == Fraction(1, 2)
    assert asked_share("either 50% off my next order or 40% back") == Fraction(2, 5)
    assert asked_share("20% off your next order") is None
    assert some_part("a partial refund would be ok")


@pytest.mark.parametrize(
    ("said", "currency", "minor"),
    [
        ("the zip jams. i want 20 back and keep it", "USD", 2000),
        ("buckle broke. 24 back please", "EUR", 2400),
        ("tray chipped: 4 back please and i keep it", "USD", 400),
        ("vase cracked - 5 off and we are good", "USD", 500),
        ("the clock: 1 hand fell off", "USD", None),
        ("please refund 12.50 of it", "GBP", 1250),
        ("i'd take 4 off and keep it", "USD", 400),
        ("give me 1500 back", "JPY", 1500),
        ("please refund me, it is broken", "USD", None),
        ("i want it back in 20 days", "USD", None),
    ],
)
def test_a_bare_figure_is_a_sum_where_it_is_asked_back(said: str, currency: str, minor: int | None) -> None:
    assert asked_figure(said, currency) == minor


def test_a_sum_stands_where_it_says() -> None:
    text = "I’d like $10 back"
    (one,) = amounts(text, 2)
    assert text[one.found.start : one.found.end] == "$10"
    assert one.found.message == 2
