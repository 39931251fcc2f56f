"""Shares of cases, money, satisfaction and comparisons, on rows small enough to count by hand."""

from datetime import timedelta

import pytest

from hitl.domain.decision import GATE, Approve, DecisionOutcome
from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.money import Money
from hitl.domain.refund import RefundStatus
from hitl.steps.measure_all import COUNTS, measured, shares, table
from hitl.steps.measure_compare import compare
from hitl.steps.measure_flow import Path, flow, moved, satisfaction
from hitl.steps.measure_slice import Log, cut, read_log
from hitl.steps.satisfaction import rate
from tests.company import START, order, ticket
from tests.steps.test_measure import NOON, case, decision

DENIED = {
    "outcome": DecisionOutcome.EDITED,
    "action": Action.DENY_REFUND,
    "amount": None,
    "refund_status": None,
}


def usd(minor: int) -> Money:
    return Money(minor=minor, currency="USD")


def test_shares_of_cases_are_of_those_that_the_gate_judged():
    routes = (Route.AUTO, Route.REVIEW, Route.REVIEW, Route.TAKEOVER, None)
    cases = [case(number).model_copy(update={"route": route}) for number, route in enumerate(routes)]
    cases[1] = cases[1].model_copy(update={"escalated": True, "draft_version": 2})
    strange = case(9, Code.NOT_A_REFUND_REQUEST).model_copy(update={"route": Route.TAKEOVER})
    found = flow([*cases, strange], [])
    counted = {
        name: (getattr(found, name).part, getattr(found, name).whole) for name in type(found).model_fields
    }
    assert counted == {
        "review_rate": (3, 4),
        "takeover_rate": (1, 4),
        "escalation_rate": (1, 3),
        "loop_back_rate": (1, 4),
        "sla_met": (0, 0),
    }


def test_a_case_drawn_for_a_check_was_sent_to_a_person():
    drawn = case(1, Code.SAMPLED_FOR_QUALITY).model_copy(update={"route": Route.REVIEW})
    assert flow([drawn], []).review_rate.value == 1.0


def test_in_time_is_until_the_due_time_itself():
    at = NOON + timedelta(minutes=10)  # when `decision` decides
    rows = [decision(n, due_at=due) for n, due in enumerate((at, at - timedelta(seconds=1), None))]
    found = flow([], rows).sla_met
    assert (found.part, found.whole) == (1, 2)


@pytest.mark.parametrize(
    ("row", "name", "minor", "why"),
    [
        (decision(1), "refunded", 1000, "paid as drafted"),
        (decision(1, refund_status=RefundStatus.FAILED), "refunded", 0, "the processor refused"),
        (decision(1, **DENIED), "denied", 1000, "a payment was drafted and denied"),
        (
            decision(1, **DENIED, draft_action=Action.DENY_REFUND, draft_amount=None),
            "denied",
            0,
            "as drafted",
        ),
        (decision(1, amount=usd(400)), "edited_down", 600, "paid less"),
        (decision(1, amount=usd(1500)), "edited_up", 500, "paid more"),
        (decision(1, amount=Money(minor=9, currency="EUR")), "edited_down", 0, "two currencies"),
        (
            decision(1, GATE, refund_status=RefundStatus.FAILED),
            "auto_exposure",
            1000,
            "whatever became of it",
        ),
        (decision(1), "auto_exposure", 0, "a person approved it"),
    ],
)
def test_money_is_counted_where_it_went(row, name, minor, why):
    found = moved([row]).get("USD")
    assert (getattr(found, name).minor if found else 0) == minor, why


def test_satisfaction_goes_by_how_the_customer_met_the_end():
    rows = [
        decision(1, GATE, score=5),
        decision(2, score=4),
        decision(3, score=2),
        decision(4, outcome=DecisionOutcome.REJECTED, score=1),
        decision(5, **DENIED, score=1),
        decision(6, score=None),
    ]
    found = satisfaction(rows)
    assert {path: (one.answers, one.mean) for path, one in found.items()} == {
        Path.AUTO: (1, 5.0),
        Path.APPROVED: (2, 3.0),
        Path.EDITED: (1, 1.0),
        Path.DENIED: (1, 1.0),
    }
    assert found[Path.APPROVED].satisfied.part == 1


def test_an_empty_log_has_no_figures_and_no_error():
    found = measured(Log(cases=(), decisions=()))
    assert all(share.value is None for share in shares(found).values())
    assert {line.value for line in table(found) if line.figure in COUNTS} == {0}
    assert {line.value for line in table(found) if line.figure not in COUNTS} == {None}
    assert {row.difference for row in compare(found, found)} == {None}


def test_two_slices_differ_surely_only_where_chance_does_not_explain_it():
    def log(changed: int, minutes: int) -> Log:
        rows = tuple(
            decision(
                n,
                outcome=DecisionOutcome.EDITED if n < changed else DecisionOutcome.APPROVED,
                decided_at=NOON + timedelta(minutes=minutes, seconds=n),
            )
            for n in range(100)
        )
        return Log(cases=(), decisions=rows)

    before, after, same = (measured(log(*one)) for one in ((10, 10), (40, 30), (12, 10)))
    found = {row.figure: row for row in compare(before, after)}
    assert found["override_rate"].difference == pytest.approx(0.30)
    assert found["override_rate"].low == pytest.approx(0.1828, abs=5e-4)  # Newcombe: 40/100 less 10/100
    assert found["override_rate"].sure
    assert found["review_latency_p50"].difference == 20 * 60
    assert found["review_latency_p50"].sure
    assert not {row.figure: row for row in compare(before, same)}["override_rate"].sure


def test_a_small_log_of_both_databases_counted_by_hand(company, clock):
    company.add(order("2", lines=order().lines), order("3"))
    company.draft(ticket(ticket_id="A"))  # $12.00 goes alone
    for number in ("2", "3"):
        found, _ = company.draft(
            ticket(f"My lawyer will hear of the broken mug of order {number}.", number, order_id=number)
        )
        if number == "2":
            company.answer(found, Approve(), opened_at=START - timedelta(seconds=40))
    with company.store.reads() as reads:
        found = measured(cut(read_log(reads, None, None, demo=False), {}))
    counted = {name: (share.part, share.whole) for name, share in shares(found).items()}
    assert counted["auto_approval_rate"] == (1, 2)
    assert counted["review_rate"] == (2, 3)
    assert counted["sla_met"] == (1, 1)
    assert found.moved["USD"].auto_exposure.minor == 1200
    assert found.hands_on == (40.0,)
    with pytest.raises(Exception, match="not finished"):
        rate("CS-1002", 5, store=company.store, clock=clock)
