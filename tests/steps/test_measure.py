"""The figures, on rows small enough to count by hand."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hitl.domain.case import Channel, Status
from hitl.domain.decision import GATE, DecisionOutcome
from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Code
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.domain.refund import RefundStatus
from hitl.ports.reads import CaseRow, DecisionRow
from hitl.steps.measure import Percentiles, Rate, figures, percentile

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


def case(number: int, *reasons: Code, at: datetime = NOON) -> CaseRow:
    return CaseRow(
        case_id=f"CS-{number}",
        ticket_id=f"T{number}",
        status=Status.CLOSED,
        channel=Channel.EMAIL,
        customer_id="C1",
        order_id="1",
        currency="USD",
        received_at=at,
        mode=Mode.LIMITED_AUTONOMY,
        route=None,
        reasons=reasons,
        confidence=None,
    )


def decision(number: int, by: str = "rita@example.com", **changes: object) -> DecisionRow:
    known = {
        "case_id": f"CS-{number}",
        "decision_id": f"D-{number}",
        "by": by,
        "outcome": DecisionOutcome.APPROVED,
        "draft_action": Action.APPROVE_REFUND,
        "draft_amount": Money(minor=1000, currency="USD"),
        "action": Action.APPROVE_REFUND,
        "amount": Money(minor=1000, currency="USD"),
        "reason_code": None,
        "queued_at": None if by == GATE else NOON,
        "opened_at": None,
        "decided_at": NOON + timedelta(minutes=10),
        "policy": 1,
        "ruleset": "1",
        "prompt": "",
        "model": "",
        "mode": Mode.LIMITED_AUTONOMY,
        "refund_status": RefundStatus.SUCCEEDED,
        "reply_changed": False,
    }
    return DecisionRow.model_validate({**known, **changes})


def test_nothing_logged_gives_no_figures_rather_than_zeros():
    nothing = figures([], [])
    assert nothing.auto_approval_rate.value is None
    assert nothing.override_rate.value is None
    assert nothing.execution_failure_rate.value is None
    assert nothing.review_latency == Percentiles(count=0, p50=None, p90=None, p95=None)


def test_rates_count_final_decisions_and_overrides_those_of_people():
    rows = [
        decision(1, GATE),
        decision(2, GATE, action=Action.ANSWER_ONLY, amount=None, refund_status=None),
        decision(3),
        decision(4, outcome=DecisionOutcome.EDITED, amount=Money(minor=500, currency="USD")),
        decision(5, outcome=DecisionOutcome.REJECTED, action=Action.DENY_REFUND, amount=None),
    ]
    found = figures([case(n) for n in range(1, 6)], rows)
    assert (found.auto_approval_rate.part, found.auto_approval_rate.whole) == (2, 5)
    assert (found.auto_refund_rate.part, found.auto_refund_rate.whole) == (1, 3)
    assert (found.override_rate.part, found.override_rate.whole) == (2, 3)
    assert {kind: rate.part for kind, rate in found.overrides.items() if rate.part} == {
        "amount": 1,
        "rejected": 1,
    }


def test_overrides_are_told_by_what_the_draft_proposed():
    asked = {"draft_action": Action.REQUEST_MORE_INFO, "draft_amount": None}
    rows = [
        decision(1),
        decision(2, outcome=DecisionOutcome.EDITED),
        decision(3, outcome=DecisionOutcome.EDITED, **asked),
        decision(4, GATE, draft_action=Action.ANSWER_ONLY),  # nobody reviewed it
    ]
    found = figures([], rows).override_rate_by_action
    assert {action: (rate.part, rate.whole) for action, rate in found.items()} == {
        Action.APPROVE_REFUND: (1, 2),
        Action.REQUEST_MORE_INFO: (1, 1),
    }


def test_a_case_counts_under_each_reason_of_the_gate_and_once_by_its_status():
    waiting = case(3, Code.DENIAL).model_copy(update={"status": Status.IN_REVIEW})
    found = figures([case(1, Code.DENIAL, Code.VELOCITY), case(2), waiting], [])
    assert found.held_for == {Code.DENIAL: 2, Code.VELOCITY: 1}
    assert found.statuses == {Status.CLOSED: 2, Status.IN_REVIEW: 1}
    assert (found.cases, found.decisions) == (3, 0)


def test_what_is_no_refund_matter_is_left_out_of_every_figure():
    other = (Code.NOT_A_REFUND_REQUEST,)
    found = figures([case(1), case(2, *other)], [decision(1), decision(2, GATE, reasons=other)])
    assert (found.decisions, found.not_refund_matters) == (1, 1)
    assert found.auto_approval_rate.value == 0.0


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"outcome": DecisionOutcome.REJECTED, "action": Action.DENY_REFUND, "amount": None}, "rejected"),
        ({"outcome": DecisionOutcome.EDITED, "action": Action.DENY_REFUND, "amount": None}, "action"),
        ({"outcome": DecisionOutcome.EDITED, "amount": Money(minor=1, currency="USD")}, "amount"),
        ({"outcome": DecisionOutcome.EDITED, "reply_changed": True}, "reply"),
        ({"outcome": DecisionOutcome.EDITED}, "steps"),
    ],
)
def test_an_override_counts_under_the_first_thing_that_was_changed(changes, kind):
    found = figures([case(1)], [decision(1, **changes)]).overrides
    assert [name for name, rate in found.items() if rate.part] == [kind]


def test_latency_runs_from_the_desk_to_the_decision_and_splits_where_the_case_was_opened():
    opened = decision(1, opened_at=NOON + timedelta(minutes=8))
    found = figures([case(1), case(2)], [opened, decision(2, decided_at=NOON + timedelta(minutes=20))])
    assert found.review_latency.p50 == 15 * 60
    assert (found.waiting.p50, found.waiting.count) == (8 * 60, 1)
    assert (found.handling.p50, found.handling.count) == (2 * 60, 1)


def test_only_refunds_with_an_end_count_for_failures_and_what_may_be_paid_for_money():
    statuses = [RefundStatus.SUCCEEDED, RefundStatus.FAILED, RefundStatus.UNKNOWN, RefundStatus.PENDING]
    rows = [decision(n, refund_status=status) for n, status in enumerate(statuses)]
    found = figures([], [*rows, decision(9, GATE, amount=Money(minor=700, currency="JPY"))])
    assert (found.execution_failure_rate.part, found.execution_failure_rate.whole) == (1, 3)
    assert found.paid["USD"].by_people.decimal() == "30.00"
    assert found.paid["JPY"].by_gate.decimal() == "700"


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([], 50, None),
        ([7.0], 95, 7.0),
        ([1.0, 2.0, 3.0, 4.0], 50, 2.5),  # numpy.percentile([1, 2, 3, 4], 50)
        ([1.0, 2.0, 3.0, 4.0, 10.0], 90, 7.6),  # numpy.percentile([1, 2, 3, 4, 10], 90)
    ],
)
def test_percentiles_interpolate_between_ranks(values, percent, expected):
    assert percentile(values, percent) == (None if expected is None else pytest.approx(expected))


def test_the_wilson_interval_of_three_in_ten_is_the_textbook_one():
    rate = Rate.of(3, 10)
    assert (rate.low, rate.high) == (pytest.approx(0.1078, abs=5e-5), pytest.approx(0.6032, abs=5e-5))


@given(whole=st.integers(1, 10_000), share=st.fractions(0, 1))
def test_an_interval_always_holds_its_share_and_stays_within_nought_and_one(whole, share):
    rate = Rate.of(int(share * whole), whole)
    assert rate.low is not None
    assert rate.high is not None
    assert rate.value == pytest.approx(float(Fraction(rate.part, whole)))
    assert 0 <= rate.low <= rate.value <= rate.high <= 1
