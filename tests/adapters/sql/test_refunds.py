from datetime import timedelta

import pytest

from hitl.adapters.sql.store import SqlStore
from hitl.domain.case import Status
from hitl.domain.decision import GATE
from hitl.domain.refund import RefundLine, RefundStatus
from hitl.errors import InvalidInput, NotFound, Refused
from hitl.ports.refunds import Counted
from tests.adapters.sql.records import (
    LEASE,
    NOW,
    SECOND,
    at_desk,
    decided,
    decision,
    line,
    order,
    refund,
    stocked,
    usd,
)

RIPE = NOW + 2 * SECOND
"""When the undo window of the refunds in these tests ends."""


@pytest.fixture
def reserved(store: SqlStore) -> SqlStore:
    """A store with one reserved refund, RF-1001."""
    stocked(store)
    decided(store)
    return store


def test_a_refund_comes_back_as_reserved(reserved: SqlStore) -> None:
    with reserved.unit() as unit:
        assert unit.refunds.get("RF-1001") == refund("CS-1001", by_gate=True)
        assert unit.refunds.of_case("CS-1001") == unit.refunds.get("RF-1001")
        assert unit.refunds.of_case("CS-1002") is None
        with pytest.raises(NotFound, match="RF-9"):
            unit.refunds.get("RF-9")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"decision_id": "D-9999"}, "no such decision"),
        ({"refund_id": "RF-2", "key": "other"}, "the decision has its refund already"),
    ],
)
def test_a_refund_needs_a_decision_of_its_own(reserved: SqlStore, changes: dict[str, str], why: str) -> None:
    with reserved.unit() as unit, pytest.raises(Refused, match="decision"):
        unit.refunds.reserve(refund("CS-1001", **changes))
    with reserved.reads() as reads:
        assert len(list(reads.refunds(None, None))) == 1, why


def test_the_lines_of_a_refund_add_up_to_its_amount(store: SqlStore) -> None:
    case_id = at_desk(store).case_id
    short = refund(case_id, lines=(RefundLine(line_id="1", quantity=1, minor=1),))
    with store.unit() as unit:
        unit.decisions.add(decision(case_id))
        with pytest.raises(InvalidInput, match="add up"):
            unit.refunds.reserve(short)


def test_a_refund_is_due_after_its_undo_window(reserved: SqlStore) -> None:
    with reserved.unit() as unit:
        assert unit.refunds.due(RIPE - timedelta(microseconds=1), 9) == []
        assert unit.refunds.take("RF-1001", "w1", RIPE - SECOND, LEASE) is None
        assert unit.refunds.due(RIPE, 9) == ["RF-1001"]


def test_a_refund_waits_for_goods_that_must_come_back_first(reserved: SqlStore) -> None:
    with reserved.unit() as unit:
        unit.cases.move("CS-1001", Status.AWAITING_RETURN, expect=[Status.DECIDED], at=NOW)
        assert unit.refunds.due(RIPE, 9) == []
        assert unit.refunds.returned(9) == []
        unit.catalog.save_order(order(lines=(line("1", returned_at=NOW), line("2"))))
        assert unit.refunds.returned(9) == ["RF-1001"]  # line 2 is not claimed


def test_one_worker_takes_a_refund_and_settles_it(reserved: SqlStore) -> None:
    with reserved.unit() as unit:
        taken = unit.refunds.take("RF-1001", "w1", RIPE, LEASE)
        assert taken is not None
        assert (taken.status, taken.attempts) == (RefundStatus.RESERVED, 1)
        assert unit.refunds.get("RF-1001").status is RefundStatus.SENDING
        assert unit.refunds.take("RF-1001", "w2", RIPE, LEASE) is None
        done = taken.model_copy(
            update={"status": RefundStatus.SUCCEEDED, "processor_id": "re_1", "settled_at": RIPE}
        )
        assert not unit.refunds.settle(done, "w2")
        assert unit.refunds.settle(done, "w1")
        assert not unit.refunds.settle(done, "w1")
        assert unit.refunds.get("RF-1001") == done
        assert unit.refunds.take("RF-1001", "w1", RIPE + 2 * LEASE, LEASE) is None


def test_a_refund_whose_worker_died_is_unsettled_until_another_takes_it(reserved: SqlStore) -> None:
    with reserved.unit() as unit:
        unit.refunds.take("RF-1001", "w1", RIPE, LEASE)
        assert unit.refunds.unsettled(RIPE + LEASE - SECOND, 9) == []
        assert unit.refunds.unsettled(RIPE + LEASE, 9) == ["RF-1001"]
        again = unit.refunds.take("RF-1001", "w2", RIPE + LEASE, LEASE)
        assert again is not None
        assert (again.status, again.attempts) == (RefundStatus.SENDING, 2)
        assert not unit.refunds.settle(again.model_copy(update={"status": RefundStatus.SUCCEEDED}), "w1")


@pytest.mark.parametrize("status", [RefundStatus.UNKNOWN, RefundStatus.PENDING])
def test_an_open_end_is_looked_at_again_when_it_is_time(reserved: SqlStore, status: RefundStatus) -> None:
    later = RIPE + 10 * SECOND
    with reserved.unit() as unit:
        taken = unit.refunds.take("RF-1001", "w1", RIPE, LEASE)
        assert taken is not None
        unit.refunds.settle(taken.model_copy(update={"status": status, "not_before": later}), "w1")
        assert unit.refunds.unsettled(later - SECOND, 9) == []
        assert unit.refunds.unsettled(later, 9) == ["RF-1001"]
        looked = unit.refunds.take("RF-1001", "w2", later, LEASE)
        assert looked is not None
        assert looked.status is status


def test_only_a_reserved_refund_can_be_cancelled(reserved: SqlStore) -> None:
    with reserved.unit() as unit:
        assert unit.refunds.cancel("RF-1001", NOW)
        assert not unit.refunds.cancel("RF-1001", NOW)
        assert unit.refunds.get("RF-1001").status is RefundStatus.CANCELLED
        assert unit.refunds.take("RF-1001", "w1", RIPE, LEASE) is None
        assert unit.refunds.due(RIPE, 9) == []


def test_sums_count_what_the_gate_paid_alone(store: SqlStore) -> None:
    stocked(store)
    decided(store, "T1", by=GATE, amount=usd(1000), lines=())
    decided(store, "T2", by=GATE, amount=usd(500), lines=(), order_id="7")
    decided(store, "T3", by="grace@example.com", amount=usd(2000), lines=())
    decided(store, "T4", by=GATE, amount=usd(300), lines=(), status=RefundStatus.FAILED)
    decided(store, "T5", by=GATE, amount=usd(70), lines=(), customer_id="C2")
    with store.unit() as unit:
        assert unit.refunds.auto_paid_on_order("48291") == 1070
        assert unit.refunds.auto_paid_on_order("none") == 0
        assert unit.refunds.auto_paid_to("C1", RIPE) == {"USD": 1500}
        assert unit.refunds.auto_paid_to("C1", RIPE + SECOND) == {}
        assert unit.refunds.counted_of("C1") == (
            Counted("48291", 1000, "USD", by_gate=True, reserved_at=RIPE),
            Counted("7", 500, "USD", by_gate=True, reserved_at=RIPE),
            Counted("48291", 2000, "USD", by_gate=False, reserved_at=RIPE),
        )
