import pytest

from hitl.adapters.sql.store import SqlStore
from hitl.domain.case import Status
from hitl.domain.decision import DecisionOutcome, DecisionReason, Feedback
from hitl.domain.draft import Action, StepKind
from hitl.domain.refund import RefundStatus
from hitl.errors import AlreadyDecided, Refused
from tests.adapters.sql.records import NOW, at_desk, decided, decision, delivery, stocked, usd


def test_a_decision_comes_back_as_made(store: SqlStore) -> None:
    case_id = at_desk(store).case_id
    made = decision(
        case_id,
        outcome=DecisionOutcome.EDITED,
        amount=usd(2000),
        reason_code=DecisionReason.AMOUNT_WRONG,
        changes={"amount": ["42.00", "20.00"], "reply": ["Dear Ada", "Dear Countess"]},
        without=frozenset({StepKind.TICKET_NOTE}),
        queued_at=NOW,
        opened_at=NOW,
        feedback=Feedback(score=4, kind="amount", comment="only one broke"),
    )
    with store.unit() as unit:
        assert unit.decisions.of_case(case_id) is None
        unit.decisions.add(made)
        assert unit.decisions.of_case(case_id) == made


def test_a_denial_has_no_amount(store: SqlStore) -> None:
    case_id = at_desk(store).case_id
    denied = decision(case_id, action=Action.DENY_REFUND, amount=None, draft_amount=None)
    with store.unit() as unit:
        unit.decisions.add(denied)
        assert unit.decisions.of_case(case_id) == denied


def test_a_case_is_decided_once_and_says_by_whom(store: SqlStore) -> None:
    case_id = at_desk(store).case_id
    with store.unit() as unit:
        unit.decisions.add(decision(case_id))
        with pytest.raises(AlreadyDecided, match=r"grace@example\.com"):
            unit.decisions.add(decision(case_id, decision_id="D-other", by="gate"))


@pytest.mark.parametrize(
    ("case", "version", "why"),
    [
        ("CS-1001", 2, "a draft that was never made"),
        ("CS-9999", 1, "a case that does not exist"),
    ],
)
def test_a_decision_rests_on_a_case_and_its_draft(store: SqlStore, case: str, version: int, why: str) -> None:
    at_desk(store)
    with pytest.raises(Refused), store.unit() as unit:
        unit.decisions.add(decision(case, draft_version=version))
    with store.unit() as unit:
        assert unit.decisions.of_case(case) is None, why


def test_a_withdrawn_decision_leaves_room_for_another(store: SqlStore) -> None:
    stocked(store)
    case = decided(store, by="grace@example.com")
    with store.unit() as unit:
        unit.deliveries.add(delivery(case.case_id, decision_id="D-1001"))
        unit.deliveries.add(delivery(case.case_id, delivery_id="notice"))
        unit.refunds.cancel("RF-1001", NOW)
        unit.decisions.withdraw("D-1001")
        unit.cases.move(case.case_id, Status.IN_REVIEW, expect=[Status.DECIDED], at=NOW)
        unit.commit()
    with store.unit() as unit:
        assert unit.decisions.of_case(case.case_id) is None
        assert unit.refunds.of_case(case.case_id) is None
        assert [each.delivery_id for each in unit.deliveries.of_case(case.case_id)] == ["notice"]
        unit.decisions.add(decision(case.case_id))
        unit.commit()


def test_review_actions_that_are_not_final_are_noted(store: SqlStore) -> None:
    case_id = at_desk(store).case_id
    with store.unit() as unit:
        unit.decisions.note_action(case_id, "escalated", "grace@example.com", NOW, "Ada is a countess")
        unit.commit()
    with store.unit() as unit:
        assert unit.decisions.of_case(case_id) is None


def test_decisions_are_listed_with_what_figures_need(store: SqlStore) -> None:
    stocked(store)
    decided(store, status=RefundStatus.SUCCEEDED)
    with store.reads() as reads:
        (row,) = reads.decisions(None, None)
    assert (row.case_id, row.by, row.amount, row.draft_amount) == ("CS-1001", "gate", usd(4200), usd(4200))
    assert (row.refund_status, row.mode, row.reply_changed) == (RefundStatus.SUCCEEDED, "copilot", False)
