"""Every question that the port asks of a large table is answered from an index."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from hitl.adapters.sql.reads import SqlReads
from hitl.adapters.sql.store import SqlStore
from hitl.adapters.sql.unit import SqlUnit
from hitl.domain.blind import Given, Said
from hitl.domain.case import Status
from hitl.domain.delivery import DeliveryStatus
from hitl.domain.gate.verdict import Code
from hitl.domain.order import Tier
from hitl.domain.roles import Level
from hitl.ports.reads import QueueFilter, Sort
from hitl.views import View, view_filters
from tests.adapters.sql.records import (
    LEASE,
    NOW,
    at_desk,
    customer,
    decided,
    delivery,
    opened,
    order,
    stocked,
    ticket,
)

LARGE = (
    "cases tickets messages drafts case_reasons progress customers orders order_lines decisions refunds "
    "refund_lines deliveries audit_events data_keys human_outcomes search_words customer_words case_notes "
    "note_mentions reply_texts presence saved_views signatures blind_readings quality_cases"
).split()

ME = "me@example.com"
VIEWS = view_filters(level=Level.MANAGER, now=NOW, me=ME)
WRITES: dict[str, Callable[[SqlUnit], object]] = {
    "open": lambda unit: unit.cases.open(ticket("T9"), linked_case=None, simulated=False),
    "by_ticket": lambda unit: unit.cases.by_ticket("T1"),
    "revise": lambda unit: unit.cases.revise(ticket("T1", body="other")),
    "conversation": lambda unit: unit.cases.conversation("CS-1001"),
    "apart": lambda unit: unit.cases.apart(unit.cases.get("CS-1001")),
    "to_draft": lambda unit: unit.cases.to_draft(NOW, 10),
    "claim_draft": lambda unit: unit.cases.claim_draft("CS-1001", "w1", NOW, LEASE),
    "drafted": lambda unit: unit.cases.drafted("CS-1001"),
    "move": lambda unit: unit.cases.move("CS-1001", Status.CLOSED, expect=list(Status), at=NOW),
    "similar_open": lambda unit: unit.cases.similar_open(unit.cases.get("CS-1001")),
    "last_closed": lambda unit: unit.cases.last_closed("C1", "48291"),
    "customer_by_email": lambda unit: unit.catalog.customer_by_email("c1@example.com"),
    "orders_of": lambda unit: unit.catalog.orders_of("C1", 50),
    "save_order": lambda unit: unit.catalog.save_order(order(discount=1)),
    "decision": lambda unit: unit.decisions.of_case("CS-1001"),
    "withdraw": lambda unit: unit.decisions.withdraw("D-9"),
    "refund": lambda unit: unit.refunds.of_case("CS-1001"),
    "refunds due": lambda unit: unit.refunds.due(NOW + LEASE, 10),
    "refunds unsettled": lambda unit: unit.refunds.unsettled(NOW + LEASE, 10),
    "refunds returned": lambda unit: unit.refunds.returned(10),
    "paid on order": lambda unit: unit.refunds.auto_paid_on_order("48291"),
    "paid to": lambda unit: unit.refunds.auto_paid_to("C1", NOW),
    "counted of": lambda unit: unit.refunds.counted_of("C1"),
    "deliveries": lambda unit: unit.deliveries.of_case("CS-1001"),
    "deliveries due": lambda unit: unit.deliveries.due(NOW, 10),
    "hold": lambda unit: unit.desk.hold("CS-1001"),
    "claim": lambda unit: unit.desk.claim("CS-1002", ME, NOW, NOW + LEASE),
    "claim next": lambda unit: unit.desk.claim_next(ME, list(Level), ["CS-9"], NOW, NOW + LEASE),
    "ask for takeover": lambda unit: unit.desk.ask_takeover("CS-1002", ME, NOW),
    "assign": lambda unit: unit.desk.assign("CS-1002", ME),
    "assigned": lambda unit: unit.desk.assigned(ME),
    "snooze": lambda unit: unit.desk.snooze("CS-1002", NOW),
    "to wake": lambda unit: unit.desk.to_wake(NOW, 10),
    "note": lambda unit: unit.desk.add_note("CS-1002", "look", ME, NOW, [ME]),
    "read notes": lambda unit: unit.desk.mark_read(ME, "CS-1002", NOW),
    "here": lambda unit: unit.desk.here("CS-1002", ME, "reading", NOW),
    "forget words": lambda unit: unit.desk.forget("CS-1002"),
    "erase": lambda unit: unit.catalog.erase("C1", NOW),
    "change customer": lambda unit: unit.catalog.save_customer(customer(tier=Tier.STANDARD)),
    "give blind": lambda unit: unit.blind.give(Given(case_id="CS-1002", draft_version=1, by=ME, at=NOW), NOW),
    "answer blind": lambda unit: unit.blind.answer("CS-1002", Said(by=ME, action=None, at=NOW), ""),
    "quality given": lambda unit: unit.quality.given("CS-1", ME),
    "reject quality": lambda unit: unit.quality.reject("CS-1", ME),
    "is it quality": lambda unit: unit.quality.holds("CS-1"),
    "deliver": lambda unit: unit.deliveries.settle("CS-1001-reply", DeliveryStatus.SENT, at=NOW),
}
READS: dict[str, Callable[[SqlReads], object]] = {
    "blind given": lambda reads: reads.blind_given("CS-1001", ME),
    "blind open": lambda reads: reads.blind_open(ME, NOW),
    "decided since blind": lambda reads: reads.decided_since_blind(ME, NOW),
    "to read blind": lambda reads: reads.to_read_blind(ME, list(Level), NOW, NOW, NOW, demo=False),
    "quality open": lambda reads: reads.quality_open(ME, NOW),
    "quality labels": lambda reads: reads.quality_labels(ME),
    "decided since quality": lambda reads: reads.decided_since_quality(ME, NOW, 50),
    "quality answers": lambda reads: reads.quality_answers(ME, 60, demo=False),
    "blind pairs": lambda reads: reads.blind_pairs(300, demo=False),
    "queue": lambda reads: reads.queue(QueueFilter(), None, 10),
    "queue by level": lambda reads: reads.queue(QueueFilter(level=Level.SENIOR), None, 10),
    "queue of chats": lambda reads: reads.queue(QueueFilter(waiting_only=True), None, 10),
    "queue overdue": lambda reads: reads.queue(QueueFilter(overdue_at=NOW), None, 10),
    "queue count": lambda reads: reads.queue_count(QueueFilter(), 10),
    "queue by age": lambda reads: reads.queue(QueueFilter(sort=Sort.OLDEST), None, 10),
    "queue by due time": lambda reads: reads.queue(QueueFilter(sort=Sort.SOONEST), None, 10),
    "queue by amount": lambda reads: reads.queue(QueueFilter(sort=Sort.LARGEST, currency="USD"), None, 10),
    "queue of one person": lambda reads: reads.queue(QueueFilter(mine=ME, now=NOW), None, 10),
    "some cases": lambda reads: reads.queue(QueueFilter(cases=("CS-1001", "CS-1002")), None, 10),
    "queue filtered": lambda reads: reads.queue(QueueFilter(reason=Code.AMOUNT_LIMIT), None, 10),
    "all counts": lambda reads: reads.queue_counts([*VIEWS.values()], 10),
    "decided lately": lambda reads: reads.queue(QueueFilter(decided_since=NOW, tier=Tier.PREMIUM), None, 50),
    "decided count": lambda reads: reads.queue_count(QueueFilter(decided_since=NOW), 50),
    "search": lambda reads: reads.search("ada shattered lamp", 50),
    "day": lambda reads: reads.day_of(ME, NOW),
    "flow": lambda reads: (reads.flow(NOW, NOW + LEASE), reads.last_decided()),
    "notes": lambda reads: reads.notes("CS-1002"),
    "mentions": lambda reads: (reads.unread_mentions(ME), reads.mentions(ME, 9)),
    "presence": lambda reads: reads.who_is_here("CS-1002", NOW),
    "saved views": lambda reads: reads.saved_views(ME),
    "reply": lambda reads: reads.reply_text("CS-1002", 1),
    "case by ticket": lambda reads: reads.case_id_of("T1"),
    "case file": lambda reads: reads.case_file("CS-1001"),
    "waiting alike": lambda reads: reads.waiting_alike("CS-1002", 10),
    "to fall back": lambda reads: reads.to_fall_back(NOW, 10),
    "chats to fall back": lambda reads: reads.chats_to_fall_back(10),
    "last seen": lambda reads: reads.last_seen_at_desk(),
    "similar": lambda reads: reads.similar("CS-1002"),
    "timeline": lambda reads: reads.timeline("CS-1001"),
    "changed since": lambda reads: reads.changed_since("CS-1001", 1),
    "progress": lambda reads: reads.progress("CS-1001"),
    "cases": lambda reads: list(reads.cases(NOW, None)),
    "decisions": lambda reads: list(reads.decisions(NOW, None)),
    "refunds": lambda reads: list(reads.refunds(NOW, None)),
    "events": lambda reads: reads.events(0, 10),
}


@pytest.fixture
def filled(sqlite_store: SqlStore) -> SqlStore:
    """A little of everything."""
    stocked(sqlite_store)
    decided(sqlite_store, "T1")
    at_desk(sqlite_store, "T2", waiting=True)
    opened(sqlite_store, "T3")
    with sqlite_store.unit() as unit:
        unit.deliveries.add(delivery("CS-1001"))
        unit.commit()
    return sqlite_store


@contextmanager
def _watched(store: SqlStore) -> Iterator[list[tuple[str, Any]]]:
    """The statements that run meanwhile, with their values."""
    seen: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        seen.append((statement, values))

    event.listen(store.engine, "before_cursor_execute", note)
    yield seen
    event.remove(store.engine, "before_cursor_execute", note)


def _scanned(store: SqlStore, seen: list[tuple[str, Any]]) -> list[str]:
    """Large tables that one of the statements walks through from end to end."""
    found = []
    with store.engine.connect() as connection:
        for statement, values in seen:
            one = values[0] if isinstance(values, list) else values
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", one):
                scan = re.match(r"SCAN (\w+)(?! USING)\b(.*)", row[3])
                if scan and scan[1] in LARGE and "USING" not in scan[2]:
                    found.append(f"{row[3]}: {statement}")
    return found


@pytest.mark.parametrize("name", WRITES)
def test_a_step_finds_its_rows_by_index(filled: SqlStore, name: str) -> None:
    with _watched(filled) as seen, filled.unit() as unit:
        WRITES[name](unit)
    assert seen
    assert _scanned(filled, seen) == []


@pytest.mark.parametrize("name", READS)
def test_a_screen_finds_its_rows_by_index(filled: SqlStore, name: str) -> None:
    with _watched(filled) as seen, filled.reads() as reads:
        READS[name](reads)
    assert seen
    assert _scanned(filled, seen) == []


INDEXES = {
    View.TO_DECIDE: "ix_cases_desk",
    View.MINE: "ix_cases_assigned",
    View.UNASSIGNED: "ix_cases_unassigned",
    View.LIVE: "ix_cases_desk_waiting",
    View.ESCALATED: "ix_cases_escalated",
    View.OVERDUE: "ix_cases_desk",
}


@pytest.mark.parametrize("view", INDEXES)
def test_each_view_has_an_index_of_its_own(filled: SqlStore, view: View) -> None:
    plan = _plan(filled, VIEWS[view])
    assert f"INDEX {INDEXES[view]} " in plan
    assert "USE TEMP B-TREE" not in plan.partition("ix_cases_claimed")[0].partition("MERGE")[0]
    if view is View.MINE:
        assert "INDEX ix_cases_claimed " in plan


@pytest.mark.parametrize(
    ("what", "index"),
    [
        (QueueFilter(reason=Code.VELOCITY), "COVERING INDEX ix_cases_filter"),
        (QueueFilter(tier=Tier.PREMIUM, language="de"), "COVERING INDEX ix_cases_filter"),
        (QueueFilter(currency="USD", min_minor=1), "COVERING INDEX ix_cases_filter"),
        (QueueFilter(sort=Sort.OLDEST), "INDEX ix_cases_oldest"),
        (QueueFilter(sort=Sort.SOONEST), "INDEX ix_cases_soonest"),
        (QueueFilter(sort=Sort.LARGEST, currency="USD"), "INDEX ix_cases_largest"),
        (QueueFilter(cases=("CS-1001",)), "sqlite_autoindex_cases_1"),
    ],
)
def test_filters_and_orders_are_answered_from_an_index(
    filled: SqlStore, what: QueueFilter, index: str
) -> None:
    assert index in _plan(filled, what)


def test_a_customers_other_cases_come_in_order_from_an_index(filled: SqlStore) -> None:
    with _watched(filled) as seen, filled.reads() as reads:
        reads.case_file("CS-1001")
    plans = [_explained(filled, *one) for one in seen if "LEFT OUTER JOIN refunds" in one[0]]
    assert len(plans) == 1
    assert "INDEX ix_cases_history (customer_id=?)" in plans[0]
    assert "USE TEMP B-TREE" not in plans[0]


def _plan(store: SqlStore, what: QueueFilter) -> str:
    with _watched(store) as seen, store.reads() as reads:
        reads.queue(what, None, 10)
    return _explained(store, *seen[0])


def _explained(store: SqlStore, statement: str, values: Any) -> str:
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return "\n".join(row[3] for row in rows)
