"""The customer's other cases as the desk lists them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hitl.domain.case import Status
from hitl.domain.draft import Action
from hitl.domain.money import Money
from hitl.domain.policy import Reason
from hitl.domain.refund import RefundStatus
from hitl.ports.history import History, OtherCase
from hitl.ui.desk import history

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
AGREED = {"status": Status.CLOSED, "action": Action.APPROVE_REFUND}


def other(**changes: Any) -> OtherCase:
    known: dict[str, Any] = {
        "case_id": "CS-1001",
        "received_at": NOW - timedelta(days=30),
        "status": Status.IN_REVIEW,
        "subject": "Broken mug",
        "matter": Reason.DAMAGED,
        "amount": Money(minor=1250, currency="USD"),
    }
    return OtherCase(**known | changes)


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (other(), "waits for a person"),
        (other(status=Status.WITHDRAWN), "withdrawn by the customer"),
        (other(**AGREED, refund=RefundStatus.SUCCEEDED), "paid"),
        (other(**AGREED, refund=RefundStatus.PENDING), "refund agreed"),
        (other(**AGREED, refund=RefundStatus.FAILED), "not paid: the refund failed"),
        (other(**AGREED), "nothing paid"),  # the refund was left out of the plan
        (other(**AGREED, watched=True), "refund, only watched"),
        (other(**AGREED | {"status": Status.DECIDED}), "refund agreed"),
        (other(status=Status.CLOSED, action=Action.DENY_REFUND, watched=True), "refused, only watched"),
        (other(**AGREED, replaces=True), "sent again"),
        (other(status=Status.CLOSED, action=Action.DENY_REFUND), "refused"),
        (other(status=Status.CLOSED, action=Action.ANSWER_ONLY), "answered"),
    ],
)
def test_a_line_says_how_the_case_ended_or_stands(one: OtherCase, says: str) -> None:
    assert f"<td>{says}</td>" in history.html(History(shown=(one,)), NOW)


def test_a_customers_only_case_has_no_list() -> None:
    assert history.html(History(), NOW) == ""


def test_what_is_not_listed_is_counted() -> None:
    found = history.html(History(shown=(other(), other(case_id="CS-1002")), more=7), NOW)
    assert "9 other cases of this customer" in found
    assert "and 7 more, older" in found


def test_words_of_a_customer_stay_words_and_one_line() -> None:
    hostile = '<img src="https://elsewhere.example/x.png">\u202e' + "x" * 100_000
    found = history.html(History(shown=(other(subject=hostile),)), NOW)
    assert "<img" not in found
    assert "\u202e" not in found
    assert len(found) < 1_500


def test_a_second_reader_sees_only_what_had_come_before_the_first_decision() -> None:
    both = History(shown=(other(received_at=NOW), other(case_id="CS-1000")), more=0)
    assert [one.case_id for one in both.before(NOW).shown] == ["CS-1000"]
