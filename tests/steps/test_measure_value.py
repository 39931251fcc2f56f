"""What the product was worth, on logs small enough to work out by hand."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from hitl.domain.decision import GATE, DecisionOutcome, DecisionReason, Edit
from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Code
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.steps.measure_value import Assumptions, Tally, converted, tally, value
from tests.company import START, line, order, ticket
from tests.steps.test_measure import NOON, decision

DENIED = {
    "outcome": DecisionOutcome.EDITED,
    "action": Action.DENY_REFUND,
    "amount": None,
    "refund_status": None,
}


def usd(minor: int) -> Money:
    return Money(minor=minor, currency="USD")


def lowered(to: int) -> dict[str, object]:
    return {"outcome": DecisionOutcome.EDITED, "amount": usd(to)}


def test_nothing_logged_is_worth_nothing():
    found = value(tally([]), Assumptions())
    assert found.tally == Tally(cases=0, alone=0, measured=0, hands_on_seconds=0, avoided={})
    assert (found.minutes_saved, found.money_saved, found.avoided) == (0, usd(0), usd(0))


def test_a_small_log_of_both_databases_counted_by_hand(company):
    company.add(
        order("2", lines=(line(unit_price=4800),)), order("3", currency="EUR", lines=(line(unit_price=4000),))
    )
    company.draft(ticket(ticket_id="A"))  # $12.00 goes alone
    for number, changes, seconds in (
        ("2", {"amount": usd(3600)}, 90),  # $48.00 drafted, $36.00 paid
        ("3", {"action": Action.DENY_REFUND, "reply": "We cannot refund this."}, 30),  # €40.00 refused
    ):
        case, _ = company.draft(ticket(f"The mug of order {number} arrived broken.", number, order_id=number))
        edit = Edit(reason_code=DecisionReason.AMOUNT_WRONG, **{"reply": "We looked into it.", **changes})
        company.answer(case, edit, opened_at=START - timedelta(seconds=seconds))
    with company.store.reads() as reads:
        found = tally(reads.decisions(None, None))

    assert (found.cases, found.alone, found.measured, found.hands_on_seconds) == (3, 1, 2, 120)
    assert {currency: one.amount.minor for currency, one in found.avoided.items()} == {
        "USD": 1200,
        "EUR": 4000,
    }
    worth = value(found, Assumptions())
    assert worth.minutes_saved == 3 * 8 - 2
    assert worth.money_saved == usd(1100)  # 22 minutes at $30.00 an hour
    assert (worth.case, worth.case_by_hand) == (usd(33), usd(400))  # 2 minutes for three cases
    assert worth.cases_an_hour == 60  # two in 120 seconds
    assert worth.avoided is None  # nobody said what a euro is worth
    rated = Assumptions(rates={"EUR": Decimal("1.1")})
    assert value(found, rated).avoided == usd(1200 + 4400)


@pytest.mark.parametrize(
    ("changes", "avoided", "why"),
    [
        (DENIED, 1000, "refused: all of it"),
        ({**DENIED, "action": Action.ANSWER_ONLY}, 1000, "answered without paying: all of it"),
        ({**DENIED, "outcome": DecisionOutcome.REJECTED}, 1000, "thrown away and refused"),
        (lowered(400), 600, "paid less: the difference"),
        (lowered(1500), 0, "paid more: no payment was avoided"),
        ({}, 0, "approved as it was"),
        ({**DENIED, "action": Action.REQUEST_MORE_INFO}, 0, "a question is no end"),
        ({**DENIED, "draft_action": Action.DENY_REFUND, "draft_amount": None}, 0, "no payment was proposed"),
        ({"amount": Money(minor=1, currency="EUR")}, 0, "two currencies cannot be compared"),
        ({**DENIED, "mode": Mode.SHADOW}, 0, "in shadow nothing would have been paid"),
        ({**DENIED, "reasons": (Code.NOT_A_REFUND_REQUEST,)}, 0, "no refund matter"),
    ],
)
def test_a_wrong_payment_is_avoided_where_a_person_paid_less(changes, avoided, why):
    found = tally([decision(1, **changes)])
    assert sum(one.amount.minor for one in found.avoided.values()) == avoided, why


def test_what_the_terms_had_held_is_a_part_of_what_was_avoided():
    rows = [decision(1, **DENIED, reasons=(Code.POLICY_TERMS_NOT_MET,)), decision(2, **DENIED)]
    (found,) = tally(rows).avoided.values()
    assert (found.cases, found.amount, found.held_by_terms) == (2, usd(2000), usd(1000))


@pytest.mark.parametrize(
    ("rows", "minutes", "why"),
    [
        ([decision(1, GATE)], Fraction(8), "nobody touched it"),
        ([decision(1, opened_at=NOON + timedelta(minutes=8))], Fraction(6), "opened two minutes before"),
        ([decision(1)], Fraction(0), "not measured: nothing counts as saved"),
        ([decision(1, opened_at=NOON - timedelta(minutes=10))], Fraction(-12), "left open: time was lost"),
        ([decision(1, opened_at=NOON + timedelta(hours=1))], Fraction(8), "a clock went backwards"),
    ],
)
def test_time_is_saved_against_what_was_measured(rows, minutes, why):
    assert value(tally(rows), Assumptions()).minutes_saved == minutes, why


def test_shadow_decisions_save_no_time():
    assert tally([decision(1, mode=Mode.SHADOW)]).cases == 0


def test_without_a_case_nothing_is_said_of_a_case():
    found = value(tally([]), Assumptions())
    assert (found.case, found.cases_an_hour) == (None, None)


def test_other_assumptions_give_other_figures_from_the_same_log():
    given = Assumptions(minutes_without=Decimal("7.5"), hour=Money(minor=400_00, currency="SEK"))
    found = value(tally([decision(number, GATE) for number in range(2)]), given)
    assert found.minutes_saved == 15
    assert found.money_saved == Money(minor=100_00, currency="SEK")


@pytest.mark.parametrize(
    ("amount", "to", "rate", "expected", "why"),
    [
        (usd(100), "USD", None, 100, "its own currency needs no rate"),
        (usd(100), "EUR", "0.925", 92, "rounded half to even"),
        (Money(minor=1000, currency="JPY"), "USD", "0.0065", 650, "whole yen into cents"),
        (usd(1000), "JPY", "150", 1500, "cents into whole yen"),
        (usd(100), "EUR", None, None, "no rate, no sum"),
    ],
)
def test_money_is_converted_only_at_a_given_rate(amount, to, rate, expected, why):
    rates = {amount.currency: Decimal(rate)} if rate else {}
    found = converted(amount, to, rates)
    assert (found.minor if found else None) == expected, why
