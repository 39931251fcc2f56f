"""Two at once: exactly one wins, and nothing is left of a transaction that did not commit."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import MetaData, func, select

from hitl.adapters.sql.store import SqlStore
from hitl.adapters.sql.unit import SqlUnit
from hitl.domain.case import Status
from hitl.errors import AlreadyDecided, Refused
from hitl.ports.catalog import Saved
from tests.adapters.sql.records import (
    LEASE,
    NOW,
    SECOND,
    at_desk,
    customer,
    decided,
    decision,
    delivery,
    event,
    opened,
    refund,
    stocked,
    ticket,
    usd,
)

RIPE = NOW + 2 * SECOND


def _at_once(store: SqlStore, does: Callable[[SqlUnit, int], object], count: int = 4) -> list[object]:
    """What each of `count` threads got out of a unit of its own, all started together."""
    start = Barrier(count)

    def run(number: int) -> object:
        start.wait()
        with store.unit() as unit:
            result = does(unit, number)
            unit.commit()
        return result

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_one_worker_claims_a_case(store: SqlStore) -> None:
    case_id = opened(store).case_id
    claims = _at_once(store, lambda unit, n: unit.cases.claim_draft(case_id, f"w{n}", NOW, LEASE))
    assert sum(claim is not None for claim in claims) == 1


def test_one_worker_takes_a_refund(store: SqlStore) -> None:
    stocked(store)
    decided(store)
    taken = _at_once(store, lambda unit, n: unit.refunds.take("RF-1001", f"w{n}", RIPE, LEASE))
    assert sum(refund is not None for refund in taken) == 1


def test_one_worker_takes_a_delivery(store: SqlStore) -> None:
    opened(store)
    with store.unit() as unit:
        unit.deliveries.add(delivery("CS-1001"))
        unit.commit()
    taken = _at_once(store, lambda unit, n: unit.deliveries.take("CS-1001-reply", f"w{n}", NOW, LEASE))
    assert sum(each is not None for each in taken) == 1


def test_one_person_decides_a_case(store: SqlStore) -> None:
    stocked(store)
    case_id = at_desk(store).case_id

    def decide(unit: SqlUnit, number: int) -> bool:
        moved = unit.cases.move(case_id, Status.DECIDED, expect=[Status.IN_REVIEW], draft_version=1, at=NOW)
        if moved:
            unit.decisions.add(decision(case_id, by=f"person{number}@example.com"))
            unit.refunds.reserve(refund(case_id))
            unit.log(event(case_id))
        return moved

    assert sorted(_at_once(store, decide)) == [False, False, False, True]  # type: ignore[type-var]
    with store.reads() as reads:
        assert len(list(reads.refunds(None, None))) == 1
        assert reads.verify().ok


def test_without_the_compare_and_set_the_second_decision_is_refused(store: SqlStore) -> None:
    case_id = at_desk(store).case_id

    def decide(unit: SqlUnit, number: int) -> str:
        unit.decisions.add(decision(case_id, decision_id=f"D-{number}"))
        return "decided"

    def run(number: int) -> str:
        try:
            with store.unit() as unit:
                result = decide(unit, number)
                unit.commit()
        except (AlreadyDecided, Refused):
            return "refused"
        return result

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(run, range(4))) == ["decided", "refused", "refused", "refused"]


def test_cases_opened_at_once_have_numbers_of_their_own_and_one_key(store: SqlStore) -> None:
    def receive(unit: SqlUnit, number: int) -> str:
        case = unit.cases.open(ticket(f"T{number}"), linked_case=None, simulated=False)
        unit.log(event(case.case_id))
        return case.case_id

    assert sorted(_at_once(store, receive, 6)) == [f"CS-{1001 + number}" for number in range(6)]  # type: ignore[type-var]
    with store.reads() as reads:
        assert reads.verify().events == 6
        assert reads.timeline("CS-1003")[0].private


def test_sums_are_not_counted_beside_a_transaction_that_holds_the_customer(store: SqlStore) -> None:
    """Two refunds of $20.00 under a limit of $30.00: whoever comes second sees the first."""
    stocked(store)
    case_ids = [at_desk(store, f"T{number}").case_id for number in range(2)]

    def pay_within_limit(unit: SqlUnit, number: int) -> bool:
        unit.catalog.lock_customer("C1")
        if unit.refunds.auto_paid_on_order("48291") + 2000 > 3000:
            return False
        unit.decisions.add(decision(case_ids[number], by="gate"))
        unit.refunds.reserve(refund(case_ids[number], by_gate=True, amount=usd(2000), lines=()))
        return True

    assert sorted(_at_once(store, pay_within_limit, 2)) == [False, True]  # type: ignore[type-var]


def test_a_unit_that_is_not_committed_leaves_nothing(store: SqlStore) -> None:
    stocked(store)
    before = _counts(store)
    with store.unit() as unit:
        case = unit.cases.open(ticket(customer_id=None), linked_case=None, simulated=False)
        assert unit.catalog.save_customer(customer("C2")) is Saved.NEW
        unit.deliveries.add(delivery(case.case_id))
        unit.log(event(case.case_id))
    assert _counts(store) == before


def test_a_unit_that_fails_leaves_nothing_and_the_next_one_works(store: SqlStore) -> None:
    before = _counts(store)

    def fail() -> None:
        with store.unit() as unit:
            unit.cases.open(ticket(), linked_case=None, simulated=False)
            raise KeyError("a bug")

    with pytest.raises(KeyError):
        fail()
    assert _counts(store) == before
    assert opened(store).case_id.startswith("CS-")


def test_a_committed_unit_cannot_be_used_further(store: SqlStore) -> None:
    with store.unit() as unit:
        unit.commit()
        with pytest.raises(Exception, match="closed"):
            unit.controls.mode()


def test_a_snapshot_does_not_see_what_is_committed_beside_it(store: SqlStore) -> None:
    case_id = opened(store).case_id
    with store.reads() as reads:
        assert reads.case_status(case_id) is Status.RECEIVED
        with store.unit() as unit:
            unit.cases.claim_draft(case_id, "w1", NOW, LEASE)
            unit.commit()
        assert reads.case_status(case_id) is Status.RECEIVED
    with store.reads() as reads:
        assert reads.case_status(case_id) is Status.DRAFTING


def _counts(store: SqlStore) -> dict[str, int]:
    """Rows by table."""
    schema = MetaData()
    with store.engine.connect() as connection:
        schema.reflect(connection)
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in schema.sorted_tables
        }
