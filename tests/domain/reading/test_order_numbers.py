"""Order numbers in a customer's words, and everything that only looks like one."""

import pytest

from hitl.domain.reading.order_numbers import order_numbers

SURE = [
    ("Order 48291 came broken", "48291", "introduced by the word"),
    ("order number: 48291", "48291", "with a colon"),
    ("my order no. 214", "214", "short, but named as a number"),
    ("#48291 please", "48291", "a hash"),
    ("order #W2378156", "W2378156", "letters before"),
    ("Order A-1002-B arrived", "A-1002-B", "dashes inside"),
    ("purchase 113542617735902", "113542617735902", "another word for it"),
    ("my order is 48291", "48291", "a verb between"),
]
NONE = [
    ("I ordered 2 mugs", "a count"),
    ("an order of 1200 dollars", "a sum"),
    ("I paid $48291", "a price"),
    ("I ordered on 2026-11-03", "a date"),
    ("the order from 2025", "a year"),
    ("call me on +44 20 7946 0958", "a telephone number"),
    ("my order took 100 days", "a time"),
    ("write to me at a1234@example.com", "an address"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("text", "number", "why"), SURE, ids=[row[2] for row in SURE])
def test_a_number_introduced_as_an_order_is_sure(text: str, number: str, why: str) -> None:
    found = {one.number: one.sure for one in order_numbers(text)}
    assert found.get(number) is True, why


@pytest.mark.parametrize(("text", "why"), NONE, ids=[row[1] for row in NONE])
def test_other_figures_are_no_sure_order(text: str, why: str) -> None:
    assert not [one for one in order_numbers(text) if one.sure], why


def test_a_bare_number_is_a_candidate_and_not_sure() -> None:
    assert [(one.number, one.sure) for one in order_numbers("48291")] == [("48291", False)]


def test_a_list_of_orders_is_read_to_its_end() -> None:
    found = [one.number for one in order_numbers("orders 48291, 48292 and 48300 came broken")]
    assert found == ["48291", "48292", "48300"]


def test_a_number_is_kept_as_it_was_written() -> None:
    assert order_numbers("Order ab-1234")[0].number == "ab-1234"
