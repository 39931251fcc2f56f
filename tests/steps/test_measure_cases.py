"""The cases behind a figure are those that it counted."""

from datetime import timedelta

import pytest

from hitl.domain.decision import GATE, DecisionOutcome
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.money import Money
from hitl.domain.refund import RefundStatus
from hitl.steps.measure_all import measured, shares
from hitl.steps.measure_cases import Opened, behind
from hitl.steps.measure_slice import Grain, Log
from tests.steps.test_measure import NOON, case, decision

LATE = NOON + timedelta(days=8)
TEN = Money(minor=1000, currency="USD")
LOG = Log(
    cases=(
        case(1).model_copy(update={"route": Route.AUTO, "draft_version": 1}),
        case(2, Code.AMOUNT_LIMIT).model_copy(update={"route": Route.REVIEW}),
        case(3, at=LATE).model_copy(update={"route": Route.TAKEOVER, "escalated": True, "draft_version": 2}),
        case(4, Code.NOT_A_REFUND_REQUEST).model_copy(update={"route": Route.REVIEW}),
        case(5),  # not judged yet
    ),
    decisions=(
        decision(1, GATE),
        decision(
            2,
            outcome=DecisionOutcome.EDITED,
            amount=TEN - Money(minor=1, currency="USD"),
            reasons=(Code.AMOUNT_LIMIT,),
            due_at=NOON,
            confidence=0.71,
            score=5,
        ),
        decision(
            3, decided_at=LATE, opened_at=LATE - timedelta(minutes=3), refund_status=RefundStatus.FAILED
        ),
        decision(4, reasons=(Code.NOT_A_REFUND_REQUEST,)),
    ),
)


@pytest.mark.parametrize("name", sorted(shares(measured(LOG))))
def test_a_share_opens_exactly_the_cases_that_it_counted(name: str) -> None:
    rate = shares(measured(LOG))[name]
    counted = rate.whole - rate.part if name == "sla_met" else rate.part  # of those in time nobody asks
    assert len(set(behind(LOG, Opened(figure=name), Grain.WEEK))) == counted


@pytest.mark.parametrize(
    ("what", "cases"),
    [
        (Opened(figure="overrides", of="amount"), ("CS-2",)),
        (Opened(figure="overrides", of="reply"), ()),
        (Opened(figure="avoided"), ("CS-2",)),
        (Opened(figure="handled"), ("CS-3", "CS-2", "CS-1")),
        (Opened(figure="agreed_by_reason", of=Code.AMOUNT_LIMIT), ("CS-2",)),
        (Opened(figure="agreed_by_confidence", low=0.7), ("CS-2",)),
        (Opened(figure="satisfied", of="edited"), ("CS-2",)),
        (Opened(figure="refunded"), ("CS-2", "CS-1")),  # newest first
        (Opened(figure="edited_down", of="USD"), ("CS-2",)),
        (Opened(figure="edited_down", of="EUR"), ()),
        (Opened(figure="auto_exposure", of="USD"), ("CS-1",)),
        (Opened(figure="denied", of="USD"), ()),
        (Opened(figure="review_rate", start=Grain.WEEK.start(LATE.date())), ("CS-3",)),  # that week's
        (Opened(figure="review_latency_p50"), ("CS-3", "CS-2")),  # longest first
        (Opened(figure="review_latency_p50", low=0, high=3600), ("CS-2",)),
        (Opened(figure="handling_p50"), ("CS-3",)),
        (Opened(figure="waiting_p50"), ("CS-3",)),
        (Opened(figure="handling_p50", low=0, high=1), ()),  # no hand is as quick
        (Opened(figure="no such figure"), ()),
    ],
)
def test_a_part_of_a_chart_opens_its_cases(what: Opened, cases: tuple[str, ...]) -> None:
    assert behind(LOG, what, Grain.WEEK) == cases
