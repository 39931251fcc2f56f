"""The share that is read twice, and what a second reader is shown in place of what has happened since."""

from datetime import timedelta

from hitl.domain.blind import Given, is_chosen, undecided, unpaid
from hitl.domain.case import Case, Channel, Status
from hitl.domain.decision import order_state
from hitl.domain.money import Money
from hitl.domain.refund import Refund, RefundLine, RefundStatus
from tests.company import line, order
from tests.databases import NOW

CASE_IDS = [f"CS-{number}" for number in range(1001, 11_001)]


def _refund(status: RefundStatus) -> Refund:
    return Refund(
        refund_id="RF-1",
        decision_id="D-1",
        case_id="CS-1",
        order_id="10482",
        customer_id="C1",
        amount=Money(minor=500, currency="USD"),
        lines=(RefundLine(line_id="1", quantity=1, minor=500),),
        status=status,
        key="k",
        payment_ref="p",
        not_before=NOW,
        by_gate=False,
        reserved_at=NOW,
    )


def test_the_share_is_about_what_was_asked_for_and_grows_without_letting_a_case_out() -> None:
    five = {one for one in CASE_IDS if is_chosen(one, 5)}
    ten = {one for one in CASE_IDS if is_chosen(one, 10)}

    assert 0.043 < len(five) / len(CASE_IDS) < 0.057  # three standard deviations to each side
    assert five < ten
    assert not any(is_chosen(one, 0) for one in CASE_IDS)
    assert all(is_chosen(one, 100) for one in CASE_IDS)


def test_the_order_is_shown_without_the_refund_that_was_decided() -> None:
    before = order(lines=(line("1"), line("2", refunded=300)))
    after = before.paid_back({"1": 500})

    assert order_state(unpaid(after, _refund(RefundStatus.SUCCEEDED))) == order_state(before)
    assert unpaid(before, _refund(RefundStatus.FAILED)) == before, "a failed one was never counted"
    assert unpaid(before, None) == before
    assert unpaid(None, _refund(RefundStatus.SUCCEEDED)) is None


def test_the_case_comes_to_the_desk_anew_with_as_much_time_as_it_had() -> None:
    case = Case(
        case_id="CS-1",
        ticket_id="T1",
        status=Status.CLOSED,
        channel=Channel.CHAT,
        received_at=NOW - timedelta(days=2),
        queued_at=NOW - timedelta(days=2),
        due_at=NOW - timedelta(days=2) + timedelta(hours=4),
        draft_rejected=True,
        waiting=True,
    )

    shown = undecided(case, Given(case_id="CS-1", draft_version=1, by="me@example.com", at=NOW))

    assert (shown.status, shown.due_at) == (Status.IN_REVIEW, NOW + timedelta(hours=4))
    assert (shown.draft_rejected, shown.waiting) == (False, False)
    assert shown.received_at == case.received_at
