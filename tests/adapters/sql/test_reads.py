from datetime import timedelta

import pytest

from hitl.adapters.sql.store import SqlStore
from hitl.domain.case import Status
from hitl.domain.event import EventKind
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.roles import Level
from hitl.errors import NotFound
from tests.adapters.sql.records import (
    NOW,
    SECOND,
    at_desk,
    customer,
    decided,
    delivery,
    drafted,
    event,
    opened,
    order,
    stocked,
    usd,
)


def test_a_case_file_holds_everything(store: SqlStore) -> None:
    stocked(store)
    case_id = decided(store).case_id
    with store.unit() as unit:
        unit.deliveries.add(delivery(case_id))
        unit.commit()
    with store.reads() as reads:
        file = reads.case_file(case_id)
    assert file.case.status is Status.DECIDED
    assert (file.at_desk.route, file.at_desk.level, file.at_desk.priority) == (
        Route.REVIEW,
        Level.REVIEWER,
        4,
    )
    assert (file.at_desk.queued_at, file.at_desk.due_at) == (NOW + SECOND, NOW + timedelta(hours=4))
    assert file.customer == customer()
    assert file.order == order().paid_back({"1": 4200})
    assert file.drafted == drafted(case_id)
    assert file.policy is not None
    assert (file.policy.version, file.policy.clauses) == (0, ())
    assert file.decision is not None
    assert file.refund is not None
    assert len(file.conversation) == len(file.deliveries) == 1
    assert not file.simulated


def test_a_case_file_of_a_stranger_without_an_order(store: SqlStore) -> None:
    case_id = opened(store, customer_id=None, order_id=None).case_id
    with store.reads() as reads:
        file = reads.case_file(case_id)
    assert (file.customer, file.order, file.drafted, file.policy, file.decision, file.refund) == (None,) * 6
    assert (file.at_desk.route, file.at_desk.due_at) == (None, None)


def test_a_case_is_found_by_its_own_and_by_its_tickets_id(store: SqlStore) -> None:
    case_id = opened(store).case_id
    with store.reads() as reads:
        assert reads.case_id_of(case_id) == reads.case_id_of("T1") == case_id
        for missing in (reads.case_id_of, reads.case_file, reads.case_status):
            with pytest.raises(NotFound, match="T9"):
                missing("T9")
        assert reads.timeline("T9") == ()


def test_cases_are_listed_by_receipt_from_since_on_and_before_until(store: SqlStore) -> None:
    stocked(store)
    at_desk(store, "T1")
    opened(store, "T2", received_at=NOW + SECOND, order_id=None, customer_id=None)
    opened(store, "T3", received_at=NOW - SECOND)
    with store.reads() as reads:
        assert [row.ticket_id for row in reads.cases(None, None)] == ["T3", "T1", "T2"]
        assert [row.ticket_id for row in reads.cases(NOW, NOW + SECOND)] == ["T1"]
        row = next(reads.cases(NOW, None))
        bare = next(reads.cases(NOW + SECOND, None))
    assert (row.order_id, row.currency, row.reasons, row.confidence) == (
        "48291",
        "USD",
        (Code.AMOUNT_LIMIT,),
        0.8,
    )
    assert (row.mode, row.route) == ("copilot", Route.REVIEW)
    assert (bare.order_id, bare.currency, bare.mode, bare.route, bare.reasons) == (None, None, None, None, ())


def test_a_long_list_is_read_in_pages_without_gap_or_repetition(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hitl.adapters.sql.listings._PAGE", 2)
    times = [NOW + number // 3 * SECOND for number in range(7)]
    expected = [opened(store, f"T{n}", received_at=at).case_id for n, at in enumerate(times)]
    with store.reads() as reads:
        assert [row.case_id for row in reads.cases(None, None)] == expected


def test_refunds_are_listed_by_reservation(store: SqlStore) -> None:
    stocked(store)
    decided(store, "T1", reserved_at=NOW + 5 * SECOND)
    decided(store, "T2", reserved_at=NOW + 3 * SECOND)
    with store.reads() as reads:
        rows = list(reads.refunds(NOW, NOW + timedelta(hours=1)))
        assert list(reads.refunds(NOW + 5 * SECOND, NOW + 5 * SECOND)) == []
        assert len(list(reads.decisions(NOW + 2 * SECOND, None))) == 2
        assert list(reads.decisions(None, NOW + 2 * SECOND)) == []
    assert [row.refund_id for row in rows] == ["RF-1002", "RF-1001"]
    assert (rows[0].amount, rows[0].payment_ref, rows[0].processor_id) == (usd(4200), "pay-48291", None)


def test_a_case_has_changed_by_what_happens_to_it_not_by_who_has_it_open(store: SqlStore) -> None:
    case_id, other = opened(store).case_id, opened(store, "T2").case_id
    with store.reads() as reads:
        seq = reads.timeline(case_id)[-1].seq
    for kind, of, changed in (
        (EventKind.CASE_CLAIMED, case_id, False),
        (EventKind.CASE_RELEASED, case_id, False),
        (EventKind.CASE_NOTED, other, False),
        (EventKind.CASE_NOTED, case_id, True),
    ):
        with store.unit() as unit:
            unit.log(event(of, kind=kind))
            unit.commit()
        with store.reads() as reads:
            assert reads.changed_since(case_id, seq) is changed, kind
